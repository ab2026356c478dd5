// One day with and without the policies of a scenario.

#ifndef OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_
#define OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_

#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/apply.h"
#include "service/evaluation/baseline.h"
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

// The baseline first, then each stage that some policy in force belongs to.
// The last one is the scenario.
struct DayOutcome {
  std::vector<StageFlows> stages;

  const StageFlows& baseline() const { return stages.front(); }
  const StageFlows& scenario() const { return stages.back(); }
};

// A day of the span without any policy.
StageFlows BaselineDay(const Network& network, const BaselineSpan& span,
                       DayAllocator* allocator);

// `shares` is the share in force of every policy on the day, and `baseline` is
// BaselineDay of the span, which is the same on all of its days.
DayOutcome EvaluateDay(const Network& network, const Scenario& scenario,
                       const std::vector<double>& shares,
                       const BaselineSpan& span, const StageFlows& baseline,
                       DayAllocator* allocator);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_DAY_OUTCOME_H_
