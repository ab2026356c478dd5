#include "client/commands.h"

#include "absl/strings/str_cat.h"

namespace oilflow {

Options OptionsFor(const Command& command, Options options) {
  options.timeout_seconds =
      options.timeout_seconds.value_or(command.timeout_seconds);
  return options;
}

absl::Status CheckOutput(const Command& command, const Options& options) {
  if (options.output == Output::kMarkdown && !command.has_markdown) {
    return absl::InvalidArgumentError(
        absl::StrCat("--output md is for `oilflow backtest` alone; ",
                     command.name, " has text, json and csv"));
  }
  if (options.output == Output::kOre && !command.has_ore) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--output ore is for the answers of `oilflow price` and `oilflow "
        "evaluate` with a curve; ",
        command.name, " has none"));
  }
  return absl::OkStatus();
}

}  // namespace oilflow
