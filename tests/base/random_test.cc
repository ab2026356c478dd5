#include "service/base/random.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "Random123/philox.h"
#include "service/base/portable_math.h"

namespace oilflow {
namespace {

using testing::ElementsAreArray;

// kat_vectors of the Random123 distribution, philox4x32 with 10 rounds.
TEST(PhiloxTest, GivesTheKnownAnswers) {
  struct Case {
    const char* name;
    r123::Philox4x32::ctr_type counter;
    r123::Philox4x32::key_type key;
    std::vector<uint32_t> expected;
  };
  const Case cases[] = {
      {"Zeros",
       {{0, 0, 0, 0}},
       {{0, 0}},
       {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {"Ones",
       {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}},
       {{0xffffffff, 0xffffffff}},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {"Pi",
       {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}},
       {{0xa4093822, 0x299f31d0}},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(r123::Philox4x32()(c.counter, c.key),
                ElementsAreArray(c.expected))
        << c.name;
  }
}

// The first two words of the known answer to zeros, cut to 52 bits and a last
// one.
TEST(UniformDrawTest, IsTheFirstTwoWords) {
  EXPECT_EQ(UniformDraw(0, 0, 0),
            static_cast<double>(0x6627e8d5e169c58d >> 11 | 1) * 0x1p-53);
}

TEST(UniformDrawTest, KeyIsTheSeedAndCounterTheDrawAndVariable) {
  const r123::Philox4x32::ctr_type words =
      r123::Philox4x32()({{2000, 7, 0, 0}}, {{20250303, 0}});
  const uint64_t bits = uint64_t{words[0]} << 32 | words[1];
  EXPECT_EQ(UniformDraw(20250303, 2000, 7),
            static_cast<double>(bits >> 11 | 1) * 0x1p-53);
}

TEST(UniformDrawTest, LiesInsideAndStaysInsideWhenMirrored) {
  for (uint32_t draw = 0; draw < 100000; ++draw) {
    const double u = UniformDraw(1, draw, 0);
    ASSERT_GT(u, 0);
    ASSERT_LT(u, 1);
    ASSERT_EQ(1 - (1 - u), u);
  }
}

// Sums over many draws of x, x^2 and of x y with a neighbour y. All bounds are
// four standard errors; the numbers are the same in every run.
struct Moments {
  double mean = 0;
  double variance = 0;
  double correlation_with_next_draw = 0;
  double correlation_with_next_variable = 0;
  double correlation_with_next_seed = 0;
};

constexpr int kDraws = 200000;

// Of a function of (seed, draw, variable) that has the mean and variance given.
template <typename Function>
Moments MomentsOf(Function function, double mean, double variance) {
  Moments sums;
  for (uint32_t draw = 0; draw < kDraws; ++draw) {
    const double x = function(5, draw, 3) - mean;
    sums.mean += x;
    sums.variance += x * x;
    sums.correlation_with_next_draw += x * (function(5, draw + 1, 3) - mean);
    sums.correlation_with_next_variable += x * (function(5, draw, 4) - mean);
    sums.correlation_with_next_seed += x * (function(6, draw, 3) - mean);
  }
  return {sums.mean / kDraws, sums.variance / kDraws,
          sums.correlation_with_next_draw / kDraws / variance,
          sums.correlation_with_next_variable / kDraws / variance,
          sums.correlation_with_next_seed / kDraws / variance};
}

TEST(UniformDrawTest, IsUniformAndIndependentOfItsNeighbours) {
  const double error = 4 / std::sqrt(kDraws);
  const Moments m = MomentsOf(UniformDraw, 0.5, 1.0 / 12);
  EXPECT_NEAR(m.mean, 0, error * std::sqrt(1.0 / 12));
  // The fourth central moment is 1/80.
  EXPECT_NEAR(m.variance, 1.0 / 12, error * std::sqrt(1.0 / 80 - 1.0 / 144));
  EXPECT_NEAR(m.correlation_with_next_draw, 0, error);
  EXPECT_NEAR(m.correlation_with_next_variable, 0, error);
  EXPECT_NEAR(m.correlation_with_next_seed, 0, error);
}

TEST(UniformDrawTest, FillsEveryTenthAlike) {
  std::vector<int> counts(10);
  for (uint32_t draw = 0; draw < kDraws; ++draw) {
    ++counts[static_cast<int>(10 * UniformDraw(7, draw, 0))];
  }
  double chi_squared = 0;
  for (const int count : counts) {
    const double distance = count - kDraws / 10.0;
    chi_squared += distance * distance / (kDraws / 10.0);
  }
  // The 99.9% level with 9 degrees of freedom.
  EXPECT_LT(chi_squared, 27.88);
}

TEST(NormalPairDrawTest, IsNormalAndIndependentOfItsNeighbours) {
  const double error = 4 / std::sqrt(kDraws);
  const auto first = [](uint32_t seed, uint32_t draw, uint32_t variable) {
    return NormalPairDraw(seed, draw, 2 * variable).first;
  };
  const Moments m = MomentsOf(first, 0, 1);
  EXPECT_NEAR(m.mean, 0, error);
  EXPECT_NEAR(m.variance, 1, error * std::sqrt(2));
  EXPECT_NEAR(m.correlation_with_next_draw, 0, error);
  EXPECT_NEAR(m.correlation_with_next_variable, 0, error);
  EXPECT_NEAR(m.correlation_with_next_seed, 0, error);
  double product = 0;
  double beyond = 0;
  for (uint32_t draw = 0; draw < kDraws; ++draw) {
    const auto [x, y] = NormalPairDraw(5, draw, 0);
    product += x * y;
    beyond += std::abs(x) > 1.959964 ? 1 : 0;
  }
  EXPECT_NEAR(product / kDraws, 0, error);
  EXPECT_NEAR(beyond / kDraws, 0.05, error * std::sqrt(0.05 * 0.95));
}

TEST(NormalPairDrawTest, IsTheTwoVariablesInverted) {
  const auto [x, y] = NormalPairDraw(11, 12, 13);
  EXPECT_EQ(x, PortableNormalQuantile(UniformDraw(11, 12, 13)));
  EXPECT_EQ(y, PortableNormalQuantile(UniformDraw(11, 12, 14)));
}

}  // namespace
}  // namespace oilflow
