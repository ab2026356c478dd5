// Prints a result in the format that was asked for.

#ifndef OILFLOW_CLIENT_OUTPUT_H_
#define OILFLOW_CLIENT_OUTPUT_H_

#include <iostream>

#include "absl/status/status.h"

#include "client/options.h"
#include "client/printer.h"
#include "client/printer_ensemble.h"

namespace oilflow {

// Whatever was written is really out.
inline absl::Status Flush() {
  std::cout.flush();
  return std::cout
             ? absl::OkStatus()
             : absl::UnavailableError("standard output cannot be written");
}

// On standard output; nothing else goes there. Formats that only some answers
// have are printed by their own commands.
template <typename Message, typename... View>
absl::Status Print(const Options& options, const Message& message,
                   const View&... view) {
  switch (options.output) {
    case Output::kJson: {
      absl::Status status = PrintJson(message, std::cout);
      if (!status.ok()) {
        return status;
      }
      break;
    }
    case Output::kCsv:
      PrintCsv(message, std::cout);
      break;
    case Output::kText:
      PrintText(message, view..., std::cout);
      break;
    case Output::kMarkdown:
    case Output::kOre:
      return absl::InvalidArgumentError(
          "--output must be text, json or csv for this command");
  }
  return Flush();
}

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_OUTPUT_H_
