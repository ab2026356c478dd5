// A scenario evaluated and priced: what the methods that answer one share.

#ifndef OILFLOW_SERVICE_RPC_EVALUATED_SCENARIO_H_
#define OILFLOW_SERVICE_RPC_EVALUATED_SCENARIO_H_

#include <vector>

#include "absl/status/statusor.h"

#include "oilflow/v1/fact.pb.h"
#include "oilflow/v1/scenario.pb.h"

#include "service/evaluation/evaluate.h"
#include "service/evaluation/ladder.h"
#include "service/rpc/call.h"
#include "service/rpc/pricing.h"
#include "service/store/world.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {

struct EvaluatedScenario {
  ScenarioRequest asked;
  Evaluation evaluation;
  // By day.
  std::vector<LadderDay> ladder;
  PricedFrom from;
  SupplyToPrice supply;
  Priced priced;
};

// Checks `scenario` under the path "scenario", reads what `reading` says (or
// else the scenario's as_of), evaluates and prices it. Stops soon after `call`
// is cancelled or its deadline passes.
absl::StatusOr<EvaluatedScenario> EvaluateAndPrice(const Worlds& worlds,
                                                   const World& world,
                                                   const v1::Scenario& scenario,
                                                   const v1::Reading& reading,
                                                   const Call& call);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_EVALUATED_SCENARIO_H_
