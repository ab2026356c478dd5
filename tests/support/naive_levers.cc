// Levers that change supply and terms; naive_stops.cc has those that stop oil.

#include "tests/support/naive_levers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "tests/support/naive_numbers.h"

namespace oilflow {
namespace {

using naive::Bpd;
using naive::Cents;
using naive::NoMoreThan;
using naive::NotBelowZero;
using naive::Part;
using naive::Toward;
using naive::WholeBpd;

}  // namespace

NaiveLimits NaiveLevers::Without() const {
  NaiveLimits day{.limits = facts_.Limits(day_)};
  for (const Arc& arc : network_.arcs()) {
    NaiveTerms terms;
    if (arc.payer.has_value()) {
      if (const auto advance = facts_.Find(arc.id, "advance_paid", day_)) {
        terms.advance_cents = std::llround(100 * *advance);
      } else {
        terms.paid_share = facts_.Find(arc.id, "paid_share", day_).value_or(1);
      }
    }
    day.terms.push_back(terms);
  }
  day.grids.resize(network_.power_grids().size());
  day.link_lost.resize(network_.energy_links().size());
  return day;
}

void NaiveLevers::Route(const RouteLever& lever, double share,
                        NaiveLimits* day) const {
  for (const int a : lever.arcs) {
    ArcLimits& arc = day->limits.arcs[a];
    int64_t& capacity = day->limits.arc_capacity_bpd[a];
    int64_t to = capacity;
    if (lever.status == RouteLever::Status::kOpen) {
      to = std::max(to,
                    *facts_.Barrels(network_.arcs()[a].id, "capacity", day_));
    }
    if (lever.capacity.has_value()) {
      to = WholeBpd(*lever.capacity);
    }
    if (lever.limit.has_value()) {
      NoMoreThan(WholeBpd(*lever.limit), &to);
    }
    if (lever.status == RouteLever::Status::kClosed) {
      to = 0;
    }
    capacity = Toward(capacity, to, share);
    if (lever.mandated.has_value()) {
      arc.mandated_bpd = static_cast<int32_t>(
          Toward(arc.mandated_bpd, WholeBpd(*lever.mandated), share));
    }
  }
}

void NaiveLevers::Production(const ProductionLever& lever, double share,
                             NaiveLimits* day) const {
  int64_t& potential = day->limits.potential_bpd[lever.producer];
  const int64_t to = lever.potential.has_value()
                         ? WholeBpd(*lever.potential)
                         : potential + WholeBpd(*lever.change);
  potential = NotBelowZero(Toward(potential, to, share));
}

void NaiveLevers::Demand(const DemandLever& lever, double share,
                         NaiveLimits* day) const {
  int64_t& demand = day->limits.demand_bpd[lever.sink];
  int64_t change = 0;
  if (demand == kUnlimitedBpd) {
    // Only the price notices.
    change =
        lever.change.has_value() ? std::llround(share * Bpd(*lever.change)) : 0;
  } else {
    const int64_t to = lever.demand.has_value()
                           ? WholeBpd(*lever.demand)
                           : NotBelowZero(demand + WholeBpd(*lever.change));
    change = Toward(demand, to, share) - demand;
    demand += change;
  }
  if (network_.nodes()[lever.sink].kind == NodeKind::kMarket) {
    day->demand_change += change;
  }
}

void NaiveLevers::LoseEnergy(int link, double supply, double share,
                             NaiveLimits* day) const {
  const EnergyLink& from = network_.energy_links()[link];
  const double left = std::max(0.0, supply - day->link_lost[link]);
  const double lost = std::min(left, share * supply);
  NaiveGrid& grid = day->grids[from.grid];
  (from.carrier == EnergyCarrier::kGas ? grid.gas_lost
                                       : grid.power_import_lost) += lost;
  day->link_lost[link] += lost;
}

void NaiveLevers::Waiver(const WaiverLever& lever, double share,
                         NaiveLimits* day) const {
  for (const int l : lever.links) {
    const EnergyLink& link = network_.energy_links()[l];
    const bool gas = link.carrier == EnergyCarrier::kGas;
    double supply =
        facts_.Need(link.id, gas ? "gas_import" : "power_import", day_);
    if (gas && lever.gas_supply.has_value()) {
      supply = *lever.gas_supply / kMillionCubicMetresPerDay;
    } else if (!gas && lever.power_supply.has_value()) {
      supply = *lever.power_supply / kMegawatts;
    }
    LoseEnergy(l, supply, share * lever.stopped_share, day);
    if (lever.substitution_limit.has_value()) {
      auto& limit = day->grids[link.grid].substitution_limit;
      const double own = Bpd(*lever.substitution_limit);
      limit = limit.has_value() ? std::min(*limit, own) : own;
    }
  }
}

void NaiveLevers::Payment(const PaymentLever& lever, NaiveLimits* day) const {
  for (const int arc : lever.arcs) {
    if (lever.advance.has_value()) {
      day->terms[arc] = {.advance_cents = Cents(*lever.advance)};
    } else if (lever.paid_share.has_value()) {
      day->terms[arc] = {.paid_share = *lever.paid_share};
    }
  }
}

void NaiveLevers::Finance(const FinanceLever& lever, double share,
                          NaiveLimits* day) const {
  const PaymentChannel& channel = network_.channels()[lever.channel];
  const double withheld = share * lever.blocked_share * lever.withheld_share;
  for (const int a : channel.arcs) {
    ArcLimits& arc = day->limits.arcs[a];
    arc.cost_cents +=
        static_cast<int32_t>(Part(Cents(lever.extra_cost), share));
    Stop(a, withheld, day);
  }
  for (const int l : channel.links) {
    const EnergyLink& link = network_.energy_links()[l];
    const bool gas = link.carrier == EnergyCarrier::kGas;
    const auto supply =
        facts_.Find(link.id, gas ? "gas_import" : "power_import", day_);
    LoseEnergy(l, supply.value_or(0), withheld, day);
  }
}

void NaiveLevers::Operator(const OperatorLever& lever, double share,
                           NaiveLimits* day) const {
  for (const Stake& stake : network_.stakes()) {
    if (stake.operator_index != lever.operator_index) {
      continue;
    }
    const double lost = share * lever.lost_share *
                        facts_.Need(stake.id, "operated_share", day_);
    if (stake.node.has_value()) {
      // Of the wells that are there, taken from what could still be lifted.
      const auto wells = static_cast<int64_t>(
          facts_.Need(network_.nodes()[*stake.node].id, "potential", day_));
      int64_t& potential = day->limits.potential_bpd[*stake.node];
      potential = NotBelowZero(potential - Part(wells, lost));
    } else {
      // Of what the line could carry.
      int64_t& capacity = day->limits.arc_capacity_bpd[*stake.arc];
      capacity -= Part(capacity, lost);
    }
  }
}

}  // namespace oilflow
