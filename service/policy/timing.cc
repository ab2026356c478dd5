#include "service/policy/timing.h"

#include <algorithm>

#include "service/base/portable_math.h"

namespace oilflow {
namespace {

// s(x) of the logistic ramp.
double Logistic(double x) { return 1 / (1 + PortableExp(-10 * (x - 0.5))); }

// The share after a fraction of the ramp in (0, 1].
double Ramped(RampShape shape, double fraction) {
  switch (shape) {
    case RampShape::kLinear:
      return fraction;
    case RampShape::kLogistic: {
      const double first = Logistic(0);
      return (Logistic(fraction) - first) / (Logistic(1) - first);
    }
  }
  return fraction;
}

}  // namespace

double Timing::Share(absl::CivilDay day) const {
  if (!happens || day < start) {
    return 0;
  }
  const auto ramped = [&](absl::CivilDay at) {
    const double passed =
        std::clamp(static_cast<double>(at - start + 1) / ramp_days, 0.0, 1.0);
    // Most days lie outside the ramp.
    return passed == 0 || passed == 1 ? passed : Ramped(ramp_shape, passed);
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
