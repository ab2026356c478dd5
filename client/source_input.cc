#include "client/source_input.h"

#include "absl/strings/str_cat.h"

#include "oilflow/v1/scenario_service.grpc.pb.h"

#include "client/call.h"
#include "client/scenario_input.h"
#include "service/base/status_macros.h"

namespace oilflow {

absl::StatusOr<v1::Scenario> FetchScenario(const Options& options,
                                           const Connection& connection,
                                           const std::string& name) {
  const auto stub = v1::ScenarioService::NewStub(connection.channel());
  v1::GetScenarioRequest request;
  request.set_name(absl::StrCat("scenarios/", name));
  v1::Scenario scenario;
  RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
    return stub->GetScenario(context, request, &scenario);
  }));
  return scenario;
}

absl::StatusOr<v1::ScenarioSource> SourceOf(const Options& options,
                                            const Connection& connection,
                                            const SourceFlags& flags) {
  v1::ScenarioSource source;
  ASSIGN_OR_RETURN(*source.mutable_reading(), ReadingOf(options));
  if (IsScenarioFile(flags.scenario)) {
    ASSIGN_OR_RETURN(*source.mutable_scenario(),
                     ReadScenarioFile(flags.scenario));
  } else if (flags.sets.empty() && !flags.no_ranges) {
    source.set_name(absl::StrCat("scenarios/", flags.scenario));
  } else {
    ASSIGN_OR_RETURN(*source.mutable_scenario(),
                     FetchScenario(options, connection, flags.scenario));
  }
  for (const std::string& set : flags.sets) {
    RETURN_IF_ERROR(SetParameter(set, source.mutable_scenario()));
  }
  if (flags.no_ranges) {
    source.mutable_scenario()->mutable_uncertainties()->set_fact_ranges(
        v1::Uncertainties::OFF);
  }
  return source;
}

}  // namespace oilflow
