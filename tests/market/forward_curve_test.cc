#include "service/market/forward_curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/market/sample.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

// Pillars one month apart from the month after the quote.
std::vector<CurvePillar> Monthly(const std::vector<double>& prices) {
  std::vector<CurvePillar> pillars;
  for (const double price : prices) {
    pillars.push_back({.tenor_months = static_cast<double>(pillars.size() + 1),
                       .price = price * kDollarsPerBarrel});
  }
  return pillars;
}

CurveRequest RequestOf(const std::vector<CurvePillar>& pillars,
                       CurveMode mode) {
  CurveRequest request;
  request.quote_day = absl::CivilDay(2025, 11, 14);
  request.pillars = pillars;
  request.mode = mode;
  request.shape = {.id = "brent-opec-2007-24", .w = 0.217, .kappa = 0.558};
  request.dynamics = {.id = "brent-2007-25",
                      .kappa = 0.80,
                      .sigma_x = 0.276,
                      .sigma_i = 0.224,
                      .rho = 0.12};
  request.interest_rate = 0.04;
  request.storage_cost = 0.5 * kDollarsPerBarrel;
  return request;
}

// In backwardation: the front is the dearest.
std::vector<CurvePillar> Backwardation() {
  std::vector<double> prices;
  for (int month = 0; month < 36; ++month) {
    prices.push_back(65 + 10 * std::exp(-month / 10.0));
  }
  return Monthly(prices);
}

// From the first delivery after the quote of RequestOf.
PricePath PathOf(const std::vector<double>& log_price) {
  return {.first_month = absl::CivilMonth(2025, 12),
          .log_price = log_price,
          .first_extrapolated_month = static_cast<int>(log_price.size())};
}

ShockedCurve Path(const CurveRequest& request,
                  const std::vector<double>& log_price) {
  return ShockCurve(request, PathOf(log_price), 0, 0);
}

ShockedCurve Announce(const CurveRequest& request, double front_log_change) {
  return ShockCurve(request, PathOf({0}), front_log_change, 0);
}

std::vector<double> PricesOf(const ShockedCurve& curve) {
  std::vector<double> prices;
  for (const ShockedPillar& pillar : curve.pillars) {
    prices.push_back(pillar.shocked / kDollarsPerBarrel);
  }
  return prices;
}

std::vector<bool> RaisedIn(const ShockedCurve& curve) {
  std::vector<bool> raised;
  for (const ShockedPillar& pillar : curve.pillars) {
    raised.push_back(pillar.carry_bound_active);
  }
  return raised;
}

std::vector<bool> BeyondIn(const ShockedCurve& curve) {
  std::vector<bool> beyond;
  for (const ShockedPillar& pillar : curve.pillars) {
    beyond.push_back(pillar.input_beyond_carry);
  }
  return beyond;
}

class Dice {
 public:
  explicit Dice(uint32_t seed) : random_(seed) {}

  double Between(double low, double high) {
    return low + (high - low) * (random_() / 4294967296.0);
  }

  int Whole(int low, int high) {
    return low + static_cast<int>(random_() % (high - low + 1));
  }

 private:
  std::mt19937 random_;
};

TEST(CheckPillarsTest, GoodCurvesPass) {
  EXPECT_THAT(CheckPillars(Backwardation()), IsOk());
  EXPECT_THAT(CheckPillars({{0, 0.01 * kDollarsPerBarrel}}), IsOk());
  EXPECT_THAT(CheckPillars({{0, 1000.0 * kDollarsPerBarrel},
                            {0.5, 70.0 * kDollarsPerBarrel},
                            {120, 70.0 * kDollarsPerBarrel}}),
              IsOk());
  std::vector<CurvePillar> most;
  for (int month = 0; month <= 120; ++month) {
    most.push_back({static_cast<double>(month), 70.0 * kDollarsPerBarrel});
  }
  EXPECT_THAT(CheckPillars(most), IsOk());
}

TEST(CheckPillarsTest, BadCurvesAreRefused) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::string price_range =
      "pillars[1].price: must be above 0 and at most 1000 USD/bbl, not ";
  const auto with_price = [](double price) {
    return std::vector<CurvePillar>{{1, 20.0 * kDollarsPerBarrel},
                                    {2, price * kDollarsPerBarrel}};
  };
  const auto with_tenors = [](double first, double second) {
    return std::vector<CurvePillar>{{first, 70.0 * kDollarsPerBarrel},
                                    {second, 70.0 * kDollarsPerBarrel}};
  };
  struct Case {
    const char* name;
    std::vector<CurvePillar> pillars;
    std::string expected;
  };
  const Case cases[] = {
      {"None", {}, "pillars: must be 1 to 121, not 0"},
      {"TooMany", Monthly(std::vector<double>(122, 70)),
       "pillars: must be 1 to 121, not 122"},
      // WTI for May 2020, on the day before it expired.
      {"April2020", with_price(-37.63),
       price_range + "-37.63; a shock multiplies prices"},
      {"Zero", with_price(0), price_range + "0; a shock multiplies prices"},
      {"Cents", with_price(7000), price_range + "7000; give dollars"},
      {"Infinite", with_price(kInfinity), price_range + "inf"},
      {"MinusInfinite", with_price(-kInfinity), price_range + "-inf"},
      {"NotANumber", with_price(kNaN), price_range + "nan"},
      {"TenorBelowZero", with_tenors(-1, 2),
       "pillars[0].tenor_months: must be in [0, 120], not -1"},
      {"TenorTooLong", with_tenors(1, 120.5),
       "pillars[1].tenor_months: must be in [0, 120], not 120.5"},
      {"TenorNotANumber", with_tenors(1, kNaN),
       "pillars[1].tenor_months: must be in [0, 120], not nan"},
      {"SameTenor", with_tenors(2, 2),
       "pillars[1].tenor_months: must be above the 2 months of the pillar "
       "before it, not 2"},
      {"Descending", with_tenors(2, 1.5),
       "pillars[1].tenor_months: must be above the 2 months of the pillar "
       "before it, not 1.5"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_THAT(
        CheckPillars(test.pillars),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(test.expected)));
  }
  EXPECT_THAT(CheckPillars(with_price(-37.63)).message(),
              HasSubstr("such as WTI for May 2020 on 2020-04-20"));
}

TEST(PathAtTest, FollowsTheCalendar) {
  const PricePath path = {.first_month = absl::CivilMonth(2026, 1),
                          .log_price = {0.04, 0.08, 0.06, 0.03},
                          .first_extrapolated_month = 2};
  struct Case {
    const char* name;
    absl::CivilDay quote_day;
    double tenor_months;
    double expected;
    bool extrapolated;
  };
  const Case cases[] = {
      {"BeforeThePath", absl::CivilDay(2025, 11, 14), 1, 0, false},
      {"LongBeforeThePath", absl::CivilDay(2020, 1, 1), 0, 0, false},
      {"FirstMonth", absl::CivilDay(2025, 11, 14), 2, 0.04, false},
      {"FirstMonthFromItsLastDay", absl::CivilDay(2026, 1, 31), 0, 0.04, false},
      {"SecondMonth", absl::CivilDay(2025, 11, 30), 3, 0.08, false},
      {"FirstBeyond", absl::CivilDay(2025, 11, 1), 4, 0.06, true},
      {"NextBeyond", absl::CivilDay(2025, 11, 1), 5, 0.03, true},
      {"AfterThePath", absl::CivilDay(2025, 11, 1), 6, 0.03, true},
      {"LongAfterThePath", absl::CivilDay(2025, 11, 1), 120, 0.03, true},
      {"HalfBeforeThePath", absl::CivilDay(2025, 11, 1), 1.5, 0.02, false},
      {"AQuarterIntoTheSecond", absl::CivilDay(2025, 11, 1), 2.25, 0.05, false},
      {"HalfBeyond", absl::CivilDay(2025, 11, 1), 3.5, 0.07, true},
      {"HalfAfterThePath", absl::CivilDay(2025, 11, 1), 5.5, 0.03, true},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    const PathValue value = PathAt(path, test.quote_day, test.tenor_months);
    EXPECT_DOUBLE_EQ(value.log_price, test.expected);
    EXPECT_EQ(value.extrapolated, test.extrapolated);
  }
}

// With this value 0.84 and 0.16 of it do not sum to it.
TEST(PathAtTest, BetweenTwoMonthsOfOneValueIsThatValue) {
  constexpr double kValue = 0.08234432763027988;
  const PricePath path = PathOf({kValue, kValue});
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(PathAt(path, absl::CivilDay(2025, 12, 14), i / 100.0).log_price,
              kValue)
        << i;
  }
}

TEST(PathAtTest, NoPathIsSaidToBeNone) {
  const PricePath none = {.first_month = absl::CivilMonth(2026, 1)};
  for (const double tenor : {0.0, 3.0, 3.5, 120.0}) {
    const PathValue value = PathAt(none, absl::CivilDay(2026, 1, 1), tenor);
    EXPECT_EQ(value.log_price, 0) << tenor;
    EXPECT_TRUE(value.extrapolated) << tenor;
  }
  EXPECT_FALSE(PathAt(none, absl::CivilDay(2025, 11, 1), 1).extrapolated);
}

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

// 77 in the third month is worth 77 - 0.5 in the second and 77 - 1 in the
// first, with free money.
TEST(ShockCurveTest, StorageLinksDeliveriesBackward) {
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
TEST(ShockCurveTest, CarryCountsTheMonthsBetweenPillars) {
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
TEST(ShockCurveTest, SaysWhereTheGivenCurveIsBeyondCarry) {
  CurveRequest request =
      RequestOf(Monthly({70, 70, 75, 70}), CurveMode::kAnnounce);
  request.interest_rate = 0;
  const ShockedCurve curve = Announce(request, 0);
  EXPECT_THAT(PricesOf(curve), ElementsAre(70, 70, 75, 70));
  EXPECT_THAT(RaisedIn(curve), Each(false));
  EXPECT_THAT(BeyondIn(curve), ElementsAre(true, true, false, false));
}

// WTI in April 2020: a month later oil was ten dollars dearer.
TEST(ShockCurveTest, NoShockLeavesACurveBeyondCarryToTheBit) {
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

TEST(ShockCurveTest, AParallelMoveLeavesACurveBeyondCarryAsMoved) {
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

TEST(ShockCurveTest, OnlyWhatTheMoveMakesWorseIsRaised) {
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
TEST(ShockCurveTest, WithinCarryAgainTheBoundAloneCounts) {
  CurveRequest request = RequestOf(Monthly({25, 26}), CurveMode::kPath);
  request.interest_rate = 0;
  const ShockedCurve curve = Path(request, {std::log(0.4), std::log(0.4)});
  EXPECT_THAT(RaisedIn(curve), Each(false));
  const ShockedCurve uneven = Path(request, {std::log(0.3), std::log(0.4)});
  EXPECT_THAT(PricesOf(uneven), ElementsAre(testing::DoubleNear(9.9, 1e-12),
                                            testing::DoubleNear(10.4, 1e-12)));
  EXPECT_THAT(RaisedIn(uneven), ElementsAre(true, false));
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

// A log normal around the shocked price whose mean it is.
TEST(ShockCurveTest, SimulatesAroundTheShockedPrice) {
  CurveRequest request = RequestOf({{1, 75.0 * kDollarsPerBarrel},
                                    {6, 72.0 * kDollarsPerBarrel},
                                    {24, 68.0 * kDollarsPerBarrel}},
                                   CurveMode::kAnnounce);
  request.simulation =
      CurveSimulation{.horizon_days = 60, .draw_count = 20000, .seed = 4};
  const ShockedCurve curve = Announce(request, 0.1);
  EXPECT_FALSE(curve.pillars[0].simulated.has_value());
  double relative_width = 1e9;
  for (const size_t i : {1, 2}) {
    const ShockedPillar& pillar = curve.pillars[i];
    ASSERT_TRUE(pillar.simulated.has_value());
    const Quantiles& price = *pillar.simulated;
    // Within the time the volatility grows from that at the start.
    const double years =
        (absl::CivilDay(pillar.delivery_month) - request.quote_day) / 365.25;
    const double low = ForwardVolatility(request.dynamics, years);
    const double high =
        ForwardVolatility(request.dynamics, years - 60 / 365.25);
    const double root = std::sqrt(60 / 365.25);
    const double sd = std::log(price.value[3] / price.value[1]) / 2 / 0.99446;
    EXPECT_GT(sd, low * root * 0.97);
    EXPECT_LT(sd, high * root * 1.03);
    EXPECT_NEAR(price.median(),
                pillar.shocked / kDollarsPerBarrel * std::exp(-sd * sd / 2),
                4 * price.error[2]);
    EXPECT_TRUE(std::is_sorted(price.value.begin(), price.value.end()));
    EXPECT_GT(price.error[2], 0);
    EXPECT_LT(sd, relative_width);
    relative_width = sd;
  }
  EXPECT_EQ(PricesOf(curve), PricesOf(Announce(request, 0.1)));
  EXPECT_EQ(Announce(request, 0.1).pillars[1].simulated->value,
            curve.pillars[1].simulated->value);
  request.simulation.reset();
  EXPECT_FALSE(Announce(request, 0.1).pillars[1].simulated.has_value());
}

// From 14 November it is 17 days to the first of December, 48 to that of
// January and 79 to that of February.
TEST(ShockCurveTest, SimulatesByTheDaysToDelivery) {
  struct Case {
    double tenor_months;
    double days;
  };
  for (const Case& test : {Case{0, -13}, Case{0.5, 2}, Case{1, 17},
                           Case{1.5, 32.5}, Case{2, 48}, Case{2.25, 55.75}}) {
    for (const int horizon : {1, 2, 16, 17, 32, 33, 47, 48, 55, 56}) {
      SCOPED_TRACE(testing::Message()
                   << test.tenor_months << " after " << horizon);
      CurveRequest request =
          RequestOf({{test.tenor_months, 75.0 * kDollarsPerBarrel}},
                    CurveMode::kAnnounce);
      request.simulation = CurveSimulation{
          .horizon_days = horizon, .draw_count = 100, .seed = 3};
      const ShockedPillar pillar = Announce(request, 0.1).pillars[0];
      ASSERT_EQ(pillar.simulated.has_value(), test.days > horizon);
      if (test.days <= horizon) {
        continue;
      }
      std::vector<double> prices =
          FactorSimulation(request.dynamics, horizon, 100, 3)
              .RatiosAt(test.days);
      for (double& price : prices) {
        price *= pillar.shocked / kDollarsPerBarrel;
      }
      EXPECT_EQ(pillar.simulated->value,
                Sample::Of(prices, /*drawn=*/true).AtLevels().value);
    }
  }
}

// The slow way that anyone can check: the path averaged day by day, and the
// dearest of every later delivery less all it costs to get there, month by
// month, unless the curve as given made a month cheaper than that.
class NaiveCurve {
 public:
  NaiveCurve(const CurveRequest& request, const PricePath& path,
             double front_log_change, double premium)
      : request_(request) {
    const double first_tenor = request.pillars[0].tenor_months;
    const double front = first_tenor > 3 ? 2 : first_tenor;
    for (const CurvePillar& pillar : request.pillars) {
      const double years = (pillar.tenor_months - front) / 12;
      const double shape =
          request.shape.w +
          (1 - request.shape.w) * std::exp(-request.shape.kappa * years);
      const double shock = request.mode == CurveMode::kAnnounce
                               ? front_log_change * shape
                               : Average(path, pillar.tenor_months);
      moved_.push_back(pillar.price / kDollarsPerBarrel *
                       std::exp(shock + premium * shape));
    }
  }

  double Price(size_t index) const {
    double best = moved_[index];
    for (size_t later = index + 1; later < moved_.size(); ++later) {
      double worth = moved_[later];
      for (size_t i = later; i > index; --i) {
        const double in_proportion = worth / Given(i) * Given(i - 1);
        worth = worth * Discount(i - 1, i) - Storage(i - 1, i);
        if (GivenBeyondCarry(i - 1)) {
          worth = std::min(worth, in_proportion);
        }
      }
      best = std::max(best, worth);
    }
    return best;
  }

  // Whether any later delivery would pay for storing until then.
  bool GivenBeyondCarry(size_t index) const {
    for (size_t later = index + 1; later < moved_.size(); ++later) {
      double cost = 0;
      for (size_t i = index; i < later; ++i) {
        cost += Storage(i, i + 1) * Discount(index, i);
      }
      if (Given(later) * Discount(index, later) - cost > Given(index)) {
        return true;
      }
    }
    return false;
  }

  double Moved(size_t index) const { return moved_[index]; }

 private:
  double Tenor(size_t index) const {
    return request_.pillars[index].tenor_months;
  }

  double Given(size_t index) const {
    return request_.pillars[index].price / kDollarsPerBarrel;
  }

  double Storage(size_t from, size_t to) const {
    return (Tenor(to) - Tenor(from)) *
           (request_.storage_cost / kDollarsPerBarrel);
  }

  double Discount(size_t from, size_t to) const {
    return std::exp(-request_.interest_rate * (Tenor(to) - Tenor(from)) / 12);
  }

  double Average(const PricePath& path, double tenor) const {
    const int whole = static_cast<int>(tenor);
    const double share = tenor - whole;
    return (1 - share) * MonthAverage(path, whole) +
           share * MonthAverage(path, whole + 1);
  }

  double MonthAverage(const PricePath& path, int months) const {
    const absl::CivilMonth month =
        absl::CivilMonth(request_.quote_day) + months;
    double sum = 0;
    int days = 0;
    for (absl::CivilDay day(month); day < absl::CivilDay(month + 1); ++day) {
      double value = path.log_price.back();
      if (day < absl::CivilDay(path.first_month)) {
        value = 0;
      }
      for (size_t i = 0; i < path.log_price.size(); ++i) {
        if (absl::CivilMonth(day) == path.first_month + static_cast<int>(i)) {
          value = path.log_price[i];
        }
      }
      sum += value;
      ++days;
    }
    return sum / days;
  }

  const CurveRequest& request_;
  std::vector<double> moved_;
};

CurveRequest RandomRequest(Dice& dice) {
  std::vector<CurvePillar> pillars;
  double tenor = dice.Whole(0, 5) + (dice.Whole(0, 1) == 0 ? 0 : 0.25);
  const int count = dice.Whole(1, 24);
  for (int i = 0; i < count; ++i) {
    pillars.push_back({tenor, dice.Between(55, 80) * kDollarsPerBarrel});
    tenor += dice.Whole(1, 8) * 0.5;
  }
  CurveRequest request = RequestOf(
      pillars, dice.Whole(0, 1) == 0 ? CurveMode::kPath : CurveMode::kAnnounce);
  request.quote_day = absl::CivilDay(2024, 1, 1) + dice.Whole(0, 800);
  request.shape.w = dice.Between(0, 1);
  request.shape.kappa = dice.Between(0, 3);
  request.interest_rate = dice.Between(-0.1, 0.3);
  request.storage_cost = dice.Between(0, 3) * kDollarsPerBarrel;
  return request;
}

TEST(ShockCurveTest, AgreesWithTheSlowWay) {
  Dice dice(20251114);
  int raised = 0;
  int left = 0;
  int beyond = 0;
  int within = 0;
  for (int trial = 0; trial < 500; ++trial) {
    const CurveRequest request = RandomRequest(dice);
    ASSERT_THAT(CheckPillars(request.pillars), IsOk());
    PricePath path = {.first_month =
                          absl::CivilMonth(2024, 1) + dice.Whole(0, 30)};
    for (int i = dice.Whole(1, 36); i > 0; --i) {
      path.log_price.push_back(dice.Between(-0.4, 0.4));
    }
    const double front = dice.Between(-0.5, 0.5);
    const double premium = dice.Between(-0.1, 0.1);
    const ShockedCurve curve = ShockCurve(request, path, front, premium);
    const NaiveCurve naive(request, path, front, premium);
    ASSERT_THAT(curve.pillars, SizeIs(request.pillars.size()));
    for (size_t i = 0; i < curve.pillars.size(); ++i) {
      const double price = curve.pillars[i].shocked / kDollarsPerBarrel;
      EXPECT_NEAR(price, naive.Price(i), 1e-9) << trial << " at " << i;
      EXPECT_EQ(curve.pillars[i].carry_bound_active,
                naive.Price(i) > naive.Moved(i) + 1e-9);
      EXPECT_EQ(curve.pillars[i].input_beyond_carry, naive.GivenBeyondCarry(i));
      ++(curve.pillars[i].carry_bound_active ? raised : left);
      ++(curve.pillars[i].input_beyond_carry ? beyond : within);
    }
  }
  // All have been tried.
  EXPECT_GT(raised, 500);
  EXPECT_GT(left, 500);
  EXPECT_GT(beyond, 500);
  EXPECT_GT(within, 500);
}

TEST(ShockCurveTest, StoringNeverPaysMoreThanItDid) {
  Dice dice(7);
  for (int trial = 0; trial < 500; ++trial) {
    const CurveRequest request = RandomRequest(dice);
    const ShockedCurve curve =
        ShockCurve(request, PathOf({dice.Between(-2, 2), dice.Between(-2, 2)}),
                   dice.Between(-3, 3), 0);
    for (size_t i = 0; i + 1 < curve.pillars.size(); ++i) {
      const double months =
          request.pillars[i + 1].tenor_months - request.pillars[i].tenor_months;
      const ShockedPillar& next = curve.pillars[i + 1];
      DollarsPerBarrel least =
          next.shocked * PortableExp(-request.interest_rate * months / 12) -
          request.storage_cost * months;
      if (curve.pillars[i].input_beyond_carry) {
        const double move = next.shocked / request.pillars[i + 1].price;
        least = std::min(least, request.pillars[i].price * move * (1 - 1e-15));
      }
      EXPECT_GE(curve.pillars[i].shocked, least);
      EXPECT_GT(curve.pillars[i].shocked, 0.0 * kDollarsPerBarrel);
    }
  }
}

}  // namespace
}  // namespace oilflow
