#include "service/ensemble/distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>

#include "service/base/portable_math.h"
#include "service/ensemble/normal_quantile.h"
#include "sleef.h"

namespace oilflow {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

template <typename... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

// Each family's quantiles, by one function of a level that Values applies to
// one or many. What does not depend on the level is computed once, and with the
// same operations for both.

auto QuantileFunction(const Point& d) {
  return [value = d.value](double) { return value; };
}

auto QuantileFunction(const Uniform& d) {
  return [d, width = d.high - d.low](double level) {
    return std::min(d.low + width * level, d.high);
  };
}

auto QuantileFunction(const Triangular& d) {
  const double width = d.high - d.low;
  const double below = width * (d.mode - d.low);
  const double above = width * (d.high - d.mode);
  const double at_mode = width > 0 ? (d.mode - d.low) / width : 0;
  return [d, below, above, at_mode](double level) {
    return level <= at_mode
               ? std::min(d.low + std::sqrt(level * below), d.mode)
               : std::max(d.high - std::sqrt((1 - level) * above), d.mode);
  };
}

auto QuantileFunction(const Geometric& d) {
  const double log_failure =
      Sleef_cinz_log1pd1_u10purec(-d.success_probability);
  return [log_failure](double level) {
    // P(X > k) = (1 - p)^k. What is above a whole number
    // by less than the logarithms' rounding is one.
    constexpr double kRounding = 1e-15;
    const double trials = PortableLog(1 - level) / log_failure;
    return std::max(1.0, std::ceil(trials * (1 - kRounding)));
  };
}

auto QuantileFunction(const Bernoulli& d) {
  return [failure = 1 - d.probability](double level) {
    return level <= failure ? 0.0 : 1.0;
  };
}

auto QuantileFunction(const Discrete& d) {
  return [&d](double level) {
    const auto found =
        std::lower_bound(d.cumulative.begin(), d.cumulative.end(), level);
    return d.values[static_cast<size_t>(found - d.cumulative.begin())];
  };
}

auto QuantileFunction(const TwoPiece& d) {
  return [d](double level) {
    return level >= 0.5 ? d.median + (d.high - d.median) * (2 * level - 1)
                        : d.median - (d.median - d.low) * (1 - 2 * level);
  };
}

template <typename Family>
void Values(const Family& d, absl::Span<const double> levels,
            absl::Span<double> values) {
  const auto quantile = QuantileFunction(d);
  for (size_t i = 0; i < levels.size(); ++i) {
    values[i] = quantile(levels[i]);
  }
}

void Values(const Normal& d, absl::Span<const double> levels,
            absl::Span<double> values) {
  NormalQuantiles(levels, values);
  for (double& value : values) {
    value = d.mean + d.standard_deviation * value;
  }
}

void Values(const Lognormal& d, absl::Span<const double> levels,
            absl::Span<double> values) {
  NormalQuantiles(levels, values);
  for (double& value : values) {
    value = PortableExp(d.mu + d.sigma * value);
  }
}

void Stretch(const BetaQuantile& shape, double low, double high,
             absl::Span<const double> levels, absl::Span<double> values) {
  shape.At(levels, values);
  const double width = high - low;
  for (double& value : values) {
    value = std::min(low + width * value, high);
  }
}

void Values(const Pert& d, absl::Span<const double> levels,
            absl::Span<double> values) {
  Stretch(d.shape, d.low, d.high, levels, values);
}

void Values(const Beta& d, absl::Span<const double> levels,
            absl::Span<double> values) {
  Stretch(d.shape, d.low, d.high, levels, values);
}

double MeanOfDiscrete(const Discrete& d) {
  double mean = 0;
  double before = 0;
  for (size_t i = 0; i < d.values.size(); ++i) {
    mean += d.values[i] * (d.cumulative[i] - before);
    before = d.cumulative[i];
  }
  return mean;
}

}  // namespace

absl::string_view FamilyOf(const Distribution& distribution) {
  constexpr absl::string_view kNames[] = {
      "point", "uniform",   "triangular", "PERT",      "normal",   "lognormal",
      "beta",  "Bernoulli", "discrete",   "geometric", "two-piece"};
  static_assert(std::size(kNames) == std::variant_size_v<Distribution>);
  return kNames[distribution.index()];
}

double QuantileOf(const Distribution& distribution, double level) {
  double value = 0;
  QuantilesOf(distribution, absl::MakeConstSpan(&level, 1),
              absl::MakeSpan(&value, 1));
  return value;
}

void QuantilesOf(const Distribution& distribution,
                 absl::Span<const double> levels, absl::Span<double> values) {
  assert(levels.size() == values.size());
  std::visit([&](const auto& family) { Values(family, levels, values); },
             distribution);
}

double MeanOf(const Distribution& distribution) {
  return std::visit(
      Overloaded{
          [](const Point& d) { return d.value; },
          [](const Uniform& d) { return 0.5 * (d.low + d.high); },
          [](const Triangular& d) { return (d.low + d.mode + d.high) / 3; },
          [](const Pert& d) {
            return (d.low + d.lambda * d.mode + d.high) / (d.lambda + 2);
          },
          [](const Normal& d) { return d.mean; },
          [](const Lognormal& d) {
            return PortableExp(d.mu + 0.5 * d.sigma * d.sigma);
          },
          [](const Beta& d) {
            return d.low + (d.high - d.low) * d.shape.alpha() /
                               (d.shape.alpha() + d.shape.beta());
          },
          [](const Bernoulli& d) { return d.probability; },
          [](const Discrete& d) { return MeanOfDiscrete(d); },
          [](const Geometric& d) { return 1 / d.success_probability; },
          [](const TwoPiece& d) {
            return 0.25 * (d.low + 2 * d.median + d.high);
          },
      },
      distribution);
}

double LowestOf(const Distribution& distribution) {
  return std::visit(
      Overloaded{
          [](const Point& d) { return d.value; },
          [](const Normal& d) {
            return d.standard_deviation > 0 ? -kInfinity : d.mean;
          },
          [](const Lognormal& d) {
            return d.sigma > 0 ? 0.0 : PortableExp(d.mu);
          },
          [](const Bernoulli& d) { return d.probability < 1 ? 0.0 : 1.0; },
          [](const Discrete& d) { return d.values.front(); },
          [](const Geometric&) { return 1.0; },
          [](const auto& d) { return d.low; },
      },
      distribution);
}

double HighestOf(const Distribution& distribution) {
  return std::visit(
      Overloaded{
          [](const Point& d) { return d.value; },
          [](const Normal& d) {
            return d.standard_deviation > 0 ? kInfinity : d.mean;
          },
          [](const Lognormal& d) {
            return d.sigma > 0 ? kInfinity : PortableExp(d.mu);
          },
          [](const Bernoulli& d) { return d.probability > 0 ? 1.0 : 0.0; },
          [](const Discrete& d) { return d.values.back(); },
          [](const Geometric& d) {
            return d.success_probability < 1 ? kInfinity : 1.0;
          },
          [](const auto& d) { return d.high; },
      },
      distribution);
}

}  // namespace oilflow
