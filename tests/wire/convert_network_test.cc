#include "service/wire/convert_network.h"

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;

v1::Network FileOf(const std::string& world) {
  return ParseProto<v1::Network>(
      ReadSourceFile("fixtures/" + world + "/network.textproto"));
}

// What is unset means licit and voluntary, and is written out.
void WriteOutWhatIsUnset(v1::Network* proto) {
  for (v1::Node& node : *proto->mutable_nodes()) {
    if (node.legality() == v1::LEGALITY_UNSPECIFIED) {
      node.set_legality(v1::LEGALITY_LICIT);
    }
  }
  for (v1::Arc& arc : *proto->mutable_arcs()) {
    if (arc.legality() == v1::LEGALITY_UNSPECIFIED) {
      arc.set_legality(v1::LEGALITY_LICIT);
    }
    if (arc.rule() == v1::Arc::RULE_UNSPECIFIED) {
      arc.set_rule(v1::Arc::VOLUNTARY);
    }
  }
}

TEST(ConvertNetworkTest, EveryFieldOfBothWorldsGoesThereAndBack) {
  for (const std::string world : {"region", "two_nodes"}) {
    SCOPED_TRACE(world);
    v1::Network given = FileOf(world);
    const auto network = NetworkFromProto(given);
    ASSERT_THAT(network, IsOk());
    v1::Network back;
    ToProto(*network, &back);
    WriteOutWhatIsUnset(&given);
    std::string difference;
    MessageDifferencer differencer;
    differencer.ReportDifferencesToString(&difference);
    EXPECT_TRUE(differencer.Compare(given, back)) << difference;
  }
}

TEST(ConvertNetworkTest, EveryLegalityGoesThereAndBack) {
  for (int legality = v1::LEGALITY_LICIT; legality < v1::Legality_ARRAYSIZE;
       ++legality) {
    v1::Network given = FileOf("two_nodes");
    given.mutable_nodes(0)->set_legality(static_cast<v1::Legality>(legality));
    const auto network = NetworkFromProto(given);
    ASSERT_THAT(network, IsOk());
    v1::Network back;
    ToProto(*network, &back);
    EXPECT_EQ(back.nodes(0).legality(), legality);
  }
}

struct Case {
  std::string name;
  std::function<void(v1::Network*)> spoil;
  std::string says;
};

TEST(ConvertNetworkTest, EachFaultIsRefusedWithItsPlace) {
  const Case kCases[] = {
      {"unknown kind", [](auto* n) { n->mutable_nodes(1)->clear_kind(); },
       "nodes[1].kind: must be PRODUCER, TRANSIT, MARKET, DOMESTIC_USE, "
       "STORAGE "
       "or STRATEGIC_STOCK"},
      {"kind of tomorrow",
       [](auto* n) {
         n->mutable_nodes(1)->set_kind(static_cast<v1::Node::Kind>(9));
       },
       "nodes[1].kind: must be PRODUCER"},
      {"unknown country",
       [](auto* n) { n->mutable_nodes(0)->set_country("hoome"); },
       "nodes[0].country: names nothing in the network: \"hoome\""},
      {"unknown chokepoint",
       [](auto* n) { n->mutable_nodes(1)->set_chokepoint("hormuz"); },
       "nodes[1].chokepoint: names nothing in the network: \"hormuz\""},
      {"unknown legality of a node",
       [](auto* n) {
         n->mutable_nodes(0)->set_legality(static_cast<v1::Legality>(9));
       },
       "nodes[0].legality: must be a known legality, not 9"},
      {"unknown legality of an arc",
       [](auto* n) {
         n->mutable_arcs(1)->set_legality(static_cast<v1::Legality>(-1));
       },
       "arcs[1].legality: must be a known legality, not -1"},
      {"unknown rule",
       [](auto* n) {
         n->mutable_arcs(0)->set_rule(static_cast<v1::Arc::Rule>(9));
       },
       "arcs[0].rule: must be a known rule"},
      {"no origin", [](auto* n) { n->mutable_arcs(0)->clear_origin_node(); },
       "arcs[0].origin_node: must name a node"},
      {"unknown destination",
       [](auto* n) { n->mutable_arcs(1)->set_destination_node("mkt"); },
       "arcs[1].destination_node: names nothing in the network: \"mkt\""},
      {"tracked export of nobody",
       [](auto* n) { n->mutable_arcs(0)->set_tracked_export_of("away"); },
       "arcs[0].tracked_export_of: names nothing"},
      {"unknown absorber",
       [](auto* n) { n->mutable_countries(0)->set_quota_absorbers(0, "x"); },
       "countries[0].quota_absorbers[0]: names nothing"},
      {"absorber that is no producer",
       [](auto* n) {
         n->mutable_countries(0)->set_quota_absorbers(0, "market");
       },
       "absorber market must be a counted producer of the country"},
      {"group of an unknown arc",
       [](auto* n) {
         n->add_groups()->set_group_id("both");
         n->mutable_groups(0)->add_arcs("pipe");
         n->mutable_groups(0)->add_arcs("rail");
       },
       "groups[0].arcs[1]: names nothing in the network: \"rail\""},
      {"group with an empty arc",
       [](auto* n) {
         n->add_groups()->set_group_id("both");
         n->mutable_groups(0)->add_arcs("");
       },
       "groups[0].arcs[0]: must name an arc"},
      {"arc in two groups",
       [](auto* n) {
         for (const char* id : {"one", "two"}) {
           v1::ProportionalGroup* group = n->add_groups();
           group->set_group_id(id);
           group->add_arcs("pipe");
           group->add_arcs("road");
         }
       },
       "groups[1].arcs[0]: is in a group already: pipe"},
      {"stream of a price",
       [](auto* n) {
         v1::ReferenceStream* stream = n->add_reference_streams();
         stream->set_stream_id("stream");
         stream->set_measure("cost");
       },
       "reference_streams[0].measure: must be a measure of rates, not "
       "\"cost\""},
      {"too many nodes",
       [](auto* n) {
         while (n->nodes_size() < 257) {
           n->add_nodes();
         }
       },
       "nodes: must be at most 256, not 257"},
      {"too many arcs",
       [](auto* n) {
         while (n->arcs_size() < 1025) {
           n->add_arcs();
         }
       },
       "arcs: must be at most 1024, not 1025"},
      {"too many streams",
       [](auto* n) {
         while (n->reference_streams_size() < 33) {
           n->add_reference_streams();
         }
       },
       "reference_streams: must be at most 32, not 33"},
      {"id taken twice",
       [](auto* n) { n->mutable_arcs(1)->set_arc_id("pipe"); },
       "taken twice: pipe"},
      {"malformed id",
       [](auto* n) { n->mutable_arcs(1)->set_arc_id("Road 1"); },
       "must match ^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$, not \"Road 1\""},
      {"nothing at all", [](auto* n) { n->Clear(); },
       "nodes must be 1 to 256, not 0"},
  };
  for (const Case& bad : kCases) {
    SCOPED_TRACE(bad.name);
    v1::Network proto = FileOf("two_nodes");
    bad.spoil(&proto);
    EXPECT_THAT(
        NetworkFromProto(proto),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.says)));
  }
}

TEST(ConvertNetworkTest, FaultsAreCountedTogether) {
  v1::Network proto = FileOf("two_nodes");
  proto.mutable_nodes(0)->set_country("away");
  proto.mutable_arcs(0)->set_origin_node("nowhere");
  proto.mutable_arcs(1)->set_destination_node("nowhere");
  EXPECT_THAT(
      NetworkFromProto(proto),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("(and 2 more)")));
}

}  // namespace
}  // namespace oilflow
