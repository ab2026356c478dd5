// The newest baseline, of summer 2026: every lever works on it, and what nobody
// has published is said.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/lever_catalog.h"
#include "tests/support/answers.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

struct Case {
  const char* lever;
  const char* text;
};

// Each acts on something that is there in summer 2026.
const Case kCases[] = {
    {"route", "route { arcs: 'itp' status: CLOSED }"},
    {"enforcement", "enforcement { arcs: 'kharg-hormuz' stopped_share: 0.5 }"},
    {"sanctions",
     "sanctions { country: 'iran' target_exports_bpd: 0 efficacy: 0.5 "
     "discount_usd_per_bbl: 5 }"},
    {"production",
     "production { producer: 'kazakh-fields' change_bpd: -100000 }"},
    {"quota",
     "quota { country: 'iraq' regime: TARGET required_bpd: 1000000 "
     "compensation_bpd: 0 }"},
    {"outage", "outage { arcs: 'cpc' loss_bpd: 100000 }"},
    {"interdiction",
     "interdiction { arcs: 'kharg-hormuz' stopped_share: 0.5 }"},
    {"waiver",
     "waiver { links: 'iran-iraq-gas' stopped_share: 1 gas_supply_mmcmd: 40 }"},
    {"payment",
     "payment { arcs: 'krg-pipeline' advance_usd_per_bbl: 30 "
     "payment_delay_days: 30 }"},
    {"finance", "finance { channel: 'frbny-account' blocked_share: 0.5 }"},
    {"operator", "operator { operator_id: 'lukoil' lost_share: 1 }"},
    {"spare", "spare { producers: 'saudi-spare' filled_share: 0.8 }"},
    {"stock_release",
     "stock_release { stock: 'iea-stocks' rate_bpd: 1000000 }"},
    {"demand", "demand { sink: 'gulf-buyers' change_bpd: -500000 }"},
};

class CurrentBaselineTest : public AnswersTest,
                            public testing::WithParamInterface<Case> {
 protected:
  static v1::EvaluateScenarioRequest Request(const std::string& policies) {
    v1::EvaluateScenarioRequest request;
    *request.mutable_scenario() = ParseProto<v1::Scenario>(
        R"pb(
          baseline: "baselines/region"
          as_of { year: 2026 month: 11 day: 21 }
          horizon {
            start_date { year: 2026 month: 8 day: 1 }
            end_date { year: 2027 month: 8 day: 1 }
          }
          market { shock_mode: PATH_REALISED }
        )pb" +
        policies);
    return request;
  }
};

INSTANTIATE_TEST_SUITE_P(Lever, CurrentBaselineTest, testing::ValuesIn(kCases),
                         [](const auto& info) { return info.param.lever; });

TEST_P(CurrentBaselineTest, TakesTheLever) {
  const auto response =
      Ask(Request(std::string("policies { policy_id: 'one' start_date { year: "
                              "2026 month: 8 day: 1 } ") +
                  GetParam().text + " }"));
  ASSERT_EQ(response.day_count(), 365);
  for (int d = 0; d < response.day_count(); ++d) {
    int64_t sum = 0;
    for (const v1::LedgerLine& line : response.ledger().lines()) {
      sum += line.more_bpd(d) - line.less_bpd(d);
    }
    ASSERT_EQ(sum, response.ledger().net_bpd(d));
  }
}

TEST_F(CurrentBaselineTest, HasACaseForEveryLever) {
  // The first entry of the catalogue holds what all policies share.
  ASSERT_EQ(std::size(kCases) + 1, LeverCatalog().size());
  for (const Case& one : kCases) {
    EXPECT_THAT(LeverCatalog(),
                testing::Contains(testing::Field(&LeverDescription::name,
                                                 testing::Eq(one.lever))));
  }
}

TEST_F(CurrentBaselineTest, SaysWhatNobodyHasPublished) {
  const auto response = Ask(Request(""));
  EXPECT_TRUE(Warns(response, "ASSUMED_FACT"));
  EXPECT_TRUE(Warns(response, "STALE_FACT"));
  EXPECT_TRUE(Warns(response, "BASELINE_SHUT_IN"));
  // A strait at a trickle, and Iraq at what can still leave it and be used.
  const int last = response.day_count() - 1;
  EXPECT_LT(Arc(response, "basra-hormuz").baseline_bpd(last), 500000);
  const auto& iraq = Country(response, "iraq");
  EXPECT_GT(iraq.production().baseline_bpd(last), 1200000);
  EXPECT_LT(iraq.production().baseline_bpd(last), 1700000);
}

}  // namespace
}  // namespace oilflow
