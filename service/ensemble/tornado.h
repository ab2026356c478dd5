// Moves one input at a time, the others at their medians.

#ifndef OILFLOW_SERVICE_ENSEMBLE_TORNADO_H_
#define OILFLOW_SERVICE_ENSEMBLE_TORNADO_H_

#include <vector>

#include "absl/status/statusor.h"

#include "service/ensemble/rows.h"

namespace oilflow {

struct TornadoOptions {
  int column_count = 0;
  int output_count = 0;
  // 0 < low_level < 0.5 < high_level < 1.
  double low_level = 0.05;
  double high_level = 0.95;
};

// An output with one variable at its low and at its high level.
struct TornadoBar {
  int variable = 0;
  double low = 0;
  double high = 0;
  // The greatest less the least of `low`, `high` and the output at the medians:
  // a variable that lowers the output either way is not narrow.
  double width = 0;
};

struct Tornado {
  // With every variable at its median.
  double middle = 0;
  // The widest first; of equally wide ones the one with the lower number.
  std::vector<TornadoBar> bars;
};

// By output. One call of `evaluate` with 2 column_count + 1 rows. Dependence
// between the variables is left out of account: a row may be one that hardly
// ever happens.
absl::StatusOr<std::vector<Tornado>> MakeTornadoes(
    const TornadoOptions& options, EvaluateRows evaluate);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_TORNADO_H_
