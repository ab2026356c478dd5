// What the draws of a simulation come to, wherever they were made.

#ifndef OILFLOW_SERVICE_RPC_SIMULATION_ANSWER_H_
#define OILFLOW_SERVICE_RPC_SIMULATION_ANSWER_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "service/ensemble/draw_store.h"
#include "service/ensemble/summary.h"
#include "service/rpc/call.h"
#include "service/rpc/simulation.h"
#include "service/rpc/warnings.h"

namespace oilflow {

// The messages of a simulation, from the values of its draws: the same values,
// the same bytes.
class SimulationAnswer {
 public:
  // All must outlive the answer. `at_median` is by column, as AtMedianInputs
  // gives it, and `of_sources` what WarningsOfSources gives.
  SimulationAnswer(const Call& call, const Simulation& simulation,
                   std::vector<double> at_median, Warnings of_sources);

  // What stands in the first message and in the last.
  void AddQuestion(v1::SimulateScenarioResponse* message) const;

  // How far it is, and nothing else.
  v1::SimulateScenarioResponse CountOnly(int draw_count) const;

  // Summaries over draws 0 to draw_count - 1, all of them in `store`; by column
  // also in `summaries`.
  absl::StatusOr<v1::SimulateScenarioResponse> SoFar(
      const DrawStore& store, int draw_count,
      std::vector<Summary>* summaries) const;

  // Makes a message of SoFar the last one. `stopped` says whether the stopping
  // rule was met, if there is one.
  void Finish(std::optional<bool> stopped,
              v1::SimulateScenarioResponse* message) const;

  // What was drawn, and how.
  void AddVariables(v1::SimulateScenarioResponse* message) const;

 private:
  const Call& call_;
  const Simulation& simulation_;
  std::vector<double> at_median_;
  Warnings of_sources_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_SIMULATION_ANSWER_H_
