#include "service/ensemble/seek.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "boost/math/policies/policy.hpp"
#include "boost/math/tools/toms748_solve.hpp"

#include "service/base/reason.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

constexpr int kMaxGridCount = 50;
constexpr int kHalvingsForJump = 10;
constexpr double kStepLeftOfJump = 0.25;

absl::Status Check(const SeekOptions& options) {
  if (!(std::isfinite(options.minimum) && std::isfinite(options.maximum) &&
        options.minimum < options.maximum)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the minimum of the parameter must be below its maximum, "
                     "both finite, not ",
                     options.minimum, " and ", options.maximum));
  }
  if (!std::isfinite(options.maximum - options.minimum)) {
    return absl::InvalidArgumentError(
        "the range of the parameter is too wide: bring its ends closer");
  }
  if (!std::isfinite(options.target)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the target must be finite, not ", options.target));
  }
  if (!(options.tolerance > 0)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the tolerance must be above 0, not ", options.tolerance));
  }
  if (options.grid_count < 2 || options.grid_count > kMaxGridCount) {
    return absl::InvalidArgumentError(absl::StrCat("grid_count must be 2 to ",
                                                   kMaxGridCount, ", not ",
                                                   options.grid_count));
  }
  return absl::OkStatus();
}

using OutputAt = absl::FunctionRef<absl::StatusOr<double>(double parameter)>;

// Counts calls, and keeps the first error.
class Function {
 public:
  Function(double target, OutputAt output) : target_(target), output_(output) {}

  absl::StatusOr<SeekPoint> At(double parameter) {
    ++count_;
    ASSIGN_OR_RETURN(const double output, output_(parameter));
    if (!std::isfinite(output - target_)) {
      return absl::InternalError(absl::StrCat("the output at ", parameter,
                                              " is ", output,
                                              ", not a finite number"));
    }
    return SeekPoint{parameter, output};
  }

  // The distance from the target, as Boost wants it. After an error 0, which
  // ends its search.
  double Distance(double parameter) {
    if (!status_.ok()) {
      return 0;
    }
    absl::StatusOr<SeekPoint> point = At(parameter);
    if (!point.ok()) {
      status_ = point.status();
      return 0;
    }
    seen_.push_back(*point);
    return Distance(*point);
  }

  double Distance(const SeekPoint& point) const {
    return point.output - target_;
  }

  const absl::Status& status() const { return status_; }
  int count() const { return count_; }

  // The points that Distance was asked for.
  const std::vector<SeekPoint>& seen() const { return seen_; }

 private:
  double target_;
  OutputAt output_;
  int count_ = 0;
  absl::Status status_;
  std::vector<SeekPoint> seen_;
};

int SignOf(double x) { return (x > 0) - (x < 0); }

struct Crossings {
  int count = 0;
  // The first.
  SeekPoint lower;
  SeekPoint upper;
};

Crossings FindCrossings(const Function& function,
                        const std::vector<SeekPoint>& grid) {
  Crossings crossings;
  const auto add = [&](const SeekPoint& lower, const SeekPoint& upper) {
    if (crossings.count++ == 0) {
      crossings.lower = lower;
      crossings.upper = upper;
    }
  };
  for (size_t i = 0; i < grid.size(); ++i) {
    const int sign = SignOf(function.Distance(grid[i]));
    const int before = i == 0 ? 1 : SignOf(function.Distance(grid[i - 1]));
    if (sign == 0 && (i == 0 || before != 0)) {
      // A stretch on the target counts once.
      add(grid[i], grid[i]);
    } else if (i > 0 && sign * before < 0) {
      add(grid[i - 1], grid[i]);
    }
  }
  return crossings;
}

absl::Status Unreachable(const SeekOptions& options,
                         const std::vector<SeekPoint>& grid) {
  const auto nearest = std::min_element(
      grid.begin(), grid.end(), [&](const SeekPoint& a, const SeekPoint& b) {
        return std::abs(a.output - options.target) <
               std::abs(b.output - options.target);
      });
  const SeekPoint& first = grid.front();
  const SeekPoint& last = grid.back();
  const auto with = [](const std::string& unit) {
    return unit.empty() ? "" : " " + unit;
  };
  const std::string of_parameter = with(options.parameter_unit);
  const std::string of_output = with(options.output_unit);
  return WithReason(
      absl::FailedPreconditionError(absl::StrFormat(
          "%.10g%s cannot be reached: at the ends, %.10g and %.10g%s, the "
          "output is %.10g and %.10g%s; the nearest of %d points is %.10g%s, "
          "with %.10g%s; widen the range or move the target",
          options.target, of_output, first.parameter, last.parameter,
          of_parameter, first.output, last.output, of_output, grid.size(),
          nearest->parameter, of_parameter, nearest->output, of_output)),
      "GOAL_UNREACHABLE",
      {absl::StrFormat("%.17g", first.output),
       absl::StrFormat("%.17g", last.output)});
}

double Middle(double a, double b) { return a + (b - a) / 2; }

// Whether no double is left between the two.
bool AreNeighbours(double a, double b) {
  const double middle = Middle(a, b);
  return !(middle > a && middle < b);
}

// Narrows the crossing in `result` down to the tolerance or to the end of
// `budget` evaluations.
absl::Status Narrow(const SeekOptions& options, int budget, Function& function,
                    SeekResult& result) {
  namespace policies = boost::math::policies;
  using NoExceptions =
      policies::policy<policies::domain_error<policies::ignore_error>,
                       policies::evaluation_error<policies::ignore_error>,
                       policies::promote_double<false>>;
  const SeekPoint lower = result.lower;
  const SeekPoint upper = result.upper;
  std::uintmax_t iterations = budget;
  const auto [a, b] = boost::math::tools::toms748_solve(
      [&](double x) { return function.Distance(x); }, lower.parameter,
      upper.parameter, function.Distance(lower), function.Distance(upper),
      [&](double x, double y) {
        return y - x <= options.tolerance || AreNeighbours(x, y);
      },
      iterations, NoExceptions());
  RETURN_IF_ERROR(function.status());
  std::vector<SeekPoint> points = function.seen();
  points.insert(points.end(), {lower, upper});
  for (const SeekPoint& point : points) {
    if (point.parameter == a) {
      result.lower = point;
    }
    if (point.parameter == b) {
      result.upper = point;
    }
  }
  return absl::OkStatus();
}

// Halves the range until it is clear whether the output jumps in it.
absl::Status LookForJump(Function& function, SeekResult& result) {
  const double step = std::abs(result.upper.output - result.lower.output);
  for (int i = 0;
       i < kHalvingsForJump &&
       !AreNeighbours(result.lower.parameter, result.upper.parameter);
       ++i) {
    ASSIGN_OR_RETURN(
        const SeekPoint middle,
        function.At(Middle(result.lower.parameter, result.upper.parameter)));
    const int sign = SignOf(function.Distance(middle));
    if (sign == 0) {
      result.lower = middle;
      result.upper = middle;
      return absl::OkStatus();
    }
    (sign == SignOf(function.Distance(result.lower)) ? result.lower
                                                     : result.upper) = middle;
  }
  result.jumps = std::abs(result.upper.output - result.lower.output) >
                 kStepLeftOfJump * step;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SeekResult> Seek(const SeekOptions& options, OutputAt output) {
  RETURN_IF_ERROR(Check(options));
  Function function(options.target, output);
  std::vector<SeekPoint> grid;
  const int intervals = options.grid_count - 1;
  for (int i = 0; i <= intervals; ++i) {
    const double share = static_cast<double>(i) / intervals;
    const double parameter =
        i == intervals
            ? options.maximum
            : options.minimum + (options.maximum - options.minimum) * share;
    ASSIGN_OR_RETURN(const SeekPoint point, function.At(parameter));
    grid.push_back(point);
  }
  const Crossings crossings = FindCrossings(function, grid);
  if (crossings.count == 0) {
    return Unreachable(options, grid);
  }
  SeekResult result;
  result.lower = crossings.lower;
  result.upper = crossings.upper;
  result.crossing_count = crossings.count;
  if (result.lower.parameter < result.upper.parameter) {
    const int budget =
        kMaxSeekEvaluations - options.grid_count - kHalvingsForJump;
    RETURN_IF_ERROR(Narrow(options, budget, function, result));
  }
  if (result.lower.parameter < result.upper.parameter) {
    RETURN_IF_ERROR(LookForJump(function, result));
  }
  const double lower_distance = std::abs(function.Distance(result.lower));
  const double upper_distance = std::abs(function.Distance(result.upper));
  result.found = lower_distance <= upper_distance ? result.lower : result.upper;
  result.within_tolerance =
      result.upper.parameter - result.lower.parameter <= options.tolerance ||
      AreNeighbours(result.lower.parameter, result.upper.parameter);
  result.evaluation_count = function.count();
  return result;
}

}  // namespace oilflow
