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

// The pipe carries 60.
TEST(WarningsTest, ALossBeyondTheFlowIsSaid) {
  const auto outage = [](const std::string& realised) {
    return WarningsOf(R"pb(
                        policies { policy_id: "strike"
                                   start_date { year: 2025 month: 3 day: 1 }
                                   outage { arcs: "pipe" loss_bpd: 100 }
                                   realised_share:)pb" +
                      realised + "}");
  };
  EXPECT_THAT(outage("1"), testing::AllOf(testing::HasSubstr("CUT_BEYOND_FLOW"),
                                          testing::HasSubstr("strike"),
                                          testing::HasSubstr("60 bpd")));
  EXPECT_THAT(outage("0.6"),
              testing::Not(testing::HasSubstr("CUT_BEYOND_FLOW")));
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
