// The commands: one row of a table each.

#ifndef OILFLOW_CLIENT_COMMANDS_H_
#define OILFLOW_CLIENT_COMMANDS_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"

#include "CLI/CLI.hpp"
#include "client/options.h"

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
};

std::function<absl::Status(const Options&)> AddEvaluate(CLI::App* app);
std::function<absl::Status(const Options&)> AddPrice(CLI::App* app);
std::function<absl::Status(const Options&)> AddBacktest(CLI::App* app);
std::function<absl::Status(const Options&)> AddParameters(CLI::App* app);
std::function<absl::Status(const Options&)> AddFacts(CLI::App* app);
std::function<absl::Status(const Options&)> AddNetwork(CLI::App* app);
std::function<absl::Status(const Options&)> AddLevers(CLI::App* app);
std::function<absl::Status(const Options&)> AddScenarios(CLI::App* app);

// That the command has the format that was asked for.
absl::Status CheckOutput(const Command& command, const Options& options);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_COMMANDS_H_
