// Carries a status across the wire without losing its details.

#ifndef OILFLOW_SERVICE_RPC_STATUS_H_
#define OILFLOW_SERVICE_RPC_STATUS_H_

#include "absl/status/status.h"
#include "google/rpc/status.pb.h"
#include "grpcpp/support/status.h"

namespace oilflow {

// With every google.rpc detail of `status`.
google::rpc::Status ToProto(const absl::Status& status);

// The same in the trailers.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The inverse.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_STATUS_H_
