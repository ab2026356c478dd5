// Who of several changes is worth what.

#ifndef OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_
#define OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"

namespace oilflow {

inline constexpr int kMaxExactPlayers = 12;

// A fair split of a joint effect, and other ways to count it.
struct ShapleySplit {
  double total = 0;
  // By player; sums to `total`.
  std::vector<double> share;
  // With none of the others; after all the others.
  std::vector<double> first_in;
  std::vector<double> last_in;
  // [i][j]: by how much more i and j make together than apart, over all sets of
  // the others; symmetric, 0 on the diagonal.
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

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_SHAPLEY_H_
