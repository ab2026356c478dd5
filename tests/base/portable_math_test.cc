#include "service/base/portable_math.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

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

}  // namespace
}  // namespace oilflow
