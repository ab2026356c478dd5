// One day with and without the policies of a scenario.

#ifndef OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_
#define OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_

#include <tuple>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/policy_day.h"
#include "service/evaluation/policy_limits.h"
#include "service/evaluation/response.h"
#include "service/evaluation/stage.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What flows once a stage's policies are added to those before it.
struct StageFlows {
  Stage stage = Stage::kBaseline;
  PolicyLimits limits;
  DayFlows flows;
};

// All that decides a day.
struct DayInputs {
  const BaselineSpan* span = nullptr;
  // By policy.
  std::vector<PolicyDay> policies;
  // By stage of StagesOf: what storages and strategic stocks can take and give.
  std::vector<std::vector<StorageLimits>> storages;

  // Spans of one baseline lie in order.
  bool operator<(const DayInputs& other) const {
    return std::tie(span, policies, storages) <
           std::tie(other.span, other.policies, other.storages);
  }
};

// Every stage of StagesOf; the last one is the scenario.
struct DayOutcome {
  std::vector<StageFlows> stages;
  // One for each spare policy.
  std::vector<SpareDay> spare;

  const StageFlows& baseline() const { return stages.front(); }
  const StageFlows& scenario() const { return stages.back(); }
};

// A day of the span without any policy.
StageFlows BaselineDay(const Network& network, const BaselineSpan& span,
                       const std::vector<StorageLimits>& storages,
                       DayAllocator* allocator);

// `baseline` is BaselineDay of the same span and storages.
DayOutcome EvaluateDay(const Network& network, const Scenario& scenario,
                       const DayInputs& inputs, const StageFlows& baseline,
                       DayAllocator* allocator);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_
