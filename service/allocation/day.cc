#include "service/allocation/day.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/allocation/proportional.h"

namespace oilflow {
namespace {

bool IsSink(const Node& node) {
  return node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse;
}

int AddArc(Problem* problem, int from, int to) {
  problem->arcs.push_back({.from = from, .to = to});
  return static_cast<int>(problem->arcs.size()) - 1;
}

}  // namespace

DayAllocator::DayAllocator(const Network& network) : network_(&network) {
  const size_t node_count = network.nodes().size();
  problem_.node_count = CirculationNode(network, static_cast<int>(node_count));
  producer_arc_.assign(node_count, -1);
  sink_arc_.assign(node_count, -1);
  fill_arc_.assign(node_count, -1);
  draw_arc_.assign(node_count, -1);
  for (size_t c = 0; c < network.countries().size(); ++c) {
    country_arc_.push_back(
        AddArc(&problem_, kOutsideNode, 1 + static_cast<int>(c)));
  }
  for (size_t n = 0; n < node_count; ++n) {
    const Node& node = network.nodes()[n];
    const int id = CirculationNode(network, static_cast<int>(n));
    node_tie_.push_back(TieWeight(node.id));
    if (node.kind == NodeKind::kProducer) {
      producer_arc_[n] = AddArc(
          &problem_, node.quota_counted ? 1 + *node.country : kOutsideNode, id);
    } else if (IsSink(node)) {
      sink_arc_[n] = AddArc(&problem_, id, kOutsideNode);
    } else if (node.kind == NodeKind::kStorage) {
      fill_arc_[n] = AddArc(&problem_, id, kOutsideNode);
      draw_arc_[n] = AddArc(&problem_, kOutsideNode, id);
    }
  }
  for (const Arc& arc : network.arcs()) {
    const int from = CirculationNode(network, arc.from);
    const int to = CirculationNode(network, arc.to);
    mandated_arc_.push_back(AddArc(&problem_, from, to));
    voluntary_arc_.push_back(AddArc(&problem_, from, to));
    arc_tie_.push_back(TieWeight(arc.id));
  }
  solver_.emplace(problem_);
}

void DayAllocator::SetArcCapacity(int arc, int64_t capacity_bpd,
                                  int64_t mandated_bpd) {
  const int64_t mandated = std::min(capacity_bpd, mandated_bpd);
  problem_.arcs[mandated_arc_[arc]].capacity_bpd = mandated;
  problem_.arcs[voluntary_arc_[arc]].capacity_bpd = capacity_bpd - mandated;
}

void DayAllocator::SetLimits(const DayLimits& limits) {
  for (size_t c = 0; c < network_->countries().size(); ++c) {
    problem_.arcs[country_arc_[c]].capacity_bpd = limits.counted_cap_bpd[c];
  }
  for (size_t n = 0; n < network_->nodes().size(); ++n) {
    const Node& node = network_->nodes()[n];
    if (producer_arc_[n] >= 0) {
      ProblemArc& arc = problem_.arcs[producer_arc_[n]];
      arc.capacity_bpd = limits.potential_bpd[n];
      // Of equals, what is held in reserve comes last.
      arc.cost = ScaledCost(node.spare ? 1 : 0, Tier::kVoluntary, node_tie_[n]);
    }
    if (sink_arc_[n] >= 0) {
      ProblemArc& arc = problem_.arcs[sink_arc_[n]];
      arc.capacity_bpd = limits.demand_bpd[n];
      arc.cost = ScaledCost(
          -limits.price_cents[n],
          node.must_serve ? Tier::kMustServe : Tier::kVoluntary, node_tie_[n]);
    }
    if (fill_arc_[n] >= 0) {
      const StorageLimits& storage = limits.storages[n];
      ProblemArc& fill = problem_.arcs[fill_arc_[n]];
      fill.minimum_bpd = 0;
      fill.capacity_bpd = storage.fill_bpd;
      fill.cost =
          ScaledCost(-storage.value_cents, Tier::kVoluntary, node_tie_[n]);
      // A cent dearer, so that no oil goes in only for other oil to come out.
      ProblemArc& draw = problem_.arcs[draw_arc_[n]];
      draw.capacity_bpd = storage.draw_bpd;
      draw.cost =
          ScaledCost(storage.value_cents + 1, Tier::kVoluntary, node_tie_[n]);
    }
  }
  for (size_t a = 0; a < network_->arcs().size(); ++a) {
    const ArcLimits& arc = limits.arcs[a];
    const uint32_t tie = arc_tie_[a];
    SetArcCapacity(static_cast<int>(a), limits.arc_capacity_bpd[a],
                   arc.mandated_bpd);
    const int64_t cents = int64_t{arc.cost_cents} + arc.withheld_cents;
    problem_.arcs[mandated_arc_[a]].cost =
        ScaledCost(cents, Tier::kMandated, tie);
    problem_.arcs[voluntary_arc_[a]].cost =
        ScaledCost(cents, Tier::kVoluntary, tie);
  }
}

void DayAllocator::Solve() {
  solution_ = &solver_->Solve(problem_);
  ++solve_count_;
}

int64_t DayAllocator::ArcFlow(int arc) const {
  return solution_->flows_bpd[mandated_arc_[arc]] +
         solution_->flows_bpd[voluntary_arc_[arc]];
}

void DayAllocator::KeepShares(const DayLimits& limits,
                              const ProportionalGroup& group) {
  int64_t total = 0;
  std::vector<int64_t> weights;
  std::vector<int64_t> caps;
  for (const int arc : group.arcs) {
    total += ArcFlow(arc);
    weights.push_back(limits.arcs[arc].group_weight);
    caps.push_back(limits.arc_capacity_bpd[arc]);
  }
  // Each round holds at least one arc more to what it carried, so there are at
  // most as many rounds as arcs.
  for (size_t round = 0; round <= group.arcs.size(); ++round) {
    const std::vector<int64_t> shares = ShareOut(total, weights, caps);
    bool as_shared = true;
    for (size_t i = 0; i < group.arcs.size(); ++i) {
      const int arc = group.arcs[i];
      as_shared = as_shared && ArcFlow(arc) == shares[i];
      SetArcCapacity(arc, shares[i], limits.arcs[arc].mandated_bpd);
    }
    if (as_shared) {
      return;
    }
    Solve();
    bool all_carried = true;
    for (size_t i = 0; i < group.arcs.size(); ++i) {
      const int64_t carried = ArcFlow(group.arcs[i]);
      if (carried < shares[i]) {
        caps[i] = carried;
        all_carried = false;
      }
    }
    if (all_carried) {
      return;
    }
  }
}

void DayAllocator::FillCompulsory(const DayLimits& limits) {
  for (const int node : network_->topological_order()) {
    if (fill_arc_[node] < 0 || limits.storages[node].compulsory_fill_bpd == 0) {
      continue;
    }
    // Oil came as if it could pass. What came is all that comes, and of it so
    // much stays, whoever waits for it further on. There is always a solution:
    // what flows now, less what stays.
    int64_t entered = 0;
    for (const int arc : network_->arcs_to(node)) {
      const int64_t flow = ArcFlow(arc);
      entered += flow;
      SetArcCapacity(arc, flow, limits.arcs[arc].mandated_bpd);
    }
    ProblemArc& fill = problem_.arcs[fill_arc_[node]];
    fill.minimum_bpd =
        std::min(entered, limits.storages[node].compulsory_fill_bpd);
    fill.capacity_bpd = fill.minimum_bpd;
    problem_.arcs[draw_arc_[node]].capacity_bpd = 0;
    Solve();
  }
}

DayFlows DayAllocator::Allocate(const DayLimits& limits) {
  SetLimits(limits);
  Solve();
  for (const int group : network_->group_order()) {
    KeepShares(limits, network_->groups()[group]);
  }
  FillCompulsory(limits);
  DayFlows flows;
  flows.arc_bpd.resize(network_->arcs().size());
  flows.produced_bpd.assign(network_->nodes().size(), 0);
  flows.delivered_bpd.assign(network_->nodes().size(), 0);
  flows.filled_bpd.assign(network_->nodes().size(), 0);
  flows.drawn_bpd.assign(network_->nodes().size(), 0);
  for (size_t a = 0; a < flows.arc_bpd.size(); ++a) {
    flows.arc_bpd[a] = ArcFlow(static_cast<int>(a));
  }
  for (size_t n = 0; n < network_->nodes().size(); ++n) {
    if (producer_arc_[n] >= 0) {
      flows.produced_bpd[n] = solution_->flows_bpd[producer_arc_[n]];
    }
    if (sink_arc_[n] >= 0) {
      flows.delivered_bpd[n] = solution_->flows_bpd[sink_arc_[n]];
    }
    if (fill_arc_[n] >= 0) {
      flows.filled_bpd[n] = solution_->flows_bpd[fill_arc_[n]];
      flows.drawn_bpd[n] = solution_->flows_bpd[draw_arc_[n]];
    } else if (network_->nodes()[n].kind == NodeKind::kStrategicStock) {
      flows.filled_bpd[n] = limits.storages[n].fill_bpd;
      flows.drawn_bpd[n] = limits.storages[n].draw_bpd;
    }
  }
  return flows;
}

DayValue ValueOf(const Network& network, const DayLimits& limits,
                 const DayFlows& flows) {
  DayValue value;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    value.netback_cents += flows.delivered_bpd[n] * limits.price_cents[n];
    if (network.nodes()[n].kind == NodeKind::kStorage) {
      value.netback_cents += (flows.filled_bpd[n] - flows.drawn_bpd[n]) *
                             limits.storages[n].value_cents;
    }
    if (network.nodes()[n].must_serve) {
      value.must_serve_bpd += flows.delivered_bpd[n];
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    value.netback_cents -=
        flows.arc_bpd[a] *
        (int64_t{limits.arcs[a].cost_cents} + limits.arcs[a].withheld_cents);
    value.mandated_bpd += std::min(
        flows.arc_bpd[a], std::min<int64_t>(limits.arc_capacity_bpd[a],
                                            limits.arcs[a].mandated_bpd));
  }
  return value;
}

}  // namespace oilflow
