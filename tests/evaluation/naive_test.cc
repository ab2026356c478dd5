// Evaluate against the naive evaluator, on every small world.

#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "service/evaluation/evaluate.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/fixtures.h"
#include "tests/support/naive_evaluate.h"
#include "tests/support/random_world.h"

namespace oilflow {
namespace {

constexpr absl::CivilDay kDay(2025, 3, 1);
constexpr double kBrent = 75;

void ExpectAgree(const Network& network, const FactBook& book,
                 absl::CivilDay as_of, const Scenario& scenario, double brent,
                 const std::string& what) {
  const auto evaluation = Evaluate(network, *book.Read(as_of, ""), scenario,
                                   brent * kDollarsPerBarrel);
  ASSERT_TRUE(evaluation.ok()) << evaluation.status() << " " << what;
  const auto naive =
      NaiveEvaluate(network, book.facts(), as_of, scenario, brent);
  for (size_t d = 0; d < naive.size(); ++d) {
    ASSERT_EQ(evaluation->net_bpd[d], naive[d].net_bpd) << what << " day " << d;
    for (size_t a = 0; a < network.arcs().size(); ++a) {
      ASSERT_EQ(evaluation->arcs[a].baseline_bpd[d], naive[d].baseline_bpd[a])
          << what << " day " << d << " arc " << a;
      ASSERT_EQ(evaluation->arcs[a].scenario_bpd[d], naive[d].scenario_bpd[a])
          << what << " day " << d << " arc " << a;
    }
  }
}

TEST(NaiveTest, AgreesOnTheTwoNodes) {
  const World& world = TwoNodesWorld();
  ASSERT_FALSE(world.scenarios.empty());
  for (const auto& [id, proto] : world.scenarios) {
    BadRequest bad;
    const ScenarioRequest request =
        ScenarioFromProto(world.network, proto, "scenario", &bad);
    ASSERT_TRUE(bad.ok());
    ExpectAgree(world.network, world.facts, *request.as_of, request.scenario,
                kBrent, id);
  }
}

// Facts for a random network; costs and prices of many values, so that no two
// routes earn the same.
std::vector<Fact> RandomFacts(const Network& network, Dice* dice) {
  std::vector<Fact> facts;
  const auto add = [&](const std::string& subject, const std::string& measure,
                       double value) {
    Fact fact;
    fact.id = "f" + std::to_string(facts.size());
    fact.subject = subject;
    fact.measure = measure;
    fact.value = value;
    fact.valid_from = kDay - 10;
    fact.known_at = kDay - 10;
    facts.push_back(fact);
    if (dice->OneIn(10)) {
      // Corrected on a day of the horizon, and known in time.
      fact.id = "f" + std::to_string(facts.size());
      fact.value = std::floor(value / 2);
      fact.valid_from = kDay + static_cast<int>(dice->Roll(0, 5));
      fact.known_at = kDay - 5;
      facts.push_back(fact);
    }
  };
  for (const Node& node : network.nodes()) {
    if (node.kind == NodeKind::kProducer) {
      add(node.id, "potential", static_cast<double>(dice->Roll(0, 40)));
    } else if (node.kind == NodeKind::kDomesticUse) {
      add(node.id, "demand", static_cast<double>(dice->Roll(0, 40)));
    }
    if (node.kind == NodeKind::kMarket) {
      add(node.id, "differential",
          static_cast<double>(dice->Roll(-9000, 1000)) / 100);
    }
  }
  for (const Arc& arc : network.arcs()) {
    add(arc.id, "capacity", static_cast<double>(dice->Roll(0, 40)));
    add(arc.id, "cost", static_cast<double>(dice->Roll(0, 9999)) / 100);
    if (dice->OneIn(4)) {
      add(arc.id, "availability", static_cast<double>(dice->Roll(0, 1)));
    }
  }
  for (const Country& country : network.countries()) {
    add(country.id, "required_production",
        static_cast<double>(dice->Roll(20, 60)));
    add(country.id, "compensation", static_cast<double>(dice->Roll(0, 10)));
  }
  return facts;
}

double Share(Dice* dice) { return static_cast<double>(dice->Roll(0, 4)) / 4; }

BarrelsPerDay Rate(Dice* dice) {
  return static_cast<double>(dice->Roll(0, 50)) * kBarrelsPerDay;
}

Lever RandomLever(const Network& network, Dice* dice) {
  const auto arc = [&] {
    return static_cast<int>(
        dice->Roll(0, static_cast<int64_t>(network.arcs().size()) - 1));
  };
  switch (dice->Roll(0, 5)) {
    case 0: {
      RouteLever lever{.arcs = {arc()}};
      lever.status = static_cast<RouteLever::Status>(dice->Roll(0, 2));
      if (lever.status != RouteLever::Status::kClosed) {
        if (dice->OneIn(2)) {
          lever.mandated = Rate(dice);
        }
        if (dice->OneIn(2)) {
          lever.limit = Rate(dice);
        }
        if (dice->OneIn(3)) {
          lever.capacity = Rate(dice);
        }
      }
      return lever;
    }
    case 1:
      return EnforcementLever{
          .arcs = {arc()},
          .stopped_share = Share(dice),
          .extra_cost = static_cast<double>(dice->Roll(0, 999)) / 100 *
                        kDollarsPerBarrel};
    case 2:
      return SanctionsLever{.country = static_cast<int>(dice->Roll(0, 1)),
                            .target_exports = Rate(dice),
                            .efficacy = Share(dice)};
    case 3: {
      ProductionLever lever{.producer = 0};
      if (dice->OneIn(2)) {
        lever.potential = Rate(dice);
      } else {
        lever.change = Rate(dice) - 25.0 * kBarrelsPerDay;
      }
      return lever;
    }
    case 4: {
      QuotaLever lever{.country = static_cast<int>(dice->Roll(0, 1))};
      lever.regime = static_cast<QuotaLever::Regime>(dice->Roll(0, 2));
      lever.offset_share = Share(dice);
      lever.compliance = Share(dice);
      return lever;
    }
    default:
      return OutageLever{.arcs = {arc()}, .producers = {0}, .loss = Rate(dice)};
  }
}

Scenario RandomScenario(const Network& network, Dice* dice) {
  Scenario scenario{.horizon = {.first_day = kDay, .day_count = 6}};
  bool has_quota = false;
  for (int64_t p = dice->Roll(1, 4); p > 0; --p) {
    Policy policy;
    policy.id = "p" + std::to_string(p);
    policy.timing.start = kDay + static_cast<int>(dice->Roll(-2, 3));
    if (dice->OneIn(2)) {
      policy.timing.end =
          policy.timing.start + static_cast<int>(dice->Roll(1, 4));
      policy.timing.recovery_days = static_cast<int>(dice->Roll(0, 3));
    }
    policy.timing.ramp_days = static_cast<int>(dice->Roll(1, 4));
    policy.realised_share = Share(dice);
    policy.lever = RandomLever(network, dice);
    if (std::holds_alternative<QuotaLever>(policy.lever)) {
      if (has_quota) {
        continue;
      }
      has_quota = true;
    }
    scenario.policies.push_back(policy);
  }
  return scenario;
}

// At most one arc of each country is tracked: the naive evaluator shares out
// nothing.
bool IsSimple(const Network& network) {
  std::vector<int> tracked(network.countries().size(), 0);
  for (const Arc& arc : network.arcs()) {
    if (arc.tracked_export_of.has_value() &&
        ++tracked[*arc.tracked_export_of] > 1) {
      return false;
    }
  }
  return true;
}

TEST(NaiveTest, AgreesOnRandomWorldsWithEveryLever) {
  int compared = 0;
  for (int seed = 0; compared < 1500; ++seed) {
    Dice dice(seed);
    const Network network = RandomNetwork(&dice, false);
    if (!IsSimple(network)) {
      continue;
    }
    const FactBook book = *FactBook::Create(RandomFacts(network, &dice));
    const Scenario scenario = RandomScenario(network, &dice);
    ExpectAgree(network, book, kDay, scenario, kBrent,
                "seed " + std::to_string(seed));
    if (HasFatalFailure()) {
      return;
    }
    ++compared;
  }
}

}  // namespace
}  // namespace oilflow
