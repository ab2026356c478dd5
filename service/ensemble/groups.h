// Variables that are counted as one.

#ifndef OILFLOW_SERVICE_ENSEMBLE_GROUPS_H_
#define OILFLOW_SERVICE_ENSEMBLE_GROUPS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace oilflow {

// Columns of a matrix of levels.
using Group = std::vector<int>;

// An error unless there is a group, each has a column, and no column is out of
// [0, column_count) or in two groups; and, if `all`, every column is in one.
absl::Status CheckGroups(absl::Span<const Group> groups, int column_count,
                         bool all);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_GROUPS_H_
