#include "service/ensemble/spearman.h"

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::ElementsAre;

TEST(SpearmanTest, EqualValuesShareTheirRanks) {
  EXPECT_THAT(MidRanks({30, 10, 20, 10, 10}), ElementsAre(5, 2, 4, 2, 2));
  EXPECT_THAT(MidRanks({7, 7}), ElementsAre(1.5, 1.5));
  EXPECT_TRUE(MidRanks({}).empty());
}

TEST(SpearmanTest, WorkedExamples) {
  struct Case {
    const char* name;
    std::vector<double> first;
    std::vector<double> second;
    double expected;
  };
  const Case cases[] = {
      {"Rising", {1, 2, 3, 4}, {1, 10, 100, 1000}, 1},
      {"Falling", {1, 2, 3, 4}, {5, 4, -1, -2}, -1},
      // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, -1, 0, 0, 0.
      {"OneSwap", {1, 2, 3, 4, 5}, {2, 1, 3, 4, 5}, 1 - 6.0 * 2 / (5 * 24)},
      // Ranks 1.5 1.5 3 and 1 2 3: 1.5 / sqrt(1.5 * 2).
      {"Ties", {1, 1, 2}, {1, 2, 3}, 1.5 / std::sqrt(1.5 * 2)},
  };
  for (const Case& c : cases) {
    EXPECT_NEAR(*SpearmanOf(c.first, c.second).value, c.expected, 1e-15)
        << c.name;
  }
}

TEST(SpearmanTest, NothingIsSaidOfWhatDoesNotVaryOrIsTooFew) {
  const RankCorrelation constant = SpearmanOf({1, 1, 1, 1, 1}, {1, 2, 3, 4, 5});
  EXPECT_FALSE(constant.value.has_value());
  EXPECT_FALSE(constant.error.has_value());
  EXPECT_FALSE(SpearmanOf({1}, {2}).value.has_value());
  EXPECT_FALSE(SpearmanOf({}, {}).value.has_value());
  const RankCorrelation few = SpearmanOf({1, 2, 3}, {1, 3, 2});
  EXPECT_EQ(few.value, 0.5);
  EXPECT_FALSE(few.error.has_value());
}

// Of normals with correlation r Spearman's is 6 / pi asin(r / 2) (Pearson
// 1907). 68.3% of 500 samples, give or take four times 2.1 points.
TEST(SpearmanTest, StatedErrorCoversAtItsRate) {
  for (const double r : {0.0, 0.5, -0.8}) {
    const double truth = 6 / std::numbers::pi * std::asin(r / 2);
    double covered = 0;
    for (uint32_t seed = 0; seed < 500; ++seed) {
      std::vector<double> first;
      std::vector<double> second;
      for (uint32_t i = 0; i < 200; ++i) {
        const auto [x, y] = NormalPairDraw(seed, i, 0);
        first.push_back(x);
        second.push_back(PortableExp(r * x + std::sqrt(1 - r * r) * y));
      }
      const RankCorrelation found = SpearmanOf(first, second);
      covered += std::abs(*found.value - truth) <= *found.error ? 0.2 : 0;
    }
    EXPECT_NEAR(covered, 68.3, 2 + 4 * 2.1) << r;
  }
}

}  // namespace
}  // namespace oilflow
