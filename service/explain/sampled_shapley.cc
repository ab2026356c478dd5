#include "service/explain/sampled_shapley.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>

#include "service/base/random.h"
#include "service/base/status_macros.h"
#include "service/explain/coalitions.h"

namespace oilflow {
namespace {

using Order = std::vector<int>;

// Each order as likely: Fisher and Yates's shuffle.
Order OrderOf(const SplitOptions& options, int pair) {
  Order order(options.player_count);
  std::iota(order.begin(), order.end(), 0);
  for (int last = options.player_count - 1; last > 0; --last) {
    const int pick =
        static_cast<int>(UniformDraw(options.seed, pair, last) * (last + 1));
    std::swap(order[last], order[pick]);
  }
  return order;
}

uint64_t AllOf(const SplitOptions& options) {
  return (uint64_t{1} << options.player_count) - 1;
}

std::vector<uint64_t> SetsOf(const SplitOptions& options,
                             const std::vector<Order>& orders) {
  const uint64_t all = AllOf(options);
  std::vector<uint64_t> sets = {0, all};
  for (int player = 0; player < options.player_count; ++player) {
    sets.push_back(uint64_t{1} << player);
    sets.push_back(all & ~(uint64_t{1} << player));
  }
  for (const Order& order : orders) {
    uint64_t set = 0;
    for (const int player : order) {
      set |= uint64_t{1} << player;
      // Backwards come those that are not here yet.
      sets.push_back(set);
      sets.push_back(all & ~set);
    }
  }
  return sets;
}

ShapleySplit SplitOf(const SplitOptions& options,
                     const std::vector<Order>& orders, int output,
                     const Coalitions& coalitions) {
  const auto players = static_cast<size_t>(options.player_count);
  const uint64_t all = AllOf(options);
  const auto value = [&](uint64_t set) { return coalitions.At(set, output); };
  ShapleySplit split;
  split.total = value(all) - value(0);
  // By player: what it adds in a pair, and that squared about the mean so far
  // (Welford 1962).
  std::vector<double> mean(players);
  std::vector<double> squares(players);
  double count = 0;
  for (const Order& order : orders) {
    ++count;
    uint64_t before = 0;
    for (const int player : order) {
      const uint64_t one = uint64_t{1} << player;
      const uint64_t after = all & ~(before | one);
      const double gain = 0.5 * (value(before | one) - value(before) +
                                 (value(after | one) - value(after)));
      const double distance = gain - mean[player];
      mean[player] += distance / count;
      squares[player] += distance * (gain - mean[player]);
      before |= one;
    }
  }
  split.residual = split.total;
  for (size_t i = 0; i < players; ++i) {
    const uint64_t one = uint64_t{1} << i;
    split.share.push_back(mean[i]);
    split.share_error.push_back(std::sqrt(squares[i] / (count - 1) / count));
    split.first_in.push_back(value(one) - value(0));
    split.last_in.push_back(value(all) - value(all & ~one));
    split.residual -= mean[i];
  }
  return split;
}

}  // namespace

absl::StatusOr<std::vector<ShapleySplit>> SplitBySampling(
    const SplitOptions& options, EvaluateSets evaluate) {
  std::vector<Order> orders;
  for (int pair = 0; pair < options.pair_count; ++pair) {
    orders.push_back(OrderOf(options, pair));
  }
  ASSIGN_OR_RETURN(const Coalitions coalitions,
                   Coalitions::Evaluate(SetsOf(options, orders),
                                        options.output_count, evaluate));
  std::vector<ShapleySplit> splits;
  for (int output = 0; output < options.output_count; ++output) {
    splits.push_back(SplitOf(options, orders, output, coalitions));
  }
  return splits;
}

}  // namespace oilflow
