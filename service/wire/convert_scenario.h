// oilflow.v1.Scenario, checked against a network.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SCENARIO_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SCENARIO_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "oilflow/v1/scenario.pb.h"

#include "service/ensemble/uncertainties.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"
#include "service/wire/convert_market.h"

namespace oilflow {

struct ScenarioRequest {
  Scenario scenario;
  std::optional<absl::CivilDay> as_of;
  MarketRequest market;
  // Whether the scenario has such parameters is for the ensemble to say.
  Uncertainties uncertainties;
};

// Checks every field; notes all that is wrong in `bad`, under `path` (such as
// "scenario"). If anything is, the result is not to be used.
ScenarioRequest ScenarioFromProto(const Network& network,
                                  const v1::Scenario& proto,
                                  absl::string_view path, BadRequest* bad);

// Fills in the default of every number that has one, and of every choice, also
// of the market: what leaving it out means. A second time changes nothing.
void FillDefaults(const PriceLibrary& library, v1::Scenario* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SCENARIO_H_
