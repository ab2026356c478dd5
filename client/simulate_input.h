// What `oilflow simulate` and `oilflow compare` are told.

#ifndef OILFLOW_CLIENT_SIMULATE_INPUT_H_
#define OILFLOW_CLIENT_SIMULATE_INPUT_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "client/ensemble_flags.h"
#include "client/options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}  // namespace CLI

namespace oilflow {

// Empty means not given.
struct SimulateFlags {
  EnsembleFlags ensemble;
  bool monthly = false;
  std::string shortfall;
  std::string against;
  // Of `simulate` alone.
  std::string until;
  std::string shard;
  std::string out;
  std::string resume;
};

// `--monthly` and `--shortfall`, which both commands have.
void AddSummaryFlags(CLI::App* app, SimulateFlags* flags);

// The request that the flags ask for, with the draws of the shard where there
// is a file to write them to. Errors name the flag.
absl::StatusOr<v1::SimulateScenarioRequest> RequestOf(
    const Options& options, const Connection& connection,
    const SimulateFlags& flags);

// That flags that exclude each other are not given together.
absl::Status CheckSimulateFlags(const Options& options,
                                const SimulateFlags& flags);

// The same for `compare`, beside what the request is checked for.
absl::Status CheckCompareFlags(const SimulateFlags& flags);

// Simulates, and shows on the bar what is known so far. `response` is the
// answer as far as it came: where the status is not OK, of the draws that were
// last summarised, and without any outputs if none were.
absl::Status Simulate(const Options& options, const Connection& connection,
                      const v1::SimulateScenarioRequest& request, bool is_quiet,
                      v1::SimulateScenarioResponse* response);

// Shows how far a simulation is by its last message, and what is known by the
// answer so far.
ProgressState ProgressOf(const v1::SimulateScenarioRequest& request,
                         const v1::SimulateScenarioResponse& message,
                         const v1::SimulateScenarioResponse& answer);

// Writes the part that the flags ask for, or goes on with one.
absl::Status WritePart(const Options& options, const SimulateFlags& flags);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_SIMULATE_INPUT_H_
