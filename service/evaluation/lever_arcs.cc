#include "service/evaluation/lever_arcs.h"

#include <algorithm>
#include <cstddef>

namespace oilflow {

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

std::set<int> MarketsBeyond(const Network& network,
                            const std::vector<int>& arcs) {
  std::set<int> seen;
  std::vector<int> ahead;
  ahead.reserve(arcs.size());
  for (const int arc : arcs) {
    ahead.push_back(network.arcs()[arc].to);
  }
  std::set<int> markets;
  while (!ahead.empty()) {
    const int node = ahead.back();
    ahead.pop_back();
    if (!seen.insert(node).second) {
      continue;
    }
    if (network.nodes()[node].kind == NodeKind::kMarket) {
      markets.insert(node);
    }
    for (const int arc : network.arcs_from(node)) {
      ahead.push_back(network.arcs()[arc].to);
    }
  }
  return markets;
}

}  // namespace oilflow
