// Allocates one day: what flows on every arc, given the limits of the day.

#ifndef OILFLOW_SERVICE_ALLOCATION_DAY_H_
#define OILFLOW_SERVICE_ALLOCATION_DAY_H_

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "service/allocation/problem.h"
#include "service/allocation/solver.h"
#include "service/network/network.h"

namespace oilflow {

// The nodes of a day's circulation: what is outside the network, its countries,
// and then its own nodes.
inline constexpr int kOutsideNode = 0;
inline int CirculationNode(const Network& network, int node) {
  return 1 + static_cast<int>(network.countries().size()) + node;
}

// What an arc must carry, what it costs and what its share is. Kept small, for
// it is compared with yesterday's every day: facts and levers are bounded so
// that nothing passes 200,000,000 bpd or some 10^7 cents.
struct ArcLimits {
  // Flow that comes before all voluntary flow. May exceed the capacity: then
  // the capacity is delivered, and the rest is a shortfall.
  int32_t mandated_bpd = 0;
  // Tariff, freight and risk, US cents a barrel.
  int32_t cost_cents = 0;
  // What a barrel is worth to whoever decides on it less than its netback,
  // because it is not paid in full; below 0 where more is paid.
  int32_t withheld_cents = 0;
  // Parts per million of its proportional group; unused outside a group.
  int32_t group_weight = 0;

  bool operator==(const ArcLimits&) const = default;
};

// What a storage can take and give on a day.
struct StorageLimits {
  int64_t fill_bpd = 0;
  int64_t draw_bpd = 0;
  // Of what enters, so much stays before anything leaves again: line fill and
  // tank bottoms. At most `fill_bpd`.
  int64_t compulsory_fill_bpd = 0;
  // What its holder reckons a stored barrel to be worth.
  int64_t value_cents = 0;

  bool operator==(const StorageLimits&) const = default;
  bool operator<(const StorageLimits& other) const {
    return std::tie(fill_bpd, draw_bpd, compulsory_fill_bpd, value_cents) <
           std::tie(other.fill_bpd, other.draw_bpd, other.compulsory_fill_bpd,
                    other.value_cents);
  }
};

// All numbers of a day, in whole barrels per day and US cents a barrel.
struct DayLimits {
  // By node; used for producers.
  std::vector<int64_t> potential_bpd;
  // By node; used for sinks. kUnlimitedBpd if a market takes all that comes.
  std::vector<int64_t> demand_bpd;
  // By node; used for sinks: what a barrel fetches.
  std::vector<int64_t> price_cents;
  // By arc: the most that it can carry.
  std::vector<int64_t> arc_capacity_bpd;
  // By arc.
  std::vector<ArcLimits> arcs;
  // By country: the most that its counted producers lift together.
  std::vector<int64_t> counted_cap_bpd;
  // By node; used for storages. What a strategic stock sells and buys is
  // ordered: it draws `draw_bpd` and fills `fill_bpd`, no more and no less.
  std::vector<StorageLimits> storages;

  bool operator==(const DayLimits&) const = default;
};

// What happens on a day, in whole barrels per day.
struct DayFlows {
  // By arc.
  std::vector<int64_t> arc_bpd;
  // By node: what producers lift; 0 for other nodes.
  std::vector<int64_t> produced_bpd;
  // By node: what sinks take; 0 for other nodes.
  std::vector<int64_t> delivered_bpd;
  // By node: what storages and strategic stocks take in and give; 0 for other
  // nodes.
  std::vector<int64_t> filled_bpd;
  std::vector<int64_t> drawn_bpd;

  bool operator==(const DayFlows&) const = default;
};

// The value of a day's flows, by tier.
struct DayValue {
  int64_t must_serve_bpd = 0;
  // Mandated volume that is carried, summed over arcs.
  int64_t mandated_bpd = 0;
  // Total netback of all flows as those who decide see it: prices less costs
  // and less what is withheld, what is put in storage at its value. A day's
  // netback of 10^9 barrels at 1,000 USD stays below 2^63 cents.
  int64_t netback_cents = 0;
};

// Allocates days of one network. Not for use by two threads at once.
//
// Must-serve demand comes first, then mandated volume, then voluntary flow, as
// long as its netback is positive; within that, the total netback is greatest.
// Oil in a proportional group keeps the group's shares, in whole barrels by
// largest remainder: the group carries what it would if its arcs were free, and
// an arc that cannot or will not carry its share leaves it to the others.
//
// Of oil that earns the same, that of producers who hold it in reserve comes
// last: it is reckoned a cent dearer.
//
// Oil goes into storage where no outlet pays more than its value there, and
// comes out where one does. Where filling is compulsory, oil comes as if it
// could pass, and then so much of it stays.
class DayAllocator {
 public:
  // `network` must outlive the allocator.
  explicit DayAllocator(const Network& network);

  DayFlows Allocate(const DayLimits& limits);

  // Solved since the allocator was made.
  int64_t solve_count() const { return solve_count_; }

  // The last problem solved and its solution, for whoever wants proof.
  const Problem& last_problem() const { return problem_; }
  const Solution& last_solution() const { return *solution_; }

 private:
  void SetLimits(const DayLimits& limits);
  void SetArcCapacity(int arc, int64_t capacity_bpd, int64_t mandated_bpd);
  void Solve();
  int64_t ArcFlow(int arc) const;
  void KeepShares(const DayLimits& limits, const ProportionalGroup& group);
  void FillCompulsory(const DayLimits& limits);

  const Network* network_;
  Problem problem_;
  // Indices into problem_.arcs, by country, node, arc (two) and node (three).
  std::vector<int> country_arc_;
  std::vector<int> producer_arc_;
  std::vector<int> mandated_arc_;
  std::vector<int> voluntary_arc_;
  std::vector<int> sink_arc_;
  std::vector<int> fill_arc_;
  std::vector<int> draw_arc_;
  // Tie weights, by node and arc.
  std::vector<uint32_t> node_tie_;
  std::vector<uint32_t> arc_tie_;
  std::optional<Solver> solver_;
  const Solution* solution_ = nullptr;
  int64_t solve_count_ = 0;
};

// What `flows` are worth under `limits`.
DayValue ValueOf(const Network& network, const DayLimits& limits,
                 const DayFlows& flows);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_DAY_H_
