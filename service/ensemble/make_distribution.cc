// The checks with which distributions are made.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/distribution.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// Products of two such numbers are finite.
constexpr double kGreatest = 1e100;
constexpr double kGreatestLambda = 1000;
constexpr double kLeastSuccess = 1e-6;
// exp of it is kGreatest, all but.
constexpr double kGreatestLogarithm = 230;
// No level that is a multiple of 2^-53 lies beyond so many standard deviations.
constexpr double kFarthest = 9;

absl::Status MustBe(absl::string_view field, absl::string_view what,
                    double value) {
  return absl::InvalidArgumentError(
      absl::StrCat(field, " must be ", what, ", not ", PrintNumber(value)));
}

absl::Status CheckNumber(absl::string_view field, double value) {
  if (!(std::abs(value) <= kGreatest)) {
    return MustBe(field, "a number from -1e100 to 1e100", value);
  }
  return absl::OkStatus();
}

absl::Status CheckIn(absl::string_view field, double value, double least,
                     double greatest) {
  if (!(value >= least && value <= greatest)) {
    return MustBe(field,
                  absl::StrCat("from ", PrintNumber(least), " to ",
                               PrintNumber(greatest)),
                  value);
  }
  return absl::OkStatus();
}

absl::Status CheckNotBelow(absl::string_view field, double value,
                           absl::string_view other, double bound) {
  if (value < bound) {
    return MustBe(field,
                  absl::StrCat("at least ", other, ", ", PrintNumber(bound)),
                  value);
  }
  return absl::OkStatus();
}

absl::Status CheckRange(double low, double high) {
  RETURN_IF_ERROR(CheckNumber("low", low));
  RETURN_IF_ERROR(CheckNumber("high", high));
  return CheckNotBelow("high", high, "low", low);
}

// `field` is what stands between the ends: the mode or the median.
absl::Status CheckRange(double low, absl::string_view field, double between,
                        double high) {
  RETURN_IF_ERROR(CheckNumber("low", low));
  RETURN_IF_ERROR(CheckNumber(field, between));
  RETURN_IF_ERROR(CheckNumber("high", high));
  RETURN_IF_ERROR(CheckNotBelow(field, between, "low", low));
  return CheckNotBelow("high", high, field, between);
}

}  // namespace

absl::StatusOr<Distribution> MakePoint(double value) {
  RETURN_IF_ERROR(CheckNumber("value", value));
  return Point{value};
}

absl::StatusOr<Distribution> MakeUniform(double low, double high) {
  RETURN_IF_ERROR(CheckRange(low, high));
  return Uniform{low, high};
}

absl::StatusOr<Distribution> MakeTriangular(double low, double mode,
                                            double high) {
  RETURN_IF_ERROR(CheckRange(low, "mode", mode, high));
  return Triangular{low, mode, high};
}

absl::StatusOr<Distribution> MakePert(double low, double mode, double high,
                                      double lambda) {
  RETURN_IF_ERROR(CheckRange(low, "mode", mode, high));
  if (!(lambda > 0 && lambda <= kGreatestLambda)) {
    return MustBe(
        "lambda",
        absl::StrCat("above 0 and at most ", PrintNumber(kGreatestLambda)),
        lambda);
  }
  const double width = high - low;
  if (width == 0) {
    return Point{low};
  }
  return Pert{low, mode, high, lambda,
              BetaQuantile(1 + lambda * ((mode - low) / width),
                           1 + lambda * ((high - mode) / width))};
}

absl::StatusOr<Distribution> MakeNormal(double mean,
                                        double standard_deviation) {
  RETURN_IF_ERROR(CheckNumber("mean", mean));
  RETURN_IF_ERROR(
      CheckIn("standard deviation", standard_deviation, 0, kGreatest));
  return Normal{mean, standard_deviation};
}

absl::StatusOr<Distribution> MakeLognormal(double mu, double sigma) {
  RETURN_IF_ERROR(CheckNumber("mu", mu));
  RETURN_IF_ERROR(CheckIn("sigma", sigma, 0, kGreatest));
  const double farthest = std::abs(mu) + kFarthest * sigma;
  if (farthest > kGreatestLogarithm) {
    return MustBe("|mu| + 9 sigma",
                  absl::StrCat("at most ", PrintNumber(kGreatestLogarithm),
                               ", as both are of the logarithm"),
                  farthest);
  }
  return Lognormal{mu, sigma};
}

absl::StatusOr<Distribution> MakeBeta(double alpha, double beta, double low,
                                      double high) {
  RETURN_IF_ERROR(CheckIn("alpha", alpha, kLeastBetaShape, kGreatestBetaShape));
  RETURN_IF_ERROR(CheckIn("beta", beta, kLeastBetaShape, kGreatestBetaShape));
  RETURN_IF_ERROR(CheckRange(low, high));
  return Beta{low, high, BetaQuantile(alpha, beta)};
}

absl::StatusOr<Distribution> MakeBernoulli(double probability) {
  RETURN_IF_ERROR(CheckIn("probability", probability, 0, 1));
  return Bernoulli{probability};
}

absl::StatusOr<Distribution> MakeDiscrete(absl::Span<const double> values,
                                          absl::Span<const double> weights) {
  if (values.empty() || values.size() > kMaxDiscreteValues) {
    return absl::InvalidArgumentError(
        absl::StrCat("there must be from 1 to ", kMaxDiscreteValues,
                     " values, not ", values.size()));
  }
  if (weights.size() != values.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("there must be a weight for each of the ", values.size(),
                     " values, not ", weights.size(), " weights"));
  }
  double sum = 0;
  std::vector<std::pair<double, double>> rows;
  for (size_t i = 0; i < values.size(); ++i) {
    RETURN_IF_ERROR(CheckNumber(absl::StrCat("value ", i + 1), values[i]));
    RETURN_IF_ERROR(
        CheckIn(absl::StrCat("weight ", i + 1), weights[i], 0, kGreatest));
    sum += weights[i];
    if (weights[i] > 0) {
      rows.emplace_back(values[i], weights[i]);
    }
  }
  if (rows.empty()) {
    return absl::InvalidArgumentError(
        "at least one weight must be above 0, as they are shares of their sum");
  }
  std::sort(rows.begin(), rows.end());
  Discrete discrete;
  double so_far = 0;
  for (const auto& [value, weight] : rows) {
    so_far += weight;
    if (!discrete.values.empty() && discrete.values.back() == value) {
      discrete.cumulative.back() = so_far / sum;
      continue;
    }
    discrete.values.push_back(value);
    discrete.cumulative.push_back(so_far / sum);
  }
  // Sums in another order may differ by a rounding.
  discrete.cumulative.back() = 1;
  return discrete;
}

absl::StatusOr<Distribution> MakeGeometric(double success_probability) {
  RETURN_IF_ERROR(
      CheckIn("success probability", success_probability, kLeastSuccess, 1));
  return Geometric{success_probability};
}

absl::StatusOr<Distribution> MakeTwoPiece(double low, double median,
                                          double high) {
  RETURN_IF_ERROR(CheckRange(low, "median", median, high));
  return TwoPiece{low, median, high};
}

}  // namespace oilflow
