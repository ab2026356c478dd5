#include "service/evaluation/lever_arcs.h"

#include <algorithm>
#include <cstddef>

namespace oilflow {

namespace {

std::vector<int> ExportArcs(const Network& network, int country) {
  std::vector<int> delivered;
  std::vector<int> tracked;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    if (network.arcs()[a].delivered_export_of == country) {
      delivered.push_back(static_cast<int>(a));
    }
    if (network.arcs()[a].tracked_export_of == country) {
      tracked.push_back(static_cast<int>(a));
    }
  }
  return delivered.empty() ? tracked : delivered;
}

std::vector<int> MarketsBeyond(const Network& network,
                               const std::vector<int>& arcs) {
  std::vector<bool> beyond(network.nodes().size(), false);
  for (const int arc : arcs) {
    beyond[network.arcs()[arc].to] = true;
  }
  for (const int node : network.topological_order()) {
    for (const int arc : network.arcs_from(node)) {
      beyond[network.arcs()[arc].to] =
          beyond[network.arcs()[arc].to] || beyond[node];
    }
  }
  std::vector<int> markets;
  for (size_t n = 0; n < beyond.size(); ++n) {
    if (beyond[n] && network.nodes()[n].kind == NodeKind::kMarket) {
      markets.push_back(static_cast<int>(n));
    }
  }
  return markets;
}

}  // namespace

ExportReach ExportReachOf(const Network& network, int country) {
  ExportReach reach;
  reach.arcs = ExportArcs(network, country);
  reach.markets = MarketsBeyond(network, reach.arcs);
  return reach;
}

ExportReaches::ExportReaches(const Network& network)
    : network_(network), reaches_(network.countries().size()) {}

const ExportReach& ExportReaches::Of(int country) {
  std::optional<ExportReach>& reach = reaches_[country];
  if (!reach.has_value()) {
    reach = ExportReachOf(network_, country);
  }
  return *reach;
}

std::vector<int> StoppedArcs(const Network& network,
                             const InterdictionLever& lever) {
  std::vector<int> arcs = lever.arcs;
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const auto lane = network.nodes()[network.arcs()[a].to].chokepoint;
    const int arc = static_cast<int>(a);
    if (lane.has_value() &&
        std::count(lever.chokepoints.begin(), lever.chokepoints.end(), *lane) >
            0 &&
        std::count(arcs.begin(), arcs.end(), arc) == 0) {
      arcs.push_back(arc);
    }
  }
  return arcs;
}

}  // namespace oilflow
