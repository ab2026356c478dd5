// The min-cost circulation that one day's allocation comes down to.

#ifndef OILFLOW_SERVICE_ALLOCATION_PROBLEM_H_
#define OILFLOW_SERVICE_ALLOCATION_PROBLEM_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace oilflow {

// What comes first: a barrel of a higher tier is worth more than any earnings
// of a lower one.
enum class Tier { kVoluntary, kMandated, kMustServe };

// What a barrel of the tier is worth beside its price, in US cents. Voluntary
// routes earn or cost less than 2,000 USD a barrel, and at most
// kMaxMandatedArcs mandated arcs exist, so that the tiers never mix.
inline constexpr int64_t kMandatedPremiumCents = 409600;
inline constexpr int64_t kMustServePremiumCents = 6553600;
inline constexpr int kMaxMandatedArcs = 12;
inline constexpr int64_t kMaxRouteCents = 200000;

// Larger than any rate; stands for "no limit".
inline constexpr int64_t kUnlimitedBpd = 1000000000;

// A cent in the solver's integer costs. Below it there is room for tie weights:
// 512 of them stay below one cent.
inline constexpr int kCentShift = 37;
inline constexpr int64_t kCent = int64_t{1} << kCentShift;
inline constexpr int kTieBits = 28;

// One arc of the circulation. Flow on it lies in [minimum_bpd, capacity_bpd].
struct ProblemArc {
  int from = 0;
  int to = 0;
  int64_t capacity_bpd = 0;
  int64_t minimum_bpd = 0;
  // Scaled: see ScaledCost.
  int64_t cost = 0;
};

// Node 0 stands for everything outside: oil comes from it and goes to it.
struct Problem {
  int node_count = 1;
  std::vector<ProblemArc> arcs;
};

// Flows by arc, and potentials by node that prove them optimal: an arc's
// reduced cost, cost + potential[from] - potential[to], is >= 0 unless the arc
// is full and <= 0 unless it is at its minimum.
struct Solution {
  std::vector<int64_t> flows_bpd;
  std::vector<int64_t> potentials;
};

// The cost of a barrel on an arc: `cents` (negative if it earns), less the
// premium of its tier, plus a weight far below a cent that makes the optimum
// unique.
int64_t ScaledCost(int64_t cents, Tier tier, uint32_t tie_weight);

// A fixed weight for a name, below 2^kTieBits. Names, not places in a list,
// break ties, so that the order of arcs in a file does not matter.
uint32_t TieWeight(absl::string_view name);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_PROBLEM_H_
