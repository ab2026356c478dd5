#include "service/policy/timing.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace oilflow {
namespace {

constexpr absl::CivilDay kStart(2025, 3, 1);

TEST(TimingTest, SharesAreThoseOfTheDocumentation) {
  const absl::CivilDay start(2025, 3, 1);
  const Timing timing{.start = start, .ramp_days = 4};
  EXPECT_EQ(timing.Share(start - 1), 0);
  EXPECT_EQ(timing.Share(start), 0.25);
  EXPECT_EQ(timing.Share(start + 1), 0.5);
  EXPECT_EQ(timing.Share(start + 2), 0.75);
  EXPECT_EQ(timing.Share(start + 3), 1);
  EXPECT_EQ(timing.Share(start + 4), 1);
  EXPECT_EQ(timing.Share(absl::CivilDay(2099, 12, 31)), 1);
}

TEST(TimingTest, EachShapeHasItsShares) {
  // Days since the start.
  struct Point {
    int day;
    double share;
  };
  struct Case {
    const char* name;
    Timing timing;
    std::vector<Point> points;
  };
  const Case cases[] = {
      {"Step",
       {.start = kStart},
       {{-1000, 0}, {-1, 0}, {0, 1}, {1, 1}, {1000, 1}}},
      {"Ramp",
       {.start = kStart, .ramp_days = 90},
       {{-1, 0}, {0, 1.0 / 90}, {44, 0.5}, {88, 89.0 / 90}, {89, 1}, {90, 1}}},
      {"StepWithAnEnd",
       {.start = kStart, .end = kStart + 10},
       {{-1, 0}, {0, 1}, {9, 1}, {10, 0}, {11, 0}}},
      {"OneDay",
       {.start = kStart, .end = kStart + 1},
       {{-1, 0}, {0, 1}, {1, 0}}},
      {"Recovery",
       {.start = kStart,
        .end = kStart + 10,
        .ramp_days = 1,
        .recovery_days = 4},
       {{9, 1}, {10, 0.75}, {11, 0.5}, {12, 0.25}, {13, 0}, {14, 0}}},
      {"RecoveryOfOneDayIsOverAtOnce",
       {.start = kStart,
        .end = kStart + 10,
        .ramp_days = 1,
        .recovery_days = 1},
       {{9, 1}, {10, 0}}},
      {"RampAndRecovery",
       {.start = kStart,
        .end = kStart + 10,
        .ramp_days = 4,
        .recovery_days = 2},
       {{0, 0.25}, {3, 1}, {9, 1}, {10, 0.5}, {11, 0}}},
      // Half of the ramp is done on the day before the end; that half fades.
      {"EndWithinTheRamp",
       {.start = kStart, .end = kStart + 4, .ramp_days = 8, .recovery_days = 4},
       {{3, 4.0 / 8},
        {4, 0.5 * 0.75},
        {5, 0.5 * 0.5},
        {6, 0.5 * 0.25},
        {7, 0}}},
      // At x = 1/4, s = 1 / (1 + e^2.5) = 0.0758582; s(0) = 1 / (1 + e^5) =
      // 0.0066929; s(1) - s(0) = 0.9866143.
      {"LogisticRamp",
       {.start = kStart, .ramp_days = 4, .ramp_shape = RampShape::kLogistic},
       {{-1, 0},
        {0, 0.07010371654510814},
        {1, 0.5},
        {2, 1 - 0.07010371654510814},
        {3, 1},
        {4, 1}}},
      {"LogisticStep",
       {.start = kStart, .ramp_days = 1, .ramp_shape = RampShape::kLogistic},
       {{-1, 0}, {0, 1}, {1, 1}}},
      // Up by the logistic, down in equal steps.
      {"EndWithinALogisticRamp",
       {.start = kStart,
        .end = kStart + 2,
        .ramp_days = 4,
        .recovery_days = 2,
        .ramp_shape = RampShape::kLogistic},
       {{0, 0.07010371654510814}, {1, 0.5}, {2, 0.25}, {3, 0}}},
      {"WhatDoesNotHappenIsNeverInForce",
       {.start = kStart,
        .end = kStart + 10,
        .ramp_days = 1,
        .recovery_days = 10,
        .happens = false},
       {{-1, 0}, {0, 0}, {9, 0}, {10, 0}, {19, 0}, {1000, 0}}},
      {"EndBeforeItsStartIsNeverInForce",
       {.start = kStart,
        .end = kStart - 5,
        .ramp_days = 1,
        .recovery_days = 10},
       {{-6, 0}, {-5, 0}, {-1, 0}, {0, 0}, {1, 0}, {5, 0}}},
      {"EndOnItsStartIsNeverInForce",
       {.start = kStart, .end = kStart, .ramp_days = 3, .recovery_days = 10},
       {{-1, 0}, {0, 0}, {1, 0}}},
  };
  for (const Case& c : cases) {
    for (const Point& point : c.points) {
      EXPECT_DOUBLE_EQ(c.timing.Share(kStart + point.day), point.share)
          << c.name << ", day " << point.day;
    }
  }
}

Timing RandomTiming(std::mt19937_64& random, RampShape shape) {
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<uint64_t>(end));
  };
  Timing timing;
  timing.start = kStart + below(30);
  timing.ramp_days = 1 + below(40);
  timing.ramp_shape = shape;
  if (below(4) > 0) {
    timing.end = timing.start + 1 + below(60);
    timing.recovery_days = below(40);
  }
  return timing;
}

TEST(TimingTest, NeverFallsBeforeItsEndAndNeverRisesAfter) {
  std::mt19937_64 random(20250312);
  for (int round = 0; round < 2000; ++round) {
    const Timing timing = RandomTiming(
        random, round % 2 == 0 ? RampShape::kLinear : RampShape::kLogistic);
    double before = timing.Share(kStart - 1);
    ASSERT_EQ(before, 0);
    for (absl::CivilDay day = kStart; day < kStart + 150; ++day) {
      const double share = timing.Share(day);
      ASSERT_GE(share, 0);
      ASSERT_LE(share, 1);
      if (!timing.end.has_value() || day < *timing.end) {
        ASSERT_GE(share, before) << day;
      } else {
        ASSERT_LE(share, before) << day;
      }
      before = share;
    }
    ASSERT_EQ(before, timing.end.has_value() ? 0 : 1);
  }
}

// Steps are equal, up and down.
TEST(TimingTest, ALinearRampMovesInEqualSteps) {
  std::mt19937_64 random(20250313);
  for (int round = 0; round < 500; ++round) {
    const Timing timing = RandomTiming(random, RampShape::kLinear);
    const absl::CivilDay end =
        timing.end.value_or(timing.start + timing.ramp_days);
    for (absl::CivilDay day = timing.start; day < end; ++day) {
      const double step = timing.Share(day) - timing.Share(day - 1);
      ASSERT_NEAR(
          step,
          day < timing.start + timing.ramp_days ? 1.0 / timing.ramp_days : 0,
          1e-12);
    }
    if (!timing.end.has_value() || timing.recovery_days == 0) {
      continue;
    }
    const double top = timing.Share(end - 1);
    for (int i = 0; i < timing.recovery_days; ++i) {
      ASSERT_NEAR(timing.Share(end + i - 1) - timing.Share(end + i),
                  top / timing.recovery_days, 1e-12);
    }
    ASSERT_EQ(timing.Share(end + timing.recovery_days), 0);
  }
}

TEST(TimingTest, ALogisticRampIsSlowAtBothEnds) {
  for (int ramp_days = 1; ramp_days <= 1096; ++ramp_days) {
    const Timing linear{.start = kStart, .ramp_days = ramp_days};
    Timing logistic = linear;
    logistic.ramp_shape = RampShape::kLogistic;
    double before = 0;
    for (int day = 0; day < ramp_days; ++day) {
      const double share = logistic.Share(kStart + day);
      ASSERT_GT(share, before) << ramp_days << ", day " << day;
      // Behind a linear ramp in the first half and ahead of it in the second.
      if (2 * (day + 1) < ramp_days) {
        ASSERT_LT(share, linear.Share(kStart + day)) << ramp_days;
      }
      // The second half mirrors the first.
      ASSERT_NEAR(share + logistic.Share(kStart + (ramp_days - 2 - day)), 1,
                  1e-12)
          << ramp_days << ", day " << day;
      before = share;
    }
    ASSERT_EQ(before, 1) << ramp_days;
  }
}

// The ramp's shape is of no matter before it and after it.
TEST(TimingTest, ShapesDifferOnlyWithinTheRamp) {
  std::mt19937_64 random(20250319);
  for (int round = 0; round < 500; ++round) {
    Timing linear = RandomTiming(random, RampShape::kLinear);
    if (linear.end.has_value()) {
      linear.end = std::max(*linear.end, linear.start + linear.ramp_days);
    }
    Timing logistic = linear;
    logistic.ramp_shape = RampShape::kLogistic;
    for (absl::CivilDay day = kStart; day < kStart + 150; ++day) {
      if (day < linear.start || day >= linear.start + linear.ramp_days - 1) {
        ASSERT_EQ(logistic.Share(day), linear.Share(day)) << day;
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
