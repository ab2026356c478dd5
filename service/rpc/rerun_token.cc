#include "service/rpc/rerun_token.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

#include "service/rpc/version.h"
#include "service/store/digest.h"

namespace oilflow {
namespace {

constexpr size_t kMaxTokenBytes = 1 << 20;
// Of the SHA-256, in hex: to see that a token is whole, or of other data.
constexpr size_t kMarkDigits = 12;

std::string Mark(absl::string_view text) {
  return Sha256Hex(text).substr(0, kMarkDigits);
}

// The kind, and the version of the form.
std::string Head(char kind) { return absl::StrCat(std::string(1, kind), "1"); }

}  // namespace

std::string DeterministicBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&coded);
  }
  return bytes;
}

std::string MarkOf(const World& world) {
  return Mark(absl::StrCat(CodeVersion(), "\n", world.network_sha256,
                           world.facts_sha256, world.prices_sha256));
}

std::string RerunToken(char kind, const google::protobuf::Message& request,
                       const World& world) {
  const std::string head = Head(kind);
  const std::string bytes = DeterministicBytes(request);
  return absl::StrCat(head, ".", MarkOf(world), ".",
                      Mark(absl::StrCat(head, bytes)), ".",
                      absl::WebSafeBase64Escape(bytes));
}

std::string ReadRerunToken(char kind, absl::string_view token,
                           google::protobuf::Message* request,
                           BadRequest* bad) {
  const std::string head = Head(kind);
  if (token.size() > kMaxTokenBytes) {
    bad->Add("rerun_token", absl::StrCat("must be at most ", kMaxTokenBytes,
                                         " bytes, not ", token.size()));
    return "";
  }
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  if (parts.size() != 4 || parts[0] != head) {
    bad->Add("rerun_token",
             absl::StrCat("must begin with ", head,
                          ". and have four parts with dots between, as in the "
                          "audit of an answer of this method, not \"",
                          Repeatable(token, 40), "\""));
    return "";
  }
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(parts[3], &bytes) ||
      Mark(absl::StrCat(head, bytes)) != parts[2] ||
      !request->ParseFromString(bytes)) {
    bad->Add("rerun_token",
             "must be whole: copy all of the token from the audit");
    return "";
  }
  return parts[1];
}

}  // namespace oilflow
