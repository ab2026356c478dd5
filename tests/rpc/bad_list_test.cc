// Every way to spoil a request for a name or a list, and requests that are
// well-formed but more than the data can answer.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

class BadRequestTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadRequestTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send Network(const std::string& name) {
  v1::GetNetworkRequest request;
  request.set_name(name);
  return CallOf(&Api::baselines, &v1::BaselineService::Stub::GetNetwork,
                request);
}

Send Scenario(const std::string& name) {
  v1::GetScenarioRequest request;
  request.set_name(name);
  return CallOf(&Api::scenarios, &v1::ScenarioService::Stub::GetScenario,
                request);
}

Send Facts(const std::string& text) {
  return [text](Api& api) {
    const auto request = ParseProto<v1::ListFactsRequest>(text);
    return CallOf(&Api::baselines, &v1::BaselineService::Stub::ListFacts,
                  request)(api);
  };
}

Send Scenarios(const std::string& text) {
  return [text](Api& api) {
    const auto request = ParseProto<v1::ListScenariosRequest>(text);
    return CallOf(&Api::scenarios, &v1::ScenarioService::Stub::ListScenarios,
                  request)(api);
  };
}

Send Levers(const std::string& text) {
  return [text](Api& api) {
    const auto request = ParseProto<v1::ListLeversRequest>(text);
    return CallOf(&Api::scenarios, &v1::ScenarioService::Stub::ListLevers,
                  request)(api);
  };
}

constexpr auto kNotFound = grpc::StatusCode::NOT_FOUND;

const BadCase kNames[] = {
    {"NetworkOfNothing",
     Network(""),
     "",
     {"unnamed", "baselines/region, baselines/two-nodes"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"NetworkOfAnUnknownBaseline",
     Network("baselines/nowhere/network"),
     "",
     {"baselines/nowhere/network", "baselines/region"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"NetworkWithoutItsLastSegment",
     Network("baselines/region"),
     "",
     {"no baselines/region;"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"NetworkWithAnEmptyBaseline",
     Network("baselines//network"),
     "",
     {"baselines//network"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"ScenarioOfNothing",
     Scenario(""),
     "",
     {"unnamed", "ListScenarios"},
     kNotFound,
     "SCENARIO_NOT_FOUND"},
    {"UnknownScenario",
     Scenario("scenarios/restart-186"),
     "",
     {"scenarios/restart-186", "ListScenarios"},
     kNotFound,
     "SCENARIO_NOT_FOUND"},
    {"ScenarioWithASlashAtItsEnd",
     Scenario("scenarios/restart-185/"),
     "",
     {"scenarios/restart-185/"},
     kNotFound,
     "SCENARIO_NOT_FOUND"},
    {"FactsOfNothing",
     Facts(""),
     "",
     {"unnamed", "baselines/two-nodes"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"FactsOfAnUnknownBaseline",
     Facts("parent: 'baselines/nowhere'"),
     "",
     {"baselines/nowhere", "baselines/region"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
    {"FactsOfTheirOwnName",
     Facts("parent: 'baselines/region/facts'"),
     "",
     {"baselines/region/facts"},
     kNotFound,
     "BASELINE_NOT_FOUND"},
};
INSTANTIATE_TEST_SUITE_P(Names, BadRequestTest, testing::ValuesIn(kNames),
                         CaseName);

Send Filter(const std::string& filter) {
  return Facts(
      absl::StrCat("parent: 'baselines/region' filter: '", filter, "'"));
}

constexpr char kExample[] = "must be like subject = \"krg-fields\"";

const BadCase kFilters[] = {
    {"FilterOnAnotherField",
     Filter("value = \"1\""),
     "filter",
     {"no field at \"value", kExample, "subject, measure, kind, grade"}},
    {"FilterOfAWord",
     Filter("subject"),
     "filter",
     {"no = after subject", kExample}},
    {"FilterWithoutAnEqualsSign",
     Filter("subject > \"a\""),
     "filter",
     {"no = after subject", kExample}},
    {"FilterWithoutQuotes",
     Filter("subject = krg-fields"),
     "filter",
     {"no quoted value after subject", kExample}},
    {"FilterWithAnOpenQuote",
     Filter("subject = \"krg-fields"),
     "filter",
     {"no quoted value after subject", kExample}},
    {"FilterOnAFieldTwice",
     Filter("kind = \"assumed\" AND kind = \"derived\""),
     "filter",
     {"names kind twice", kExample}},
    {"FilterWithOr",
     Filter("kind = \"assumed\" OR grade = \"L\""),
     "filter",
     {"\"OR grade", "AND was expected"}},
    {"FilterThatEndsInAnd",
     Filter("kind = \"assumed\" AND"),
     "filter",
     {"\"AND\" where AND was expected"}},
    {"FilterOf1001Bytes",
     Filter(std::string(1001, 'a')),
     "filter",
     {"has 1001 bytes", "1000"}},
    {"FilterThatWouldRuleATerminal", Filter("\\033[2J"), "filter", {kExample}},
};
INSTANTIATE_TEST_SUITE_P(Filters, BadRequestTest, testing::ValuesIn(kFilters),
                         CaseName);

// A token that is good for facts of one kind.
Send FactsWithTokenOf(const std::string& own, const std::string& other) {
  return [=](Api& api) {
    grpc::ClientContext context;
    auto request = ParseProto<v1::ListFactsRequest>(own);
    v1::ListFactsResponse page;
    request.set_page_size(1);
    EXPECT_TRUE(api.baselines().ListFacts(&context, request, &page).ok());
    EXPECT_NE(page.next_page_token(), "");
    return Facts(absl::StrCat(other, " page_token: '", page.next_page_token(),
                              "'"))(api);
  };
}

const BadCase kPages[] = {
    {"FactsPageBelow0",
     Facts("parent: 'baselines/region' page_size: -1"),
     "page_size",
     {"at least 0", "not -1"}},
    {"FactsTokenOfOnesOwn",
     Facts("parent: 'baselines/region' page_token: 'next'"),
     "page_token",
     {"next_page_token of this method"}},
    {"FactsTokenThatIsNoBase64",
     Facts("parent: 'baselines/region' page_token: '!!'"),
     "page_token",
     {"next_page_token of this method"}},
    // "999999:0000000000000000".
    {"FactsTokenBeyondTheEnd",
     Facts("parent: 'baselines/region' "
           "page_token: 'OTk5OTk5OjAwMDAwMDAwMDAwMDAwMDA'"),
     "page_token",
     {"next_page_token of this method"}},
    {"FactsTokenOfAnotherFilter",
     FactsWithTokenOf("parent: 'baselines/region'",
                      "parent: 'baselines/region' filter: 'grade = \"L\"'"),
     "page_token",
     {"belongs to another request", "start again without it"},
     grpc::StatusCode::INVALID_ARGUMENT,
     "PAGE_TOKEN_MISMATCH"},
    {"FactsTokenOfAnotherBaseline",
     FactsWithTokenOf("parent: 'baselines/two-nodes'",
                      "parent: 'baselines/region'"),
     "page_token",
     {"belongs to another request"},
     grpc::StatusCode::INVALID_ARGUMENT,
     "PAGE_TOKEN_MISMATCH"},
    {"FactsTokenOfAnotherReading",
     FactsWithTokenOf("parent: 'baselines/region'",
                      "parent: 'baselines/region' "
                      "reading { as_of { year: 2025 month: 3 day: 1 } }"),
     "page_token",
     {"belongs to another request"},
     grpc::StatusCode::INVALID_ARGUMENT,
     "PAGE_TOKEN_MISMATCH"},
    {"LeversTokenOfFacts",
     [](Api& api) {
       grpc::ClientContext context;
       v1::ListFactsRequest request;
       request.set_parent("baselines/region");
       request.set_page_size(1);
       v1::ListFactsResponse page;
       EXPECT_TRUE(api.baselines().ListFacts(&context, request, &page).ok());
       return Levers(
           absl::StrCat("page_token: '", page.next_page_token(), "'"))(api);
     },
     "page_token",
     {"belongs to another request"},
     grpc::StatusCode::INVALID_ARGUMENT,
     "PAGE_TOKEN_MISMATCH"},
    {"FactsAsOfThatIsNoDay",
     Facts("parent: 'baselines/region' reading { as_of { year: 2025 } }"),
     "reading.as_of",
     {"day of the calendar", "2025-00-00"}},
    {"FactsUpToAnUnknownFact",
     Facts("parent: 'baselines/region' "
           "reading { latest_fact: 'baselines/region/facts/nothing' }"),
     "reading.latest_fact",
     {"nothing", "leave it out"}},
    {"ScenariosPageBelow0",
     Scenarios("page_size: -2147483648"),
     "page_size",
     {"at least 0", "not -2147483648"}},
    {"ScenariosTokenOfOnesOwn",
     Scenarios("page_token: 'next'"),
     "page_token",
     {"next_page_token of this method"}},
    {"LeversPageBelow0",
     Levers("page_size: -1"),
     "page_size",
     {"at least 0", "not -1"}},
    {"LeversTokenOfOnesOwn",
     Levers("page_token: '0'"),
     "page_token",
     {"next_page_token of this method"}},
};
INSTANTIATE_TEST_SUITE_P(Pages, BadRequestTest, testing::ValuesIn(kPages),
                         CaseName);

constexpr auto kPrecondition = grpc::StatusCode::FAILED_PRECONDITION;
constexpr char kQuotaToday[] =
    "scenario { policies { policy_id: 'target' "
    "start_date { year: 2025 month: 3 day: 1 } "
    "quota { country: 'iraq' regime: TARGET } } }";

const BadCase kWorlds[] = {
    {"WorldOutputNotYetKnown",
     With("reading { as_of { year: 2024 month: 1 day: 1 } }"),
     "",
     {"2024-01-01", "world world_crude_production 2025-03-01",
      "give market.world_crude_bpd"},
     kPrecondition,
     "FACTS_MISSING",
     "world world_crude_production 2025-03-01"},
    {"PotentialsNotYetKnown",
     With("scenario { market { world_crude_bpd: 8e7 } } "
          "reading { as_of { year: 2024 month: 1 day: 1 } }"),
     "",
     {"krg-fields potential 2025-03-01"},
     kPrecondition,
     "FACTS_MISSING",
     "krg-fields potential 2025-03-01"},
    {"HorizonBeforeAllFacts",
     WithScenario("market { world_crude_bpd: 8e7 } "
                  "horizon { start_date { year: 2000 } "
                  "end_date { year: 2000 } }"),
     "",
     {"krg-fields potential 2000-03-01"},
     kPrecondition,
     "FACTS_MISSING",
     "krg-fields potential 2000-03-01"},
    // The plan for March 2025 was published in April.
    {"CompensationNotYetKnown",
     With(kQuotaToday),
     "",
     {"iraq compensation 2025-03-01", "give the quota", "compensation_bpd"},
     kPrecondition,
     "FACTS_MISSING",
     "iraq compensation 2025-03-01"},
    {"PriceNotYetKnown",
     With("reading { as_of { year: 1987 month: 5 day: 19 } }"),
     "",
     {"known on 1987-05-19", "1987-05-20", "market.start_price_usd_per_bbl"},
     kPrecondition,
     "PRICE_MISSING",
     "brent 1987-05-19"},
    {"MoreLossThanTheWorldLifts",
     WithScenario("policies { policy_id: 'loss' "
                  "start_date { year: 2025 month: 3 day: 1 } "
                  "outage { producers: 'south-fed' loss_bpd: 4e6 } } "
                  "market { world_crude_bpd: 1e6 }"),
     "",
     {"leaves nothing of a world output of 1000000 bpd"},
     grpc::StatusCode::OUT_OF_RANGE,
     "VALUE_OUT_OF_RANGE"},
    {"ResultTooLarge",
     Changed([](v1::EvaluateScenarioRequest* request) {
       v1::Scenario* scenario = request->mutable_scenario();
       scenario->mutable_horizon()->mutable_end_date()->set_year(2028);
       scenario->mutable_horizon()->mutable_end_date()->set_day(1);
       for (int i = 0; i < 100; ++i) {
         v1::Policy* policy = scenario->add_policies();
         policy->set_policy_id(absl::StrCat("policy-", i));
         *policy->mutable_start_date() = scenario->horizon().start_date();
         policy->mutable_route()->add_arcs("itp");
         policy->mutable_route()->set_limit_bpd(i);
       }
     }),
     "",
     {"more than 1000000", "shorten the horizon"},
     grpc::StatusCode::RESOURCE_EXHAUSTED,
     "RESULT_TOO_LARGE"},
};
INSTANTIATE_TEST_SUITE_P(Worlds, BadRequestTest, testing::ValuesIn(kWorlds),
                         CaseName);

TEST(BadRequestTest, ACompensationThatIsKnownIsRead) {
  Api api;
  EXPECT_TRUE(With(absl::StrCat(
      kQuotaToday, "reading { as_of { year: 2025 month: 4 day: 15 } }"))(api)
                  .ok());
}

}  // namespace
}  // namespace oilflow
