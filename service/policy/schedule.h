// What was announced about when a policy comes and goes, and when it does.
//
// Announced is not done: between the two stand gates that must open, terms that
// must be renewed and the chance that nothing happens at all. A schedule holds
// these as they are said; resolving it at a quantile gives a Timing.

#ifndef OILFLOW_SERVICE_POLICY_SCHEDULE_H_
#define OILFLOW_SERVICE_POLICY_SCHEDULE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/policy/timing.h"

namespace oilflow {

// Something that must happen before a policy can start.
struct Gate {
  std::string id;
  std::string display_name;
  // Exactly one is set: the chance that it opens in any week, in (0, 1], or the
  // day on which it does.
  std::optional<double> weekly_hazard;
  std::optional<absl::CivilDay> open_day;
  // Index of the driver with which it opens.
  std::optional<int> driver;
};

// A term after which a policy ends unless it is renewed.
struct Rollover {
  // At least 1.
  int period_days = 1;
  // In [0, 1], at the end of each term.
  double renewal_probability = 1;
};

// As announced.
struct Schedule {
  absl::CivilDay start;
  std::optional<absl::CivilDay> end;
  // From when weeks are counted for gates; missing means `start`.
  std::optional<absl::CivilDay> announced;
  int delay_days = 0;
  std::vector<Gate> gates;
  RampShape ramp_shape = RampShape::kLinear;
  int ramp_days = 1;
  int recovery_days = 0;
  std::optional<Rollover> rollover;
  double probability = 1;
  // Index of the driver that decides whether it happens.
  std::optional<int> driver;
};

// A schedule at a quantile.
struct ResolvedSchedule {
  // With `happens` false if it does not happen, if a gate with a hazard does
  // not open within kMaxGateWeeks of the announcement, or if it would end no
  // later than it starts.
  Timing timing;
  // The level of its driver, or 0.5.
  double level = 0.5;
  // By gate: when it opens by itself, as if it were alone; missing if it has a
  // hazard and does not within kMaxGateWeeks. A known day is known, however
  // far.
  std::vector<std::optional<absl::CivilDay>> gate_days;
};

// Ten years: beyond any horizon.
inline constexpr int kMaxGateWeeks = 522;

// What a schedule comes to if each driver is at its level in [0, 1]; what has
// no driver is taken at the median, 0.5. A high level brings things on.
//
// - It happens if its probability is at least 1 - level, and not 0.
// - A gate with weekly hazard h is open after n weeks with chance
//   1 - (1 - h)^n. One with a driver opens after the least n, from 1, at which
//   that reaches 1 - level, so that gates of one driver move together. Those
//   without are independent: the last of them opens after the least n at which
//   the product of their chances reaches 0.5. At level 0 only a gate with
//   hazard 1 ever opens.
// - It starts on the latest of `start` plus `delay_days` and the days on which
//   its gates open.
// - It is renewed k times with chance r^k, and stays as long as that is at
// least
//   1 - level and not 0: with K the last such k it ends K + 1 terms after its
//   first day, or at `end` plus `delay_days` if that is earlier.
// - If it would end no later than it starts, it does not happen.
//
// No logarithms and no powers but by multiplication: the same days everywhere.
ResolvedSchedule Resolve(const Schedule& schedule,
                         const std::vector<double>& driver_levels);

// The levels at which a draw takes what has no driver.
struct ScheduleLevels {
  // Whether it happens, and how often it is renewed.
  double happens = 0.5;
  double renewal = 0.5;
  // By gate.
  std::vector<double> gates;
};

// What a schedule comes to in a draw: as Resolve, but what has no driver is
// taken at levels of its own, each gate by itself. With levels that are uniform
// and independent it happens with its probability, each gate waits a
// geometrically distributed number of weeks, and so does a renewal fail.
Timing ResolveDraw(const Schedule& schedule,
                   const std::vector<double>& driver_levels,
                   const ScheduleLevels& levels);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_SCHEDULE_H_
