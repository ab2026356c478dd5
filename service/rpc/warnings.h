// What to know before using an answer.

#ifndef OILFLOW_SERVICE_RPC_WARNINGS_H_
#define OILFLOW_SERVICE_RPC_WARNINGS_H_

#include "absl/time/civil_time.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "service/market/price_impact.h"
#include "service/rpc/evaluated_scenario.h"
#include "service/rpc/pricing.h"
#include "service/store/world.h"

namespace oilflow {

// Adds the warnings that an answer needs; docs/reference.md lists them.
void AddWarnings(const World& world, const EvaluatedScenario& result,
                 v1::EvaluateScenarioResponse* response);

using Warnings = google::protobuf::RepeatedPtrField<v1::Warning>;

// Those that concern the price alone.
void AddPriceWarnings(const World& world, absl::CivilDay as_of,
                      const PricedFrom& from, const PriceImpact& impact,
                      int day_count, Warnings* warnings);

// That the token is of another version of the code, or of other data.
void AddOtherBuild(Warnings* warnings);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_WARNINGS_H_
