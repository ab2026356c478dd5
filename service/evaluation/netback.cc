#include "service/evaluation/netback.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace oilflow {
namespace {

// Leads to no sink.
constexpr int64_t kNowhere = std::numeric_limits<int64_t>::min();

}  // namespace

NetbackOrder::NetbackOrder(const Network& network,
                           const std::vector<int>& nodes) {
  for (const int node : nodes) {
    const NodeKind kind = network.nodes()[node].kind;
    Stop stop{
        .node = node,
        .sells = kind == NodeKind::kMarket || kind == NodeKind::kDomesticUse,
        .first_way = ways_.size()};
    for (const int arc : network.arcs_from(node)) {
      const auto group = network.arcs()[arc].group;
      if (!group.has_value()) {
        ways_.push_back({.first_arc = arcs_.size(), .arc_count = 1});
        arcs_.push_back({arc, network.arcs()[arc].to});
      } else if (network.groups()[*group].arcs.front() == arc) {
        const std::vector<int>& shared = network.groups()[*group].arcs;
        ways_.push_back({.first_arc = arcs_.size(),
                         .arc_count = shared.size(),
                         .shared = true});
        for (const int other : shared) {
          arcs_.push_back({other, network.arcs()[other].to});
        }
      }
    }
    stop.way_count = ways_.size() - stop.first_way;
    stops_.push_back(stop);
  }
}

// Of a way over several arcs nobody can choose the best.
int64_t NetbackOrder::WorthOf(const Way& way, const DayLimits& limits,
                              const std::vector<int64_t>& best) const {
  int64_t sum = 0;
  int64_t weight = 0;
  for (size_t i = way.first_arc; i < way.first_arc + way.arc_count; ++i) {
    const ArcLimits& arc = limits.arcs[arcs_[i].arc];
    const int64_t beyond = best[arcs_[i].to];
    if (beyond == kNowhere || limits.arc_capacity_bpd[arcs_[i].arc] <= 0) {
      continue;
    }
    if (!way.shared) {
      return beyond - arc.cost_cents;
    }
    sum += (beyond - arc.cost_cents) * arc.group_weight;
    weight += arc.group_weight;
  }
  return weight > 0 ? sum / weight : kNowhere;
}

void NetbackOrder::Find(const DayLimits& limits,
                        std::vector<int64_t>* best) const {
  for (const Stop& stop : stops_) {
    int64_t most = stop.sells ? limits.price_cents[stop.node] : kNowhere;
    for (size_t w = 0; !stop.sells && w < stop.way_count; ++w) {
      most = std::max(most, WorthOf(ways_[stop.first_way + w], limits, *best));
    }
    (*best)[stop.node] = most;
  }
}

std::vector<std::optional<int64_t>> BestNetbacks(const Network& network,
                                                 const DayLimits& limits) {
  const std::vector<int>& order = network.topological_order();
  std::vector<int64_t> best(network.nodes().size(), kNowhere);
  NetbackOrder(network, {order.rbegin(), order.rend()}).Find(limits, &best);
  std::vector<std::optional<int64_t>> netbacks;
  for (const int64_t cents : best) {
    netbacks.push_back(cents == kNowhere ? std::nullopt : std::optional(cents));
  }
  return netbacks;
}

std::optional<int64_t> WorthOn(
    const Network& network, const DayLimits& limits, int arc,
    const std::vector<std::optional<int64_t>>& netbacks) {
  const auto& beyond = netbacks[network.arcs()[arc].to];
  if (!beyond.has_value()) {
    return std::nullopt;
  }
  return *beyond - limits.arcs[arc].cost_cents;
}

int64_t PaidFor(const PaymentTerms& terms, int64_t worth_cents) {
  if (terms.advance_cents.has_value()) {
    return *terms.advance_cents;
  }
  return worth_cents <= 0 ? worth_cents
                          : worth_cents * terms.paid_ppm / kPartsPerMillion;
}

Withholding::Withholding(const Network& network)
    : best_(network.nodes().size(), kNowhere) {
  std::vector<bool> beyond(network.nodes().size(), false);
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const Arc& arc = network.arcs()[a];
    if (arc.payer.has_value()) {
      paid_arcs_.push_back({static_cast<int>(a), arc.to});
      beyond[arc.to] = true;
    }
  }
  std::vector<int> nodes;
  for (const int node : network.topological_order()) {
    if (!beyond[node]) {
      continue;
    }
    nodes.push_back(node);
    for (const int arc : network.arcs_from(node)) {
      beyond[network.arcs()[arc].to] = true;
    }
  }
  std::reverse(nodes.begin(), nodes.end());
  order_ = NetbackOrder(network, nodes);
}

void Withholding::Set(const std::vector<PaymentTerms>& terms,
                      DayLimits* limits) {
  bool known = false;
  for (const auto& [a, to] : paid_arcs_) {
    limits->arcs[a].withheld_cents = 0;
    if (!terms[a].advance_cents.has_value() &&
        terms[a].paid_ppm == kPartsPerMillion) {
      continue;
    }
    if (!known) {
      order_.Find(*limits, &best_);
      known = true;
    }
    if (best_[to] != kNowhere) {
      const int64_t worth = best_[to] - limits->arcs[a].cost_cents;
      limits->arcs[a].withheld_cents =
          static_cast<int32_t>(worth - PaidFor(terms[a], worth));
    }
  }
}

void SetWithheld(const Network& network, const std::vector<PaymentTerms>& terms,
                 DayLimits* limits) {
  Withholding(network).Set(terms, limits);
}

}  // namespace oilflow
