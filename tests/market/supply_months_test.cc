#include "service/market/supply_months.h"

#include <cstddef>
#include <numeric>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/random_world.h"

namespace oilflow {
namespace {

using testing::DoubleEq;
using testing::DoubleNear;
using testing::ElementsAre;

TEST(SupplyMonthsTest, CutsDaysAtMonthEnds) {
  const std::vector<SupplyMonth> months =
      MonthsOf(absl::CivilDay(2023, 12, 31), 1 + 31 + 29 + 3);
  ASSERT_EQ(months.size(), 4);
  struct Case {
    absl::CivilMonth month;
    int horizon;
    int calendar;
  };
  const Case cases[] = {{absl::CivilMonth(2023, 12), 1, 31},
                        {absl::CivilMonth(2024, 1), 31, 31},
                        {absl::CivilMonth(2024, 2), 29, 29},
                        {absl::CivilMonth(2024, 3), 3, 31}};
  for (size_t m = 0; m < 4; ++m) {
    EXPECT_EQ(months[m].month, cases[m].month);
    EXPECT_EQ(months[m].horizon_day_count, cases[m].horizon);
    EXPECT_EQ(months[m].calendar_day_count, cases[m].calendar);
  }
}

TEST(SupplyMonthsTest, OneDayIsOneMonth) {
  const std::vector<SupplyMonth> months =
      MonthsOf(absl::CivilDay(2023, 2, 28), 1);
  ASSERT_EQ(months.size(), 1);
  EXPECT_EQ(months[0].horizon_day_count, 1);
  EXPECT_EQ(months[0].calendar_day_count, 28);
}

// The Kirkuk-Ceyhan line stopped on 25 March 2023 with 450 kb/d: 101.6 in the
// March average and 35.0 in that of the quarter, not 450.
TEST(SupplyMonthsTest, AHaltCountsFromItsDay) {
  const std::vector<double> means = MonthlyMeans(
      absl::CivilDay(2023, 3, 25), std::vector<double>(7 + 30, -450e3));
  EXPECT_THAT(means, ElementsAre(DoubleEq(-450e3 * 7 / 31), DoubleEq(-450e3)));
  EXPECT_NEAR(means[0], -101.6e3, 50);
  EXPECT_NEAR(means[0] * 31 / (31 + 28 + 31), -35.0e3, 50);
}

// The same days inside a longer horizon.
TEST(SupplyMonthsTest, DaysBeforeTheHorizonCountAsZero) {
  std::vector<double> daily(24, 0);
  daily.resize(31, 450e3);
  EXPECT_EQ(
      MonthlyMeans(absl::CivilDay(2023, 3, 1), daily),
      MonthlyMeans(absl::CivilDay(2023, 3, 25), std::vector<double>(7, 450e3)));
}

// A horizon of ten days from the 11th: 0 before, the same pace to the end.
TEST(SupplyMonthsTest, DaysAfterTheHorizonCountAsThoseInIt) {
  EXPECT_THAT(MonthlyMeans(absl::CivilDay(2023, 4, 11),
                           {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}),
              ElementsAre(DoubleEq(5.5 * 20 / 30)));
  EXPECT_THAT(MonthlyMeans(absl::CivilDay(2023, 4, 30), {60, 31, 29}),
              ElementsAre(DoubleEq(60.0 / 30), DoubleEq(30)));
}

// A month's barrels are its rate times its own days: 450 kb/d are 12.60 million
// in February 2023 and 13.95 in March.
TEST(SupplyMonthsTest, BarrelsGoByTheDaysOfTheMonth) {
  const std::vector<SupplyMonth> months =
      MonthsOf(absl::CivilDay(2023, 2, 1), 28 + 31);
  const std::vector<double> means = MonthlyMeans(
      absl::CivilDay(2023, 2, 1), std::vector<double>(28 + 31, 450e3));
  EXPECT_DOUBLE_EQ(means[0] * months[0].calendar_day_count, 12.60e6);
  EXPECT_DOUBLE_EQ(means[1] * months[1].calendar_day_count, 13.95e6);
}

// Over whole months no barrel is lost.
TEST(SupplyMonthsTest, WholeMonthsKeepEveryBarrel) {
  Dice dice(1);
  for (int round = 0; round < 300; ++round) {
    const absl::CivilMonth month(2020, static_cast<int>(dice.Roll(1, 48)));
    // Begins inside the month and ends with one.
    const absl::CivilDay first =
        absl::CivilDay(month) + static_cast<int>(dice.Roll(0, 27));
    const absl::CivilDay end(month + dice.Roll(1, 20));
    std::vector<double> daily;
    for (absl::CivilDay day = first; day < end; ++day) {
      daily.push_back(static_cast<double>(dice.Roll(-2000000, 2000000)));
    }
    const auto months = MonthsOf(first, static_cast<int>(daily.size()));
    const auto means = MonthlyMeans(first, daily);
    ASSERT_EQ(means.size(), months.size());
    double barrels = 0;
    int days = 0;
    for (size_t m = 0; m < months.size(); ++m) {
      barrels += means[m] * months[m].calendar_day_count;
      days += months[m].horizon_day_count;
    }
    EXPECT_EQ(days, end - first);
    EXPECT_THAT(
        barrels,
        DoubleNear(std::accumulate(daily.begin(), daily.end(), 0.0), 1e-3));
  }
}

// Of any days, wherever they begin and end: means of months give back the mean
// of the days.
TEST(HorizonMeanTest, UndoesMonthlyMeans) {
  std::mt19937_64 random(20250331);
  for (int round = 0; round < 300; ++round) {
    const absl::CivilDay first_day =
        absl::CivilDay(2023, 1, 1) + static_cast<int>(random() % 800);
    std::vector<double> daily(1 + random() % 400);
    double sum = 0;
    for (double& day : daily) {
      day = static_cast<double>(random() % 2000001) - 1000000;
      sum += day;
    }
    const int day_count = static_cast<int>(daily.size());
    EXPECT_NEAR(
        HorizonMean(first_day, day_count, MonthlyMeans(first_day, daily)),
        sum / day_count, 1e-6);
  }
}

}  // namespace
}  // namespace oilflow
