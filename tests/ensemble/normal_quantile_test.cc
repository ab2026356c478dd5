#include "service/ensemble/normal_quantile.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "boost/math/distributions/normal.hpp"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

TEST(NormalQuantileTest, IsThatOfBoost) {
  const boost::math::normal_distribution<long double> normal;
  for (int step = 1; step < 3000; ++step) {
    // From 1e-15 to a half, and as far above.
    const double lower = 0.5 * std::exp(-0.0113 * step);
    for (const double level : {lower, 1 - lower}) {
      const auto expected = static_cast<double>(
          boost::math::quantile(normal, static_cast<long double>(level)));
      ASSERT_NEAR(NormalQuantile(level), expected, 4e-15 * std::abs(expected))
          << level;
    }
  }
  EXPECT_EQ(NormalQuantile(0.5), 0);
}

TEST(NormalQuantileTest, IsOddAroundAHalf) {
  for (uint32_t draw = 0; draw < 10000; ++draw) {
    const double level = UniformDraw(1, draw, 0);
    ASSERT_EQ(NormalQuantile(level), -NormalQuantile(1 - level)) << level;
  }
}

TEST(NormalQuantileTest, NeverFallsAsTheLevelRises) {
  // Neighbours on the grid of draws, about where the formulas meet and in
  // between: 0.075 is the edge of the centre, exp(-25) of the far tail.
  for (const double start :
       {1e-12, std::exp(-25.0), 1e-6, 0.01, 0.075, 0.3, 0.5}) {
    const double first = (std::floor(start * 0x1p52) + 0.5) * 0x1p-52;
    double before = -40;
    for (int i = -2000; i <= 2000; ++i) {
      const double level = first + i * 0x1p-52;
      const double quantile = NormalQuantile(level);
      ASSERT_GE(quantile, before) << level;
      before = quantile;
    }
  }
}

TEST(NormalQuantilesTest, HaveTheSameBitsOneByOne) {
  std::vector<double> levels;
  for (uint32_t draw = 0; draw < 1001; ++draw) {
    levels.push_back(UniformDraw(2, draw, 0));
  }
  std::vector<double> values(levels.size());
  NormalQuantiles(levels, absl::MakeSpan(values));
  for (size_t i = 0; i < levels.size(); ++i) {
    ASSERT_EQ(values[i], NormalQuantile(levels[i])) << levels[i];
  }
  // In place.
  NormalQuantiles(levels, absl::MakeSpan(levels));
  EXPECT_EQ(levels, values);
}

}  // namespace
}  // namespace oilflow
