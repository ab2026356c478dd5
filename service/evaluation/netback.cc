#include "service/evaluation/netback.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace oilflow {
namespace {

constexpr int64_t kPartsPerMillion = 1000000;

// Leads to no sink.
constexpr int64_t kNowhere = std::numeric_limits<int64_t>::min();

int64_t Worth(const Network& network, const DayLimits& limits, int arc,
              const std::vector<int64_t>& best) {
  const int64_t beyond = best[network.arcs()[arc].to];
  return beyond == kNowhere ? kNowhere : beyond - limits.arcs[arc].cost_cents;
}

// The mean worth of a group's open arcs by their shares.
int64_t MeanWorth(const Network& network, const DayLimits& limits, int group,
                  const std::vector<int64_t>& best) {
  int64_t sum = 0;
  int64_t weight = 0;
  for (const int arc : network.groups()[group].arcs) {
    const int64_t worth = Worth(network, limits, arc, best);
    if (worth != kNowhere && limits.arcs[arc].capacity_bpd > 0) {
      sum += worth * limits.arcs[arc].group_weight;
      weight += limits.arcs[arc].group_weight;
    }
  }
  return weight > 0 ? sum / weight : kNowhere;
}

// The best netback of a node, once those of all that it leads to are known.
int64_t BestOf(const Network& network, const DayLimits& limits, int node,
               const std::vector<int64_t>& best) {
  const NodeKind kind = network.nodes()[node].kind;
  if (kind == NodeKind::kMarket || kind == NodeKind::kDomesticUse) {
    return limits.price_cents[node];
  }
  int64_t most = kNowhere;
  for (const int arc : network.arcs_from(node)) {
    const auto group = network.arcs()[arc].group;
    if (!group.has_value()) {
      if (limits.arcs[arc].capacity_bpd > 0) {
        most = std::max(most, Worth(network, limits, arc, best));
      }
    } else if (network.groups()[*group].arcs.front() == arc) {
      most = std::max(most, MeanWorth(network, limits, *group, best));
    }
  }
  return most;
}

}  // namespace

std::vector<std::optional<int64_t>> BestNetbacks(const Network& network,
                                                 const DayLimits& limits) {
  std::vector<int64_t> best(network.nodes().size(), kNowhere);
  const std::vector<int>& order = network.topological_order();
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    best[*node] = BestOf(network, limits, *node, best);
  }
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
    : network_(network), best_(network.nodes().size(), kNowhere) {
  std::vector<bool> beyond(network.nodes().size(), false);
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    if (network.arcs()[a].payer.has_value()) {
      paid_arcs_.push_back(static_cast<int>(a));
      beyond[network.arcs()[a].to] = true;
    }
  }
  for (const int node : network.topological_order()) {
    if (!beyond[node]) {
      continue;
    }
    nodes_.push_back(node);
    for (const int arc : network.arcs_from(node)) {
      beyond[network.arcs()[arc].to] = true;
    }
  }
  std::reverse(nodes_.begin(), nodes_.end());
}

void Withholding::Set(const std::vector<PaymentTerms>& terms,
                      DayLimits* limits) {
  bool known = false;
  for (const int a : paid_arcs_) {
    limits->arcs[a].withheld_cents = 0;
    if (!terms[a].advance_cents.has_value() &&
        terms[a].paid_ppm == kPartsPerMillion) {
      continue;
    }
    if (!known) {
      for (const int node : nodes_) {
        best_[node] = BestOf(network_, *limits, node, best_);
      }
      known = true;
    }
    const int64_t worth = Worth(network_, *limits, a, best_);
    if (worth != kNowhere) {
      limits->arcs[a].withheld_cents = worth - PaidFor(terms[a], worth);
    }
  }
}

void SetWithheld(const Network& network, const std::vector<PaymentTerms>& terms,
                 DayLimits* limits) {
  Withholding(network).Set(terms, limits);
}

}  // namespace oilflow
