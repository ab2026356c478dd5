#include "tests/support/random_world.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

constexpr int kMaxBarrels = 40;

Node RandomNode(const std::string& id, NodeKind kind, Dice* dice) {
  Node node{.id = id, .display_name = id, .kind = kind};
  if (kind == NodeKind::kProducer || kind == NodeKind::kDomesticUse ||
      kind == NodeKind::kStorage) {
    node.country = static_cast<int>(dice->Roll(0, 1));
  }
  node.quota_counted = kind == NodeKind::kProducer && !dice->OneIn(4);
  node.must_serve = kind == NodeKind::kDomesticUse && !dice->OneIn(3);
  return node;
}

}  // namespace

Network RandomNetwork(Dice* dice, bool with_groups) {
  NetworkParts parts;
  parts.countries = {{.id = "east", .has_quota = true},
                     {.id = "west", .has_quota = true}};
  const int producers = static_cast<int>(dice->Roll(1, 4));
  const int transits = static_cast<int>(dice->Roll(0, 4));
  const int sinks = static_cast<int>(dice->Roll(1, 4));
  for (int i = 0; i < producers; ++i) {
    parts.nodes.push_back(
        RandomNode(absl::StrCat("p", i), NodeKind::kProducer, dice));
  }
  for (int i = 0; i < transits; ++i) {
    parts.nodes.push_back(RandomNode(
        absl::StrCat("t", i),
        dice->OneIn(3) ? NodeKind::kStorage : NodeKind::kTransit, dice));
  }
  for (int i = 0; i < sinks; ++i) {
    // The first sink is a market, so that every producer has one to go to.
    parts.nodes.push_back(RandomNode(
        absl::StrCat("s", i),
        i == 0 || dice->OneIn(2) ? NodeKind::kMarket : NodeKind::kDomesticUse,
        dice));
  }
  const int first_sink = producers + transits;
  const int node_count = first_sink + sinks;
  const auto add_arc = [&](int from, int to) {
    Arc arc{.id = absl::StrCat("a", parts.arcs.size())};
    arc.from = from;
    arc.to = to;
    if (dice->OneIn(3) && to >= first_sink) {
      arc.tracked_export_of = static_cast<int>(dice->Roll(0, 1));
    }
    parts.arcs.push_back(std::move(arc));
  };
  // Arcs go from lower to higher numbers, so there is no cycle.
  for (int from = 0; from < first_sink; ++from) {
    const int least = std::max(producers, from + 1);
    add_arc(from, static_cast<int>(dice->Roll(least, node_count - 1)));
    for (int to = least; to < node_count; ++to) {
      if (dice->OneIn(3)) {
        add_arc(from, to);
      }
    }
  }
  for (int to = producers; to < node_count; ++to) {
    add_arc(static_cast<int>(dice->Roll(0, std::min(to, first_sink) - 1)), to);
  }
  if (with_groups) {
    for (int from = 0; from < first_sink; ++from) {
      ProportionalGroup group{.id = absl::StrCat("g", from)};
      for (size_t a = 0; a < parts.arcs.size(); ++a) {
        if (parts.arcs[a].from == from && dice->OneIn(2)) {
          group.arcs.push_back(static_cast<int>(a));
        }
      }
      if (group.arcs.size() >= 2) {
        for (const int arc : group.arcs) {
          parts.arcs[arc].group = static_cast<int>(parts.groups.size());
        }
        parts.groups.push_back(std::move(group));
      }
    }
  }
  absl::StatusOr<Network> network = Network::Create(std::move(parts));
  EXPECT_TRUE(network.ok()) << network.status();
  return *std::move(network);
}

DayLimits RandomLimits(const Network& network, Dice* dice) {
  DayLimits limits;
  for (const Node& node : network.nodes()) {
    limits.potential_bpd.push_back(dice->Roll(0, kMaxBarrels));
    limits.demand_bpd.push_back(node.kind == NodeKind::kMarket && dice->OneIn(2)
                                    ? kUnlimitedBpd
                                    : dice->Roll(0, kMaxBarrels));
    limits.price_cents.push_back(dice->Roll(-500, 9000));
  }
  for (const Node& node : network.nodes()) {
    StorageLimits& storage = limits.storages.emplace_back();
    if (node.kind == NodeKind::kStorage) {
      storage.fill_bpd = dice->Roll(0, kMaxBarrels);
      storage.draw_bpd = dice->Roll(0, kMaxBarrels);
      storage.value_cents = dice->Roll(-500, 9000);
      if (dice->OneIn(3)) {
        // Below its working content: nothing can be drawn.
        storage.draw_bpd = 0;
        storage.compulsory_fill_bpd = dice->Roll(0, storage.fill_bpd);
      }
    } else if (node.kind == NodeKind::kStrategicStock) {
      storage.fill_bpd = dice->Roll(0, kMaxBarrels);
      storage.draw_bpd = dice->Roll(0, kMaxBarrels);
    }
  }
  int mandated = 0;
  for (const Arc& arc : network.arcs()) {
    ArcLimits one;
    limits.arc_capacity_bpd.push_back(
        dice->OneIn(5) ? 0 : dice->Roll(1, kMaxBarrels));
    // Few different costs, so that ties are common.
    one.cost_cents = static_cast<int32_t>(100 * dice->Roll(0, 5));
    one.group_weight = static_cast<int32_t>(dice->Roll(0, 4) * 250000);
    if (dice->OneIn(5) && mandated < kMaxMandatedArcs) {
      one.mandated_bpd = static_cast<int32_t>(dice->Roll(1, kMaxBarrels + 10));
      ++mandated;
    }
    static_cast<void>(arc);
    limits.arcs.push_back(one);
  }
  for (size_t c = 0; c < network.countries().size(); ++c) {
    limits.counted_cap_bpd.push_back(
        dice->OneIn(3) ? dice->Roll(0, 2 * kMaxBarrels) : kUnlimitedBpd);
  }
  return limits;
}

}  // namespace oilflow
