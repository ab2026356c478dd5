#include "tests/support/naive_facts.h"

#include <algorithm>
#include <cmath>

namespace oilflow {
namespace {

int64_t Cents(double usd) { return std::llround(100 * usd); }

// Straight lines from the low end at level 0 over the value at 0.5 to the high
// end at 1.
double AtLevel(const Fact& fact, double level) {
  if (!fact.low.has_value() || !fact.high.has_value()) {
    return fact.value;
  }
  if (level < 0.5) {
    return fact.value - (fact.value - *fact.low) * (1 - 2 * level);
  }
  return fact.value + (*fact.high - fact.value) * (2 * level - 1);
}

}  // namespace

std::optional<double> NaiveFacts::Find(const std::string& subject,
                                       const std::string& measure,
                                       absl::CivilDay day) const {
  const Fact* found = nullptr;
  for (const Fact& fact : facts) {
    if (fact.subject == subject && fact.measure == measure &&
        fact.HoldsOn(day) && fact.known_at <= as_of &&
        (found == nullptr || fact.known_at >= found->known_at)) {
      found = &fact;
    }
  }
  if (found == nullptr) {
    return std::nullopt;
  }
  for (const Driver& driver : drivers) {
    for (const FactLink& link : driver.facts) {
      if (link.subject == subject && link.measure == measure) {
        return AtLevel(*found, link.raises ? driver.level : 1 - driver.level);
      }
    }
  }
  return found->value;
}

double NaiveFacts::Need(const std::string& subject, const std::string& measure,
                        absl::CivilDay day) const {
  return Find(subject, measure, day).value();
}

std::optional<int64_t> NaiveFacts::Barrels(const std::string& subject,
                                           const std::string& measure,
                                           absl::CivilDay day) const {
  const auto value = Find(subject, measure, day);
  return value.has_value() ? std::optional<int64_t>(std::llround(*value))
                           : std::nullopt;
}

DayLimits NaiveFacts::Limits(absl::CivilDay day) const {
  DayLimits limits;
  for (const Node& node : network.nodes()) {
    limits.potential_bpd.push_back(
        Barrels(node.id, "potential", day).value_or(0));
    limits.demand_bpd.push_back(
        Barrels(node.id, "demand", day).value_or(kUnlimitedBpd));
    // A cash price stands for itself; a differential comes on top of Brent.
    int64_t price = 0;
    if (const auto cash = Find(node.id, "cash_price", day)) {
      price = Cents(*cash);
    } else if (const auto more = Find(node.id, "differential", day)) {
      price = Cents(brent + *more);
    }
    limits.price_cents.push_back(price);
  }
  for (const Arc& arc : network.arcs()) {
    const double open = Find(arc.id, "availability", day).value_or(1);
    ArcLimits one;
    const int64_t open_bpd = std::llround(Need(arc.id, "capacity", day) * open);
    limits.arc_capacity_bpd.push_back(open_bpd);
    one.cost_cents = static_cast<int32_t>(Cents(Need(arc.id, "cost", day)));
    if (arc.rule == AllocationRule::kMandated) {
      one.mandated_bpd = static_cast<int32_t>(open_bpd);
    }
    limits.arcs.push_back(one);
  }
  limits.counted_cap_bpd.assign(network.countries().size(), kUnlimitedBpd);
  return limits;
}

std::vector<StorageLimits> NaiveFacts::Storages(
    absl::CivilDay day, const std::vector<int64_t>& content) const {
  std::vector<StorageLimits> storages(network.nodes().size());
  for (size_t n = 0; n < storages.size(); ++n) {
    const Node& node = network.nodes()[n];
    if (node.kind != NodeKind::kStorage) {
      continue;
    }
    StorageLimits& one = storages[n];
    const int64_t room =
        *Barrels(node.id, "storage_capacity", day) - content[n];
    const int64_t over =
        content[n] - Barrels(node.id, "working_content", day).value_or(0);
    if (room > 0) {
      one.fill_bpd = std::min(
          room, Barrels(node.id, "fill_rate", day).value_or(kUnlimitedBpd));
    }
    if (over > 0) {
      one.draw_bpd = std::min(
          over, Barrels(node.id, "draw_rate", day).value_or(kUnlimitedBpd));
    } else {
      one.compulsory_fill_bpd = std::min(-over, one.fill_bpd);
    }
    one.value_cents = Cents(brent + Need(node.id, "stored_differential", day));
  }
  return storages;
}

std::vector<int64_t> NaiveFacts::Contents(absl::CivilDay first_day) const {
  std::vector<int64_t> contents;
  for (const Node& node : network.nodes()) {
    contents.push_back(Barrels(node.id, "content", first_day).value_or(0));
  }
  return contents;
}

}  // namespace oilflow
