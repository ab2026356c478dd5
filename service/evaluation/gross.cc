#include "service/evaluation/gross.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <variant>
#include <vector>

#include "service/evaluation/lever_arcs.h"
#include "service/evaluation/quota.h"

namespace oilflow {
namespace {

// What flows into a set of arcs from outside it: oil that passes from one of
// them to another is counted once.
int64_t FlowInto(const Network& network, const std::vector<int>& arcs,
                 const DayFlows& flows) {
  std::vector<int64_t> in(network.nodes().size(), 0);
  std::vector<int64_t> out(network.nodes().size(), 0);
  int64_t total = 0;
  for (const int arc : arcs) {
    total += flows.arc_bpd[arc];
    out[network.arcs()[arc].from] += flows.arc_bpd[arc];
    in[network.arcs()[arc].to] += flows.arc_bpd[arc];
  }
  for (size_t n = 0; n < in.size(); ++n) {
    total -= std::min(in[n], out[n]);
  }
  return total;
}

int64_t Produced(const std::vector<int>& producers, const DayFlows& flows) {
  int64_t total = 0;
  for (const int producer : producers) {
    total += flows.produced_bpd[producer];
  }
  return total;
}

// What the arcs and producers that a lever names carry and lift.
struct NamedVolume {
  const Network& network;
  const DayFlows& flows;

  int64_t operator()(const InterdictionLever& lever) const {
    return FlowInto(network, StoppedArcs(network, lever), flows);
  }
  int64_t operator()(const WaiverLever& lever) const {
    std::set<int> burns;
    for (const int link : lever.links) {
      const int grid = network.energy_links()[link].grid;
      burns.insert(network.power_grids()[grid].burn_node);
    }
    int64_t total = 0;
    for (const int burn : burns) {
      total += flows.delivered_bpd[burn];
    }
    return total;
  }
  int64_t operator()(const PaymentLever& lever) const {
    return FlowInto(network, lever.arcs, flows);
  }
  int64_t operator()(const FinanceLever& lever) const {
    return FlowInto(network, network.channels()[lever.channel].arcs, flows);
  }
  int64_t operator()(const OperatorLever& lever) const {
    std::set<int> producers;
    std::set<int> arcs;
    for (const Stake& stake : network.stakes()) {
      if (stake.operator_index == lever.operator_index) {
        stake.node.has_value() ? producers.insert(*stake.node)
                               : arcs.insert(*stake.arc);
      }
    }
    return Produced({producers.begin(), producers.end()}, flows) +
           FlowInto(network, {arcs.begin(), arcs.end()}, flows);
  }
  int64_t operator()(const SpareLever& lever) const {
    return Produced(lever.producers, flows);
  }
  int64_t operator()(const StockReleaseLever& lever) const {
    return flows.drawn_bpd[lever.stock] - flows.filled_bpd[lever.stock];
  }
  int64_t operator()(const DemandLever& lever) const {
    return flows.delivered_bpd[lever.sink];
  }

  int64_t operator()(const RouteLever& lever) const {
    return FlowInto(network, lever.arcs, flows);
  }
  int64_t operator()(const EnforcementLever& lever) const {
    return FlowInto(network, lever.arcs, flows);
  }
  int64_t operator()(const ProductionLever& lever) const {
    return Produced({lever.producer}, flows);
  }
  int64_t operator()(const OutageLever& lever) const {
    return FlowInto(network, lever.arcs, flows) +
           Produced(lever.producers, flows);
  }
  int64_t operator()(const SanctionsLever& lever) const {
    return FlowInto(network, ExportReachOf(network, lever.country).arcs, flows);
  }
  int64_t operator()(const QuotaLever& lever) const {
    return CountedProduction(network, lever.country, flows);
  }
};

}  // namespace

int64_t GrossOf(const Network& network, const Policy& policy,
                const DayOutcome& outcome) {
  return std::visit(NamedVolume{network, outcome.scenario().flows},
                    policy.lever) -
         std::visit(NamedVolume{network, outcome.baseline().flows},
                    policy.lever);
}

}  // namespace oilflow
