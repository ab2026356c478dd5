// Schedules that begin on one day, and when they start and end.

#ifndef OILFLOW_TESTS_SUPPORT_SCHEDULES_H_
#define OILFLOW_TESTS_SUPPORT_SCHEDULES_H_

#include <optional>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "service/policy/schedule.h"

namespace oilflow {

inline constexpr absl::CivilDay kStart(2025, 3, 1);
inline constexpr absl::CivilDay kAnnounced(2025, 2, 1);

inline Gate Hazard(double weekly_hazard,
                   std::optional<int> driver = std::nullopt) {
  Gate gate;
  gate.weekly_hazard = weekly_hazard;
  gate.driver = driver;
  return gate;
}

inline Gate OpensOn(absl::CivilDay day,
                    std::optional<int> driver = std::nullopt) {
  Gate gate;
  gate.open_day = day;
  gate.driver = driver;
  return gate;
}

// Announced on its first day, and with nothing else said.
inline Schedule FromStart() {
  Schedule schedule;
  schedule.start = kStart;
  return schedule;
}

inline Schedule Gated(std::vector<Gate> gates) {
  Schedule schedule = FromStart();
  schedule.gates = std::move(gates);
  return schedule;
}

inline Schedule Renewed(int period_days, double probability,
                        std::optional<int> driver = std::nullopt) {
  Schedule schedule = FromStart();
  schedule.rollover =
      Rollover{.period_days = period_days, .renewal_probability = probability};
  schedule.driver = driver;
  return schedule;
}

// Weeks from kStart until it starts; missing if it never happens.
inline std::optional<int> StartWeeks(const Schedule& schedule,
                                     const std::vector<double>& levels) {
  const Timing timing = Resolve(schedule, levels).timing;
  if (!timing.happens) {
    return std::nullopt;
  }
  EXPECT_EQ((timing.start - kStart) % 7, 0) << timing.start;
  return static_cast<int>((timing.start - kStart) / 7);
}

// Days from kStart until it ends; missing if it never does.
inline std::optional<int> EndDays(const Schedule& schedule,
                                  const std::vector<double>& levels) {
  const Timing timing = Resolve(schedule, levels).timing;
  if (!timing.end.has_value()) {
    return std::nullopt;
  }
  return static_cast<int>(*timing.end - kStart);
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_SCHEDULES_H_
