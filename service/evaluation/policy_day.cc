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
    if (sanctions->leakage_growth_per_year / kBarrelsPerDay > 0) {
      // Differences of days are cheaper than sums.
      const auto in_full =
          day - policy.timing.start - (policy.timing.ramp_days - 1);
      of_day.years_in_full =
          static_cast<double>(std::max<int64_t>(in_full, 0)) / kDaysPerYear;
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
    return day - *timing.end < timing.recovery_days ? 1 : alike;
  }
  if (timing.end.has_value()) {
    until(*timing.end);
  }
  if (day < timing.start) {
    until(timing.start);
    return alike;
  }
  const auto* sanctions = std::get_if<SanctionsLever>(&policy.lever);
  const bool leaks = sanctions != nullptr &&
                     sanctions->leakage_growth_per_year / kBarrelsPerDay > 0;
  return leaks || day - timing.start < timing.ramp_days - 1 ? 1 : alike;
}

}  // namespace oilflow
