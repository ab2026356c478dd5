// Storages and stocks, and who pays, runs and burns what.

#include <optional>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/network/network.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

// A field that ships from tanks to a market and runs a refinery, beside a
// stock that no arc reaches.
NetworkParts GoodTrade() {
  NetworkParts parts;
  parts.countries = {{.id = "iraq", .has_quota = true}, {.id = "iran"}};
  parts.chokepoints = {{.id = "strait"}};
  parts.nodes = {
      {.id = "field", .kind = NodeKind::kProducer, .country = 0, .actor = 0},
      {.id = "tanks", .kind = NodeKind::kStorage, .country = 0, .actor = 0},
      {.id = "market", .kind = NodeKind::kMarket, .actor = 1},
      {.id = "plant", .kind = NodeKind::kDomesticUse, .country = 0},
      {.id = "reserve", .kind = NodeKind::kStrategicStock, .actor = 1}};
  parts.arcs = {{.id = "fill", .from = 0, .to = 1, .payer = 1, .seller = 0},
                {.id = "draw",
                 .from = 1,
                 .to = 2,
                 .delivered_export_of = 0,
                 .carrier = 1},
                {.id = "runs", .from = 0, .to = 3}};
  parts.actors = {{.id = "state"}, {.id = "trader"}};
  parts.channels = {
      {.id = "account", .arcs = {0, 1}, .links = {0}, .holder = 1}};
  parts.operators = {{.id = "company", .home = "Norway"}};
  parts.stakes = {{.id = "block", .operator_index = 0, .node = 0},
                  {.id = "line", .operator_index = 0, .arc = 1}};
  parts.power_grids = {{.id = "grid", .burn_node = 3}};
  parts.energy_links = {{.id = "gas-line",
                         .carrier = EnergyCarrier::kGas,
                         .supplier = 1,
                         .grid = 0}};
  parts.counting_bases = {{.id = "secondary", .country = 0}};
  return parts;
}

TEST(NetworkTradeTest, GoodPartsMakeANetwork) {
  const absl::StatusOr<Network> network = Network::Create(GoodTrade());
  ASSERT_THAT(network, IsOk());
  EXPECT_THAT(network->arcs_to(1), ElementsAre(0));
  EXPECT_THAT(network->arcs_from(1), ElementsAre(1));
  // A stock is a node as others are, that oil does not pass.
  EXPECT_THAT(network->topological_order(), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_THAT(network->arcs_to(4), IsEmpty());
  EXPECT_THAT(network->arcs_from(4), IsEmpty());
}

TEST(NetworkTradeTest, WhatPoliciesNameIsFoundById) {
  const absl::StatusOr<Network> network = Network::Create(GoodTrade());
  ASSERT_THAT(network, IsOk());
  EXPECT_EQ(network->FindChokepoint("strait"), 0);
  EXPECT_EQ(network->FindChannel("account"), 0);
  EXPECT_EQ(network->FindOperator("company"), 0);
  EXPECT_EQ(network->FindEnergyLink("gas-line"), 0);
  EXPECT_EQ(network->FindChokepoint("account"), std::nullopt);
  EXPECT_EQ(network->FindChannel("company"), std::nullopt);
  EXPECT_EQ(network->FindOperator("gas-line"), std::nullopt);
  EXPECT_EQ(network->FindEnergyLink("strait"), std::nullopt);
}

TEST(NetworkTradeTest, EveryFaultIsSaid) {
  struct Case {
    const char* name;
    void (*spoil)(NetworkParts&);
    const char* expected;
  };
  const Case cases[] = {
      {"StorageOfNoCountry",
       [](NetworkParts& p) { p.nodes[1].country = std::nullopt; },
       "node tanks must have a country"},
      {"StorageThatNothingEnters", [](NetworkParts& p) { p.arcs[0].to = 2; },
       "node tanks must have an arc to it"},
      {"StorageThatNothingLeaves", [](NetworkParts& p) { p.arcs[1].from = 0; },
       "node tanks must have an arc from it"},
      {"StorageServedFirst",
       [](NetworkParts& p) { p.nodes[1].must_serve = true; },
       "node tanks must be a sink to be served first"},
      {"StorageCounted",
       [](NetworkParts& p) { p.nodes[1].quota_counted = true; },
       "node tanks must be a producer to be counted or spare"},
      {"StorageInAStrait", [](NetworkParts& p) { p.nodes[1].chokepoint = 0; },
       "node tanks must be a transit node to be a lane of a chokepoint"},
      {"StockServedFirst",
       [](NetworkParts& p) { p.nodes[4].must_serve = true; },
       "node reserve must be a sink to be served first"},
      {"ArcIntoAStock",
       [](NetworkParts& p) {
         p.arcs.push_back({.id = "more", .from = 0, .to = 4});
       },
       "arc more must not touch the strategic stock reserve"},
      {"ArcOutOfAStock",
       [](NetworkParts& p) {
         p.arcs.push_back({.id = "more", .from = 4, .to = 2});
       },
       "arc more must not touch the strategic stock reserve"},
      {"ActorOfANodeNowhere", [](NetworkParts& p) { p.nodes[0].actor = 2; },
       "node field names no actor"},
      {"ActorOfANodeBelow0", [](NetworkParts& p) { p.nodes[0].actor = -1; },
       "node field names no actor"},
      {"DeliveriesOfNoCountry",
       [](NetworkParts& p) { p.arcs[1].delivered_export_of = 2; },
       "arc draw names no country for its delivered exports"},
      {"CarrierNowhere", [](NetworkParts& p) { p.arcs[1].carrier = 2; },
       "arc draw names no actor as carrier"},
      {"PayerNowhere", [](NetworkParts& p) { p.arcs[0].payer = 2; },
       "arc fill names no actor as payer"},
      {"SellerNowhere", [](NetworkParts& p) { p.arcs[0].seller = -1; },
       "arc fill names no actor as seller"},
      {"PayerOfOilFromAStorage", [](NetworkParts& p) { p.arcs[1].payer = 1; },
       "arc draw must leave a producer to have a payer"},
      {"SellerOfOilFromAStorage", [](NetworkParts& p) { p.arcs[1].seller = 0; },
       "arc draw must leave a producer to have a seller"},
      {"ChannelOfNoArc", [](NetworkParts& p) { p.channels[0].arcs = {3}; },
       "channel account names no arc"},
      {"ChannelOfAnArcTwice",
       [](NetworkParts& p) {
         p.channels[0].arcs = {1, 1};
       },
       "channel account names arc draw twice"},
      {"ChannelOfNoLink", [](NetworkParts& p) { p.channels[0].links = {1}; },
       "channel account names no energy link"},
      {"ChannelOfALinkTwice",
       [](NetworkParts& p) {
         p.channels[0].links = {0, 0};
       },
       "channel account names energy link gas-line twice"},
      {"HolderNowhere", [](NetworkParts& p) { p.channels[0].holder = 2; },
       "channel account names no actor as holder"},
      {"StakeOfNobody", [](NetworkParts& p) { p.stakes[0].operator_index = 1; },
       "stake block names no operator"},
      {"StakeInNothing",
       [](NetworkParts& p) { p.stakes[0].node = std::nullopt; },
       "stake block must be in one producer or in one arc"},
      {"StakeInTwo", [](NetworkParts& p) { p.stakes[0].arc = 1; },
       "stake block must be in one producer or in one arc"},
      {"StakeInAStorage", [](NetworkParts& p) { p.stakes[0].node = 1; },
       "stake block must be in a producer or in an arc"},
      {"StakeInNoNode", [](NetworkParts& p) { p.stakes[0].node = 5; },
       "stake block must be in a producer or in an arc"},
      {"StakeInNoArc", [](NetworkParts& p) { p.stakes[1].arc = 3; },
       "stake line names no arc"},
      {"GridThatBurnsInAMarket",
       [](NetworkParts& p) { p.power_grids[0].burn_node = 2; },
       "grid grid must burn its liquids in a domestic use"},
      {"TwoGridsThatBurnInOnePlace",
       [](NetworkParts& p) {
         p.power_grids.push_back(
             {.id = "other-grid", .burn_node = p.power_grids[0].burn_node});
       },
       "grid other-grid must burn its liquids in a domestic use of its own"},
      {"GridThatBurnsNowhere",
       [](NetworkParts& p) { p.power_grids[0].burn_node = 5; },
       "grid grid must burn its liquids in a domestic use"},
      {"LinkFromNoCountry",
       [](NetworkParts& p) { p.energy_links[0].supplier = 2; },
       "energy link gas-line names no country as supplier"},
      {"LinkToNoGrid", [](NetworkParts& p) { p.energy_links[0].grid = 1; },
       "energy link gas-line names no grid"},
      {"BasisOfNoCountry",
       [](NetworkParts& p) { p.counting_bases[0].country = 2; },
       "counting basis secondary must be of a country with a quota"},
      {"BasisOfACountryWithoutAQuota",
       [](NetworkParts& p) { p.counting_bases[0].country = 1; },
       "counting basis secondary must be of a country with a quota"},
      {"AbsorberTwice",
       [](NetworkParts& p) {
         p.nodes[0].quota_counted = true;
         p.countries[0].quota_absorbers = {0, 0};
       },
       "country iraq names absorber field twice"},
  };
  for (const Case& c : cases) {
    NetworkParts parts = GoodTrade();
    c.spoil(parts);
    EXPECT_THAT(Network::Create(std::move(parts)),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(c.expected), Not(HasSubstr("\n")))))
        << c.name;
  }
}

// Everything that has an id shares one space of ids.
TEST(NetworkTradeTest, EveryIdIsWellFormedAndTakenOnce) {
  struct Case {
    const char* what;
    std::string& (*id)(NetworkParts&);
  };
  const Case cases[] = {
      {"actor", [](NetworkParts & p) -> auto& {return p.actors[1].id;
}
}  // namespace
, {"channel", [](NetworkParts& p) -> auto& {return p.channels[0].id;
}  // namespace oilflow
}
, {"operator", [](NetworkParts& p) -> auto& {return p.operators[0].id;
}
}
, {"stake", [](NetworkParts& p) -> auto& {return p.stakes[1].id;
}
}
, {"grid", [](NetworkParts& p) -> auto& {return p.power_grids[0].id;
}
}
, {"energy link", [](NetworkParts& p) -> auto& {return p.energy_links[0].id;
}
}
, {"counting basis",
   [](NetworkParts& p) -> auto& {return p.counting_bases[0].id;
}
}
,
}
;
for (const Case& c : cases) {
  NetworkParts malformed = GoodTrade();
  c.id(malformed) = "No Id";
  EXPECT_THAT(Network::Create(std::move(malformed)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr(c.what), HasSubstr("id must match"),
                             HasSubstr("not \"No Id\""))));
  NetworkParts taken = GoodTrade();
  c.id(taken) = "tanks";
  EXPECT_THAT(
      Network::Create(std::move(taken)),
      StatusIs(absl::StatusCode::kInvalidArgument,
               AllOf(HasSubstr(c.what), HasSubstr("taken twice: tanks"))));
}
}

}  // namespace
}  // namespace oilflow
