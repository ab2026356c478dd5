// What a handler may know of the call that it answers.

#ifndef OILFLOW_SERVICE_RPC_CALL_H_
#define OILFLOW_SERVICE_RPC_CALL_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "service/base/cancellation.h"

namespace oilflow {

struct Call {
  absl::Time deadline = absl::InfiniteFuture();
  std::function<bool()> cancelled = [] { return false; };

  // OK, CANCELLED or DEADLINE_EXCEEDED.
  absl::Status Check() const {
    if (cancelled()) {
      return absl::CancelledError("the client went away");
    }
    if (absl::Now() > deadline) {
      return absl::DeadlineExceededError(
          "the deadline passed before the answer was complete; allow more "
          "time or ask for less");
    }
    return absl::OkStatus();
  }

  KeepGoing ToKeepGoing() const {
    return [this] { return Check(); };
  }
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_CALL_H_
