#include "service/rpc/filter.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace oilflow {
namespace {

constexpr size_t kMaxBytes = 1000;

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ParseFilter(
    absl::string_view filter, const std::vector<absl::string_view>& fields) {
  const auto error = [&](absl::string_view what) {
    return absl::InvalidArgumentError(
        absl::StrCat(what,
                     "; must be like subject = \"krg-fields\" AND measure = "
                     "\"potential\", on ",
                     absl::StrJoin(fields, ", ")));
  };
  if (filter.size() > kMaxBytes) {
    return error(
        absl::StrCat("has ", filter.size(), " bytes, more than ", kMaxBytes));
  }
  std::map<std::string, std::string> wanted;
  absl::string_view rest = absl::StripAsciiWhitespace(filter);
  while (!rest.empty()) {
    const size_t name_end =
        rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    const std::string name(rest.substr(0, name_end));
    if (std::find(fields.begin(), fields.end(), name) == fields.end()) {
      return error(
          absl::StrCat("has no field at \"", rest.substr(0, 40), "\""));
    }
    rest = absl::StripLeadingAsciiWhitespace(rest.substr(name.size()));
    if (!absl::ConsumePrefix(&rest, "=")) {
      return error(absl::StrCat("has no = after ", name));
    }
    rest = absl::StripLeadingAsciiWhitespace(rest);
    const size_t close = rest.empty() || rest[0] != '"'
                             ? absl::string_view::npos
                             : rest.find('"', 1);
    if (close == absl::string_view::npos) {
      return error(absl::StrCat("has no quoted value after ", name, " ="));
    }
    if (!wanted.emplace(name, rest.substr(1, close - 1)).second) {
      return error(absl::StrCat("names ", name, " twice"));
    }
    rest = absl::StripLeadingAsciiWhitespace(rest.substr(close + 1));
    if (!rest.empty() && !absl::ConsumePrefix(&rest, "AND ")) {
      return error(absl::StrCat("has \"", rest.substr(0, 40),
                                "\" where AND was expected"));
    }
    rest = absl::StripLeadingAsciiWhitespace(rest);
  }
  return wanted;
}

}  // namespace oilflow
