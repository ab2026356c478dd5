#include "service/evaluation/origins.h"

#include <cassert>
#include <cstddef>

#include "service/base/largest_remainder.h"

namespace oilflow {

Origins TraceOrigins(const Network& network, const DayFlows& flows) {
  const size_t country_count = network.countries().size();
  const std::vector<int64_t> nothing(country_count, 0);
  std::vector<std::vector<int64_t>> at_node(network.nodes().size(), nothing);
  Origins origins{
      .arc_bpd = std::vector(network.arcs().size(), nothing),
      .delivered_bpd = std::vector(network.nodes().size(), nothing)};
  for (const int node : network.topological_order()) {
    std::vector<int64_t>& mix = at_node[node];
    if (flows.produced_bpd[node] > 0) {
      mix[*network.nodes()[node].country] += flows.produced_bpd[node];
    }
    if (network.nodes()[node].kind == NodeKind::kStorage) {
      const std::vector<int64_t> filled =
          CutByLargestRemainder(flows.filled_bpd[node], mix);
      for (size_t c = 0; c < country_count; ++c) {
        mix[c] -= filled[c];
      }
      origins.delivered_bpd[node] = filled;
      mix[*network.nodes()[node].country] += flows.drawn_bpd[node];
    }
    for (const int arc : network.arcs_from(node)) {
      // Cut what is left of the mix, so that the last arc takes the last
      // barrel.
      const std::vector<int64_t> part =
          CutByLargestRemainder(flows.arc_bpd[arc], mix);
      for (size_t c = 0; c < country_count; ++c) {
        assert(part[c] <= mix[c]);
        mix[c] -= part[c];
        at_node[network.arcs()[arc].to][c] += part[c];
      }
      origins.arc_bpd[arc] = part;
    }
    if (flows.delivered_bpd[node] > 0) {
      origins.delivered_bpd[node] = mix;
    }
  }
  return origins;
}

std::vector<CountryBalance> BalancesOf(const Network& network,
                                       const DayFlows& flows) {
  const Origins origins = TraceOrigins(network, flows);
  std::vector<CountryBalance> balances(network.countries().size());
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const Node& node = network.nodes()[n];
    if (node.kind == NodeKind::kProducer) {
      CountryBalance& balance = balances[*node.country];
      balance.production_bpd += flows.produced_bpd[n];
      balance.true_exports_bpd += flows.produced_bpd[n];
    } else if (node.kind == NodeKind::kDomesticUse) {
      CountryBalance& balance = balances[*node.country];
      balance.domestic_use_bpd += flows.delivered_bpd[n];
      balance.true_exports_bpd -= origins.delivered_bpd[n][*node.country];
    } else if (node.kind == NodeKind::kStorage) {
      CountryBalance& balance = balances[*node.country];
      balance.storage_build_bpd += flows.filled_bpd[n] - flows.drawn_bpd[n];
      balance.true_exports_bpd +=
          flows.drawn_bpd[n] - origins.delivered_bpd[n][*node.country];
    }
  }
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    const auto country = network.arcs()[a].tracked_export_of;
    if (country.has_value()) {
      CountryBalance& balance = balances[*country];
      balance.apparent_exports_bpd += flows.arc_bpd[a];
      balance.foreign_in_apparent_bpd +=
          flows.arc_bpd[a] - origins.arc_bpd[a][*country];
    }
    if (const auto to = network.arcs()[a].delivered_export_of) {
      balances[*to].deliveries_bpd += flows.arc_bpd[a];
    }
  }
  return balances;
}

}  // namespace oilflow
