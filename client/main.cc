// oilflow: flags, find the command, print the status.

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/interrupt.h"
#include "client/options.h"
#include "client/report.h"
#include "service/rpc/version.h"

namespace oilflow {
namespace {

constexpr Command kCommands[] = {
    {"evaluate", "what a scenario changes: barrels, ledger, quota, price",
     AddEvaluate, /*has_markdown=*/false, /*has_ore=*/true},
    Long({"simulate", "the same under uncertainty: quantiles of many draws",
          AddSimulate}),
    Long({"merge", "parts of one simulation, made anywhere, as one", AddMerge}),
    Long({"compare", "two scenarios with the same random numbers", AddCompare}),
    Long({"attribute", "which policy, or which news, did how much",
          AddAttribute}),
    Long(
        {"sensitivity", "which uncertain numbers matter most", AddSensitivity}),
    Long(
        {"sweep", "the answer over values of up to four parameters", AddSweep}),
    Long({"seek", "the value of a parameter at which an output meets a target",
          AddSeek}),
    {"price", "what a change of supply does to the price, without a network",
     AddPrice, /*has_markdown=*/false, /*has_ore=*/true},
    {"backtest", "the models against what happened", AddBacktest,
     /*has_markdown=*/true, /*has_ore=*/false},
    {"parameters", "the numbers of the price models, with the evidence",
     AddParameters},
    {"facts", "what is known, with source, range and grade", AddFacts},
    {"network", "nodes and arcs", AddNetwork},
    {"levers", "what a policy can change: units, ranges, defaults", AddLevers},
    {"scenarios", "the scenario library", AddScenarios},
};

// A flag beats the environment, which beats the default.
void TakeEnvironment(const char* name, std::string* value) {
  if (const char* set = std::getenv(name)) {
    *value = set;
  }
}

void AddCommonOptions(const Command& command, CLI::App* app, Options* options) {
  app->add_option("-o,--output", options->output,
                  "text, json or csv; md for backtest; ore, a stress test for "
                  "Open Source Risk Engine, for an answer with a curve")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, Output>{{"text", Output::kText},
                                        {"json", Output::kJson},
                                        {"csv", Output::kCsv},
                                        {"md", Output::kMarkdown},
                                        {"ore", Output::kOre}}));
  app->add_option("--server", options->server,
                  "host:port (environment: OILFLOW_SERVER)")
      ->capture_default_str();
  app->add_flag("--local", options->local,
                "answer in this process; no server is needed");
  app->add_option("--world", options->worlds,
                  "ID=FOLDER: a world of one's own, with --local");
  app->add_option("--as-of", options->as_of,
                  "what was known on this day, such as 2025-03-01");
  app->add_option("--latest-fact", options->latest_fact,
                  "of the facts recorded up to this one");
  app->add_option("--timeout", options->timeout_seconds,
                  absl::StrCat("seconds to wait for an answer (default: ",
                               command.timeout_seconds, ")"))
      ->check(CLI::Range(0.001, 86400.0));
  app->add_flag("--time", options->time,
                "say on standard error how long the service took");
}

int Main(int argc, char** argv) {
  Options options;
  TakeEnvironment("OILFLOW_SERVER", &options.server);
  CLI::App app(
      "oilflow: what a policy change does to barrels and to price.\n\n"
      "Examples:\n"
      "  oilflow evaluate restart-185 --local\n"
      "  oilflow evaluate iran-to-zero-2018 -o csv > iran.csv\n"
      "  oilflow simulate restart-185 --local\n"
      "  oilflow price --change=-450kb/d --from 2023-03-25 --until 2024-03-25 "
      "\\\n    --mode ex-ante --local",
      "oilflow");
  app.set_version_flag("--version", CodeVersion());
  app.require_subcommand(1);
  struct Run {
    const Command* command;
    std::function<absl::Status(const Options&)> function;
  };
  std::map<CLI::App*, Run> runs;
  for (const Command& command : kCommands) {
    CLI::App* sub = app.add_subcommand(command.name, command.help);
    runs[sub] = {&command, command.add(sub)};
    AddCommonOptions(command, sub, &options);
  }
  if (argc == 1) {
    std::cerr << app.help();
    return 2;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
  }
  const Run& run = runs.at(app.get_subcommands().front());
  absl::Status status = CheckOutput(*run.command, options);
  if (status.ok()) {
    status = run.function(OptionsFor(*run.command, options));
  }
  const int code = status.ok() ? 0 : Report(status, std::cerr);
  if (Interrupted()) {
    EndInterrupted();
  }
  return code;
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  try {
    return oilflow::Main(argc, argv);
  } catch (const std::exception& error) {
    // None of ours throws; the standard library may, when memory is out.
    std::fputs(error.what(), stderr);
    return 1;
  }
}
