#include "service/market/surprise.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace oilflow {
namespace {

TEST(SurpriseTest, SplitsByWhatTheMarketGaveIt) {
  const SurpriseSplit split = SplitSurprise(0.04, 0.75);
  EXPECT_DOUBLE_EQ(split.if_happens, 0.01);
  EXPECT_DOUBLE_EQ(split.if_not, -0.03);
}

TEST(SurpriseTest, MovesWeightedWithTheirChancesSumToZero) {
  for (const double full : {-0.3, -0.0213, 0.0, 0.0485, 0.7}) {
    for (int i = 0; i <= 64; ++i) {
      const double chance = i / 64.0;
      const SurpriseSplit split = SplitSurprise(full, chance);
      EXPECT_NEAR(chance * split.if_happens + (1 - chance) * split.if_not, 0,
                  1e-16);
      EXPECT_NEAR(split.expected, 0, 1e-16);
      // What one move says more than the other is all that there is to know.
      EXPECT_NEAR(split.if_happens - split.if_not, full, 1e-16);
    }
  }
}

TEST(SurpriseTest, WhatWasKnownDoesNotMoveThePrice) {
  for (const double full : {-0.3, 0.0, 0.0485}) {
    const SurpriseSplit known = SplitSurprise(full, 1);
    EXPECT_EQ(known.if_happens, 0);
    EXPECT_FALSE(std::signbit(known.if_happens));
    EXPECT_EQ(known.if_not, -full);
    const SurpriseSplit news = SplitSurprise(full, 0);
    EXPECT_EQ(news.if_happens, full);
    EXPECT_EQ(news.if_not, 0);
    EXPECT_FALSE(std::signbit(news.if_not));
  }
}

// 75 USD/bbl, 5% a year, 0.5 USD/bbl a month.
CarryTerms Carry() {
  return {.front_price = 75 * kDollarsPerBarrel,
          .interest_rate = 0.05,
          .storage_cost = 0.5 * kDollarsPerBarrel};
}

TEST(AnnouncementJumpTest, IsWhatALaterMonthIsWorthToday) {
  struct Case {
    const char* name;
    std::vector<double> path;
    int lead_months;
    double credibility;
    double expected;
  };
  const Case cases[] = {
      {"Now", {0.1}, 0, 1, 0.1},
      {"NowHalfBelieved", {0.1}, 0, 0.5, 0.05},
      // 75 e^(.1 - .05/2) - 6 * .5 = 77.8413 USD/bbl.
      {"InSixMonths", {0.1}, 6, 1, std::log(std::exp(0.075) - 0.04)},
      {"InSixMonthsPartBelieved",
       {0.1},
       6,
       0.3,
       0.3 * std::log(std::exp(0.075) - 0.04)},
      // The best month counts, not the first and not the dearest: .1 in month 1
      // against .11 in month 4.
      {"TheBestMonth",
       {0.02, 0.1, 0.05, 0, 0.11},
       0,
       1,
       std::log(std::exp(0.1 - 0.05 / 12) - 0.5 / 75)},
      // 4% in half a year do not pay for the tank.
      {"TooLittleToStoreFor", {0.04}, 6, 1, 0},
      {"NothingToKnow", {}, 3, 1, 0},
      {"NothingToKnowNow", {}, 0, 1, 0},
      // Of a gain that comes at once nothing need be stored.
      {"GainNow", {-0.04, -0.05, -0.2}, 0, 1, -0.04},
      {"GainNowHalfBelieved", {-0.04, -0.05, -0.2}, 0, 0.5, -0.02},
      // It is stored for the month in which it is less of one.
      {"GainThatFades",
       {-0.2, -0.1, -0.05},
       0,
       1,
       std::log(std::exp(-0.05 - 0.1 / 12) - 1.0 / 75)},
      {"GainThatFadesPartBelieved",
       {-0.2, -0.1, -0.05},
       0,
       0.3,
       0.3 * std::log(std::exp(-0.05 - 0.1 / 12) - 1.0 / 75)},
      // A loss after it, by more than it costs to wait, raises even the front.
      {"GainBeforeALoss",
       {-0.1, 0.1},
       0,
       1,
       std::log(std::exp(0.1 - 0.05 / 12) - 0.5 / 75)},
      // Until a gain there is a month at the price of today.
      {"GainNextMonth", {-0.04}, 1, 1, 0},
      {"NoChangeNow", {0}, 0, 1, 0},
      {"NotBelieved", {0.1}, 0, 0, 0},
  };
  for (const Case& test : cases) {
    EXPECT_NEAR(AnnouncementJump(test.path, test.lead_months, test.credibility,
                                 Carry()),
                test.expected, 1e-15)
        << test.name;
  }
  EXPECT_NEAR(75 * std::exp(AnnouncementJump({0.1}, 6, 1, Carry())), 77.8413,
              1e-4);
}

TEST(AnnouncementJumpTest, ALossAheadIsWorthLessTheFurtherAwayItIs) {
  double before = AnnouncementJump({0.2}, 0, 1, Carry());
  EXPECT_NEAR(before, 0.2, 1e-15);
  for (int lead = 1; lead <= 12; ++lead) {
    const double jump = AnnouncementJump({0.2}, lead, 1, Carry());
    EXPECT_LT(jump, before) << lead;
    // By no less than interest, and by storage on top of it.
    EXPECT_LT(jump, 0.2 - 0.05 * lead / 12) << lead;
    before = jump;
  }
}

TEST(AnnouncementJumpTest, WithoutCarryTheWholeOfItComesToday) {
  const CarryTerms free = {.front_price = 75 * kDollarsPerBarrel,
                           .storage_cost = 0 * kDollarsPerBarrel};
  EXPECT_NEAR(AnnouncementJump({0.05, 0.07, 0.06}, 6, 1, free), 0.07, 1e-15);
}

// No one can bring the barrels of a later month to today.
TEST(AnnouncementJumpTest, NewsOfMoreOilLaterDoesNotMoveTheFront) {
  for (const int lead : {1, 2, 6, 36}) {
    const double jump =
        AnnouncementJump({-0.04, -0.05, -0.2}, lead, 1, Carry());
    EXPECT_EQ(jump, 0) << lead;
    EXPECT_FALSE(std::signbit(jump)) << lead;
  }
}

// What is announced on its first day moves the front by the first month at
// least, and news that is not believed by nothing.
TEST(AnnouncementJumpTest, OnItsFirstDayTheFrontIsTheFirstMonth) {
  for (const double first : {-5.0, -0.3, -1e-9, 0.0, 0.1, 5.0}) {
    EXPECT_NEAR(AnnouncementJump({first}, 0, 1, Carry()), first, 1e-15);
    for (const double second : {-0.3, 0.0, 0.1}) {
      EXPECT_GE(AnnouncementJump({first, second}, 0, 1, Carry()),
                first - 1e-15);
    }
    const double unbelieved = AnnouncementJump({first}, 0, 0, Carry());
    EXPECT_EQ(unbelieved, 0);
    EXPECT_FALSE(std::signbit(unbelieved)) << first;
  }
}

// A jump of x on day d is x times this in the month's average.
TEST(ShareOfMonthLeftTest, CountsTheDayItself) {
  struct Case {
    absl::CivilDay day;
    double expected;
  };
  const Case cases[] = {
      {absl::CivilDay(2023, 3, 1), 1},
      {absl::CivilDay(2023, 3, 25), 7.0 / 31},
      {absl::CivilDay(2023, 3, 31), 1.0 / 31},
      {absl::CivilDay(2023, 2, 15), 14.0 / 28},
      {absl::CivilDay(2024, 2, 15), 15.0 / 29},
      {absl::CivilDay(2024, 12, 31), 1.0 / 31},
  };
  for (const Case& test : cases) {
    EXPECT_EQ(ShareOfMonthLeft(test.day), test.expected) << test.day;
  }
}

// As the average of a path that steps up on that day.
TEST(ShareOfMonthLeftTest, IsTheMeanOfAStep) {
  for (int day = 1; day <= 30; ++day) {
    double sum = 0;
    for (int d = 1; d <= 30; ++d) {
      sum += d >= day ? 0.0613 : 0;
    }
    EXPECT_NEAR(0.0613 * ShareOfMonthLeft(absl::CivilDay(2023, 4, day)),
                sum / 30, 1e-15);
  }
}

}  // namespace
}  // namespace oilflow
