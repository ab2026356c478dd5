#include "client/scenario_input.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

constexpr char kOffset[] =
    "fixtures/region/scenarios/restart-300-60-offset.textproto";

v1::Scenario Offset() {
  const auto scenario = ParseScenario("offset", ReadSourceFile(kOffset));
  EXPECT_THAT(scenario, IsOk());
  return *scenario;
}

TEST(IsScenarioFileTest, ADotASlashOrADashMeanAFile) {
  for (const char* file : {"-", "my.textproto", "./mine", "scenarios/mine"}) {
    EXPECT_TRUE(IsScenarioFile(file)) << file;
  }
  for (const char* name : {"restart-185", "mine", "", "--"}) {
    EXPECT_FALSE(IsScenarioFile(name)) << name;
  }
}

TEST(ParseScenarioTest, TextAndJsonGiveTheSameScenario) {
  const v1::Scenario scenario = Offset();
  EXPECT_EQ(scenario.policies_size(), 3);
  std::string json;
  ASSERT_TRUE(
      google::protobuf::util::MessageToJsonString(scenario, &json).ok());
  const auto from_json = ParseScenario("offset", " \n\t" + json);
  ASSERT_THAT(from_json, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*from_json, scenario));
}

TEST(ParseScenarioTest, JsonTakesTheNamesOfTextFormatToo) {
  const auto scenario =
      ParseScenario("mine",
                    R"({"display_name": "a", "policies": [{"policy_id": "p",
          "route": {"arcs": ["itp"], "status": "OPEN",
                    "mandated_bpd": 185000}}]})");
  ASSERT_THAT(scenario, IsOk());
  EXPECT_EQ(scenario->display_name(), "a");
  EXPECT_EQ(scenario->policies(0).route().mandated_bpd(), 185000);
}

TEST(ParseScenarioTest, ErrorsNameTheFileTheLineAndTheColumn) {
  const struct {
    std::string text;
    std::string says;
  } kCases[] = {
      {"colour: 1", "mine.textproto:1:7: "},
      {"baseline: \"baselines/region\"\n\n  policies { polcy_id: \"a\" }",
       "mine.textproto:3:22: "},
      {"policies {\n  route { status: SHUT }\n}", "mine.textproto:2:24: "},
      {"horizon { start_date { year: \"2025\" } }", "mine.textproto:1:30: "},
      {"policies {", "mine.textproto:1:"},
      {"market {} market { shock_mode: 1", "mine.textproto:1:"},
      {"display_name: \"open", "mine.textproto:1:"},
      {"{\"colour\": 1}", "mine.textproto: "},
      {"{\"policies\": [}", "mine.textproto: "},
      {"{", "mine.textproto: "},
      {"{\"market\": {\"shockMode\": \"SHOCK\"}}", "mine.textproto: "},
  };
  for (const auto& bad : kCases) {
    EXPECT_THAT(
        ParseScenario("mine.textproto", bad.text),
        StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(bad.says)))
        << bad.text;
  }
}

TEST(ParseScenarioTest, WhatNestsWithoutEndIsRefused) {
  std::string text = "{";
  for (int i = 0; i < 10000; ++i) {
    absl::StrAppend(&text, "\"policies\": [{");
  }
  EXPECT_FALSE(ParseScenario("mine.json", text).ok());
}

TEST(ParseScenarioTest, MoreThanAMebibyteIsRefused) {
  EXPECT_THAT(
      ParseScenario("mine", std::string((1 << 20) + 1, ' ')),
      StatusIs(absl::StatusCode::kInvalidArgument,
               AllOf(StartsWith("mine: "), HasSubstr("at most 1048576 bytes"),
                     HasSubstr("not 1048577"))));
  EXPECT_THAT(ParseScenario("mine", std::string(1 << 20, ' ')), IsOk());
}

TEST(ReadScenarioFileTest, AFileIsReadAndItsErrorsNameIt) {
  const std::string path =
      absl::StrCat(testing::TempDir(), "/scenario-", getpid(), ".textproto");
  std::ofstream(path) << ReadSourceFile(kOffset);
  const auto scenario = ReadScenarioFile(path);
  ASSERT_THAT(scenario, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(*scenario, Offset()));
  std::ofstream(path) << "\ncolour: 1";
  EXPECT_THAT(ReadScenarioFile(path),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith(path + ":2:7: ")));
  std::ofstream(path) << std::string((1 << 20) + 100, ' ');
  EXPECT_THAT(ReadScenarioFile(path),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at most 1048576 bytes")));
  std::remove(path.c_str());
}

TEST(ReadScenarioFileTest, AMissingFileLeadsToTheLibrary) {
  EXPECT_THAT(ReadScenarioFile("nowhere/mine.textproto"),
              StatusIs(absl::StatusCode::kNotFound,
                       AllOf(StartsWith("nowhere/mine.textproto: no such file"),
                             HasSubstr("oilflow scenarios"))));
}

TEST(ReadScenarioFileTest, ADashIsStandardInput) {
  std::istringstream in("display_name: \"typed\"");
  std::streambuf* const before = std::cin.rdbuf(in.rdbuf());
  const auto scenario = ReadScenarioFile("-");
  std::istringstream broken("display_name: typed");
  std::cin.clear();
  std::cin.rdbuf(broken.rdbuf());
  const auto error = ReadScenarioFile("-");
  std::cin.clear();
  std::cin.rdbuf(before);
  ASSERT_THAT(scenario, IsOk());
  EXPECT_EQ(scenario->display_name(), "typed");
  EXPECT_THAT(error, StatusIs(absl::StatusCode::kInvalidArgument,
                              StartsWith("standard input:1:")));
}

// A scenario with a policy of each kind of lever.
v1::Scenario Levers() {
  return ParseProto<v1::Scenario>(R"pb(
    policies {
      policy_id: "open"
      route { arcs: "itp" status: OPEN }
    }
    policies {
      policy_id: "patrol"
      enforcement { arcs: "trucks-iran" }
    }
    policies {
      policy_id: "zero"
      sanctions { country: "iran" }
    }
    policies {
      policy_id: "field"
      production { producer: "krg-fields" potential_bpd: 1 }
    }
    policies {
      policy_id: "quota"
      quota { country: "iraq" regime: OFFSET }
    }
    policies {
      policy_id: "strike"
      outage { arcs: "cpc" }
    }
    policies { policy_id: "empty" }
    market {}
  )pb");
}

TEST(SetParameterTest, EveryNumberIsSetWithItsUnit) {
  const struct {
    std::string assignment;
    // Merged into the scenario, it gives the one expected.
    std::string expected;
    int policy;
  } kCases[] = {
      {"open.mandated_bpd=300kb/d", "route { mandated_bpd: 300000 }", 0},
      {"open.limit_bpd=0.3 mb/d", "route { limit_bpd: 300000 }", 0},
      {"open.capacity_bpd=185,000 bpd", "route { capacity_bpd: 185000 }", 0},
      {"open.realised_share=75%", "realised_share: 0.75", 0},
      {"open.realised_share=0.5", "realised_share: 0.5", 0},
      {"open.ramp_days=90", "ramp_days: 90", 0},
      {"open.recovery_days=0", "recovery_days: 0", 0},
      {"patrol.stopped_share=100%", "enforcement { stopped_share: 1 }", 1},
      {"patrol.extra_cost_usd_per_bbl=2.5 USD/bbl",
       "enforcement { extra_cost_usd_per_bbl: 2.5 }", 1},
      {"zero.target_exports_bpd=0 bpd", "sanctions { target_exports_bpd: 0 }",
       2},
      {"zero.efficacy=60%", "sanctions { efficacy: 0.6 }", 2},
      // The one size takes the place of the other.
      {"field.change_bpd=-50kb/d", "production { change_bpd: -50000 }", 3},
      {"quota.offset_share=60%", "quota { offset_share: 0.6 }", 4},
      {"strike.loss_bpd=380kb/d", "outage { loss_bpd: 380000 }", 5},
      {"empty.ramp_days=7", "ramp_days: 7", 6},
  };
  for (const auto& good : kCases) {
    SCOPED_TRACE(good.assignment);
    v1::Scenario scenario = Levers();
    ASSERT_THAT(SetParameter(good.assignment, &scenario), IsOk());
    v1::Scenario expected = Levers();
    expected.mutable_policies(good.policy)
        ->MergeFrom(ParseProto<v1::Policy>(good.expected));
    EXPECT_TRUE(MessageDifferencer::Equals(scenario, expected))
        << scenario.DebugString();
  }
}

TEST(SetParameterTest, TheMarketHasParametersToo) {
  v1::Scenario scenario = Levers();
  ASSERT_THAT(
      SetParameter("market.start_price_usd_per_bbl=70.5 $/bbl", &scenario),
      IsOk());
  ASSERT_THAT(SetParameter("market.world_crude_bpd=83 mb/d", &scenario),
              IsOk());
  EXPECT_EQ(scenario.market().start_price_usd_per_bbl(), 70.5);
  EXPECT_EQ(scenario.market().world_crude_bpd(), 83e6);
}

TEST(SetParameterTest, WhatCannotBeSetIsRefusedAndNothingChanges) {
  const struct {
    std::string assignment;
    std::string says;
  } kCases[] = {
      {"", "must be POLICY_ID.FIELD=VALUE"},
      {"open", "must be POLICY_ID.FIELD=VALUE"},
      {"open.limit_bpd", "must be POLICY_ID.FIELD=VALUE"},
      {"open.limit_bpd=", "must be POLICY_ID.FIELD=VALUE"},
      {"open=1", "must be POLICY_ID.FIELD=VALUE"},
      {"opne.limit_bpd=1 bpd",
       "must name one of market, open, patrol, zero, field, quota, strike, "
       "empty"},
      {".limit_bpd=1 bpd", "must name one of market, open"},
      {"open.limit=1 bpd",
       "must be a number of open: ramp_days, recovery_days, realised_share, "
       "delay_days, probability, mandated_bpd, limit_bpd, capacity_bpd"},
      {"open.stopped_share=1", "must be a number of open: ramp_days"},
      {"open.status=1", "must be a number of open"},
      {"open.arcs=1", "must be a number of open"},
      {"open.policy_id=other", "must be a number of open"},
      {"empty.limit_bpd=1 bpd",
       "must be a number of empty: ramp_days, recovery_days, realised_share"},
      {"market.shock_mode=1",
       "must be a number of market: start_price_usd_per_bbl, "
       "world_crude_bpd"},
      {"open.limit_bpd=300", "must have one of the units bpd, "},
      {"open.limit_bpd=300000.0", "it has none"},
      {"open.limit_bpd=300 Mb/d", "M is a thousand to some"},
      {"open.limit_bpd=300 bbl", "not \"bbl\""},
      {"open.limit_bpd=kb/d", "a rate such as 185 kb/d"},
      {"open.limit_bpd=nan bpd", "a rate such as 185 kb/d"},
      {"open.limit_bpd=1e999 bpd", ""},
      {"patrol.extra_cost_usd_per_bbl=2.5", "units USD/bbl"},
      {"patrol.stopped_share=75 percent", "not \"percent\""},
      {"open.ramp_days=1.5", "must be a whole number"},
      {"open.ramp_days=1000001", "must be a whole number"},
      {"open.ramp_days=soon", "must be a number such as"},
  };
  for (const auto& bad : kCases) {
    SCOPED_TRACE(bad.assignment);
    v1::Scenario scenario = Levers();
    EXPECT_THAT(SetParameter(bad.assignment, &scenario),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(StartsWith("--set " + bad.assignment + ": "),
                               HasSubstr(bad.says))));
    EXPECT_TRUE(MessageDifferencer::Equals(scenario, Levers()));
  }
}

}  // namespace
}  // namespace oilflow
