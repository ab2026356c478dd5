// What the name of a parameter stands for.

#ifndef OILFLOW_SERVICE_ENSEMBLE_FIND_PARAMETER_H_
#define OILFLOW_SERVICE_ENSEMBLE_FIND_PARAMETER_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/ensemble/variable.h"
#include "service/facts/fact_book.h"
#include "service/policy/parameter.h"
#include "service/policy/scenario.h"

namespace oilflow {

struct FoundParameter {
  std::string name;
  // kPolicyField, kFact or kDriver.
  VariableKind kind = VariableKind::kFact;
  // Of its values, and what they may be.
  std::string unit;
  double minimum = 0;
  double maximum = 0;
  // Of kPolicyField.
  std::optional<PolicyNumber> number;
  // Of kDriver: its index.
  int driver = 0;
  // Of kFact.
  std::string subject;
  std::string measure;
};

// A number of a policy, or else the level of a driver, or else a fact that some
// source gives. An error says which of these the name is near to.
absl::StatusOr<FoundParameter> FindParameter(const Snapshot& snapshot,
                                             const Scenario& scenario,
                                             absl::string_view name);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_FIND_PARAMETER_H_
