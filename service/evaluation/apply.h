// Lays policies over a day's limits.

#ifndef OILFLOW_SERVICE_EVALUATION_APPLY_H_
#define OILFLOW_SERVICE_EVALUATION_APPLY_H_

#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/lever_arcs.h"
#include "service/evaluation/policy_day.h"
#include "service/evaluation/policy_limits.h"
#include "service/evaluation/stage.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Adds the policies of `stage`, other than quotas and responses, to `limits`.
// `policies` has an entry for every policy of the scenario; one with share 0
// changes nothing. `baseline` is what flows without any policy, `before` with
// those of the stages before. `exports` are of the network.
void ApplyStage(const Network& network, const Scenario& scenario, Stage stage,
                const std::vector<PolicyDay>& policies,
                const BaselineSpan& span, const DayFlows& baseline,
                const DayFlows& before, ExportReaches* exports,
                PolicyLimits* limits);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_APPLY_H_
