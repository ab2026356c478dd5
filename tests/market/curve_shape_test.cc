#include "service/market/curve_shape.h"

#include "gtest/gtest.h"

namespace oilflow {
namespace {

constexpr double kRankYears = 1.0 / 12;

// Share of the front's move that a contract showed, on roll-adjusted daily
// returns of futures; the last row on those of Kaenzig's (2021) OPEC
// announcement days. Contract of rank n is (n - 1)/12 years from the front, but
// Kaenzig's twelve-month contract is one year. w and kappa were fitted to all
// ranks at once, so some contracts lie a little off the fit.
TEST(ShapeAtTest, IsNearTheObservedShares) {
  constexpr double kToTheDigit = 0.005 + 1e-12;
  struct Case {
    const char* name;
    double w;
    double kappa;
    double years;
    double observed;
    // Half a unit of the printed digit where the fit gives it. Else the
    // standard error of the estimate, where there is none (M6, M36) that of the
    // contract next to it.
    double tolerance;
  };
  const Case cases[] = {
      {"brent-opec-2007-24 M6", .217, .558, 5 * kRankYears, .83, .04},
      {"brent-opec-2007-24 M12", .217, .558, 11 * kRankYears, .68, .04},
      {"brent-opec-2007-24 M24", .217, .558, 23 * kRankYears, .49, kToTheDigit},
      {"brent-opec-2007-24 M36", .217, .558, 35 * kRankYears, .37, kToTheDigit},
      {"brent-opec-2017-24 M6", .111, .647, 5 * kRankYears, .78, .06},
      {"brent-opec-2017-24 M12", .111, .647, 11 * kRankYears, .60, kToTheDigit},
      {"brent-opec-2017-24 M24", .111, .647, 23 * kRankYears, .37, kToTheDigit},
      {"brent-opec-2017-24 M36", .111, .647, 35 * kRankYears, .24, .07},
      // Two standard errors: the fit misses both ends of this row by 0.02.
      {"brent-all-2007-25 M6", .405, .719, 5 * kRankYears, .83, .02},
      {"brent-all-2007-25 M12", .405, .719, 11 * kRankYears, .71, kToTheDigit},
      {"brent-all-2007-25 M24", .405, .719, 23 * kRankYears, .56, .01},
      {"brent-all-2007-25 M36", .405, .719, 35 * kRankYears, .46, .02},
      {"wti-opec-2007-24 M6", .334, 1.160, 5 * kRankYears, .71, .08},
      {"wti-opec-2007-24 M12", .334, 1.160, 11 * kRankYears, .58, .08},
      {"wti-opec-2007-24 M24", .334, 1.160, 23 * kRankYears, .42, .08},
      {"wti-opec-2007-24 M36", .334, 1.160, 35 * kRankYears, .33, .08},
      {"wti-kaenzig-1990-24 M6", .55, 2.31, 5 * kRankYears, .70, .05},
      {"wti-kaenzig-1990-24 12M", .55, 2.31, 1, .58, .05},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_NEAR(ShapeAt({.w = test.w, .kappa = test.kappa}, test.years),
                test.observed, test.tolerance);
  }
}

// w + (1 - w) exp(-kappa T) by another program, to 15 digits.
TEST(ShapeAtTest, IsTheFormula) {
  const CurveShape shape = {.w = 0.217, .kappa = 0.558};
  EXPECT_NEAR(ShapeAt(shape, 11 * kRankYears), 0.6864832848498507, 1e-15);
  EXPECT_NEAR(ShapeAt(shape, 23 * kRankYears), 0.4857099905509714, 1e-15);
}

TEST(ShapeAtTest, IsOneAtTheFrontToTheBit) {
  for (int i = 0; i <= 1000; ++i) {
    const double w = i / 1000.0;
    EXPECT_EQ(ShapeAt({.w = w, .kappa = 0.7}, 0), 1) << w;
  }
}

TEST(ShapeAtTest, FallsTowardsWhatStays) {
  const CurveShape shape = {.w = 0.217, .kappa = 0.558};
  double before = 1;
  for (int month = 1; month <= 360; ++month) {
    const double share = ShapeAt(shape, month / 12.0);
    EXPECT_LT(share, before) << month;
    EXPECT_GT(share, shape.w) << month;
    before = share;
  }
  EXPECT_NEAR(before, shape.w, 1e-6);
}

}  // namespace
}  // namespace oilflow
