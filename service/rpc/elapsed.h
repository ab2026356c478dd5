// How long an answer took.

#ifndef OILFLOW_SERVICE_RPC_ELAPSED_H_
#define OILFLOW_SERVICE_RPC_ELAPSED_H_

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"

namespace oilflow {

// Into the trailing metadata, because an answer itself is the same every time.
// To be called before the call is finished.
inline void AddElapsedSince(absl::Time start,
                            grpc::CallbackServerContext* context) {
  context->AddTrailingMetadata(
      "oilflow-elapsed-us",
      absl::StrCat(absl::ToInt64Microseconds(absl::Now() - start)));
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ELAPSED_H_
