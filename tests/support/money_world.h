// Small networks in which money changes hands, for working by hand.

#ifndef OILFLOW_TESTS_SUPPORT_MONEY_WORLD_H_
#define OILFLOW_TESTS_SUPPORT_MONEY_WORLD_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

#include "service/evaluation/money.h"

namespace oilflow {

// Net cents by kind: sales, tariffs, advances, arrears, blocked.
using Kinds = std::array<int64_t, kMoneyKindCount>;

// The actors of all networks worked by hand.
enum : int { kState, kPayer, kTrader, kCarrier, kBuyer, kTankOwner, kHolder };

inline std::vector<Actor> Everyone() {
  return {{.id = "state"},   {.id = "payer"}, {.id = "trader"},
          {.id = "carrier"}, {.id = "buyer"}, {.id = "tank-owner"},
          {.id = "holder"}};
}

inline Node Producer(const std::string& id, std::optional<int> actor) {
  return {.id = id, .kind = NodeKind::kProducer, .country = 0, .actor = actor};
}

inline Node Market(const std::string& id, std::optional<int> actor) {
  return {.id = id, .kind = NodeKind::kMarket, .actor = actor};
}

inline Network Create(NetworkParts parts) {
  absl::StatusOr<Network> network = Network::Create(std::move(parts));
  EXPECT_TRUE(network.ok()) << network.status();
  return *std::move(network);
}

inline Network Build(std::vector<Node> nodes, std::vector<Arc> arcs,
                     std::vector<PaymentChannel> channels = {}) {
  return Create({.countries = {{.id = "home"}},
                 .nodes = std::move(nodes),
                 .arcs = std::move(arcs),
                 .actors = Everyone(),
                 .channels = std::move(channels)});
}

// Limits with these prices at nodes and costs of arcs.
inline DayLimits LimitsOf(std::vector<int64_t> price_cents,
                          const std::vector<int32_t>& cost_cents) {
  DayLimits limits{.price_cents = std::move(price_cents)};
  limits.arc_capacity_bpd.assign(cost_cents.size(), 0);
  for (const int32_t cost : cost_cents) {
    limits.arcs.push_back({.cost_cents = cost});
  }
  return limits;
}

// What producers lift and sinks take follows from the arcs.
inline DayFlows FlowsOf(const Network& network, std::vector<int64_t> arc_bpd) {
  const size_t node_count = network.nodes().size();
  DayFlows flows{.arc_bpd = std::move(arc_bpd),
                 .produced_bpd = std::vector<int64_t>(node_count, 0),
                 .delivered_bpd = std::vector<int64_t>(node_count, 0),
                 .filled_bpd = std::vector<int64_t>(node_count, 0),
                 .drawn_bpd = std::vector<int64_t>(node_count, 0)};
  for (size_t n = 0; n < node_count; ++n) {
    if (network.nodes()[n].kind == NodeKind::kProducer) {
      for (const int arc : network.arcs_from(static_cast<int>(n))) {
        flows.produced_bpd[n] += flows.arc_bpd[arc];
      }
    } else if (network.arcs_from(static_cast<int>(n)).empty()) {
      for (const int arc : network.arcs_to(static_cast<int>(n))) {
        flows.delivered_bpd[n] += flows.arc_bpd[arc];
      }
    }
  }
  return flows;
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_MONEY_WORLD_H_
