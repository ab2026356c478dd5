#include "service/evaluation/constraints.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <variant>

#include "service/evaluation/quota.h"

namespace oilflow {
namespace {

constexpr int64_t kStepBpd = 1000;

struct KindOfLever {
  ConstraintKind operator()(const RouteLever&) const {
    return ConstraintKind::kRoute;
  }
  ConstraintKind operator()(const EnforcementLever&) const {
    return ConstraintKind::kEnforcement;
  }
  ConstraintKind operator()(const OutageLever&) const {
    return ConstraintKind::kOutage;
  }
  ConstraintKind operator()(const SanctionsLever&) const {
    return ConstraintKind::kSanctions;
  }
  ConstraintKind operator()(const ProductionLever&) const {
    return ConstraintKind::kProduction;
  }
  ConstraintKind operator()(const QuotaLever&) const {
    return ConstraintKind::kQuota;
  }
  ConstraintKind operator()(const InterdictionLever&) const {
    return ConstraintKind::kInterdiction;
  }
  ConstraintKind operator()(const OperatorLever&) const {
    return ConstraintKind::kOperator;
  }
  ConstraintKind operator()(const SpareLever&) const {
    return ConstraintKind::kSpare;
  }
  ConstraintKind operator()(const FinanceLever&) const {
    return ConstraintKind::kFinance;
  }
  ConstraintKind operator()(const PaymentLever&) const {
    return ConstraintKind::kFinance;
  }
  // These set what sinks want and stocks sell, and nothing else.
  ConstraintKind operator()(const WaiverLever&) const {
    return ConstraintKind::kMarketDemand;
  }
  ConstraintKind operator()(const DemandLever&) const {
    return ConstraintKind::kMarketDemand;
  }
  ConstraintKind operator()(const StockReleaseLever&) const {
    return ConstraintKind::kMarketDemand;
  }
};

// Limits raised by `step` wherever the constraint holds them.
DayLimits Relaxed(const Network& network, const Constraint& constraint,
                  DayLimits limits, int64_t step_bpd) {
  for (const int arc : constraint.arcs) {
    limits.arc_capacity_bpd[arc] += step_bpd;
  }
  for (const int node : constraint.nodes) {
    if (network.nodes()[node].kind == NodeKind::kProducer) {
      limits.potential_bpd[node] += step_bpd;
    } else if (network.nodes()[node].kind == NodeKind::kStorage) {
      limits.storages[node].fill_bpd += step_bpd;
    } else {
      limits.demand_bpd[node] += step_bpd;
    }
  }
  if (constraint.country.has_value()) {
    limits.counted_cap_bpd[*constraint.country] += step_bpd;
  }
  return limits;
}

// Puts limits that one policy set under one constraint.
class Gatherer {
 public:
  explicit Gatherer(const Scenario& scenario) : scenario_(scenario) {}

  // The constraint of `policy`, or a new one of `kind` if no policy set it.
  Constraint& Of(const std::optional<int>& policy, ConstraintKind kind,
                 int64_t limit_bpd) {
    if (!policy.has_value()) {
      constraints_.push_back({.kind = kind,
                              .policy = std::nullopt,
                              .arcs = {},
                              .nodes = {},
                              .country = std::nullopt,
                              .limit_bpd = limit_bpd});
      return constraints_.back();
    }
    const auto [place, is_new] = by_policy_.emplace(*policy, 0);
    if (is_new) {
      place->second = constraints_.size();
      constraints_.push_back(
          {.kind = std::visit(KindOfLever(), scenario_.policies[*policy].lever),
           .policy = policy,
           .arcs = {},
           .nodes = {},
           .country = std::nullopt,
           .limit_bpd = limit_bpd});
    }
    return constraints_[place->second];
  }

  std::vector<Constraint> Take() { return std::move(constraints_); }

 private:
  const Scenario& scenario_;
  std::vector<Constraint> constraints_;
  std::map<int, size_t> by_policy_;
};

}  // namespace

std::vector<Constraint> ReachedLimits(const Network& network,
                                      const Scenario& scenario,
                                      const StageFlows& stage) {
  const DayLimits& limits = stage.limits.limits;
  Gatherer gatherer(scenario);
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const int node = static_cast<int>(n);
    if (network.nodes()[n].spare && limits.potential_bpd[n] == 0) {
      // Capacity in reserve is held back by choice, not by a limit.
      continue;
    }
    if (network.nodes()[n].kind == NodeKind::kProducer &&
        stage.flows.produced_bpd[n] == limits.potential_bpd[n]) {
      gatherer
          .Of(stage.limits.node_policy[n], ConstraintKind::kProducerPotential,
              limits.potential_bpd[n])
          .nodes.push_back(node);
    } else if (network.nodes()[n].kind == NodeKind::kMarket &&
               stage.flows.delivered_bpd[n] == limits.demand_bpd[n]) {
      gatherer
          .Of(stage.limits.node_policy[n], ConstraintKind::kMarketDemand,
              limits.demand_bpd[n])
          .nodes.push_back(node);
    } else if (network.nodes()[n].kind == NodeKind::kStorage &&
               stage.flows.filled_bpd[n] == limits.storages[n].fill_bpd) {
      gatherer
          .Of(std::nullopt, ConstraintKind::kStorage,
              limits.storages[n].fill_bpd)
          .nodes.push_back(node);
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    if (stage.flows.arc_bpd[a] == limits.arc_capacity_bpd[a]) {
      gatherer
          .Of(stage.limits.arc_policy[a], ConstraintKind::kArcCapacity,
              limits.arc_capacity_bpd[a])
          .arcs.push_back(static_cast<int>(a));
    }
  }
  for (size_t c = 0; c < network.countries().size(); ++c) {
    const int country = static_cast<int>(c);
    if (CountedProduction(network, country, stage.flows) !=
        limits.counted_cap_bpd[c]) {
      continue;
    }
    for (size_t p = 0; p < scenario.policies.size(); ++p) {
      const auto* lever = std::get_if<QuotaLever>(&scenario.policies[p].lever);
      if (lever != nullptr && lever->country == country) {
        Constraint& quota =
            gatherer.Of(static_cast<int>(p), ConstraintKind::kQuota, 0);
        quota.country = country;
        quota.limit_bpd = limits.counted_cap_bpd[c];
      }
    }
  }
  return gatherer.Take();
}

namespace {

// The most that any one arc carries more of its mandated volume: a barrel that
// passes several such arcs in a row is one barrel.
int64_t MandatedGain(const DayLimits& limits, const DayFlows& before,
                     const DayFlows& after) {
  int64_t most = 0;
  for (size_t a = 0; a < limits.arcs.size(); ++a) {
    const auto mandated = [&](const DayFlows& flows) {
      return std::min<int64_t>(flows.arc_bpd[a], limits.arcs[a].mandated_bpd);
    };
    most = std::max(most, mandated(after) - mandated(before));
  }
  return most;
}

}  // namespace

ShadowPrice ShadowPriceOf(const Network& network, const Constraint& constraint,
                          const StageFlows& stage, DayAllocator* allocator) {
  const DayLimits relaxed =
      Relaxed(network, constraint, stage.limits.limits, kStepBpd);
  const DayFlows flows = allocator->Allocate(relaxed);
  const DayValue now = ValueOf(network, relaxed, stage.flows);
  const DayValue then = ValueOf(network, relaxed, flows);
  const auto each = [](int64_t change) {
    return static_cast<double>(change) / static_cast<double>(kStepBpd);
  };
  return {.usd_per_bbl = each(then.netback_cents - now.netback_cents) / 100,
          .mandated_share = each(MandatedGain(relaxed, stage.flows, flows)),
          .must_serve_share = each(then.must_serve_bpd - now.must_serve_bpd)};
}

std::vector<Shortfall> ShortfallsOf(const Network& network,
                                    const Scenario& scenario,
                                    const StageFlows& stage) {
  const DayLimits& limits = stage.limits.limits;
  std::vector<Shortfall> shortfalls;
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* route = std::get_if<RouteLever>(&scenario.policies[p].lever);
    if (route == nullptr || !route->mandated.has_value()) {
      continue;
    }
    Shortfall worst;
    for (const int arc : route->arcs) {
      const int64_t asked = limits.arcs[arc].mandated_bpd;
      const int64_t delivered = stage.flows.arc_bpd[arc];
      if (asked - delivered > worst.asked_bpd - worst.delivered_bpd) {
        worst = {.policy = static_cast<int>(p),
                 .arc = arc,
                 .node = std::nullopt,
                 .asked_bpd = asked,
                 .delivered_bpd = delivered};
      }
    }
    if (worst.arc.has_value()) {
      shortfalls.push_back(worst);
    }
  }
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].must_serve &&
        stage.flows.delivered_bpd[n] < limits.demand_bpd[n]) {
      shortfalls.push_back({.policy = std::nullopt,
                            .arc = std::nullopt,
                            .node = static_cast<int>(n),
                            .asked_bpd = limits.demand_bpd[n],
                            .delivered_bpd = stage.flows.delivered_bpd[n]});
    }
  }
  return shortfalls;
}

std::vector<Constraint> BoundBy(const Network& network,
                                const Scenario& scenario,
                                const StageFlows& stage,
                                const Shortfall& shortfall,
                                DayAllocator* allocator) {
  const DayLimits& limits = stage.limits.limits;
  const std::vector<Constraint> reached =
      ReachedLimits(network, scenario, stage);
  const int64_t short_bpd = shortfall.asked_bpd - shortfall.delivered_bpd;
  const auto delivers_more = [&](const DayLimits& relaxed) {
    const DayFlows flows = allocator->Allocate(relaxed);
    const int64_t delivered = shortfall.arc.has_value()
                                  ? flows.arc_bpd[*shortfall.arc]
                                  : flows.delivered_bpd[*shortfall.node];
    return delivered > shortfall.delivered_bpd;
  };
  std::vector<Constraint> bound_by;
  for (const Constraint& constraint : reached) {
    if (delivers_more(Relaxed(network, constraint, limits, short_bpd))) {
      bound_by.push_back(constraint);
    }
  }
  if (!bound_by.empty()) {
    return bound_by;
  }
  // Limits in a row: none helps until all of them are raised. Start from all
  // and leave out each that is not needed.
  std::vector<bool> needed(reached.size(), true);
  const auto relax_needed = [&] {
    DayLimits relaxed = limits;
    for (size_t i = 0; i < reached.size(); ++i) {
      if (needed[i]) {
        relaxed = Relaxed(network, reached[i], relaxed, short_bpd);
      }
    }
    return relaxed;
  };
  if (!delivers_more(relax_needed())) {
    return bound_by;
  }
  for (size_t i = 0; i < reached.size(); ++i) {
    needed[i] = false;
    if (!delivers_more(relax_needed())) {
      needed[i] = true;
      bound_by.push_back(reached[i]);
    }
  }
  return bound_by;
}

}  // namespace oilflow
