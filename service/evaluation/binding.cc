#include "service/evaluation/binding.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// A thing found on days, with the outcome of the last of them.
template <typename Span>
struct Tracked {
  Span span;
  const DayOutcome* last = nullptr;
};

// Adds a day to the entry that `is_same` picks, or to a new one.
template <typename Span, typename IsSame>
Span& AddDay(std::vector<Tracked<Span>>* all, absl::CivilDay day,
             const DayOutcome* outcome, const IsSame& is_same) {
  auto found =
      std::find_if(all->begin(), all->end(),
                   [&](const Tracked<Span>& one) { return is_same(one.span); });
  if (found == all->end()) {
    all->emplace_back();
    found = all->end() - 1;
    found->span.first_day = day;
  }
  found->span.last_day = day;
  ++found->span.day_count;
  found->last = outcome;
  return found->span;
}

}  // namespace

absl::StatusOr<std::vector<BindingConstraint>> BindingOver(
    const Network& network, const Scenario& scenario,
    const std::vector<const DayOutcome*>& days, DayAllocator* allocator,
    const KeepGoing& keep_going) {
  std::map<const DayOutcome*, std::vector<Constraint>> reached;
  std::vector<Tracked<BindingConstraint>> all;
  for (size_t d = 0; d < days.size(); ++d) {
    if (reached.count(days[d]) == 0) {
      reached[days[d]] = ReachedLimits(network, scenario, days[d]->scenario());
    }
    for (const Constraint& constraint : reached[days[d]]) {
      AddDay(&all, scenario.horizon.first_day + static_cast<int>(d), days[d],
             [&](const BindingConstraint& one) {
               return one.constraint.IsSameAs(constraint);
             })
          .constraint = constraint;
    }
  }
  std::vector<BindingConstraint> binding;
  for (Tracked<BindingConstraint>& one : all) {
    RETURN_IF_ERROR(keep_going());
    one.span.shadow_price = ShadowPriceOf(network, one.span.constraint,
                                          one.last->scenario(), allocator);
    if (one.span.shadow_price.IsZero() &&
        !one.span.constraint.policy.has_value()) {
      continue;
    }
    const std::vector<Constraint> in_baseline =
        ReachedLimits(network, scenario, one.last->baseline());
    one.span.binds_in_baseline = std::any_of(
        in_baseline.begin(), in_baseline.end(), [&](const Constraint& other) {
          return one.span.constraint.IsSameAs(other);
        });
    binding.push_back(std::move(one.span));
  }
  return binding;
}

absl::StatusOr<std::vector<ShortfallSpan>> ShortfallsOver(
    const Network& network, const Scenario& scenario,
    const std::vector<const DayOutcome*>& days, DayAllocator* allocator,
    const KeepGoing& keep_going) {
  std::vector<Tracked<ShortfallSpan>> all;
  for (size_t d = 0; d < days.size(); ++d) {
    for (const Shortfall& shortfall :
         ShortfallsOf(network, scenario, days[d]->scenario())) {
      AddDay(&all, scenario.horizon.first_day + static_cast<int>(d), days[d],
             [&](const ShortfallSpan& one) {
               return one.shortfall.policy == shortfall.policy &&
                      one.shortfall.node == shortfall.node;
             })
          .shortfall = shortfall;
    }
  }
  std::vector<ShortfallSpan> spans;
  for (Tracked<ShortfallSpan>& one : all) {
    RETURN_IF_ERROR(keep_going());
    one.span.bound_by = BoundBy(network, scenario, one.last->scenario(),
                                one.span.shortfall, allocator);
    spans.push_back(std::move(one.span));
  }
  return spans;
}

}  // namespace oilflow
