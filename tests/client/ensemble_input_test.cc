#include "client/ensemble_input.h"

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
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

struct Good {
  std::string text;
  std::string expected;
};

struct Bad {
  std::string text;
  std::string says;
};

TEST(ParseUntilTest, AQuantileAndItsErrorStopASimulation) {
  const Good kCases[] = {
      {"price_usd_per_bbl:p50:0.05USD/bbl",
       R"(output: "price_usd_per_bbl" level: 0.5 error: 0.05)"},
      {"net_supply_bpd@2025-08:P5:2kb/d",
       R"(output: "net_supply_bpd@2025-08" level: 0.05 error: 2000)"},
      {"price_percent:p05:0.1%",
       R"(output: "price_percent" level: 0.05 error: 0.1)"},
      {"price_percent:p16:0.1",
       R"(output: "price_percent" level: 0.16 error: 0.1)"},
      {"price_percent:p84:1",
       R"(output: "price_percent" level: 0.84 error: 1)"},
      {"price_percent:p95:1",
       R"(output: "price_percent" level: 0.95 error: 1)"},
  };
  for (const Good& good : kCases) {
    const auto rule = ParseUntil(good.text);
    ASSERT_THAT(rule, IsOk()) << good.text;
    EXPECT_TRUE(MessageDifferencer::Equals(
        *rule, ParseProto<v1::StoppingRule>(good.expected)))
        << rule->DebugString();
  }
}

TEST(ParseUntilTest, WhatIsNoRuleSaysWhatOneIs) {
  const Bad kCases[] = {
      {"", "must be OUTPUT:LEVEL:ERROR, such as price_usd_per_bbl:p50:"},
      {"price_usd_per_bbl", "must be OUTPUT:LEVEL:ERROR"},
      {"price_usd_per_bbl:p50", "must be OUTPUT:LEVEL:ERROR"},
      {":p50:1kb/d", "must be OUTPUT:LEVEL:ERROR"},
      {"a:p50:1:2", "must be OUTPUT:LEVEL:ERROR"},
      {"net_supply_bpd:p90:1kb/d",
       "LEVEL must be p5, p16, p50, p84 or p95, not \"p90\""},
      {"net_supply_bpd:50%:1kb/d", "LEVEL must be p5"},
      {"net_supply_bpd:p50:", "ERROR must be a rate"},
      {"net_supply_bpd:p50:1", "ERROR must have one of the units bpd"},
      {"net_supply_bpd:p50:0", "ERROR must be above 0"},
      {"price_percent:p50:-1%", "ERROR must be above 0"},
      {"supply:p50:1", "ERROR is for an output whose name ends"},
  };
  for (const Bad& bad : kCases) {
    EXPECT_THAT(ParseUntil(bad.text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(StartsWith("--until " + bad.text + ": "),
                               HasSubstr(bad.says))));
  }
}

TEST(ParseShardTest, PartsAreCountedFromOne) {
  const auto shard = ParseShard("3/8");
  ASSERT_THAT(shard, IsOk());
  EXPECT_EQ(shard->number, 3);
  EXPECT_EQ(shard->count, 8);
  for (const char* bad : {"", "3", "0/8", "9/8", "-1/8", "3/0", "3/8/2", "a/b",
                          "3/", "/8", "1/10001", "1.5/3", "3 of 8"}) {
    EXPECT_THAT(ParseShard(bad),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(StartsWith(std::string("--shard ") + bad + ": "),
                               HasSubstr("I from 1 to N"))))
        << bad;
  }
}

TEST(DrawsOfTest, EveryDrawIsInOneShardAndShardsAreAlike) {
  for (const int64_t draw_count : {1, 2, 16, 17, 9999, 10000000}) {
    for (const int64_t count : {1, 2, 3, 7, 16, 10000}) {
      if (count > draw_count) {
        EXPECT_THAT(DrawsOf({1, count}, draw_count),
                    StatusIs(absl::StatusCode::kInvalidArgument,
                             HasSubstr("more parts than draws")));
        continue;
      }
      int64_t next = 0;
      for (int64_t i = 1; i <= count; ++i) {
        const auto range = DrawsOf({i, count}, draw_count);
        ASSERT_THAT(range, IsOk());
        ASSERT_EQ(range->first_draw(), next);
        const int64_t size = range->end_draw() - next;
        ASSERT_GE(size, draw_count / count);
        ASSERT_LE(size, draw_count / count + 1);
        next = range->end_draw();
      }
      EXPECT_EQ(next, draw_count);
    }
  }
}

TEST(ParseAxisTest, StepsAndLists) {
  const Good kCases[] = {
      {"restart.limit_bpd=100kb/d:400kb/d:7",
       R"(parameter: "restart.limit_bpd"
          steps { from: 100000 to: 400000 count: 7 })"},
      {"offset.offset_share=100%:0:5",
       R"(parameter: "offset.offset_share"
          steps { from: 1 to: 0 count: 5 })"},
      {"restart.limit_bpd=log:1kb/d:1mb/d:4",
       R"(parameter: "restart.limit_bpd"
          steps { from: 1000 to: 1000000 count: 4 logarithmic: true })"},
      {"restart.ramp_days=0,30,120",
       R"(parameter: "restart.ramp_days" values { values: [ 0, 30, 120 ] })"},
      {"krg-fields.potential=250kb/d,300000",
       R"(parameter: "krg-fields.potential"
          values { values: [ 250000, 300000 ] })"},
      {"conflict.level=0.5",
       R"(parameter: "conflict.level" values { values: 0.5 })"},
      {"itp.cost=-5:5:11", R"(parameter: "itp.cost"
                              steps { from: -5 to: 5 count: 11 })"},
  };
  for (const Good& good : kCases) {
    const auto axis = ParseAxis(good.text);
    ASSERT_THAT(axis, IsOk()) << good.text;
    EXPECT_TRUE(MessageDifferencer::Equivalent(
        *axis, ParseProto<v1::SweepAxis>(good.expected)))
        << axis->DebugString();
  }
}

TEST(ParseAxisTest, WhatIsNoAxisSaysWhatOneIs) {
  const Bad kCases[] = {
      {"", "must be PARAMETER=FROM:TO:COUNT or PARAMETER=VALUE,VALUE"},
      {"restart.limit_bpd", "must be PARAMETER=FROM:TO:COUNT"},
      {"restart.limit_bpd=", "must be PARAMETER=FROM:TO:COUNT"},
      {"=1:2:3", "must be PARAMETER=FROM:TO:COUNT"},
      {"limit_bpd=1kb/d", "PARAMETER must be POLICY_ID.FIELD"},
      {"restart.limit_bpd=1kb/d:2kb/d", "must be FROM:TO:COUNT"},
      {"restart.limit_bpd=1kb/d:2kb/d:3:4", "must be FROM:TO:COUNT"},
      {"restart.limit_bpd=1:2kb/d:3", "FROM must have one of the units bpd"},
      {"restart.limit_bpd=1kb/d:2:3", "TO must have one of the units bpd"},
      {"restart.limit_bpd=1kb/d:2kb/d:1", "a COUNT from 2 to 10,000"},
      {"restart.limit_bpd=1kb/d:2kb/d:10001", "a COUNT from 2 to 10,000"},
      {"restart.limit_bpd=1kb/d:2kb/d:many", "a COUNT from 2 to 10,000"},
      {"restart.limit_bpd=1kb/d:1kb/d:3", "FROM and TO must differ"},
      {"restart.limit_bpd=log:0bpd:1kb/d:3", "log: needs FROM and TO above 0"},
      {"restart.limit_bpd=1kb/d,2", "each value must have one of the units"},
      {"krg-fields.potential=185,000", "so 000 is one"},
      {"restart.ramp_days=1,,2", "each value must be a number"},
      {"restart.limit_bpd=log:1kb/d", "must be FROM:TO:COUNT"},
  };
  for (const Bad& bad : kCases) {
    EXPECT_THAT(ParseAxis(bad.text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(StartsWith("--over " + bad.text + ": "),
                               HasSubstr(bad.says))));
  }
}

TEST(ParseGroupTest, AnIdAndItsMembers) {
  const auto group = ParseGroup("--groups", "krg=restart,uplift");
  ASSERT_THAT(group, IsOk());
  EXPECT_EQ(group->id, "krg");
  EXPECT_THAT(group->members, ElementsAre("restart", "uplift"));
  for (const char* bad : {"", "krg", "krg=", "=restart", "krg=restart,",
                          "krg=,restart", "krg=a,,b"}) {
    EXPECT_THAT(
        ParseGroup("--groups", bad),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 AllOf(StartsWith(std::string("--groups ") + bad + ": "),
                       HasSubstr("must be ID=NAME,NAME"))))
        << bad;
  }
}

TEST(ParseCountTest, WholeNumbersInRange) {
  EXPECT_THAT(ParseCount("--draws", "10000", 0, 1000000), IsOkAndHolds(10000));
  EXPECT_THAT(ParseCount("--draws", "10,000", 0, 1000000), IsOkAndHolds(10000));
  EXPECT_THAT(ParseCount("--draws", "1e6", 0, 1000000), IsOkAndHolds(1000000));
  EXPECT_THAT(ParseCount("--draws", "0", 0, 1000000), IsOkAndHolds(0));
  for (const char* bad : {"", "-1", "1000001", "0.5", "many", "1e99", "nan"}) {
    EXPECT_THAT(ParseCount("--draws", bad, 0, 1000000),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         "--draws must be a whole number from 0 to 1,000,000, "
                         "not " +
                             std::string(bad)));
  }
}

}  // namespace
}  // namespace oilflow
