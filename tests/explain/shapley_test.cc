#include "service/explain/shapley.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::Pointwise;

// A value for each set; the empty set's is not 0 either.
std::vector<double> RandomGame(int player_count, std::mt19937_64& random) {
  std::vector<double> game(size_t{1} << player_count);
  for (double& value : game) {
    value = 20 * (static_cast<double>(random() >> 11) * 0x1p-53) - 10;
  }
  return game;
}

ShapleySplit Split(const std::vector<double>& game) {
  int player_count = 0;
  while (size_t{1} << player_count < game.size()) {
    ++player_count;
  }
  return SplitExactly(player_count, [&](uint32_t set) { return game[set]; });
}

// The mean over all orders of what a player adds when its turn comes: Shapley's
// own words, and no weight in sight.
std::vector<double> ByAllOrders(int player_count,
                                const std::vector<double>& game) {
  std::vector<int> order(player_count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> sum(player_count);
  int orders = 0;
  do {
    uint32_t set = 0;
    for (const int player : order) {
      const uint32_t with = set | uint32_t{1} << player;
      sum[player] += game[with] - game[set];
      set = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& one : sum) {
    one /= orders;
  }
  return sum;
}

// The same of pairs: over all orders of the others and the pair as one.
double PairByAllOrders(int player_count, int i, int j,
                       const std::vector<double>& game) {
  const uint32_t first = uint32_t{1} << i;
  const uint32_t second = uint32_t{1} << j;
  std::vector<uint32_t> order = {first | second};
  for (int k = 0; k < player_count; ++k) {
    if (k != i && k != j) {
      order.push_back(uint32_t{1} << k);
    }
  }
  std::sort(order.begin(), order.end());
  double sum = 0;
  int orders = 0;
  do {
    uint32_t set = 0;
    for (const uint32_t turn : order) {
      if (turn == (first | second)) {
        sum += game[set | turn] - game[set | first] - game[set | second] +
               game[set];
      }
      set |= turn;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  return sum / orders;
}

TEST(ShapleyTest, IsTheMeanOverAllOrders) {
  std::mt19937_64 random(20250320);
  for (int n = 1; n <= 6; ++n) {
    for (int round = 0; round < 20; ++round) {
      const std::vector<double> game = RandomGame(n, random);
      const ShapleySplit split = Split(game);
      EXPECT_THAT(split.share,
                  Pointwise(DoubleNear(1e-12), ByAllOrders(n, game)));
      for (int i = 0; i < n; ++i) {
        EXPECT_EQ(split.interaction[i][i], 0);
        for (int j = 0; j < i; ++j) {
          EXPECT_NEAR(split.interaction[i][j], PairByAllOrders(n, i, j, game),
                      1e-12);
          EXPECT_EQ(split.interaction[j][i], split.interaction[i][j]);
        }
      }
    }
  }
}

TEST(ShapleyTest, SharesSumToTheTotal) {
  std::mt19937_64 random(20250321);
  for (int n = 1; n <= kMaxExactPlayers; ++n) {
    const std::vector<double> game = RandomGame(n, random);
    const ShapleySplit split = Split(game);
    ASSERT_EQ(split.share.size(), static_cast<size_t>(n));
    EXPECT_EQ(split.total, game.back() - game.front());
    EXPECT_NEAR(std::accumulate(split.share.begin(), split.share.end(), 0.0),
                split.total, 1e-12);
    EXPECT_LT(std::abs(split.residual), 1e-12);
    for (int i = 0; i < n; ++i) {
      const size_t alone = size_t{1} << i;
      EXPECT_EQ(split.first_in[i], game[alone] - game[0]);
      EXPECT_EQ(split.last_in[i], game.back() - game[game.size() - 1 - alone]);
    }
  }
}

TEST(ShapleyTest, AsksForEachSetOnceInOrder) {
  std::vector<uint32_t> asked;
  SplitExactly(3, [&](uint32_t set) {
    asked.push_back(set);
    return 0.0;
  });
  EXPECT_THAT(asked, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7));
}

TEST(ShapleyTest, OnlyPlayerGetsAll) {
  const ShapleySplit split = Split({2, 5});
  EXPECT_THAT(split.share, ElementsAre(3));
  EXPECT_THAT(split.first_in, ElementsAre(3));
  EXPECT_THAT(split.last_in, ElementsAre(3));
  EXPECT_THAT(split.interaction, ElementsAre(ElementsAre(0)));
  EXPECT_EQ(split.residual, 0);
}

// Players 1 and 3 may be swapped in every set; player 2 changes nothing.
TEST(ShapleyTest, EqualsAreTreatedAlikeAndOnlookersGetNothing) {
  const ShapleySplit split = SplitExactly(4, [](uint32_t set) {
    const double strong = set & 1 ? 2 : 1;
    const int alike = (set >> 1 & 1) + (set >> 3 & 1);
    return strong * alike * alike - 0.5 * alike;
  });
  EXPECT_NEAR(split.share[1], split.share[3], 1e-14);
  EXPECT_NEAR(split.share[2], 0, 1e-14);
  EXPECT_NEAR(split.interaction[0][1], split.interaction[0][3], 1e-14);
  for (int other : {0, 1, 3}) {
    EXPECT_NEAR(split.interaction[2][other], 0, 1e-14);
  }
  EXPECT_GT(split.interaction[1][3], 0);
}

TEST(ShapleyTest, SumOfTwoGamesHasTheSumOfTheirShares) {
  std::mt19937_64 random(20250322);
  const std::vector<double> first = RandomGame(5, random);
  const std::vector<double> second = RandomGame(5, random);
  std::vector<double> both;
  for (size_t set = 0; set < first.size(); ++set) {
    both.push_back(first[set] + 3 * second[set]);
  }
  const ShapleySplit sum = Split(both);
  const ShapleySplit a = Split(first);
  const ShapleySplit b = Split(second);
  for (int i = 0; i < 5; ++i) {
    EXPECT_NEAR(sum.share[i], a.share[i] + 3 * b.share[i], 1e-12);
    for (int j = 0; j < 5; ++j) {
      EXPECT_NEAR(sum.interaction[i][j],
                  a.interaction[i][j] + 3 * b.interaction[i][j], 1e-12);
    }
  }
}

// What adds up has no interactions, and every order says the same.
TEST(ShapleyTest, AdditiveGameIsSplitAsItIsMade) {
  const std::vector<double> worth = {0.25, -0.5, 4, 0.125, -1};
  const ShapleySplit split = SplitExactly(5, [&](uint32_t set) {
    double sum = 7;
    for (size_t i = 0; i < worth.size(); ++i) {
      sum += set >> i & 1 ? worth[i] : 0;
    }
    return sum;
  });
  EXPECT_THAT(split.share, Pointwise(DoubleNear(1e-14), worth));
  EXPECT_THAT(split.first_in, Pointwise(DoubleNear(1e-14), worth));
  EXPECT_THAT(split.last_in, Pointwise(DoubleNear(1e-14), worth));
  for (const std::vector<double>& row : split.interaction) {
    EXPECT_THAT(row, testing::Each(DoubleNear(0, 1e-14)));
  }
}

// The worked example of the price method, section 7: 83 mb/d, a multiplier of
// 4, spare capacity of 1 mb/d of which 0.7 of a loss is put in.
TEST(ShapleyTest, FourPoliciesAreSplitAsWorked) {
  struct Case {
    const char* name;
    double supply_mbd;
  };
  const Case policies[] = {{"Kirkuk", 0.25},
                           {"Smuggling", -0.10},
                           {"OpecCut", -1.0},
                           {"Iran", -1.2}};
  const ShapleySplit split = SplitExactly(4, [&](uint32_t set) {
    double gross = 0;
    for (size_t i = 0; i < 4; ++i) {
      gross += set >> i & 1 ? policies[i].supply_mbd : 0;
    }
    const double net = gross + std::min(0.7 * std::max(0.0, -gross), 1.0);
    return 100 * (std::exp(-4 * std::log(1 + net / 83)) - 1);
  });
  EXPECT_NEAR(split.total, 5.22, 0.005);
  EXPECT_NEAR(split.last_in[3], 3.99, 0.005);
  EXPECT_NEAR(split.first_in[3], 1.75, 0.005);
  EXPECT_NEAR(split.share[3], 3.07, 0.005);
  // Neither is the total: that is why there are shares.
  EXPECT_NEAR(
      std::accumulate(split.first_in.begin(), split.first_in.end(), 0.0), 2.16,
      0.005);
  EXPECT_NEAR(std::accumulate(split.last_in.begin(), split.last_in.end(), 0.0),
              6.90, 0.005);
  EXPECT_LT(std::abs(split.residual), 1e-9 * split.total);
}

}  // namespace
}  // namespace oilflow
