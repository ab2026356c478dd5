#include "service/market/offsets.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/ladders.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::Pointwise;

std::vector<double> Column(const std::vector<LadderMonth>& ladder,
                           double LadderMonth::*part) {
  std::vector<double> column;
  column.reserve(ladder.size());
  for (const LadderMonth& month : ladder) {
    column.push_back(month.*part);
  }
  return column;
}

void ExpectColumn(const std::vector<LadderMonth>& ladder,
                  double LadderMonth::*part,
                  const std::vector<double>& expected) {
  EXPECT_THAT(Column(ladder, part), Pointwise(DoubleNear(1e-6), expected));
}

TEST(OffsetsTest, WithoutAnyNetIsGross) {
  for (const LadderMonth& month : Ladder({-450e3, 0, 250e3}, {})) {
    EXPECT_EQ(month.NetEmf(), month.gross_bpd);
    EXPECT_EQ(month.NetAll(), month.gross_bpd);
    EXPECT_EQ(month.stock_balance_bbl, 0);
    EXPECT_FALSE(std::signbit(month.stock_balance_bbl));
    EXPECT_FALSE(std::signbit(month.absorbed_bpd));
    EXPECT_FALSE(std::signbit(month.rerouted_bpd));
  }
}

TEST(OffsetsTest, SpareComesAfterItsLagAndRamp) {
  struct Case {
    const char* name;
    SpareOffset spare;
    std::vector<double> expected;
  };
  const Case cases[] = {
      // Half of 1 mb/d from month 1, in two steps.
      {"LagAndRamp", {0.5, 2.7e6, 1, 2}, {0, 250e3, 500e3, 500e3}},
      {"AtOnce", {0.5, 2.7e6, 0, 0}, {500e3, 500e3, 500e3, 500e3}},
      {"RampOfOneIsAtOnce", {0.5, 2.7e6, 0, 1}, {500e3, 500e3, 500e3, 500e3}},
      {"RampOfThree", {0.3, 2.7e6, 0, 3}, {100e3, 200e3, 300e3, 300e3}},
      {"NoMoreThanThereIs", {0.5, 200e3, 0, 2}, {100e3, 200e3, 200e3, 200e3}},
      {"BeyondThePath", {0.5, 2.7e6, 4, 2}, {0, 0, 0, 0}},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.name);
    const auto ladder = Ladder({-1e6, -1e6, -1e6, -1e6}, {.spare = test.spare});
    ExpectColumn(ladder, &LadderMonth::spare_bpd, test.expected);
    for (size_t m = 0; m < ladder.size(); ++m) {
      EXPECT_DOUBLE_EQ(ladder[m].NetEmf(), -1e6 + test.expected[m]);
    }
  }
}

// First other routes, then spare capacity of what is left, then stocks of what
// is left of that.
TEST(OffsetsTest, EachTakesWhatTheOneBeforeLeaves) {
  const auto ladder = Ladder(
      {-1e6}, {.spare = SpareOffset{.willing_share = 0.5, .reachable_bpd = 1e6},
               .stock = StockOffset{.content_bbl = 400e6,
                                    .max_rate_bpd = 1.4e6,
                                    .filled_share = 0.5,
                                    .effective_share = 0.7},
               .rerouted_share = 0.2});
  EXPECT_DOUBLE_EQ(ladder[0].rerouted_bpd, 200e3);
  EXPECT_DOUBLE_EQ(ladder[0].spare_bpd, 0.5 * 800e3);
  EXPECT_DOUBLE_EQ(ladder[0].stock_release_bpd, 0.5 * 400e3 * 0.7);
  EXPECT_DOUBLE_EQ(ladder[0].NetEmf(), -400e3);
  EXPECT_DOUBLE_EQ(ladder[0].NetAll(), -400e3 + 140e3);
  // What was sold, not what came to the markets.
  EXPECT_DOUBLE_EQ(ladder[0].stock_balance_bbl, -31 * 200e3);
}

TEST(OffsetsTest, ReroutingWaitsForItsLag) {
  ExpectColumn(Ladder({-100, -200, -300},
                      {.rerouted_share = 0.5, .reroute_lag_months = 1}),
               &LadderMonth::rerouted_bpd, {0, 100, 150});
}

// The Kirkuk-Ceyhan line's restart: OPEC+ takes a third of it away, and nobody
// offsets the rest.
TEST(OffsetsTest, AGainIsAbsorbedAndNeverOffset) {
  const auto ladder =
      Ladder({300e3, 0},
             {.spare = SpareOffset{.willing_share = 1, .reachable_bpd = 1e6},
              .stock = StockOffset{.content_bbl = 400e6,
                                   .max_rate_bpd = 1.4e6,
                                   .filled_share = 1},
              .rerouted_share = 1,
              .gain_offset_share = 1.0 / 3});
  ExpectColumn(ladder, &LadderMonth::absorbed_bpd, {-100e3, 0});
  ExpectColumn(ladder, &LadderMonth::rerouted_bpd, {0, 0});
  ExpectColumn(ladder, &LadderMonth::spare_bpd, {0, 0});
  ExpectColumn(ladder, &LadderMonth::stock_release_bpd, {0, 0});
  EXPECT_DOUBLE_EQ(ladder[0].NetAll(), 200e3);
}

TEST(OffsetsTest, ALossIsNotAbsorbed) {
  EXPECT_EQ(Ladder({-300e3}, {.gain_offset_share = 1})[0].NetAll(), -300e3);
}

// The US release of 2022: 180 million barrels at 1 mb/d are a flow of 180 days
// and not a level, whatever the months are. From March these are 31 + 30 + 31 +
// 30 + 31 = 153 days, and 27 of August.
TEST(OffsetsTest, AStockLastsAsLongAsItsBarrels) {
  const auto ladder = Ladder(std::vector<double>(8, -3e6),
                             {.stock = StockOffset{.content_bbl = 180e6,
                                                   .max_rate_bpd = 1e6,
                                                   .filled_share = 1}},
                             absl::CivilMonth(2022, 3));
  ExpectColumn(ladder, &LadderMonth::stock_release_bpd,
               {1e6, 1e6, 1e6, 1e6, 1e6, 1e6 * 27 / 31, 0, 0});
  ExpectColumn(ladder, &LadderMonth::stock_balance_bbl,
               {-31e6, -61e6, -92e6, -122e6, -153e6, -180e6, -180e6, -180e6});
}

// What a month gets is its mean, whatever of it lies in the horizon: the stock
// pays for all of its days.
TEST(OffsetsTest, AMonthInPartTakesItsWholeMonthsBarrels) {
  const std::vector<LadderMonth> ladder = ApplyOffsets(
      MonthsOf(absl::CivilDay(2023, 3, 25), 7 + 10), {-1e6, -1e6},
      {.stock = StockOffset{
           .content_bbl = 46e6, .max_rate_bpd = 2e6, .filled_share = 1}});
  ExpectColumn(ladder, &LadderMonth::stock_release_bpd, {1e6, 15e6 / 30});
  ExpectColumn(ladder, &LadderMonth::stock_balance_bbl, {-31e6, -46e6});
}

// 60 million barrels in January and February, back over four months from April,
// each a quarter: in April 15 million over 30 days.
TEST(OffsetsTest, WhatWasSoldIsBoughtBack) {
  const auto ladder = Ladder({-2e6, -2e6, 0, 0, 0, 0, 0, 0},
                             {.stock = StockOffset{.content_bbl = 400e6,
                                                   .max_rate_bpd = 60e6 / 59,
                                                   .filled_share = 1,
                                                   .effective_share = 0.7,
                                                   .refill_start_month = 3,
                                                   .refill_months = 4}});
  const double sold = 60e6 / 59 * 0.7;
  ExpectColumn(ladder, &LadderMonth::stock_release_bpd,
               {sold, sold, 0, -15e6 / 30 * 0.7, -15e6 / 31 * 0.7,
                -15e6 / 30 * 0.7, -15e6 / 31 * 0.7, 0});
  ExpectColumn(ladder, &LadderMonth::stock_balance_bbl,
               {-60e6 * 31 / 59, -60e6, -60e6, -45e6, -30e6, -15e6, 0, 0});
  EXPECT_EQ(ladder[6].stock_balance_bbl, 0);
  EXPECT_FALSE(std::signbit(ladder[6].stock_balance_bbl));
}

// A stock cannot sell and buy at once. Full again, it is not lent again: what
// it sold then would never be bought back.
TEST(OffsetsTest, OnceItIsFilledAStockSellsNothing) {
  const StockOffset stock = {.content_bbl = 62e6,
                             .max_rate_bpd = 1e6,
                             .filled_share = 1,
                             .refill_start_month = 1,
                             .refill_months = 2};
  ExpectColumn(Ladder(std::vector<double>(6, -5e6), {.stock = stock}),
               &LadderMonth::stock_release_bpd,
               {1e6, -15.5e6 / 28, -15.5e6 / 31, 0, 0, 0});
}

TEST(OffsetsTest, AStockThatSoldNothingBuysAndSellsNothingLater) {
  const StockOffset stock = {.content_bbl = 400e6,
                             .max_rate_bpd = 1e6,
                             .filled_share = 0.5,
                             .refill_start_month = 1,
                             .refill_months = 24};
  for (const LadderMonth& month : Ladder({0, -1e6, -1e6}, {.stock = stock})) {
    EXPECT_EQ(month.stock_release_bpd, 0);
    EXPECT_FALSE(std::signbit(month.stock_release_bpd));
    EXPECT_EQ(month.stock_balance_bbl, 0);
    EXPECT_FALSE(std::signbit(month.stock_balance_bbl));
  }
}

TEST(OffsetsTest, OverNoMonthsNothingIsBoughtBack) {
  const StockOffset stock = {.content_bbl = 400e6,
                             .max_rate_bpd = 1e6,
                             .filled_share = 0.5,
                             .lag_months = 1,
                             .refill_start_month = 2};
  ExpectColumn(Ladder({-1e6, -1e6, -1e6, 0}, {.stock = stock}),
               &LadderMonth::stock_release_bpd, {0, 500e3, 500e3, 0});
}

}  // namespace
}  // namespace oilflow
