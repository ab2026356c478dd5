// Splits of an answer among policies, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_ATTRIBUTION_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_ATTRIBUTION_H_

#include <vector>

#include "oilflow/v1/attribution.pb.h"

#include "service/ensemble/output.h"
#include "service/explain/mechanism_shares.h"
#include "service/explain/policy_shares.h"
#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"

namespace oilflow {

inline constexpr int kMaxPolicyGroups = 20;

// Policies of each group by number. Notes in `bad`, under `groups`, what is
// wrong: malformed or repeated ids, policies that there are not or that are in
// two groups, and groups without any.
std::vector<std::vector<int>> GroupsFromProto(
    const google::protobuf::RepeatedPtrField<v1::PolicyGroup>& proto,
    const Scenario& scenario, BadRequest* bad);

// Of one of the columns.
void ToProto(const PolicySplit& split, const OutputColumn& column,
             const Scenario& scenario,
             v1::AttributeScenarioResponse::Split* proto);

void ToProto(const MechanismSplit& split,
             v1::AttributeScenarioResponse::MechanismShare* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_ATTRIBUTION_H_
