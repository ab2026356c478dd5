#include "service/evaluation/policy_day.h"

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

}  // namespace oilflow
