// When a policy is in force, and how much of it.

#ifndef OILFLOW_SERVICE_POLICY_TIMING_H_
#define OILFLOW_SERVICE_POLICY_TIMING_H_

#include <optional>

#include "absl/time/civil_time.h"

namespace oilflow {

// How a policy comes into force over its ramp. A logistic ramp is slow at both
// ends: with x the fraction of the ramp that has passed, its share is
// (s(x) - s(0)) / (s(1) - s(0)), s(x) = 1 / (1 + exp(-10 (x - 1/2))).
enum class RampShape { kLinear, kLogistic };

// In force from `start`, over `ramp_days` in the ramp's shape, until the day
// before `end`, and then fading in equal daily steps over `recovery_days`.
//
//   const absl::CivilDay start(2025, 3, 1);
//   Timing timing{.start = start, .ramp_days = 4};
//   timing.Share(start - 1);  // 0
//   timing.Share(start);      // 0.25
//   timing.Share(start + 3);  // 1, and so for ever
//
// Before `end` the share never falls from one day to the next; after it, it
// never rises.
struct Timing {
  absl::CivilDay start;
  // The first day on which the policy no longer holds; missing means never.
  std::optional<absl::CivilDay> end;
  // At least 1; 1 is in force at once.
  int ramp_days = 1;
  // At least 0; 0 is over at once.
  int recovery_days = 0;
  RampShape ramp_shape = RampShape::kLinear;
  // Whether it comes into force at all.
  bool happens = true;

  // In [0, 1].
  double Share(absl::CivilDay day) const;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_TIMING_H_
