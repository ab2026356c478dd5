// An answer at values of its free parameters: one, or a grid of them.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SWEEP_H_
#define OILFLOW_SERVICE_ENSEMBLE_SWEEP_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"
#include "service/ensemble/draw_evaluator.h"
#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/grid.h"
#include "service/ensemble/make_draws.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What is answered at a point.
struct PointPlan {
  // 0 for the answer at the median, else the median of these draws, which are
  // the same ones at every point.
  int draw_count = 0;
  // As in SummaryOptions.
  int scrambling_count = 0;
  // At least 1.
  int thread_count = 1;
};

// By column.
struct PointAnswer {
  std::vector<double> values;
  // Monte Carlo errors, infinite with too few draws to tell; empty without
  // draws.
  std::vector<double> errors;
};

// Whether policies contradict each other once the numbers of `scenario` that
// `names` name have these values; names of anything else are passed over.
// INVALID_ARGUMENT names the two policies, the reason and the first day.
absl::Status CheckMeantTogether(const Network& network,
                                const Scenario& scenario,
                                absl::Span<const std::string> names,
                                absl::Span<const double> values);

// Answers points of one model. Not for use by two threads at once.
class PointEvaluator {
 public:
  // `network` and `scenario`, with timings resolved, are those of the model;
  // `sampler` is not looked at without draws. All must outlive it.
  PointEvaluator(const Network& network, const Scenario& scenario,
                 const EnsembleModel& model, const Sampler& sampler,
                 const PointPlan& plan);

  // At values of the model's free parameters, each allowed for it. Errors:
  // those of CheckMeantTogether, of a draw, and of `keep_going`.
  absl::StatusOr<PointAnswer> At(absl::Span<const double> free,
                                 const KeepGoing& keep_going);

 private:
  const Network& network_;
  const Scenario& scenario_;
  const EnsembleModel& model_;
  PointPlan plan_;
  std::vector<std::string> names_;
  DrawEvaluator evaluator_;
  // Missing without draws.
  std::unique_ptr<DrawMaker> maker_;
  std::vector<double> rows_;
};

struct SweptPoint {
  // In the grid, from 0.
  int index = 0;
  // By axis.
  std::vector<double> parameters;
  PointAnswer answer;
  // Why there is no answer, if there is none: values that cannot be meant
  // together, or that give what cannot be priced.
  std::string error;
};

// Answers the points of `grid`, whose axes are the model's free parameters in
// their order, from `first` on, and gives each to `take`, which may stop the
// work with an error. A point does not depend on those before it.
absl::Status Sweep(const Grid& grid, int first, PointEvaluator& evaluator,
                   const KeepGoing& keep_going,
                   absl::FunctionRef<absl::Status(SweptPoint point)> take);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SWEEP_H_
