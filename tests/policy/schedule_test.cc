#include "service/policy/schedule.h"

#include <optional>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/schedules.h"

namespace oilflow {
namespace {

using testing::ElementsAre;

TEST(ScheduleTest, WhatIsAnnouncedPlainlyIsDoneAsAnnounced) {
  Schedule schedule = FromStart();
  schedule.end = kStart + 90;
  schedule.ramp_shape = RampShape::kLogistic;
  schedule.ramp_days = 30;
  schedule.recovery_days = 14;
  const ResolvedSchedule resolved = Resolve(schedule, {});
  EXPECT_TRUE(resolved.timing.happens);
  EXPECT_EQ(resolved.timing.start, kStart);
  EXPECT_EQ(resolved.timing.end, kStart + 90);
  EXPECT_EQ(resolved.timing.ramp_shape, RampShape::kLogistic);
  EXPECT_EQ(resolved.timing.ramp_days, 30);
  EXPECT_EQ(resolved.timing.recovery_days, 14);
  EXPECT_EQ(resolved.level, 0.5);
  EXPECT_TRUE(resolved.gate_days.empty());
}

TEST(ScheduleTest, WithoutAnEndItStays) {
  EXPECT_EQ(Resolve(FromStart(), {}).timing.end, std::nullopt);
}

TEST(ScheduleTest, DelayMovesStartAndEnd) {
  Schedule schedule = FromStart();
  schedule.end = kStart + 10;
  schedule.delay_days = 216;
  const Timing timing = Resolve(schedule, {}).timing;
  EXPECT_TRUE(timing.happens);
  EXPECT_EQ(timing.start, kStart + 216);
  EXPECT_EQ(timing.end, kStart + 10 + 216);
}

TEST(ScheduleTest, AGateOpensOnceItsChanceReachesOneMinusTheLevel) {
  struct Case {
    const char* name;
    double hazard;
    double level;
    std::optional<int> weeks;
  };
  const Case cases[] = {
      // (6/7)^4 = 0.5398, (6/7)^5 = 0.4627.
      {"OneInSevenAtTheMedian", 1.0 / 7, 0.5, 5},
      // (6/7)^14 = 0.1155, (6/7)^15 = 0.0990.
      {"OneInSevenWhenThingsGoSlowly", 1.0 / 7, 0.1, 15},
      // (6/7)^1 = 0.8571.
      {"OneInSevenWhenThingsGoFast", 1.0 / 7, 0.9, 1},
      // 1/2, exactly.
      {"OneInTwoAtTheMedian", 0.5, 0.5, 1},
      // (1/2)^3 = 1/8, exactly.
      {"OneInTwoAtAnEighth", 0.5, 0.125, 3},
      // (0.97)^22 = 0.5117, (0.97)^23 = 0.4963.
      {"ThreeInAHundredAtTheMedian", 0.03, 0.5, 23},
      {"CertainAtTheMedian", 1, 0.5, 1},
      {"CertainAtLevelZero", 1, 0, 1},
      // A week must pass.
      {"CertainAtLevelOne", 1, 1, 1},
      {"RareAtLevelOne", 1e-9, 1, 1},
      // 0.1^324 rounds to 0, but it is not.
      {"NearlyCertainAtLevelZero", 0.9, 0, std::nullopt},
      {"RareAtTheMedian", 1e-9, 0.5, std::nullopt},
      // 522 ln(1 - 0.001328) = -0.69368 < ln(0.5) = -0.69315 < 521 ln(...).
      {"InTheLastWeek", 0.001328, 0.5, kMaxGateWeeks},
      // 522 ln(1 - 0.001326) = -0.69263.
      {"AfterTheLastWeek", 0.001326, 0.5, std::nullopt},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(StartWeeks(Gated({Hazard(c.hazard, 0)}), {c.level}), c.weeks)
        << c.name;
  }
}

// In tenths, a hazard of one minus the level is reached in the first week,
// although neither number is what it seems.
TEST(ScheduleTest, DecimalsMeetWhereTheySeemTo) {
  for (int tenths = 1; tenths <= 9; ++tenths) {
    const double chance = tenths / 10.0;
    const double level = (10 - tenths) / 10.0;
    EXPECT_EQ(StartWeeks(Gated({Hazard(chance, 0)}), {level}), 1) << tenths;
    Schedule schedule = FromStart();
    schedule.probability = chance;
    schedule.driver = 0;
    EXPECT_EQ(StartWeeks(schedule, {level}), 0) << tenths;
    // Renewed once, and not twice.
    EXPECT_EQ(EndDays(Renewed(10, chance, 0), {level}), 20) << tenths;
  }
}

TEST(ScheduleTest, GatesOfOneDriverOpenTogether) {
  // At 0.5 each alone opens after 5 weeks, and so do three of them.
  const Gate gate = Hazard(1.0 / 7, 0);
  EXPECT_EQ(StartWeeks(Gated({gate}), {0.5}), 5);
  EXPECT_EQ(StartWeeks(Gated({gate, gate, gate}), {0.5}), 5);
  // The slowest decides: 0.9^6 = 0.5314, 0.9^7 = 0.4783.
  EXPECT_EQ(StartWeeks(Gated({gate, Hazard(0.1, 0)}), {0.5}), 7);
}

TEST(ScheduleTest, GatesWithoutADriverAreIndependent) {
  const Gate gate = Hazard(1.0 / 7);
  // One at the median: (6/7)^5 = 0.4627.
  EXPECT_EQ(StartWeeks(Gated({gate}), {}), 5);
  // Two: (1 - 0.3399)^2 = 0.4357 after 7 weeks, (1 - 0.2914)^2 = 0.5022
  // after 8.
  EXPECT_EQ(StartWeeks(Gated({gate, gate}), {}), 8);
  // One in two and one in four: 3/4 * 7/16 = 0.3281 after 2 weeks,
  // 7/8 * 37/64 = 0.5059 after 3.
  EXPECT_EQ(StartWeeks(Gated({Hazard(0.5), Hazard(0.25)}), {}), 3);
  // Those that are certain do not hold up the others.
  EXPECT_EQ(StartWeeks(Gated({gate, Hazard(1), Hazard(1)}), {}), 5);
}

TEST(ScheduleTest, GatesWithoutADriverIgnoreEveryLevel) {
  Schedule schedule = Gated({Hazard(1.0 / 7), Hazard(1.0 / 7)});
  schedule.driver = 0;
  for (const double level : {0.0, 0.1, 0.5, 0.9, 1.0}) {
    EXPECT_EQ(StartWeeks(schedule, {level}), 8) << level;
  }
}

TEST(ScheduleTest, EachGateFollowsItsOwnDriver) {
  const Schedule schedule = Gated({Hazard(1.0 / 7, 0), Hazard(0.5, 1)});
  // 15 weeks at 0.1, as above; 4 at 0.1: (1/2)^4 = 0.0625.
  EXPECT_EQ(StartWeeks(schedule, {0.1, 0.9}), 15);
  EXPECT_EQ(StartWeeks(schedule, {0.9, 0.1}), 4);
  EXPECT_EQ(StartWeeks(schedule, {0.9, 0.9}), 1);
}

// With a driver and without, the later of the two.
TEST(ScheduleTest, TheLastGateDecides) {
  const Schedule schedule =
      Gated({Hazard(1.0 / 7), Hazard(1.0 / 7), Hazard(0.5, 0)});
  EXPECT_EQ(StartWeeks(schedule, {0.5}), 8);
  // (1/2)^10 = 0.00098.
  EXPECT_EQ(StartWeeks(schedule, {0.001}), 10);
}

TEST(ScheduleTest, EachGateHasTheDayOnWhichItWouldOpenAlone) {
  const ResolvedSchedule resolved = Resolve(
      Gated({Hazard(1.0 / 7), Hazard(1.0 / 7), Hazard(1.0 / 7, 0),
             Hazard(1e-9, 1), OpensOn(kStart - 3), OpensOn(kStart + 20, 0)}),
      {0.1, 0.5});
  // 5 weeks each at the median, although together they take 8; 15 at 0.1:
  // 35, 56 and 105 days.
  EXPECT_THAT(resolved.gate_days,
              ElementsAre(kStart + 35, kStart + 35, kStart + 105, std::nullopt,
                          kStart - 3, kStart + 20));
  EXPECT_FALSE(resolved.timing.happens);
}

TEST(ScheduleTest, WeeksAreCountedFromTheAnnouncement) {
  Schedule schedule = Gated({Hazard(1.0 / 7)});
  schedule.announced = kAnnounced;
  // 5 weeks from 1 February are 8 March.
  EXPECT_EQ(Resolve(schedule, {}).timing.start, absl::CivilDay(2025, 3, 8));
  EXPECT_THAT(Resolve(schedule, {}).gate_days,
              ElementsAre(absl::CivilDay(2025, 3, 8)));
  // Announced long before, the gate has opened by the day that was said.
  schedule.announced = kStart - 100;
  EXPECT_EQ(Resolve(schedule, {}).timing.start, kStart);
}

// Weeks of waiting are not delayed too.
TEST(ScheduleTest, TheLaterOfDelayAndGatesDecides) {
  Schedule schedule = Gated({Hazard(1.0 / 7)});
  schedule.delay_days = 34;
  EXPECT_EQ(Resolve(schedule, {}).timing.start, kStart + 35);
  schedule.delay_days = 36;
  EXPECT_EQ(Resolve(schedule, {}).timing.start, kStart + 36);
}

TEST(ScheduleTest, AKnownDayHoldsWhateverTheLevel) {
  const Schedule schedule = Gated({OpensOn(kStart + 50, 0)});
  for (const double level : {0.0, 0.5, 1.0}) {
    const Timing timing = Resolve(schedule, {level}).timing;
    EXPECT_TRUE(timing.happens) << level;
    EXPECT_EQ(timing.start, kStart + 50) << level;
  }
}

// A treaty of 1973 may well name a day in 2026.
TEST(ScheduleTest, AKnownDayMayBeFarFromTheAnnouncement) {
  Schedule schedule = Gated({OpensOn(absl::CivilDay(2026, 7, 27))});
  schedule.announced = absl::CivilDay(1973, 8, 27);
  const Timing timing = Resolve(schedule, {}).timing;
  EXPECT_TRUE(timing.happens);
  EXPECT_EQ(timing.start, absl::CivilDay(2026, 7, 27));
}

TEST(ScheduleTest, HappensIfItsProbabilityIsAtLeastOneMinusTheLevel) {
  struct Case {
    double probability;
    double level;
    bool happens;
  };
  const Case cases[] = {
      {1, 0, true},      {1, 0.5, true},      {1, 1, true},
      {0, 0, false},     {0, 0.5, false},     {0, 1, false},
      {0.5, 0.5, true},  {0.499, 0.5, false}, {0.501, 0.5, true},
      {0.2, 0.7, false}, {0.2, 0.9, true},    {1e-9, 1, true},
      {0.999, 0, false},
  };
  for (const Case& c : cases) {
    Schedule schedule = FromStart();
    schedule.probability = c.probability;
    schedule.driver = 0;
    const ResolvedSchedule resolved = Resolve(schedule, {c.level});
    EXPECT_EQ(resolved.timing.happens, c.happens)
        << c.probability << " at " << c.level;
    EXPECT_EQ(resolved.level, c.level);
    EXPECT_EQ(resolved.timing.Share(kStart + 100), c.happens ? 1 : 0);
  }
}

TEST(ScheduleTest, WithoutADriverItHappensIfThatIsAtLeastAsLikelyAsNot) {
  Schedule schedule = FromStart();
  schedule.probability = 0.5;
  EXPECT_TRUE(Resolve(schedule, {0.0}).timing.happens);
  schedule.probability = 0.4999;
  EXPECT_FALSE(Resolve(schedule, {1.0}).timing.happens);
}

TEST(ScheduleTest, AnEndThatComesBeforeTheGatesLeavesNothing) {
  // It would start after 35 days.
  struct Case {
    int end;
    bool happens;
  };
  for (const Case& c : {Case{10, false}, {35, false}, {36, true}}) {
    Schedule schedule = Gated({Hazard(1.0 / 7)});
    schedule.end = kStart + c.end;
    schedule.recovery_days = 30;
    const Timing timing = Resolve(schedule, {}).timing;
    EXPECT_EQ(timing.happens, c.happens) << c.end;
    for (int day = 0; day < 100; ++day) {
      EXPECT_EQ(timing.Share(kStart + day) > 0,
                c.happens && day >= 35 && day < 36 + 29)
          << c.end << ", day " << day;
    }
  }
}

// With the delay of the end, the gates have time enough.
TEST(ScheduleTest, ADelayedEndMayComeAfterTheGates) {
  Schedule schedule = Gated({Hazard(1.0 / 7)});
  schedule.end = kStart + 10;
  schedule.delay_days = 30;
  const Timing timing = Resolve(schedule, {}).timing;
  EXPECT_TRUE(timing.happens);
  EXPECT_EQ(timing.start, kStart + 35);
  EXPECT_EQ(timing.end, kStart + 40);
}

TEST(ScheduleTest, StaysAsLongAsItsRenewalsAreLikelyEnough) {
  struct Case {
    const char* name;
    int period_days;
    double probability;
    double level;
    std::optional<int> end_days;
  };
  const Case cases[] = {
      // 0.5^1 = 1/2 and 0.5^2 = 1/4: renewed once.
      {"EvenOddsAtTheMedian", 90, 0.5, 0.5, 2 * 90},
      // 0.95^13 = 0.5133 and 0.95^14 = 0.4877: 13 renewals.
      {"IraqsWaiverAtTheMedian", 120, 0.95, 0.5, 14 * 120},
      // 0.95^2 = 0.9025 and 0.95^3 = 0.8574.
      {"IraqsWaiverInATightWorld", 120, 0.95, 0.1, 3 * 120},
      // 0.95^44 = 0.1047 and 0.95^45 = 0.0994.
      {"IraqsWaiverInALaxWorld", 120, 0.95, 0.9, 45 * 120},
      {"NeverRenewed", 45, 0, 0.5, 45},
      {"NeverRenewedAtLevelZero", 45, 0, 0, 45},
      {"NeverRenewedAtLevelOne", 45, 0, 1, 45},
      {"AlwaysRenewed", 45, 1, 0.5, std::nullopt},
      {"AlwaysRenewedAtLevelZero", 45, 1, 0, std::nullopt},
      {"UncertainAtLevelZero", 45, 0.999, 0, 45},
      // However unlikely, it is not impossible.
      {"UncertainAtLevelOne", 45, 0.001, 1, std::nullopt},
      // ln(0.5) / ln(1 - 1e-9) = 693 million days.
      {"AllButCertain", 1, 1 - 1e-9, 0.5, std::nullopt},
      // ln(0.5) / ln(0.99999) = 69,314.4 days: 190 years.
      {"LongButNotForEver", 1, 0.99999, 0.5, 69'314 + 1},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(EndDays(Renewed(c.period_days, c.probability, 0), {c.level}),
              c.end_days)
        << c.name;
  }
}

// A naive count of renewals, one by one.
TEST(ScheduleTest, RenewalsAreThoseCountedOneByOne) {
  std::mt19937_64 random(20250314);
  const auto unit = [&] {
    return static_cast<double>(random() >> 11) * 0x1p-53;
  };
  for (int round = 0; round < 2000; ++round) {
    const double probability = 0.99 * unit();
    const double level = 0.01 + 0.98 * unit();
    int renewals = 0;
    double chance = probability;
    while (chance >= 1 - level) {
      ++renewals;
      chance *= probability;
    }
    ASSERT_EQ(EndDays(Renewed(30, probability, 0), {level}),
              30 * (renewals + 1))
        << probability << " at " << level;
  }
}

TEST(ScheduleTest, TermsAreCountedFromItsFirstDay) {
  Schedule schedule = Renewed(90, 0.5);
  schedule.gates = {Hazard(1.0 / 7)};
  const Timing timing = Resolve(schedule, {}).timing;
  EXPECT_EQ(timing.start, kStart + 35);
  EXPECT_EQ(timing.end, kStart + 35 + 180);
}

TEST(ScheduleTest, EndsWithTheTermsOrAtItsEndWhicheverComesFirst) {
  Schedule schedule = Renewed(90, 0.5);
  schedule.end = kStart + 200;
  EXPECT_EQ(EndDays(schedule, {}), 180);
  schedule.end = kStart + 170;
  EXPECT_EQ(EndDays(schedule, {}), 170);
  // Delayed by 20 days, the terms run to day 200 and the end is on day 190.
  schedule.delay_days = 20;
  EXPECT_EQ(EndDays(schedule, {}), 190);
  // What is always renewed stays until its end.
  schedule.rollover->renewal_probability = 1;
  EXPECT_EQ(EndDays(schedule, {}), 190);
}

}  // namespace
}  // namespace oilflow
