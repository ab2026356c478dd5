#include "client/price_input.h"

#include <cstdio>
#include <fstream>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/call.h"
#include "client/commands.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

PriceFlags Halt() {
  PriceFlags flags;
  flags.changes = {"-450kb/d"};
  flags.from = "2023-03-25";
  flags.until = "2024-03-25";
  flags.mode = "ex-ante";
  return flags;
}

std::string ErrorOf(const PriceFlags& flags, const Options& options = {}) {
  const auto request = RequestOf(options, flags);
  EXPECT_EQ(request.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(request.status().message());
}

TEST(PriceInputTest, FlagsMakeARequest) {
  PriceFlags flags = Halt();
  flags.already_priced = "30%";
  flags.start_price = "75USD/bbl";
  flags.world_crude = "83mb/d";
  flags.spare = "2.7mb/d";
  flags.mode = "realised";
  flags.baseline = "region";
  Options options;
  options.as_of = "2023-03-24";
  const auto request = RequestOf(options, flags);
  ASSERT_THAT(request, IsOk());
  ASSERT_EQ(request->components_size(), 1);
  EXPECT_EQ(request->components(0).component_id(), "change");
  EXPECT_EQ(request->components(0).steps(0).change_bpd(), -450000);
  EXPECT_EQ(request->horizon().start_date().day(), 25);
  EXPECT_EQ(request->horizon().end_date().year(), 2024);
  EXPECT_EQ(request->market().shock_mode(),
            v1::MarketAssumptions::PATH_REALISED);
  EXPECT_EQ(request->market().already_priced(), 0.3);
  EXPECT_EQ(request->market().start_price_usd_per_bbl(), 75);
  EXPECT_EQ(request->market().world_crude_bpd(), 83e6);
  EXPECT_EQ(request->offsets().spare().reachable_bpd(), 2.7e6);
  EXPECT_EQ(request->baseline(), "baselines/region");
  EXPECT_EQ(request->reading().as_of().month(), 3);
}

TEST(PriceInputTest, SeveralChangesHaveIds) {
  PriceFlags flags = Halt();
  flags.changes = {"kirkuk=250kb/d", "opec=-1mb/d"};
  const auto request = RequestOf({}, flags);
  ASSERT_THAT(request, IsOk());
  ASSERT_EQ(request->components_size(), 2);
  EXPECT_EQ(request->components(1).component_id(), "opec");
  EXPECT_EQ(request->components(1).steps(0).change_bpd(), -1e6);
  flags.changes = {"-1kb/d", "-2kb/d"};
  EXPECT_THAT(ErrorOf(flags), HasSubstr("several need ids of their own"));
}

TEST(PriceInputTest, WhatIsMissingIsNamedAndNeverGuessed) {
  PriceFlags flags = Halt();
  flags.mode = "";
  EXPECT_THAT(ErrorOf(flags), HasSubstr("--mode must be ex-ante"));
  flags = Halt();
  flags.until = "";
  EXPECT_THAT(ErrorOf(flags), HasSubstr("--from and --until must say"));
  flags = Halt();
  flags.changes = {};
  EXPECT_THAT(ErrorOf(flags), HasSubstr("--change=-450kb/d"));
}

TEST(PriceInputTest, NumbersNeedTheirUnits) {
  struct Case {
    std::string PriceFlags::*flag;
    const char* value;
    const char* error;
  };
  const Case cases[] = {
      {&PriceFlags::start_price, "75", "--start-price "},
      {&PriceFlags::world_crude, "83", "--world-crude "},
      {&PriceFlags::spare, "2.7", "--spare "},
      {&PriceFlags::already_priced, "30kb/d", "--already-priced "},
      {&PriceFlags::from, "25/3/2023", "--from "},
      {&PriceFlags::until, "2024-02-30", "--until "},
  };
  for (const Case& c : cases) {
    PriceFlags flags = Halt();
    flags.*c.flag = c.value;
    EXPECT_THAT(ErrorOf(flags), HasSubstr(c.error)) << c.value;
  }
  PriceFlags flags = Halt();
  flags.changes = {"halt=-450"};
  EXPECT_THAT(ErrorOf(flags), HasSubstr("--change halt=-450: "));
}

TEST(PriceInputTest, FlagsChangeWhatAFileSays) {
  const std::string path =
      absl::StrCat(testing::TempDir(), "price_", getpid(), ".textproto");
  std::ofstream(path) << R"(
      horizon { start_date { year: 2023 month: 3 day: 25 }
                end_date { year: 2023 month: 4 day: 25 } }
      components { component_id: "halt" steps { change_bpd: -1000 } }
      market { shock_mode: SHOCK_EX_ANTE already_priced: 0.1 })";
  PriceFlags flags;
  flags.file = path;
  flags.already_priced = "50%";
  auto request = RequestOf({}, flags);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->market().already_priced(), 0.5);
  EXPECT_EQ(request->market().shock_mode(),
            v1::MarketAssumptions::SHOCK_EX_ANTE);
  EXPECT_EQ(request->components(0).component_id(), "halt");
  flags.changes = {"-1kb/d"};
  EXPECT_THAT(ErrorOf(flags), HasSubstr("both say what changes"));
  std::remove(path.c_str());
}

TEST(PriceInputTest, ATokenStandsAlone) {
  PriceFlags flags;
  flags.rerun = "token";
  const auto request = RequestOf({}, flags);
  ASSERT_THAT(request, IsOk());
  EXPECT_EQ(request->rerun_token(), "token");
  EXPECT_FALSE(request->has_reading());
  flags.mode = "ex-ante";
  EXPECT_THAT(ErrorOf(flags), HasSubstr("leave out --mode"));
  flags.mode = "";
  Options options;
  options.as_of = "2023-03-24";
  EXPECT_THAT(ErrorOf(flags, options), HasSubstr("leave out --as-of"));
}

TEST(CheckOutputTest, MarkdownAndOreAreForThoseThatHaveThem) {
  const Command facts = {"facts", "", nullptr};
  const Command backtest = {"backtest", "", nullptr, true, false};
  Options options;
  EXPECT_THAT(CheckOutput(facts, options), IsOk());
  options.output = Output::kMarkdown;
  EXPECT_THAT(CheckOutput(backtest, options), IsOk());
  EXPECT_THAT(std::string(CheckOutput(facts, options).message()),
              HasSubstr("--output md is for `oilflow backtest` alone"));
  options.output = Output::kOre;
  EXPECT_THAT(std::string(CheckOutput(backtest, options).message()),
              HasSubstr("with a curve; backtest has none"));
}

TEST(ElapsedTextTest, SaysHowLongOrThatItIsUnknown) {
  EXPECT_EQ(ElapsedText({{"oilflow-elapsed-us", "12345"}}),
            "oilflow: answered in 12,345 us\n");
  EXPECT_EQ(ElapsedText({}),
            "oilflow: the service does not say how long it took\n");
}

}  // namespace
}  // namespace oilflow
