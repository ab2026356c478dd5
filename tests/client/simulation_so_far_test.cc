#include "client/simulation_so_far.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

v1::SimulateScenarioResponse Message(const std::string& text) {
  return ParseProto<v1::SimulateScenarioResponse>(text);
}

v1::SimulateScenarioResponse Summary() {
  return Message(R"pb(
    completed_count: 1024
    total_count: 10000
    outputs {
      output: "net_supply_bpd"
      quantiles { p50: 5 }
    }
    request { shortfall_share: 0.05 }
    manifest { code_version: "1" }
  )pb");
}

TEST(SimulationSoFarTest, WhatOnlyCountsLosesNoSummaries) {
  SimulationSoFar so_far;
  so_far.Take(Summary());
  so_far.Take(Message("completed_count: 3000 total_count: 10000"));
  ASSERT_EQ(so_far.answer().outputs_size(), 1);
  // The summaries are of so many draws, and not of those counted since.
  EXPECT_EQ(so_far.answer().completed_count(), 1024);
  so_far.Take(Message(R"pb(
    completed_count: 4096
    total_count: 10000
    outputs {
      output: "net_supply_bpd"
      quantiles { p50: 6 }
    }
  )pb"));
  EXPECT_EQ(so_far.answer().completed_count(), 4096);
  EXPECT_EQ(so_far.answer().outputs(0).quantiles().p50(), 6);
  EXPECT_EQ(so_far.answer().request().shortfall_share(), 0.05);
  EXPECT_EQ(so_far.answer().manifest().code_version(), "1");
}

TEST(SimulationSoFarTest, TheFirstMessageMayOnlyCount) {
  SimulationSoFar so_far;
  v1::SimulateScenarioResponse question = Summary();
  question.clear_outputs();
  so_far.Take(question);
  EXPECT_EQ(so_far.answer().outputs_size(), 0);
  EXPECT_EQ(so_far.answer().manifest().code_version(), "1");
  EXPECT_THAT(Unfinished(absl::DeadlineExceededError("late"), so_far.answer()),
              IsOk());
}

TEST(SimulationSoFarTest, TheLastMessageIsTheAnswer) {
  SimulationSoFar so_far;
  so_far.Take(Summary());
  v1::SimulateScenarioResponse last = Summary();
  last.set_finished(true);
  last.set_completed_count(10000);
  last.mutable_manifest()->set_code_version("2");
  so_far.Take(last);
  EXPECT_EQ(so_far.answer().SerializeAsString(), last.SerializeAsString());
}

TEST(UnfinishedTest, KeepsTheCodeAndSaysHowFar) {
  for (const absl::Status& ended :
       {absl::CancelledError("interrupted"),
        absl::DeadlineExceededError("there was no complete answer in time")}) {
    EXPECT_THAT(
        Unfinished(ended, Summary()),
        StatusIs(ended.code(),
                 AllOf(StartsWith(std::string(ended.message())),
                       HasSubstr(": this is the answer of 1,024 of 10,000 "
                                 "draws and is not complete"))));
  }
}

TEST(UnfinishedTest, OtherEndsAreNoReasonToPrint) {
  EXPECT_THAT(Unfinished(absl::OkStatus(), Summary()), IsOk());
  EXPECT_THAT(Unfinished(absl::InternalError("x"), Summary()), IsOk());
  v1::SimulateScenarioResponse whole = Summary();
  whole.set_finished(true);
  EXPECT_THAT(Unfinished(absl::CancelledError("x"), whole), IsOk());
}

}  // namespace
}  // namespace oilflow
