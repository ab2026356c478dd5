#include "service/evaluation/ledger.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/evaluation/response.h"

namespace oilflow {
namespace {

Mechanism MechanismOf(Stage stage, bool gain, bool spare) {
  switch (stage) {
    case Stage::kPayment:
    case Stage::kEnforcement:
      return gain ? Mechanism::kNew : Mechanism::kNoPaidOutlet;
    case Stage::kOperator:
      return gain ? Mechanism::kNew : Mechanism::kOperator;
    case Stage::kInterdiction:
      return gain ? Mechanism::kNew : Mechanism::kInterdiction;
    case Stage::kOutage:
      return gain ? Mechanism::kNew : Mechanism::kOutage;
    case Stage::kSanctions:
      return gain ? Mechanism::kNew : Mechanism::kSanctions;
    case Stage::kLeakage:
      return gain ? Mechanism::kLeakage : Mechanism::kSanctions;
    case Stage::kQuota:
      return Mechanism::kQuotaOffset;
    case Stage::kBaseline:
    case Stage::kSupply:
    case Stage::kResponse:
      break;
  }
  if (spare) {
    return Mechanism::kSpareResponse;
  }
  return gain ? Mechanism::kNew : Mechanism::kLost;
}

// By node: whether a stage touched its own limits or those of an arc that its
// oil could take. A producer that gains or loses untouched was displaced by
// the oil of others.
std::vector<bool> TouchedProducers(const Network& network,
                                   const DayLimits& before,
                                   const DayLimits& after) {
  std::vector<bool> touched(network.nodes().size(), false);
  const std::vector<int>& order = network.topological_order();
  for (auto node = order.rbegin(); node != order.rend(); ++node) {
    bool any = before.potential_bpd[*node] != after.potential_bpd[*node] ||
               before.demand_bpd[*node] != after.demand_bpd[*node] ||
               before.price_cents[*node] != after.price_cents[*node] ||
               before.storages[*node] != after.storages[*node];
    const auto country = network.nodes()[*node].country;
    if (network.nodes()[*node].quota_counted) {
      any = any ||
            before.counted_cap_bpd[*country] != after.counted_cap_bpd[*country];
    }
    for (const int arc : network.arcs_from(*node)) {
      any = any ||
            before.arc_capacity_bpd[arc] != after.arc_capacity_bpd[arc] ||
            !(before.arcs[arc] == after.arcs[arc]) ||
            touched[network.arcs()[arc].to];
    }
    touched[*node] = any;
  }
  return touched;
}

// Sums entries under their keys, so that they come out in order.
class LedgerBuilder {
 public:
  void Add(Mechanism mechanism, size_t node, int64_t more, int64_t less) {
    if (more != 0 || less != 0) {
      LedgerEntry& entry = entries_[{mechanism, static_cast<int>(node)}];
      entry.more_bpd += more;
      entry.less_bpd += less;
    }
  }

  std::vector<LedgerEntry> Take() {
    std::vector<LedgerEntry> entries;
    for (auto& [key, entry] : entries_) {
      entry.mechanism = key.first;
      entry.node = key.second;
      entries.push_back(entry);
    }
    return entries;
  }

 private:
  std::map<std::pair<Mechanism, int>, LedgerEntry> entries_;
};

void AddStage(const Network& network, const StageFlows& before,
              const StageFlows& after, LedgerBuilder* ledger) {
  const std::vector<bool> touched =
      TouchedProducers(network, before.limits.limits, after.limits.limits);
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const int64_t change =
        after.flows.produced_bpd[n] - before.flows.produced_bpd[n];
    const Mechanism mechanism =
        touched[n]
            ? MechanismOf(after.stage, change > 0, network.nodes()[n].spare)
            : Mechanism::kDisplaced;
    ledger->Add(mechanism, n, std::max<int64_t>(0, change),
                std::max<int64_t>(0, -change));
  }
}

// For each producer, the smaller of what its arcs gained and what its other
// arcs lost.
void AddRerouted(const Network& network, const DayOutcome& outcome,
                 LedgerBuilder* ledger) {
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    if (network.nodes()[n].kind != NodeKind::kProducer) {
      continue;
    }
    int64_t gained = 0;
    int64_t lost = 0;
    for (const int arc : network.arcs_from(static_cast<int>(n))) {
      const int64_t change = outcome.scenario().flows.arc_bpd[arc] -
                             outcome.baseline().flows.arc_bpd[arc];
      gained += std::max<int64_t>(0, change);
      lost += std::max<int64_t>(0, -change);
    }
    const int64_t moved = std::min(gained, lost);
    ledger->Add(Mechanism::kRerouted, n, moved, moved);
  }
}

}  // namespace

int64_t NetMarketSupply(const Network& network, const DayOutcome& outcome) {
  return MarketSupply(network, outcome.scenario().flows) -
         MarketSupply(network, outcome.baseline().flows);
}

absl::StatusOr<std::vector<LedgerEntry>> LedgerOf(const Network& network,
                                                  const DayOutcome& outcome) {
  LedgerBuilder ledger;
  AddRerouted(network, outcome, &ledger);
  for (size_t s = 1; s < outcome.stages.size(); ++s) {
    AddStage(network, outcome.stages[s - 1], outcome.stages[s], &ledger);
  }
  // What is used at home, put in storage or bought for a stock is oil that the
  // markets do not get.
  const auto add_taken = [&](Mechanism mechanism, size_t node, int64_t before,
                             int64_t after) {
    ledger.Add(mechanism, node, std::max<int64_t>(0, before - after),
               std::max<int64_t>(0, after - before));
  };
  const DayFlows& before = outcome.baseline().flows;
  const DayFlows& after = outcome.scenario().flows;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const NodeKind kind = network.nodes()[n].kind;
    if (kind == NodeKind::kDomesticUse) {
      add_taken(Mechanism::kDomesticUse, n, before.delivered_bpd[n],
                after.delivered_bpd[n]);
    } else if (kind == NodeKind::kStorage ||
               kind == NodeKind::kStrategicStock) {
      add_taken(kind == NodeKind::kStorage ? Mechanism::kStorage
                                           : Mechanism::kStockRelease,
                n, before.filled_bpd[n] - before.drawn_bpd[n],
                after.filled_bpd[n] - after.drawn_bpd[n]);
    }
  }
  std::vector<LedgerEntry> entries = ledger.Take();
  int64_t sum = 0;
  for (const LedgerEntry& entry : entries) {
    sum += entry.more_bpd - entry.less_bpd;
  }
  const int64_t net = NetMarketSupply(network, outcome);
  if (sum != net) {
    return absl::InternalError(absl::StrCat(
        "the ledger sums to ", sum, " bpd and markets get ", net, " bpd more"));
  }
  return entries;
}

}  // namespace oilflow
