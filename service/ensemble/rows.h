// The model as sensitivity sees it: rows of levels in, rows of outputs out.

#ifndef OILFLOW_SERVICE_ENSEMBLE_ROWS_H_
#define OILFLOW_SERVICE_ENSEMBLE_ROWS_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/types/span.h"

namespace oilflow {

// `levels` is row-major, a column for each variable, each in (0, 1): the share
// of the variable's distribution below its value. `outputs` is row-major, a
// column for each output, all to be filled with finite numbers. Asked for many
// rows at once, so that it can share them among threads; each row's outputs
// must depend on that row alone.
using EvaluateRows =
    absl::FunctionRef<absl::Status(absl::Span<const double> levels,
                                   int row_count, absl::Span<double> outputs)>;

// The level in (0, 1) of a column in a draw, always the same for the two, and
// independent between columns: UniformDraw with a seed, or a scrambled Sobol'
// sequence with at least as many dimensions as there are columns.
using DrawLevel = absl::FunctionRef<double(uint32_t draw, uint32_t column)>;

// Calls `evaluate` and makes sure that every output is finite; an error names
// the row and the output.
absl::Status EvaluateFinite(EvaluateRows evaluate,
                            absl::Span<const double> levels, int row_count,
                            absl::Span<double> outputs);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_ROWS_H_
