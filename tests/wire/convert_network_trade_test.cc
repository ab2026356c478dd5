// Storages and stocks, and who pays, runs and burns what, on the wire.

#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/wire/convert_network.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;

// Every field that a network can have but groups and chokepoints, which the
// region has.
v1::Network GoodNetwork() {
  return ParseProto<v1::Network>(R"pb(
    countries { country_id: "iraq" display_name: "Iraq" has_quota: true }
    countries { country_id: "iran" display_name: "Iran" }
    nodes {
      node_id: "field"
      kind: PRODUCER
      country: "iraq"
      legality: LEGALITY_LICIT
      actor: "state"
    }
    nodes {
      node_id: "tanks"
      kind: STORAGE
      country: "iraq"
      legality: LEGALITY_LICIT
    }
    nodes {
      node_id: "market"
      kind: MARKET
      legality: LEGALITY_LICIT
      actor: "trader"
    }
    nodes {
      node_id: "plant"
      kind: DOMESTIC_USE
      country: "iraq"
      legality: LEGALITY_LICIT
    }
    nodes {
      node_id: "reserve"
      kind: STRATEGIC_STOCK
      country: "iran"
      legality: LEGALITY_LICIT
    }
    arcs {
      arc_id: "fill"
      origin_node: "field"
      destination_node: "tanks"
      legality: LEGALITY_LICIT
      rule: VOLUNTARY
      payer: "trader"
      seller: "state"
    }
    arcs {
      arc_id: "draw"
      origin_node: "tanks"
      destination_node: "market"
      legality: LEGALITY_LICIT
      rule: MANDATED
      tracked_export_of: "iran"
      delivered_export_of: "iraq"
      carrier: "trader"
    }
    arcs {
      arc_id: "runs"
      origin_node: "field"
      destination_node: "plant"
      legality: LEGALITY_LICIT
      rule: VOLUNTARY
    }
    actors { actor_id: "state" display_name: "The state" }
    actors { actor_id: "trader" display_name: "A trader" }
    channels {
      channel_id: "account"
      display_name: "An account"
      arcs: "fill"
      arcs: "draw"
      links: "gas-line"
      links: "wires"
      holder: "state"
    }
    operators {
      operator_id: "company"
      display_name: "A company"
      home: "Norway"
    }
    stakes {
      stake_id: "block"
      display_name: "A block"
      operator_id: "company"
      asset: "field"
    }
    stakes {
      stake_id: "line"
      display_name: "A line"
      operator_id: "company"
      asset: "draw"
    }
    power_grids { grid_id: "grid" display_name: "The grid" burn_node: "plant" }
    energy_links {
      link_id: "gas-line"
      display_name: "Gas"
      carrier: GAS
      supplier: "iran"
      grid: "grid"
    }
    energy_links {
      link_id: "wires"
      display_name: "Power"
      carrier: POWER
      supplier: "iran"
      grid: "grid"
    }
    counting_bases {
      basis_id: "secondary"
      display_name: "Secondary sources"
      country: "iraq"
    }
  )pb");
}

TEST(ConvertNetworkTradeTest, EveryFieldGoesThereAndBack) {
  const v1::Network given = GoodNetwork();
  const auto network = NetworkFromProto(given);
  ASSERT_THAT(network, IsOk());
  v1::Network back;
  ToProto(*network, &back);
  std::string difference;
  MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&difference);
  EXPECT_TRUE(differencer.Compare(given, back)) << difference;
}

TEST(ConvertNetworkTradeTest, WhatIsNamedIsWhatIsMeant) {
  const auto network = NetworkFromProto(GoodNetwork());
  ASSERT_THAT(network, IsOk());
  EXPECT_EQ(network->nodes()[1].kind, NodeKind::kStorage);
  EXPECT_EQ(network->nodes()[4].kind, NodeKind::kStrategicStock);
  EXPECT_EQ(network->nodes()[2].actor, 1);
  EXPECT_EQ(network->arcs()[0].payer, 1);
  EXPECT_EQ(network->arcs()[0].seller, 0);
  EXPECT_EQ(network->arcs()[1].carrier, 1);
  EXPECT_EQ(network->arcs()[1].delivered_export_of, 0);
  EXPECT_EQ(network->stakes()[0].node, 0);
  EXPECT_EQ(network->stakes()[0].arc, std::nullopt);
  EXPECT_EQ(network->stakes()[1].node, std::nullopt);
  EXPECT_EQ(network->stakes()[1].arc, 1);
  EXPECT_EQ(network->power_grids()[0].burn_node, 3);
  EXPECT_EQ(network->energy_links()[0].carrier, EnergyCarrier::kGas);
  EXPECT_EQ(network->energy_links()[1].carrier, EnergyCarrier::kPower);
  EXPECT_EQ(network->energy_links()[1].supplier, 1);
  EXPECT_EQ(network->channels()[0].links, (std::vector<int>{0, 1}));
}

struct TradeCase {
  std::string name;
  std::function<void(v1::Network*)> spoil;
  std::string says;
};

TEST(ConvertNetworkTradeTest, EachFaultIsRefusedWithItsPlace) {
  const TradeCase kTradeCases[] = {
      {"actor of a node",
       [](auto* n) { n->mutable_nodes(0)->set_actor("stat"); },
       "nodes[0].actor: names nothing in the network: \"stat\""},
      {"deliveries of nobody",
       [](auto* n) { n->mutable_arcs(1)->set_delivered_export_of("irak"); },
       "arcs[1].delivered_export_of: names nothing in the network: \"irak\""},
      {"unknown carrier",
       [](auto* n) { n->mutable_arcs(1)->set_carrier("ships"); },
       "arcs[1].carrier: names nothing in the network: \"ships\""},
      {"unknown payer", [](auto* n) { n->mutable_arcs(0)->set_payer("buyer"); },
       "arcs[0].payer: names nothing in the network: \"buyer\""},
      {"unknown seller",
       [](auto* n) { n->mutable_arcs(0)->set_seller("market"); },
       "arcs[0].seller: names nothing in the network: \"market\""},
      {"payer far from the field",
       [](auto* n) { n->mutable_arcs(1)->set_payer("trader"); },
       "arc draw must leave a producer to have a payer"},
      {"channel of an unknown arc",
       [](auto* n) { n->mutable_channels(0)->set_arcs(1, "rail"); },
       "channels[0].arcs[1]: names nothing in the network: \"rail\""},
      {"channel of an empty arc",
       [](auto* n) { n->mutable_channels(0)->set_arcs(1, ""); },
       "channels[0].arcs[1]: must name an arc"},
      {"channel of an unknown link",
       [](auto* n) { n->mutable_channels(0)->set_links(0, "draw"); },
       "channels[0].links[0]: names nothing in the network: \"draw\""},
      {"channel of an arc twice",
       [](auto* n) { n->mutable_channels(0)->set_arcs(1, "fill"); },
       "channel account names arc fill twice"},
      {"unknown holder",
       [](auto* n) { n->mutable_channels(0)->set_holder("bank"); },
       "channels[0].holder: names nothing in the network: \"bank\""},
      {"stake of nobody",
       [](auto* n) { n->mutable_stakes(0)->clear_operator_id(); },
       "stakes[0].operator_id: must name an operator"},
      {"stake of an unknown operator",
       [](auto* n) { n->mutable_stakes(0)->set_operator_id("state"); },
       "stakes[0].operator_id: names nothing in the network: \"state\""},
      {"stake in nothing", [](auto* n) { n->mutable_stakes(1)->clear_asset(); },
       "stakes[1].asset: must name a producer or an arc"},
      {"stake in something unknown",
       [](auto* n) { n->mutable_stakes(1)->set_asset("grid"); },
       "stakes[1].asset: names nothing in the network: \"grid\""},
      {"stake in a market",
       [](auto* n) { n->mutable_stakes(1)->set_asset("market"); },
       "stake line must be in a producer or in an arc"},
      {"grid that burns nowhere",
       [](auto* n) { n->mutable_power_grids(0)->clear_burn_node(); },
       "power_grids[0].burn_node: must name a node"},
      {"grid that burns in a market",
       [](auto* n) { n->mutable_power_grids(0)->set_burn_node("market"); },
       "grid grid must burn its liquids in a domestic use"},
      {"link of no carrier",
       [](auto* n) { n->mutable_energy_links(0)->clear_carrier(); },
       "energy_links[0].carrier: must be GAS or POWER, not 0"},
      {"link of a carrier of tomorrow",
       [](auto* n) {
         n->mutable_energy_links(0)->set_carrier(
             static_cast<v1::EnergyLink::Carrier>(3));
       },
       "energy_links[0].carrier: must be GAS or POWER, not 3"},
      {"link from nowhere",
       [](auto* n) { n->mutable_energy_links(1)->clear_supplier(); },
       "energy_links[1].supplier: must name a country"},
      {"link to an unknown grid",
       [](auto* n) { n->mutable_energy_links(1)->set_grid("net"); },
       "energy_links[1].grid: names nothing in the network: \"net\""},
      {"basis of no country",
       [](auto* n) { n->mutable_counting_bases(0)->clear_country(); },
       "counting_bases[0].country: must name a country"},
      {"basis of a country without a quota",
       [](auto* n) { n->mutable_counting_bases(0)->set_country("iran"); },
       "counting basis secondary must be of a country with a quota"},
      {"arc out of a stock",
       [](auto* n) { n->mutable_arcs(1)->set_origin_node("reserve"); },
       "arc draw must not touch the strategic stock reserve"},
      {"absorber twice",
       [](auto* n) {
         n->mutable_nodes(0)->set_quota_counted(true);
         n->mutable_countries(0)->add_quota_absorbers("field");
         n->mutable_countries(0)->add_quota_absorbers("field");
       },
       "country iraq names absorber field twice"},
  };
  for (const TradeCase& bad : kTradeCases) {
    SCOPED_TRACE(bad.name);
    v1::Network proto = GoodNetwork();
    bad.spoil(&proto);
    EXPECT_THAT(
        NetworkFromProto(proto),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.says)));
  }
}

TEST(ConvertNetworkTradeTest, EveryListHasALimit) {
  struct Limit {
    std::string field;
    int most;
  };
  const Limit kLimits[] = {
      {"countries", 256},    {"chokepoints", 256}, {"nodes", 256},
      {"arcs", 1024},        {"groups", 256},      {"reference_streams", 32},
      {"actors", 64},        {"channels", 64},     {"operators", 64},
      {"stakes", 256},       {"power_grids", 16},  {"energy_links", 64},
      {"counting_bases", 32}};
  const auto* descriptor = v1::Network::descriptor();
  int lists = 0;
  for (int i = 0; i < descriptor->field_count(); ++i) {
    lists += descriptor->field(i)->is_repeated() ? 1 : 0;
  }
  EXPECT_EQ(lists, static_cast<int>(std::size(kLimits)));
  for (const Limit& limit : kLimits) {
    v1::Network proto = GoodNetwork();
    const auto* field = descriptor->FindFieldByName(limit.field);
    ASSERT_NE(field, nullptr) << limit.field;
    while (proto.GetReflection()->FieldSize(proto, field) <= limit.most) {
      proto.GetReflection()->AddMessage(&proto, field);
    }
    EXPECT_THAT(NetworkFromProto(proto),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         absl::StrCat(limit.field, ": must be at most ",
                                      limit.most, ", not ", limit.most + 1)));
  }
}

TEST(ConvertNetworkTradeTest, ListsAtTheirLimitAreTaken) {
  v1::Network proto = GoodNetwork();
  while (proto.actors_size() < 64) {
    proto.add_actors()->set_actor_id(absl::StrCat("a", proto.actors_size()));
  }
  while (proto.power_grids_size() < 16) {
    const std::string id = absl::StrCat("g", proto.power_grids_size());
    // Each burns its liquids in a place of its own.
    v1::Node plant;
    v1::Arc road;
    for (const v1::Node& node : proto.nodes()) {
      if (node.node_id() == "plant") {
        plant = node;
      }
    }
    for (const v1::Arc& arc : proto.arcs()) {
      if (arc.destination_node() == "plant") {
        road = arc;
      }
    }
    plant.set_node_id(absl::StrCat("plant-", id));
    road.set_arc_id(absl::StrCat("road-", id));
    road.set_destination_node(plant.node_id());
    *proto.add_nodes() = plant;
    *proto.add_arcs() = road;
    v1::PowerGrid* grid = proto.add_power_grids();
    grid->set_grid_id(id);
    grid->set_burn_node(plant.node_id());
  }
  EXPECT_THAT(NetworkFromProto(proto), IsOk());
}

}  // namespace
}  // namespace oilflow
