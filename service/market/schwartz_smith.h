// Schwartz and Smith's two factors: a short-lived deviation and a level that
// wanders.

#ifndef OILFLOW_SERVICE_MARKET_SCHWARTZ_SMITH_H_
#define OILFLOW_SERVICE_MARKET_SCHWARTZ_SMITH_H_

#include <cstdint>
#include <string>
#include <vector>

#include "service/market/curve_shape.h"
#include "service/market/sample.h"

namespace oilflow {

// A year, in logs.
struct CurveDynamics {
  std::string id;
  double kappa = 0;    // reversion of the short factor, above 0
  double sigma_x = 0;  // its volatility
  double sigma_i = 0;  // of the long factor
  double rho = 0;      // correlation of the two
  // Of the risk-neutral process; 0 where they were not estimated.
  double mu_star = 0;
  double lambda = 0;
  std::string grade;
  std::string source;
};

// ln F(T) of a curve whose factors are `short_factor` and `long_factor`:
//
//   e^{-kT} chi + xi + A(T)
//   A(T) = mu* T - (1-e^{-kT}) lam/k + .5[ (1-e^{-2kT}) sx^2/(2k) + si^2 T
//          + 2 (1-e^{-kT}) rho sx si/k ]
double LogForward(const CurveDynamics& dynamics, double short_factor,
                  double long_factor, double years);

// The yearly volatility of the forward price at `years` (Samuelson):
//
//   sd^2 = sx^2 e^{-2kT} + si^2 + 2 rho sx si e^{-kT}
double ForwardVolatility(const CurveDynamics& dynamics, double years);

// A log move of the front by `front_log_change` with shape B(T) is
// (1 - w, w) times it in the factors, if both have the same kappa.
struct FactorChange {
  double short_factor = 0;
  double long_factor = 0;
};
FactorChange FactorsOf(const CurveShape& shape, double front_log_change);

// Of the increments of the two factors over some time.
struct FactorCovariance {
  double short_variance = 0;
  double long_variance = 0;
  double covariance = 0;
};

// Draws of what the two factors do over `days` of years of 365.25, from their
// exact bivariate normal, and of the forward prices that follow. With t the
// years of `days`, and the increments dchi and dxi,
//
//   var dchi = sx^2 (1-e^{-2kt}) / (2k),  var dxi = si^2 t,
//   cov = rho sx si (1-e^{-kt}) / k
//
// Draw i uses (seed, i) alone, so any split into threads gives the same. The
// factors are kept and each pillar's prices are not: a curve is simulated one
// pillar at a time in the memory of one.
class FactorSimulation {
 public:
  FactorSimulation(const CurveDynamics& dynamics, int days, int draw_count,
                   uint32_t seed);

  // The price after `days` as ratios to its price today, whose mean is 1, for
  // delivery `delivery_days` from today, T in years:
  //
  //   exp(e^{-k(T-t)} dchi + dxi - half its variance)
  //
  // Empty if it has delivered, which is so from the first day of delivery on.
  std::vector<double> RatiosAt(double delivery_days) const;

 private:
  double kappa_ = 0;
  int days_ = 0;
  FactorCovariance covariance_;
  std::vector<FactorChange> draws_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SCHWARTZ_SMITH_H_
