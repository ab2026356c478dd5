#include "service/evaluation/policy_day.h"

#include <algorithm>
#include <variant>

namespace oilflow {
namespace {

constexpr double kDaysPerYear = 365;

}  // namespace

PolicyDay PolicyDayOf(const Policy& policy, absl::CivilDay day) {
  PolicyDay of_day{.share = policy.ShareInForce(day)};
  if (const auto* sanctions = std::get_if<SanctionsLever>(&policy.lever)) {
    const auto in_full = policy.timing.start + policy.timing.ramp_days - 1;
    if (sanctions->leakage_growth_per_year / kBarrelsPerDay > 0 &&
        day > in_full) {
      of_day.years_in_full = static_cast<double>(day - in_full) / kDaysPerYear;
    }
  }
  if (const auto* release = std::get_if<StockReleaseLever>(&policy.lever)) {
    const auto from = release->refill_start.has_value() ? release->refill_start
                                                        : policy.timing.end;
    of_day.refills = policy.timing.happens && from.has_value() && day >= *from;
  }
  return of_day;
}

int64_t DaysAlike(const Policy& policy, absl::CivilDay day, int64_t most) {
  const Timing& timing = policy.timing;
  if (!timing.happens) {
    return most;
  }
  int64_t alike = most;
  const auto until = [&](absl::CivilDay change) {
    if (change > day) {
      alike = std::min<int64_t>(alike, change - day);
    }
  };
  if (const auto* release = std::get_if<StockReleaseLever>(&policy.lever)) {
    const auto from =
        release->refill_start.has_value() ? release->refill_start : timing.end;
    if (from.has_value()) {
      until(*from);
    }
  }
  if (timing.end.has_value() && day >= *timing.end) {
    return day < *timing.end + timing.recovery_days ? 1 : alike;
  }
  if (timing.end.has_value()) {
    until(*timing.end);
  }
  if (day < timing.start) {
    until(timing.start);
    return alike;
  }
  const absl::CivilDay in_full = timing.start + timing.ramp_days - 1;
  const auto* sanctions = std::get_if<SanctionsLever>(&policy.lever);
  const bool leaks = sanctions != nullptr &&
                     sanctions->leakage_growth_per_year / kBarrelsPerDay > 0;
  return day < in_full || leaks ? 1 : alike;
}

}  // namespace oilflow
