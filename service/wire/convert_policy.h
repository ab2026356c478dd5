// oilflow.v1.Policy, checked against a network.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_

#include <string>
#include <vector>

#include "oilflow/v1/scenario.pb.h"

#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Notes all that is wrong in `bad`, under `path` (such as
// "scenario.policies[2]"). The timing is left to ResolveTimings.
Policy PolicyFromProto(const Network& network,
                       const std::vector<Driver>& drivers,
                       const v1::Policy& proto, const std::string& path,
                       BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_POLICY_H_
