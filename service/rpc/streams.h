// Streams of messages, each answered by a plain function on a thread of the
// pool.

#ifndef OILFLOW_SERVICE_RPC_STREAMS_H_
#define OILFLOW_SERVICE_RPC_STREAMS_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"

#include "grpc/grpc.h"
#include "service/rpc/call.h"
#include "service/rpc/compute_pool.h"
#include "service/rpc/elapsed.h"
#include "service/rpc/error.h"
#include "service/rpc/status.h"

namespace oilflow {

// A client that for so long does not read what it is sent, or send what it is
// asked for, is given up: it holds a thread of the pool.
inline constexpr absl::Duration kClientPatience = absl::Seconds(60);

// The wait of one call for its client. Of gRPC's two threads on it, one begins
// an operation and waits, the other says that it has ended.
class ClientWait {
 public:
  ClientWait(grpc::CallbackServerContext* context, absl::Duration patience)
      : context_(*context), patience_(patience) {}

  // An operation is under way.
  void Begin() {
    const std::lock_guard lock(mutex_);
    pending_ = true;
  }

  // It has ended, well or not.
  void End(bool ok) {
    const std::lock_guard lock(mutex_);
    pending_ = false;
    ok_ = ok;
    changed_.notify_all();
  }

  // Waits for the end of what is under way; whether it went well.
  // CANCELLED if the client let the time pass in which it should have
  // `acted`, such as "read". Ends as soon as a call is cancelled, because gRPC
  // then ends the operation.
  absl::StatusOr<bool> Await(absl::string_view acted) {
    std::unique_lock lock(mutex_);
    const auto ended = [this] { return !pending_; };
    if (!changed_.wait_for(lock, absl::ToChronoNanoseconds(patience_), ended)) {
      status_ = absl::CancelledError(
          absl::StrCat("the client ", acted, " nothing for ",
                       absl::FormatDuration(patience_),
                       ", and its call was given up: ask again"));
      lock.unlock();
      // Unlike TryCancel, it tells the client why. What is under way ends with
      // it, and must before its message may go.
      grpc_call_cancel_with_status(context_.c_call(), GRPC_STATUS_CANCELLED,
                                   std::string(status_.message()).c_str(),
                                   nullptr);
      lock.lock();
      changed_.wait(lock, ended);
    }
    if (!status_.ok()) {
      return status_;
    }
    return ok_;
  }

 private:
  grpc::CallbackServerContext& context_;
  const absl::Duration patience_;
  // Guards what follows.
  std::mutex mutex_;
  std::condition_variable changed_;
  bool pending_ = false;
  bool ok_ = true;
  // Why the client was given up.
  absl::Status status_;
};

// Answers with one message after another. While one is on its way the next is
// computed, and no further: a client that reads slowly slows the work down.
// Deletes itself once gRPC is done with it.
template <typename Response>
class ResponseStream final : public grpc::ServerWriteReactor<Response> {
 public:
  using Send = absl::FunctionRef<bool(const Response&)>;
  using Handle = std::function<absl::Status(const Call&, Send)>;

  // TOO_MANY_EVALUATIONS if the pool is full.
  static grpc::ServerWriteReactor<Response>* Start(
      grpc::CallbackServerContext* context, ComputePool* pool, Handle handle,
      absl::Duration patience = kClientPatience) {
    auto* stream = new ResponseStream(context, patience);
    if (!pool->Submit(
            [stream, handle = std::move(handle)] { stream->Run(handle); })) {
      stream->Finish(ToGrpcStatus(TooManyEvaluations(pool->queue_limit())));
    }
    return stream;
  }

  void OnWriteDone(bool ok) override { wait_.End(ok); }

  void OnCancel() override { cancelled_ = true; }

  void OnDone() override { delete this; }

 private:
  ResponseStream(grpc::CallbackServerContext* context, absl::Duration patience)
      : context_(*context), wait_(context, patience) {}

  void Run(const Handle& handle) {
    const absl::Time start = absl::Now();
    const Call call{.deadline = absl::FromChrono(context_.deadline()),
                    .cancelled = [this] { return cancelled_.load(); }};
    const absl::Status status = handle(
        call, [this](const Response& response) { return Write(response); });
    // Its message stays until gRPC is done with it.
    (void)AwaitWritten();
    AddElapsedSince(start, &context_);
    this->Finish(ToGrpcStatus(WithDetails(status)));
  }

  // False if the client has gone.
  bool Write(const Response& response) {
    if (!AwaitWritten()) {
      return false;
    }
    message_ = response;
    wait_.Begin();
    this->StartWrite(&message_);
    return true;
  }

  // Whether all that was sent is on its way.
  bool AwaitWritten() {
    const absl::StatusOr<bool> written = wait_.Await("read");
    return written.ok() && *written && !cancelled_;
  }

  grpc::CallbackServerContext& context_;
  ClientWait wait_;
  // gRPC reads it while it is on its way.
  Response message_;
  std::atomic<bool> cancelled_ = false;
};

// Answers a stream of messages with one. They are taken one at a time, as the
// function asks for them. Deletes itself once gRPC is done with it.
template <typename Request>
class RequestStream final : public grpc::ServerReadReactor<Request> {
 public:
  using Next = absl::FunctionRef<absl::StatusOr<bool>(Request*)>;
  using Handle = std::function<absl::Status(const Call&, Next)>;

  // TOO_MANY_EVALUATIONS if the pool is full.
  static grpc::ServerReadReactor<Request>* Start(
      grpc::CallbackServerContext* context, ComputePool* pool, Handle handle,
      absl::Duration patience = kClientPatience) {
    auto* stream = new RequestStream(context, patience);
    if (!pool->Submit(
            [stream, handle = std::move(handle)] { stream->Run(handle); })) {
      stream->Finish(ToGrpcStatus(TooManyEvaluations(pool->queue_limit())));
    }
    return stream;
  }

  void OnReadDone(bool ok) override { wait_.End(ok); }

  void OnCancel() override { cancelled_ = true; }

  void OnDone() override { delete this; }

 private:
  RequestStream(grpc::CallbackServerContext* context, absl::Duration patience)
      : context_(*context), wait_(context, patience) {}

  void Run(const Handle& handle) {
    const absl::Time start = absl::Now();
    // A read may end with the call before OnCancel says so.
    const Call call{
        .deadline = absl::FromChrono(context_.deadline()),
        .cancelled = [this] { return cancelled_ || context_.IsCancelled(); }};
    const absl::Status status =
        handle(call, [&](Request* request) { return Read(call, request); });
    AddElapsedSince(start, &context_);
    this->Finish(ToGrpcStatus(WithDetails(status)));
  }

  // Nothing is read before it is asked for, so that nothing is under way when
  // the function ends early.
  absl::StatusOr<bool> Read(const Call& call, Request* request) {
    wait_.Begin();
    this->StartRead(request);
    const absl::StatusOr<bool> more = wait_.Await("sent");
    // The end that a cancelled call comes to is not that of its messages.
    const absl::Status going = call.Check();
    return more.ok() && !going.ok() ? going : more;
  }

  grpc::CallbackServerContext& context_;
  ClientWait wait_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_STREAMS_H_
