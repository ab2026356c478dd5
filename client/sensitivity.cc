#include <memory>
#include <string>
#include <vector>

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/ensemble_flags.h"
#include "client/ensemble_input.h"
#include "client/output.h"
#include "client/stream.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

constexpr int32_t kLeastResamples = 100;
constexpr int32_t kMostResamples = 10000;

struct SensitivityFlags {
  EnsembleFlags ensemble;
  std::vector<std::string> groups;
  std::string resamples;
};

absl::Status AnalyzeSensitivity(const Options& options,
                                const SensitivityFlags& flags) {
  v1::AnalyzeSensitivityRequest request;
  RETURN_IF_ERROR(SetSampling(flags.ensemble, request.mutable_sampling()));
  SetOutputs(flags.ensemble, request.mutable_outputs());
  for (const std::string& text : flags.groups) {
    ASSIGN_OR_RETURN(const Group group, ParseGroup("--group", text));
    v1::VariableGroup* added = request.add_groups();
    added->set_group_id(group.id);
    added->mutable_variables()->Add(group.members.begin(), group.members.end());
  }
  if (!flags.resamples.empty()) {
    ASSIGN_OR_RETURN(const int32_t count,
                     ParseCount("--resamples", flags.resamples, kLeastResamples,
                                kMostResamples));
    request.set_resample_count(count);
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(flags.ensemble.quiet);
  v1::AnalyzeSensitivityResponse response;
  RETURN_IF_ERROR(ReadStream<v1::AnalyzeSensitivityResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncAnalyzeSensitivity(context, request, queue);
      },
      [&](const v1::AnalyzeSensitivityResponse& message) {
        response = message;
        bar.Set({.completed = message.completed_count(),
                 .total = message.total_count(),
                 .unit = "draws"});
        return absl::OkStatus();
      }));
  return response.finished() ? Print(options, response) : EndedEarly();
}

}  // namespace

std::function<absl::Status(const Options&)> AddSensitivity(CLI::App* app) {
  auto flags = std::make_shared<SensitivityFlags>();
  AddEnsembleFlags(app, "how many in each of the two samples (default: 1,000)",
                   "net_supply_bpd and price_percent", &flags->ensemble);
  app->add_option("--group", flags->groups,
                  "ID=VARIABLE,VARIABLE: look at these as one; names as "
                  "`oilflow simulate -o csv` lists them, * for any ending; may "
                  "be repeated")
      ->allow_extra_args(false);
  app->add_option("--resamples", flags->resamples,
                  "bootstrap resamples for intervals, 100 to 10,000 (default: "
                  "500)");
  app->footer(
      "Examples:\n"
      "  oilflow sensitivity restart-185\n"
      "  oilflow sensitivity gas-stop --of iraq.production_change_bpd --draws "
      "4096 --method sobol\n"
      "  oilflow sensitivity restart-185 --group 'krg=krg-*' -o csv");
  return [flags](const Options& options) {
    return AnalyzeSensitivity(options, *flags);
  };
}

}  // namespace oilflow
