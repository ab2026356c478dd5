// oilflow.v1.Policy, checked against a network.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_

#include <string>

#include "absl/strings/string_view.h"

#include "oilflow/v1/scenario.pb.h"

#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Notes all that is wrong in `bad`, under `path` (such as
// "scenario.policies[2]").
Policy PolicyFromProto(const Network& network, const v1::Policy& proto,
                       const std::string& path, BadRequest* bad);

// Notes text that is longer than `most` bytes or has control characters, which
// could take over a terminal; line ends are taken if `lines` is set.
void CheckText(const std::string& field, const std::string& text, size_t most,
               bool lines, BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_
