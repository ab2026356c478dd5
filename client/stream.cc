#include "client/stream.h"

#include <chrono>

#include "absl/time/clock.h"

namespace oilflow {
namespace {

constexpr auto kBetweenLooks = std::chrono::milliseconds(50);

}  // namespace

PendingCall::~PendingCall() {
  queue_.Shutdown();
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) {
  }
}

bool PendingCall::Wait() {
  while (true) {
    if (Interrupted() && !is_cancelled_) {
      is_cancelled_ = true;
      context_->TryCancel();
    }
    bar_->Tick(absl::Now());
    void* tag = nullptr;
    bool ok = false;
    const auto next = queue_.AsyncNext(
        &tag, &ok, std::chrono::system_clock::now() + kBetweenLooks);
    if (next != grpc::CompletionQueue::TIMEOUT) {
      return next == grpc::CompletionQueue::GOT_EVENT && ok;
    }
  }
}

absl::Status EndOf(const grpc::Status& end) {
  if (Interrupted() && end.error_code() == grpc::StatusCode::CANCELLED) {
    return absl::CancelledError("interrupted");
  }
  if (end.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED) {
    return absl::DeadlineExceededError(
        "there was no complete answer in time; --timeout allows more");
  }
  return FromGrpcStatus(end);
}

absl::Status EndedEarly() {
  return absl::UnavailableError(
      "the answer ended before it was complete; ask again");
}

}  // namespace oilflow
