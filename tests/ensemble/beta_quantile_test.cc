#include "service/ensemble/beta_quantile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boost/math/distributions/beta.hpp"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

constexpr double kShapes[] = {0.05, 0.3, 0.5, 1,   1.5,  2,
                              3.7,  5,   10,  100, 1000, 10000};

std::string Name(double alpha, double beta, double level) {
  return absl::StrCat("beta(", alpha, ", ", beta, ") at ", level);
}

// By how much of the nearer tail the level at x is missed, beyond what the last
// digit of x is worth.
double LevelError(double alpha, double beta, double level, double x) {
  const boost::math::beta_distribution<long double> exact(alpha, beta);
  const bool lower = level <= 0.5;
  const long double tail = lower ? static_cast<long double>(level)
                                 : 1 - static_cast<long double>(level);
  if (x <= 1e-300 || x == 1) {
    // Nearer to an end than doubles go.
    return 0;
  }
  const long double at_x =
      lower ? boost::math::cdf(exact, static_cast<long double>(x))
            : boost::math::cdf(
                  boost::math::complement(exact, static_cast<long double>(x)));
  const long double digit =
      boost::math::pdf(exact, static_cast<long double>(x)) * x * 4e-16L;
  return static_cast<double>(std::max(0.0L, std::abs(at_x - tail) - digit) /
                             tail);
}

TEST(BetaQuantileTest, ReachesTheLevelOfBoost) {
  for (const double alpha : kShapes) {
    for (const double beta : kShapes) {
      // Where one shape is a millionth of the other less is promised.
      const double extreme =
          std::max(alpha, beta) * std::max(1.0, std::max(1 / alpha, 1 / beta));
      const double allowed = extreme > 1000 ? 5e-11 : 1e-12;
      const BetaQuantile quantile(alpha, beta);
      for (const double tail : {1e-9, 1e-4, 0.01, 0.1, 0.3, 0.5}) {
        for (const double level : {tail, 1 - tail}) {
          ASSERT_LE(LevelError(alpha, beta, level,
                               SolveBetaQuantile(alpha, beta, level)),
                    allowed)
              << Name(alpha, beta, level);
          ASSERT_LE(LevelError(alpha, beta, level, quantile(level)),
                    2 * allowed)
              << Name(alpha, beta, level);
        }
      }
    }
  }
}

TEST(BetaQuantileTest, IsExactWhereTheFormulaIsKnown) {
  for (const double level : {1e-9, 0.02, 0.3, 0.5, 0.77, 0.999}) {
    // Uniform.
    EXPECT_NEAR(BetaQuantile(1, 1)(level), level, 1e-14);
    // P(X <= x) = x^2, and 1 - (1 - x)^2.
    EXPECT_NEAR(BetaQuantile(2, 1)(level), std::sqrt(level), 1e-14);
    EXPECT_NEAR(BetaQuantile(1, 2)(level), 1 - std::sqrt(1 - level), 1e-14);
    // The arcsine distribution.
    const double sine = std::sin(std::acos(-1.0) / 2 * level);
    EXPECT_NEAR(BetaQuantile(0.5, 0.5)(level), sine * sine, 1e-14);
  }
}

TEST(BetaQuantileTest, HasATableForTheShapesOfPert) {
  for (const double alpha : {1.0, 1.3, 3.0, 5.0, 20.0, 1000.0}) {
    for (const double beta : {1.0, 2.2, 3.0, 5.0, 20.0, 1000.0}) {
      EXPECT_TRUE(BetaQuantile(alpha, beta).has_table())
          << alpha << ", " << beta;
    }
  }
}

TEST(BetaQuantileTest, SolvesWhereATableWouldBeTooCoarse) {
  const BetaQuantile quantile(0.05, 0.05);
  ASSERT_FALSE(quantile.has_table());
  EXPECT_EQ(quantile(0.2), SolveBetaQuantile(0.05, 0.05, 0.2));
}

TEST(BetaQuantileTest, NeverFallsAsTheLevelRises) {
  for (const auto& [alpha, beta] : std::vector<std::pair<double, double>>{
           {1, 5}, {3, 3}, {2.2, 4.7}, {0.05, 0.05}, {500, 20}}) {
    const BetaQuantile quantile(alpha, beta);
    double before = 0;
    for (int i = 1; i < 20000; ++i) {
      const double x = quantile(i / 20000.0);
      ASSERT_GE(x, before) << Name(alpha, beta, i / 20000.0);
      before = x;
    }
    ASSERT_LE(before, 1);
  }
}

TEST(BetaQuantileTest, HasTheSameBitsManyAtOnce) {
  for (const double alpha : {0.05, 2.5}) {
    const BetaQuantile quantile(alpha, 4);
    std::vector<double> levels = {1e-300, 1e-17, 1 - 0x1p-53};
    for (uint32_t draw = 0; draw < 500; ++draw) {
      levels.push_back(UniformDraw(3, draw, 0));
    }
    std::vector<double> values(levels.size());
    quantile.At(levels, absl::MakeSpan(values));
    for (size_t i = 0; i < levels.size(); ++i) {
      ASSERT_EQ(values[i], quantile(levels[i])) << levels[i];
    }
    quantile.At(levels, absl::MakeSpan(levels));
    EXPECT_EQ(levels, values);
  }
}

}  // namespace
}  // namespace oilflow
