// What to know before using an answer.

#ifndef OILFLOW_SERVICE_RPC_WARNINGS_H_
#define OILFLOW_SERVICE_RPC_WARNINGS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
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

// Adds one, in these words.
void AddWarning(absl::string_view reason, absl::string_view message,
                Warnings* warnings);

// The first dozen of a list, as warnings name them.
std::string NameSome(std::vector<std::string> names);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_WARNINGS_H_
