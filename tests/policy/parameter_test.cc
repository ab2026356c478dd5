#include "service/policy/parameter.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

// A policy for every lever, named as the lever.
Scenario WithEveryLever() {
  Scenario scenario;
  const auto add = [&](Lever lever) {
    Policy policy;
    policy.lever = std::move(lever);
    policy.id = std::string(LeverNameOf(policy));
    scenario.policies.push_back(std::move(policy));
  };
  add(RouteLever());
  add(EnforcementLever());
  add(SanctionsLever());
  add(ProductionLever());
  add(QuotaLever());
  add(OutageLever());
  add(InterdictionLever());
  add(WaiverLever());
  add(PaymentLever());
  add(FinanceLever());
  add(OperatorLever());
  add(SpareLever());
  add(StockReleaseLever());
  add(DemandLever());
  return scenario;
}

TEST(ParameterTest, EveryNumberOfTheCatalogueCanBeSetAndRead) {
  Scenario scenario = WithEveryLever();
  const std::vector<PolicyNumber> numbers = PolicyNumbersOf(scenario);
  size_t catalogued = 0;
  for (const LeverDescription& lever : LeverCatalog()) {
    catalogued += lever.fields.size() *
                  (lever.name == "policy" ? scenario.policies.size() : 1);
  }
  ASSERT_EQ(numbers.size(), catalogued);
  for (const PolicyNumber& number : numbers) {
    Policy& policy = scenario.policies[number.policy];
    const std::string name = absl::StrCat(policy.id, ".", number.field->name);
    SCOPED_TRACE(name);
    const auto found = FindPolicyNumber(scenario, name);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->policy, number.policy);
    EXPECT_EQ(found->field, number.field);
    // Whole, so that days hold it too, and within every range.
    const double value = std::min(number.field->maximum, 1.0);
    SetNumber(number, value, &policy);
    const auto read = NumberOf(number, policy);
    ASSERT_TRUE(read.has_value());
    EXPECT_DOUBLE_EQ(*read, value);
  }
}

TEST(ParameterTest, ANumberThatIsLeftOutIsMissing) {
  const Scenario scenario = WithEveryLever();
  EXPECT_FALSE(NumberOf(*FindPolicyNumber(scenario, "route.limit_bpd"),
                        scenario.policies[0])
                   .has_value());
}

TEST(ParameterTest, DaysTakeTheNearest) {
  Scenario scenario = WithEveryLever();
  const auto number = *FindPolicyNumber(scenario, "route.delay_days");
  SetNumber(number, 12.6, &scenario.policies[0]);
  EXPECT_EQ(scenario.policies[0].schedule.delay_days, 13);
}

TEST(ParameterTest, NamesNothingElse) {
  const Scenario scenario = WithEveryLever();
  for (const char* name :
       {"", "route", "route.", ".limit_bpd", "route.loss_bpd", "rout.limit_bpd",
        "route.limit_bpd "}) {
    EXPECT_FALSE(FindPolicyNumber(scenario, name).has_value()) << name;
  }
}

TEST(ParameterTest, SaysWhyANumberDecidesNothing) {
  Scenario scenario = WithEveryLever();
  const auto why = [&](const char* name) {
    const auto number = *FindPolicyNumber(scenario, name);
    return WhyFixed(number, scenario.policies[number.policy]);
  };
  for (Policy& policy : scenario.policies) {
    if (auto* production = std::get_if<ProductionLever>(&policy.lever)) {
      production->change = 5.0 * kBarrelsPerDay;
    } else if (auto* demand = std::get_if<DemandLever>(&policy.lever)) {
      demand->demand = 5.0 * kBarrelsPerDay;
    } else if (auto* payment = std::get_if<PaymentLever>(&policy.lever)) {
      payment->paid_share = 0.5;
    } else if (auto* quota = std::get_if<QuotaLever>(&policy.lever)) {
      quota->regime = QuotaLever::Regime::kOffset;
    }
  }
  EXPECT_EQ(why("production.change_bpd"), "");
  EXPECT_EQ(why("production.potential_bpd"),
            "the policy gives change_bpd in its place");
  EXPECT_EQ(why("demand.demand_bpd"), "");
  EXPECT_EQ(why("demand.change_bpd"),
            "the policy gives demand_bpd in its place");
  EXPECT_EQ(why("payment.paid_share"), "");
  EXPECT_EQ(why("payment.advance_usd_per_bbl"),
            "the policy gives paid_share in its place");
  EXPECT_EQ(why("quota.offset_share"), "");
  EXPECT_EQ(why("quota.required_bpd"),
            "it decides only under the regime TARGET");
  EXPECT_EQ(why("route.limit_bpd"), "");
}

}  // namespace
}  // namespace oilflow
