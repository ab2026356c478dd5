#include "service/explain/shapley.h"

#include <bit>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/shapley_weights.h"
#include "service/explain/coalitions.h"
#include "service/explain/sampled_shapley.h"

namespace oilflow {
namespace {

// Of the values of all sets.
ShapleySplit SplitValues(int player_count, const std::vector<double>& values) {
  const auto players = static_cast<size_t>(player_count);
  const uint32_t all = (uint32_t{1} << player_count) - 1;
  ShapleySplit split;
  split.total = values[all] - values[0];
  split.residual = split.total;
  const std::vector<double> weights = ShapleyWeights(player_count);
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
  const std::vector<double> pair_weights = ShapleyWeights(player_count - 1);
  for (size_t i = 0; i < players; ++i) {
    for (size_t j = 0; j < i; ++j) {
      const uint32_t first = uint32_t{1} << i;
      const uint32_t second = uint32_t{1} << j;
      // In pairs, so that what a player without effect adds is exactly 0.
      double sum = 0;
      for (uint32_t set = 0; set <= all; ++set) {
        if ((set & (first | second)) == 0) {
          sum += pair_weights[std::popcount(set)] *
                 ((values[set | first | second] - values[set | first]) -
                  (values[set | second] - values[set]));
        }
      }
      split.interaction[i][j] = sum;
      split.interaction[j][i] = sum;
    }
  }
  return split;
}

absl::Status Check(const SplitOptions& options) {
  if (options.player_count < 1 || options.player_count > kMaxPlayers) {
    return absl::InvalidArgumentError(absl::StrCat("player_count must be 1 to ",
                                                   kMaxPlayers, ", not ",
                                                   options.player_count));
  }
  if (options.output_count < 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "output_count must be at least 1, not ", options.output_count));
  }
  if (options.player_count > kMaxExactPlayers && options.pair_count < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("pair_count must be at least 2 for more than ",
                     kMaxExactPlayers, " players, not ", options.pair_count));
  }
  return absl::OkStatus();
}

}  // namespace

ShapleySplit SplitExactly(int player_count,
                          absl::FunctionRef<double(uint32_t set)> value) {
  assert(player_count >= 1 && player_count <= kMaxExactPlayers);
  const uint32_t all = (uint32_t{1} << player_count) - 1;
  std::vector<double> values;
  for (uint32_t set = 0; set <= all; ++set) {
    values.push_back(value(set));
  }
  return SplitValues(player_count, values);
}

absl::StatusOr<std::vector<ShapleySplit>> SplitMany(const SplitOptions& options,
                                                    EvaluateSets evaluate) {
  RETURN_IF_ERROR(Check(options));
  if (options.player_count > kMaxExactPlayers) {
    return SplitBySampling(options, evaluate);
  }
  std::vector<uint64_t> sets(size_t{1} << options.player_count);
  std::iota(sets.begin(), sets.end(), uint64_t{0});
  ASSIGN_OR_RETURN(
      const Coalitions coalitions,
      Coalitions::Evaluate(std::move(sets), options.output_count, evaluate));
  std::vector<ShapleySplit> splits;
  for (int output = 0; output < options.output_count; ++output) {
    splits.push_back(
        SplitValues(options.player_count, coalitions.Column(output)));
  }
  return splits;
}

}  // namespace oilflow
