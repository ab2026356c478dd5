// The methods of EnsembleService as plain functions.
//
// As the others (handlers.h), and: a stream's handler calls `send` with one
// message after another; it gives false when the client has gone, and then the
// handler stops with CANCELLED. Draws are made on `thread_count` threads, and
// what is answered does not depend on how many they are.

#ifndef OILFLOW_SERVICE_RPC_ENSEMBLE_HANDLERS_H_
#define OILFLOW_SERVICE_RPC_ENSEMBLE_HANDLERS_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "service/rpc/call.h"
#include "service/store/world.h"

namespace oilflow {

absl::Status SimulateScenario(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::SimulateScenarioRequest& request,
    absl::FunctionRef<bool(const v1::SimulateScenarioResponse&)> send);

// `next` sets the message and gives true, or gives false at the end.
absl::Status MergeSimulation(
    const Worlds& worlds, const Call& call,
    absl::FunctionRef<absl::StatusOr<bool>(v1::MergeSimulationRequest*)> next,
    v1::SimulateScenarioResponse* response);

absl::Status AttributeScenario(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::AttributeScenarioRequest& request,
    absl::FunctionRef<bool(const v1::AttributeScenarioResponse&)> send);

absl::Status AttributeRevision(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::AttributeRevisionRequest& request,
    absl::FunctionRef<bool(const v1::AttributeRevisionResponse&)> send);

absl::Status AnalyzeSensitivity(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::AnalyzeSensitivityRequest& request,
    absl::FunctionRef<bool(const v1::AnalyzeSensitivityResponse&)> send);

absl::Status SweepScenario(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::SweepScenarioRequest& request,
    absl::FunctionRef<bool(const v1::SweepScenarioResponse&)> send);

absl::Status SeekGoal(const Worlds& worlds, const Call& call, int thread_count,
                      const v1::SeekGoalRequest& request,
                      v1::SeekGoalResponse* response);

absl::Status BatchEvaluateScenarios(
    const Worlds& worlds, const Call& call, int thread_count,
    const v1::BatchEvaluateScenariosRequest& request,
    absl::FunctionRef<bool(const v1::BatchEvaluateScenariosResponse&)> send);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ENSEMBLE_HANDLERS_H_
