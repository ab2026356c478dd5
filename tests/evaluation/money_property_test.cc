#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/evaluation/money.h"
#include "tests/support/money_world.h"
#include "tests/support/random_world.h"

namespace oilflow {
namespace {

using ::testing::ElementsAre;

constexpr int kRandomDays = 3000;

// A random network whose transit nodes are storages now and then, with a
// strategic stock, channels, and actors in every part but a few. Nobody but the
// sinks is the first actor, nobody but the stock the second and nobody but the
// channels the third.
enum : int { kSinks, kStock, kChannels, kOthers };
constexpr int kActors = 9;

std::optional<int> AnyOther(Dice* dice) {
  if (dice->OneIn(4)) {
    return std::nullopt;
  }
  return static_cast<int>(dice->Roll(kOthers, kActors - 1));
}

NetworkParts RandomTrade(Dice* dice) {
  const Network network = RandomNetwork(dice, false);
  NetworkParts parts{.countries = network.countries(),
                     .nodes = network.nodes(),
                     .arcs = network.arcs()};
  for (int a = 0; a < kActors; ++a) {
    parts.actors.push_back({.id = absl::StrCat("actor", a)});
  }
  for (Node& node : parts.nodes) {
    if (node.kind == NodeKind::kTransit && dice->OneIn(2)) {
      node.kind = NodeKind::kStorage;
      node.country = 0;
    }
    node.actor =
        node.kind == NodeKind::kMarket || node.kind == NodeKind::kDomesticUse
            ? kSinks
            : AnyOther(dice);
  }
  for (Arc& arc : parts.arcs) {
    arc.carrier = AnyOther(dice);
    if (parts.nodes[arc.from].kind == NodeKind::kProducer) {
      if (dice->OneIn(2)) {
        arc.seller = AnyOther(dice);
      }
      if (dice->OneIn(2)) {
        arc.payer = AnyOther(dice);
      }
    }
  }
  parts.nodes.push_back(
      {.id = "stock", .kind = NodeKind::kStrategicStock, .actor = kStock});
  return parts;
}

void AddChannels(bool at_producers_only, Dice* dice, NetworkParts* parts) {
  for (int c = 0; c < 2; ++c) {
    PaymentChannel channel{.id = absl::StrCat("channel", c),
                           .holder = kChannels};
    for (size_t a = 0; a < parts->arcs.size(); ++a) {
      const Node& from = parts->nodes[parts->arcs[a].from];
      if (dice->OneIn(2) &&
          (!at_producers_only || from.kind == NodeKind::kProducer)) {
        channel.arcs.push_back(static_cast<int>(a));
      }
    }
    if (!channel.arcs.empty()) {
      parts->channels.push_back(std::move(channel));
    }
  }
}

// Pushes random barrels down from the producers, into tanks and out of them.
DayFlows RandomFlows(const Network& network, Dice* dice) {
  DayFlows flows =
      FlowsOf(network, std::vector<int64_t>(network.arcs().size(), 0));
  for (const int node : network.topological_order()) {
    int64_t here = 0;
    for (const int arc : network.arcs_to(node)) {
      here += flows.arc_bpd[arc];
    }
    switch (network.nodes()[node].kind) {
      case NodeKind::kProducer:
        here = flows.produced_bpd[node] = dice->Roll(0, 40);
        break;
      case NodeKind::kStorage:
        flows.filled_bpd[node] = dice->OneIn(3) ? here : dice->Roll(0, here);
        flows.drawn_bpd[node] = dice->OneIn(3) ? 0 : dice->Roll(0, 20);
        here += flows.drawn_bpd[node] - flows.filled_bpd[node];
        break;
      case NodeKind::kStrategicStock:
        flows.drawn_bpd[node] = dice->Roll(0, 20);
        flows.filled_bpd[node] = dice->Roll(0, 20);
        break;
      case NodeKind::kMarket:
      case NodeKind::kDomesticUse:
        flows.delivered_bpd[node] = here;
        break;
      case NodeKind::kTransit:
        break;
    }
    const std::vector<int>& arcs = network.arcs_from(node);
    for (size_t i = 0; i < arcs.size(); ++i) {
      flows.arc_bpd[arcs[i]] =
          i + 1 == arcs.size() ? here : dice->Roll(0, here);
      here -= flows.arc_bpd[arcs[i]];
    }
  }
  return flows;
}

MoneyTerms RandomTerms(const Network& network, Dice* dice) {
  MoneyTerms terms{.brent_cents = dice->Roll(-500, 9000)};
  for (size_t a = 0; a < network.arcs().size(); ++a) {
    PaymentTerms& arc = terms.arcs.emplace_back();
    if (dice->OneIn(2)) {
      arc.advance_cents = dice->Roll(0, 5000);
    }
    arc.paid_ppm = dice->OneIn(4) ? 1000000 : dice->Roll(0, 1000000);
  }
  for (size_t c = 0; c < network.channels().size(); ++c) {
    terms.blocked_ppm.push_back(dice->OneIn(4) ? 1000000
                                               : dice->Roll(0, 1000000));
  }
  return terms;
}

struct RandomDay {
  explicit RandomDay(uint64_t seed, bool blocked_at_producers_only = false)
      : RandomDay(Dice(seed), blocked_at_producers_only) {}

  std::vector<ActorDay> Money() const {
    return MoneyOf(network, limits, flows, terms);
  }

  Network network;
  DayLimits limits;
  DayFlows flows;
  MoneyTerms terms;

 private:
  RandomDay(Dice dice, bool blocked_at_producers_only)
      : network([&] {
          NetworkParts parts = RandomTrade(&dice);
          AddChannels(blocked_at_producers_only, &dice, &parts);
          return Create(std::move(parts));
        }()),
        limits(RandomLimits(network, &dice)),
        flows(RandomFlows(network, &dice)),
        terms(RandomTerms(network, &dice)) {}
};

TEST(MoneyPropertyTest, EveryKindSumsToZero) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const std::vector<ActorDay> money = RandomDay(seed).Money();
    Kinds sums{};
    for (const ActorDay& day : money) {
      for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
        sums[kind] += day.net_cents[kind];
      }
    }
    ASSERT_THAT(sums, ElementsAre(0, 0, 0, 0, 0)) << "seed " << seed;
  }
}

TEST(MoneyPropertyTest, SellersGetWhatSinksAndTheStocksBuyersPay) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const RandomDay day(seed);
    int64_t paid_cents = 0;
    int64_t delivered_bbl = 0;
    int64_t stock_cents = 0;
    int64_t stock_bbl = 0;
    for (size_t n = 0; n < day.network.nodes().size(); ++n) {
      const int64_t delivered = day.flows.delivered_bpd[n];
      paid_cents += delivered == 0 ? 0 : delivered * day.limits.price_cents[n];
      delivered_bbl += delivered;
      if (day.network.nodes()[n].kind == NodeKind::kStrategicStock) {
        stock_cents += day.terms.brent_cents *
                       (day.flows.drawn_bpd[n] - day.flows.filled_bpd[n]);
        stock_bbl += day.flows.drawn_bpd[n];
      }
    }
    const std::vector<ActorDay> money = day.Money();
    int64_t sellers_cents = 0;
    int64_t sold_bbl = 0;
    int64_t at_brent_cents = 0;
    for (size_t a = kStock; a < money.size(); ++a) {
      sellers_cents += money[a].net_cents[0];
      sold_bbl += money[a].sold_bbl;
      at_brent_cents += money[a].at_brent_cents;
    }
    ASSERT_EQ(money[kSinks].net_cents[0], -paid_cents) << "seed " << seed;
    ASSERT_EQ(sellers_cents, paid_cents) << "seed " << seed;
    ASSERT_EQ(money[kStock].net_cents[0], stock_cents) << "seed " << seed;
    ASSERT_EQ(sold_bbl, delivered_bbl + stock_bbl) << "seed " << seed;
    ASSERT_EQ(at_brent_cents, sold_bbl * day.terms.brent_cents)
        << "seed " << seed;
  }
}

// Each arc of a producer has a seller of its own, whose account then shows what
// the channels saw.
TEST(MoneyPropertyTest, BlockedNeverExceedsProceedsLessCosts) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    RandomDay day(seed, /*blocked_at_producers_only=*/true);
    NetworkParts parts{.countries = day.network.countries(),
                       .nodes = day.network.nodes(),
                       .arcs = day.network.arcs(),
                       .actors = day.network.actors(),
                       .channels = day.network.channels()};
    for (Arc& arc : parts.arcs) {
      if (parts.nodes[arc.from].kind == NodeKind::kProducer) {
        arc.seller = static_cast<int>(parts.actors.size());
        arc.payer.reset();
        parts.actors.push_back({.id = absl::StrCat("seller-", arc.id)});
      }
    }
    const Network network = Create(std::move(parts));
    const std::vector<ActorDay> money =
        MoneyOf(network, day.limits, day.flows, day.terms);
    for (size_t a = kActors; a < network.actors().size(); ++a) {
      const auto& [sales, tariffs, advances, arrears, blocked] =
          money[a].net_cents;
      ASSERT_LE(blocked, 0) << "seed " << seed;
      ASSERT_LE(-blocked, std::max<int64_t>(0, sales + tariffs))
          << "seed " << seed;
    }
  }
}

// The money of a day if cents could be cut at will: follows a single barrel
// down from every place, and knows nothing of sums, shares or rounding.
class NaiveMoney {
 public:
  explicit NaiveMoney(const RandomDay& day)
      : day_(day), cents_(day.network.actors().size() + 1) {
    for (const int node : day.network.topological_order()) {
      if (day.network.nodes()[node].kind == NodeKind::kProducer) {
        for (const int arc : day.network.arcs_from(node)) {
          SellAt(arc);
        }
      } else if (day.network.nodes()[node].kind == NodeKind::kStorage) {
        const Barrel barrel = LeavingNode(node);
        const auto drawn = static_cast<double>(day.flows.drawn_bpd[node]);
        Sell(day.network.nodes()[node].actor, drawn, barrel);
      } else if (day.network.nodes()[node].kind == NodeKind::kStrategicStock) {
        const auto bought = static_cast<double>(
            (day.flows.filled_bpd[node] - day.flows.drawn_bpd[node]) *
            day.terms.brent_cents);
        Get(kStock, 0, -bought);
        Get(std::nullopt, 0, bought);
      } else if (day.flows.delivered_bpd[node] > 0) {
        Get(kSinks, 0,
            -static_cast<double>(day.flows.delivered_bpd[node] *
                                 day.limits.price_cents[node]));
      }
    }
    for (size_t a = 0; a < day.network.arcs().size(); ++a) {
      const auto bbl = static_cast<double>(day.flows.arc_bpd[a]);
      Get(day.network.arcs()[a].carrier, 1,
          bbl * static_cast<double>(day.limits.arcs[a].cost_cents));
      Get(kChannels, 4, bbl * EnteringArc(static_cast<int>(a)).newly_blocked);
    }
  }

  double Cents(size_t actor, size_t kind) const { return cents_[actor][kind]; }

 private:
  // Cents of a barrel from here on.
  struct Barrel {
    double proceeds = 0;
    double costs = 0;
    double blocked = 0;
    double newly_blocked = 0;
  };

  Barrel EnteringArc(int index) const {
    const Arc& arc = day_.network.arcs()[index];
    Barrel barrel = EnteringNode(arc.to);
    barrel.costs += static_cast<double>(day_.limits.arcs[index].cost_cents);
    double left =
        std::max(0.0, barrel.proceeds - barrel.costs - barrel.blocked);
    const double before = left;
    for (size_t c = 0; c < day_.network.channels().size(); ++c) {
      const std::vector<int>& arcs = day_.network.channels()[c].arcs;
      if (std::find(arcs.begin(), arcs.end(), index) != arcs.end()) {
        left *= 1 - 1e-6 * static_cast<double>(day_.terms.blocked_ppm[c]);
      }
    }
    barrel.newly_blocked = before - left;
    barrel.blocked += barrel.newly_blocked;
    return barrel;
  }

  Barrel EnteringNode(int node) const {
    Barrel barrel = LeavingNode(node);
    int64_t in = 0;
    for (const int arc : day_.network.arcs_to(node)) {
      in += day_.flows.arc_bpd[arc];
    }
    const double passing =
        in == 0 ? 0
                : static_cast<double>(in - day_.flows.filled_bpd[node]) /
                      static_cast<double>(in);
    return {.proceeds = barrel.proceeds * passing,
            .costs = barrel.costs * passing,
            .blocked = barrel.blocked * passing};
  }

  Barrel LeavingNode(int node) const {
    const std::vector<int>& arcs = day_.network.arcs_from(node);
    if (arcs.empty()) {
      return {.proceeds = static_cast<double>(day_.limits.price_cents[node])};
    }
    Barrel sum;
    double out = 0;
    for (const int arc : arcs) {
      if (day_.flows.arc_bpd[arc] > 0) {
        const auto bbl = static_cast<double>(day_.flows.arc_bpd[arc]);
        const Barrel barrel = EnteringArc(arc);
        sum.proceeds += bbl * barrel.proceeds;
        sum.costs += bbl * barrel.costs;
        sum.blocked += bbl * barrel.blocked;
        out += bbl;
      }
    }
    return out == 0 ? Barrel{}
                    : Barrel{.proceeds = sum.proceeds / out,
                             .costs = sum.costs / out,
                             .blocked = sum.blocked / out};
  }

  void SellAt(int index) {
    const Arc& arc = day_.network.arcs()[index];
    const auto bbl = static_cast<double>(day_.flows.arc_bpd[index]);
    const Barrel barrel = EnteringArc(index);
    const std::optional<int> owner =
        arc.seller ? arc.seller : day_.network.nodes()[arc.from].actor;
    Sell(arc.payer ? arc.payer : owner, bbl, barrel);
    if (arc.payer) {
      const PaymentTerms& terms = day_.terms.arcs[index];
      const double paid =
          terms.advance_cents
              ? static_cast<double>(*terms.advance_cents)
              : 1e-6 * static_cast<double>(terms.paid_ppm) *
                    std::max(0.0, barrel.proceeds - barrel.costs);
      Get(owner, 2, bbl * paid);
      Get(arc.payer, 2, -bbl * paid);
    }
  }

  void Sell(std::optional<int> seller, double bbl, const Barrel& barrel) {
    Get(seller, 0, bbl * barrel.proceeds);
    Get(seller, 1, -bbl * barrel.costs);
    Get(seller, 4, -bbl * barrel.blocked);
  }

  void Get(std::optional<int> actor, size_t kind, double cents) {
    const auto rest = static_cast<int>(cents_.size()) - 1;
    cents_[static_cast<size_t>(actor.value_or(rest))][kind] += cents;
  }

  const RandomDay& day_;
  std::vector<std::array<double, kMoneyKindCount>> cents_;
};

TEST(MoneyPropertyTest, IsWhatEveryBarrelWouldGetInPartsOfCents) {
  for (int seed = 0; seed < kRandomDays; ++seed) {
    const RandomDay day(seed);
    const std::vector<ActorDay> money = day.Money();
    const NaiveMoney naive(day);
    // Every arc rounds at most four sums, and passes on what others rounded.
    const double tolerance =
        4.0 * static_cast<double>(day.network.arcs().size());
    for (size_t a = 0; a < money.size(); ++a) {
      for (size_t kind = 0; kind < kMoneyKindCount; ++kind) {
        ASSERT_NEAR(static_cast<double>(money[a].net_cents[kind]),
                    naive.Cents(a, kind), tolerance)
            << "seed " << seed << " actor " << a << " kind " << kind;
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
