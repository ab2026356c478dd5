// What an answer says of itself before it is used.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

std::string WarningsOf(const std::string& change) {
  Api api;
  v1::EvaluateScenarioRequest request;
  *request.mutable_scenario() =
      ParseProto<v1::Scenario>(R"pb(
                                 baseline: "baselines/two-nodes"
                                 as_of { year: 2025 month: 3 day: 1 }
                                 horizon {
                                   start_date { year: 2025 month: 3 day: 1 }
                                   end_date { year: 2025 month: 3 day: 3 }
                                 }
                                 market { shock_mode: SHOCK_EX_ANTE }
                               )pb" +
                               change);
  const auto response = api.Evaluate(request);
  EXPECT_THAT(response, IsOk());
  std::string reasons;
  for (const v1::Warning& warning : response->warnings()) {
    reasons += warning.reason() + ": " + warning.message() + "\n";
  }
  return reasons;
}

// The field of the two nodes could lift 100.
TEST(WarningsTest, ACutBeyondThePotentialIsSaid) {
  const std::string cut = R"pb(
    policies {
      policy_id: "cut"
      start_date { year: 2025 month: 3 day: 1 }
      production { producer: "field" change_bpd: -150 }
    }
  )pb";
  EXPECT_THAT(
      WarningsOf(cut),
      testing::AllOf(testing::HasSubstr("CUT_BEYOND_POTENTIAL"),
                     testing::HasSubstr("cut"), testing::HasSubstr("100 bpd")));
}

TEST(WarningsTest, ACutWithinThePotentialNeedsNoWord) {
  const std::string cut = R"pb(
    policies {
      policy_id: "cut"
      start_date { year: 2025 month: 3 day: 1 }
      production { producer: "field" change_bpd: -100 }
    }
  )pb";
  EXPECT_THAT(WarningsOf(cut),
              testing::Not(testing::HasSubstr("CUT_BEYOND_POTENTIAL")));
}

}  // namespace
}  // namespace oilflow
