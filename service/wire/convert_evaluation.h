// Evaluations and prices on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_

#include <optional>

#include "absl/strings/string_view.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "service/evaluation/evaluate.h"
#include "service/market/price_history.h"
#include "service/market/price_impact.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Sets everything that follows from the evaluation: all but scenario, price,
// warnings and manifest.
void ToProto(const Evaluation& evaluation, const Network& network,
             const Scenario& scenario, absl::string_view baseline_id,
             v1::EvaluateScenarioResponse* proto);

// Where the start of a price and its base come from.
struct PriceProvenance {
  // Missing if the caller gave the price.
  std::optional<absl::CivilDay> start_price_day;
  // Missing if the caller gave the world output.
  const Fact* world_output = nullptr;
};

void ToProto(const PriceImpact& impact, const PriceAssumptions& assumptions,
             const PriceProvenance& provenance, absl::string_view baseline_id,
             v1::PriceImpact* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_EVALUATION_H_
