// Tokens that ask an answered question again.

#ifndef OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_
#define OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

#include "service/wire/bad_request.h"

namespace oilflow {

// The request itself, with its kind and the version of the code in front, in
// letters that a shell and a URL leave alone. `kind` is one lower-case letter.
std::string RerunToken(char kind, const google::protobuf::Message& request);

// Reads a token back into `request`; notes in `bad`, under `rerun_token`, what
// is wrong: another kind, over 1 MiB, torn. Gives whether another version of
// the code made it, and so other bytes may come out.
bool ReadRerunToken(char kind, absl::string_view token,
                    google::protobuf::Message* request, BadRequest* bad);

// Serialised with fields in order: the same message, the same bytes.
std::string DeterministicBytes(const google::protobuf::Message& message);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_RERUN_TOKEN_H_
