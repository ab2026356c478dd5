// That nobody could earn by storing: the bound of a forward curve.

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/market/forward_curve.h"
#include "tests/support/curves.h"
#include "tests/support/dice.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::Each;
using testing::ElementsAre;

// 77 in the third month is worth 77 - 0.5 in the second and 77 - 1 in the
// first, with free money.
TEST(CarryBoundTest, StorageLinksDeliveriesBackward) {
  CurveRequest request = RequestOf(Monthly({70, 70, 70, 70}), CurveMode::kPath);
  request.interest_rate = 0;
  const ShockedCurve curve = Path(request, {0, 0, std::log(1.1), 0});
  EXPECT_THAT(PricesOf(curve), ElementsAre(testing::DoubleNear(76, 1e-12),
                                           testing::DoubleNear(76.5, 1e-12),
                                           testing::DoubleNear(77, 1e-12), 70));
  EXPECT_THAT(RaisedIn(curve), ElementsAre(true, true, false, false));
  for (const ShockedPillar& pillar : curve.pillars) {
    EXPECT_FALSE(pillar.input_beyond_carry);
  }
}

// The same over a gap of two months and with interest of a sixth of 6%.
TEST(CarryBoundTest, CarryCountsTheMonthsBetweenPillars) {
  CurveRequest request =
      RequestOf({{1, 70.0 * kDollarsPerBarrel}, {3, 70.0 * kDollarsPerBarrel}},
                CurveMode::kPath);
  request.interest_rate = 0.06;
  const ShockedCurve curve = Path(request, {0, 0, std::log(1.1)});
  EXPECT_NEAR(curve.pillars[0].shocked / kDollarsPerBarrel,
              77 * std::exp(-0.01) - 1, 1e-12);
  EXPECT_TRUE(curve.pillars[0].carry_bound_active);
}

// In the second month 70 is too little for 75 a month on, so 70 is in the
// first.
TEST(CarryBoundTest, SaysWhereTheGivenCurveIsBeyondCarry) {
  CurveRequest request =
      RequestOf(Monthly({70, 70, 75, 70}), CurveMode::kAnnounce);
  request.interest_rate = 0;
  const ShockedCurve curve = Announce(request, 0);
  EXPECT_THAT(PricesOf(curve), ElementsAre(70, 70, 75, 70));
  EXPECT_THAT(RaisedIn(curve), Each(false));
  EXPECT_THAT(BeyondIn(curve), ElementsAre(true, true, false, false));
}

// WTI in April 2020: a month later oil was ten dollars dearer.
TEST(CarryBoundTest, NoShockLeavesACurveBeyondCarryToTheBit) {
  Dice dice(2020);
  for (int trial = 0; trial < 500; ++trial) {
    std::vector<double> prices = {25, 35};
    while (trial > 0 && prices.size() < 40) {
      prices.push_back(dice.Between(0.01, 150));
    }
    for (const CurveMode mode : {CurveMode::kPath, CurveMode::kAnnounce}) {
      const CurveRequest request = RequestOf(Monthly(prices), mode);
      const ShockedCurve curve = ShockCurve(request, PathOf({0, 0, 0}), 0, 0);
      EXPECT_TRUE(curve.pillars[0].input_beyond_carry);
      EXPECT_THAT(RaisedIn(curve), Each(false));
      EXPECT_EQ(PricesOf(curve), prices);
      EXPECT_TRUE(prices.size() < 13 || curve.spread_change_percent == 0);
    }
  }
}

TEST(CarryBoundTest, AParallelMoveLeavesACurveBeyondCarryAsMoved) {
  for (const double shock : {-2.0, -0.1, 0.1, 2.0}) {
    const CurveRequest request = RequestOf({{1, 25.0 * kDollarsPerBarrel},
                                            {1.3, 35.0 * kDollarsPerBarrel},
                                            {4.7, 60.0 * kDollarsPerBarrel}},
                                           CurveMode::kPath);
    const ShockedCurve curve = Path(request, std::vector<double>(8, shock));
    EXPECT_THAT(BeyondIn(curve), ElementsAre(true, true, false));
    EXPECT_THAT(RaisedIn(curve), Each(false));
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(curve.pillars[i].shocked,
                request.pillars[i].price * PortableExp(shock));
    }
  }
}

TEST(CarryBoundTest, OnlyWhatTheMoveMakesWorseIsRaised) {
  struct Case {
    const char* name;
    std::vector<double> log_price;
    std::vector<double> expected;
    std::vector<bool> raised;
  };
  const double up = std::log(1.1);
  const double down = std::log(0.8);
  const Case cases[] = {
      // 25 for 35 before is 27.5 for 38.5 now.
      {"LaterRises", {0, up, up}, {27.5, 38.5, 38.5}, {true, false, false}},
      {"EarlierRises", {up, 0, 0}, {27.5, 35, 35}, {false, false, false}},
      {"EarlierFalls", {down, 0, 0}, {25, 35, 35}, {true, false, false}},
      // 28 a month later is worth 27.5 now, and the excess is within what it
      // was.
      {"LaterFalls", {0, down, down}, {25, 28, 28}, {false, false, false}},
      // The second is within carry as given: 38.5 - 0.5.
      {"LastRises",
       {0, 0, up},
       {25 * 38 / 35.0, 38, 38.5},
       {true, true, false}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    CurveRequest request = RequestOf(Monthly({25, 35, 35}), CurveMode::kPath);
    request.interest_rate = 0;
    const ShockedCurve curve = Path(request, test.log_price);
    EXPECT_THAT(PricesOf(curve),
                testing::Pointwise(testing::DoubleNear(1e-12), test.expected));
    EXPECT_EQ(RaisedIn(curve), test.raised);
    EXPECT_THAT(BeyondIn(curve), ElementsAre(true, false, false));
  }
}

// 25 and 26 break a bound of 0.5. When they fall by 60%, 10 and 10.4 do not, so
// the bound alone counts.
TEST(CarryBoundTest, WithinCarryAgainTheBoundAloneCounts) {
  CurveRequest request = RequestOf(Monthly({25, 26}), CurveMode::kPath);
  request.interest_rate = 0;
  const ShockedCurve curve = Path(request, {std::log(0.4), std::log(0.4)});
  EXPECT_THAT(RaisedIn(curve), Each(false));
  const ShockedCurve uneven = Path(request, {std::log(0.3), std::log(0.4)});
  EXPECT_THAT(PricesOf(uneven), ElementsAre(testing::DoubleNear(9.9, 1e-12),
                                            testing::DoubleNear(10.4, 1e-12)));
  EXPECT_THAT(RaisedIn(uneven), ElementsAre(true, false));
}

}  // namespace
}  // namespace oilflow
