// Gathers everything that is wrong with a request, so that a caller can mend it
// in one go.

#ifndef OILFLOW_SERVICE_WIRE_BAD_REQUEST_H_
#define OILFLOW_SERVICE_WIRE_BAD_REQUEST_H_

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "google/rpc/error_details.pb.h"

namespace oilflow {

//   BadRequest bad;
//   absl::CivilDay day = bad.Take("horizon.start_date", DateFromProto(date));
//   RETURN_IF_ERROR(bad.ToStatus());
class BadRequest {
 public:
  // Violations beyond this are not listed, but counted: a client that is told
  // nothing else takes trailers of 8 KiB, where all is written in base64.
  static constexpr size_t kMaxBytes = 3000;

  void Add(absl::string_view field, absl::string_view description);

  bool ok() const { return count_ == 0; }

  // The value of `result` or, if it is an error, a T that is not to be used
  // and a violation of `field`.
  template <typename T>
  T Take(absl::string_view field, absl::StatusOr<T> result) {
    if (!result.ok()) {
      Add(field, result.status().message());
      return T();
    }
    return *std::move(result);
  }

  // Adds the violations of `other`.
  void Take(const BadRequest& other);

  // OK if nothing is wrong; else INVALID_ARGUMENT with every violation, and
  // `reason` for programs.
  absl::Status ToStatus(absl::string_view reason = "INVALID_FIELD") const;

 private:
  google::rpc::BadRequest violations_;
  size_t bytes_ = 0;
  int count_ = 0;
};

// Whether the text is well-formed UTF-8. What comes over gRPC always is; what
// comes from a file need not be.
bool IsUtf8(absl::string_view text);

// What someone sent, as it may be repeated: cut to `most` bytes, and with a
// question mark for each byte of a letter that was cut, which no proto can
// carry, and for each control character, which could take over a terminal.
std::string Repeatable(absl::string_view text, size_t most);

// Adds a detail of google.rpc to a status.
void AddDetail(const google::protobuf::Message& detail, absl::Status* status);

// Adds google.rpc.ErrorInfo with a reason and metadata.
void AddErrorInfo(
    absl::string_view reason,
    const std::vector<std::pair<std::string, std::string>>& metadata,
    absl::Status* status);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_BAD_REQUEST_H_
