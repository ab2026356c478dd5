// What policies do to each other, through gRPC.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/answers.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PolicyMixTest : public AnswersTest {
 protected:
  static constexpr char kRestart[] = R"pb(
    policies {
      policy_id: "restart"
      start_date { year: 2025 month: 2 day: 1 }
      route {
        arcs: "krg-pipeline"
        arcs: "itp"
        status: OPEN
        mandated_bpd: 185000
        limit_bpd: 185000
      }
    }
  )pb";
  static constexpr char kPrice[] = R"pb(
    market { shock_mode: PATH_REALISED }
  )pb";

  absl::Status Refused(const std::string& policies) {
    v1::EvaluateScenarioRequest request;
    *request.mutable_scenario() = ParseProto<v1::Scenario>(
        R"pb(
          baseline: "baselines/region"
          as_of { year: 2025 month: 3 day: 1 }
        )pb" +
        std::string(kFebruary2025) + policies);
    return api_.Evaluate(request).status();
  }
};

TEST_F(PolicyMixTest, AChannelThatHardlyBlocksDoesNotCloseANewRoute) {
  const auto response = Inline(std::string(kRestart) + kPrice + R"pb(
    policies {
      policy_id: "account"
      start_date { year: 2025 month: 2 day: 1 }
      finance {
        channel: "frbny-account"
        blocked_share: 0.1
        withheld_share: 0.1
      }
    }
  )pb");
  ExpectEveryDay(Arc(response, "itp").scenario_bpd(), 185000);
  EXPECT_EQ(Arc(response, "ceyhan-lifting").scenario_bpd(kFilled), 185000);
  // Of Basra's oil 1% stays away.
  EXPECT_EQ(Arc(response, "basra-hormuz").scenario_bpd(kFilled),
            3250000 - 32500);
}

TEST_F(PolicyMixTest, ASanctionThatHardlyWorksDoesNotCloseANewRoute) {
  const auto response = Inline(std::string(kRestart) + kPrice + R"pb(
    policies {
      policy_id: "sanctions"
      start_date { year: 2025 month: 2 day: 1 }
      sanctions { country: "iraq" target_exports_bpd: 0 efficacy: 0.01 }
    }
  )pb");
  EXPECT_GT(Arc(response, "ceyhan-lifting").scenario_bpd(kFilled), 180000);
}

TEST_F(PolicyMixTest, PatrolsThatStopNothingCloseNothing) {
  const auto response = Inline(std::string(kRestart) + kPrice + R"pb(
    policies {
      policy_id: "patrol"
      start_date { year: 2025 month: 2 day: 1 }
      enforcement { arcs: "itp" stopped_share: 0 extra_cost_usd_per_bbl: 1 }
    }
  )pb");
  ExpectEveryDay(Arc(response, "itp").scenario_bpd(), 185000);
}

constexpr char kLoss[] = R"pb(
  policies {
    policy_id: "loss"
    start_date { year: 2025 month: 2 day: 1 }
    production { producer: "kazakh-fields" change_bpd: -1000000 }
  }
)pb";

std::string Spare(const std::string& id, const std::string& producers) {
  return "policies { policy_id: '" + id +
         "' start_date { year: 2025 month: 2 day: 1 } spare { " + producers +
         " filled_share: 0.8 } }";
}

TEST_F(PolicyMixTest, TwoResponsesFillNoMoreThanTheLoss) {
  const auto response = Inline(std::string(kLoss) + kPrice +
                               Spare("saudi", "producers: 'saudi-spare'") +
                               Spare("emirates", "producers: 'uae-spare'"));
  ExpectEveryDay(response.ledger().net_bpd(), 0);
  EXPECT_EQ(response.spare(0).asked_bpd(0), 800000);
  EXPECT_EQ(response.spare(1).asked_bpd(0), 200000);
}

// The strait takes a fifth less: what gets through is the same oil, whoever
// holds more in reserve behind it.
TEST_F(PolicyMixTest, MoreSpareNeverBringsLessOil) {
  constexpr char kStrait[] = R"pb(
    policies {
      policy_id: "strait"
      start_date { year: 2025 month: 2 day: 1 }
      interdiction { chokepoints: "hormuz" stopped_share: 0.2 }
    }
  )pb";
  const auto one = Inline(std::string(kStrait) + kPrice +
                          Spare("response", "producers: 'uae-spare'"));
  const auto two = Inline(
      std::string(kStrait) + kPrice +
      Spare("response", "producers: 'uae-spare' producers: 'kuwait-spare'"));
  EXPECT_GE(two.ledger().net_bpd(0), one.ledger().net_bpd(0));
  EXPECT_EQ(Sum(two, v1::MECHANISM_DISPLACED, 0),
            Sum(one, v1::MECHANISM_DISPLACED, 0));
}

TEST_F(PolicyMixTest, ARouteThatIsMandatedAndClosedIsRefusedByName) {
  const absl::Status refused = Refused(std::string(kRestart) + kPrice + R"pb(
    policies {
      policy_id: "treaty-ends"
      start_date { year: 2025 month: 2 day: 10 }
      route { arcs: "itp" status: CLOSED }
    }
  )pb");
  EXPECT_THAT(refused,
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("policies[1]"), HasSubstr("restart"),
                             HasSubstr("itp"), HasSubstr("2025-02-10"))));
}

TEST_F(PolicyMixTest, DemandThatNoFactLimitsCannotBeSet) {
  const absl::Status refused = Refused(std::string(kPrice) + R"pb(
    policies {
      policy_id: "less"
      start_date { year: 2025 month: 2 day: 1 }
      demand { sink: "asia-legal" demand_bpd: 1000000 }
    }
  )pb");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition,
                                HasSubstr("asia-legal demand")));
}

TEST_F(PolicyMixTest, AddedCostsMustStayWhereTheTiersHold) {
  std::string policies = kPrice;
  for (const char* id : {"a", "b", "c"}) {
    policies += std::string("policies { policy_id: '") + id +
                "' start_date { year: 2025 month: 2 day: 1 } enforcement { "
                "arcs: 'kirkuk-jordan' stopped_share: 0 "
                "extra_cost_usd_per_bbl: 1000 } }";
  }
  EXPECT_THAT(Refused(policies), StatusIs(absl::StatusCode::kOutOfRange,
                                          HasSubstr("2000 USD/bbl")));
}

}  // namespace
}  // namespace oilflow
