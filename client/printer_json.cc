#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/util/json_util.h"

#include "client/printer.h"

namespace oilflow {

absl::Status PrintJson(const google::protobuf::Message& message,
                       std::ostream& out) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string text;
  const auto status =
      google::protobuf::util::MessageToJsonString(message, &text, options);
  if (!status.ok()) {
    return absl::InternalError(
        absl::string_view(status.message().data(), status.message().size()));
  }
  out << text;
  return absl::OkStatus();
}

}  // namespace oilflow
