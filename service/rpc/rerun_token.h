// Tokens that ask an answered question again.

#ifndef OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_
#define OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "service/store/world.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// What the answer to a question depends on besides the question: the version of
// the code, and the network, facts and prices of the world.
std::string MarkOf(const World& world);

// The request itself, with its kind and the mark of `world` in front, in
// letters that a shell and a URL leave alone. `kind` is one lower-case letter.
std::string RerunToken(char kind, const google::protobuf::Message& request,
                       const World& world);

// Reads a token back into `request` and gives its mark; notes in `bad`, under
// `rerun_token`, what is wrong: another kind, over 1 MiB, torn.
std::string ReadRerunToken(char kind, absl::string_view token,
                           google::protobuf::Message* request, BadRequest* bad);

// Serialised with fields in order: the same message, the same bytes.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_
