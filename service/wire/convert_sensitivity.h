// Groups of variables and what they do, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SENSITIVITY_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SENSITIVITY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/sensitivity.pb.h"

#include "service/ensemble/output.h"
#include "service/ensemble/sensitivity.h"
#include "service/ensemble/variable.h"
#include "service/ensemble/variable_groups.h"
#include "service/wire/bad_request.h"

namespace oilflow {

inline constexpr int kMaxVariableGroups = 30;

using VariableGroups = google::protobuf::RepeatedPtrField<v1::VariableGroup>;

// Notes what is wrong with the groups whatever the variables are.
void CheckVariableGroups(const VariableGroups& proto, BadRequest* bad);

// The groups with the variables that they name. Notes names that stand for
// none, or for one that an earlier group has.
std::vector<NamedGroup> VariableGroupsFromProto(
    const VariableGroups& proto, const std::vector<Variable>& variables,
    BadRequest* bad);

// What an effect on `output` means, in a sentence without a stop.
std::string MeaningOf(const GroupEffect& effect, absl::string_view group,
                      absl::string_view output, absl::string_view unit);

void ToProto(const Sensitivity& sensitivity, int output,
             const OutputColumn& column, double at_median_inputs,
             v1::AnalyzeSensitivityResponse::Sensitivity* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SENSITIVITY_H_
