#include "service/ensemble/groups.h"

#include <cstddef>

#include "absl/strings/str_cat.h"

namespace oilflow {

absl::Status CheckGroups(absl::Span<const Group> groups, int column_count,
                         bool all) {
  if (groups.empty()) {
    return absl::InvalidArgumentError("there must be at least one group");
  }
  constexpr int kNone = -1;
  std::vector<int> group_of(column_count, kNone);
  for (size_t i = 0; i < groups.size(); ++i) {
    if (groups[i].empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat("group ", i, " has no variable: it needs at least one"));
    }
    for (const int column : groups[i]) {
      if (column < 0 || column >= column_count) {
        return absl::InvalidArgumentError(
            absl::StrCat("group ", i, " has variable ", column,
                         ", which is not among 0 to ", column_count - 1));
      }
      if (group_of[column] != kNone) {
        return absl::InvalidArgumentError(absl::StrCat(
            "variable ", column, " is in groups ", group_of[column], " and ", i,
            ": it may be in one place of one group"));
      }
      group_of[column] = static_cast<int>(i);
    }
  }
  for (int column = 0; all && column < column_count; ++column) {
    if (group_of[column] == kNone) {
      return absl::InvalidArgumentError(
          absl::StrCat("variable ", column,
                       " is in no group: put every "
                       "variable into one"));
    }
  }
  return absl::OkStatus();
}

}  // namespace oilflow
