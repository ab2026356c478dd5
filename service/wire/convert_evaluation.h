// Evaluations on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_

#include "absl/strings/string_view.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "service/evaluation/evaluate.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Sets everything that follows from the evaluation: all but scenario, price,
// warnings and manifest.
void ToProto(const Evaluation& evaluation, const Network& network,
             const Scenario& scenario, absl::string_view baseline_id,
             v1::EvaluateScenarioResponse* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_
