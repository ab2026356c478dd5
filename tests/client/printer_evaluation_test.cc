#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/quiet_answer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PrinterEvaluationTest, WhatIsNotInTheAnswerHasNoSection) {
  const std::string text = TextOf(Quiet());
  for (const char* title :
       {"When each", "Stocks", "Money", "What is really paid", "Old debt",
        "Gas and power", "Spare", "OPEC+", "demand policies"}) {
    EXPECT_THAT(text, Not(HasSubstr(title)));
  }
}

TEST(PrinterEvaluationTest, SaysWhenPoliciesComeAndWhyTheyDoNot) {
  const auto response = QuietBut(R"pb(
    scenario {
      policies {
        policy_id: "restart"
        start_date { year: 2025 month: 3 day: 1 }
        rollover { period_days: 120 renewal_probability: 0.8 }
      }
      policies {
        policy_id: "release"
        start_date { year: 2025 month: 3 day: 1 }
        probability: 0.3
      }
      policies {
        policy_id: "cut"
        start_date { year: 2025 month: 3 day: 2 }
        driver: "conflict"
      }
      policies {
        policy_id: "plain"
        start_date { year: 2025 month: 3 day: 1 }
      }
    }
    schedules {
      policy_id: "restart"
      happens: true
      quantile: 0.5
      first_date { year: 2025 month: 9 day: 27 }
      end_date { year: 2026 month: 1 day: 25 }
      days_late: 210
      gates {
        gate_id: "deal"
        date { year: 2025 month: 9 day: 27 }
      }
    }
    schedules { policy_id: "release" quantile: 0.5 }
    schedules {
      policy_id: "cut"
      quantile: 0.2
      gates { gate_id: "law" }
      gates {
        gate_id: "notice"
        date { year: 2025 month: 4 day: 5 }
      }
    }
    schedules {
      policy_id: "plain"
      happens: true
      quantile: 0.5
      first_date { year: 2025 month: 3 day: 1 }
      days_late: 0
    }
  )pb");
  EXPECT_EQ(
      Section(response, "When"),
      "When each policy is in force\n"
      "  policy   announced for  from        to          days late  why\n"
      "  restart  2025-03-01     2025-09-27  2026-01-25       +210  "
      "begins after the horizon; renewed every 120 days with probability 0.8; "
      "gate deal opens 2025-09-27\n"
      "  release  2025-03-01     -           -                   -  "
      "not in force: probability 0.3 at the median\n"
      "  cut      2025-03-02     -           -                   -  "
      "not in force: gate law stays shut at quantile 0.2; "
      "gate notice opens 2025-04-05\n"
      "  plain    2025-03-01     2025-03-01  stays               0  \n");
}

TEST(PrinterEvaluationTest, SaysWhatDemandPoliciesAdd) {
  EXPECT_THAT(TextOf(QuietBut("demand_change_bpd: [ -1000, -3000 ]")),
              HasSubstr("  demand policies add -2,000 bpd"));
}

}  // namespace
}  // namespace oilflow
