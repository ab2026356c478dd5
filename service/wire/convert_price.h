// oilflow.v1.PriceImpact.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_PRICE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_PRICE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "oilflow/v1/price.pb.h"

#include "service/facts/fact.h"
#include "service/market/price_impact.h"
#include "service/market/price_library.h"

namespace oilflow {

// Where the start of a price and its base come from.
struct PriceProvenance {
  // Missing if the caller gave the price.
  std::optional<absl::CivilDay> start_price_day;
  // Who published it, or that it came with the world.
  std::string start_price_source;
  // Missing if the caller gave the world output.
  const Fact* world_output = nullptr;
  // What the facts say of it all the same; missing if they say nothing.
  const Fact* known_world_output = nullptr;
};

// Sets everything but curve, attribution and audit. `impact` was priced with
// these assumptions and this library.
void ToProto(const PriceImpact& impact, const PriceAssumptions& assumptions,
             const PriceLibrary& library, const PriceProvenance& provenance,
             absl::string_view baseline_id, v1::PriceImpact* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_PRICE_H_
