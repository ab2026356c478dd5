#include "service/evaluation/netback.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace oilflow {
namespace {

constexpr int64_t kPartsPerMillion = 1000000;

struct Mean {
  int64_t sum = 0;
  int64_t weight = 0;

  void Add(int64_t value, int64_t with_weight) {
    sum += value * with_weight;
    weight += with_weight;
  }
};

}  // namespace

std::vector<std::optional<int64_t>> BestNetbacks(const Network& network,
                                                 const DayLimits& limits) {
  std::vector<std::optional<int64_t>> best(network.nodes().size());
  const std::vector<int>& order = network.topological_order();
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    const NodeKind kind = network.nodes()[*node].kind;
    if (kind == NodeKind::kMarket || kind == NodeKind::kDomesticUse) {
      best[*node] = limits.price_cents[*node];
    }
    const auto consider = [&](int64_t worth) {
      best[*node] = std::max(best[*node].value_or(worth), worth);
    };
    std::map<int, Mean> by_group;
    for (const int arc : network.arcs_from(*node)) {
      const auto worth = WorthOn(network, limits, arc, best);
      if (!worth.has_value() || limits.arcs[arc].capacity_bpd == 0) {
        continue;
      }
      if (const auto group = network.arcs()[arc].group) {
        by_group[*group].Add(*worth, limits.arcs[arc].group_weight);
      } else {
        consider(*worth);
      }
    }
    for (const auto& [group, mean] : by_group) {
      if (mean.weight > 0) {
        consider(mean.sum / mean.weight);
      }
    }
  }
  return best;
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

void SetWithheld(const Network& network, const std::vector<PaymentTerms>& terms,
                 DayLimits* limits) {
  std::optional<std::vector<std::optional<int64_t>>> netbacks;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    limits->arcs[a].withheld_cents = 0;
    const bool in_full = !terms[a].advance_cents.has_value() &&
                         terms[a].paid_ppm == kPartsPerMillion;
    if (!network.arcs()[a].payer.has_value() || in_full) {
      continue;
    }
    if (!netbacks.has_value()) {
      netbacks = BestNetbacks(network, *limits);
    }
    if (const auto worth =
            WorthOn(network, *limits, static_cast<int>(a), *netbacks)) {
      limits->arcs[a].withheld_cents = *worth - PaidFor(terms[a], *worth);
    }
  }
}

}  // namespace oilflow
