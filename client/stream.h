// Calls a method that answers with a stream, and can be stopped with Ctrl-C.

#ifndef OILFLOW_CLIENT_STREAM_H_
#define OILFLOW_CLIENT_STREAM_H_

#include <memory>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/support/async_stream.h"
#include "grpcpp/support/async_unary_call.h"

#include "client/call.h"
#include "client/interrupt.h"
#include "client/options.h"
#include "client/progress.h"
#include "service/base/status_macros.h"
#include "service/rpc/status.h"

namespace oilflow {

// One call under way on a completion queue. One thread does it all: it wakes
// every now and then to draw `bar` and to look for Ctrl-C, which cancels.
class PendingCall {
 public:
  PendingCall(grpc::ClientContext* context, ProgressBar* bar)
      : context_(context), bar_(bar) {}

  // Everything that was begun must have been waited for.
  ~PendingCall();

  grpc::CompletionQueue* queue() { return &queue_; }
  // Of the one operation at a time.
  void* tag() { return this; }

  // Waits for that operation; whether it went well.
  bool Wait();

 private:
  grpc::ClientContext* context_;
  ProgressBar* bar_;
  grpc::CompletionQueue queue_;
  bool is_cancelled_ = false;
};

// How a call ended, with a word for people after Ctrl-C and when time is up.
absl::Status EndOf(const grpc::Status& end);

// `start` makes the call without starting it, by a stub's PrepareAsync method.
// `take` gets every message in order; an error of its own cancels the call and
// is returned. CANCELLED after Ctrl-C.
template <typename Response>
absl::Status ReadStream(
    const Options& options, ProgressBar* bar,
    absl::FunctionRef<std::unique_ptr<grpc::ClientAsyncReader<Response>>(
        grpc::ClientContext*, grpc::CompletionQueue*)>
        start,
    absl::FunctionRef<absl::Status(const Response&)> take) {
  NoteInterrupts();
  const auto context = MakeContext(options);
  PendingCall pending(context.get(), bar);
  const auto reader = start(context.get(), pending.queue());
  reader->StartCall(pending.tag());
  absl::Status taken;
  for (bool more = pending.Wait(); more && taken.ok();) {
    Response response;
    reader->Read(&response, pending.tag());
    more = pending.Wait();
    if (more) {
      taken = take(response);
    }
  }
  if (!taken.ok()) {
    context->TryCancel();
  }
  grpc::Status end;
  reader->Finish(&end, pending.tag());
  pending.Wait();
  bar->Clear();
  RETURN_IF_ERROR(taken);
  RETURN_IF_ERROR(EndOf(end));
  SayElapsed(options, *context);
  return absl::OkStatus();
}

// The same for a method with one answer.
template <typename Response>
absl::Status AwaitAnswer(
    const Options& options, ProgressBar* bar,
    absl::FunctionRef<
        std::unique_ptr<grpc::ClientAsyncResponseReader<Response>>(
            grpc::ClientContext*, grpc::CompletionQueue*)>
        start,
    Response* response) {
  NoteInterrupts();
  const auto context = MakeContext(options);
  PendingCall pending(context.get(), bar);
  const auto reader = start(context.get(), pending.queue());
  reader->StartCall();
  grpc::Status end;
  reader->Finish(response, &end, pending.tag());
  pending.Wait();
  bar->Clear();
  RETURN_IF_ERROR(EndOf(end));
  SayElapsed(options, *context);
  return absl::OkStatus();
}

// The error for a stream that ended well without its last message.
absl::Status EndedEarly();

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_STREAM_H_
