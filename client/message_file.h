// Messages and tables as people give them: files, or standard input.

#ifndef OILFLOW_CLIENT_MESSAGE_FILE_H_
#define OILFLOW_CLIENT_MESSAGE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace oilflow {

// What errors call a file: its path, or "standard input" for "-".
std::string FileName(const std::string& path);

// The text of a file, or of standard input for "-", of at most 1 MiB. `hint`
// says what to do if there is no such file.
absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         absl::string_view hint);

// Reads protobuf text format or, if the text begins with a brace, proto3 JSON.
// Errors name the file, and the line and column if they can.
absl::Status ParseMessage(absl::string_view file, const std::string& text,
                          google::protobuf::Message* message);

// Both.
absl::Status ReadMessageFile(const std::string& path, absl::string_view hint,
                             google::protobuf::Message* message);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_MESSAGE_FILE_H_
