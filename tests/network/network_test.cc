#include "service/network/network.h"

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Node MakeNode(const std::string& id, NodeKind kind,
              std::optional<int> country = std::nullopt) {
  Node node;
  node.id = id;
  node.kind = kind;
  node.country = country;
  return node;
}

Arc MakeArc(const std::string& id, int from, int to) {
  Arc arc;
  arc.id = id;
  arc.from = from;
  arc.to = to;
  return arc;
}

// Two producers, a hub in a strait that shares in fixed proportions, a market
// and a refinery at home.
NetworkParts GoodParts() {
  NetworkParts parts;
  parts.countries = {{.id = "iraq",
                      .display_name = "Iraq",
                      .has_quota = true,
                      .quota_absorbers = {1}},
                     {.id = "iran",
                      .display_name = "Iran",
                      .has_quota = false,
                      .quota_absorbers = {}}};
  parts.chokepoints = {{"strait", "Strait", ""}};
  parts.nodes = {MakeNode("north", NodeKind::kProducer, 0),
                 MakeNode("south", NodeKind::kProducer, 0),
                 MakeNode("hub", NodeKind::kTransit),
                 MakeNode("market", NodeKind::kMarket),
                 MakeNode("home", NodeKind::kDomesticUse, 0)};
  parts.nodes[1].quota_counted = true;
  parts.nodes[2].chokepoint = 0;
  parts.nodes[4].must_serve = true;
  parts.arcs = {MakeArc("north-hub", 0, 2), MakeArc("south-hub", 1, 2),
                MakeArc("hub-market", 2, 3), MakeArc("hub-home", 2, 4)};
  parts.arcs[2].group = 0;
  parts.arcs[3].group = 0;
  parts.arcs[2].tracked_export_of = 0;
  parts.groups = {{"split", "Split", {2, 3}}};
  parts.reference_streams = {{"stream", "Stream", "iraq", "export_stream"}};
  return parts;
}

TEST(NetworkTest, GoodPartsMakeANetwork) {
  const absl::StatusOr<Network> network = Network::Create(GoodParts());
  ASSERT_THAT(network, IsOk());
  EXPECT_THAT(network->arcs_from(2), ElementsAre(2, 3));
  EXPECT_THAT(network->arcs_to(2), ElementsAre(0, 1));
  EXPECT_THAT(network->arcs_to(0), IsEmpty());
  EXPECT_THAT(network->arcs_from(3), IsEmpty());
  EXPECT_THAT(network->topological_order(), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(network->group_order(), ElementsAre(0));
  EXPECT_EQ(network->FindNode("hub"), 2);
  EXPECT_EQ(network->FindArc("hub-home"), 3);
  EXPECT_EQ(network->FindCountry("iran"), 1);
  EXPECT_EQ(network->FindNode("hub-home"), std::nullopt);
  EXPECT_EQ(network->FindArc("hub"), std::nullopt);
  EXPECT_EQ(network->FindCountry(""), std::nullopt);
}

TEST(NetworkTest, EveryFaultIsSaid) {
  struct Case {
    const char* name;
    void (*spoil)(NetworkParts&);
    const char* expected;
  };
  const Case cases[] = {
      {"MalformedCountry", [](NetworkParts& p) { p.countries[0].id = "Iraq"; },
       "country id must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, not \"Iraq\""},
      {"MalformedChokepoint",
       [](NetworkParts& p) { p.chokepoints[0].id = "a strait"; },
       "chokepoint id must match ^[a-z]"},
      {"MalformedNode", [](NetworkParts& p) { p.nodes[0].id = ""; },
       "node id must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, not \"\""},
      {"MalformedArc", [](NetworkParts& p) { p.arcs[0].id = "a_b"; },
       "arc id must match ^[a-z]"},
      {"MalformedGroup", [](NetworkParts& p) { p.groups[0].id = "-"; },
       "group id must match ^[a-z]"},
      {"MalformedStream",
       [](NetworkParts& p) { p.reference_streams[0].id = "s-"; },
       "reference stream id must match ^[a-z]"},
      {"IdTakenByOneOfAnotherKind",
       [](NetworkParts& p) { p.arcs[0].id = "iraq"; },
       "arc id must be unique in the network; taken twice: iraq"},
      {"IdTakenByOneOfItsKind",
       [](NetworkParts& p) { p.nodes[1].id = "north"; },
       "node id must be unique in the network; taken twice: north"},
      {"TooManyNodes",
       [](NetworkParts& p) {
         for (int i = 0; i < 252; ++i) {
           p.nodes.push_back(MakeNode(absl::StrCat("m", i), NodeKind::kMarket));
           p.arcs.push_back(MakeArc(absl::StrCat("a", i), 2, 5 + i));
         }
       },
       "nodes must be 1 to 256, not 257"},
      {"NoArcs",
       [](NetworkParts& p) {
         p.arcs.clear();
         p.groups.clear();
       },
       "arcs must be 1 to 1024, not 0"},
      {"TooManyArcs",
       [](NetworkParts& p) {
         for (int i = 0; i < 1021; ++i) {
           p.arcs.push_back(MakeArc(absl::StrCat("a", i), 0, 2));
         }
       },
       "arcs must be 1 to 1024, not 1025"},
      {"NoSuchCountry", [](NetworkParts& p) { p.nodes[0].country = 2; },
       "node north names no country"},
      {"NegativeCountry", [](NetworkParts& p) { p.nodes[0].country = -1; },
       "node north names no country"},
      {"NoSuchChokepoint", [](NetworkParts& p) { p.nodes[2].chokepoint = 1; },
       "node hub must be a transit node to be a lane of a chokepoint"},
      {"ProducerInAStrait", [](NetworkParts& p) { p.nodes[0].chokepoint = 0; },
       "node north must be a transit node to be a lane of a chokepoint"},
      {"ProducerOfNoCountry",
       [](NetworkParts& p) { p.nodes[0].country = std::nullopt; },
       "node north must have a country"},
      {"DomesticUseOfNoCountry",
       [](NetworkParts& p) { p.nodes[4].country = std::nullopt; },
       "node home must have a country"},
      {"TransitServedFirst",
       [](NetworkParts& p) { p.nodes[2].must_serve = true; },
       "node hub must be a sink to be served first"},
      {"MarketCounted",
       [](NetworkParts& p) { p.nodes[3].quota_counted = true; },
       "node market must be a producer to be counted or spare"},
      {"TransitSpare", [](NetworkParts& p) { p.nodes[2].spare = true; },
       "node hub must be a producer to be counted or spare"},
      {"ArcToNowhere", [](NetworkParts& p) { p.arcs[0].to = 5; },
       "arc north-hub must go from one node to another"},
      {"ArcFromNowhere", [](NetworkParts& p) { p.arcs[0].from = -1; },
       "arc north-hub must go from one node to another"},
      {"ArcOutOfAMarket",
       [](NetworkParts& p) { p.arcs.push_back(MakeArc("back", 3, 2)); },
       "arc back must not leave a sink"},
      {"ArcOutOfDomesticUse",
       [](NetworkParts& p) { p.arcs.push_back(MakeArc("back", 4, 2)); },
       "arc back must not leave a sink"},
      {"ArcIntoAProducer",
       [](NetworkParts& p) { p.arcs.push_back(MakeArc("back", 2, 0)); },
       "arc back must not enter a producer"},
      {"ExportOfNoCountry",
       [](NetworkParts& p) { p.arcs[2].tracked_export_of = 2; },
       "arc hub-market names no country for its tracked exports"},
      {"ArcOfNoGroup", [](NetworkParts& p) { p.arcs[0].group = 1; },
       "arc north-hub names no group"},
      {"GroupOfOne",
       [](NetworkParts& p) {
         p.groups[0].arcs = {2};
         p.arcs[3].group = std::nullopt;
       },
       "group split must have at least two arcs"},
      {"GroupOfNoArc",
       [](NetworkParts& p) {
         p.groups[0].arcs = {2, 3, 4};
       },
       "group split names no arc"},
      {"GroupOfTwoNodes",
       [](NetworkParts& p) {
         p.groups[0].arcs = {2, 3, 0};
         p.arcs[0].group = 0;
       },
       "group split must have arcs that leave one node"},
      {"GroupThatItsArcDoesNotName",
       [](NetworkParts& p) { p.arcs[3].group = std::nullopt; },
       "group split and arc hub-home must name each other"},
      {"GroupThatDoesNotNameItsArc",
       [](NetworkParts& p) {
         p.arcs.push_back(MakeArc("third", 2, 3));
         p.arcs[4].group = 0;
       },
       "group split and arc third must name each other"},
      {"GroupThatNamesAnArcTwice",
       [](NetworkParts& p) {
         p.groups[0].arcs = {2, 3, 3};
       },
       "group split names arc hub-home twice"},
      {"AbsorberNowhere",
       [](NetworkParts& p) { p.countries[0].quota_absorbers = {5}; },
       "country iraq names no node as absorber"},
      {"AbsorberNotCounted",
       [](NetworkParts& p) { p.countries[0].quota_absorbers = {0}; },
       "country iraq: absorber north must be a counted producer"},
      {"AbsorberOfAnotherCountry",
       [](NetworkParts& p) { p.countries[1].quota_absorbers = {1}; },
       "country iran: absorber south must be a counted producer of the"},
      {"AbsorberNoProducer",
       [](NetworkParts& p) { p.countries[0].quota_absorbers = {4}; },
       "country iraq: absorber home must be a counted producer"},
      {"MarketOutOfReach",
       [](NetworkParts& p) {
         p.nodes.push_back(MakeNode("far", NodeKind::kMarket));
       },
       "node far must have an arc to it"},
      {"ProducerShutIn",
       [](NetworkParts& p) {
         p.nodes.push_back(MakeNode("deep", NodeKind::kProducer, 0));
       },
       "node deep must have an arc from it"},
      {"TransitToNowhere",
       [](NetworkParts& p) {
         p.nodes.push_back(MakeNode("stub", NodeKind::kTransit));
         p.arcs.push_back(MakeArc("to-stub", 2, 5));
       },
       "node stub must have an arc from it"},
      {"TransitFromNowhere",
       [](NetworkParts& p) {
         p.nodes.push_back(MakeNode("stub", NodeKind::kTransit));
         p.arcs.push_back(MakeArc("from-stub", 5, 3));
       },
       "node stub must have an arc to it"},
      {"Cycle",
       [](NetworkParts& p) {
         p.nodes.push_back(MakeNode("loop", NodeKind::kTransit));
         p.arcs.push_back(MakeArc("out", 2, 5));
         p.arcs.push_back(MakeArc("back", 5, 2));
       },
       "arcs must not form a cycle"},
      {"ArcToItself",
       [](NetworkParts& p) { p.arcs.push_back(MakeArc("self", 2, 2)); },
       "arcs must not form a cycle"},
  };
  for (const Case& c : cases) {
    NetworkParts parts = GoodParts();
    c.spoil(parts);
    const absl::StatusOr<Network> network = Network::Create(std::move(parts));
    EXPECT_THAT(network,
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(c.expected), Not(HasSubstr("\n")))))
        << c.name;
  }
}

TEST(NetworkTest, NothingIsNoNetwork) {
  EXPECT_THAT(Network::Create(NetworkParts()),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "nodes must be 1 to 256, not 0\n"
                       "arcs must be 1 to 1024, not 0"));
}

TEST(NetworkTest, FaultsAreListedTogether) {
  NetworkParts parts = GoodParts();
  parts.nodes[0].country = std::nullopt;
  parts.arcs[2].tracked_export_of = 9;
  EXPECT_THAT(
      Network::Create(std::move(parts)),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "node north must have a country\n"
               "arc hub-market names no country for its tracked exports"));
}

TEST(NetworkTest, SizesAtTheLimitAreTaken) {
  NetworkParts parts = GoodParts();
  for (int i = 0; i < 251; ++i) {
    parts.nodes.push_back(MakeNode(absl::StrCat("m", i), NodeKind::kMarket));
    parts.arcs.push_back(MakeArc(absl::StrCat("a", i), 2, 5 + i));
  }
  while (parts.arcs.size() < Network::kMaxArcs) {
    parts.arcs.push_back(MakeArc(absl::StrCat("b", parts.arcs.size()), 0, 2));
  }
  EXPECT_THAT(Network::Create(std::move(parts)), IsOk());
}

// An acyclic network whose nodes are numbered against the flow as often as
// with it.
NetworkParts RandomParts(std::mt19937_64& random) {
  const auto below = [&](size_t end) {
    return static_cast<int>(random() % end);
  };
  const int transits = 1 + below(8);
  const int count = transits + 2;
  std::vector<int> place(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    place[static_cast<size_t>(i)] = i;
  }
  for (size_t i = place.size(); i > 1; --i) {
    std::swap(place[i - 1], place[random() % i]);
  }
  NetworkParts parts;
  parts.countries = {{.id = "iraq",
                      .display_name = "",
                      .has_quota = false,
                      .quota_absorbers = {}}};
  parts.nodes.resize(static_cast<size_t>(count));
  for (int i = 0; i < count; ++i) {
    const NodeKind kind = i == 0          ? NodeKind::kProducer
                          : i < count - 1 ? NodeKind::kTransit
                                          : NodeKind::kMarket;
    parts.nodes[static_cast<size_t>(place[static_cast<size_t>(i)])] =
        MakeNode(absl::StrCat("n", i), kind, 0);
  }
  const auto link = [&](int from, int to) {
    parts.arcs.push_back(MakeArc(absl::StrCat("a", parts.arcs.size()),
                                 place[static_cast<size_t>(from)],
                                 place[static_cast<size_t>(to)]));
  };
  for (int i = 1; i < count; ++i) {
    link(below(static_cast<size_t>(i)), i);
    link(i - 1, i + below(static_cast<size_t>(count - i)));
  }
  return parts;
}

TEST(NetworkTest, EveryNodeComesAfterThoseWithAnArcToIt) {
  std::mt19937_64 random(20250311);
  for (int round = 0; round < 500; ++round) {
    NetworkParts parts = RandomParts(random);
    for (size_t a = 0; a + 1 < parts.arcs.size(); a += 2) {
      if (parts.arcs[a].from == parts.arcs[a + 1].from) {
        const int group = static_cast<int>(parts.groups.size());
        parts.groups.push_back(
            {absl::StrCat("g", group),
             "",
             {static_cast<int>(a), static_cast<int>(a) + 1}});
        parts.arcs[a].group = group;
        parts.arcs[a + 1].group = group;
      }
    }
    const absl::StatusOr<Network> network = Network::Create(std::move(parts));
    ASSERT_THAT(network, IsOk());
    const std::vector<int>& order = network->topological_order();
    ASSERT_EQ(order.size(), network->nodes().size());
    std::vector<int> position(order.size(), -1);
    for (size_t i = 0; i < order.size(); ++i) {
      position[static_cast<size_t>(order[i])] = static_cast<int>(i);
    }
    ASSERT_THAT(position, testing::Each(testing::Ge(0)));
    for (const Arc& arc : network->arcs()) {
      ASSERT_LT(position[static_cast<size_t>(arc.from)],
                position[static_cast<size_t>(arc.to)]);
    }
    std::vector<int> positions_of_groups;
    for (const int group : network->group_order()) {
      const int arc = network->groups()[static_cast<size_t>(group)].arcs[0];
      positions_of_groups.push_back(position[static_cast<size_t>(
          network->arcs()[static_cast<size_t>(arc)].from)]);
    }
    ASSERT_EQ(positions_of_groups.size(), network->groups().size());
    ASSERT_TRUE(
        std::is_sorted(positions_of_groups.begin(), positions_of_groups.end()));
  }
}

}  // namespace
}  // namespace oilflow
