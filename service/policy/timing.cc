#include "service/policy/timing.h"

#include <algorithm>

namespace oilflow {

double Timing::Share(absl::CivilDay day) const {
  if (day < start) {
    return 0;
  }
  const auto ramped = [&](absl::CivilDay at) {
    return std::clamp(static_cast<double>(at - start + 1) / ramp_days, 0.0,
                      1.0);
  };
  if (!end.has_value() || day < *end) {
    return ramped(day);
  }
  const auto days_over = static_cast<double>(day - *end + 1);
  if (days_over >= recovery_days) {
    return 0;
  }
  return ramped(*end - 1) * (1 - days_over / recovery_days);
}

}  // namespace oilflow
