#include "service/policy/schedule.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

namespace oilflow {
namespace {

constexpr double kMedian = 0.5;

// What ends later than this after it began does not end: more than a thousand
// years, and yet a date that can be written.
constexpr absl::civil_diff_t kForEverDays = 400'000;

// Whether a chance is at least 1 - level. A sum rounds to 1 where a difference
// goes wrong: 1 - 0.7 is a little more than 0.3.
bool Reaches(double chance, double level) { return chance + level >= 1; }

// The least number of weeks after which all gates with these weekly hazards are
// open with a chance of at least 1 - level. A week must pass, however likely
// they are.
std::optional<int> WeeksUntilOpen(const std::vector<double>& hazards,
                                  double level) {
  const auto certain = [](double hazard) { return hazard == 1; };
  if (level == 0 && !std::all_of(hazards.begin(), hazards.end(), certain)) {
    // Never for certain, although what is left rounds to nothing in the end.
    return std::nullopt;
  }
  std::vector<double> shut(hazards.size(), 1.0);
  for (int week = 1; week <= kMaxGateWeeks; ++week) {
    double open = 1;
    for (size_t i = 0; i < hazards.size(); ++i) {
      shut[i] *= 1 - hazards[i];
      open *= 1 - shut[i];
    }
    if (Reaches(open, level)) {
      return week;
    }
  }
  return std::nullopt;
}

// The greatest k with probability^k at least 1 - level, or a number of terms
// that is for ever. Goes by powers of two, so that a renewal that is all but
// certain takes no longer than another.
absl::civil_diff_t Renewals(double probability, double level) {
  if (probability == 0) {
    return 0;
  }
  std::array<double, 20> powers;
  powers[0] = probability;
  for (size_t i = 1; i < powers.size(); ++i) {
    powers[i] = powers[i - 1] * powers[i - 1];
  }
  static_assert(absl::civil_diff_t{1} << powers.size() > kForEverDays);
  absl::civil_diff_t renewals = 0;
  double chance = 1;
  for (size_t i = powers.size(); i-- > 0;) {
    if (Reaches(chance * powers[i], level)) {
      chance *= powers[i];
      renewals += absl::civil_diff_t{1} << i;
    }
  }
  return renewals;
}

// The end of the last term of a policy that starts on a day, if there is one.
std::optional<absl::CivilDay> LastTermEnd(const Rollover& rollover,
                                          absl::CivilDay start, double level) {
  assert(rollover.period_days >= 1);
  const absl::civil_diff_t days =
      (Renewals(rollover.renewal_probability, level) + 1) *
      rollover.period_days;
  if (days > kForEverDays) {
    return std::nullopt;
  }
  return start + days;
}

// When gates with these hazards are all open.
std::optional<absl::CivilDay> OpeningDay(const Schedule& schedule,
                                         const std::vector<double>& hazards,
                                         double level) {
  const std::optional<int> weeks = WeeksUntilOpen(hazards, level);
  if (!weeks.has_value()) {
    return std::nullopt;
  }
  return schedule.announced.value_or(schedule.start) +
         absl::civil_diff_t{7} * *weeks;
}

// Before any gate, at the level that decides whether it happens.
Timing BeforeGates(const Schedule& schedule, double level) {
  return {.start = schedule.start + schedule.delay_days,
          .end = std::nullopt,
          .ramp_days = schedule.ramp_days,
          .recovery_days = schedule.recovery_days,
          .ramp_shape = schedule.ramp_shape,
          .happens =
              schedule.probability > 0 && Reaches(schedule.probability, level)};
}

void WaitFor(const std::optional<absl::CivilDay>& day, Timing* timing) {
  if (day.has_value()) {
    timing->start = std::max(timing->start, *day);
  } else {
    timing->happens = false;
  }
}

// Once the start is known: the end, at the level of renewals.
void SetEnd(const Schedule& schedule, double level, Timing* timing) {
  if (schedule.end.has_value()) {
    timing->end = *schedule.end + schedule.delay_days;
  }
  if (schedule.rollover.has_value()) {
    const std::optional<absl::CivilDay> lapse =
        LastTermEnd(*schedule.rollover, timing->start, level);
    if (lapse.has_value()) {
      timing->end = std::min(timing->end.value_or(*lapse), *lapse);
    }
  }
  if (timing->end.has_value() && *timing->end <= timing->start) {
    timing->happens = false;
  }
}

}  // namespace

ResolvedSchedule Resolve(const Schedule& schedule,
                         const std::vector<double>& driver_levels) {
  const auto level_of = [&](const std::optional<int>& driver) {
    return driver.has_value() ? driver_levels[static_cast<size_t>(*driver)]
                              : kMedian;
  };
  ResolvedSchedule resolved;
  resolved.level = level_of(schedule.driver);
  resolved.timing = BeforeGates(schedule, resolved.level);
  std::vector<double> independent;
  for (const Gate& gate : schedule.gates) {
    assert(gate.weekly_hazard.has_value() != gate.open_day.has_value());
    resolved.gate_days.push_back(
        gate.open_day.has_value() ? gate.open_day
                                  : OpeningDay(schedule, {*gate.weekly_hazard},
                                               level_of(gate.driver)));
    if (gate.weekly_hazard.has_value() && !gate.driver.has_value()) {
      independent.push_back(*gate.weekly_hazard);
    } else {
      WaitFor(resolved.gate_days.back(), &resolved.timing);
    }
  }
  if (!independent.empty()) {
    WaitFor(OpeningDay(schedule, independent, kMedian), &resolved.timing);
  }
  SetEnd(schedule, resolved.level, &resolved.timing);
  return resolved;
}

Timing ResolveDraw(const Schedule& schedule,
                   const std::vector<double>& driver_levels,
                   const ScheduleLevels& levels) {
  const auto level_of = [&](const std::optional<int>& driver, double own) {
    return driver.has_value() ? driver_levels[static_cast<size_t>(*driver)]
                              : own;
  };
  Timing timing =
      BeforeGates(schedule, level_of(schedule.driver, levels.happens));
  for (size_t g = 0; g < schedule.gates.size(); ++g) {
    const Gate& gate = schedule.gates[g];
    WaitFor(gate.open_day.has_value()
                ? gate.open_day
                : OpeningDay(schedule, {*gate.weekly_hazard},
                             level_of(gate.driver, levels.gates[g])),
            &timing);
  }
  SetEnd(schedule, level_of(schedule.driver, levels.renewal), &timing);
  return timing;
}

}  // namespace oilflow
