// OPEC+ caps on a country's counted production.

#ifndef OILFLOW_SERVICE_EVALUATION_QUOTA_H_
#define OILFLOW_SERVICE_EVALUATION_QUOTA_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/policy_day.h"
#include "service/evaluation/policy_limits.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What a country's counted producers lift together.
int64_t CountedProduction(const Network& network, int country,
                          const DayFlows& flows);

// Required production less compensation, in barrels per day.
struct QuotaTarget {
  std::optional<double> required_bpd;
  std::optional<double> compensation_bpd;

  // Missing if either is: an unknown compensation is not a compensation of 0.
  std::optional<double> effective_bpd() const;
};

// The target that a lever (nullptr for none) and the facts of a span give.
QuotaTarget TargetOf(const QuotaLever* lever, const QuotaFacts& facts);

// An error with reason FACTS_MISSING if a TARGET quota is in force on a day of
// the horizon for which neither the lever nor a fact gives both numbers.
absl::Status CheckQuotaFacts(const Network& network, const Scenario& scenario,
                             const Baseline& baseline);

// The quota policy on a country that is in force on a day, if one is.
const QuotaLever* QuotaInForce(const Scenario& scenario,
                               const std::vector<PolicyDay>& policies,
                               int country);

// Adds the caps of all quotas in force to `limits`. `unconstrained` is what
// would flow without them. The country as a whole may lift no more than the
// cap; the absorbers are cut first, in their order.
//
// An offset works both ways: of a loss, the share that is offset is lifted by
// the absorbers, in their order, as far as their spare capacity goes. Spare
// capacity that no fact gives is none.
void ApplyQuotas(const Network& network, const Scenario& scenario,
                 const std::vector<PolicyDay>& policies,
                 const BaselineSpan& span, const DayFlows& baseline,
                 const DayFlows& unconstrained, PolicyLimits* limits);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_QUOTA_H_
