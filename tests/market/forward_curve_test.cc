#include "service/market/forward_curve.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/curves.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

TEST(ShockCurveTest, NoPathMovesNothing) {
  const CurveRequest request = RequestOf(Backwardation(), CurveMode::kPath);
  const ShockedCurve curve = Path(request, {});
  for (size_t i = 0; i < 36; ++i) {
    EXPECT_EQ(curve.pillars[i].shocked, request.pillars[i].price);
    EXPECT_TRUE(curve.pillars[i].extrapolated);
  }
}

// A month later the contract has another rank, but it is the same barrel.
TEST(ShockCurveTest, ARollDoesNotMoveADelivery) {
  std::vector<double> log_price;
  for (int month = 0; month < 18; ++month) {
    log_price.push_back(0.05 + 0.01 * ((month * 7) % 5));
  }
  CurveRequest request =
      RequestOf(Monthly(std::vector<double>(12, 70)), CurveMode::kPath);
  const ShockedCurve november = Path(request, log_price);
  request.quote_day = absl::CivilDay(2025, 12, 1);
  const ShockedCurve december = Path(request, log_price);
  for (size_t i = 0; i + 1 < 12; ++i) {
    EXPECT_EQ(december.pillars[i].delivery_month,
              november.pillars[i + 1].delivery_month);
    EXPECT_EQ(december.pillars[i].shock_log, november.pillars[i + 1].shock_log);
    EXPECT_EQ(december.pillars[i].years, november.pillars[i].years);
  }
}

TEST(ShockCurveTest, NoShockLeavesTheCurveToTheBit) {
  for (const CurveMode mode : {CurveMode::kPath, CurveMode::kAnnounce}) {
    const CurveRequest request = RequestOf(Backwardation(), mode);
    const ShockedCurve curve = ShockCurve(request, PathOf({0, 0}), 0, 0);
    ASSERT_THAT(curve.pillars, SizeIs(36));
    for (size_t i = 0; i < 36; ++i) {
      EXPECT_EQ(curve.pillars[i].shocked, request.pillars[i].price);
      EXPECT_FALSE(curve.pillars[i].carry_bound_active);
      EXPECT_FALSE(curve.pillars[i].input_beyond_carry);
    }
    EXPECT_EQ(curve.front_log_change, 0);
    EXPECT_EQ(curve.factors.short_factor, 0);
    EXPECT_EQ(curve.factors.long_factor, 0);
    EXPECT_EQ(curve.spread_change_percent, 0);
  }
}

// B(T) at ranks 1, 12, 24 of Brent: 1, 0.686, 0.486.
TEST(ShockCurveTest, AnnouncementsFadeAlongTheCurve) {
  const ShockedCurve curve =
      Announce(RequestOf(Backwardation(), CurveMode::kAnnounce), 0.10);
  EXPECT_EQ(curve.pillars[0].shock_log, 0.10);
  EXPECT_NEAR(curve.pillars[11].shock_log, 0.0686, 0.0001);
  EXPECT_NEAR(curve.pillars[23].shock_log, 0.0486, 0.0001);
  EXPECT_EQ(curve.pillars[11].years, 11.0 / 12);
  EXPECT_EQ(curve.pillars[11].delivery_month, absl::CivilMonth(2026, 11));
  EXPECT_NEAR(curve.pillars[0].shocked / kDollarsPerBarrel, 75 * std::exp(0.10),
              1e-12);
  EXPECT_EQ(curve.front_log_change, 0.10);
  EXPECT_NEAR(curve.factors.short_factor, 0.0783, 1e-15);
  EXPECT_NEAR(curve.factors.long_factor, 0.0217, 1e-15);
  EXPECT_NEAR(curve.pillars[0].volatility, 0.376, 0.0005);
  EXPECT_NEAR(curve.pillars[11].volatility, 0.274, 0.0005);
}

// A part of the curve moves as it does within the whole of it.
TEST(ShockCurveTest, TheFrontNeedNotBeAmongThePillars) {
  const std::vector<CurvePillar> all = Backwardation();
  // The front of this curve is for delivery in the month after next.
  const std::vector<CurvePillar> whole(all.begin() + 1, all.end());
  const std::vector<CurvePillar> part(all.begin() + 12, all.end());
  std::vector<double> log_price;
  for (int month = 0; month < 36; ++month) {
    log_price.push_back(0.1 - 0.002 * month);
  }
  for (const CurveMode mode : {CurveMode::kPath, CurveMode::kAnnounce}) {
    const ShockedCurve expected =
        ShockCurve(RequestOf(whole, mode), PathOf(log_price), 0.1, 0.05);
    const ShockedCurve curve =
        ShockCurve(RequestOf(part, mode), PathOf(log_price), 0.1, 0.05);
    ASSERT_THAT(curve.pillars, SizeIs(24));
    for (size_t i = 0; i < 24; ++i) {
      const ShockedPillar& pillar = curve.pillars[i];
      const ShockedPillar& same = expected.pillars[i + 11];
      EXPECT_EQ(pillar.delivery_month, same.delivery_month);
      EXPECT_EQ(pillar.years, same.years);
      EXPECT_EQ(pillar.shock_log, same.shock_log);
      EXPECT_EQ(pillar.risk_premium_log, same.risk_premium_log);
      EXPECT_EQ(pillar.volatility, same.volatility);
      EXPECT_EQ(pillar.extrapolated, same.extrapolated);
      EXPECT_EQ(pillar.shocked, same.shocked);
    }
    EXPECT_EQ(curve.front_log_change, expected.front_log_change);
    EXPECT_EQ(curve.front_risk_premium_log, 0.05);
    EXPECT_EQ(curve.factors.long_factor, expected.factors.long_factor);
    // There is no front to compare with a year later.
    EXPECT_TRUE(expected.spread_change_percent.has_value());
    EXPECT_FALSE(curve.spread_change_percent.has_value());
  }
}

TEST(ShockCurveTest, YearsCountFromTheFront) {
  struct Case {
    double first_tenor;
    double years;
  };
  // Up to 3 months on, the first pillar is the front; else that is 2 months on.
  for (const Case& test : {Case{0, 0}, Case{1, 0}, Case{2.5, 0}, Case{3, 0},
                           Case{3.5, 0.125}, Case{5, 0.25}, Case{14, 1}}) {
    SCOPED_TRACE(test.first_tenor);
    const CurveRequest request =
        RequestOf({{test.first_tenor, 70.0 * kDollarsPerBarrel},
                   {test.first_tenor + 12, 70.0 * kDollarsPerBarrel}},
                  CurveMode::kAnnounce);
    const ShockedCurve curve = Announce(request, 0.1);
    EXPECT_EQ(curve.pillars[0].years, test.years);
    EXPECT_EQ(curve.pillars[1].years, test.years + 1);
    EXPECT_EQ(curve.pillars[0].shock_log,
              0.1 * ShapeAt(request.shape, test.years));
    EXPECT_EQ(curve.pillars[0].volatility,
              ForwardVolatility(request.dynamics, test.years));
    EXPECT_EQ(curve.front_log_change, 0.1);
  }
}

TEST(ShockCurveTest, AnnouncementsBeyondTheShapeAreExtrapolated) {
  std::vector<CurvePillar> pillars = {{1, 70.0 * kDollarsPerBarrel},
                                      {37, 70.0 * kDollarsPerBarrel},
                                      {38, 70.0 * kDollarsPerBarrel}};
  const ShockedCurve announced =
      Announce(RequestOf(pillars, CurveMode::kAnnounce), 0.1);
  EXPECT_FALSE(announced.pillars[1].extrapolated);
  EXPECT_TRUE(announced.pillars[2].extrapolated);

  // PATH uses the shape for the risk premium only.
  const CurveRequest request = RequestOf(pillars, CurveMode::kPath);
  const PricePath path = PathOf(std::vector<double>(60, 0.1));
  EXPECT_FALSE(ShockCurve(request, path, 0, 0).pillars[2].extrapolated);
  EXPECT_TRUE(ShockCurve(request, path, 0, 0.1).pillars[2].extrapolated);
  EXPECT_FALSE(ShockCurve(request, path, 0, 0.1).pillars[1].extrapolated);
}

TEST(ShockCurveTest, PathsMoveEachDelivery) {
  CurveRequest request = RequestOf(Monthly({75, 74, 73}), CurveMode::kPath);
  const ShockedCurve curve = Path(request, {0.04, 0.08});
  EXPECT_EQ(curve.pillars[0].shock_log, 0.04);
  EXPECT_EQ(curve.pillars[1].shock_log, 0.08);
  EXPECT_EQ(curve.pillars[2].shock_log, 0.08);
  EXPECT_FALSE(curve.pillars[1].extrapolated);
  EXPECT_TRUE(curve.pillars[2].extrapolated);
  EXPECT_NEAR(curve.pillars[2].shocked / kDollarsPerBarrel, 73 * std::exp(0.08),
              1e-12);
  // What the caller would have announced is not for PATH.
  EXPECT_EQ(ShockCurve(request, PathOf({0.04}), 0.5, 0).front_log_change, 0.04);
}

// Only upwards: after a fall that does not last, storage may raise PATH's
// front.
TEST(ShockCurveTest, ModesAgreeAtTheFront) {
  for (const double front : {0.03, 0.11, 0.4}) {
    const ShockedCurve path = Path(RequestOf(Backwardation(), CurveMode::kPath),
                                   {front, front / 2, front / 4});
    const ShockedCurve announced =
        Announce(RequestOf(Backwardation(), CurveMode::kAnnounce),
                 path.front_log_change);
    EXPECT_EQ(path.pillars[0].shock_log, front);
    EXPECT_EQ(path.pillars[0].shock_log, announced.pillars[0].shock_log);
    EXPECT_EQ(path.pillars[0].shocked, announced.pillars[0].shocked);
    EXPECT_EQ(path.factors.long_factor, announced.factors.long_factor);
  }
}

TEST(ShockCurveTest, RiskPremiumFadesInBothModes) {
  for (const CurveMode mode : {CurveMode::kPath, CurveMode::kAnnounce}) {
    const CurveRequest request = RequestOf(Backwardation(), mode);
    const PricePath path = PathOf(std::vector<double>(36, 0.02));
    const ShockedCurve curve = ShockCurve(request, path, 0.02, 0.05);
    EXPECT_EQ(curve.front_log_change, 0.02);
    EXPECT_EQ(curve.front_risk_premium_log, 0.05);
    for (const ShockedPillar& pillar : curve.pillars) {
      EXPECT_EQ(pillar.risk_premium_log,
                0.05 * ShapeAt(request.shape, pillar.years));
      EXPECT_GT(pillar.shock_log, 0);
    }
    EXPECT_NEAR(curve.pillars[0].shocked / kDollarsPerBarrel,
                75 * std::exp(0.07), 1e-12);
  }
}

TEST(ShockCurveTest, MoreShockIsNeverLessPrice) {
  for (const CurveMode mode : {CurveMode::kPath, CurveMode::kAnnounce}) {
    const CurveRequest request = RequestOf(Backwardation(), mode);
    std::vector<double> before(36, 0);
    for (int step = -30; step <= 30; ++step) {
      const double shock = step / 10.0;
      const std::vector<double> prices = PricesOf(
          ShockCurve(request, PathOf({shock, shock / 2, shock}), shock, 0));
      for (size_t i = 0; i < prices.size(); ++i) {
        EXPECT_GT(prices[i], before[i]) << shock << " at " << i;
      }
      before = prices;
    }
  }
}

TEST(ShockCurveTest, NeverSorts) {
  const ShockedCurve curve = Announce(
      RequestOf(Monthly({95, 60, 90, 70, 71}), CurveMode::kAnnounce), 0.05);
  // Storage would buy the second and the fourth, but did so already.
  EXPECT_THAT(RaisedIn(curve), Each(false));
  EXPECT_THAT(BeyondIn(curve), ElementsAre(false, true, false, true, false));
  EXPECT_GT(curve.pillars[2].shocked, curve.pillars[1].shocked);
  EXPECT_GT(curve.pillars[2].shocked, curve.pillars[3].shocked);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(curve.pillars[i].delivery_month,
              absl::CivilMonth(2025, 12) + static_cast<int>(i));
  }
  const ShockedCurve falling =
      Announce(RequestOf(Backwardation(), CurveMode::kAnnounce), 0.3);
  for (size_t i = 1; i < 36; ++i) {
    EXPECT_LT(falling.pillars[i].shocked, falling.pillars[i - 1].shocked);
  }
}

TEST(ShockCurveTest, SpreadIsInPercentOfTheFrontsOwnPrice) {
  // From 75 - 69 = 8% of 75 to a front 10% dearer with the same year later:
  // 82.5 - 69 = 16.36% of 82.5.
  const CurveRequest request =
      RequestOf({{1, 75.0 * kDollarsPerBarrel}, {13, 69.0 * kDollarsPerBarrel}},
                CurveMode::kPath);
  std::vector<double> log_price(13, 0);
  log_price[0] = std::log(1.1);
  const ShockedCurve curve = Path(request, log_price);
  ASSERT_TRUE(curve.spread_change_percent.has_value());
  EXPECT_NEAR(*curve.spread_change_percent, 100 * (13.5 / 82.5 - 6.0 / 75),
              1e-12);
}

TEST(ShockCurveTest, SpreadIsOfAYearLaterOrMissing) {
  struct Case {
    const char* name;
    std::vector<double> tenors;
    // Of the year-later price of 75, 70, 66 at the three tenors; 0 for none.
    double later;
  };
  const Case cases[] = {
      {"OnAPillar", {1, 13, 25}, 70},
      {"BetweenPillars", {1, 9, 17}, 68},
      {"AtTheEnd", {1, 2, 13}, 66},
      // 0.274 + 12 and 12.274 are not the same double.
      {"AtTheEndButForARounding", {0.274, 2, 12.274}, 66},
      {"JustTooShort", {1, 2, 12.9}, 0},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    const CurveRequest request =
        RequestOf({{test.tenors[0], 75.0 * kDollarsPerBarrel},
                   {test.tenors[1], 70.0 * kDollarsPerBarrel},
                   {test.tenors[2], 66.0 * kDollarsPerBarrel}},
                  CurveMode::kPath);
    // The front alone moves, by 10%.
    std::vector<double> log_price(40, 0);
    log_price[0] = std::log(1.1);
    PricePath path = PathOf(log_price);
    path.first_month =
        absl::CivilMonth(request.quote_day) + static_cast<int>(test.tenors[0]);
    const ShockedCurve curve = ShockCurve(request, path, 0, 0);
    ASSERT_EQ(curve.spread_change_percent.has_value(), test.later != 0);
    if (test.later != 0) {
      const double front = curve.pillars[0].shocked / kDollarsPerBarrel;
      EXPECT_NEAR(*curve.spread_change_percent,
                  100 * (test.later / 75 - test.later / front), 1e-9);
    }
  }
}

}  // namespace
}  // namespace oilflow
