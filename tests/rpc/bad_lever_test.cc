// Every way to spoil a policy.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {
namespace {

class BadPolicyTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadPolicyTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

// Policies that close a road each, with these ids.
Send WithIds(const std::vector<std::string>& ids) {
  return Changed([ids](v1::EvaluateScenarioRequest* request) {
    for (const std::string& id : ids) {
      v1::Policy* policy = request->mutable_scenario()->add_policies();
      policy->set_policy_id(id);
      *policy->mutable_start_date() =
          request->scenario().horizon().start_date();
      policy->mutable_route()->add_arcs("trucks-iran");
      policy->mutable_route()->set_status(v1::RouteLever::CLOSED);
    }
  });
}

std::vector<std::string> ManyIds(int count) {
  std::vector<std::string> ids;
  for (int i = 0; i < count; ++i) {
    ids.push_back(absl::StrCat("policy-", i));
  }
  return ids;
}

Send Timed(const std::string& text) {
  return WithPolicy(absl::StrCat(text, "route { arcs: 'itp' status: OPEN }"));
}

const BadCase kPolicies[] = {
    {"HundredAndOnePolicies",
     WithIds(ManyIds(101)),
     "scenario.policies",
     {"at most 100", "not 101"}},
    {"NoId", WithIds({""}), InPolicy("policy_id"), {kIdRule, "not \"\""}},
    {"IdWithACapital",
     WithIds({"Restart"}),
     InPolicy("policy_id"),
     {kIdRule, "not \"Restart\""}},
    {"IdOf64Letters",
     WithIds({std::string(64, 'a')}),
     InPolicy("policy_id"),
     {kIdRule, "not \"aaaa"}},
    {"IdThatEndsInADash",
     WithIds({"restart-"}),
     InPolicy("policy_id"),
     {kIdRule, "not \"restart-\""}},
    {"IdThatWouldRuleATerminal",
     WithIds({"\x1b[2J"}),
     InPolicy("policy_id"),
     {kIdRule}},
    {"IdThatWouldBeCutInsideALetter",
     WithIds({std::string(79, 'a') + "\xC3\xA9"}),
     InPolicy("policy_id"),
     {kIdRule}},
    {"IdTwice",
     WithIds({"a", "b", "a"}),
     "scenario.policies[2].policy_id",
     {"must be unique", "policies[0]", ": a"}},
    {"DisplayNameOf121Bytes",
     Timed("display_name: '" + std::string(121, 'a') + "' "),
     InPolicy("display_name"),
     {"at most 120 bytes", "not 121"}},
    {"NoStart",
     WithScenario("policies { policy_id: 'a' "
                  "route { arcs: 'itp' status: OPEN } }"),
     InPolicy("start_date"),
     {"must be set"}},
    {"StartThatIsNoDay",
     Timed("start_date { month: 2 day: 30 } "),
     InPolicy("start_date"),
     {"day of the calendar", "2025-02-30"}},
    {"EndThatIsNoDay",
     Timed("end_date { year: 2025 month: 4 day: 31 } "),
     InPolicy("end_date"),
     {"day of the calendar", "2025-04-31"}},
    {"EndOnItsStart",
     Timed("end_date { year: 2025 month: 3 day: 1 } "),
     InPolicy("end_date"),
     {"after start_date", "2025-03-01, not 2025-03-01"}},
    {"EndBeforeItsStart",
     Timed("end_date { year: 2025 month: 2 day: 1 } "),
     InPolicy("end_date"),
     {"after start_date", "2025-03-01, not 2025-02-01"}},
    {"NoLever",
     WithPolicy(""),
     InPolicy("lever"),
     {"must be one of route, enforcement, sanctions, production, quota, "
      "outage, interdiction, waiver, payment, finance, operator, spare, "
      "stock_release, demand"}},
    {"RampOf0Days",
     Timed("ramp_days: 0 "),
     InPolicy("ramp_days"),
     {"1 to 1096 days", "not 0"}},
    {"RampOf1097Days",
     Timed("ramp_days: 1097 "),
     InPolicy("ramp_days"),
     {"1 to 1096 days", "not 1097"}},
    {"RecoveryBelow0",
     Timed("end_date { year: 2026 month: 1 day: 1 } recovery_days: -1 "),
     InPolicy("recovery_days"),
     {"0 to 1096 days", "not -1"}},
    {"RecoveryWithoutAnEnd",
     Timed("recovery_days: 7 "),
     InPolicy("recovery_days"),
     {"left out unless end_date is set"}},
    {"RealisedShareAbove1",
     Timed("realised_share: 1.5 "),
     InPolicy("realised_share"),
     {"0 to 1 share", "not 1.5"}},
    {"RealisedShareBelow0",
     Timed("realised_share: -0.1 "),
     InPolicy("realised_share"),
     {"0 to 1 share", "not -0.1"}},
    {"RealisedShareThatIsNoNumber",
     Timed("realised_share: nan "),
     InPolicy("realised_share"),
     {"0 to 1 share", "not nan"}},
    {"DelayBelow0",
     Timed("delay_days: -1 "),
     InPolicy("delay_days"),
     {"0 to 1096 days", "not -1"}},
    {"DelayOf1097Days",
     Timed("delay_days: 1097 "),
     InPolicy("delay_days"),
     {"0 to 1096 days", "not 1097"}},
    {"ProbabilityInPercent",
     Timed("probability: 60 "),
     InPolicy("probability"),
     {"0 to 1 share", "not 60"}},
    {"ProbabilityThatIsNoNumber",
     Timed("probability: nan "),
     InPolicy("probability"),
     {"0 to 1 share", "not nan"}},
};
INSTANTIATE_TEST_SUITE_P(Policies, BadPolicyTest, testing::ValuesIn(kPolicies),
                         CaseName);

Send Route(const std::string& text) {
  return WithPolicy(absl::StrCat("route {", text, "}"));
}

std::string ArcsTwentyOneTimes() {
  std::string text;
  for (int i = 0; i < 21; ++i) {
    absl::StrAppend(&text, "arcs: 'itp' ");
  }
  return text;
}

const BadCase kRoutes[] = {
    {"NoArc",
     Route("status: OPEN"),
     InPolicy("route.arcs"),
     {"at least one arc"}},
    {"UnknownArcLikeAnother",
     Route("arcs: 'krg-pipline' status: OPEN"),
     InPolicy("route.arcs[0]"),
     {"an arc of the network", "not \"krg-pipline\"",
      "did you mean \"krg-pipeline\"?"}},
    {"UnknownArcLikeNone",
     Route("arcs: 'druzhba-north' status: OPEN"),
     InPolicy("route.arcs[0]"),
     {"an arc of the network", "not \"druzhba-north\""}},
    {"NodeForAnArc",
     Route("arcs: 'itp' arcs: 'fishkhabur' status: OPEN"),
     InPolicy("route.arcs[1]"),
     {"an arc of the network", "not \"fishkhabur\""}},
    {"ArcTwice",
     Route("arcs: 'itp' arcs: 'itp' status: OPEN"),
     InPolicy("route.arcs[1]"),
     {"named twice: itp"}},
    {"TwentyOneArcs",
     Route(ArcsTwentyOneTimes() + "status: OPEN"),
     InPolicy("route.arcs"),
     {"at most 20", "not 21"}},
    {"UnknownStatus",
     Route("arcs: 'itp' status: 7 limit_bpd: 1"),
     InPolicy("route.status"),
     {"OPEN, CLOSED or unset", "not 7"}},
    {"ClosedWithALimit",
     Route("arcs: 'itp' status: CLOSED limit_bpd: 1"),
     InPolicy("route.status"),
     {"must not be CLOSED beside", "limit_bpd"}},
    {"NothingChanged",
     Route("arcs: 'itp'"),
     InPolicy("route.status"),
     {"must be OPEN or CLOSED unless", "changes nothing"}},
    {"MandateAboveItsLimit",
     Route("arcs: 'itp' mandated_bpd: 2 limit_bpd: 1"),
     InPolicy("route.mandated_bpd"),
     {"must not be above limit_bpd", "1, not 2"}},
    {"MandateBelow0",
     Route("arcs: 'itp' mandated_bpd: -1"),
     InPolicy("route.mandated_bpd"),
     {kRateRule, "not -1"}},
    {"LimitThatIsNoNumber",
     Route("arcs: 'itp' limit_bpd: nan"),
     InPolicy("route.limit_bpd"),
     {kRateRule, "not nan"}},
    {"CapacityInfinite",
     Route("arcs: 'itp' capacity_bpd: inf"),
     InPolicy("route.capacity_bpd"),
     {kRateRule, "not inf"}},
    {"CapacityAboveAllOilThereIs",
     Route("arcs: 'itp' capacity_bpd: 200000001"),
     InPolicy("route.capacity_bpd"),
     {kRateRule, "not 200000001"}},
    // The network mandates one arc, and twelve may be.
    {"ThirteenMandatedArcs",
     Route("arcs: 'krg-pipeline' arcs: 'itp' arcs: 'kirkuk-fishkhabur' "
           "arcs: 'krg-local-sales' arcs: 'south-basra' arcs: 'south-ref' "
           "arcs: 'basra-hormuz' arcs: 'hormuz-asia' arcs: 'iran-kharg' "
           "arcs: 'iran-runs' arcs: 'cpc' arcs: 'cpc-sea' mandated_bpd: 1"),
     "scenario.policies",
     {"at most 12 arcs", "not 13"}},
};
INSTANTIATE_TEST_SUITE_P(Routes, BadPolicyTest, testing::ValuesIn(kRoutes),
                         CaseName);

Send Production(const std::string& text) {
  return WithPolicy(absl::StrCat("production {", text, "}"));
}

std::string ProductionPolicies(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, "policies { policy_id: 'p", i,
                    "' start_date { year: 2025 month: 3 day: 1 } production { ",
                    "producer: 'krg-fields' change_bpd: 2e8 } }");
  }
  return text;
}

// Others' spare oil, written out in barrels: already in an ex-ante price.
std::string SpareUnder(const std::string& mode) {
  return absl::StrCat(
      "policies { policy_id: 'response' start_date { year: 2025 month: 3 ",
      "day: 1 } production { producer: 'saudi-spare' change_bpd: 100000 } } ",
      "market { shock_mode: ", mode, "}");
}

const BadCase kProductions[] = {
    {"NoProducer",
     Production("change_bpd: 1"),
     InPolicy("production.producer"),
     {"a producer of the network", "not \"\""}},
    {"UnknownProducer",
     Production("producer: 'south-fad' change_bpd: 1"),
     InPolicy("production.producer"),
     {"not \"south-fad\"", "did you mean \"south-fed\"?"}},
    {"MarketForAProducer",
     Production("producer: 'ceyhan' change_bpd: 1"),
     InPolicy("production.producer"),
     {"must be a producer", "ceyhan is none"}},
    {"NoSize",
     Production("producer: 'krg-fields'"),
     InPolicy("production.potential_bpd"),
     {"must be given", "change_bpd"}},
    {"PotentialBelow0",
     Production("producer: 'krg-fields' potential_bpd: -1"),
     InPolicy("production.potential_bpd"),
     {kRateRule, "not -1"}},
    {"ChangeBelowAllOilThereIs",
     Production("producer: 'krg-fields' change_bpd: -200000001"),
     InPolicy("production.change_bpd"),
     {"-200000000 to 200000000 bpd", "not -200000001"}},
    {"ChangeInfinite",
     Production("producer: 'krg-fields' change_bpd: inf"),
     InPolicy("production.change_bpd"),
     {"-200000000 to 200000000 bpd", "not inf"}},
    {"MoreTogetherThanTheWireHolds",
     WithScenario(ProductionPolicies(3)),
     "scenario.policies",
     {"at most 500000000 bpd together", "not 600000000"}},
    {"SpareOilUnderAnExAntePrice",
     WithScenario(SpareUnder("SHOCK_EX_ANTE")),
     "scenario.market.shock_mode",
     {"must be PATH_REALISED", "policy response", "count it twice",
      "leave the policy out"}},
};
INSTANTIATE_TEST_SUITE_P(Productions, BadPolicyTest,
                         testing::ValuesIn(kProductions), CaseName);

TEST(BadPolicyTest, SpareOilIsTakenUnderARealisedPrice) {
  Api api;
  EXPECT_TRUE(WithScenario(SpareUnder("PATH_REALISED"))(api).ok());
}

TEST(BadPolicyTest, AHundredPoliciesAreTaken) {
  Api api;
  EXPECT_TRUE(WithIds(ManyIds(100))(api).ok());
}

}  // namespace
}  // namespace oilflow
