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

// Of the increments of the two factors over some time.
struct Covariance {
  double short_variance = 0;
  double long_variance = 0;
  double covariance = 0;
};

Covariance CovarianceAfter(const CurveDynamics& dynamics, double years) {
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
std::vector<FactorChange> DrawFactors(const Covariance& covariance,
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
  const Covariance covariance = CovarianceAfter(dynamics, years);
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

std::vector<std::vector<double>> SimulateRatios(
    const CurveDynamics& dynamics, const std::vector<double>& years, int days,
    int draw_count, uint32_t seed) {
  const double elapsed = days / kDaysPerYear;
  const Covariance covariance = CovarianceAfter(dynamics, elapsed);
  const std::vector<FactorChange> draws =
      DrawFactors(covariance, draw_count, seed);
  std::vector<std::vector<double>> ratios(years.size());
  for (size_t i = 0; i < years.size(); ++i) {
    if (years[i] < elapsed) {
      continue;
    }
    const double loading = PortableExp(-dynamics.kappa * (years[i] - elapsed));
    const double variance = loading * loading * covariance.short_variance +
                            covariance.long_variance +
                            2 * loading * covariance.covariance;
    ratios[i].reserve(draws.size());
    for (const FactorChange& draw : draws) {
      ratios[i].push_back(PortableExp(loading * draw.short_factor +
                                      draw.long_factor - 0.5 * variance));
    }
  }
  return ratios;
}

}  // namespace oilflow
