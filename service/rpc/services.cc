#include "service/rpc/services.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "service/rpc/elapsed.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/status.h"

namespace oilflow {

grpc::ServerUnaryReactor* Answer(grpc::CallbackServerContext* context,
                                 const absl::Status& status) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(ToGrpcStatus(WithDetails(status)));
  return reactor;
}

grpc::ServerUnaryReactor* Compute(
    grpc::CallbackServerContext* context, ComputePool* pool,
    std::function<absl::Status(const Call&)> compute) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const bool taken = pool->Submit([context, reactor,
                                   compute = std::move(compute)] {
    const Call call{.deadline = absl::FromChrono(context->deadline()),
                    .cancelled = [context] { return context->IsCancelled(); }};
    const absl::Time start = absl::Now();
    const absl::Status status = compute(call);
    AddElapsedSince(start, context);
    reactor->Finish(ToGrpcStatus(WithDetails(status)));
  });
  if (!taken) {
    reactor->Finish(ToGrpcStatus(TooManyEvaluations(pool->queue_limit())));
  }
  return reactor;
}

grpc::ServerUnaryReactor* BaselineService::GetNetwork(
    grpc::CallbackServerContext* context, const v1::GetNetworkRequest* request,
    v1::Network* response) {
  return Answer(context, oilflow::GetNetwork(*worlds_, *request, response));
}

grpc::ServerUnaryReactor* BaselineService::ListFacts(
    grpc::CallbackServerContext* context, const v1::ListFactsRequest* request,
    v1::ListFactsResponse* response) {
  return Answer(context, oilflow::ListFacts(*worlds_, *request, response));
}

grpc::ServerUnaryReactor* ScenarioService::GetScenario(
    grpc::CallbackServerContext* context, const v1::GetScenarioRequest* request,
    v1::Scenario* response) {
  return Answer(context, oilflow::GetScenario(*worlds_, *request, response));
}

grpc::ServerUnaryReactor* ScenarioService::ListScenarios(
    grpc::CallbackServerContext* context,
    const v1::ListScenariosRequest* request,
    v1::ListScenariosResponse* response) {
  return Answer(context, oilflow::ListScenarios(*worlds_, *request, response));
}

grpc::ServerUnaryReactor* ScenarioService::ListLevers(
    grpc::CallbackServerContext* context, const v1::ListLeversRequest* request,
    v1::ListLeversResponse* response) {
  return Answer(context, oilflow::ListLevers(*request, response));
}

grpc::ServerUnaryReactor* EvaluationService::EvaluateScenario(
    grpc::CallbackServerContext* context,
    const v1::EvaluateScenarioRequest* request,
    v1::EvaluateScenarioResponse* response) {
  return Compute(
      context, pool_, [worlds = worlds_, request, response](const Call& call) {
        return oilflow::EvaluateScenario(*worlds, call, *request, response);
      });
}

grpc::ServerUnaryReactor* PriceService::PriceSupplyChange(
    grpc::CallbackServerContext* context,
    const v1::PriceSupplyChangeRequest* request,
    v1::PriceSupplyChangeResponse* response) {
  return Compute(
      context, pool_, [worlds = worlds_, request, response](const Call& call) {
        return oilflow::PriceSupplyChange(*worlds, call, *request, response);
      });
}

grpc::ServerUnaryReactor* PriceService::ListPriceParameters(
    grpc::CallbackServerContext* context,
    const v1::ListPriceParametersRequest* request,
    v1::ListPriceParametersResponse* response) {
  return Answer(context,
                oilflow::ListPriceParameters(*worlds_, *request, response));
}

grpc::ServerUnaryReactor* BacktestService::RunBacktest(
    grpc::CallbackServerContext* context, const v1::RunBacktestRequest* request,
    v1::RunBacktestResponse* response) {
  return Compute(
      context, pool_, [worlds = worlds_, request, response](const Call& call) {
        return oilflow::RunBacktest(*worlds, call, *request, response);
      });
}

}  // namespace oilflow
