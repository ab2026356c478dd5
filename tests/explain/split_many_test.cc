#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"
#include "service/explain/shapley.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

// A number for each set and output.
double Noise(uint64_t set, uint32_t output) {
  return 20 * UniformDraw(12, static_cast<uint32_t>(set), output) - 10;
}

auto NoiseGame(int output_count) {
  return [output_count](absl::Span<const uint64_t> sets,
                        absl::Span<double> values) {
    for (size_t i = 0; i < sets.size(); ++i) {
      for (int k = 0; k < output_count; ++k) {
        values[i * output_count + k] = Noise(sets[i], k);
      }
    }
    return absl::OkStatus();
  };
}

// The mean over all orders of what a player adds when its turn comes.
std::vector<double> NoiseByAllOrders(int player_count, uint32_t output) {
  std::vector<int> order(player_count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<double> sum(player_count);
  double orders = 0;
  do {
    uint64_t set = 0;
    for (const int player : order) {
      const uint64_t with = set | uint64_t{1} << player;
      sum[player] += Noise(with, output) - Noise(set, output);
      set = with;
    }
    ++orders;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& one : sum) {
    one /= orders;
  }
  return sum;
}

TEST(SplitManyTest, EachOutputIsTheMeanOverAllOrders) {
  for (int n = 1; n <= 6; ++n) {
    const std::vector<ShapleySplit> splits = *SplitMany({n, 3}, NoiseGame(3));
    ASSERT_EQ(splits.size(), 3u);
    for (uint32_t k = 0; k < 3; ++k) {
      EXPECT_THAT(splits[k].share,
                  Pointwise(DoubleNear(1e-12), NoiseByAllOrders(n, k)));
      EXPECT_TRUE(splits[k].share_error.empty());
      const ShapleySplit alone =
          SplitExactly(n, [&](uint32_t set) { return Noise(set, k); });
      EXPECT_EQ(splits[k].share, alone.share);
      EXPECT_EQ(splits[k].interaction, alone.interaction);
    }
  }
}

TEST(SplitManyTest, AsksForEachSetOnceInOneCall) {
  for (int n : {4, 12, 15}) {
    int calls = 0;
    SplitOptions options = {n, 1, 40};
    ASSERT_TRUE(SplitMany(options, [&](absl::Span<const uint64_t> sets,
                                       absl::Span<double> values) {
                  ++calls;
                  EXPECT_EQ(values.size(), sets.size());
                  for (size_t i = 1; i < sets.size(); ++i) {
                    EXPECT_LT(sets[i - 1], sets[i]);
                  }
                  if (n <= kMaxExactPlayers) {
                    EXPECT_EQ(sets.size(), size_t{1} << n);
                  } else {
                    EXPECT_LE(sets.size(), 2 + 2 * 40 * size_t(n));
                  }
                  std::fill(values.begin(), values.end(), 0.0);
                  return absl::OkStatus();
                }).ok());
    EXPECT_EQ(calls, 1);
  }
}

// The product of 1 + w_i over the players that are in.
struct Compound {
  std::vector<double> worth;

  double operator()(uint64_t set) const {
    double product = 1;
    for (size_t i = 0; i < worth.size(); ++i) {
      product *= (set >> i & 1) != 0 ? 1 + worth[i] : 1;
    }
    return product;
  }

  auto Evaluate() const {
    return [this](absl::Span<const uint64_t> sets, absl::Span<double> values) {
      for (size_t i = 0; i < sets.size(); ++i) {
        values[i] = (*this)(sets[i]);
      }
      return absl::OkStatus();
    };
  }

  // The integral over t in [0, 1] of w_i times the product of 1 + t w_j over
  // the others (Owen 1972), by Gauss and Legendre's rule with pieces enough for
  // the degree.
  double Share(size_t i) const {
    constexpr int kPieces = 200;
    double sum = 0;
    for (int piece = 0; piece < kPieces; ++piece) {
      for (const double node : {-1 / std::sqrt(3.0), 1 / std::sqrt(3.0)}) {
        const double t = (piece + 0.5 + 0.5 * node) / kPieces;
        double product = worth[i];
        for (size_t j = 0; j < worth.size(); ++j) {
          product *= j == i ? 1 : 1 + t * worth[j];
        }
        sum += 0.5 * product / kPieces;
      }
    }
    return sum;
  }
};

// Player 7 does nothing; 3 and 4 are alike.
const Compound& FifteenPlayers() {
  static const auto& game =
      *new Compound{{0.5, -0.3, 0.2, 0.4, 0.4, 1.0, -0.1, 0, 0.3, 0.25, 0.6,
                     -0.2, 0.1, 0.7, 0.15}};
  return game;
}

TEST(SplitManyTest, SampledSharesAreWithinTheirErrors) {
  const Compound& game = FifteenPlayers();
  const ShapleySplit split = (*SplitMany({15, 1, 2000}, game.Evaluate()))[0];
  const uint64_t all = (1 << 15) - 1;
  EXPECT_EQ(split.total, game(all) - game(0));
  double sum = 0;
  for (size_t i = 0; i < 15; ++i) {
    EXPECT_NEAR(split.share[i], game.Share(i), 4 * split.share_error[i]) << i;
    EXPECT_LT(split.share_error[i], 0.01 * split.total);
    EXPECT_EQ(split.first_in[i], game(uint64_t{1} << i) - game(0));
    EXPECT_EQ(split.last_in[i], game(all) - game(all & ~(uint64_t{1} << i)));
    sum += split.share[i];
  }
  EXPECT_NEAR(sum, split.total, 1e-9 * std::abs(split.total));
  EXPECT_LT(std::abs(split.residual), 1e-9 * std::abs(split.total));
  EXPECT_EQ(split.share[7], 0);
  EXPECT_EQ(split.share_error[7], 0);
  EXPECT_NEAR(split.share[3], split.share[4],
              4 * (split.share_error[3] + split.share_error[4]));
  EXPECT_TRUE(split.interaction.empty());
}

// 68.3% of 300 seeds, give or take four times 2.7 points.
TEST(SplitManyTest, StatedErrorsCoverAtTheirRate) {
  const Compound& game = FifteenPlayers();
  double covered = 0;
  for (uint32_t seed = 0; seed < 300; ++seed) {
    const ShapleySplit split =
        (*SplitMany({15, 1, 50, seed}, game.Evaluate()))[0];
    covered += std::abs(split.share[5] - game.Share(5)) <= split.share_error[5];
  }
  EXPECT_NEAR(covered / 3, 68.3, 2 + 4 * 2.7);
}

// An order and its reverse cancel all that pairs of players make together:
// what is left of a game of pairs has no error.
TEST(SplitManyTest, PairsOfOrdersAreExactForGamesOfPairs) {
  const auto game = [](absl::Span<const uint64_t> sets,
                       absl::Span<double> values) {
    for (size_t i = 0; i < sets.size(); ++i) {
      const double size = std::popcount(sets[i]);
      values[i] = size * (size - 1);
    }
    return absl::OkStatus();
  };
  const ShapleySplit split = (*SplitMany({20, 1, 2}, game))[0];
  for (size_t i = 0; i < 20; ++i) {
    EXPECT_NEAR(split.share[i], 19, 1e-12);
    EXPECT_NEAR(split.share_error[i], 0, 1e-12);
  }
}

TEST(SplitManyTest, SeedAndNothingElseMovesTheSample) {
  const Compound& game = FifteenPlayers();
  const auto share = [&](uint32_t seed) {
    return (*SplitMany({15, 1, 10, seed}, game.Evaluate()))[0].share;
  };
  EXPECT_EQ(share(1), share(1));
  EXPECT_NE(share(1), share(2));
}

TEST(SplitManyTest, MostPlayersFit) {
  const ShapleySplit split =
      (*SplitMany({kMaxPlayers, 1, 2}, [](absl::Span<const uint64_t> sets,
                                          absl::Span<double> values) {
        for (size_t i = 0; i < sets.size(); ++i) {
          values[i] = std::popcount(sets[i]);
        }
        return absl::OkStatus();
      }))[0];
  EXPECT_EQ(split.total, kMaxPlayers);
  EXPECT_THAT(split.share, testing::Each(1));
}

TEST(SplitManyTest, RefusesWhatItCannotSplit) {
  const auto game = NoiseGame(1);
  EXPECT_FALSE(SplitMany({0, 1}, game).ok());
  EXPECT_FALSE(SplitMany({kMaxPlayers + 1, 1}, game).ok());
  EXPECT_FALSE(SplitMany({3, 0}, game).ok());
  EXPECT_FALSE(SplitMany({13, 1, 1}, game).ok());
  EXPECT_TRUE(SplitMany({12, 1, 1}, game).ok());
  EXPECT_EQ(SplitMany({3, 1},
                      [](absl::Span<const uint64_t>, absl::Span<double>) {
                        return absl::CancelledError("enough");
                      })
                .status()
                .code(),
            absl::StatusCode::kCancelled);
  EXPECT_EQ(SplitMany({3, 1},
                      [](absl::Span<const uint64_t>, absl::Span<double> v) {
                        v[2] = std::numeric_limits<double>::quiet_NaN();
                        return absl::OkStatus();
                      })
                .status()
                .code(),
            absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace oilflow
