// gRPC, and nothing but gRPC: a line for each method.

#ifndef OILFLOW_SERVICE_RPC_SERVICES_H_
#define OILFLOW_SERVICE_RPC_SERVICES_H_

#include <functional>
#include <memory>
#include <utility>

#include "oilflow/v1/backtest_service.grpc.pb.h"
#include "oilflow/v1/baseline_service.grpc.pb.h"
#include "oilflow/v1/evaluation_service.grpc.pb.h"
#include "oilflow/v1/price_service.grpc.pb.h"
#include "oilflow/v1/scenario_service.grpc.pb.h"

#include "service/rpc/call.h"
#include "service/rpc/compute_pool.h"
#include "service/store/world.h"

namespace oilflow {

// Answers at once, on gRPC's own thread: for methods that only look up.
grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context,
                                 const absl::Status& status);

// Answers from a thread of the pool; TOO_MANY_EVALUATIONS if it is full. How
// long it took goes into the trailing metadata `oilflow-elapsed-us`, because an
// answer itself is the same every time.
grpc::ServerUnaryReactor* Compute(
    grpc::CallbackServerContext* context, ComputePool* pool,
    std::function<absl::Status(const Call&)> compute);

class BaselineService final : public v1::BaselineService::CallbackService {
 public:
  explicit BaselineService(std::shared_ptr<const Worlds> worlds)
      : worlds_(std::move(worlds)) {}

  grpc::ServerUnaryReactor* GetNetwork(grpc::CallbackServerContext* context,
                                       const v1::GetNetworkRequest* request,
                                       v1::Network* response) override;
  grpc::ServerUnaryReactor* ListFacts(grpc::CallbackServerContext* context,
                                      const v1::ListFactsRequest* request,
                                      v1::ListFactsResponse* response) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
};

class ScenarioService final : public v1::ScenarioService::CallbackService {
 public:
  explicit ScenarioService(std::shared_ptr<const Worlds> worlds)
      : worlds_(std::move(worlds)) {}

  grpc::ServerUnaryReactor* GetScenario(grpc::CallbackServerContext* context,
                                        const v1::GetScenarioRequest* request,
                                        v1::Scenario* response) override;
  grpc::ServerUnaryReactor* ListScenarios(
      grpc::CallbackServerContext* context,
      const v1::ListScenariosRequest* request,
      v1::ListScenariosResponse* response) override;
  grpc::ServerUnaryReactor* ListLevers(
      grpc::CallbackServerContext* context,
      const v1::ListLeversRequest* request,
      v1::ListLeversResponse* response) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
};

class EvaluationService final : public v1::EvaluationService::CallbackService {
 public:
  // `pool` must outlive the service.
  EvaluationService(std::shared_ptr<const Worlds> worlds, ComputePool* pool)
      : worlds_(std::move(worlds)), pool_(pool) {}

  grpc::ServerUnaryReactor* EvaluateScenario(
      grpc::CallbackServerContext* context,
      const v1::EvaluateScenarioRequest* request,
      v1::EvaluateScenarioResponse* response) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
  ComputePool* pool_;
};

class PriceService final : public v1::PriceService::CallbackService {
 public:
  // `pool` must outlive the service.
  PriceService(std::shared_ptr<const Worlds> worlds, ComputePool* pool)
      : worlds_(std::move(worlds)), pool_(pool) {}

  grpc::ServerUnaryReactor* PriceSupplyChange(
      grpc::CallbackServerContext* context,
      const v1::PriceSupplyChangeRequest* request,
      v1::PriceSupplyChangeResponse* response) override;
  grpc::ServerUnaryReactor* ListPriceParameters(
      grpc::CallbackServerContext* context,
      const v1::ListPriceParametersRequest* request,
      v1::ListPriceParametersResponse* response) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
  ComputePool* pool_;
};

class BacktestService final : public v1::BacktestService::CallbackService {
 public:
  // `pool` must outlive the service.
  BacktestService(std::shared_ptr<const Worlds> worlds, ComputePool* pool)
      : worlds_(std::move(worlds)), pool_(pool) {}

  grpc::ServerUnaryReactor* RunBacktest(
      grpc::CallbackServerContext* context,
      const v1::RunBacktestRequest* request,
      v1::RunBacktestResponse* response) override;

 private:
  std::shared_ptr<const Worlds> worlds_;
  ComputePool* pool_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_SERVICES_H_
