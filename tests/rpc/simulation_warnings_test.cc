// What a simulation warns of.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/simulations.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

// The reasons of the last message's warnings.
std::vector<std::string> Reasons(const v1::SimulateScenarioRequest& request) {
  const absl::StatusOr<Messages> messages = Simulate(request);
  EXPECT_THAT(messages, IsOk());
  std::vector<std::string> reasons;
  if (messages.ok()) {
    for (const v1::Warning& warning : messages->back().warnings()) {
      reasons.push_back(warning.reason());
    }
  }
  return reasons;
}

// Fifty draws of the world as it is, without any policy.
v1::SimulateScenarioRequest WithoutPolicies() {
  v1::SimulateScenarioRequest request = SmallSimulation();
  v1::Scenario* scenario = request.mutable_source()->mutable_scenario();
  scenario->clear_policies();
  scenario->clear_uncertainties();
  request.mutable_sampling()->set_draw_count(50);
  request.clear_outputs();
  request.add_outputs("itp.flow_bpd");
  return request;
}

TEST(SimulationWarningsTest, SaysThatNothingIsUncertain) {
  v1::SimulateScenarioRequest request = WithoutPolicies();
  EXPECT_THAT(Reasons(request),
              testing::Not(testing::Contains("NOTHING_UNCERTAIN")));
  request.mutable_source()
      ->mutable_scenario()
      ->mutable_uncertainties()
      ->set_fact_ranges(v1::Uncertainties::OFF);
  const std::vector<std::string> reasons = Reasons(request);
  EXPECT_THAT(reasons, testing::Contains("NOTHING_UNCERTAIN"));
  // More draws of the same would say no more.
  EXPECT_THAT(reasons, testing::Not(testing::Contains("FEW_DRAWS")));
}

}  // namespace
}  // namespace oilflow
