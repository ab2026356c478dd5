#include <memory>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/output.h"
#include "client/quantile_text.h"
#include "client/simulate_input.h"
#include "client/simulation_so_far.h"
#include "client/stream.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// `price_usd_per_bbl P50 -1.23 +- 0.02 USD/bbl`.
std::string NoteOf(const v1::OutputSummary& output, double level) {
  const auto levels = LevelsOf(output.quantiles());
  constexpr double kLevels[] = {0.05, 0.16, 0.5, 0.84, 0.95};
  size_t index = 2;
  for (size_t i = 0; i < levels.size(); ++i) {
    if (kLevels[i] == level) {
      index = i;
    }
  }
  return absl::StrCat(output.output(), " ", levels[index].name, " ",
                      ShowWithError(levels[index].value, levels[index].error,
                                    IsChange(output.output())),
                      " +- ", ShowError(levels[index].error), " ",
                      output.unit());
}

absl::Status RunSimulate(const Options& options, const SimulateFlags& flags) {
  RETURN_IF_ERROR(CheckSimulateFlags(options, flags));
  if (!flags.out.empty() || !flags.resume.empty()) {
    return WritePart(options, flags);
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(const v1::SimulateScenarioRequest request,
                   RequestOf(options, connection, flags));
  v1::SimulateScenarioResponse response;
  const absl::Status ended =
      Simulate(options, connection, request, flags.ensemble.quiet, &response);
  const absl::Status unfinished = Unfinished(ended, response);
  if (!unfinished.ok()) {
    RETURN_IF_ERROR(Print(options, response));
    return unfinished;
  }
  RETURN_IF_ERROR(ended);
  return Print(options, response);
}

}  // namespace

ProgressState ProgressOf(const v1::SimulateScenarioRequest& request,
                         const v1::SimulateScenarioResponse& message,
                         const v1::SimulateScenarioResponse& answer) {
  ProgressState state{.completed = message.completed_count(),
                      .total = message.total_count(),
                      .unit = "draws"};
  const v1::OutputSummary* shown = nullptr;
  for (const v1::OutputSummary& output : answer.outputs()) {
    const std::string name =
        output.has_month()
            ? absl::StrCat(output.output(), "@", ShowPeriod(output.month()))
            : output.output();
    if (shown == nullptr || name == request.stop().output()) {
      shown = &output;
    }
  }
  if (shown != nullptr) {
    state.note = NoteOf(*shown, request.stop().level());
  }
  return state;
}

absl::Status Simulate(const Options& options, const Connection& connection,
                      const v1::SimulateScenarioRequest& request, bool is_quiet,
                      v1::SimulateScenarioResponse* response) {
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(is_quiet);
  SimulationSoFar so_far;
  const absl::Status ended = ReadStream<v1::SimulateScenarioResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncSimulateScenario(context, request, queue);
      },
      [&](const v1::SimulateScenarioResponse& message) {
        so_far.Take(message);
        bar.Set(ProgressOf(request, message, so_far.answer()));
        return absl::OkStatus();
      });
  *response = so_far.answer();
  RETURN_IF_ERROR(ended);
  return response->finished() ? absl::OkStatus() : EndedEarly();
}

std::function<absl::Status(const Options&)> AddSimulate(CLI::App* app) {
  auto flags = std::make_shared<SimulateFlags>();
  AddEnsembleFlags(app, "how many, up to 10,000,000 (default: 10,000)",
                   "net_supply_bpd and price_usd_per_bbl", &flags->ensemble);
  app->get_option("scenario")->required(false);
  AddSummaryFlags(app, flags.get());
  app->add_option("--until", flags->until,
                  "OUTPUT:LEVEL:ERROR: stop when the Monte Carlo error of a "
                  "quantile (p5, p16, p50, p84, p95) is no more than this: "
                  "price_usd_per_bbl:p50:0.05USD/bbl");
  app->add_option("--against", flags->against,
                  "SCENARIO: answer what is more than in this one, draw by "
                  "draw with the same random numbers");
  app->add_option("--shard", flags->shard,
                  "I/N: only the I-th of N parts of the draws; with --out");
  app->add_option("--out", flags->out,
                  "FILE for the part, FILE.partial until it is complete; "
                  "`oilflow merge` puts parts together");
  app->add_option("--resume", flags->resume,
                  "FILE: go on with its FILE.partial, and nothing else");
  app->footer(
      "Examples:\n"
      "  oilflow simulate restart-185\n"
      "  oilflow simulate restart-300-60-offset --draws 1e6 \\\n"
      "    --until price_usd_per_bbl:p50:0.01USD/bbl\n"
      "  oilflow simulate gas-stop --of iraq.production_change_bpd --monthly "
      "-o "
      "csv\n"
      "  oilflow simulate restart-300-60-offset --against restart-185\n"
      "  oilflow simulate restart-185 --draws 1e6 --shard 3/8 --out 3.part\n"
      "  oilflow simulate --resume 3.part");
  return
      [flags](const Options& options) { return RunSimulate(options, *flags); };
}

}  // namespace oilflow
