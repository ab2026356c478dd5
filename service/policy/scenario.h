// What to suppose: policies over a horizon.

#ifndef OILFLOW_SERVICE_POLICY_SCENARIO_H_
#define OILFLOW_SERVICE_POLICY_SCENARIO_H_

#include <string>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/network/network.h"
#include "service/policy/lever.h"
#include "service/policy/schedule.h"
#include "service/policy/timing.h"

namespace oilflow {

inline constexpr int kMaxHorizonDays = 1096;
inline constexpr int kMaxPolicies = 100;

// One change.
struct Policy {
  std::string id;
  std::string display_name;
  // What was announced, and what it comes to at the quantile that is answered.
  Schedule schedule;
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

// A fact that a driver moves within its own range.
struct FactLink {
  std::string subject;
  std::string measure;
  // Whether a high level of the driver raises it.
  bool raises = true;
};

// A cause that policies and facts share.
struct Driver {
  std::string id;
  std::string display_name;
  // The quantile at which all that share it are taken; 0.5 is the median.
  double level = 0.5;
  std::vector<FactLink> facts;
};

struct Scenario {
  Horizon horizon;
  std::vector<Policy> policies;
  std::vector<Driver> drivers;
};

// Works out every policy's timing from its schedule, each gate, renewal and
// probability at the level of its driver or else at the median.
void ResolveTimings(Scenario* scenario);

// Whether the policy is a response of other producers or of stocks to a shock,
// written out in barrels. A price that already contains the average response of
// others must not be put on top of it (trap T4 of the price method).
bool IsExplicitOffset(const Policy& policy, const Network& network);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_SCENARIO_H_
