#include "service/market/schwartz_smith.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

constexpr double kDaysPerYear = 365.25;

FactorCovariance CovarianceAfter(const CurveDynamics& dynamics, double years) {
  const double decay = PortableExp(-dynamics.kappa * years);
  return {
      .short_variance = dynamics.sigma_x * dynamics.sigma_x *
                        (1 - decay * decay) / (2 * dynamics.kappa),
      .long_variance = dynamics.sigma_i * dynamics.sigma_i * years,
      .covariance = dynamics.rho * dynamics.sigma_x * dynamics.sigma_i *
                    (1 - decay) / dynamics.kappa,
  };
}

// The two factors of each draw: a normal pair times the lower triangular root
// of the covariance.
std::vector<FactorChange> DrawFactors(const FactorCovariance& covariance,
                                      int draw_count, uint32_t seed) {
  const double short_sd = std::sqrt(covariance.short_variance);
  // Without a short factor there is nothing to share with it.
  const double shared = short_sd > 0 ? covariance.covariance / short_sd : 0;
  // Rounding may leave a hair less than nothing when they move as one.
  const double own_sd =
      std::sqrt(std::max(0.0, covariance.long_variance - shared * shared));
  std::vector<FactorChange> factors;
  factors.reserve(static_cast<size_t>(draw_count));
  for (int draw = 0; draw < draw_count; ++draw) {
    const auto [first, second] =
        NormalPairDraw(seed, static_cast<uint32_t>(draw), 0);
    factors.push_back({.short_factor = short_sd * first,
                       .long_factor = shared * first + own_sd * second});
  }
  return factors;
}

}  // namespace

double LogForward(const CurveDynamics& dynamics, double short_factor,
                  double long_factor, double years) {
  const double decay = PortableExp(-dynamics.kappa * years);
  const FactorCovariance covariance = CovarianceAfter(dynamics, years);
  const double drift =
      dynamics.mu_star * years - (1 - decay) * dynamics.lambda / dynamics.kappa;
  const double convexity =
      0.5 * (covariance.short_variance + covariance.long_variance +
             2 * covariance.covariance);
  return decay * short_factor + long_factor + drift + convexity;
}

double ForwardVolatility(const CurveDynamics& dynamics, double years) {
  const double from_short =
      dynamics.sigma_x * PortableExp(-dynamics.kappa * years);
  return std::sqrt(from_short * from_short +
                   dynamics.sigma_i * dynamics.sigma_i +
                   2 * dynamics.rho * from_short * dynamics.sigma_i);
}

FactorChange FactorsOf(const CurveShape& shape, double front_log_change) {
  return {.short_factor = (1 - shape.w) * front_log_change,
          .long_factor = shape.w * front_log_change};
}

FactorSimulation::FactorSimulation(const CurveDynamics& dynamics, int days,
                                   int draw_count, uint32_t seed)
    : kappa_(dynamics.kappa),
      days_(days),
      covariance_(CovarianceAfter(dynamics, days / kDaysPerYear)),
      draws_(DrawFactors(covariance_, draw_count, seed)) {}

std::vector<double> FactorSimulation::RatiosAt(double delivery_days) const {
  std::vector<double> ratios;
  if (delivery_days <= days_) {
    return ratios;
  }
  const double loading =
      PortableExp(-kappa_ * (delivery_days - days_) / kDaysPerYear);
  const double variance = loading * loading * covariance_.short_variance +
                          covariance_.long_variance +
                          2 * loading * covariance_.covariance;
  ratios.reserve(draws_.size());
  for (const FactorChange& draw : draws_) {
    ratios.push_back(PortableExp(loading * draw.short_factor +
                                 draw.long_factor - 0.5 * variance));
  }
  return ratios;
}

}  // namespace oilflow
