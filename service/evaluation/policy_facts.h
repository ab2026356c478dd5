// The facts that policies rest on beside the baseline's own.

#ifndef OILFLOW_SERVICE_EVALUATION_POLICY_FACTS_H_
#define OILFLOW_SERVICE_EVALUATION_POLICY_FACTS_H_

#include "absl/status/status.h"

#include "service/evaluation/baseline.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// An error with reason FACTS_MISSING that names up to 20 subjects, measures and
// days if a policy is in force on a day of the horizon for which facts that it
// needs are unknown: what spare producers hold, what an operator runs, what a
// link carries and what a grid makes of it.
absl::Status CheckPolicyFacts(const Network& network, const Scenario& scenario,
                              const Baseline& baseline);

// An OUT_OF_RANGE error if the costs that policies add could make a route cost
// more than the tiers of the allocation hold apart: 2,000 USD/bbl with its
// price.
absl::Status CheckRouteCosts(const Network& network, const Scenario& scenario,
                             const Baseline& baseline);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_POLICY_FACTS_H_
