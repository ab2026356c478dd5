// A simulation made ready: what SimulateScenario and MergeSimulation share.

#ifndef OILFLOW_SERVICE_RPC_SIMULATION_H_
#define OILFLOW_SERVICE_RPC_SIMULATION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "service/base/cancellation.h"
#include "service/ensemble/draw_store.h"
#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/make_draws.h"
#include "service/ensemble/sampler.h"
#include "service/ensemble/stopping_rule.h"
#include "service/ensemble/summary.h"
#include "service/rpc/ensemble_source.h"
#include "service/store/world.h"
#include "service/wire/convert_ensemble.h"

namespace oilflow {

// The values that all draws of a simulation may take in memory.
inline constexpr int64_t kMaxValueBytes = int64_t{1} << 30;

// A SimulateScenarioRequest, checked, with its models.
struct Simulation {
  EnsembleSource source;
  std::optional<EnsembleSource> against;
  // Those of the source. The same names stand in the same places of the models.
  std::vector<OutputColumn> columns;
  SamplingRequest sampling;
  SummaryOptions options;
  std::optional<Precision> precision;
  // Which draws to make, if not all.
  std::optional<DrawRange> part;
  std::optional<EnsembleModel> model;
  std::optional<EnsembleModel> against_model;
  std::optional<Sampler> sampler;
  // With all that was left open. `draws` is that of a part.
  v1::SimulateScenarioRequest request;
  // The same for the whole and for its parts.
  v1::Manifest manifest;

  int draw_count() const { return sampling.draw_count; }
  int column_count() const { return static_cast<int>(columns.size()); }
};

// Errors are those of EvaluateScenario, every violation of the request, and
// RESULT_TOO_LARGE if its values take more than kMaxValueBytes. `worlds` must
// outlive the simulation.
absl::StatusOr<Simulation> PrepareSimulation(
    const Worlds& worlds, const v1::SimulateScenarioRequest& request);

// Every column with all that is drawn at its own value; less that of `against`.
absl::StatusOr<std::vector<double>> AtMedianInputs(
    const Simulation& simulation);

// Makes draws of the outputs of `simulation`, which must outlive it.
class SimulationDraws {
 public:
  SimulationDraws(const Simulation& simulation, int thread_count);

  // Draws [first_draw, first_draw + count), row by row: a column each, finite
  // and with no sign on a zero. Stops soon after `keep_going` says so.
  absl::Status Make(int64_t first_draw, int count, absl::Span<double> rows,
                    const KeepGoing& keep_going);

 private:
  const Simulation& simulation_;
  DrawMaker maker_;
  std::unique_ptr<DrawMaker> against_;
  // Of `against`.
  std::vector<double> others_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_SIMULATION_H_
