#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

Node MakeNode(const std::string& id, NodeKind kind, Dice* dice) {
  Node node{.id = id, .kind = kind};
  if (kind != NodeKind::kTransit && kind != NodeKind::kMarket) {
    node.country = static_cast<int>(dice->Roll(0, 1));
  }
  node.quota_counted = kind == NodeKind::kProducer && !dice->OneIn(4);
  node.must_serve = kind == NodeKind::kDomesticUse && !dice->OneIn(3);
  return node;
}

class Builder {
 public:
  explicit Builder(Dice* dice) : dice_(*dice) {}

  NetworkParts Build() {
    parts_.countries = {{.id = "east", .has_quota = true},
                        {.id = "west", .has_quota = true}};
    parts_.actors = {{.id = "buyer"}, {.id = "bank"}};
    AddNodes();
    AddArcs();
    AddMoney();
    AddStakes();
    parts_.power_grids = {{.id = "grid", .burn_node = first_sink_ + 1}};
    parts_.energy_links = {
        {.id = "gas", .carrier = EnergyCarrier::kGas, .supplier = 1},
        {.id = "wire", .carrier = EnergyCarrier::kPower, .supplier = 1}};
    return std::move(parts_);
  }

 private:
  void AddNodes() {
    const auto add = [&](absl::string_view prefix, int count, NodeKind kind) {
      for (int i = 0; i < count; ++i) {
        parts_.nodes.push_back(MakeNode(absl::StrCat(prefix, i), kind, &dice_));
      }
    };
    producers_ = static_cast<int>(dice_.Roll(2, 4));
    add("p", producers_, NodeKind::kProducer);
    for (int p = 0; p < producers_; ++p) {
      Node& node = parts_.nodes[p];
      node.spare = p == producers_ - 1 && dice_.OneIn(2);
      if (node.quota_counted && dice_.OneIn(2)) {
        parts_.countries[*node.country].quota_absorbers.push_back(p);
      }
    }
    parts_.chokepoints = {{.id = "strait"}};
    for (int64_t i = dice_.Roll(2, 5); i > 0; --i) {
      if (dice_.OneIn(3)) {
        add(absl::StrCat("tank", i), 1, NodeKind::kStorage);
      } else {
        add(absl::StrCat("hub", i), 1, NodeKind::kTransit);
        if (dice_.OneIn(2)) {
          parts_.nodes.back().chokepoint = 0;
        }
      }
    }
    first_sink_ = static_cast<int>(parts_.nodes.size());
    add("market", 1, NodeKind::kMarket);
    add("home", 1, NodeKind::kDomesticUse);
    add("other", static_cast<int>(dice_.Roll(0, 2)), NodeKind::kMarket);
    end_ = static_cast<int>(parts_.nodes.size());
    parts_.nodes.push_back(
        MakeNode("reserve", NodeKind::kStrategicStock, &dice_));
  }

  // Arcs go from lower to higher numbers, so there is no cycle.
  void AddArcs() {
    for (int from = 0; from < first_sink_; ++from) {
      const int least = std::max(producers_, from + 1);
      AddArc(from, static_cast<int>(dice_.Roll(least, end_ - 1)));
      for (int to = least; to < end_; ++to) {
        if (dice_.OneIn(4)) {
          AddArc(from, to);
        }
      }
    }
    for (int to = producers_; to < end_; ++to) {
      AddArc(static_cast<int>(dice_.Roll(0, std::min(to, first_sink_) - 1)),
             to);
    }
  }

  void AddArc(int from, int to) {
    Arc arc{
        .id = absl::StrCat("a", parts_.arcs.size()), .from = from, .to = to};
    if (from < producers_ && dice_.OneIn(2)) {
      arc.payer = 0;
    }
    if (to >= first_sink_ && dice_.OneIn(3)) {
      arc.delivered_export_of = static_cast<int>(dice_.Roll(0, 1));
    }
    if (dice_.OneIn(4)) {
      arc.tracked_export_of = static_cast<int>(dice_.Roll(0, 1));
    }
    if (dice_.OneIn(12)) {
      arc.rule = AllocationRule::kMandated;
    }
    parts_.arcs.push_back(std::move(arc));
  }

  int AnyArc() {
    return static_cast<int>(
        dice_.Roll(0, static_cast<int64_t>(parts_.arcs.size()) - 1));
  }

  void AddMoney() {
    PaymentChannel channel{.id = "account", .holder = 1};
    channel.arcs.push_back(AnyArc());
    const int other = AnyArc();
    if (other != channel.arcs[0]) {
      channel.arcs.push_back(other);
    }
    if (dice_.OneIn(2)) {
      channel.links.push_back(static_cast<int>(dice_.Roll(0, 1)));
    }
    parts_.channels = {channel};
  }

  void AddStakes() {
    parts_.operators = {{.id = "company"}, {.id = "rival"}};
    parts_.stakes = {
        {.id = "company-field",
         .operator_index = 0,
         .node = static_cast<int>(dice_.Roll(0, producers_ - 1))},
        {.id = "company-line", .operator_index = 0, .arc = AnyArc()},
        {.id = "rival-field",
         .operator_index = 1,
         .node = static_cast<int>(dice_.Roll(0, producers_ - 1))}};
  }

  Dice& dice_;
  NetworkParts parts_;
  int producers_ = 0;
  int first_sink_ = 0;
  int end_ = 0;
};

// Adds facts, and now and then later ones about the same thing.
class FactMaker {
 public:
  explicit FactMaker(Dice* dice) : dice_(*dice) {}

  std::vector<Fact> Take() { return std::move(facts_); }

  // A number of `unit` between `least` and `most` units.
  void Add(const std::string& subject, const std::string& measure,
           int64_t least, int64_t most, double unit = 1) {
    const auto value = [&] {
      return static_cast<double>(dice_.Roll(least, most)) * unit;
    };
    Fact& fact = New(subject, measure, value());
    if (dice_.OneIn(2)) {
      fact.low = unit * static_cast<double>(least);
      fact.high = unit * static_cast<double>(most);
    }
    if (dice_.OneIn(6)) {
      // Holds from a day of the horizon, and was known in time.
      Fact& later = New(subject, measure, value());
      later.valid_from = kRandomFirstDay + static_cast<int>(dice_.Roll(0, 15));
      later.known_at = kRandomFirstDay - 5;
      if (dice_.OneIn(2)) {
        later.valid_to = later.valid_from + static_cast<int>(dice_.Roll(1, 6));
      }
    }
    if (dice_.OneIn(10)) {
      New(subject, measure, value()).known_at = kRandomFirstDay + 1;
    }
  }

  void AddPrice(const std::string& subject, const std::string& measure,
                int64_t least_cents, int64_t most_cents) {
    Add(subject, measure, least_cents, most_cents, 0.01);
  }

  // A share in quarters, which binary fractions hold exactly.
  void AddShare(const std::string& subject, const std::string& measure,
                int64_t least_quarters) {
    Add(subject, measure, least_quarters, 4, 0.25);
  }

 private:
  Fact& New(const std::string& subject, const std::string& measure,
            double value) {
    Fact fact{.id = absl::StrCat("f", facts_.size())};
    fact.subject = subject;
    fact.measure = measure;
    fact.value = value;
    fact.valid_from = kRandomFirstDay - 10;
    fact.known_at = kRandomFirstDay - 10;
    facts_.push_back(fact);
    return facts_.back();
  }

  Dice& dice_;
  std::vector<Fact> facts_;
};

void AddNodeFacts(const Node& node, Dice* dice, FactMaker* facts) {
  switch (node.kind) {
    case NodeKind::kProducer:
      facts->Add(node.id, "potential", node.spare ? 0 : 5, node.spare ? 5 : 40);
      facts->Add(node.id, "spare_capacity", 0, 25);
      break;
    case NodeKind::kMarket:
      facts->AddPrice(node.id, "differential", -4000, 1000);
      if (dice->OneIn(3)) {
        facts->Add(node.id, "demand", 0, 60);
      }
      if (dice->OneIn(8)) {
        facts->AddPrice(node.id, "cash_price", 3000, 8000);
      }
      break;
    case NodeKind::kDomesticUse:
      facts->Add(node.id, "demand", 0, 30);
      if (dice->OneIn(2)) {
        facts->AddPrice(node.id, "differential", -6000, 0);
      }
      break;
    case NodeKind::kStorage:
      facts->Add(node.id, "content", 0, 60);
      facts->Add(node.id, "storage_capacity", 30, 90);
      facts->AddPrice(node.id, "stored_differential", -5000, -500);
      if (dice->OneIn(2)) {
        facts->Add(node.id, "working_content", 0, 30);
      }
      if (dice->OneIn(2)) {
        facts->Add(node.id, "fill_rate", 0, 20);
      }
      if (dice->OneIn(2)) {
        facts->Add(node.id, "draw_rate", 0, 20);
      }
      break;
    case NodeKind::kStrategicStock:
      facts->Add(node.id, "content", 0, 100);
      break;
    case NodeKind::kTransit:
      break;
  }
}

}  // namespace

Network RandomEconomy(Dice* dice) {
  absl::StatusOr<Network> network = Network::Create(Builder(dice).Build());
  EXPECT_TRUE(network.ok()) << network.status();
  return *std::move(network);
}

std::vector<Fact> RandomFacts(const Network& network, Dice* dice) {
  FactMaker facts(dice);
  for (const Node& node : network.nodes()) {
    AddNodeFacts(node, dice, &facts);
  }
  for (const Arc& arc : network.arcs()) {
    facts.Add(arc.id, "capacity", 0, 40);
    facts.AddPrice(arc.id, "cost", 0, 1500);
    if (dice->OneIn(5)) {
      facts.Add(arc.id, "availability", 0, 1);
    }
    if (arc.payer.has_value() && dice->OneIn(3)) {
      facts.AddShare(arc.id, "paid_share", 1);
    } else if (arc.payer.has_value() && dice->OneIn(3)) {
      facts.AddPrice(arc.id, "advance_paid", 0, 4000);
    }
  }
  for (const Country& country : network.countries()) {
    facts.Add(country.id, "required_production", 0, 40);
    facts.Add(country.id, "compensation", 0, 10);
  }
  for (const Stake& stake : network.stakes()) {
    facts.AddShare(stake.id, "operated_share", 1);
  }
  facts.Add("gas", "gas_import", 0, 9);
  facts.Add("wire", "power_import", 0, 300);
  facts.Add("grid", "power_per_gas", 60, 90);
  // A megawatt through a day is about 1/30 of a barrel: small worlds.
  facts.Add("grid", "heat_rate", 7, 11);
  facts.AddPrice("grid", "heat_content", 550, 640);
  facts.Add("grid", "substitution_limit", 0, 40);
  facts.AddPrice("crude-oil", "heat_content", 550, 640);
  return facts.Take();
}

}  // namespace oilflow
