// The commands: one row of a table each.

#ifndef OILFLOW_CLIENT_COMMANDS_H_
#define OILFLOW_CLIENT_COMMANDS_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"

#include "client/options.h"

namespace CLI {  // NOLINT(readability-identifier-naming): as CLI11 has it
class App;
}  // namespace CLI

namespace oilflow {

// Adds a subcommand with its own flags, and gives the function that runs it.
using AddCommand = std::function<absl::Status(const Options&)> (*)(CLI::App*);

struct Command {
  const char* name;
  const char* help;
  AddCommand add;
  // Beside text, json and csv.
  bool has_markdown = false;
  bool has_ore = false;
  // How long it waits for each answer, unless `--timeout` says.
  double timeout_seconds = kTimeoutSeconds;
};

// The same command with an hour to wait: for what is asked many times over,
// and says meanwhile how far it is.
constexpr Command Long(Command command) {
  constexpr double kHour = 3600;
  command.timeout_seconds = kHour;
  return command;
}

std::function<absl::Status(const Options&)> AddEvaluate(CLI::App* app);
std::function<absl::Status(const Options&)> AddSimulate(CLI::App* app);
std::function<absl::Status(const Options&)> AddMerge(CLI::App* app);
std::function<absl::Status(const Options&)> AddCompare(CLI::App* app);
std::function<absl::Status(const Options&)> AddAttribute(CLI::App* app);
std::function<absl::Status(const Options&)> AddSensitivity(CLI::App* app);
std::function<absl::Status(const Options&)> AddSweep(CLI::App* app);
std::function<absl::Status(const Options&)> AddSeek(CLI::App* app);
std::function<absl::Status(const Options&)> AddPrice(CLI::App* app);
std::function<absl::Status(const Options&)> AddBacktest(CLI::App* app);
std::function<absl::Status(const Options&)> AddParameters(CLI::App* app);
std::function<absl::Status(const Options&)> AddFacts(CLI::App* app);
std::function<absl::Status(const Options&)> AddNetwork(CLI::App* app);
std::function<absl::Status(const Options&)> AddLevers(CLI::App* app);
std::function<absl::Status(const Options&)> AddScenarios(CLI::App* app);

// The options with what is left to the command filled in.
Options OptionsFor(const Command& command, Options options);

// That the command has the format that was asked for.
absl::Status CheckOutput(const Command& command, const Options& options);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_COMMANDS_H_
