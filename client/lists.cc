#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "oilflow/v1/baseline_service.grpc.pb.h"
#include "oilflow/v1/scenario_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/output.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct FactFlags {
  std::string baseline = "region";
  std::string subject;
  std::string measure;
  std::string kind;
};

std::string Quoted(absl::string_view field, const std::string& value) {
  return absl::StrCat(field, " = \"", value, "\"");
}

absl::Status ListFacts(const Options& options, const FactFlags& flags) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::BaselineService::NewStub(connection.channel());
  v1::ListFactsRequest request;
  request.set_parent(absl::StrCat("baselines/", flags.baseline));
  ASSIGN_OR_RETURN(*request.mutable_reading(), ReadingOf(options));
  std::vector<std::string> terms;
  for (const auto& [field, value] : {std::pair{"subject", flags.subject},
                                     {"measure", flags.measure},
                                     {"kind", flags.kind}}) {
    if (absl::StrContains(value, '"')) {
      return absl::InvalidArgumentError(
          absl::StrCat("--", field, " must not have a quote: ", value));
    }
    if (!value.empty()) {
      terms.push_back(Quoted(field, value));
    }
  }
  request.set_filter(absl::StrJoin(terms, " AND "));
  const auto call = [&](grpc::ClientContext* context,
                        const v1::ListFactsRequest& page_request,
                        v1::ListFactsResponse* page) {
    return stub->ListFacts(context, page_request, page);
  };
  const auto append = [](const v1::ListFactsResponse& page,
                         v1::ListFactsResponse* all) { all->MergeFrom(page); };
  ASSIGN_OR_RETURN(const auto response,
                   (AllPages<v1::ListFactsRequest, v1::ListFactsResponse>(
                       options, request, call, append)));
  return Print(options, response);
}

absl::Status ShowNetwork(const Options& options, const std::string& baseline) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::BaselineService::NewStub(connection.channel());
  v1::GetNetworkRequest request;
  request.set_name(absl::StrCat("baselines/", baseline, "/network"));
  v1::Network network;
  RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
    return stub->GetNetwork(context, request, &network);
  }));
  return Print(options, network);
}

absl::Status ListLevers(const Options& options) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::ScenarioService::NewStub(connection.channel());
  const auto call = [&](grpc::ClientContext* context,
                        const v1::ListLeversRequest& request,
                        v1::ListLeversResponse* page) {
    return stub->ListLevers(context, request, page);
  };
  const auto append = [](const v1::ListLeversResponse& page,
                         v1::ListLeversResponse* all) { all->MergeFrom(page); };
  ASSIGN_OR_RETURN(const auto response,
                   (AllPages<v1::ListLeversRequest, v1::ListLeversResponse>(
                       options, {}, call, append)));
  return Print(options, response);
}

absl::Status ListScenarios(const Options& options) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::ScenarioService::NewStub(connection.channel());
  const auto call = [&](grpc::ClientContext* context,
                        const v1::ListScenariosRequest& request,
                        v1::ListScenariosResponse* page) {
    return stub->ListScenarios(context, request, page);
  };
  const auto append = [](const v1::ListScenariosResponse& page,
                         v1::ListScenariosResponse* all) {
    all->MergeFrom(page);
  };
  ASSIGN_OR_RETURN(
      const auto response,
      (AllPages<v1::ListScenariosRequest, v1::ListScenariosResponse>(
          options, {}, call, append)));
  return Print(options, response);
}

}  // namespace

std::function<absl::Status(const Options&)> AddFacts(CLI::App* app) {
  auto flags = std::make_shared<FactFlags>();
  app->add_option("--baseline", flags->baseline, "region or two-nodes")
      ->capture_default_str();
  app->add_option("--subject", flags->subject, "facts about this only");
  app->add_option("--measure", flags->measure, "facts of this measure only");
  app->add_option("--kind", flags->kind,
                  "observed, reported, estimated or assumed only");
  app->footer(
      "Examples:\n"
      "  oilflow facts --subject krg-fields --as-of 2025-03-01\n"
      "  oilflow facts --kind assumed -o csv");
  return [flags](const Options& options) { return ListFacts(options, *flags); };
}

std::function<absl::Status(const Options&)> AddNetwork(CLI::App* app) {
  auto baseline = std::make_shared<std::string>("region");
  app->add_option("--baseline", *baseline, "region or two-nodes")
      ->capture_default_str();
  app->footer("Example:\n  oilflow network --baseline two-nodes");
  return [baseline](const Options& options) {
    return ShowNetwork(options, *baseline);
  };
}

std::function<absl::Status(const Options&)> AddLevers(CLI::App* app) {
  app->footer("Example:\n  oilflow levers");
  return ListLevers;
}

std::function<absl::Status(const Options&)> AddScenarios(CLI::App* app) {
  app->footer("Example:\n  oilflow scenarios -o csv");
  return ListScenarios;
}

}  // namespace oilflow
