// Limits and shortfalls over a horizon.

#ifndef OILFLOW_SERVICE_EVALUATION_BINDING_H_
#define OILFLOW_SERVICE_EVALUATION_BINDING_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/base/cancellation.h"
#include "service/evaluation/constraints.h"
#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// A limit over the days on which it binds in the scenario.
struct BindingConstraint {
  // As on the last of those days.
  Constraint constraint;
  ShadowPrice shadow_price;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  int day_count = 0;
  // Whether the same limit binds in the baseline on the last of those days.
  bool binds_in_baseline = false;
};

// A shortfall over the days on which an ask goes short.
struct ShortfallSpan {
  // As on the last of those days, with the limits that bound it then.
  Shortfall shortfall;
  std::vector<Constraint> bound_by;
  absl::CivilDay first_day;
  absl::CivilDay last_day;
  int day_count = 0;
};

// The limits that bind on the days of the horizon (an outcome for each; the
// same pointer for days that are alike), in the order in which they first do. A
// limit of nature that nobody would pay to raise is left out; one that a policy
// set is not. Errors: those of `keep_going`.
absl::StatusOr<std::vector<BindingConstraint>> BindingOver(
    const Network& network, const Scenario& scenario,
    const std::vector<const DayOutcome*>& days, DayAllocator* allocator,
    const KeepGoing& keep_going);

// The asks that go short on any day. As BindingOver.
absl::StatusOr<std::vector<ShortfallSpan>> ShortfallsOver(
    const Network& network, const Scenario& scenario,
    const std::vector<const DayOutcome*>& days, DayAllocator* allocator,
    const KeepGoing& keep_going);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_BINDING_H_
