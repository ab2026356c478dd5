#include "tests/bench/warm_world.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "tests/support/dice.h"

namespace oilflow {
namespace {

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "warm_bench: %s\n", what.c_str());
  std::exit(1);
}

}  // namespace

WarmWorld MakeWarmWorld(int arc_count, bool with_storages) {
  constexpr int kFields = 8;
  constexpr int kBetween = 13;
  constexpr int kBuyers = 9;
  constexpr int kNodes = kFields + kBetween + kBuyers;
  Dice dice(2);
  NetworkParts parts;
  parts.countries = {{.id = "home"}};
  for (int i = 0; i < kNodes; ++i) {
    Node node{.id = absl::StrCat("n", i)};
    if (i < kFields) {
      node.kind = NodeKind::kProducer;
      node.country = 0;
    } else if (i >= kFields + kBetween) {
      const bool at_home = i >= kNodes - 2;
      node.kind = at_home ? NodeKind::kDomesticUse : NodeKind::kMarket;
      node.must_serve = at_home;
      if (at_home) {
        node.country = 0;
      }
    } else if (with_storages && (i == kFields + 2 || i == kFields + 9)) {
      node.kind = NodeKind::kStorage;
      node.country = 0;
    }
    parts.nodes.push_back(std::move(node));
  }
  const auto add = [&](int from, int to) {
    Arc arc{.id = absl::StrCat("a", parts.arcs.size())};
    arc.from = from;
    arc.to = to;
    parts.arcs.push_back(std::move(arc));
  };
  // A way out of each node and into each, then others.
  constexpr int kFirstBuyer = kFields + kBetween;
  const auto roll = [&](int least, int most) {
    return static_cast<int>(dice.Roll(least, most));
  };
  const auto end_from = [&](int from) {
    return from < kFields ? roll(kFields, kFields + kBetween / 2)
                          : roll(from + 1, std::min(from + 9, kNodes - 1));
  };
  for (int from = 0; from < kFirstBuyer; ++from) {
    add(from, end_from(from));
  }
  for (int to = kFields; to < kNodes; ++to) {
    if (std::none_of(parts.arcs.begin(), parts.arcs.end(),
                     [&](const Arc& arc) { return arc.to == to; })) {
      add(to < kFields + kBetween / 2
              ? roll(0, kFields - 1)
              : roll(kFields, std::min(to, kFirstBuyer) - 1),
          to);
    }
  }
  while (static_cast<int>(parts.arcs.size()) < arc_count) {
    const int from = roll(0, kFirstBuyer - 1);
    add(from, end_from(from));
  }
  if (with_storages) {
    ProportionalGroup group{.id = "pair"};
    for (size_t a = 0; a < parts.arcs.size() && group.arcs.size() < 2; ++a) {
      if (parts.arcs[a].from == kFields + 5) {
        group.arcs.push_back(static_cast<int>(a));
        parts.arcs[a].group = 0;
      }
    }
    if (group.arcs.size() < 2) {
      Fail("no pair of arcs to share in proportion");
    }
    parts.groups.push_back(std::move(group));
  }
  DayLimits limits;
  for (int i = 0; i < kNodes; ++i) {
    limits.potential_bpd.push_back(i < kFields ? dice.Roll(300000, 1500000)
                                               : 0);
    limits.demand_bpd.push_back(i < kFirstBuyer ? 0
                                                : dice.Roll(200000, 1500000));
    limits.price_cents.push_back(i < kFirstBuyer ? 0 : dice.Roll(6000, 8000));
    StorageLimits& storage = limits.storages.emplace_back();
    if (parts.nodes[i].kind == NodeKind::kStorage) {
      storage = {.fill_bpd = 150000, .draw_bpd = 120000, .value_cents = 6900};
    }
  }
  for (size_t a = 0; a < parts.arcs.size(); ++a) {
    limits.arc_capacity_bpd.push_back(dice.Roll(100000, 900000));
    limits.arcs.push_back(
        {.cost_cents = static_cast<int32_t>(dice.Roll(20, 500))});
  }
  for (size_t i = 0; with_storages && i < 2; ++i) {
    limits.arcs[parts.groups[0].arcs[i]].group_weight =
        i == 0 ? 750000 : 250000;
  }
  limits.counted_cap_bpd = {kUnlimitedBpd};
  absl::StatusOr<Network> network = Network::Create(std::move(parts));
  if (!network.ok()) {
    Fail(std::string(network.status().message()));
  }
  return {*std::move(network), std::move(limits)};
}

Problem CirculationOf(const WarmWorld& world) {
  Problem problem;
  const int nodes = static_cast<int>(world.network.nodes().size());
  problem.node_count = 1 + nodes;
  for (size_t a = 0; a < world.network.arcs().size(); ++a) {
    const Arc& arc = world.network.arcs()[a];
    problem.arcs.push_back(
        {.from = 1 + arc.from,
         .to = 1 + arc.to,
         .capacity_bpd = world.limits.arc_capacity_bpd[a],
         .cost = ScaledCost(world.limits.arcs[a].cost_cents, Tier::kVoluntary,
                            TieWeight(arc.id))});
  }
  for (int n = 0; n < nodes; ++n) {
    const Node& node = world.network.nodes()[n];
    if (node.kind == NodeKind::kProducer) {
      problem.arcs.push_back(
          {.from = 0,
           .to = 1 + n,
           .capacity_bpd = world.limits.potential_bpd[n],
           .cost = ScaledCost(0, Tier::kVoluntary, TieWeight(node.id))});
    } else if (node.kind != NodeKind::kTransit) {
      problem.arcs.push_back(
          {.from = 1 + n,
           .to = 0,
           .capacity_bpd = world.limits.demand_bpd[n],
           .cost =
               ScaledCost(-world.limits.price_cents[n],
                          node.must_serve ? Tier::kMustServe : Tier::kVoluntary,
                          TieWeight(node.id))});
    }
  }
  return problem;
}

CapacityPlan TwelvePolicies(const std::vector<int64_t>& reference_bpd,
                            int days) {
  constexpr int kPolicies = 12;
  CapacityPlan plan;
  plan.days = days;
  plan.lanes = static_cast<int>((reference_bpd.size() + 63) / 64 * 64);
  plan.reference_bpd.assign(static_cast<size_t>(plan.lanes), 0);
  std::copy(reference_bpd.begin(), reference_bpd.end(),
            plan.reference_bpd.begin());
  Dice dice(9);
  plan.factors.assign(static_cast<size_t>(plan.lanes) * days, 1.0f);
  for (int policy = 0; policy < kPolicies; ++policy) {
    const size_t arc =
        (static_cast<size_t>(policy) * reference_bpd.size()) / kPolicies +
        static_cast<size_t>(dice.Roll(0, 3));
    const int64_t first = dice.Roll(0, days - 60);
    const int64_t duration = dice.Roll(30, 300);
    for (int day = 0; day < days; ++day) {
      float& factor = plan.factors[static_cast<size_t>(day) * plan.lanes + arc];
      const float done =
          static_cast<float>(std::clamp<int64_t>(day - first, 0, duration)) /
          static_cast<float>(duration);
      if (policy % 3 == 0) {
        factor -= 0.6f * done;
      } else if (policy % 3 == 1) {
        factor += 0.3f * done;
      } else if (day >= first && day < first + duration) {
        factor = 0;
      }
    }
  }
  return plan;
}

}  // namespace oilflow
