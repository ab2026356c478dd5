#include "service/wire/bad_request.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace oilflow {
namespace {

constexpr size_t kMaxFault = 400;

// How many bytes the letter of UTF-8 at the front takes; 0 if it is cut short.
size_t LetterBytes(absl::string_view text) {
  const auto byte = [&](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const size_t length = byte(0) < 0x80   ? 1
                        : byte(0) < 0xC2 ? 0
                        : byte(0) < 0xE0 ? 2
                        : byte(0) < 0xF0 ? 3
                                         : 4;
  if (length > text.size()) {
    return 0;
  }
  for (size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      return 0;
    }
  }
  return length;
}

}  // namespace

bool IsUtf8(absl::string_view text) {
  while (!text.empty()) {
    const size_t length = LetterBytes(text);
    if (length == 0) {
      return false;
    }
    text.remove_prefix(length);
  }
  return true;
}

std::string Repeatable(absl::string_view text, size_t most) {
  text = text.substr(0, most);
  std::string result;
  while (!text.empty()) {
    const size_t length = LetterBytes(text);
    if (length == 0 ||
        absl::ascii_iscntrl(static_cast<unsigned char>(text[0]))) {
      result.push_back('?');
      text.remove_prefix(1);
    } else {
      absl::StrAppend(&result, text.substr(0, length));
      text.remove_prefix(length);
    }
  }
  return result;
}

void BadRequest::Add(absl::string_view field, absl::string_view description) {
  const std::string shown = Repeatable(description, kMaxFault);
  bytes_ += field.size() + shown.size();
  if (++count_ > 1 && bytes_ > kMaxBytes) {
    return;
  }
  auto* violation = violations_.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(shown);
}

void BadRequest::Take(const BadRequest& other) {
  for (const auto& violation : other.violations_.field_violations()) {
    Add(violation.field(), violation.description());
  }
  count_ += other.count_ - other.violations_.field_violations_size();
}

absl::Status BadRequest::ToStatus(absl::string_view reason) const {
  if (ok()) {
    return absl::OkStatus();
  }
  const auto& first = violations_.field_violations(0);
  std::string message = absl::StrCat(first.field(), ": ", first.description());
  if (count_ > 1) {
    absl::StrAppend(&message, " (and ", count_ - 1, " more)");
  }
  absl::Status status = absl::InvalidArgumentError(message);
  AddDetail(violations_, &status);
  AddErrorInfo(reason, {{"field", first.field()}}, &status);
  return status;
}

void AddDetail(const google::protobuf::Message& detail, absl::Status* status) {
  // An Any's type URL is also the payload's key, so that details need no list.
  status->SetPayload(absl::StrCat("type.googleapis.com/", detail.GetTypeName()),
                     absl::Cord(detail.SerializeAsString()));
}

void AddErrorInfo(
    absl::string_view reason,
    const std::vector<std::pair<std::string, std::string>>& metadata,
    absl::Status* status) {
  google::rpc::ErrorInfo info;
  info.set_reason(std::string(reason));
  info.set_domain("oilflow.example.com");
  for (const auto& [key, value] : metadata) {
    (*info.mutable_metadata())[key] = value;
  }
  AddDetail(info, status);
}

}  // namespace oilflow
