#include "service/rpc/ensemble_service.h"

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"

#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/services.h"
#include "service/rpc/streams.h"

namespace oilflow {
namespace {

// The form of all handlers of streams.
template <typename Request, typename Response>
using Handler = absl::Status (*)(const Worlds&, const Call&, int,
                                 const Request&,
                                 absl::FunctionRef<bool(const Response&)>);

template <typename Request, typename Response>
grpc::ServerWriteReactor<Response>* Stream(Handler<Request, Response> handler,
                                           std::shared_ptr<const Worlds> worlds,
                                           int thread_count, ComputePool* pool,
                                           grpc::CallbackServerContext* context,
                                           const Request* request) {
  return ResponseStream<Response>::Start(
      context, pool,
      [handler, worlds = std::move(worlds), thread_count, request](
          const Call& call, typename ResponseStream<Response>::Send send) {
        return handler(*worlds, call, thread_count, *request, send);
      });
}

}  // namespace

grpc::ServerWriteReactor<v1::SimulateScenarioResponse>*
EnsembleService::SimulateScenario(grpc::CallbackServerContext* context,
                                  const v1::SimulateScenarioRequest* request) {
  return Stream(&oilflow::SimulateScenario, worlds_, thread_count_, pool_,
                context, request);
}

grpc::ServerReadReactor<v1::MergeSimulationRequest>*
EnsembleService::MergeSimulation(grpc::CallbackServerContext* context,
                                 v1::SimulateScenarioResponse* response) {
  using Stream = RequestStream<v1::MergeSimulationRequest>;
  return Stream::Start(
      context, pool_,
      [worlds = worlds_, response](const Call& call, Stream::Next next) {
        return oilflow::MergeSimulation(*worlds, call, next, response);
      });
}

grpc::ServerWriteReactor<v1::AttributeScenarioResponse>*
EnsembleService::AttributeScenario(
    grpc::CallbackServerContext* context,
    const v1::AttributeScenarioRequest* request) {
  return Stream(&oilflow::AttributeScenario, worlds_, thread_count_, pool_,
                context, request);
}

grpc::ServerWriteReactor<v1::AttributeRevisionResponse>*
EnsembleService::AttributeRevision(
    grpc::CallbackServerContext* context,
    const v1::AttributeRevisionRequest* request) {
  return Stream(&oilflow::AttributeRevision, worlds_, thread_count_, pool_,
                context, request);
}

grpc::ServerWriteReactor<v1::AnalyzeSensitivityResponse>*
EnsembleService::AnalyzeSensitivity(
    grpc::CallbackServerContext* context,
    const v1::AnalyzeSensitivityRequest* request) {
  return Stream(&oilflow::AnalyzeSensitivity, worlds_, thread_count_, pool_,
                context, request);
}

grpc::ServerWriteReactor<v1::SweepScenarioResponse>*
EnsembleService::SweepScenario(grpc::CallbackServerContext* context,
                               const v1::SweepScenarioRequest* request) {
  return Stream(&oilflow::SweepScenario, worlds_, thread_count_, pool_, context,
                request);
}

grpc::ServerUnaryReactor* EnsembleService::SeekGoal(
    grpc::CallbackServerContext* context, const v1::SeekGoalRequest* request,
    v1::SeekGoalResponse* response) {
  return Compute(context, pool_,
                 [worlds = worlds_, thread_count = thread_count_, request,
                  response](const Call& call) {
                   return oilflow::SeekGoal(*worlds, call, thread_count,
                                            *request, response);
                 });
}

grpc::ServerWriteReactor<v1::BatchEvaluateScenariosResponse>*
EnsembleService::BatchEvaluateScenarios(
    grpc::CallbackServerContext* context,
    const v1::BatchEvaluateScenariosRequest* request) {
  return Stream(&oilflow::BatchEvaluateScenarios, worlds_, thread_count_, pool_,
                context, request);
}

}  // namespace oilflow
