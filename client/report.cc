#include "client/report.h"

#include <string>

#include "google/rpc/error_details.pb.h"

namespace oilflow {
namespace {

template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload = status.GetPayload("type.googleapis.com/" +
                                         Detail::descriptor()->full_name());
  if (payload.has_value()) {
    detail.ParseFromString(std::string(*payload));
  }
  return detail;
}

int CodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 0;
    case absl::StatusCode::kInvalidArgument:
    case absl::StatusCode::kNotFound:
    case absl::StatusCode::kOutOfRange:
      return 2;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return 5;
    case absl::StatusCode::kResourceExhausted:
      // Without a word on when to try again, less must be asked for.
      return DetailOf<google::rpc::RetryInfo>(status).has_retry_delay() ? 5 : 6;
    case absl::StatusCode::kFailedPrecondition:
      return 6;
    default:
      return 1;
  }
}

}  // namespace

int Report(const absl::Status& status, std::ostream& out) {
  const auto bad = DetailOf<google::rpc::BadRequest>(status);
  if (bad.field_violations().empty()) {
    out << "oilflow: " << status.message() << "\n";
  }
  for (const auto& violation : bad.field_violations()) {
    out << "oilflow: " << violation.field() << ": " << violation.description()
        << "\n";
  }
  const auto info = DetailOf<google::rpc::ErrorInfo>(status);
  if (!info.reason().empty()) {
    out << "oilflow: reason " << info.reason() << "\n";
  }
  return CodeOf(status);
}

}  // namespace oilflow
