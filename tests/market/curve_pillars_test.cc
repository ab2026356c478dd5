// Which curves are taken, and where a path meets a delivery.

#include <limits>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/forward_curve.h"
#include "tests/support/curves.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(FaultInTest, GoodCurvesPass) {
  EXPECT_EQ(Described(FaultIn(Backwardation())), "");
  EXPECT_EQ(Described(FaultIn({{0, 0.01 * kDollarsPerBarrel}})), "");
  EXPECT_EQ(Described(FaultIn({{0, 1000.0 * kDollarsPerBarrel},
                               {0.5, 70.0 * kDollarsPerBarrel},
                               {120, 70.0 * kDollarsPerBarrel}})),
            "");
  std::vector<CurvePillar> most;
  for (int month = 0; month <= 120; ++month) {
    most.push_back({static_cast<double>(month), 70.0 * kDollarsPerBarrel});
  }
  EXPECT_EQ(Described(FaultIn(most)), "");
}

TEST(FaultInTest, BadCurvesAreRefused) {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::string price_range =
      "pillars[1].price_usd_per_bbl: must be above 0 and at most 1000 USD/bbl, "
      "not ";
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
       "pillars[1]: must be above the 2 months of the pillar "
       "before it, not 2"},
      {"Descending", with_tenors(2, 1.5),
       "pillars[1]: must be above the 2 months of the pillar "
       "before it, not 1.5"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    EXPECT_THAT(Described(FaultIn(test.pillars)), HasSubstr(test.expected));
  }
  EXPECT_THAT(Described(FaultIn(with_price(-37.63))),
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

}  // namespace
}  // namespace oilflow
