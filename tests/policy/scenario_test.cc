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

// Trap T4 of the price method: the elasticities hold the average response of
// spare capacity already, so only raising it is an offset written out.
TEST(IsExplicitOffsetTest, OnlyProductionFromSpareCapacityIs) {
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
