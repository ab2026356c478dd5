#include "service/evaluation/day_outcome.h"

#include <cstddef>
#include <utility>

#include "service/evaluation/quota.h"

namespace oilflow {
namespace {

bool AnyInForce(const Scenario& scenario, const std::vector<double>& shares,
                Stage stage) {
  const Stage first = stage == Stage::kLeakage ? Stage::kSanctions : stage;
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    if (shares[p] > 0 && StageOf(scenario.policies[p]) == first) {
      return true;
    }
  }
  return false;
}

}  // namespace

StageFlows BaselineDay(const Network& network, const BaselineSpan& span,
                       DayAllocator* allocator) {
  StageFlows baseline{.stage = Stage::kBaseline,
                      .limits = WithoutPolicies(network, span),
                      .flows = {}};
  baseline.flows = allocator->Allocate(baseline.limits.limits);
  return baseline;
}

DayOutcome EvaluateDay(const Network& network, const Scenario& scenario,
                       const std::vector<double>& shares,
                       const BaselineSpan& span, const StageFlows& baseline_day,
                       DayAllocator* allocator) {
  DayOutcome outcome{.stages = {baseline_day}};
  PolicyLimits limits = baseline_day.limits;
  DayFlows flows = baseline_day.flows;
  PolicyLimits before_sanctions;
  for (const Stage stage : kStages) {
    if (stage == Stage::kBaseline || !AnyInForce(scenario, shares, stage)) {
      continue;
    }
    if (stage == Stage::kSanctions) {
      before_sanctions = limits;
    } else if (stage == Stage::kLeakage) {
      limits = before_sanctions;
    }
    const DayFlows& baseline = outcome.baseline().flows;
    if (stage == Stage::kQuota) {
      ApplyQuotas(network, scenario, shares, span, baseline, flows, &limits);
    } else {
      ApplyStage(network, scenario, stage, shares, span, baseline, &limits);
    }
    // Limits that a stage leaves as they were give the flows that they gave.
    if (!(limits.limits == outcome.stages.back().limits.limits)) {
      flows = allocator->Allocate(limits.limits);
    }
    outcome.stages.push_back({stage, limits, flows});
  }
  return outcome;
}

}  // namespace oilflow
