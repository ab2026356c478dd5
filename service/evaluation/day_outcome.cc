#include "service/evaluation/day_outcome.h"

#include <cstddef>
#include <utility>

#include "service/evaluation/apply.h"
#include "service/evaluation/netback.h"
#include "service/evaluation/quota.h"

namespace oilflow {

StageFlows BaselineDay(const Network& network, const BaselineSpan& span,
                       const std::vector<StorageLimits>& storages,
                       DayAllocator* allocator) {
  StageFlows baseline{.stage = Stage::kBaseline,
                      .limits = WithoutPolicies(network, span, storages),
                      .flows = {}};
  SetWithheld(network, baseline.limits.payment, &baseline.limits.limits);
  baseline.flows = allocator->Allocate(baseline.limits.limits);
  return baseline;
}

DayOutcome EvaluateDay(const Network& network, const Scenario& scenario,
                       const DayInputs& inputs, const StageFlows& baseline_day,
                       DayAllocator* allocator) {
  const std::vector<Stage> stages = StagesOf(scenario);
  DayOutcome outcome{.stages = {baseline_day}, .spare = {}};
  outcome.stages.reserve(stages.size());
  const DayFlows& baseline = outcome.baseline().flows;
  ExportReaches exports(network);
  PolicyLimits limits = baseline_day.limits;
  PolicyLimits limits_before_sanctions;
  size_t stage_before_sanctions = 0;
  for (size_t s = 1; s < stages.size(); ++s) {
    const StageFlows& before = outcome.stages.back();
    if (stages[s] == Stage::kSanctions) {
      limits_before_sanctions = limits;
      stage_before_sanctions = s - 1;
    } else if (stages[s] == Stage::kLeakage) {
      limits = limits_before_sanctions;
    }
    limits.limits.storages = inputs.storages[s];
    if (stages[s] == Stage::kQuota) {
      ApplyQuotas(network, scenario, inputs.policies, *inputs.span, baseline,
                  before.flows, &limits);
    } else if (stages[s] == Stage::kResponse) {
      outcome.spare = ApplySpare(
          network, scenario, inputs.policies, *inputs.span, baseline,
          before.flows,
          [&](const DayLimits& day) { return allocator->Allocate(day); },
          &limits);
    } else {
      const size_t from =
          stages[s] == Stage::kLeakage ? stage_before_sanctions : s - 1;
      ApplyStage(network, scenario, stages[s], inputs.policies, *inputs.span,
                 baseline, outcome.stages[from].flows, &exports, &limits);
    }
    SetWithheld(network, limits.payment, &limits.limits);
    // Limits that a stage leaves as they were give the flows that they gave.
    DayFlows flows = limits.limits == before.limits.limits
                         ? before.flows
                         : allocator->Allocate(limits.limits);
    outcome.stages.push_back({stages[s], limits, std::move(flows)});
  }
  return outcome;
}

}  // namespace oilflow
