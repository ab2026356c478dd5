// Resource names.

#ifndef OILFLOW_SERVICE_RPC_NAMES_H_
#define OILFLOW_SERVICE_RPC_NAMES_H_

#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace oilflow {

// The segment that stands between `prefix` and `suffix`, if the name has both
// and one non-empty segment between: IdIn("baselines/",
// "baselines/region/network",
// "/network") is "region".
inline std::optional<std::string> IdIn(absl::string_view prefix,
                                       absl::string_view name,
                                       absl::string_view suffix = "") {
  if (!absl::ConsumePrefix(&name, prefix) ||
      !absl::ConsumeSuffix(&name, suffix) || name.empty() ||
      absl::StrContains(name, "/")) {
    return std::nullopt;
  }
  return std::string(name);
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_NAMES_H_
