#include "service/policy/scenario.h"

#include <optional>
#include <string>

#include "gtest/gtest.h"

#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

TEST(PolicyTest, ShareInForceIsTheRealisedPartOfTheTiming) {
  Policy policy;
  policy.timing = {.start = absl::CivilDay(2025, 3, 1), .ramp_days = 4};
  policy.realised_share = 0.6;
  EXPECT_EQ(policy.ShareInForce(absl::CivilDay(2025, 2, 28)), 0);
  EXPECT_DOUBLE_EQ(policy.ShareInForce(absl::CivilDay(2025, 3, 2)),
                   0.6 * 2 / 4);
  EXPECT_DOUBLE_EQ(policy.ShareInForce(absl::CivilDay(2025, 3, 4)), 0.6);
}

TEST(HorizonTest, EndIsTheFirstDayAfter) {
  const Horizon horizon{.first_day = absl::CivilDay(2024, 2, 28),
                        .day_count = 2};
  EXPECT_EQ(horizon.end(), absl::CivilDay(2024, 3, 1));
}

// Announced on 1 March 2025 behind one gate that opens in one week of seven.
Policy GatedPolicy(std::optional<int> driver) {
  Gate gate;
  gate.weekly_hazard = 1.0 / 7;
  gate.driver = driver;
  Policy policy;
  policy.schedule.start = absl::CivilDay(2025, 3, 1);
  policy.schedule.gates = {gate};
  return policy;
}

TEST(ResolveTimingsTest, EachPolicyIsTimedByItsSchedule) {
  Scenario scenario;
  scenario.drivers = {{.id = "calm", .level = 0.9}, {.id = "feud"}};
  scenario.drivers[1].level = 0.1;
  scenario.policies = {GatedPolicy(std::nullopt), GatedPolicy(0),
                       GatedPolicy(1), GatedPolicy(1)};
  scenario.policies[3].schedule.probability = 0.8;
  scenario.policies[3].schedule.driver = 1;
  ResolveTimings(&scenario);
  const auto start = [&](int policy) {
    return scenario.policies[static_cast<size_t>(policy)].timing.start;
  };
  // (6/7)^5 = 0.463 reaches the median, (6/7)^1 = 0.857 is below 0.9, and
  // (6/7)^15 = 0.099 is the first below 0.1: 5, 1 and 15 weeks.
  const absl::CivilDay announced(2025, 3, 1);
  EXPECT_EQ(start(0), announced + 35);
  EXPECT_EQ(start(1), announced + 7);
  EXPECT_EQ(start(2), announced + 105);
  EXPECT_TRUE(scenario.policies[2].timing.happens);
  // 0.8 is less than 1 - 0.1.
  EXPECT_FALSE(scenario.policies[3].timing.happens);
  EXPECT_EQ(scenario.policies[3].ShareInForce(announced + 500), 0);
}

TEST(ResolveTimingsTest, WhatWasResolvedBeforeLeavesNoTrace) {
  Scenario scenario;
  scenario.drivers = {{.id = "calm", .level = 0.0}};
  scenario.policies = {GatedPolicy(0)};
  ResolveTimings(&scenario);
  EXPECT_FALSE(scenario.policies[0].timing.happens);
  scenario.drivers[0].level = 1;
  ResolveTimings(&scenario);
  EXPECT_TRUE(scenario.policies[0].timing.happens);
  EXPECT_EQ(scenario.policies[0].timing.start, absl::CivilDay(2025, 3, 8));
}

TEST(ResolveTimingsTest, AScenarioWithoutPoliciesIsLeftAsItIs) {
  Scenario scenario;
  ResolveTimings(&scenario);
  EXPECT_TRUE(scenario.policies.empty());
}

// Trap T4 of the price method: the elasticities hold the average response of
// spare capacity already, so only raising it is an offset written out.
TEST(IsExplicitOffsetTest, OnlyReservesAndStocksAre) {
  const Network& network = RegionWorld().network;
  const auto node = [&](const std::string& id) {
    const std::optional<int> index = network.FindNode(id);
    EXPECT_TRUE(index.has_value()) << id;
    return index.value_or(0);
  };
  const auto production = [&](const std::string& id) {
    ProductionLever lever;
    lever.producer = node(id);
    lever.change = 100e3 * kBarrelsPerDay;
    return lever;
  };
  OutageLever outage;
  outage.producers = {node("saudi-spare")};
  struct Case {
    const char* name;
    Lever lever;
    bool expected;
  };
  const Case cases[] = {
      {"SaudiSpare", production("saudi-spare"), true},
      {"UaeSpare", production("uae-spare"), true},
      {"KurdishFields", production("krg-fields"), false},
      {"KazakhFields", production("kazakh-fields"), false},
      {"OutageOfSpareCapacity", outage, false},
      {"Route", RouteLever(), false},
      {"Enforcement", EnforcementLever(), false},
      {"Sanctions", SanctionsLever(), false},
      {"Quota", QuotaLever(), false},
      {"Interdiction", InterdictionLever(), false},
      {"Waiver", WaiverLever(), false},
      {"Payment", PaymentLever(), false},
      {"Finance", FinanceLever(), false},
      {"Operator", OperatorLever(), false},
      {"Spare", SpareLever(), true},
      {"StockRelease", StockReleaseLever(), true},
      {"Demand", DemandLever(), false},
  };
  for (const Case& c : cases) {
    Policy policy;
    policy.lever = c.lever;
    EXPECT_EQ(IsExplicitOffset(policy, network), c.expected) << c.name;
  }
}

TEST(IsExplicitOffsetTest, FollowsTheMarkOfEachProducerOfTheRegion) {
  int spare = 0;
  int other = 0;
  const Network& network = RegionWorld().network;
  for (int i = 0; i < static_cast<int>(network.nodes().size()); ++i) {
    const Node& node = network.nodes()[static_cast<size_t>(i)];
    if (node.kind != NodeKind::kProducer) {
      continue;
    }
    Policy policy;
    policy.lever =
        ProductionLever{.producer = i, .potential = {}, .change = {}};
    EXPECT_EQ(IsExplicitOffset(policy, network), node.spare) << node.id;
    ++(node.spare ? spare : other);
  }
  EXPECT_GT(spare, 0);
  EXPECT_GT(other, 0);
}

}  // namespace
}  // namespace oilflow
