#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/backtest_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/output.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct BacktestFlags {
  std::string baseline = "region";
  std::vector<std::string> events;
};

absl::Status Backtest(const Options& options, const BacktestFlags& flags) {
  if (!options.as_of.empty() || !options.latest_fact.empty()) {
    return absl::InvalidArgumentError(
        "--as-of and --latest-fact have no place here: each event is read as "
        "of the day before it");
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::BacktestService::NewStub(connection.channel());
  v1::RunBacktestRequest request;
  request.set_baseline(absl::StrCat("baselines/", flags.baseline));
  for (const std::string& event : flags.events) {
    request.add_event_ids(event);
  }
  v1::RunBacktestResponse response;
  RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
    return stub->RunBacktest(context, request, &response);
  }));
  if (options.output == Output::kMarkdown) {
    PrintMarkdown(response, std::cout);
    return Flush();
  }
  return Print(options, response);
}

}  // namespace

std::function<absl::Status(const Options&)> AddBacktest(CLI::App* app) {
  auto flags = std::make_shared<BacktestFlags>();
  app->add_option("baseline", flags->baseline, "whose events")
      ->capture_default_str();
  app->add_option("--event", flags->events,
                  "this event only; may be given several times")
      ->allow_extra_args(false);
  app->footer(
      "Examples:\n"
      "  oilflow backtest --local\n"
      "  oilflow backtest --event bt1 -o json\n"
      "  oilflow backtest --local -o md > docs/backtest.md");
  return [flags](const Options& options) { return Backtest(options, *flags); };
}

}  // namespace oilflow
