#include "service/evaluation/apply.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <variant>

#include "absl/container/inlined_vector.h"
#include "absl/types/span.h"

#include "service/base/largest_remainder.h"

namespace oilflow {
namespace {

int64_t BpdOf(BarrelsPerDay rate) {
  return RoundToWhole(rate) / (int64_t{1} * kBarrelsPerDay);
}

// `share` of the way from one rate to another, to the nearest barrel.
int64_t Between(int64_t from_bpd, int64_t to_bpd, double share) {
  return from_bpd +
         std::llround(share * static_cast<double>(to_bpd - from_bpd));
}

// `share` of `flow` no longer passes.
int64_t Less(int64_t flow, double share) { return Between(flow, 0, share); }

int64_t Cents(DollarsPerBarrel price) {
  return std::llround(100 * (price / kDollarsPerBarrel));
}

// Applies one policy's lever; knows how much of it is in force.
class Applier {
 public:
  Applier(const Network& network, const BaselineSpan& span,
          const DayFlows& baseline, const DayFlows& before, Stage stage,
          int policy, const PolicyDay& day, ExportReaches* exports,
          PolicyLimits* limits)
      : network_(network),
        span_(span),
        baseline_(baseline),
        before_(before),
        stage_(stage),
        policy_(policy),
        day_(day),
        share_(day.share),
        exports_(*exports),
        limits_(*limits) {}

  void operator()(const RouteLever& lever) {
    for (const int arc : lever.arcs) {
      const int64_t from = limits_.limits.arc_capacity_bpd[arc];
      int64_t to = from;
      if (lever.status == RouteLever::Status::kOpen) {
        to = std::max(from, span_.physical_capacity_bpd[arc]);
      }
      if (lever.capacity.has_value()) {
        to = BpdOf(*lever.capacity);
      }
      if (lever.limit.has_value()) {
        to = std::min(to, BpdOf(*lever.limit));
      }
      if (lever.status == RouteLever::Status::kClosed) {
        to = 0;
      }
      if (to != from) {
        SetCapacity(arc, Between(from, to, share_));
      }
      if (lever.mandated.has_value()) {
        int32_t& mandated = limits_.limits.arcs[arc].mandated_bpd;
        mandated = static_cast<int32_t>(
            Between(mandated, BpdOf(*lever.mandated), share_));
      }
    }
  }

  void operator()(const ProductionLever& lever) {
    const int64_t from = limits_.limits.potential_bpd[lever.producer];
    const int64_t to = lever.potential.has_value()
                           ? BpdOf(*lever.potential)
                           : from + BpdOf(*lever.change);
    SetPotential(lever.producer,
                 std::max<int64_t>(0, Between(from, to, share_)));
  }

  void operator()(const EnforcementLever& lever) {
    for (const int arc : lever.arcs) {
      Stop(arc, share_ * lever.stopped_share);
      limits_.limits.arcs[arc].cost_cents += static_cast<int32_t>(
          std::llround(100 * share_ * (lever.extra_cost / kDollarsPerBarrel)));
    }
  }

  void operator()(const OutageLever& lever) {
    const int64_t loss = std::llround(share_ * (lever.loss / kBarrelsPerDay));
    if (loss == 0) {
      return;
    }
    const bool of_flow = lever.counted_from == OutageLever::CountedFrom::kFlow;
    for (const int arc : lever.arcs) {
      const int64_t from = of_flow ? baseline_.arc_bpd[arc]
                                   : limits_.limits.arc_capacity_bpd[arc];
      Cap(arc, std::max<int64_t>(0, from - loss));
    }
    for (const int producer : lever.producers) {
      const int64_t from = of_flow ? baseline_.produced_bpd[producer]
                                   : limits_.limits.potential_bpd[producer];
      LowerPotential(producer, std::max<int64_t>(0, from - loss));
    }
  }

  void operator()(const InterdictionLever& lever) {
    for (const int arc : StoppedArcs(network_, lever)) {
      Stop(arc, share_ * lever.stopped_share);
    }
  }

  void operator()(const OperatorLever& lever) {
    for (size_t s = 0; s < network_.stakes().size(); ++s) {
      const Stake& stake = network_.stakes()[s];
      if (stake.operator_index != lever.operator_index) {
        continue;
      }
      const double lost = share_ * lever.lost_share * *span_.operated_share[s];
      if (stake.node.has_value()) {
        // Of the wells, whether they run or not: several operators of one field
        // take their shares of the same wells.
        const int64_t wells = span_.limits.potential_bpd[*stake.node];
        const int64_t now = limits_.limits.potential_bpd[*stake.node];
        LowerPotential(*stake.node,
                       std::max<int64_t>(0, now - wells + Less(wells, lost)));
      } else {
        // A line's owner takes its share of what the line could carry.
        Cap(*stake.arc,
            Less(limits_.limits.arc_capacity_bpd[*stake.arc], lost));
      }
    }
  }

  void operator()(const SanctionsLever& lever) {
    const ExportReach& reach = exports_.Of(lever.country);
    const std::vector<int>& arcs = reach.arcs;
    Discount(reach.markets, lever);
    // Counted from what flows without policies or, where another policy brings
    // more, from that, and shared as that is shared: else a sanction that
    // hardly works would close a route that has just opened.
    const int64_t planned = Sum(arcs, baseline_);
    const int64_t before = Sum(arcs, before_);
    const DayFlows& counted = before > planned ? before_ : baseline_;
    const int64_t exports = std::max(before, planned);
    const int64_t target = BpdOf(lever.target_exports);
    if (exports == 0 || target >= exports) {
      return;
    }
    int64_t allowed = Between(exports, target, share_);
    if (stage_ != Stage::kSanctions) {
      const double back =
          lever.leakage_growth_per_year / kBarrelsPerDay * day_.years_in_full;
      allowed =
          std::min(exports, Between(exports, target, share_ * lever.efficacy) +
                                int64_t{std::llround(share_ * back)});
    }
    if (allowed == exports) {
      return;
    }
    const Rates flows = Flows(arcs, counted);
    Rates parts(arcs.size());
    CutByLargestRemainder(allowed, flows, absl::MakeSpan(parts));
    for (size_t i = 0; i < arcs.size(); ++i) {
      Cap(arcs[i], parts[i]);
    }
  }

  void operator()(const WaiverLever& lever) {
    for (const int link : lever.links) {
      const bool gas =
          network_.energy_links()[link].carrier == EnergyCarrier::kGas;
      double supply = span_.link_supply[link].value_or(0);
      if (gas && lever.gas_supply.has_value()) {
        supply = *lever.gas_supply / kMillionCubicMetresPerDay;
      } else if (!gas && lever.power_supply.has_value()) {
        supply = *lever.power_supply / kMegawatts;
      }
      LoseEnergy(link, supply, share_ * lever.stopped_share,
                 lever.substitution_limit);
    }
  }

  // A contract is in force or it is not: terms do not ramp.
  void operator()(const PaymentLever& lever) {
    for (const int arc : lever.arcs) {
      PaymentTerms& terms = limits_.payment[arc];
      if (lever.advance.has_value()) {
        terms.advance_cents = Cents(*lever.advance);
      } else if (lever.paid_share.has_value()) {
        terms.advance_cents = std::nullopt;
        terms.paid_ppm = std::llround(kPartsPerMillion * *lever.paid_share);
      }
    }
  }

  void operator()(const FinanceLever& lever) {
    const PaymentChannel& channel = network_.channels()[lever.channel];
    const double blocked = share_ * lever.blocked_share;
    limits_.blocked_ppm[lever.channel] =
        std::llround(kPartsPerMillion * blocked);
    for (const int arc : channel.arcs) {
      limits_.limits.arcs[arc].cost_cents += static_cast<int32_t>(
          std::llround(share_ * static_cast<double>(Cents(lever.extra_cost))));
      Stop(arc, blocked * lever.withheld_share);
    }
    for (const int link : channel.links) {
      LoseEnergy(link, span_.link_supply[link].value_or(0),
                 blocked * lever.withheld_share, std::nullopt);
    }
  }

  void operator()(const DemandLever& lever) {
    int64_t& demand = limits_.limits.demand_bpd[lever.sink];
    const bool market = network_.nodes()[lever.sink].kind == NodeKind::kMarket;
    int64_t change = 0;
    if (demand == kUnlimitedBpd) {
      // It takes all that comes before and after; only the price notices.
      change = lever.change.has_value()
                   ? std::llround(share_ * (*lever.change / kBarrelsPerDay))
                   : 0;
    } else {
      // Liquids for lost energy are wanted on top of it.
      int64_t liquids = 0;
      for (size_t g = 0; g < network_.power_grids().size(); ++g) {
        if (network_.power_grids()[g].burn_node == lever.sink) {
          liquids += limits_.grids[g].need.liquids_asked_bpd;
        }
      }
      demand -= liquids;
      const int64_t to =
          lever.demand.has_value()
              ? BpdOf(*lever.demand)
              : std::max<int64_t>(0, demand + BpdOf(*lever.change));
      change = Between(demand, to, share_) - demand;
      demand += change + liquids;
      limits_.node_policy[lever.sink] = policy_;
    }
    if (market) {
      limits_.demand_change_bpd += change;
    }
  }

  // These answer to flows that are known only once the rest is allocated.
  void operator()(const QuotaLever&) {}
  void operator()(const SpareLever&) {}
  void operator()(const StockReleaseLever&) {}

 private:
  void SetCapacity(int arc, int64_t capacity_bpd) {
    limits_.limits.arc_capacity_bpd[arc] = capacity_bpd;
    limits_.arc_policy[arc] = policy_;
  }

  void Cap(int arc, int64_t capacity_bpd) {
    if (capacity_bpd < limits_.limits.arc_capacity_bpd[arc]) {
      SetCapacity(arc, capacity_bpd);
    }
  }

  // `share` of what flows without policies no longer passes. An arc that is
  // idle then has no flow to count from: it keeps its share of what it could
  // carry.
  void Stop(int arc, double share) {
    if (share > 0) {
      const int64_t flow = baseline_.arc_bpd[arc];
      Cap(arc,
          Less(flow > 0 ? flow : limits_.limits.arc_capacity_bpd[arc], share));
    }
  }

  void LowerPotential(int node, int64_t potential_bpd) {
    if (potential_bpd < limits_.limits.potential_bpd[node]) {
      SetPotential(node, potential_bpd);
    }
  }

  // By arc of a lever, mostly few.
  using Rates = absl::InlinedVector<int64_t, 16>;

  static Rates Flows(const std::vector<int>& arcs, const DayFlows& of) {
    Rates flows(arcs.size());
    std::transform(arcs.begin(), arcs.end(), flows.begin(),
                   [&](int arc) { return of.arc_bpd[arc]; });
    return flows;
  }

  static int64_t Sum(const std::vector<int>& arcs, const DayFlows& of) {
    int64_t sum = 0;
    for (const int arc : arcs) {
      sum += of.arc_bpd[arc];
    }
    return sum;
  }

  // Buyers who can be reached pay less.
  void Discount(const std::vector<int>& buyers, const SanctionsLever& lever) {
    const int64_t discount =
        std::llround(share_ * static_cast<double>(Cents(lever.discount)));
    for (const int buyer : buyers) {
      limits_.limits.price_cents[buyer] -= discount;
    }
  }

  // Adds to what a grid goes without, and asks the burn for liquids in its
  // place. Two policies together stop no more than a link carries.
  void LoseEnergy(int link, double supply, double stopped_share,
                  const std::optional<BarrelsPerDay>& limit) {
    const EnergyLink& from = network_.energy_links()[link];
    GridDay& grid = limits_.grids[from.grid];
    const double lost =
        std::clamp(supply * stopped_share, 0.0,
                   std::max(0.0, supply - limits_.link_lost[link]));
    limits_.link_lost[link] += lost;
    if (from.carrier == EnergyCarrier::kGas) {
      grid.loss.gas += lost * kMillionCubicMetresPerDay;
    } else {
      grid.loss.imported_power += lost * kMegawatts;
    }
    if (limit.has_value()) {
      // Of two, the smaller: liquids that one cannot have the other has not.
      grid.substitution_limit =
          std::min(*limit, grid.substitution_limit.value_or(*limit));
    }
    GridTerms terms = span_.grids[from.grid];
    if (grid.substitution_limit.has_value()) {
      terms.substitution_limit = grid.substitution_limit;
    }
    const int64_t asked_before = grid.need.liquids_asked_bpd;
    grid.need = NeedOf(terms, grid.loss);
    const int burn = network_.power_grids()[from.grid].burn_node;
    limits_.limits.demand_bpd[burn] +=
        grid.need.liquids_asked_bpd - asked_before;
    limits_.node_policy[burn] = policy_;
  }

  void SetPotential(int node, int64_t potential_bpd) {
    limits_.limits.potential_bpd[node] = potential_bpd;
    limits_.node_policy[node] = policy_;
  }

  const Network& network_;
  const BaselineSpan& span_;
  const DayFlows& baseline_;
  const DayFlows& before_;
  Stage stage_;
  int policy_;
  const PolicyDay& day_;
  double share_;
  ExportReaches& exports_;
  PolicyLimits& limits_;
};

}  // namespace

void ApplyStage(const Network& network, const Scenario& scenario, Stage stage,
                const std::vector<PolicyDay>& policies,
                const BaselineSpan& span, const DayFlows& baseline,
                const DayFlows& before, ExportReaches* exports,
                PolicyLimits* limits) {
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const Policy& policy = scenario.policies[p];
    const Stage first = StageOf(policy);
    if (policies[p].share > 0 &&
        (first == stage ||
         (first == Stage::kSanctions && stage == Stage::kLeakage))) {
      std::visit(Applier(network, span, baseline, before, stage,
                         static_cast<int>(p), policies[p], exports, limits),
                 policy.lever);
    }
  }
}

}  // namespace oilflow
