// What to suppose: policies over a horizon.

#ifndef OILFLOW_SERVICE_POLICY_SCENARIO_H_
#define OILFLOW_SERVICE_POLICY_SCENARIO_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/network/network.h"
#include "service/policy/lever.h"
#include "service/policy/timing.h"

namespace oilflow {

inline constexpr int kMaxHorizonDays = 1096;
inline constexpr int kMaxPolicies = 100;

// One change.
struct Policy {
  std::string id;
  std::string display_name;
  Timing timing;
  // Announced is not done: the share of the announced size that is realised.
  double realised_share = 1;
  Lever lever;

  // The share of the announced size that is in force on a day.
  double ShareInForce(absl::CivilDay day) const {
    return realised_share * timing.Share(day);
  }
};

// Days [first_day, first_day + day_count).
struct Horizon {
  absl::CivilDay first_day;
  int day_count = 0;

  absl::CivilDay end() const { return first_day + day_count; }
};

struct Scenario {
  Horizon horizon;
  std::vector<Policy> policies;
};

// Whether the policy is a response of other producers or of stocks to a shock,
// written out in barrels. A price that already contains the average response of
// others must not be put on top of it (trap T4 of the price method).
bool IsExplicitOffset(const Policy& policy, const Network& network);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_SCENARIO_H_
