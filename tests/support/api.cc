#include "tests/support/api.h"

#include <utility>

#include "gtest/gtest.h"

#include "service/base/status_macros.h"
#include "service/rpc/status.h"
#include "tests/support/fixtures.h"

namespace oilflow {

Api::Api(const ServerOptions& options) : Api(options, EmbeddedWorlds()) {}

Api::Api(const ServerOptions& options, std::shared_ptr<const Worlds> worlds) {
  absl::StatusOr<std::unique_ptr<Server>> server =
      Server::Start(std::move(worlds), options);
  EXPECT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
  const auto channel = server_->InProcessChannel();
  baselines_ = v1::BaselineService::NewStub(channel);
  scenarios_ = v1::ScenarioService::NewStub(channel);
  evaluations_ = v1::EvaluationService::NewStub(channel);
  ensembles_ = v1::EnsembleService::NewStub(channel);
}

absl::StatusOr<v1::EvaluateScenarioResponse> Api::Evaluate(
    const v1::EvaluateScenarioRequest& request, absl::Duration timeout) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       absl::ToChronoMilliseconds(timeout));
  v1::EvaluateScenarioResponse response;
  RETURN_IF_ERROR(FromGrpcStatus(
      evaluations_->EvaluateScenario(&context, request, &response)));
  return response;
}

absl::StatusOr<v1::EvaluateScenarioResponse> Api::EvaluateNamed(
    const std::string& id) {
  v1::EvaluateScenarioRequest request;
  request.set_name("scenarios/" + id);
  return Evaluate(request);
}

absl::StatusOr<v1::Scenario> Api::GetScenario(const std::string& id) {
  grpc::ClientContext context;
  v1::GetScenarioRequest request;
  request.set_name("scenarios/" + id);
  v1::Scenario scenario;
  RETURN_IF_ERROR(
      FromGrpcStatus(scenarios_->GetScenario(&context, request, &scenario)));
  return scenario;
}

}  // namespace oilflow
