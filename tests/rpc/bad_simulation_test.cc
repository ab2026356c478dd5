// Every way to spoil a request for a simulation.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "tests/support/bad_simulations.h"
#include "tests/support/details.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

class BadSimulationTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadSimulationTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

TEST(BadSimulationsTest, TheRequestThatEveryCaseSpoilsIsGood) {
  Api api;
  const auto expect_good = [&](const Send& send) {
    const grpc::Status status = send(api);
    EXPECT_TRUE(status.ok()) << status.error_message();
  };
  expect_good(Also(""));
  expect_good(Also("sampling { method: SOBOL draw_count: 320 }"));
  expect_good(Also("draws { first_draw: 3 end_draw: 20 }"));
}

TEST(BadSimulationsTest, EveryFaultOfARequestIsNamedAtOnce) {
  Api api;
  const grpc::Status status = Also(R"pb(
    source {
      scenario {
        display_name: "\t"
        uncertainties { fact_ranges: 9 inconsistent: 9 }
      }
      reading { latest_fact: "nothing" }
    }
    against { scenario { baseline: "region" } }
    sampling { method: 9 draw_count: 0 }
    shortfall_share: 0.6
  )pb")(api);
  const auto requests = DetailsOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(requests.size(), 1u) << status.error_message();
  std::vector<std::string> fields;
  for (const auto& violation : requests[0].field_violations()) {
    fields.push_back(violation.field());
  }
  EXPECT_THAT(fields,
              testing::UnorderedElementsAre(
                  "source.scenario.display_name",
                  "source.scenario.uncertainties.fact_ranges",
                  "source.scenario.uncertainties.inconsistent",
                  "source.reading.latest_fact", "against.scenario.baseline",
                  "sampling.method", "sampling.draw_count", "shortfall_share"));
}

const BadCase kSimulations[] = {
    {"NoSource",
     Spoilt([](auto* request) { request->clear_source(); }),
     "source.name",
     {"must be set, or scenario"}},
    {"UnknownScenario",
     Spoilt([](auto* request) {
       request->mutable_source()->set_name("scenarios/nowhere");
     }),
     "",
     {"scenarios/nowhere", "ListScenarios"},
     grpc::StatusCode::NOT_FOUND,
     "SCENARIO_NOT_FOUND"},
    {"UnknownBaseline",
     Also("source { scenario { baseline: 'baselines/nowhere' } }"),
     "",
     {"baselines/nowhere"},
     grpc::StatusCode::NOT_FOUND,
     "BASELINE_NOT_FOUND"},
    {"BadReading",
     Also("source { reading { as_of { year: 2025 month: 13 day: 1 } } }"),
     "source.reading.as_of",
     {"2025-13-01"}},
    {"AgainstOtherDays",
     Spoilt([](auto* request) {
       *request->mutable_against() = request->source();
       request->mutable_against()
           ->mutable_scenario()
           ->mutable_horizon()
           ->mutable_end_date()
           ->set_day(12);
     }),
     "against.scenario.horizon",
     {"2025-03-01 to 2025-03-11", "2025-03-12"}},
    {"AgainstAnotherBaseline",
     Spoilt([](auto* request) {
       *request->mutable_against() = request->source();
       request->mutable_against()->mutable_scenario()->set_baseline(
           "baselines/two-nodes");
     }),
     "against.scenario.baseline",
     {"baselines/region", "baselines/two-nodes"}},
    {"AgainstAnotherCorrelation",
     Spoilt([](auto* request) {
       v1::RankCorrelation* one = request->mutable_source()
                                      ->mutable_scenario()
                                      ->mutable_uncertainties()
                                      ->add_correlations();
       one->set_first("saudi-fields.potential");
       one->set_second("uae-fields.potential");
       one->set_correlation(0.5);
       *request->mutable_against() = request->source();
       request->mutable_against()
           ->mutable_scenario()
           ->mutable_uncertainties()
           ->mutable_correlations(0)
           ->set_correlation(0.25);
     }),
     "source.scenario.uncertainties.correlations",
     {"saudi-fields.potential and uae-fields.potential", "0.5", "0.25",
      "give both the same"}},
    {"NoSuchMethod",
     Also("sampling { method: 7 }"),
     "sampling.method",
     {"RANDOM or SOBOL", "not 7"}},
    {"NoDraws",
     Also("sampling { draw_count: 0 }"),
     "sampling.draw_count",
     {"1 to 10000000", "not 0"}},
    {"TooManyDraws",
     Also("sampling { draw_count: 10000001 }"),
     "sampling.draw_count",
     {"1 to 10000000", "not 10000001"}},
    {"MoreThanMemoryHolds",
     Spoilt([](auto* request) {
       request->mutable_sampling()->set_draw_count(10000000);
       for (const char* arc : {"itp", "cpc", "krg-pipeline", "trucks-iran"}) {
         request->add_outputs(absl::StrCat(arc, ".flow_bpd"));
         request->add_outputs(absl::StrCat(arc, ".flow_change_bpd"));
       }
       request->set_monthly(true);
     }),
     "",
     {"160000000", "134217728", "make at most 8388608 draws"},
     grpc::StatusCode::RESOURCE_EXHAUSTED,
     "RESULT_TOO_LARGE"},
    {"UnknownOutput",
     Also("outputs: 'net_suply_bpd'"),
     "outputs[0]",
     {"net_suply_bpd", "net_supply_bpd"}},
    {"OutputOfNoArc",
     Also("outputs: 'itpp.flow_bpd'"),
     "outputs[0]",
     {"itpp", "itp"}},
    {"OutputTwice",
     Also("outputs: 'net_supply_bpd' outputs: 'net_supply_bpd'"),
     "outputs[1]",
     {"must not ask for net_supply_bpd", "outputs[0]"}},
    {"MonthBesideAllMonths",
     Also("outputs: 'net_supply_bpd' outputs: 'net_supply_bpd@2025-03' "
          "monthly: true"),
     "outputs[1]",
     {"net_supply_bpd@2025-03", "outputs[0]"}},
    {"MonthOutsideTheHorizon",
     Also("outputs: 'net_supply_bpd@2026-03'"),
     "outputs[0]",
     {"2026-03"}},
    {"TooManyOutputs",
     Spoilt([](auto* request) {
       for (int i = 1; i <= 21; ++i) {
         request->add_outputs(absl::StrCat("curve-", i, "m.price_percent"));
       }
     }),
     "outputs",
     {"at most 20", "not 21"}},
    {"OutputOfOnePolicyAgainstNone",
     Spoilt([](auto* request) {
       *request->mutable_against() = request->source();
       v1::Policy* policy =
           request->mutable_source()->mutable_scenario()->add_policies();
       *policy = ParseProto<v1::Policy>(
           "policy_id: 'cut' start_date { year: 2025 month: 3 day: 1 } outage "
           "{ arcs: 'cpc' loss_bpd: 1000 }");
       request->add_outputs("cut.in_force_share");
     }),
     "outputs[0]",
     {"against", "cut"}},
    {"StopWithoutAnError",
     Also("sampling { draw_count: 1000 } stop { }"),
     "stop.error",
     {"must be given", "above 0"}},
    {"StopAtNothing",
     Also("sampling { draw_count: 1000 } stop { error: 0 }"),
     "stop.error",
     {"above 0", "not 0"}},
    {"StopOfAnotherOutput",
     Also("sampling { draw_count: 1000 } stop { error: 1 output: "
          "'price_percent' }"),
     "stop.output",
     {"net_supply_bpd", "price_usd_per_bbl", "price_percent"}},
    {"StopAtAnotherLevel",
     Also("sampling { draw_count: 1000 } stop { error: 1 level: 0.1 }"),
     "stop.level",
     {"0.05, 0.16, 0.5, 0.84 or 0.95", "0.1"}},
    {"StopOfTooFewDraws",
     Also("sampling { draw_count: 999 } stop { error: 1 }"),
     "sampling.draw_count",
     {"at least 1000", "999"}},
    {"NoShortfall",
     Also("shortfall_share: 0"),
     "shortfall_share",
     {"above 0", "0.5"}},
    {"ShortfallOfMost",
     Also("shortfall_share: 0.51"),
     "shortfall_share",
     {"at most 0.5", "0.51"}},
    {"PartBesideStop",
     Also("sampling { draw_count: 1000 } stop { error: 1 } draws { end_draw: 9 "
          "}"),
     "draws",
     {"left out beside stop"}},
    {"PartBeforeTheFirst",
     Also("draws { first_draw: -1 end_draw: 9 }"),
     "draws.first_draw",
     {"0 to 19", "-1"}},
    {"PartBeyondTheLast",
     Also("draws { end_draw: 21 }"),
     "draws.end_draw",
     {"1 to 20", "21"}},
    {"PartOfNothing",
     Also("draws { first_draw: 9 end_draw: 9 }"),
     "draws.end_draw",
     {"10 to 20", "not 9"}},
};
INSTANTIATE_TEST_SUITE_P(Requests, BadSimulationTest,
                         testing::ValuesIn(kSimulations), CaseName);

}  // namespace
}  // namespace oilflow
