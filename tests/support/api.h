// The service behind gRPC, in this process: what tests of the API talk to.

#ifndef OILFLOW_TESTS_SUPPORT_API_H_
#define OILFLOW_TESTS_SUPPORT_API_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

#include "oilflow/v1/baseline_service.grpc.pb.h"
#include "oilflow/v1/ensemble_service.grpc.pb.h"
#include "oilflow/v1/evaluation_service.grpc.pb.h"
#include "oilflow/v1/scenario_service.grpc.pb.h"

#include "service/rpc/server.h"

namespace oilflow {

//   Api api;
//   auto response = api.Evaluate(request);  // over gRPC's in-process channel
class Api {
 public:
  // Serves the embedded worlds.
  explicit Api(const ServerOptions& options = {});
  Api(const ServerOptions& options, std::shared_ptr<const Worlds> worlds);

  absl::StatusOr<v1::EvaluateScenarioResponse> Evaluate(
      const v1::EvaluateScenarioRequest& request,
      absl::Duration timeout = absl::Seconds(60));

  // A scenario of the library.
  absl::StatusOr<v1::EvaluateScenarioResponse> EvaluateNamed(
      const std::string& id);

  absl::StatusOr<v1::Scenario> GetScenario(const std::string& id);

  Server& server() { return *server_; }
  v1::BaselineService::Stub& baselines() { return *baselines_; }
  v1::ScenarioService::Stub& scenarios() { return *scenarios_; }
  v1::EvaluationService::Stub& evaluations() { return *evaluations_; }
  v1::EnsembleService::Stub& ensembles() { return *ensembles_; }

 private:
  std::unique_ptr<Server> server_;
  std::unique_ptr<v1::BaselineService::Stub> baselines_;
  std::unique_ptr<v1::ScenarioService::Stub> scenarios_;
  std::unique_ptr<v1::EvaluationService::Stub> evaluations_;
  std::unique_ptr<v1::EnsembleService::Stub> ensembles_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_API_H_
