// Which variables to look at as one.

#ifndef OILFLOW_SERVICE_ENSEMBLE_VARIABLE_GROUPS_H_
#define OILFLOW_SERVICE_ENSEMBLE_VARIABLE_GROUPS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"

#include "service/ensemble/groups.h"
#include "service/ensemble/rank_correlation.h"

namespace oilflow {

struct NamedGroup {
  // That was asked for or, of variables that no one asked to group, their names
  // with " and " between.
  std::string name;
  // Ascending; at least one.
  Group columns;
};

// `asked`, and after them the variables in none of these: each alone, but for
// those that correlations join, if only through others, which are one group.
std::vector<NamedGroup> GroupsOf(absl::Span<const std::string> variables,
                                 std::vector<NamedGroup> asked,
                                 absl::Span<const CorrelatedPair> pairs);

// Whether a correlation other than 0 leads from one group to another.
bool DependOnEachOther(absl::Span<const NamedGroup> groups,
                       absl::Span<const CorrelatedPair> pairs);

// At most `most` groups, at least 2: if there are more, the widest most - 1 in
// their order and then one called "rest" of all others. `widths` by group; of
// equally wide ones the earlier stays.
std::vector<NamedGroup> KeepWidest(const std::vector<NamedGroup>& groups,
                                   absl::Span<const double> widths, int most);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_VARIABLE_GROUPS_H_
