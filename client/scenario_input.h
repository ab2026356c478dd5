// Scenarios as people give them: the name of one in the library, or a file.

#ifndef OILFLOW_CLIENT_SCENARIO_INPUT_H_
#define OILFLOW_CLIENT_SCENARIO_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/scenario.pb.h"

namespace oilflow {

// Whether an argument means a file rather than a name: it holds a dot or a
// slash, or is "-" for standard input.
bool IsScenarioFile(const std::string& argument);

// Reads protobuf text format or, if the text begins with a brace, proto3 JSON.
// At most 1 MiB. Errors name the file, and the line and column if they can.
absl::StatusOr<v1::Scenario> ReadScenarioFile(const std::string& path);
absl::StatusOr<v1::Scenario> ParseScenario(absl::string_view file,
                                           const std::string& text);

// Sets numbers by `POLICY_ID.FIELD=VALUE` or `market.FIELD=VALUE`, where the
// value has the unit that the field's name ends with:
// `restart.mandated_bpd=300kb/d`, `offset.offset_share=60%`.
absl::Status SetParameter(const std::string& assignment,
                          v1::Scenario* scenario);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_SCENARIO_INPUT_H_
