// What to know before using the answer of a simulation.

#ifndef OILFLOW_SERVICE_RPC_SIMULATION_WARNINGS_H_
#define OILFLOW_SERVICE_RPC_SIMULATION_WARNINGS_H_

#include "absl/status/statusor.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "service/rpc/call.h"
#include "service/rpc/simulation.h"
#include "service/rpc/warnings.h"
#include "service/store/world.h"

namespace oilflow {

// The warnings that EvaluateScenario gives of the sources, to be asked for
// before the draws are made: what it refuses is an error here. Stops soon after
// `call` is cancelled.
absl::StatusOr<Warnings> WarningsOfSources(const Worlds& worlds,
                                           const Call& call,
                                           const Simulation& simulation);

// Adds the warnings that the last message needs, from what else it says, and
// `of_sources`. docs/reference.md lists them.
void AddSimulationWarnings(const Simulation& simulation,
                           const Warnings& of_sources,
                           v1::SimulateScenarioResponse* message);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_SIMULATION_WARNINGS_H_
