// How much of an output's variance is due to which independent inputs.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SOBOL_INDICES_H_
#define OILFLOW_SERVICE_ENSEMBLE_SOBOL_INDICES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"
#include "service/ensemble/groups.h"
#include "service/ensemble/rows.h"

namespace oilflow {

// A share of variance, and the ends of its bootstrap interval. The estimate may
// stray below 0 or above 1 by its error.
struct Index {
  double value = 0;
  double low = 0;
  double high = 0;
};

struct SobolIndices {
  double variance = 0;
  // By group: the share that would go if the group were known; the share that
  // would stay if all others were. Missing if the output does not vary.
  std::vector<std::optional<Index>> first;
  std::vector<std::optional<Index>> total;
};

struct SobolOptions {
  // N; the model is evaluated N (groups + 2) times. At least 2.
  int row_count = 0;
  int column_count = 0;
  int output_count = 0;
  // At least 20. Resample b takes row floor(N u) at position i, u =
  // UniformDraw(bootstrap_seed, b, i): the seed should be used for nothing
  // else.
  int resample_count = 500;
  uint32_t bootstrap_seed = 0;
  // The share of resamples within an interval, in (0, 1).
  double confidence = 0.9;
};

// By output. The groups are independent of each other; columns in none of them
// vary too, and have no index. With matrices A and B of N rows each, and A_i
// that is A with the columns of group i from B:
//
//   S_i = mean(f(B) (f(A_i) - f(A))) / V     Saltelli and others 2010, table 2
//   b T_i = mean((f(A) - f(A_i))^2) / (2 V)    Jansen 1999
//
// with f less its mean, and V its variance, over A and B. Row r of A has the
// levels of draw r in columns 0 to column_count - 1 of `level`, row r of B
// those in the next column_count. `evaluate` is called once for each matrix. A
// group that does nothing has indices of exactly 0. Intervals are percentiles
// over resampled rows (Archer, Saltelli and Sobol' 1997), one resample at a
// time: they take row_count resample_count (groups + 2) output_count steps and
// no memory but what their indices take. `keep_going` is asked before each of
// them, for each output.
absl::StatusOr<std::vector<SobolIndices>> EstimateSobolIndices(
    absl::Span<const Group> groups, const SobolOptions& options,
    DrawLevel level, EvaluateRows evaluate,
    const KeepGoing& keep_going = AlwaysGoOn);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SOBOL_INDICES_H_
