#include "client/message_file.h"

#include <fstream>
#include <iostream>
#include <istream>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

#include "service/base/status_macros.h"
#include "service/store/world.h"

namespace oilflow {
namespace {

constexpr size_t kMaxFileBytes = 1 << 20;

absl::Status CheckSize(absl::string_view file, const std::string& text) {
  if (text.size() <= kMaxFileBytes) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      file, ": must be at most ", kMaxFileBytes, " bytes, not ", text.size()));
}

// Stops soon after there is too much.
std::string ReadSome(std::istream& in) {
  std::string text;
  char buffer[4096];
  while (text.size() <= kMaxFileBytes &&
         (in.read(buffer, sizeof buffer), in.gcount() > 0)) {
    text.append(buffer, static_cast<size_t>(in.gcount()));
  }
  return text;
}

}  // namespace

std::string FileName(const std::string& path) {
  return path == "-" ? "standard input" : path;
}

absl::StatusOr<std::string> ReadTextFile(const std::string& path,
                                         absl::string_view hint) {
  std::string text;
  if (path == "-") {
    text = ReadSome(std::cin);
  } else {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      return absl::NotFoundError(
          absl::StrCat(path, ": no such file", hint.empty() ? "" : "; ", hint));
    }
    text = ReadSome(in);
  }
  RETURN_IF_ERROR(CheckSize(FileName(path), text));
  return text;
}

absl::Status ParseMessage(absl::string_view file, const std::string& text,
                          google::protobuf::Message* message) {
  RETURN_IF_ERROR(CheckSize(file, text));
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first != std::string::npos && text[first] == '{') {
    const auto status =
        google::protobuf::util::JsonStringToMessage(text, message);
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat(
          file, ": ",
          absl::string_view(status.message().data(), status.message().size())));
    }
    return absl::OkStatus();
  }
  return ParseTextProto(file, text, message);
}

absl::Status ReadMessageFile(const std::string& path, absl::string_view hint,
                             google::protobuf::Message* message) {
  ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path, hint));
  return ParseMessage(FileName(path), text, message);
}

}  // namespace oilflow
