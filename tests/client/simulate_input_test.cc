#include "client/simulate_input.h"

#include <functional>
#include <string>

#include "gmock/gmock.h"
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

SimulateFlags FlagsFor(const std::string& scenario) {
  SimulateFlags flags;
  flags.ensemble.source.scenario = scenario;
  return flags;
}

TEST(SimulateRequestTest, FlagsBecomeTheRequest) {
  SimulateFlags flags = FlagsFor("restart-185");
  flags.ensemble.draws = "1e6";
  flags.ensemble.seed = "7";
  flags.ensemble.method = "sobol";
  flags.ensemble.outputs = {"price_percent", "net_supply_bpd@2025-08"};
  flags.monthly = true;
  flags.shortfall = "2.5%";
  flags.until = "price_percent:p50:0.1%";
  flags.against = "restart-16-advance";
  Options options;
  options.as_of = "2025-08-01";
  ASSERT_THAT(CheckSimulateFlags(options, flags), IsOk());
  const auto request = RequestOf(options, Connection(), flags);
  ASSERT_THAT(request, IsOk());
  EXPECT_TRUE(MessageDifferencer::Equals(
      *request, ParseProto<v1::SimulateScenarioRequest>(R"pb(
        source {
          name: "scenarios/restart-185"
          reading { as_of { year: 2025 month: 8 day: 1 } }
        }
        against {
          name: "scenarios/restart-16-advance"
          reading { as_of { year: 2025 month: 8 day: 1 } }
        }
        sampling { seed: 7 method: SOBOL draw_count: 1000000 }
        outputs: "price_percent"
        outputs: "net_supply_bpd@2025-08"
        monthly: true
        stop { output: "price_percent" level: 0.5 error: 0.1 }
        shortfall_share: 0.025
      )pb")))
      << request->DebugString();
}

TEST(SimulateRequestTest, APartSaysItsDrawsAndHowManyThereAre) {
  SimulateFlags flags = FlagsFor("restart-185");
  flags.shard = "2/3";
  flags.out = "2.part";
  const auto request = RequestOf(Options(), Connection(), flags);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->sampling().draw_count(), 10000);
  EXPECT_EQ(request->draws().first_draw(), 3333);
  EXPECT_EQ(request->draws().end_draw(), 6666);
  flags.shard.clear();
  const auto whole = RequestOf(Options(), Connection(), flags);
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->draws().first_draw(), 0);
  EXPECT_EQ(whole->draws().end_draw(), 10000);
}

TEST(SimulateRequestTest, RangesOfFactsCanBeLeftOut) {
  SimulateFlags flags = FlagsFor(
      OILFLOW_SOURCE_DIR "/fixtures/region/scenarios/restart-185.textproto");
  flags.ensemble.source.no_ranges = true;
  flags.ensemble.source.sets = {"restart.limit_bpd=150kb/d"};
  const auto request = RequestOf(Options(), Connection(), flags);
  ASSERT_THAT(request, IsOk());
  const v1::Scenario& scenario = request->source().scenario();
  EXPECT_EQ(scenario.uncertainties().fact_ranges(), v1::Uncertainties::OFF);
  EXPECT_EQ(scenario.policies(0).route().limit_bpd(), 150e3);
}

TEST(SimulateRequestTest, WhatCannotBeMeantIsRefusedByFlag) {
  const struct {
    std::function<void(SimulateFlags*)> set;
    std::string says;
  } kCases[] = {
      {[](auto* f) { f->ensemble.draws = "-1"; },
       "--draws must be a whole number from 0 to 10,000,000, not -1"},
      {[](auto* f) { f->ensemble.draws = "1e8"; },
       "--draws must be a whole number"},
      {[](auto* f) { f->ensemble.seed = "-1"; },
       "--seed must be a whole number from 0 to 4294967295, not -1"},
      {[](auto* f) { f->ensemble.seed = "4294967296"; },
       "--seed must be a whole number"},
      {[](auto* f) { f->shortfall = "much"; }, "--shortfall must be a share"},
      {[](auto* f) { f->until = "price"; }, "--until price: must be OUTPUT"},
      {[](auto* f) {
         f->out = "x";
         f->shard = "3/2";
       },
       "--shard 3/2: must be I/N"},
      {[](auto* f) {
         f->out = "x";
         f->shard = "1/20";
         f->ensemble.draws = "10";
       },
       "--shard 1/20: there are more parts than draws"},
  };
  for (const auto& bad : kCases) {
    SimulateFlags flags = FlagsFor("restart-185");
    bad.set(&flags);
    EXPECT_THAT(
        RequestOf(Options(), Connection(), flags),
        StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(bad.says)));
  }
}

TEST(CheckSimulateFlagsTest, FlagsThatExcludeEachOther) {
  SimulateFlags none;
  EXPECT_THAT(CheckSimulateFlags(Options(), none),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith("give a scenario: a FILE, or a NAME")));
  SimulateFlags shard = FlagsFor("x");
  shard.shard = "1/2";
  EXPECT_THAT(
      CheckSimulateFlags(Options(), shard),
      StatusIs(absl::StatusCode::kInvalidArgument,
               AllOf(StartsWith("--shard 1/2"), HasSubstr("add --out FILE"))));
  SimulateFlags until = FlagsFor("x");
  until.out = "x.part";
  until.until = "price_percent:p50:1%";
  EXPECT_THAT(CheckSimulateFlags(Options(), until),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       StartsWith("--until cannot be told from a part")));
}

TEST(CheckSimulateFlagsTest, APartIsGoneOnWithAsItWasAskedFor) {
  SimulateFlags resume;
  resume.resume = "1.part";
  EXPECT_THAT(CheckSimulateFlags(Options(), resume), IsOk());
  const struct {
    std::function<void(SimulateFlags*)> set;
    std::string flag;
  } kCases[] = {
      {[](auto* f) { f->ensemble.source.scenario = "x"; }, "the scenario"},
      {[](auto* f) { f->ensemble.source.sets = {"a.b=1"}; }, "--set"},
      {[](auto* f) { f->ensemble.source.no_ranges = true; }, "--no-ranges"},
      {[](auto* f) { f->ensemble.draws = "1"; }, "--draws"},
      {[](auto* f) { f->ensemble.seed = "1"; }, "--seed"},
      {[](auto* f) { f->ensemble.method = "sobol"; }, "--method"},
      {[](auto* f) { f->ensemble.outputs = {"price_percent"}; }, "--of"},
      {[](auto* f) { f->monthly = true; }, "--monthly"},
      {[](auto* f) { f->shortfall = "1%"; }, "--shortfall"},
      {[](auto* f) { f->against = "x"; }, "--against"},
      {[](auto* f) { f->until = "a:p50:1"; }, "--until"},
      {[](auto* f) { f->shard = "1/2"; }, "--shard"},
      {[](auto* f) { f->out = "x"; }, "--out"},
  };
  for (const auto& bad : kCases) {
    SimulateFlags flags = resume;
    bad.set(&flags);
    EXPECT_THAT(CheckSimulateFlags(Options(), flags),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr("leave out"), HasSubstr(bad.flag))));
  }
  Options options;
  options.as_of = "2025-03-01";
  EXPECT_THAT(
      CheckSimulateFlags(options, resume),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--as-of")));
}

TEST(CheckCompareFlagsTest, SobolPointsWouldNotBeTheSame) {
  SimulateFlags flags = FlagsFor("x");
  EXPECT_THAT(CheckCompareFlags(flags), IsOk());
  flags.ensemble.method = "random";
  EXPECT_THAT(CheckCompareFlags(flags), IsOk());
  flags.ensemble.method = "sobol";
  EXPECT_THAT(CheckCompareFlags(flags),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(StartsWith("--method sobol: "),
                             HasSubstr("--against OTHER --method sobol"))));
}

TEST(ProgressOfTest, ShowsWhatIsKnownOfTheOutputThatDecides) {
  const auto message = ParseProto<v1::SimulateScenarioResponse>(R"pb(
    completed_count: 4096
    total_count: 10000
    outputs {
      output: "net_supply_bpd"
      unit: "bpd"
      quantiles { p50: 61234 p50_error: 420 }
    }
    outputs {
      output: "price_usd_per_bbl"
      month { year: 2025 month: 8 day: 1 }
      unit: "USD/bbl"
      quantiles { p50: -0.2 p50_error: 0.01 p84: -0.1234 p84_error: 0.0123 }
    }
  )pb");
  v1::SimulateScenarioRequest request;
  const ProgressState first = ProgressOf(request, message, message);
  EXPECT_EQ(first.completed, 4096);
  EXPECT_EQ(first.total, 10000);
  EXPECT_EQ(first.note, "net_supply_bpd P50 +61,200 +- 420 bpd");
  request.mutable_stop()->set_output("price_usd_per_bbl@2025-08");
  request.mutable_stop()->set_level(0.84);
  EXPECT_EQ(ProgressOf(request, message, message).note,
            "price_usd_per_bbl P84 -0.12 +- 0.012 USD/bbl");
  // What only counts draws moves the bar and leaves what is known.
  const auto count = ParseProto<v1::SimulateScenarioResponse>(
      "completed_count: 6000 total_count: 10000");
  const ProgressState later = ProgressOf(request, count, message);
  EXPECT_EQ(later.completed, 6000);
  EXPECT_EQ(later.total, 10000);
  EXPECT_EQ(later.note, "price_usd_per_bbl P84 -0.12 +- 0.012 USD/bbl");
}

}  // namespace
}  // namespace oilflow
