// Lays policies over a day's limits.

#ifndef OILFLOW_SERVICE_EVALUATION_APPLY_H_
#define OILFLOW_SERVICE_EVALUATION_APPLY_H_

#include <optional>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/stage.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// A day's limits and the policy that set each, if one did.
struct PolicyLimits {
  DayLimits limits;
  // By arc and node: index of the policy that set the capacity or potential.
  std::vector<std::optional<int>> arc_policy;
  std::vector<std::optional<int>> node_policy;

  bool operator==(const PolicyLimits&) const = default;
};

// The limits of a day before any policy.
PolicyLimits WithoutPolicies(const Network& network, const BaselineSpan& span);

// Adds the policies of `stage`, other than quotas, to `limits`. `shares` is the
// share in force of every policy of the scenario on the day; a policy with
// share 0 changes nothing. `baseline` is what flows without any policy.
void ApplyStage(const Network& network, const Scenario& scenario, Stage stage,
                const std::vector<double>& shares, const BaselineSpan& span,
                const DayFlows& baseline, PolicyLimits* limits);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_APPLY_H_
