// Which limits bind, what more of each would earn, and what an ask fell short
// of.

#ifndef OILFLOW_SERVICE_EVALUATION_CONSTRAINTS_H_
#define OILFLOW_SERVICE_EVALUATION_CONSTRAINTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

enum class ConstraintKind {
  kProducerPotential,
  kArcCapacity,
  kMarketDemand,
  // Set by a policy.
  kRoute,
  kEnforcement,
  kOutage,
  kSanctions,
  kProduction,
  kQuota,
  // Room in a storage.
  kStorage,
  // Set by a policy, again.
  kInterdiction,
  kOperator,
  kFinance,
  kSpare,
};

// A limit that is reached: one potential, capacity, demand or quota, or all
// that one policy limits.
struct Constraint {
  ConstraintKind kind = ConstraintKind::kArcCapacity;
  // The policy that set it, if one did.
  std::optional<int> policy;
  // Indices of what is limited; of a quota, its country.
  std::vector<int> arcs;
  std::vector<int> nodes;
  std::optional<int> country;
  // The limit of the first of them.
  int64_t limit_bpd = 0;

  // Whether it is the same limit, whatever its size.
  bool IsSameAs(const Constraint& other) const {
    return kind == other.kind && policy == other.policy && arcs == other.arcs &&
           nodes == other.nodes && country == other.country;
  }
};

// What the next 1,000 barrels per day of a limit are worth, by solving the day
// again: dollars of netback for each barrel, and how many of the barrels would
// serve mandated volume or must-serve demand that now goes without.
struct ShadowPrice {
  double usd_per_bbl = 0;
  double mandated_share = 0;
  double must_serve_share = 0;

  bool IsZero() const {
    return usd_per_bbl == 0 && mandated_share == 0 && must_serve_share == 0;
  }
};

// An ask that could not be met in full.
struct Shortfall {
  // The policy that asked; missing for must-serve demand.
  std::optional<int> policy;
  // The arc or sink that got less than asked.
  std::optional<int> arc;
  std::optional<int> node;
  int64_t asked_bpd = 0;
  int64_t delivered_bpd = 0;
};

// Every limit that is reached under `limits`.
std::vector<Constraint> ReachedLimits(const Network& network,
                                      const Scenario& scenario,
                                      const StageFlows& stage);

ShadowPrice ShadowPriceOf(const Network& network, const Constraint& constraint,
                          const StageFlows& stage, DayAllocator* allocator);

// Mandated volume and must-serve demand that goes short in the scenario. Of the
// arcs that one policy mandates, the one that is shortest.
std::vector<Shortfall> ShortfallsOf(const Network& network,
                                    const Scenario& scenario,
                                    const StageFlows& stage);

// The limits that hold an ask back: raising any one of them by what is short
// would deliver more or, if none alone would, raising all of them together.
std::vector<Constraint> BoundBy(const Network& network,
                                const Scenario& scenario,
                                const StageFlows& stage,
                                const Shortfall& shortfall,
                                DayAllocator* allocator);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_CONSTRAINTS_H_
