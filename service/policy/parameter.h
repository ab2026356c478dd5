// Names one number of a scenario's policies.

#ifndef OILFLOW_SERVICE_POLICY_PARAMETER_H_
#define OILFLOW_SERVICE_POLICY_PARAMETER_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "service/policy/lever_catalog.h"
#include "service/policy/scenario.h"

namespace oilflow {

// A number of the catalogue in one policy: `restart.limit_bpd` is the field
// `limit_bpd` of its route lever, `restart.delay_days` one that every policy
// has. Values are in the field's unit; days are whole.
struct PolicyNumber {
  // Index into the scenario's policies.
  int policy = 0;
  // "policy", or the name of the lever in the catalogue.
  absl::string_view lever;
  const LeverField* field = nullptr;
};

// The number that `{policy_id}.{field}` names, or missing if there is none.
std::optional<PolicyNumber> FindPolicyNumber(const Scenario& scenario,
                                             absl::string_view name);

// Every number that the scenario's policies have, by policy and catalogue.
std::vector<PolicyNumber> PolicyNumbersOf(const Scenario& scenario);

// The catalogue's name of the lever that a policy pulls.
absl::string_view LeverNameOf(const Policy& policy);

// Its value; missing where it is left out and leaving it out has a meaning of
// its own.
std::optional<double> NumberOf(const PolicyNumber& number,
                               const Policy& policy);

// Why the number cannot be moved: it decides nothing in this policy, or another
// that is given excludes it. Empty if it can.
std::string WhyFixed(const PolicyNumber& number, const Policy& policy);

// Sets it. Whole numbers take the nearest. A policy's timing must be resolved
// again afterwards. `value` must lie in the field's range.
void SetNumber(const PolicyNumber& number, double value, Policy* policy);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_POLICY_PARAMETER_H_
