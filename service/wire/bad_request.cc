#include "service/wire/bad_request.h"

#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace oilflow {

void BadRequest::Add(absl::string_view field, absl::string_view description) {
  if (++count_ > kMaxViolations) {
    return;
  }
  auto* violation = violations_.add_field_violations();
  violation->set_field(std::string(field));
  violation->set_description(std::string(description));
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
