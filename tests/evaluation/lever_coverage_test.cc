// That the random scenarios on which the evaluators are compared say something:
// every lever makes a difference in some of them.

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/naive_evaluate.h"
#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

constexpr int kCoveredWorlds = 250;

// Of random worlds, in how many some policy of each lever made a difference.
TEST(LeverCoverageTest, EveryLeverMakesADifferenceSomewhere) {
  std::map<std::string, int> effects;
  for (int seed = 0; seed < kCoveredWorlds; ++seed) {
    Dice dice(seed);
    const Network network = RandomEconomy(&dice);
    const std::vector<Fact> facts = RandomFacts(network, &dice);
    const Scenario scenario = RandomScenario(network, facts, &dice);
    const auto all =
        NaiveEvaluate(network, facts, kRandomFirstDay, scenario, kRandomBrent);
    for (size_t p = 0; p < scenario.policies.size(); ++p) {
      Scenario without = scenario;
      without.policies[p].realised_share = 0;
      if (NaiveEvaluate(network, facts, kRandomFirstDay, without,
                        kRandomBrent) != all) {
        ++effects[LeverName(scenario.policies[p].lever)];
      }
    }
  }
  EXPECT_EQ(effects.size(), std::variant_size_v<Lever>);
  for (const auto& [lever, count] : effects) {
    EXPECT_GE(count, 3) << lever;
    RecordProperty(lever, count);
  }
}

}  // namespace
}  // namespace oilflow
