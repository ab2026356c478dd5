#include "service/market/score.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "service/base/portable_math.h"

namespace oilflow {
namespace {

constexpr int kForecastLevels = 199;

// E|X| of a normal X.
double MeanDistance(double mean, double variance) {
  const double sd = std::sqrt(variance);
  const double z = mean / sd;
  const double density = std::numbers::inv_sqrtpi / std::numbers::sqrt2 *
                         PortableExp(-0.5 * z * z);
  return 2 * sd * density + mean * (2 * PortableNormalCdf(z) - 1);
}

}  // namespace

NoisyForecast ForecastOf(const Sample& effect, double noise_sd) {
  assert(noise_sd > 0);
  NoisyForecast forecast;
  forecast.noise_sd = noise_sd;
  for (int i = 0; i < kForecastLevels; ++i) {
    forecast.centres.push_back(effect.At((i + 0.5) / kForecastLevels));
  }
  return forecast;
}

NoisyForecast PointForecast(double centre, double noise_sd) {
  assert(noise_sd > 0);
  return {{centre}, noise_sd};
}

double CumulativeAt(const NoisyForecast& forecast, double value) {
  double sum = 0;
  for (const double centre : forecast.centres) {
    sum += PortableNormalCdf((value - centre) / forecast.noise_sd);
  }
  return sum / static_cast<double>(forecast.centres.size());
}

Quantiles QuantilesOf(const NoisyForecast& forecast) {
  const auto [least, most] =
      std::minmax_element(forecast.centres.begin(), forecast.centres.end());
  Quantiles quantiles;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    // The quantile lies between those of the outermost two parts.
    const double offset =
        forecast.noise_sd * PortableNormalQuantile(kLevels[i]);
    double low = *least + offset;
    double high = *most + offset;
    const double precision = 1e-12 * forecast.noise_sd;
    while (high - low > precision) {
      const double middle = low + 0.5 * (high - low);
      if (middle <= low || middle >= high) {
        break;
      }
      (CumulativeAt(forecast, middle) < kLevels[i] ? low : high) = middle;
    }
    quantiles.value[i] = low + 0.5 * (high - low);
  }
  return quantiles;
}

double Crps(const NoisyForecast& forecast, double realised) {
  const std::vector<double>& centres = forecast.centres;
  const double variance = forecast.noise_sd * forecast.noise_sd;
  const auto count = static_cast<double>(centres.size());
  double to_realised = 0;
  double between = 0;
  for (size_t i = 0; i < centres.size(); ++i) {
    to_realised += MeanDistance(realised - centres[i], variance);
    // Each pair once, and each part with another of its own kind.
    for (size_t j = 0; j < i; ++j) {
      between += 2 * MeanDistance(centres[i] - centres[j], 2 * variance);
    }
    between += MeanDistance(0, 2 * variance);
  }
  return to_realised / count - 0.5 * between / (count * count);
}

}  // namespace oilflow
