// How much of a policy is in force on a day.

#ifndef OILFLOW_SERVICE_EVALUATION_POLICY_DAY_H_
#define OILFLOW_SERVICE_EVALUATION_POLICY_DAY_H_

#include <cstdint>
#include <tuple>

#include "absl/time/civil_time.h"

#include "service/policy/scenario.h"

namespace oilflow {

// All that a day asks of a policy's timing.
struct PolicyDay {
  // Of its announced size, in force.
  double share = 0;
  // Since it has been in force in full; for sanctions whose leakage grows.
  double years_in_full = 0;
  // Whether a stock that it drew is being filled again.
  bool refills = false;

  bool operator==(const PolicyDay&) const = default;
  bool operator<(const PolicyDay& other) const {
    return std::tie(share, years_in_full, refills) <
           std::tie(other.share, other.years_in_full, other.refills);
  }
};

PolicyDay PolicyDayOf(const Policy& policy, absl::CivilDay day);

// For how many days from `day` on, that day included, PolicyDayOf stays as it
// is, or only differs in what does not matter because nothing is in force. At
// least 1; may say fewer than there are, and never says more than `most`.
int64_t DaysAlike(const Policy& policy, absl::CivilDay day, int64_t most);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_POLICY_DAY_H_
