// What flows without and with the policies, over a horizon, and nothing
// between: for those who ask thousands of times and need no ledger.

#ifndef OILFLOW_SERVICE_EVALUATION_ENDS_H_
#define OILFLOW_SERVICE_EVALUATION_ENDS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/functional/function_ref.h"

#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/evaluation/response.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Days [first_day, first_day + day_count) of a horizon, counted from 0, that
// are alike but for what is in storage.
struct AlikeDays {
  int first_day = 0;
  int day_count = 0;
  const Scenario* asked = nullptr;
  const BaselineSpan* span = nullptr;
  // By policy.
  const std::vector<PolicyDay>* policies = nullptr;
  // Of limits, the policies that set them are not kept.
  const StageFlows* baseline = nullptr;
  const StageFlows* scenario = nullptr;
  // One for each spare policy.
  const std::vector<SpareDay>* spare = nullptr;
  // By node, with the policies, before the first day: each day adds what is
  // filled less what is drawn.
  const std::vector<int64_t>* content_bbl = nullptr;
};

// The spans that hold on each day, and what is in storage at first.
struct SpannedHorizon {
  // By day of the horizon.
  std::vector<const BaselineSpan*> span_of_day;
  // By node.
  std::vector<int64_t> content_bbl;
};

// Finds the two ends of one horizon after another. The flows are those of
// Evaluate's first and last stage, to the barrel: stages between are allocated
// only where a later one needs to know their flows. Keeps warm what it can
// between days, and nothing that shows between horizons. Not for use by two
// threads at once.
class EndsWalk {
 public:
  // `network` must outlive it.
  explicit EndsWalk(const Network& network);
  ~EndsWalk();

  // Calls `on_days` for every run of days that are alike, in order.
  void Run(const Scenario& scenario, const SpannedHorizon& horizon,
           absl::FunctionRef<void(const AlikeDays&)> on_days);

  // Runs of days so far: how the work was done, for benchmarks.
  int64_t run_count() const { return run_count_; }

 private:
  struct Plan;

  std::unique_ptr<Plan> plan_;
  int64_t run_count_ = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_ENDS_H_
