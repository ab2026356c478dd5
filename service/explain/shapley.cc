#include "service/explain/shapley.h"

#include <bit>
#include <cassert>
#include <cstddef>

namespace oilflow {
namespace {

// s! (n - 1 - s)! / n! by s: 1 over n times the number of sets of s among the
// n - 1 others. They are exact quotients of small whole numbers.
std::vector<double> WeightsBySize(int n) {
  std::vector<double> weights;
  double sets = 1;
  for (int s = 0; s < n; ++s) {
    weights.push_back(1 / (n * sets));
    sets = sets * (n - 1 - s) / (s + 1);
  }
  return weights;
}

}  // namespace

ShapleySplit SplitExactly(int player_count,
                          absl::FunctionRef<double(uint32_t set)> value) {
  assert(player_count >= 1 && player_count <= kMaxExactPlayers);
  const auto players = static_cast<size_t>(player_count);
  const uint32_t all = (uint32_t{1} << player_count) - 1;
  std::vector<double> values;
  for (uint32_t set = 0; set <= all; ++set) {
    values.push_back(value(set));
  }

  ShapleySplit split;
  split.total = values[all] - values[0];
  split.residual = split.total;
  const std::vector<double> weights = WeightsBySize(player_count);
  for (size_t i = 0; i < players; ++i) {
    const uint32_t player = uint32_t{1} << i;
    double share = 0;
    for (uint32_t set = 0; set <= all; ++set) {
      if ((set & player) == 0) {
        share +=
            weights[std::popcount(set)] * (values[set | player] - values[set]);
      }
    }
    split.share.push_back(share);
    split.first_in.push_back(values[player] - values[0]);
    split.last_in.push_back(values[all] - values[all & ~player]);
    split.residual -= share;
  }

  split.interaction.assign(players, std::vector<double>(players));
  // A pair acts as one player among n - 1.
  const std::vector<double> pair_weights = WeightsBySize(player_count - 1);
  for (size_t i = 0; i < players; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const uint32_t first = uint32_t{1} << i;
      const uint32_t second = uint32_t{1} << j;
      double sum = 0;
      for (uint32_t set = 0; set <= all; ++set) {
        if ((set & (first | second)) == 0) {
          sum += pair_weights[std::popcount(set)] *
                 (values[set | first | second] - values[set | first] -
                  values[set | second] + values[set]);
        }
      }
      split.interaction[i][j] = sum;
      split.interaction[j][i] = sum;
    }
  }
  return split;
}

}  // namespace oilflow
