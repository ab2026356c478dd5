#include "service/rpc/status.h"

#include <map>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"

namespace oilflow {

google::rpc::Status ToProto(const absl::Status& status) {
  google::rpc::Status proto;
  proto.set_code(status.raw_code());
  proto.set_message(std::string(status.message()));
  // In the order of their types, because Abseil's own changes from one status
  // to the next.
  std::map<std::string, std::string> details;
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& value) {
    if (absl::StartsWith(type, "type.googleapis.com/")) {
      details.emplace(type, value);
    }
  });
  for (const auto& [type, value] : details) {
    google::protobuf::Any* detail = proto.add_details();
    detail->set_type_url(type);
    detail->set_value(value);
  }
  return proto;
}

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) {
    return grpc::Status::OK;
  }
  const google::rpc::Status proto = ToProto(status);
  return grpc::Status(static_cast<grpc::StatusCode>(proto.code()),
                      proto.message(), proto.SerializeAsString());
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message());
  google::rpc::Status proto;
  if (proto.ParseFromString(status.error_details())) {
    for (const google::protobuf::Any& detail : proto.details()) {
      result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
    }
  }
  return result;
}

}  // namespace oilflow
