// Who of several changes is worth what.

#ifndef OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_
#define OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace oilflow {

inline constexpr int kMaxExactPlayers = 12;
inline constexpr int kMaxPlayers = 63;

// A fair split of a joint effect, and other ways to count it.
struct ShapleySplit {
  double total = 0;
  // By player; sums to `total`.
  std::vector<double> share;
  // By player, the standard error of its share; empty if the split is exact.
  std::vector<double> share_error;
  // With none of the others; after all the others.
  std::vector<double> first_in;
  std::vector<double> last_in;
  // [i][j]: by how much more i and j make together than apart, over all sets of
  // the others; symmetric, 0 on the diagonal. Empty above kMaxExactPlayers.
  std::vector<std::vector<double>> interaction;
  // `total` less the sum of the shares.
  double residual = 0;
};

// Exactly, over all 2^n sets: `value(set)` is called once for each, players as
// bits, in ascending order. 1 to kMaxExactPlayers players.
//
//   phi_i = sum_S |S|! (n-|S|-1)! / n! [v(S+i) - v(S)]
//   I_ij  = sum_S |S|! (n-|S|-2)! / (n-1)! [v(S+ij) - v(S+i) - v(S+j) + v(S)]
ShapleySplit SplitExactly(int player_count,
                          absl::FunctionRef<double(uint32_t set)> value);

// Fills in `values`, row-major: a row for each of `sets`, players as bits, and
// a column for each output. The sets are all different and ascend; they are
// asked for in one call, so that it can share them among threads.
using EvaluateSets = absl::FunctionRef<absl::Status(
    absl::Span<const uint64_t> sets, absl::Span<double> values)>;

struct SplitOptions {
  int player_count = 0;
  int output_count = 0;
  // Above kMaxExactPlayers only: pairs of an order and its reverse, at least 2.
  // Player k changes places by UniformDraw(seed, pair, k).
  int pair_count = 1000;
  uint32_t seed = 0;
};

// Several outputs from one evaluation of each set, a split by output. Up to
// kMaxExactPlayers exactly; above, and up to kMaxPlayers, shares are means over
// random orders, each taken forwards and backwards (Mitchell, Cooper, Frank and
// Holmes 2022, section 3.2), with the standard error of the mean of the pairs.
// A player that changes nothing gets exactly 0, and shares sum to the total, in
// both; first_in and last_in are exact in both.
absl::StatusOr<std::vector<ShapleySplit>> SplitMany(const SplitOptions& options,
                                                    EvaluateSets evaluate);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_
