// What follows from a day's levers before oil flows: liquids burned for lost
// energy, and what sellers are not paid.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include "tests/support/naive_day.h"
#include "tests/support/naive_levers.h"
#include "tests/support/naive_numbers.h"

namespace oilflow {
namespace {

using naive::NoMoreThan;

}  // namespace

NaiveNeed NaiveLevers::NeedOf(int grid, const NaiveGrid& lost) const {
  NaiveNeed need;
  const std::string& id = network_.power_grids()[grid].id;
  if (lost.gas_lost == 0 && lost.power_import_lost == 0) {
    return need;
  }
  need.power_lost = lost.power_import_lost;
  if (lost.gas_lost > 0) {
    need.power_lost += lost.gas_lost * facts_.Need(id, "power_per_gas", day_);
  }
  // Megawatts through a day, in kilowatt-hours.
  const double heat_btu =
      need.power_lost * 1000 * 24 * facts_.Need(id, "heat_rate", day_);
  need.liquids_needed =
      heat_btu / (1e6 * facts_.Need(id, "heat_content", day_));
  const double limit = lost.substitution_limit.has_value()
                           ? *lost.substitution_limit
                           : facts_.Need(id, "substitution_limit", day_);
  need.liquids_asked = need.liquids_needed < limit
                           ? std::llround(need.liquids_needed)
                           : static_cast<int64_t>(std::floor(limit));
  NoMoreThan(static_cast<int64_t>(std::floor(limit)), &need.liquids_asked);
  return need;
}

std::optional<int64_t> NaiveLevers::Netback(const DayLimits& limits,
                                            int node) const {
  const NodeKind kind = network_.nodes()[node].kind;
  if (kind == NodeKind::kMarket || kind == NodeKind::kDomesticUse) {
    return limits.price_cents[node];
  }
  std::optional<int64_t> best;
  for (const int a : network_.arcs_from(node)) {
    const auto beyond = Netback(limits, network_.arcs()[a].to);
    if (limits.arc_capacity_bpd[a] > 0 && beyond.has_value()) {
      const int64_t here = *beyond - limits.arcs[a].cost_cents;
      best = std::max(best.value_or(here), here);
    }
  }
  return best;
}

DayLimits NaiveLevers::Complete(const NaiveLimits& day) const {
  DayLimits limits = day.limits;
  for (size_t g = 0; g < network_.power_grids().size(); ++g) {
    limits.demand_bpd[network_.power_grids()[g].burn_node] +=
        NeedOf(static_cast<int>(g), day.grids[g]).liquids_asked;
  }
  for (size_t a = 0; a < network_.arcs().size(); ++a) {
    const Arc& arc = network_.arcs()[a];
    const auto beyond = Netback(limits, arc.to);
    if (!arc.payer.has_value() || !beyond.has_value()) {
      continue;
    }
    const NaiveTerms& terms = day.terms[a];
    const int64_t worth = *beyond - limits.arcs[a].cost_cents;
    int64_t paid = worth;
    if (terms.advance_cents.has_value()) {
      paid = *terms.advance_cents;
    } else if (worth > 0) {
      paid = static_cast<int64_t>(
          std::floor(static_cast<double>(worth) * terms.paid_share));
    }
    limits.arcs[a].withheld_cents = static_cast<int32_t>(worth - paid);
  }
  return limits;
}

DayFlows NaiveLevers::Flows(const NaiveLimits& day) const {
  return NaiveAllocate(network_, Complete(day));
}

}  // namespace oilflow
