// The value of a parameter at which an output meets its goal.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SEEK_H_
#define OILFLOW_SERVICE_ENSEMBLE_SEEK_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"

namespace oilflow {

inline constexpr int kMaxSeekEvaluations = 100;

struct SeekOptions {
  // The range of the parameter, finite, the minimum below the maximum.
  double minimum = 0;
  double maximum = 0;
  // What the output is to be; 0 to find where it changes sign.
  double target = 0;
  // The parameter is found to this, above 0, or as well as doubles can tell.
  double tolerance = 0;
  // The range is looked over at this many points, the ends among them, before
  // anything is narrowed down; 2 to 50.
  int grid_count = 17;
  // For messages; may be empty.
  std::string parameter_unit;
  std::string output_unit;
};

// A value of the parameter, and the output there.
struct SeekPoint {
  double parameter = 0;
  double output = 0;
};

struct SeekResult {
  // Whichever side has the output nearer to the target; on a draw the lower.
  SeekPoint found;
  // The narrowest range known to hold the crossing, the same point twice if
  // the target is met exactly.
  SeekPoint lower;
  SeekPoint upper;
  // Whether the output jumps over the target, between lower and upper: there is
  // no value that gives it, and these are the two sides.
  bool jumps = false;
  // Whether upper and lower are within the tolerance; not so only if the
  // evaluations ran out.
  bool within_tolerance = false;
  // How often the grid saw the output cross or meet the target. The one found
  // is the first, at the lowest parameter.
  int crossing_count = 0;
  // Calls of the function, at most kMaxSeekEvaluations.
  int evaluation_count = 0;
};

// Narrows the first crossing of the grid down by Alefeld, Potra and Shi's
// bracketing (ACM TOMS 748, in Boost.Math), of which nothing but additions,
// multiplications and divisions reaches the result. A crossing is a jump if ten
// more halvings of the range leave more than a quarter of the step in the
// output; a smooth output would keep about a thousandth.
//
// Errors: those of `output`; INVALID_ARGUMENT for options out of range;
// INTERNAL if the output is not finite; FAILED_PRECONDITION with reason
// GOAL_UNREACHABLE, and the outputs at the minimum and at the maximum as its
// subjects, if the grid sees no crossing.
absl::StatusOr<SeekResult> Seek(
    const SeekOptions& options,
    absl::FunctionRef<absl::StatusOr<double>(double parameter)> output);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SEEK_H_
