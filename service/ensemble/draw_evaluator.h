// Evaluates one draw after another, whole barrels and all.

#ifndef OILFLOW_SERVICE_ENSEMBLE_DRAW_EVALUATOR_H_
#define OILFLOW_SERVICE_ENSEMBLE_DRAW_EVALUATOR_H_

#include <cstdint>
#include <memory>

#include "absl/status/status.h"
#include "absl/types/span.h"

#include "service/ensemble/ensemble_model.h"

namespace oilflow {

// The result of a draw is a function of the model, the setting and the levels
// alone: not of the draws before. It is what Evaluate gives with the drawn
// numbers in place of the facts' and the policies' own. Not for use by two
// threads at once.
class DrawEvaluator {
 public:
  // `model` must outlive it.
  explicit DrawEvaluator(const EnsembleModel& model);
  ~DrawEvaluator();

  // For the draws that follow. Nothing is left out at first.
  void Use(const Setting& setting);

  // `levels` by variable, in (0, 1); `outputs` by column. OUT_OF_RANGE if a
  // draw cannot be priced or its routes cost too much.
  absl::Status Evaluate(absl::Span<const double> levels,
                        absl::Span<double> outputs);

  // With every number at its own value and every timing as the scenario has
  // it: what EvaluateScenario answers, priced by the median of the mixture.
  absl::Status EvaluateAtMedian(absl::Span<double> outputs);

  // Runs of alike days so far: how the work was done, for benchmarks.
  int64_t run_count() const;

 private:
  struct Workspace;
  std::unique_ptr<Workspace> workspace_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_DRAW_EVALUATOR_H_
