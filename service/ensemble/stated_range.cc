#include "service/ensemble/stated_range.h"

#include <algorithm>
#include <cmath>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/ensemble/beta_quantile.h"
#include "service/ensemble/normal_quantile.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// Below it the ends would lie so far out that a range says next to nothing.
constexpr double kLeastCoverage = 0.1;

absl::Status CheckLevels(double level_low, double low, double level_high,
                         double high) {
  if (!(level_low > 0 && level_low < level_high && level_high < 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("levels must rise within (0, 1), not ",
                     PrintNumber(level_low), " and ", PrintNumber(level_high)));
  }
  if (!(low < high)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the value at level ", PrintNumber(level_high),
                     " must be above that at level ", PrintNumber(level_low),
                     ", ", PrintNumber(low), ", not ", PrintNumber(high)));
  }
  return absl::OkStatus();
}

absl::Status CheckCoverage(double coverage) {
  if (!(coverage >= kLeastCoverage && coverage <= 1)) {
    return absl::InvalidArgumentError(
        absl::StrCat("coverage must be from ", PrintNumber(kLeastCoverage),
                     " to 1, not ", PrintNumber(coverage)));
  }
  return absl::OkStatus();
}

// Mean and standard deviation of the normal distribution with these quantiles.
Normal FitNormal(double level_low, double low, double level_high, double high) {
  const double from = NormalQuantile(level_low);
  const double to = NormalQuantile(level_high);
  const double standard_deviation = (high - low) / (to - from);
  // From the level nearer the middle, where less is added.
  const double mean = std::abs(from) <= std::abs(to)
                          ? low - standard_deviation * from
                          : high - standard_deviation * to;
  return {mean, standard_deviation};
}

// The x in [from, to] at which a falling function becomes negative.
double Bisect(double from, double to, absl::FunctionRef<double(double)> f) {
  constexpr int kSteps = 60;
  for (int step = 0; step < kSteps; ++step) {
    const double middle = 0.5 * (from + to);
    (f(middle) > 0 ? from : to) = middle;
  }
  return 0.5 * (from + to);
}

struct Ends {
  double low = 0;
  double high = 0;
};

// Of a distribution over [0, 1] with its mode at s, the quantiles at (1 -
// coverage) / 2 from both ends.
using EndsOfMiddle = absl::FunctionRef<Ends(double s)>;

// The ends of the stretched distribution whose middle is [low, high] and whose
// mode is `mode`. With its mode at s, mode - low is the width times s -
// EndsOfMiddle(s).low, and high - mode the width times EndsOfMiddle(s).high -
// s; the two grow and shrink with s, so that one s gives their ratio.
Ends Widen(double low, double mode, double high, EndsOfMiddle middle) {
  const double below = mode - low;
  const double above = high - mode;
  const double s = Bisect(0, 1, [&](double place) {
    const Ends ends = middle(place);
    return below * (ends.high - place) - above * (place - ends.low);
  });
  const Ends ends = middle(s);
  const double width = (high - low) / (ends.high - ends.low);
  return {std::min(low - width * ends.low, mode),
          std::max(high + width * (1 - ends.high), mode)};
}

}  // namespace

absl::StatusOr<Distribution> NormalFromQuantiles(double level_low, double low,
                                                 double level_high,
                                                 double high) {
  RETURN_IF_ERROR(CheckLevels(level_low, low, level_high, high));
  const Normal normal = FitNormal(level_low, low, level_high, high);
  return MakeNormal(normal.mean, normal.standard_deviation);
}

absl::StatusOr<Distribution> LognormalFromQuantiles(double level_low,
                                                    double low,
                                                    double level_high,
                                                    double high) {
  RETURN_IF_ERROR(CheckLevels(level_low, low, level_high, high));
  if (!(low > 0)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "the value at level ", PrintNumber(level_low),
        " must be above 0, as a lognormal is, not ", PrintNumber(low)));
  }
  const Normal normal =
      FitNormal(level_low, PortableLog(low), level_high, PortableLog(high));
  return MakeLognormal(normal.mean, normal.standard_deviation);
}

absl::StatusOr<Distribution> UniformFromRange(double low, double high,
                                              double coverage) {
  RETURN_IF_ERROR(CheckCoverage(coverage));
  RETURN_IF_ERROR(MakeUniform(low, high).status());
  const double aside = (high - low) * (0.5 * (1 - coverage) / coverage);
  return MakeUniform(low - aside, high + aside);
}

absl::StatusOr<Distribution> TriangularFromRange(double low, double mode,
                                                 double high, double coverage) {
  RETURN_IF_ERROR(CheckCoverage(coverage));
  ASSIGN_OR_RETURN(Distribution given, MakeTriangular(low, mode, high));
  if (coverage == 1 || low == high) {
    return given;
  }
  const double tail = 0.5 * (1 - coverage);
  const Ends ends = Widen(low, mode, high, [tail](double s) {
    const Distribution shape = Triangular{0, s, 1};
    return Ends{QuantileOf(shape, tail), QuantileOf(shape, 1 - tail)};
  });
  return MakeTriangular(ends.low, mode, ends.high);
}

absl::StatusOr<Distribution> PertFromRange(double low, double mode, double high,
                                           double coverage, double lambda) {
  RETURN_IF_ERROR(CheckCoverage(coverage));
  ASSIGN_OR_RETURN(Distribution given, MakePert(low, mode, high, lambda));
  if (coverage == 1 || low == high) {
    return given;
  }
  const double tail = 0.5 * (1 - coverage);
  const Ends ends = Widen(low, mode, high, [tail, lambda](double s) {
    const double alpha = 1 + lambda * s;
    const double beta = 1 + lambda * (1 - s);
    return Ends{SolveBetaQuantile(alpha, beta, tail),
                SolveBetaQuantile(alpha, beta, 1 - tail)};
  });
  return MakePert(ends.low, mode, ends.high, lambda);
}

}  // namespace oilflow
