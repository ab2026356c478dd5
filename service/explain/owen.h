// Shapley's split in two levels: among groups, and then within each.

#ifndef OILFLOW_SERVICE_EXPLAIN_OWEN_H_
#define OILFLOW_SERVICE_EXPLAIN_OWEN_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/explain/shapley.h"

namespace oilflow {

// The sets that may be evaluated at most, counted before repeats are left out.
inline constexpr int kMaxOwenSets = 1 << 16;

struct OwenSplit {
  double total = 0;
  // By player, in the order of the players; sums to `total`.
  std::vector<double> share;
  // By group: the sum of its players' shares, which is the Shapley share of the
  // group as one player.
  std::vector<double> group_share;
  // `total` less the sum of the shares.
  double residual = 0;
};

// The mean of what a player adds over all orders in which the players of a
// group stand together (Owen 1977). With m groups, of which player i is in one
// of b players, H any of the other groups, and T any of the others of its own:
//
//   psi_i = sum_H sum_T |H|! (m-|H|-1)! / m! |T|! (b-|T|-1)! / b!
//                       [v(H + T + i) - v(H + T)]
//
// By output. Players 0 to n - 1, n at most kMaxPlayers, are each in one group;
// an error if one is not, or if sum_groups 2^(m - 1 + b) is above
// kMaxOwenSets. Groups of one player each, or one group of all, give Shapley's
// shares.
absl::StatusOr<std::vector<OwenSplit>> SplitByGroups(
    absl::Span<const std::vector<int>> groups, int output_count,
    EvaluateSets evaluate);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_OWEN_H_
