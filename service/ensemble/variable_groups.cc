#include "service/ensemble/variable_groups.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace oilflow {
namespace {

constexpr int kNoGroup = -1;

// By variable: the group that has it.
std::vector<int> GroupByVariable(absl::Span<const NamedGroup> groups,
                                 size_t variable_count) {
  std::vector<int> group_of(variable_count, kNoGroup);
  for (size_t g = 0; g < groups.size(); ++g) {
    for (const int column : groups[g].columns) {
      group_of[column] = static_cast<int>(g);
    }
  }
  return group_of;
}

}  // namespace

std::vector<NamedGroup> GroupsOf(absl::Span<const std::string> variables,
                                 std::vector<NamedGroup> asked,
                                 absl::Span<const CorrelatedPair> pairs) {
  std::vector<NamedGroup> groups = std::move(asked);
  const std::vector<int> group_of = GroupByVariable(groups, variables.size());
  // By variable: the first of those that it is joined with.
  std::vector<int> first(variables.size());
  std::iota(first.begin(), first.end(), 0);
  // As often as there may be links in a chain.
  for (bool changed = true; changed;) {
    changed = false;
    for (const CorrelatedPair& pair : pairs) {
      int& a = first[pair.first];
      int& b = first[pair.second];
      if (pair.correlation != 0 && a != b && group_of[pair.first] == kNoGroup &&
          group_of[pair.second] == kNoGroup) {
        a = b = std::min(a, b);
        changed = true;
      }
    }
  }
  std::vector<int> place(variables.size(), kNoGroup);
  for (size_t v = 0; v < variables.size(); ++v) {
    if (group_of[v] != kNoGroup) {
      continue;
    }
    int& at = place[first[v]];
    if (at == kNoGroup) {
      at = static_cast<int>(groups.size());
      groups.push_back({.name = variables[v], .columns = {}});
    } else {
      absl::StrAppend(&groups[at].name, " and ", variables[v]);
    }
    groups[at].columns.push_back(static_cast<int>(v));
  }
  return groups;
}

bool DependOnEachOther(absl::Span<const NamedGroup> groups,
                       absl::Span<const CorrelatedPair> pairs) {
  size_t variable_count = 0;
  for (const NamedGroup& group : groups) {
    variable_count += group.columns.size();
  }
  const std::vector<int> group_of = GroupByVariable(groups, variable_count);
  return std::any_of(pairs.begin(), pairs.end(),
                     [&](const CorrelatedPair& pair) {
                       return pair.correlation != 0 &&
                              group_of[pair.first] != group_of[pair.second];
                     });
}

std::vector<NamedGroup> KeepWidest(const std::vector<NamedGroup>& groups,
                                   absl::Span<const double> widths, int most) {
  if (groups.size() <= static_cast<size_t>(most)) {
    return groups;
  }
  std::vector<size_t> order(groups.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return widths[a] > widths[b]; });
  order.resize(most - 1);
  std::sort(order.begin(), order.end());
  std::vector<NamedGroup> kept;
  NamedGroup rest{.name = "rest", .columns = {}};
  for (size_t g = 0; g < groups.size(); ++g) {
    if (std::binary_search(order.begin(), order.end(), g)) {
      kept.push_back(groups[g]);
    } else {
      rest.columns.insert(rest.columns.end(), groups[g].columns.begin(),
                          groups[g].columns.end());
    }
  }
  std::sort(rest.columns.begin(), rest.columns.end());
  kept.push_back(std::move(rest));
  return kept;
}

}  // namespace oilflow
