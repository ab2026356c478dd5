// What others do about a loss: spare capacity and strategic stocks.

#ifndef OILFLOW_SERVICE_EVALUATION_RESPONSE_H_
#define OILFLOW_SERVICE_EVALUATION_RESPONSE_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/policy_day.h"
#include "service/evaluation/policy_limits.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What a spare policy comes to on a day.
struct SpareDay {
  int policy = 0;
  // All that its producers hold.
  int64_t capacity_bpd = 0;
  // What of it would add to what markets get, if it were all lifted: spare
  // behind a closed chokepoint does not count, a line around it does.
  int64_t reachable_bpd = 0;
  // The share of the loss that they are asked to fill, and no more than
  // policies before left of it.
  int64_t asked_bpd = 0;
};

// What strategic stocks sell and buy on a day, as StorageLimits by node, on a
// day that begins with `content_bbl` and a horizon that began with
// `initial_bbl` in them: each sells at its policy's rate while oil is left, and
// is filled again to where it was.
std::vector<StorageLimits> StrategicLimitsOf(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies,
    const std::vector<int64_t>& content_bbl,
    const std::vector<int64_t>& initial_bbl);

// Finds a day's flows.
using AllocateDay = absl::FunctionRef<DayFlows(const DayLimits&)>;

// Raises the potentials of spare producers: together they lift the share of
// what markets lose from `baseline` to `before` that the policy says, or all
// that can reach a market if that is less, each in proportion to what of its
// capacity can.
std::vector<SpareDay> ApplySpare(
    const Network& network, const Scenario& scenario,
    const std::vector<PolicyDay>& policies, const BaselineSpan& span,
    const DayFlows& baseline, const DayFlows& before,
    const AllocateDay& allocate, PolicyLimits* limits);

// What markets get: deliveries and what strategic stocks sell less what they
// buy.
int64_t MarketSupply(const Network& network, const DayFlows& flows);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_RESPONSE_H_
