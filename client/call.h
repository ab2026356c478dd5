// Calls a method of the service and waits for the answer.

#ifndef OILFLOW_CLIENT_CALL_H_
#define OILFLOW_CLIENT_CALL_H_

#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/string_ref.h"

#include "client/options.h"
#include "service/base/status_macros.h"
#include "service/rpc/status.h"

namespace oilflow {

// What `--time` says, from the trailing metadata of a call: how long the
// service worked on the answer. It stands there and not in the answer, which is
// the same every time.
std::string ElapsedText(
    const std::multimap<grpc::string_ref, grpc::string_ref>& trailers);

// On standard error, if the options ask for it.
void SayElapsed(const Options& options, const grpc::ClientContext& context);

// `call` makes the call with the context that it is given.
template <typename Call>
absl::Status Ask(const Options& options, const Call& call) {
  const auto context = MakeContext(options);
  RETURN_IF_ERROR(FromGrpcStatus(call(context.get())));
  SayElapsed(options, *context);
  return absl::OkStatus();
}

// Gathers all pages into one response. `call` asks for a page, and `append`
// adds one to the rest.
template <typename Request, typename Response, typename Call, typename Append>
absl::StatusOr<Response> AllPages(const Options& options, Request request,
                                  const Call& call, const Append& append) {
  Response all;
  request.set_page_size(1000);
  while (true) {
    Response page;
    RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
      return call(context, request, &page);
    }));
    const std::string next = page.next_page_token();
    append(page, &all);
    all.clear_next_page_token();
    if (next.empty()) {
      return all;
    }
    request.set_page_token(next);
  }
}

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_CALL_H_
