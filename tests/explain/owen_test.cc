#include "service/explain/owen.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

using Groups = std::vector<std::vector<int>>;

double GroupedNoise(uint64_t set, uint32_t output) {
  return 20 * UniformDraw(31, static_cast<uint32_t>(set), output) - 10;
}

absl::Status GroupedNoiseGame(absl::Span<const uint64_t> sets,
                              absl::Span<double> values) {
  for (size_t i = 0; i < sets.size(); ++i) {
    values[2 * i] = GroupedNoise(sets[i], 0);
    values[2 * i + 1] = GroupedNoise(sets[i], 1);
  }
  return absl::OkStatus();
}

// Whether the players of each group stand next to each other.
bool IsTogether(const std::vector<int>& order, const Groups& groups) {
  for (const std::vector<int>& group : groups) {
    size_t first = order.size();
    size_t last = 0;
    for (size_t i = 0; i < order.size(); ++i) {
      if (std::find(group.begin(), group.end(), order[i]) != group.end()) {
        first = std::min(first, i);
        last = std::max(last, i);
      }
    }
    if (last - first + 1 != group.size()) {
      return false;
    }
  }
  return true;
}

// Owen's own words: the mean over all orders that keep groups together.
std::vector<double> ByOrders(int player_count, const Groups& groups,
                             uint32_t output) {
  std::vector<int> order(player_count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> sum(player_count);
  double orders = 0;
  do {
    if (!IsTogether(order, groups)) {
      continue;
    }
    uint64_t set = 0;
    for (const int player : order) {
      const uint64_t with = set | uint64_t{1} << player;
      sum[player] += GroupedNoise(with, output) - GroupedNoise(set, output);
      set = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& one : sum) {
    one /= orders;
  }
  return sum;
}

TEST(OwenTest, IsTheMeanOverOrdersThatKeepGroupsTogether) {
  const Groups cases[] = {
      {{0}},
      {{0, 1}},
      {{1}, {0}},
      {{0, 2}, {1}},
      {{3, 0}, {1, 2}},
      {{0, 1, 2}, {3}, {4}},
      {{4, 2}, {0, 3}, {1}},
      {{0, 5, 1}, {2, 3, 4}},
      {{5}, {0, 1, 2}, {3, 4}},
  };
  for (const Groups& groups : cases) {
    int n = 0;
    for (const std::vector<int>& group : groups) {
      n += static_cast<int>(group.size());
    }
    const std::vector<OwenSplit> splits =
        *SplitByGroups(groups, 2, GroupedNoiseGame);
    ASSERT_EQ(splits.size(), 2u);
    for (uint32_t k = 0; k < 2; ++k) {
      EXPECT_THAT(splits[k].share,
                  Pointwise(DoubleNear(1e-12), ByOrders(n, groups, k)));
      EXPECT_EQ(splits[k].total,
                GroupedNoise((1 << n) - 1, k) - GroupedNoise(0, k));
      EXPECT_LT(std::abs(splits[k].residual), 1e-12);
    }
  }
}

// The group as one player: it is in a set with all of its players or none.
TEST(OwenTest, GroupHasItsShapleyShareAsOnePlayer) {
  const Groups groups = {{0, 5}, {1, 2, 3}, {4}, {6, 7}};
  const OwenSplit split = (*SplitByGroups(groups, 2, GroupedNoiseGame))[0];
  const ShapleySplit quotient = SplitExactly(4, [&](uint32_t set) {
    uint64_t players = 0;
    for (size_t k = 0; k < groups.size(); ++k) {
      for (const int player : groups[k]) {
        players |= (set >> k & 1) != 0 ? uint64_t{1} << player : 0;
      }
    }
    return GroupedNoise(players, 0);
  });
  EXPECT_THAT(split.group_share, Pointwise(DoubleNear(1e-12), quotient.share));
}

TEST(OwenTest, TrivialGroupsGiveShapleyShares) {
  const ShapleySplit shapley =
      SplitExactly(5, [](uint32_t set) { return GroupedNoise(set, 0); });
  for (const Groups& groups :
       {Groups{{0}, {1}, {2}, {3}, {4}}, Groups{{0, 1, 2, 3, 4}}}) {
    EXPECT_THAT((*SplitByGroups(groups, 2, GroupedNoiseGame))[0].share,
                Pointwise(DoubleNear(1e-12), shapley.share));
  }
}

// A glove game: player 0 has a left glove, 1 and 2 right ones; a pair is worth
// 1. By Shapley 2/3, 1/6, 1/6. If 1 and 2 stand together, the groups have a
// half each, and 1 and 2 share theirs.
TEST(OwenTest, StandingTogetherPays) {
  const auto gloves = [](absl::Span<const uint64_t> sets,
                         absl::Span<double> values) {
    for (size_t i = 0; i < sets.size(); ++i) {
      values[i] = (sets[i] & 1) != 0 && (sets[i] & 6) != 0 ? 1 : 0;
    }
    return absl::OkStatus();
  };
  const OwenSplit split = (*SplitByGroups(Groups{{0}, {1, 2}}, 1, gloves))[0];
  EXPECT_THAT(split.share, ElementsAre(0.5, 0.25, 0.25));
  EXPECT_THAT(split.group_share, ElementsAre(0.5, 0.5));
}

TEST(OwenTest, OnlookerGetsNothing) {
  const OwenSplit split = (*SplitByGroups(
      Groups{{0, 1}, {2, 3}}, 1,
      [](absl::Span<const uint64_t> sets, absl::Span<double> values) {
        for (size_t i = 0; i < sets.size(); ++i) {
          values[i] = GroupedNoise(sets[i] & ~uint64_t{2}, 0);
        }
        return absl::OkStatus();
      }))[0];
  EXPECT_EQ(split.share[1], 0);
}

TEST(OwenTest, RefusesGroupsThatAreNone) {
  const auto split = [](const Groups& groups, int output_count = 2) {
    return SplitByGroups(groups, output_count, GroupedNoiseGame).ok();
  };
  EXPECT_FALSE(split({}));
  EXPECT_FALSE(split({{0}, {}}));
  EXPECT_FALSE(split({{0}, {0}}));
  EXPECT_FALSE(split({{0}, {2}}));
  EXPECT_FALSE(split({{0}}, 0));
  std::vector<int> many(17);
  std::iota(many.begin(), many.end(), 0);
  EXPECT_FALSE(split({many}));
  many.pop_back();
  EXPECT_TRUE(split({many}));
}

}  // namespace
}  // namespace oilflow
