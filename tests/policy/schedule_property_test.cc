// What holds of every schedule, at every level of its drivers.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/schedule.h"
#include "tests/support/schedules.h"

namespace oilflow {
namespace {

// Random schedules over three drivers.

struct Dice {
  std::mt19937_64 engine;

  int Below(int end) {
    return static_cast<int>(engine() % static_cast<uint64_t>(end));
  }
  bool OneIn(int n) { return Below(n) == 0; }
  // In [0, 1] by hundredths, so that ends and ties come up.
  double Share() { return Below(101) / 100.0; }
};

std::optional<int> RandomDriver(Dice* dice) {
  return dice->OneIn(3) ? std::nullopt : std::make_optional(dice->Below(3));
}

Gate RandomGate(Dice* dice) {
  if (dice->OneIn(4)) {
    return OpensOn(kStart + dice->Below(200) - 50, RandomDriver(dice));
  }
  return Hazard((1 + dice->Below(100)) / 100.0, RandomDriver(dice));
}

Schedule RandomSchedule(Dice* dice) {
  Schedule schedule = FromStart();
  if (dice->OneIn(2)) {
    schedule.announced = kStart - dice->Below(100);
  }
  if (dice->OneIn(2)) {
    schedule.end = kStart + 1 + dice->Below(300);
  }
  if (dice->OneIn(2)) {
    schedule.delay_days = dice->Below(60);
  }
  for (int gates = dice->Below(4); gates > 0; --gates) {
    schedule.gates.push_back(RandomGate(dice));
  }
  if (dice->OneIn(3)) {
    schedule.rollover = Rollover{.period_days = 1 + dice->Below(150),
                                 .renewal_probability = dice->Share()};
  }
  if (dice->OneIn(2)) {
    schedule.probability = dice->Share();
  }
  schedule.driver = RandomDriver(dice);
  return schedule;
}

std::vector<double> RandomLevels(Dice* dice) {
  return {dice->Share(), dice->Share(), dice->Share()};
}

// A higher level of any driver never puts off a start, never stops a policy
// from happening, and never takes renewals away.
TEST(SchedulePropertyTest, AHigherLevelIsNeverLater) {
  Dice dice{std::mt19937_64(20250315)};
  int earlier = 0;
  for (int round = 0; round < 5000; ++round) {
    const Schedule schedule = RandomSchedule(&dice);
    const std::vector<double> low = RandomLevels(&dice);
    std::vector<double> high = low;
    for (double& level : high) {
      level = std::max(level, dice.Share());
    }
    const ResolvedSchedule before = Resolve(schedule, low);
    const ResolvedSchedule after = Resolve(schedule, high);
    for (size_t g = 0; g < schedule.gates.size(); ++g) {
      if (before.gate_days[g].has_value()) {
        ASSERT_TRUE(after.gate_days[g].has_value()) << round;
        ASSERT_LE(*after.gate_days[g], *before.gate_days[g]) << round;
      }
    }
    if (before.timing.happens) {
      ASSERT_TRUE(after.timing.happens) << round;
      ASSERT_LE(after.timing.start, before.timing.start) << round;
      earlier += after.timing.start < before.timing.start ? 1 : 0;
      // Its terms, not its end, which comes with the start.
      if (!schedule.end.has_value() && after.timing.end.has_value()) {
        ASSERT_TRUE(before.timing.end.has_value()) << round;
        ASSERT_GE(*after.timing.end - after.timing.start,
                  *before.timing.end - before.timing.start)
            << round;
      }
    }
  }
  EXPECT_GT(earlier, 200);
}

TEST(SchedulePropertyTest, NeverStartsBeforeItsDelayedStartOrAKnownGate) {
  Dice dice{std::mt19937_64(20250316)};
  for (int round = 0; round < 5000; ++round) {
    const Schedule schedule = RandomSchedule(&dice);
    const ResolvedSchedule resolved = Resolve(schedule, RandomLevels(&dice));
    ASSERT_GE(resolved.timing.start, kStart + schedule.delay_days) << round;
    ASSERT_EQ(resolved.gate_days.size(), schedule.gates.size());
    for (const std::optional<absl::CivilDay>& day : resolved.gate_days) {
      ASSERT_LE(day.value_or(resolved.timing.start), resolved.timing.start)
          << round;
      ASSERT_TRUE(day.has_value() || !resolved.timing.happens) << round;
    }
    if (resolved.timing.happens && resolved.timing.end.has_value()) {
      ASSERT_LT(resolved.timing.start, *resolved.timing.end) << round;
    }
    if (schedule.end.has_value()) {
      ASSERT_LE(*resolved.timing.end, *schedule.end + schedule.delay_days);
    }
  }
}

TEST(SchedulePropertyTest, MoreGatesAreNeverEarlier) {
  Dice dice{std::mt19937_64(20250317)};
  int later = 0;
  for (int round = 0; round < 5000; ++round) {
    Schedule schedule = RandomSchedule(&dice);
    const std::vector<double> levels = RandomLevels(&dice);
    const Timing before = Resolve(schedule, levels).timing;
    schedule.gates.push_back(RandomGate(&dice));
    const Timing after = Resolve(schedule, levels).timing;
    ASSERT_GE(after.start, before.start) << round;
    ASSERT_TRUE(before.happens || !after.happens) << round;
    later += after.start > before.start ? 1 : 0;
  }
  EXPECT_GT(later, 500);
}

// The order in which gates are written down is of no matter.
TEST(SchedulePropertyTest, TheOrderOfGatesIsOfNoMatter) {
  Dice dice{std::mt19937_64(20250318)};
  for (int round = 0; round < 2000; ++round) {
    Schedule schedule = RandomSchedule(&dice);
    const std::vector<double> levels = RandomLevels(&dice);
    const Timing before = Resolve(schedule, levels).timing;
    std::reverse(schedule.gates.begin(), schedule.gates.end());
    const Timing after = Resolve(schedule, levels).timing;
    ASSERT_EQ(after.start, before.start) << round;
    ASSERT_EQ(after.happens, before.happens) << round;
  }
}

}  // namespace
}  // namespace oilflow
