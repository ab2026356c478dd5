#include "service/base/largest_remainder.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

__extension__ using Wide = __int128;

TEST(LargestRemainderTest, ProportionsAreKept) {
  EXPECT_THAT(CutByLargestRemainder(15000, {3, 1}), ElementsAre(11250, 3750));
  EXPECT_THAT(CutByLargestRemainder(100, {50, 30, 20}),
              ElementsAre(50, 30, 20));
  EXPECT_THAT(CutByLargestRemainder(7, {5}), ElementsAre(7));
}

TEST(LargestRemainderTest, WhatIsLeftGoesToTheLargestRemainders) {
  // 10 * {5, 3, 1} / 9 = 5 5/9, 3 3/9, 1 1/9: one left, to the first.
  EXPECT_THAT(CutByLargestRemainder(10, {5, 3, 1}), ElementsAre(6, 3, 1));
  // 10 * {1, 3, 5} / 9: the same from behind.
  EXPECT_THAT(CutByLargestRemainder(10, {1, 3, 5}), ElementsAre(1, 3, 6));
  // 5 * {47, 16, 15, 12, 10} / 100 = 2.35, 0.80, 0.75, 0.60, 0.50: three left.
  EXPECT_THAT(CutByLargestRemainder(5, {47, 16, 15, 12, 10}),
              ElementsAre(2, 1, 1, 1, 0));
}

TEST(LargestRemainderTest, TiesGoToTheFirst) {
  EXPECT_THAT(CutByLargestRemainder(2, {1, 1, 1}), ElementsAre(1, 1, 0));
  EXPECT_THAT(CutByLargestRemainder(5, {2, 2, 2, 2}), ElementsAre(2, 1, 1, 1));
  // 3 * {1, 3, 1, 3} / 8 = 3/8, 9/8, 3/8, 9/8: the wholes leave one.
  EXPECT_THAT(CutByLargestRemainder(3, {1, 3, 1, 3}), ElementsAre(1, 1, 0, 1));
}

TEST(LargestRemainderTest, NothingIsCutIntoNothings) {
  EXPECT_THAT(CutByLargestRemainder(0, {3, 1}), ElementsAre(0, 0));
  EXPECT_THAT(CutByLargestRemainder(0, {0, 0}), ElementsAre(0, 0));
  EXPECT_THAT(CutByLargestRemainder(0, {}), IsEmpty());
}

TEST(LargestRemainderTest, WeightZeroGetsNothing) {
  EXPECT_THAT(CutByLargestRemainder(2, {0, 1, 0, 1, 1}),
              ElementsAre(0, 1, 0, 1, 0));
}

TEST(LargestRemainderTest, ProductsBeyond64BitsAreExact) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  // An odd number in two: the first gets the odd one.
  EXPECT_THAT(CutByLargestRemainder(kMost, {kMost / 2, kMost / 2}),
              ElementsAre(kMost / 2 + 1, kMost / 2));
  EXPECT_THAT(CutByLargestRemainder(kMost, {1, kMost - 1}),
              ElementsAre(1, kMost - 1));
}

// The three sentences that define the method, for small numbers, in which ties
// abound, and for large ones.
TEST(LargestRemainderTest, EveryCutKeepsTheQuotaRule) {
  std::mt19937_64 random(20250302);
  for (int round = 0; round < 20000; ++round) {
    const uint64_t range = round % 2 == 0 ? 5 : uint64_t{1} << 40;
    std::vector<int64_t> weights(1 + random() % 8);
    for (int64_t& weight : weights) {
      weight = static_cast<int64_t>(random() % range);
    }
    weights[random() % weights.size()] += 1;
    const auto total = static_cast<int64_t>(random() % (4 * range));
    const std::vector<int64_t> parts = CutByLargestRemainder(total, weights);
    ASSERT_EQ(parts.size(), weights.size());
    ASSERT_EQ(std::accumulate(parts.begin(), parts.end(), int64_t{0}), total);
    const Wide sum = std::accumulate(weights.begin(), weights.end(), Wide{0});
    const auto down = [&](size_t i) {
      return static_cast<int64_t>(Wide{total} * weights[i] / sum);
    };
    const auto remainder = [&](size_t i) {
      return static_cast<int64_t>(Wide{total} * weights[i] % sum);
    };
    for (size_t i = 0; i < parts.size(); ++i) {
      ASSERT_GE(parts[i], down(i));
      ASSERT_LE(parts[i], down(i) + (remainder(i) > 0 ? 1 : 0));
      for (size_t j = 0; j < parts.size(); ++j) {
        if (parts[i] > down(i) && parts[j] == down(j)) {
          ASSERT_GE(remainder(i), remainder(j));
          ASSERT_TRUE(remainder(i) > remainder(j) || i < j);
        }
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
