// What to know before using an answer.

#ifndef OILFLOW_SERVICE_RPC_WARNINGS_H_
#define OILFLOW_SERVICE_RPC_WARNINGS_H_

#include "oilflow/v1/evaluation_service.pb.h"

#include "service/evaluation/evaluate.h"
#include "service/market/price_impact.h"
#include "service/policy/scenario.h"
#include "service/store/world.h"
#include "service/wire/convert_evaluation.h"

namespace oilflow {

// What an answer's price starts from, and where that comes from.
struct PricedFrom {
  PriceAssumptions assumptions;
  PriceProvenance provenance;
};

// Adds the warnings that an answer needs; docs/reference.md lists them.
void AddWarnings(const World& world, const Evaluation& evaluation,
                 const Scenario& scenario, const PricedFrom& from,
                 const PriceImpact& impact,
                 v1::EvaluateScenarioResponse* response);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_WARNINGS_H_
