// Which fields of a message were filled in.

#ifndef OILFLOW_SERVICE_WIRE_DEFAULTED_FIELDS_H_
#define OILFLOW_SERVICE_WIRE_DEFAULTED_FIELDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace oilflow {

// The paths of all that `after` has and `before`, of the same type, has not, in
// the order of the fields: such as `scenario.policies[0].ramp_days` for the
// path "scenario", or `policies[0].ramp_days` for an empty one. A message or a
// list that was not there at all is named once, not field by field. What merely
// changed is not named.
std::vector<std::string> DefaultedFields(
    const google::protobuf::Message& before,
    const google::protobuf::Message& after, absl::string_view path);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_DEFAULTED_FIELDS_H_
