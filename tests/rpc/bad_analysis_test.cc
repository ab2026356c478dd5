// Every way to spoil a request for an attribution, a revision, a sensitivity, a
// sweep or a goal.

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

class BadAnalysisTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadAnalysisTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

// Ten days with two cuts: every case spoils this.
v1::ScenarioSource GoodSource() {
  v1::ScenarioSource source;
  *source.mutable_scenario() = GoodRequest().scenario();
  source.mutable_scenario()->MergeFrom(ParseProto<v1::Scenario>(R"pb(
    policies {
      policy_id: "cut"
      start_date { year: 2025 month: 3 day: 1 }
      outage { producers: "south-fed" loss_bpd: 1000 }
    }
    policies {
      policy_id: "stop"
      start_date { year: 2025 month: 3 day: 1 }
      outage { arcs: "cpc" loss_bpd: 1000 }
    }
    uncertainties {
      parameters {
        parameter: "cut.realised_share"
        distribution { uniform { low: 0.5 high: 1 } }
      }
    })pb"));
  return source;
}

template <typename Request, typename Response>
using Method = std::unique_ptr<grpc::ClientReader<Response>> (
    v1::EnsembleService::Stub::*)(grpc::ClientContext*, const Request&);

// To the end of the stream.
template <typename Response, typename Request>
grpc::Status SendToTheEnd(Api& api, Method<Request, Response> method,
                          const Request& request) {
  grpc::ClientContext context;
  const auto reader = (api.ensembles().*method)(&context, request);
  Response response;
  while (reader->Read(&response)) {
  }
  return reader->Finish();
}

template <typename Request>
Request Merged(const std::string& good, const std::string& text) {
  Request request = ParseProto<Request>(good);
  *request.mutable_source() = GoodSource();
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &request))
      << text;
  return request;
}

Send Attribution(const std::string& text) {
  return [text](Api& api) {
    return SendToTheEnd<v1::AttributeScenarioResponse>(
        api, &v1::EnsembleService::Stub::AttributeScenario,
        Merged<v1::AttributeScenarioRequest>("sampling { draw_count: 0 }",
                                             text));
  };
}

Send Revision(const std::string& text) {
  return [text](Api& api) {
    return SendToTheEnd<v1::AttributeRevisionResponse>(
        api, &v1::EnsembleService::Stub::AttributeRevision,
        Merged<v1::AttributeRevisionRequest>("", text));
  };
}

Send Analysis(const std::string& text) {
  return [text](Api& api) {
    return SendToTheEnd<v1::AnalyzeSensitivityResponse>(
        api, &v1::EnsembleService::Stub::AnalyzeSensitivity,
        Merged<v1::AnalyzeSensitivityRequest>("sampling { draw_count: 10 }",
                                              text));
  };
}

Send SweepOf(const std::string& text) {
  return [text](Api& api) {
    return SendToTheEnd<v1::SweepScenarioResponse>(
        api, &v1::EnsembleService::Stub::SweepScenario,
        Merged<v1::SweepScenarioRequest>("", text));
  };
}

// A good axis, and this.
Send SweepAnd(const std::string& text) {
  return SweepOf("axes { parameter: 'cut.loss_bpd' values { values: 1 } } " +
                 text);
}

Send Goal(const std::string& good, const std::string& text) {
  return [good, text](Api& api) {
    grpc::ClientContext context;
    v1::SeekGoalResponse response;
    return api.ensembles().SeekGoal(
        &context, Merged<v1::SeekGoalRequest>(good, text), &response);
  };
}

Send GoalWith(const std::string& text) {
  return Goal(
      "parameter: 'cut.loss_bpd' output: 'net_supply_bpd' target: -1500", text);
}

// 0.9 with each of two that are -0.9 with each other: no three numbers do that.
std::string Inconsistent(const std::string& more) {
  const auto correlation = [](const char* first, const char* second,
                              double value) {
    return absl::StrCat("correlations { first: '", first, "' second: '", second,
                        "' correlation: ", value, " } ");
  };
  return absl::StrCat(
      more, " source { scenario { uncertainties { inconsistent: REFUSE ",
      "parameters { parameter: 'stop.realised_share' ",
      "distribution { uniform { low: 0.5 high: 1 } } } ",
      "parameters { parameter: 'stop.loss_bpd' ",
      "distribution { uniform { low: 500 high: 1000 } } } ",
      correlation("cut.realised_share", "stop.realised_share", 0.9),
      correlation("cut.realised_share", "stop.loss_bpd", 0.9),
      correlation("stop.realised_share", "stop.loss_bpd", -0.9), "} } }");
}

BadCase RefusedCorrelations(const std::string& name, const Send& send) {
  return {name,
          send,
          "source.scenario.uncertainties.correlations",
          {"cannot all hold"}};
}

// By either method: it is no fault of Sobol's points.
constexpr char kSobol[] = "sampling { method: SOBOL }";

INSTANTIATE_TEST_SUITE_P(
    Correlations, BadAnalysisTest,
    testing::Values(
        RefusedCorrelations("Attribution", Attribution(Inconsistent(""))),
        RefusedCorrelations("Sensitivity", Analysis(Inconsistent(""))),
        RefusedCorrelations("SensitivityBySobol",
                            Analysis(Inconsistent(kSobol))),
        RefusedCorrelations("Sweep", SweepAnd(Inconsistent(kSobol))),
        RefusedCorrelations("Goal", GoalWith(Inconsistent("")))),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Attributions, BadAnalysisTest,
    testing::Values(
        BadCase{"NoPolicies",
                [](Api& api) {
                  v1::AttributeScenarioRequest request;
                  *request.mutable_source()->mutable_scenario() =
                      GoodRequest().scenario();
                  return SendToTheEnd<v1::AttributeScenarioResponse>(
                      api, &v1::EnsembleService::Stub::AttributeScenario,
                      request);
                },
                "source.scenario.policies",
                {"from 1 to 63", "not 0"}},
        BadCase{"GroupOfNoPolicy",
                Attribution("groups { group_id: 'a' policies: 'cot' }"),
                "groups[0].policies[0]",
                {"cot", "did you mean \"cut\""}},
        BadCase{"GroupWithoutPolicies",
                Attribution("groups { group_id: 'a' }"),
                "groups[0].policies",
                {"at least one"}},
        BadCase{"PolicyInTwoGroups",
                Attribution("groups { group_id: 'a' policies: 'cut' } "
                            "groups { group_id: 'b' policies: 'cut' }"),
                "groups[1].policies[0]",
                {"one group", "groups[0]"}},
        BadCase{"GroupTwice",
                Attribution("groups { group_id: 'a' policies: 'cut' } "
                            "groups { group_id: 'a' policies: 'stop' }"),
                "groups[1].group_id",
                {"unique"}},
        BadCase{"TooFewPairs",
                Attribution("order_pair_count: 9"),
                "order_pair_count",
                {"from 10 to 10000", "not 9"}},
        BadCase{"TooManyDraws",
                Attribution("sampling { draw_count: 10000001 }"),
                "sampling.draw_count",
                {"from 0 to 10000000"}},
        BadCase{"UnknownOutput",
                Attribution("outputs: 'net_suply_bpd'"),
                "outputs[0]",
                {"net_supply_bpd"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Revisions, BadAnalysisTest,
    testing::Values(
        BadCase{"NoFirstDay", Revision(""), "from_as_of", {"must be given"}},
        BadCase{"NoSuchDay",
                Revision("from_as_of { year: 2025 month: 2 day: 30 }"),
                "from_as_of",
                {}},
        BadCase{"LaterThanTheEnd",
                Revision("from_as_of { year: 2025 month: 3 day: 2 }"),
                "from_as_of",
                {"no later than 2025-03-01", "2025-03-02"}},
        BadCase{"NothingKnownYet",
                Revision("from_as_of { year: 1980 month: 1 day: 1 } "
                         "source { scenario { market { "
                         "world_crude_bpd: 8e7 } } }"),
                "",
                {"from_as_of 1980-01-01", "1987-05-20"},
                grpc::StatusCode::FAILED_PRECONDITION,
                "PRICE_MISSING",
                "brent 1980-01-01"}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Sensitivities, BadAnalysisTest,
    testing::Values(
        BadCase{"UnknownVariable",
                Analysis("groups { group_id: 'a' "
                         "variables: 'cut.realised_shere' }"),
                "groups[0].variables[0]",
                {"did you mean \"cut.realised_share\""}},
        BadCase{"PatternOfNothing",
                Analysis("groups { group_id: 'a' variables: 'nothing.*' }"),
                "groups[0].variables[0]",
                {"nothing.*"}},
        BadCase{"VariableInTwoGroups",
                Analysis("groups { group_id: 'a' variables: 'cut.*' } groups { "
                         "group_id: 'b' variables: 'cut.realised_share' }"),
                "groups[1].variables[0]",
                {"groups[0]"}},
        BadCase{"BadGroupId",
                Analysis("groups { group_id: 'A!' variables: 'cut.*' }"),
                "groups[0].group_id",
                {"A!"}},
        BadCase{"OneDraw",
                Analysis("sampling { draw_count: 1 }"),
                "sampling.draw_count",
                {"from 2"}},
        BadCase{"TooFewResamples",
                Analysis("resample_count: 99"),
                "resample_count",
                {"from 100 to 10000"}},
        BadCase{"TooMuchToResample",
                Analysis("sampling { draw_count: 1000000 } resample_count: "
                         "10000 source { scenario { uncertainties { "
                         "fact_ranges: OFF } } }"),
                "resample_count",
                {"fewer resamples", "1000000 draws", "not 10000"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Sweeps, BadAnalysisTest,
    testing::Values(
        BadCase{"NoAxes", SweepOf(""), "axes", {"from 1 to 4", "not 0"}},
        BadCase{"NoValues",
                SweepOf("axes { parameter: 'cut.loss_bpd' }"),
                "axes[0].steps",
                {"or values"}},
        BadCase{"SameAxisTwice",
                SweepAnd("axes { parameter: 'cut.loss_bpd' "
                         "values { values: 2 } }"),
                "axes[1].parameter",
                {"unique"}},
        BadCase{"UnknownParameter",
                SweepAnd("axes { parameter: 'stop.los_bpd' "
                         "values { values: 2 } }"),
                "axes[1].parameter",
                {"stop.loss_bpd"}},
        BadCase{"BelowItsRange",
                SweepAnd("axes { parameter: 'stop.loss_bpd' "
                         "values { values: 2 values: -1 } }"),
                "axes[1].values.values[1]",
                {"must be from 0", "not -1"}},
        BadCase{"BeyondItsRange",
                SweepAnd("axes { parameter: 'stop.realised_share' "
                         "steps { from: 0 to: 1.5 count: 3 } }"),
                "axes[1].steps.to",
                {"0 to 1", "1.5"}},
        BadCase{"OneStep",
                SweepAnd("axes { parameter: 'stop.realised_share' "
                         "steps { from: 0 to: 1 count: 1 } }"),
                "axes[1].steps.count",
                {"from 2 to 10000"}},
        BadCase{"NoWay",
                SweepAnd("axes { parameter: 'stop.realised_share' "
                         "steps { from: 1 to: 1 count: 2 } }"),
                "axes[1].steps.to",
                {"differ"}},
        BadCase{"RatiosFromNothing",
                SweepAnd("axes { parameter: 'stop.realised_share' steps { "
                         "from: 0 to: 1 count: 2 logarithmic: true } }"),
                "axes[1].steps.from",
                {"above 0"}},
        BadCase{"TooManyPoints",
                SweepOf("axes { parameter: 'cut.loss_bpd' "
                        "steps { from: 0 to: 1000 count: 10000 } } "
                        "axes { parameter: 'stop.loss_bpd' "
                        "steps { from: 0 to: 1000 count: 101 } }"),
                "axes",
                {"1000000 points"}},
        BadCase{"TooManyDrawsOfAll",
                SweepOf("axes { parameter: 'cut.loss_bpd' "
                        "steps { from: 0 to: 1000 count: 10000 } } "
                        "sampling { draw_count: 1001 }"),
                "sampling.draw_count",
                {"at most 1000", "10000 points"}},
        BadCase{"HalfADay",
                SweepOf("axes { parameter: 'cut.delay_days' "
                        "values { values: 1 values: 2.5 } }"),
                "axes[0].values.values[1]",
                {"whole days", "not 2.5"}},
        BadCase{"StepsBetweenDays",
                SweepOf("axes { parameter: 'cut.delay_days' "
                        "steps { from: 0 to: 9 count: 3 } }"),
                "axes[0].steps.count",
                {"whole days", "not 4.5", "list the values"}},
        BadCase{"SkipBeyondTheEnd",
                SweepAnd("skip: 2"),
                "skip",
                {"from 0 to 1", "not 2"}}),
    CaseName);

INSTANTIATE_TEST_SUITE_P(
    Goals, BadAnalysisTest,
    testing::Values(
        BadCase{"NoTarget",
                Goal("parameter: 'cut.loss_bpd' output: 'net_supply_bpd'", ""),
                "target",
                {"must be given"}},
        BadCase{"NoOutput",
                Goal("parameter: 'cut.loss_bpd' target: 1", ""),
                "output",
                {"must be given"}},
        BadCase{"NoParameter",
                Goal("output: 'net_supply_bpd' target: 1", ""),
                "parameter",
                {"{policy_id}.{field}"}},
        BadCase{"UnknownParameter",
                GoalWith("parameter: 'cut.los_bpd'"),
                "parameter",
                {"cut.loss_bpd"}},
        BadCase{"UnknownOutput",
                GoalWith("output: 'net_suply_bpd'"),
                "output",
                {"net_supply_bpd"}},
        BadCase{"EndBeforeBeginning",
                GoalWith("minimum: 10 maximum: 5"),
                "maximum",
                {"above the minimum", "10", "5"}},
        BadCase{"BelowItsRange",
                GoalWith("minimum: -5"),
                "minimum",
                {"from 0", "-5"}},
        BadCase{"EndWithinADay",
                GoalWith("parameter: 'cut.delay_days' maximum: 10.5"),
                "maximum",
                {"whole days", "not 10.5"}},
        BadCase{
            "NoTolerance", GoalWith("tolerance: 0"), "tolerance", {"above 0"}},
        BadCase{"NoSource",
                [](Api& api) {
                  grpc::ClientContext context;
                  v1::SeekGoalRequest request;
                  request.set_parameter("cut.loss_bpd");
                  request.set_output("net_supply_bpd");
                  request.set_target(1);
                  v1::SeekGoalResponse response;
                  return api.ensembles().SeekGoal(&context, request, &response);
                },
                "source.name",
                {"must be set, or scenario"}}),
    CaseName);

}  // namespace
}  // namespace oilflow
