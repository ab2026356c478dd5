#include "service/base/portable_math.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <vector>

#include "boost/math/distributions/normal.hpp"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

// How many doubles lie between the two, both finite.
uint64_t UlpsBetween(double a, double b) {
  // Maps the bits so that neighbouring doubles have neighbouring numbers.
  const auto number = [](double x) {
    const auto bits = std::bit_cast<int64_t>(x);
    return bits >= 0 ? bits : std::numeric_limits<int64_t>::min() - bits;
  };
  const int64_t first = number(a);
  const int64_t second = number(b);
  return first > second
             ? static_cast<uint64_t>(first) - static_cast<uint64_t>(second)
             : static_cast<uint64_t>(second) - static_cast<uint64_t>(first);
}

// In [0, 1).
double Uniform(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

TEST(UlpsBetweenTest, NeighboursAreOneApart) {
  EXPECT_EQ(UlpsBetween(1, 1), 0u);
  EXPECT_EQ(UlpsBetween(1, std::nextafter(1, 2)), 1u);
  EXPECT_EQ(UlpsBetween(-1, std::nextafter(-1, 0)), 1u);
  EXPECT_EQ(UlpsBetween(-0.0, 0.0), 0u);
  EXPECT_EQ(UlpsBetween(-std::numeric_limits<double>::denorm_min(),
                        std::numeric_limits<double>::denorm_min()),
            2u);
}

// Both err by at most one unit in the last place, so they are at most two
// apart.
TEST(PortableMathTest, LogIsNearTheStandardOne) {
  std::mt19937_64 random(20250303);
  for (int i = 0; i < 200000; ++i) {
    // Ratios of prices and volumes, and then every size of number.
    const double x = i % 2 == 0 ? 0.5 + 1.5 * Uniform(random)
                                : std::exp2(2000 * Uniform(random) - 1000);
    ASSERT_LE(UlpsBetween(PortableLog(x), std::log(x)), 2u) << x;
  }
}

TEST(PortableMathTest, ExpIsNearTheStandardOne) {
  std::mt19937_64 random(20250304);
  for (int i = 0; i < 200000; ++i) {
    const double x =
        i % 2 == 0 ? 4 * Uniform(random) - 2 : 1400 * Uniform(random) - 700;
    ASSERT_LE(UlpsBetween(PortableExp(x), std::exp(x)), 2u) << x;
  }
}

// The same on every machine: these bits may never change. All are the nearest
// doubles, found with 60 digits, but for exp(1), which is the one above.
TEST(PortableMathTest, BitsArePinned) {
  struct Case {
    double x;
    uint64_t log_bits;
    uint64_t exp_bits;
  };
  const Case cases[] = {
      {1, 0x0000000000000000, 0x4005bf0a8b14576a},
      {2, 0x3fe62e42fefa39ef, 0x401d8e64b8d4ddae},
      {10, 0x40026bb1bbb55516, 0x40d5829dcf950560},
      {82.0 / 83.0, 0xbf88d315788e39da, 0x40057c5eef013a21},
      {0.1, 0xc0026bb1bbb55515, 0x3ff1aec7b35a00d4},
      {72.0 / 71.0, 0x3f8ca4d19f00ec09, 0x40060e01473cf82a},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(std::bit_cast<uint64_t>(PortableLog(c.x)), c.log_bits) << c.x;
    EXPECT_EQ(std::bit_cast<uint64_t>(PortableExp(c.x)), c.exp_bits) << c.x;
  }
}

TEST(PortableMathTest, EdgesAreThoseOfTheStandard) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(PortableLog(1), 0);
  EXPECT_EQ(PortableExp(0), 1);
  EXPECT_EQ(PortableLog(0), -kInfinity);
  EXPECT_EQ(PortableLog(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(PortableLog(-1)));
  EXPECT_EQ(PortableExp(-kInfinity), 0);
  EXPECT_EQ(PortableExp(1000), kInfinity);
}

// From the far tails to the middle, below a half.
std::vector<double> LowerLevels() {
  std::vector<double> levels;
  for (int exponent = -300; exponent <= -2; ++exponent) {
    levels.push_back(std::pow(10, exponent));
    levels.push_back(2.5 * levels.back());
  }
  for (int i = 1; i < 5000; ++i) {
    levels.push_back(i / 10000.0);
  }
  return levels;
}

TEST(PortableNormalTest, CdfIsNearBoosts) {
  const boost::math::normal normal;
  for (double x = -37; x <= 9; x += 0.001) {
    const double expected = boost::math::cdf(normal, x);
    // Rounding x / sqrt(2) alone moves the tail by x^2 units.
    ASSERT_NEAR(PortableNormalCdf(x), expected,
                expected * (4 + 2 * x * x) * 0x1p-53)
        << x;
  }
}

TEST(PortableNormalTest, QuantileIsNearBoosts) {
  const boost::math::normal normal;
  for (const double p : LowerLevels()) {
    const double expected = boost::math::quantile(normal, p);
    ASSERT_NEAR(PortableNormalQuantile(p), expected,
                1e-14 * (1 + std::abs(expected)))
        << p;
  }
  // The upper tail, where levels near 1 stand 1e-16 apart.
  for (const double tail : {1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.025, 0.3}) {
    const double expected =
        boost::math::quantile(boost::math::complement(normal, 1 - (1 - tail)));
    ASSERT_NEAR(PortableNormalQuantile(1 - tail), expected,
                1e-14 * (1 + std::abs(expected)))
        << tail;
  }
}

TEST(PortableNormalTest, QuantileIsOdd) {
  EXPECT_EQ(PortableNormalQuantile(0.5), 0);
  for (int i = 1; i < 4096; ++i) {
    // Exact, and so is 1 - p.
    const double p = i / 8192.0;
    ASSERT_EQ(PortableNormalQuantile(1 - p), -PortableNormalQuantile(p)) << p;
  }
}

TEST(PortableNormalTest, ThereAndBackIsTheSame) {
  for (const double p : LowerLevels()) {
    const double x = PortableNormalQuantile(p);
    // A unit in the last place of x moves p by x^2 of its own.
    ASSERT_NEAR(PortableNormalCdf(x), p, p * (4 + 2 * x * x) * 0x1p-53) << p;
  }
  std::mt19937_64 random(20250305);
  for (int i = 0; i < 100000; ++i) {
    const double x = 16 * Uniform(random) - 8;
    // Above 0 the distribution function itself is rounded to 1e-16.
    const double lost =
        0x1p-53 * std::sqrt(2 * std::numbers::pi) * std::exp(0.5 * x * x);
    ASSERT_NEAR(PortableNormalQuantile(PortableNormalCdf(x)), x,
                x < 0 ? 1e-14 : 1e-14 + 2 * lost)
        << x;
  }
}

TEST(PortableNormalTest, QuantileNeverFalls) {
  double last = -std::numeric_limits<double>::infinity();
  for (int i = 1; i < 200000; ++i) {
    const double x = PortableNormalQuantile(i / 200000.0);
    ASSERT_GT(x, last) << i;
    last = x;
  }
}

// The same on every machine: these bits may never change.
TEST(PortableNormalTest, BitsArePinned) {
  struct Case {
    double p;
    uint64_t quantile_bits;
    uint64_t cdf_bits;
  };
  const Case cases[] = {
      {1e-12, 0xc01c234fba57a32b, 0x3fe0000000000e0a},
      {0.05, 0xbffa515209676abe, 0x3fe0a356b4dfe846},
      {0.16, 0xbfefd29956b45432, 0x3fe208addacf0a7c},
      {0.3, 0xbfe0c7e39582c5fc, 0x3fe3c5ee2cc40b78},
      {0.84, 0x3fefd29956b45431, 0x3fe995e1167335b3},
      {0.95, 0x3ffa515209676abc, 0x3fea86b54d773021},
      {0.999, 0x4008b8cbb7204470, 0x3feaea501d21941c},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(std::bit_cast<uint64_t>(PortableNormalQuantile(c.p)),
              c.quantile_bits)
        << c.p;
    EXPECT_EQ(std::bit_cast<uint64_t>(PortableNormalCdf(c.p)), c.cdf_bits)
        << c.p;
  }
}

TEST(PortableNormalTest, CdfHasTheEdgesOfADistribution) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(PortableNormalCdf(0), 0.5);
  EXPECT_EQ(PortableNormalCdf(-kInfinity), 0);
  EXPECT_EQ(PortableNormalCdf(kInfinity), 1);
  EXPECT_EQ(PortableNormalCdf(-100), 0);
  EXPECT_EQ(PortableNormalCdf(100), 1);
}

}  // namespace
}  // namespace oilflow
