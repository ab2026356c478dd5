// Every way to spoil a scenario outside its levers.

#include "tests/support/bad_input.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"

namespace oilflow {
namespace {

class BadScenarioTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadScenarioTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

std::string Horizon(const std::string& start, const std::string& end) {
  return absl::StrCat("horizon { start_date {", start, "} end_date {", end,
                      "} }");
}

Send Named(const std::string& name) {
  return Changed([name](auto* request) { request->set_name(name); });
}

std::string Repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&all, text);
  }
  return all;
}

const BadCase kSources[] = {
    {"NoSource",
     Changed([](auto* request) { request->Clear(); }),
     "name",
     {"must be set, or scenario"}},
    {"EmptyName",
     Named(""),
     "",
     {"no unnamed resource", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"UnknownScenario",
     Named("scenarios/nothing"),
     "",
     {"scenarios/nothing", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NameWithoutItsCollection",
     Named("restart-185"),
     "",
     {"restart-185", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NameWithASegmentTooMany",
     Named("scenarios/restart-185/revisions"),
     "",
     {"scenarios/restart-185/revisions"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NameOf100000Bytes",
     Named(std::string(100000, 'a')),
     "",
     {"aaaaaaaa", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NameThatWouldBeCutInsideALetter",
     Named(std::string(119, 'a') + "\xC3\xA9\xC3\xA9"),
     "",
     {"aaaaaaaa", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NameThatWouldRuleATerminal",
     Named("scenarios/\x1b[2J"),
     "",
     {"ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"NoBaseline",
     WithScenario("baseline: ''"),
     "scenario.baseline",
     {"baselines/{baseline}", "baselines/region", "not \"\""}},
    {"BaselineWithoutItsCollection",
     WithScenario("baseline: 'region'"),
     "scenario.baseline",
     {"baselines/{baseline}", "not \"region\""}},
    {"UnknownBaseline",
     WithScenario("baseline: 'baselines/nowhere'"),
     "",
     {"baselines/nowhere", "baselines/region"},
     grpc::StatusCode::NOT_FOUND,
     "BASELINE_NOT_FOUND"},
};
INSTANTIATE_TEST_SUITE_P(Sources, BadScenarioTest, testing::ValuesIn(kSources),
                         CaseName);

const BadCase kDates[] = {
    {"NoHorizon",
     Changed([](auto* r) { r->mutable_scenario()->clear_horizon(); }),
     "scenario.horizon",
     {"start_date", "end_date"}},
    {"HorizonWithoutAStart",
     Changed([](auto* r) {
       r->mutable_scenario()->mutable_horizon()->clear_start_date();
     }),
     "scenario.horizon",
     {"must have a start_date"}},
    {"HorizonWithoutAnEnd",
     Changed([](auto* r) {
       r->mutable_scenario()->mutable_horizon()->clear_end_date();
     }),
     "scenario.horizon",
     {"an end_date"}},
    {"HorizonReversed",
     WithScenario("horizon { end_date { year: 2024 } }"),
     "scenario.horizon.end_date",
     {"1 to 1096 days after start_date", "-355"}},
    {"HorizonOf0Days",
     WithScenario("horizon { end_date { day: 1 } }"),
     "scenario.horizon.end_date",
     {"1 to 1096", "not 0"}},
    // 1,096 days are three years from March with a leap day.
    {"HorizonOf1097Days",
     WithScenario("horizon { end_date { year: 2028 month: 3 day: 2 } }"),
     "scenario.horizon.end_date",
     {"1 to 1096", "not 1097"}},
    {"StartThatIsNoDay",
     WithScenario("horizon { start_date { month: 2 day: 30 } }"),
     "scenario.horizon.start_date",
     {"day of the calendar", "2025-02-30"}},
    {"EndThatIsNoDay",
     WithScenario("horizon { end_date { month: 13 } }"),
     "scenario.horizon.end_date",
     {"day of the calendar", "2025-13-11"}},
    {"StartWithoutAMonth",
     WithScenario("horizon { start_date { month: 0 day: 0 } }"),
     "scenario.horizon.start_date",
     {"day of the calendar", "2025-00-00"}},
    {"HorizonBeforeTheCalendar",
     WithScenario(
         Horizon("year: 1959 month: 12 day: 31", "year: 1960 month: 1 day: 2")),
     "scenario.horizon.start_date",
     {"1960-01-01 to 2100-01-01", "not 1959-12-31"}},
    {"HorizonAfterTheCalendar",
     WithScenario(
         Horizon("year: 2099 month: 12 day: 31", "year: 2100 month: 1 day: 2")),
     "scenario.horizon.end_date",
     {"1960-01-01 to 2100-01-01", "not 2100-01-02"}},
    {"YearThatIsHuge",
     WithScenario("horizon { end_date { year: 2147483647 } }"),
     "scenario.horizon.end_date",
     {"2100-01-01", "2147483647"}},
    {"YearThatIsNegative",
     WithScenario("as_of { year: -1 }"),
     "scenario.as_of",
     {"1960-01-01 to 2100-01-01"}},
    {"AsOfThatIsNoDay",
     WithScenario("as_of { month: 2 day: 29 }"),
     "scenario.as_of",
     {"day of the calendar", "2025-02-29"}},
    {"ReadingAsOfThatIsNoDay",
     With("reading { as_of { year: 2025 } }"),
     "reading.as_of",
     {"day of the calendar", "2025-00-00"}},
    {"FactWithoutItsBaseline",
     With("reading { latest_fact: 'irn-06' }"),
     "reading.latest_fact",
     {"baselines/region/facts/{fact}", "irn-06"}},
    {"FactOfAnotherBaseline",
     With("reading { latest_fact: 'baselines/two-nodes/facts/required' }"),
     "reading.latest_fact",
     {"baselines/region/facts/{fact}", "baselines/two-nodes/facts/required"}},
    {"UnknownFact",
     With("reading { latest_fact: 'baselines/region/facts/nothing' }"),
     "reading.latest_fact",
     {"nothing", "leave it out"}},
};
INSTANTIATE_TEST_SUITE_P(Dates, BadScenarioTest, testing::ValuesIn(kDates),
                         CaseName);

const BadCase kTexts[] = {
    {"DisplayNameOf121Bytes",
     WithScenario("display_name: '" + std::string(121, 'a') + "'"),
     "scenario.display_name",
     {"at most 120 bytes", "not 121"}},
    {"DisplayNameThatWouldRuleATerminal",
     WithScenario("display_name: '\\033[2J'"),
     "scenario.display_name",
     {"must not have control characters"}},
    {"DescriptionOf4001Bytes",
     WithScenario("description: '" + std::string(4001, 'a') + "'"),
     "scenario.description",
     {"at most 4000 bytes", "not 4001"}},
    {"DescriptionWithABell",
     WithScenario("description: 'line\\nbell\\007'"),
     "scenario.description",
     {"must not have control characters"}},
    {"TwentyOneSources",
     WithScenario(Repeated("sources: 'a' ", 21)),
     "scenario.sources",
     {"at most 20", "not 21"}},
    {"SourceOf401Bytes",
     WithScenario("sources: 'a' sources: '" + std::string(401, 'a') + "'"),
     "scenario.sources[1]",
     {"at most 400 bytes", "not 401"}},
    {"SourceOfTwoLines",
     WithScenario("sources: 'one\\ntwo'"),
     "scenario.sources[0]",
     {"must not have control characters"}},
};
INSTANTIATE_TEST_SUITE_P(Texts, BadScenarioTest, testing::ValuesIn(kTexts),
                         CaseName);

std::string Market(const std::string& text) {
  return absl::StrCat("market {", text, "}");
}

std::string Model(const std::string& text) {
  return absl::StrCat("market { models {", text, "} }");
}

const BadCase kMarkets[] = {
    {"NoMarket",
     Changed([](auto* r) { r->mutable_scenario()->clear_market(); }),
     "scenario.market.shock_mode",
     {"SHOCK_EX_ANTE", "PATH_REALISED", "never guessed"}},
    {"UnknownShockMode",
     WithScenario(Market("shock_mode: 9")),
     "scenario.market.shock_mode",
     {"SHOCK_EX_ANTE", "PATH_REALISED", "9"}},
    {"StartPriceOf0",
     WithScenario(Market("start_price_usd_per_bbl: 0")),
     "scenario.market.start_price_usd_per_bbl",
     {"0.01 to 1000 USD/bbl", "not 0"}},
    {"StartPriceBelow0",
     WithScenario(Market("start_price_usd_per_bbl: -37.6")),
     "scenario.market.start_price_usd_per_bbl",
     {"0.01 to 1000 USD/bbl", "not -37.6"}},
    {"StartPriceAbove1000",
     WithScenario(Market("start_price_usd_per_bbl: 1000.5")),
     "scenario.market.start_price_usd_per_bbl",
     {"0.01 to 1000 USD/bbl", "not 1000.5"}},
    {"StartPriceThatIsNoNumber",
     WithScenario(Market("start_price_usd_per_bbl: nan")),
     "scenario.market.start_price_usd_per_bbl",
     {"0.01 to 1000 USD/bbl", "not nan"}},
    {"WorldCrudeTooSmall",
     WithScenario(Market("world_crude_bpd: 83")),
     "scenario.market.world_crude_bpd",
     {"1000000 to 200000000 bpd", "not 83"}},
    {"WorldCrudeInfinite",
     WithScenario(Market("world_crude_bpd: inf")),
     "scenario.market.world_crude_bpd",
     {"1000000 to 200000000 bpd", "not inf"}},
    {"ElevenModels",
     WithScenario(Market(Repeated("models {} ", 11))),
     "scenario.market.models",
     {"at most 10", "not 11"}},
    {"ModelWithoutAnId",
     WithScenario(Model("supply_elasticity: 0.1 demand_elasticity: -0.2")),
     "scenario.market.models[0].model_id",
     {kIdRule, "not \"\""}},
    {"ModelIdOfTheService",
     WithScenario(Model("model_id: 'kilian-murphy-2014' "
                        "supply_elasticity: 0.1 demand_elasticity: -0.2")),
     "scenario.market.models[0].model_id",
     {"is taken", "kilian-murphy-2014"}},
    {"ModelIdTwice",
     WithScenario(
         Market(Repeated("models { model_id: 'mine' supply_elasticity: 0 "
                         "demand_elasticity: -1 } ",
                         2))),
     "scenario.market.models[1].model_id",
     {"is taken", "mine"}},
    {"ModelWithoutADemandElasticity",
     WithScenario(Model("model_id: 'mine' supply_elasticity: 0.1")),
     "scenario.market.models[0]",
     {"must have", "demand_elasticity"}},
    {"SupplyElasticityBelow0",
     WithScenario(Model("model_id: 'mine' supply_elasticity: -0.1 "
                        "demand_elasticity: -0.2")),
     "scenario.market.models[0].supply_elasticity",
     {"0 to 10", "not -0.1", "demand elasticity by another name"}},
    {"SupplyElasticityThatIsNoNumber",
     WithScenario(Model("model_id: 'mine' supply_elasticity: nan "
                        "demand_elasticity: -0.2")),
     "scenario.market.models[0].supply_elasticity",
     {"0 to 10", "not nan"}},
    {"DemandElasticityAbove0",
     WithScenario(Model("model_id: 'mine' supply_elasticity: 0.1 "
                        "demand_elasticity: 0.2")),
     "scenario.market.models[0].demand_elasticity",
     {"-10 to 0", "not 0.2", "with its sign"}},
    {"ElasticitiesTooNear0",
     WithScenario(Model("model_id: 'mine' supply_elasticity: 0 "
                        "demand_elasticity: -0.005")),
     "scenario.market.models[0]",
     {"at least 0.01", "no bound"}},
    {"RealisedPathThatNothingClears",
     WithScenario("market { shock_mode: PATH_REALISED models { "
                  "model_id: 'mine' supply_elasticity: 1 demand_elasticity: 0 "
                  "} }"),
     "scenario.market.models[0].demand_elasticity",
     {"at most -0.01", "PATH_REALISED"}},
};
INSTANTIATE_TEST_SUITE_P(Markets, BadScenarioTest, testing::ValuesIn(kMarkets),
                         CaseName);

}  // namespace
}  // namespace oilflow
