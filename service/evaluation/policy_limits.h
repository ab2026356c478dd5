// A day's limits, and which policy set each.

#ifndef OILFLOW_SERVICE_EVALUATION_POLICY_LIMITS_H_
#define OILFLOW_SERVICE_EVALUATION_POLICY_LIMITS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/energy.h"
#include "service/evaluation/money.h"
#include "service/network/network.h"

namespace oilflow {

// What a grid goes without on a day, and the liquids that are asked in its
// place.
struct GridDay {
  EnergyLoss loss;
  EnergyNeed need;
  // Missing means the fact of the span.
  std::optional<BarrelsPerDay> substitution_limit;

  bool operator==(const GridDay&) const = default;
};

// A day's limits and the policy that set each, if one did.
struct PolicyLimits {
  DayLimits limits;
  // By arc and node: index of the policy that set the capacity or potential.
  std::vector<std::optional<int>> arc_policy;
  std::vector<std::optional<int>> node_policy;
  // By arc and payment channel.
  std::vector<PaymentTerms> payment;
  std::vector<int64_t> blocked_ppm;
  // By grid.
  std::vector<GridDay> grids;
  // By energy link: what policies have taken of what it carries, in its unit.
  std::vector<double> link_lost;
  // What policies add to the demand of markets.
  int64_t demand_change_bpd = 0;

  bool operator==(const PolicyLimits&) const = default;
};

// Makes of `limits` those of a day of the span before any policy, but for what
// storages can take and give.
void ResetLimits(const Network& network, const BaselineSpan& span,
                 PolicyLimits* limits);

// The limits of a day before any policy.
PolicyLimits WithoutPolicies(const Network& network, const BaselineSpan& span,
                             const std::vector<StorageLimits>& storages);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_POLICY_LIMITS_H_
