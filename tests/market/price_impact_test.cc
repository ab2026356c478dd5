#include "service/market/price_impact.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/price_library.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::SizeIs;

PriceAssumptions Assumptions() {
  PriceAssumptions assumptions;
  assumptions.start_price = 75.0 * kDollarsPerBarrel;
  assumptions.world_output = 83e6 * kBarrelsPerDay;
  assumptions.models = TestLibrary().elasticity_models;
  return assumptions;
}

absl::StatusOr<PriceImpact> TryPrice(const PriceAssumptions& assumptions,
                                     absl::CivilDay first_day,
                                     const std::vector<int64_t>& net_bpd) {
  const std::vector<double> daily(net_bpd.begin(), net_bpd.end());
  std::vector<LadderMonth> ladder;
  for (const double mean : MonthlyMeans(first_day, daily)) {
    ladder.push_back({.gross_bpd = mean});
  }
  int64_t sum = 0;
  for (const int64_t net : net_bpd) {
    sum += net;
  }
  const int day_count = static_cast<int>(net_bpd.size());
  return PriceOf(TestLibrary(), assumptions, first_day, day_count, ladder,
                 static_cast<double>(sum) / day_count);
}

PriceImpact ImpactOf(const PriceAssumptions& assumptions,
                     absl::CivilDay first_day,
                     const std::vector<int64_t>& net_bpd) {
  const absl::StatusOr<PriceImpact> impact =
      TryPrice(assumptions, first_day, net_bpd);
  EXPECT_THAT(impact, IsOk());
  return impact.value_or(PriceImpact());
}

TEST(PriceOfTest, MonthsAreThoseOfTheCalendar) {
  // From 30 January to 3 March of a leap year: 2, 29 and 3 days.
  const PriceImpact impact =
      ImpactOf(Assumptions(), absl::CivilDay(2024, 1, 30),
               std::vector<int64_t>(2 + 29 + 3, 1000));
  ASSERT_THAT(impact.months, SizeIs(3));
  EXPECT_EQ(impact.months[0].first_day, absl::CivilDay(2024, 1, 30));
  EXPECT_EQ(impact.months[0].day_count, 2);
  EXPECT_EQ(impact.months[1].first_day, absl::CivilDay(2024, 2, 1));
  EXPECT_EQ(impact.months[1].day_count, 29);
  EXPECT_EQ(impact.months[2].first_day, absl::CivilDay(2024, 3, 1));
  EXPECT_EQ(impact.months[2].day_count, 3);
  EXPECT_EQ(impact.horizon.first_day, absl::CivilDay(2024, 1, 30));
  EXPECT_EQ(impact.horizon.day_count, 34);
}

TEST(PriceOfTest, SameMonthOfTwoYearsIsTwoMonths) {
  const PriceImpact impact =
      ImpactOf(Assumptions(), absl::CivilDay(2025, 12, 31),
               std::vector<int64_t>(1 + 365, 0));
  ASSERT_THAT(impact.months, SizeIs(13));
  EXPECT_EQ(impact.months[0].day_count, 1);
  EXPECT_EQ(impact.months[12].first_day, absl::CivilDay(2026, 12, 1));
  EXPECT_EQ(impact.months[12].day_count, 31);
}

// The thirty days before it changed nothing.
TEST(PriceOfTest, OneDayIsAHorizonAndLittleOfItsMonth) {
  const PriceImpact impact =
      ImpactOf(Assumptions(), absl::CivilDay(2025, 3, 31), {-450000});
  ASSERT_THAT(impact.months, SizeIs(1));
  EXPECT_DOUBLE_EQ(impact.months[0].net_change / kBarrelsPerDay, -450e3 / 31);
  EXPECT_EQ(impact.months[0].calendar_day_count, 31);
  EXPECT_EQ(impact.horizon.net_change, -450e3 * kBarrelsPerDay);
}

// Trap T8 of the price method: a halt of 450 kb/d from 25 March is 101.6 kb/d
// in the mean of March and 35.0 in that of the quarter, not 450.
TEST(PriceOfTest, MeansAreOfCalendarDays) {
  std::vector<int64_t> net(31 + 28 + 31, 0);
  for (size_t i = net.size() - 7; i < net.size(); ++i) {
    net[i] = -450000;
  }
  const PriceImpact impact =
      ImpactOf(Assumptions(), absl::CivilDay(2023, 1, 1), net);
  ASSERT_THAT(impact.months, SizeIs(3));
  EXPECT_EQ(impact.months[0].net_change, 0.0 * kBarrelsPerDay);
  EXPECT_EQ(impact.months[1].net_change, 0.0 * kBarrelsPerDay);
  EXPECT_DOUBLE_EQ(impact.months[2].net_change / kBarrelsPerDay,
                   -7 * 450e3 / 31);
  EXPECT_DOUBLE_EQ(impact.horizon.net_change / kBarrelsPerDay, -7 * 450e3 / 90);
  EXPECT_NEAR(impact.months[2].net_change / kBarrelsPerDay, -101.6e3, 50);
  EXPECT_NEAR(impact.horizon.net_change / kBarrelsPerDay, -35.0e3, 50);
}

TEST(PriceOfTest, EachModelClearsTheMeanInItsOrder) {
  const PriceAssumptions assumptions = Assumptions();
  const std::vector<int64_t> net = {-900000, -100000, -500000};
  const PriceImpact impact =
      ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), net);
  ASSERT_THAT(impact.horizon.models, SizeIs(assumptions.models.size()));
  const double share = -1.5e6 / 3 / 83e6;
  for (size_t i = 0; i < assumptions.models.size(); ++i) {
    const ElasticityModel& model = assumptions.models[i];
    const ModelEffect& effect = impact.horizon.models[i];
    const double multiplier =
        1 / (model.supply_elasticity - model.demand_elasticity);
    EXPECT_DOUBLE_EQ(effect.multiplier, multiplier) << model.id;
    EXPECT_NEAR(effect.log_price_change, -multiplier * std::log1p(share), 1e-14)
        << model.id;
    EXPECT_NEAR(effect.price_change / kDollarsPerBarrel,
                75 * std::expm1(-multiplier * std::log1p(share)), 1e-11)
        << model.id;
  }
}

TEST(PriceOfTest, RealisedPathIsDearer) {
  PriceAssumptions assumptions = Assumptions();
  assumptions.mode = ShockMode::kPathRealised;
  const PriceImpact realised =
      ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), {-830000, -830000});
  const PriceImpact ex_ante =
      ImpactOf(Assumptions(), absl::CivilDay(2025, 3, 1), {-830000, -830000});
  // The price method, section 0: 1% missing costs 4.0% ex ante, 6.7% realised.
  EXPECT_NEAR(ex_ante.horizon.models[0].log_price_change,
              -std::log(0.99) / 0.25, 1e-14);
  EXPECT_NEAR(realised.horizon.models[0].log_price_change,
              -std::log(0.99) / 0.15, 1e-14);
}

TEST(PriceOfTest, EffectIsDetectableAboveADaysMove) {
  PriceAssumptions assumptions = Assumptions();
  assumptions.models = {TestLibrary().elasticity_models.front()};
  // -4 ln(1 - 0.01) = 4.02%.
  const std::vector<int64_t> loss = {-830000};
  const std::vector<int64_t> gain = {830000};
  assumptions.daily_volatility = 0.0401;
  EXPECT_EQ(ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), loss)
                .horizon.models[0]
                .detectable,
            true);
  assumptions.daily_volatility = 0.0403;
  EXPECT_EQ(ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), loss)
                .horizon.models[0]
                .detectable,
            false);
  // A fall counts as a rise does: -4 ln(1 + 0.01) = -3.98%.
  assumptions.daily_volatility = 0.0397;
  EXPECT_EQ(ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), gain)
                .horizon.models[0]
                .detectable,
            true);
  assumptions.daily_volatility = 0.0399;
  EXPECT_EQ(ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), gain)
                .horizon.models[0]
                .detectable,
            false);
  assumptions.daily_volatility = std::nullopt;
  EXPECT_EQ(ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), loss)
                .horizon.models[0]
                .detectable,
            std::nullopt);
}

TEST(PriceOfTest, MoreThanFivePercentIsOutsideTheEstimationRange) {
  struct Case {
    const char* name;
    int64_t net_bpd;
    bool expected;
  };
  const Case cases[] = {
      {"None", 0, false},
      {"Loss", -4149999, false},
      {"LargeLoss", -4150001, true},
      {"Gain", 4149999, false},
      {"LargeGain", 4150001, true},
  };
  for (const Case& c : cases) {
    // 5% of 83 mb/d is 4,150,000 bpd.
    EXPECT_EQ(ImpactOf(Assumptions(), absl::CivilDay(2025, 3, 1), {c.net_bpd})
                  .horizon.outside_estimation_range,
              c.expected)
        << c.name;
  }
}

TEST(PriceOfTest, MonthMayLieOutsideThoughTheHorizonDoesNot) {
  std::vector<int64_t> net(31 + 30, 0);
  net[0] = -31 * int64_t{5000000};
  PriceAssumptions assumptions = Assumptions();
  const PriceImpact impact =
      ImpactOf(assumptions, absl::CivilDay(2025, 3, 1), net);
  EXPECT_TRUE(impact.months[0].outside_estimation_range);
  EXPECT_FALSE(impact.months[1].outside_estimation_range);
  EXPECT_FALSE(impact.horizon.outside_estimation_range);
}

TEST(PriceOfTest, LossOfEverythingIsRefused) {
  std::vector<int64_t> net(60, 0);
  net[40] = -31 * int64_t{83000000};
  EXPECT_THAT(TryPrice(Assumptions(), absl::CivilDay(2025, 3, 1), net),
              StatusIs(absl::StatusCode::kOutOfRange, testing::_));
}

// Months, by their days, make up the whole; and the order of days within a
// month does not matter, to the bit.
TEST(PriceOfTest, MonthsMakeUpTheHorizon) {
  std::mt19937_64 random(20250316);
  for (int round = 0; round < 200; ++round) {
    const absl::CivilDay first_day =
        absl::CivilDay(2024, 1, 1) + static_cast<int>(random() % 700);
    std::vector<int64_t> net(1 + random() % 400);
    for (int64_t& day : net) {
      day = static_cast<int64_t>(random() % 2000001) - 1000000;
    }
    const PriceImpact impact = ImpactOf(Assumptions(), first_day, net);
    double barrels = 0;
    int days = 0;
    for (const PeriodEffect& month : impact.months) {
      ASSERT_EQ(month.first_day, first_day + days);
      ASSERT_EQ(absl::CivilMonth(month.first_day),
                absl::CivilMonth(month.first_day + month.day_count - 1));
      // Of the month's mean the share that the days in the horizon make.
      const int first = month.first_day.day();
      const int calendar = *month.calendar_day_count;
      barrels += month.net_change / kBarrelsPerDay * calendar *
                 month.day_count / (calendar - first + 1);
      days += month.day_count;
    }
    ASSERT_EQ(days, impact.horizon.day_count);
    ASSERT_EQ(static_cast<size_t>(days), net.size());
    ASSERT_NEAR(barrels, days * (impact.horizon.net_change / kBarrelsPerDay),
                1e-3);
    const int in_first = impact.months[0].day_count;
    std::reverse(net.begin(), net.begin() + in_first);
    const PriceImpact turned = ImpactOf(Assumptions(), first_day, net);
    // Reversed, the same barrels fall in the same month.
    ASSERT_DOUBLE_EQ(turned.months[0].net_change / kBarrelsPerDay,
                     impact.months[0].net_change / kBarrelsPerDay);
    ASSERT_EQ(turned.horizon.models[0].price_change,
              impact.horizon.models[0].price_change);
  }
}

// Every engine's answer is the full one times what was news and the state.
TEST(PriceOfTest, SurpriseAndStateScaleEveryEngine) {
  const absl::CivilDay day(2025, 3, 1);
  const std::vector<int64_t> net(92, -830000);
  const PriceImpact full = ImpactOf(Assumptions(), day, net);
  PriceAssumptions known = Assumptions();
  known.already_priced = 0.5;
  known.state = MarketState{.reachable_spare = 1.25e6 * kBarrelsPerDay};
  const PriceImpact scaled = ImpactOf(known, day, net);
  // 1 + 0.5 (1 - 1.25/2.5) = 1.25, of which half was known.
  EXPECT_DOUBLE_EQ(scaled.state_factor, 1.25);
  const double scale = 1.25 * 0.5;
  for (size_t m = 0; m < full.months.size(); ++m) {
    for (size_t i = 0; i < full.months[m].models.size(); ++i) {
      const ModelEffect& one = scaled.months[m].models[i];
      const ModelEffect& all = full.months[m].models[i];
      EXPECT_DOUBLE_EQ(one.log_price_change, scale * all.log_price_change);
      EXPECT_DOUBLE_EQ(*one.two_speed_log, scale * *all.two_speed_log);
    }
    for (size_t b = 0; b < full.months[m].bands.size(); ++b) {
      for (size_t q = 0; q < kLevels.size(); ++q) {
        EXPECT_NEAR(scaled.months[m].bands[b].log_price_change.value[q],
                    scale * full.months[m].bands[b].log_price_change.value[q],
                    1e-15);
      }
    }
  }
  EXPECT_DOUBLE_EQ(scaled.surprise.if_happens, scale * full.full_log_change);
}

// Seven rows each month, in one order; without a change all are 0 and have no
// sign.
TEST(PriceOfTest, RowsOfEveryModelStandBesideTheMixture) {
  const PriceImpact impact = ImpactOf(Assumptions(), absl::CivilDay(2025, 3, 1),
                                      std::vector<int64_t>(31 + 30, 0));
  for (const PeriodEffect& month : impact.months) {
    std::vector<std::string> ids;
    for (const EffectBand& band : month.bands) {
      ids.push_back(band.model_id);
      EXPECT_EQ(band.probability_of_rise, std::nullopt);
      EXPECT_EQ(band.log_price_change.value, Quantiles().value);
    }
    EXPECT_THAT(ids,
                testing::ElementsAre("bh19", "km14-style", "bh19", "km14-style",
                                     "cci19", "practitioner", "mixture"));
  }
  EXPECT_EQ(impact.modesty, std::nullopt);
}

// A gain turns the order of the quantiles round; they still ascend.
TEST(PriceOfTest, QuantilesAscendForALossAndAGain) {
  for (const int64_t change : {-900000, 900000}) {
    const PriceImpact impact =
        ImpactOf(Assumptions(), absl::CivilDay(2025, 3, 1),
                 std::vector<int64_t>(31, change));
    for (const EffectBand& band : impact.months[0].bands) {
      const auto& value = band.log_price_change.value;
      EXPECT_TRUE(std::is_sorted(value.begin(), value.end())) << band.model_id;
      EXPECT_EQ(value[2] > 0, change < 0) << band.model_id;
    }
  }
}

}  // namespace
}  // namespace oilflow
