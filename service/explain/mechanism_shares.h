// Which policy did what of each mechanism of the ledger.

#ifndef OILFLOW_SERVICE_EXPLAIN_MECHANISM_SHARES_H_
#define OILFLOW_SERVICE_EXPLAIN_MECHANISM_SHARES_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "service/base/cancellation.h"
#include "service/evaluation/ledger.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/units/units.h"

namespace oilflow {

// Each of the 2^n sets is evaluated once.
inline constexpr int kMaxMechanismPolicies = 8;

// Mean barrels per day of one mechanism, more less less, over the horizon.
struct MechanismSplit {
  Mechanism mechanism = Mechanism::kNew;
  // With all policies; without any there is no ledger.
  double total_bpd = 0;
  // By policy: Shapley values, which sum to the total.
  std::vector<double> shares_bpd;
};

// The ledger of the answer at the median, split: Shapley values over sets of
// policies, the others not there at all. One entry for each mechanism that any
// set uses, in the order of mechanisms; a rerouted barrel comes to 0 in all.
// `report` hears how many sets of all are done, and may stop the work.
//
// INVALID_ARGUMENT without a policy or with more than kMaxMechanismPolicies;
// else the errors of Evaluate.
absl::StatusOr<std::vector<MechanismSplit>> SplitMechanisms(
    const Network& network, const Snapshot& snapshot, const Scenario& scenario,
    DollarsPerBarrel brent, const KeepGoing& keep_going,
    absl::FunctionRef<absl::Status(int64_t completed, int64_t total)> report);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_MECHANISM_SHARES_H_
