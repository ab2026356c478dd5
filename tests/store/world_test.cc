#include "service/store/world.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "service/store/digest.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Key;

constexpr char kPrices[] = "Date,Price\n2025-02-27,75.10\n2025-02-28,73.18\n";
constexpr char kClose[] = "scenarios/two-nodes-close-pipe.textproto";

WorldFiles TwoNodes() {
  WorldFiles files;
  for (const char* name : {"network.textproto", "facts.csv",
                           "scenarios/two-nodes-close-pipe.textproto",
                           "scenarios/two-nodes-target.textproto"}) {
    files[name] = ReadSourceFile(absl::StrCat("fixtures/two_nodes/", name));
  }
  return files;
}

TEST(WorldsTest, TheEmbeddedWorldsLoad) {
  const auto worlds = Worlds::Embedded();
  ASSERT_THAT(worlds, IsOk());
  EXPECT_THAT(worlds->all(), ElementsAre(Key("region"), Key("two-nodes")));
  EXPECT_EQ(worlds->Find("region")->network.chokepoints().size(), 1u);
  EXPECT_GE(worlds->Find("region")->facts.facts().size(), 300u);
  EXPECT_GE(worlds->Find("region")->scenarios.size(), 14u);
  EXPECT_EQ(worlds->Find("two-nodes")->scenarios.size(), 3u);
  EXPECT_EQ(worlds->Find("nowhere"), nullptr);
}

TEST(WorldsTest, AScenarioLeadsToItsWorld) {
  const auto worlds = EmbeddedWorlds();
  EXPECT_EQ(worlds->FindScenario("restart-185")->id, "region");
  EXPECT_EQ(worlds->FindScenario("two-nodes-target")->id, "two-nodes");
  EXPECT_EQ(worlds->FindScenario("nothing"), nullptr);
}

TEST(WorldsTest, WhatIsEmbeddedIsWhatLiesInTheFixtures) {
  EXPECT_EQ(RegionWorld().facts_sha256,
            Sha256Hex(ReadSourceFile("fixtures/region/facts.csv")));
  EXPECT_EQ(RegionWorld().network_sha256,
            Sha256Hex(ReadSourceFile("fixtures/region/network.textproto")));
  EXPECT_EQ(TwoNodesWorld().prices_sha256,
            Sha256Hex(ReadSourceFile("fixtures/prices/brent-daily.csv")));
}

TEST(LoadWorldTest, AWorldHasItsNameAndItsScenariosTheirs) {
  const auto world =
      LoadWorld("mine",
                {{"network.textproto", TwoNodes()["network.textproto"]},
                 {"facts.csv", TwoNodes()["facts.csv"]}},
                kPrices);
  ASSERT_THAT(world, IsOk());
  EXPECT_EQ(world->id, "mine");
  EXPECT_TRUE(world->scenarios.empty());
  const auto two_nodes = LoadWorld("two-nodes", TwoNodes(), kPrices);
  ASSERT_THAT(two_nodes, IsOk());
  EXPECT_EQ(two_nodes->scenarios.at("two-nodes-target").name(),
            "scenarios/two-nodes-target");
}

TEST(LoadWorldTest, PricesOfItsOwnComeFirst) {
  WorldFiles files = TwoNodes();
  files["brent-daily.csv"] = "Date,Price\n2025-01-02,50\n";
  const auto world = LoadWorld("two-nodes", files, kPrices);
  ASSERT_THAT(world, IsOk());
  EXPECT_EQ(world->prices.first_day(), absl::CivilDay(2025, 1, 2));
  EXPECT_EQ(world->prices_sha256, Sha256Hex("Date,Price\n2025-01-02,50\n"));
}

std::function<void(WorldFiles*)> Replace(const std::string& file,
                                         const std::string& from,
                                         const std::string& to) {
  return [=](WorldFiles* files) {
    std::string& text = (*files)[file];
    EXPECT_TRUE(absl::StrContains(text, from)) << file << " has no " << from;
    text = absl::StrReplaceAll(text, {{from, to}});
  };
}

struct Case {
  std::string name;
  std::function<void(WorldFiles*)> spoil;
  // Each with file and place.
  std::string says;
};

TEST(LoadWorldTest, EachBrokenFileIsRefusedWithItsNameAndPlace) {
  const Case kCases[] = {
      {"no network", [](auto* f) { f->erase("network.textproto"); },
       "must have a file network.textproto"},
      {"no facts", [](auto* f) { f->erase("facts.csv"); },
       "must have a file facts.csv"},
      {"text format that does not parse",
       [](auto* f) { (*f)["network.textproto"] = "\nnodes { node_id: }\n"; },
       "network.textproto:2:18: "},
      {"unknown field of the network",
       [](auto* f) { (*f)["network.textproto"] = "nodes {\n  colour: 1 }"; },
       "network.textproto:2:9: "},
      {"unknown value of an enum",
       Replace("network.textproto", "kind: MARKET", "kind: MARKT"), "MARKT"},
      {"network that names no node",
       Replace("network.textproto", "origin_node: \"field\"",
               "origin_node: \"fild\""),
       "network.textproto: arcs[0].origin_node: names nothing"},
      {"network with a cycle",
       [](auto* f) {
         absl::StrAppend(
             &(*f)["network.textproto"],
             "nodes { node_id: 'a' kind: TRANSIT } "
             "nodes { node_id: 'b' kind: TRANSIT } "
             "arcs { arc_id: 'ab' origin_node: 'a' destination_node: 'b' } "
             "arcs { arc_id: 'ba' origin_node: 'b' destination_node: 'a' }");
       },
       "network.textproto: arcs must not form a cycle"},
      {"empty facts", [](auto* f) { (*f)["facts.csv"].clear(); },
       "facts.csv:1: must begin with a header"},
      {"header and no facts",
       [](auto* f) {
         std::string& facts = (*f)["facts.csv"];
         facts.resize(facts.find('\n') + 1);
       },
       "facts.csv: must hold at least one fact"},
      {"fact with a number that is none",
       Replace("facts.csv", "pipe,cost,1,", "pipe,cost,one,"),
       "facts.csv:5: value: must be a number"},
      {"fact without a unit", Replace("facts.csv", "90,,,bpd", "90,,,"),
       "facts.csv:9: unit: must have one of the units bpd"},
      {"fact on a day that is none",
       Replace("facts.csv", "10,,,bpd,2025-01-01", "10,,,bpd,2025-02-30"),
       "facts.csv:10: valid_from: must be a day of the calendar"},
      {"fact with a field too many",
       Replace("facts.csv", "road,cost,5,", "road,cost,5,,"), "facts.csv:6:"},
      {"two facts of one id",
       Replace("facts.csv", "road-cost,road", "pipe-cost,road"),
       "facts.csv:6: fact_id: must be unique; line 5 has it too: pipe-cost"},
      {"input of an unknown subject",
       Replace("facts.csv", "pipe-cost,pipe,", "pipe-cost,pip,"),
       "facts.csv: fact pipe-cost: subject must be in the network"},
      {"input of a subject nearly known",
       Replace("facts.csv", "pipe-cost,pipe,", "pipe-cost,pip,"),
       "did you mean pipe?"},
      {"scenario that does not parse",
       Replace(kClose, "arcs: \"pipe\" status: CLOSED",
               "arcs: \"pipe\" status: SHUT"),
       "scenarios/two-nodes-close-pipe.textproto:16:"},
      {"scenario of another baseline",
       Replace(kClose, "baselines/two-nodes", "baselines/region"),
       "scenarios/two-nodes-close-pipe.textproto: baseline must be "
       "baselines/two-nodes"},
      {"scenario with a field out of range",
       Replace(kClose, "status: CLOSED", "limit_bpd: -1"),
       "scenarios/two-nodes-close-pipe.textproto: "
       "scenario.policies[0].route.limit_bpd: must be from 0"},
      {"scenario with a name that is none",
       [](auto* f) { (*f)["scenarios/My Own.textproto"] = (*f)[kClose]; },
       "scenarios/My Own.textproto: must be named"},
      {"prices without a header",
       [](auto* f) { (*f)["brent-daily.csv"] = "2025-01-01,70\n"; },
       "brent-daily.csv:1: must have the columns Date,Price"},
      {"prices without a price",
       [](auto* f) { (*f)["brent-daily.csv"] = "Date,Price\n"; },
       "brent-daily.csv: must have at least one price"},
      {"prices that go back",
       [](auto* f) {
         (*f)["brent-daily.csv"] = "Date,Price\n2025-01-02,70\n2025-01-01,71\n";
       },
       "brent-daily.csv:3: Date: must be after the day before it"},
      {"price below nothing",
       [](auto* f) {
         (*f)["brent-daily.csv"] = "Date,Price\n2020-04-20,-37\n";
       },
       "brent-daily.csv:2: Price: must be above 0"},
  };
  for (const Case& bad : kCases) {
    SCOPED_TRACE(bad.name);
    WorldFiles files = TwoNodes();
    bad.spoil(&files);
    const auto world = LoadWorld("two-nodes", files, kPrices);
    ASSERT_FALSE(world.ok());
    EXPECT_THAT(std::string(world.status().message()), HasSubstr(bad.says));
  }
}

TEST(LoadWorldTest, SeveralBadLinesAreNamedAtOnce) {
  WorldFiles files = TwoNodes();
  Replace("facts.csv", ",assumed,", ",guessed,")(&files);
  EXPECT_THAT(LoadWorld("two-nodes", files, kPrices),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("facts.csv:2: kind:"),
                             HasSubstr("facts.csv:11: kind:"))));
}

TEST(LoadWorldTest, AWorldsIdIsWellFormed) {
  for (const std::string id : {"", "Two", "two_nodes", "two/nodes", "two-"}) {
    EXPECT_THAT(LoadWorld(id, TwoNodes(), kPrices),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(absl::StrCat("not \"", id, "\""))));
  }
}

TEST(LoadWorldTest, TextThatNestsWithoutEndIsRefused) {
  WorldFiles files = TwoNodes();
  for (int i = 0; i < 100000; ++i) {
    files[kClose] += "policies {";
  }
  EXPECT_FALSE(LoadWorld("two-nodes", files, kPrices).ok());
}

TEST(WorldsTest, AScenarioIdIsTakenInOneWorldOnly) {
  Worlds worlds(EmbeddedPriceModels().value());
  ASSERT_THAT(worlds.Add(*LoadWorld("two-nodes", TwoNodes(), kPrices)), IsOk());
  WorldFiles files = TwoNodes();
  for (auto& [file, text] : files) {
    text = absl::StrReplaceAll(text, {{"baselines/two-nodes", "baselines/b"}});
  }
  EXPECT_THAT(
      worlds.Add(*LoadWorld("b", files, kPrices)),
      StatusIs(absl::StatusCode::kAlreadyExists,
               AllOf(HasSubstr("two-nodes-close-pipe of world b"),
                     HasSubstr("world two-nodes too"), HasSubstr("rename"))));
  EXPECT_EQ(worlds.Find("b"), nullptr);
}

TEST(WorldsTest, AWorldTakesThePlaceOfOneOfItsName) {
  Worlds worlds(EmbeddedPriceModels().value());
  ASSERT_THAT(worlds.Add(*LoadWorld("two-nodes", TwoNodes(), kPrices)), IsOk());
  WorldFiles files = TwoNodes();
  files.erase(kClose);
  ASSERT_THAT(worlds.Add(*LoadWorld("two-nodes", files, kPrices)), IsOk());
  EXPECT_EQ(worlds.all().size(), 1u);
  EXPECT_EQ(worlds.FindScenario("two-nodes-close-pipe"), nullptr);
}

}  // namespace
}  // namespace oilflow
