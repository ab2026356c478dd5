// EnsembleService on gRPC: a line for each method.

#ifndef OILFLOW_SERVICE_RPC_ENSEMBLE_SERVICE_H_
#define OILFLOW_SERVICE_RPC_ENSEMBLE_SERVICE_H_

#include <memory>
#include <utility>

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "service/rpc/compute_pool.h"
#include "service/store/world.h"

namespace oilflow {

class EnsembleService final : public v1::EnsembleService::CallbackService {
 public:
  // A call holds a thread of `pool` as long as it lasts, and makes its draws on
  // `thread_count` threads of its own. `pool` must outlive the service.
  EnsembleService(std::shared_ptr<const Worlds> worlds, ComputePool* pool,
                  int thread_count)
      : worlds_(std::move(worlds)), pool_(pool), thread_count_(thread_count) {}

  grpc::ServerWriteReactor<v1::SimulateScenarioResponse>* SimulateScenario(
      grpc::CallbackServerContext* context,
      const v1::SimulateScenarioRequest* request) override;
  grpc::ServerReadReactor<v1::MergeSimulationRequest>* MergeSimulation(
      grpc::CallbackServerContext* context,
      v1::SimulateScenarioResponse* response) override;
  grpc::ServerWriteReactor<v1::AttributeScenarioResponse>* AttributeScenario(
      grpc::CallbackServerContext* context,
      const v1::AttributeScenarioRequest* request) override;
  grpc::ServerWriteReactor<v1::AttributeRevisionResponse>* AttributeRevision(
      grpc::CallbackServerContext* context,
      const v1::AttributeRevisionRequest* request) override;
  grpc::ServerWriteReactor<v1::AnalyzeSensitivityResponse>* AnalyzeSensitivity(
      grpc::CallbackServerContext* context,
      const v1::AnalyzeSensitivityRequest* request) override;
  grpc::ServerWriteReactor<v1::SweepScenarioResponse>* SweepScenario(
      grpc::CallbackServerContext* context,
      const v1::SweepScenarioRequest* request) override;
  grpc::ServerUnaryReactor* SeekGoal(grpc::CallbackServerContext* context,
                                     const v1::SeekGoalRequest* request,
                                     v1::SeekGoalResponse* response) override;
  grpc::ServerWriteReactor<v1::BatchEvaluateScenariosResponse>*
  BatchEvaluateScenarios(
      grpc::CallbackServerContext* context,
      const v1::BatchEvaluateScenariosRequest* request) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
  ComputePool* pool_;
  int thread_count_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ENSEMBLE_SERVICE_H_
