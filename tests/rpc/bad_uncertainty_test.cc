// Every way to spoil what is said to be uncertain.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/bad_simulations.h"

namespace oilflow {
namespace {

class BadUncertaintyTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadUncertaintyTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send AlsoUncertain(const std::string& text) {
  return Also(
      absl::StrCat("source { scenario { uncertainties {", text, "} } }"));
}

// A policy whose size is uncertain in this way.
Send AlsoDistribution(const std::string& text) {
  return Also(absl::StrCat(
      "source { scenario { policies { policy_id: 'cut' start_date { year: 2025 "
      "month: 3 day: 1 } outage { arcs: 'cpc' loss_bpd: 1000 } } "
      "uncertainties { parameters { parameter: 'cut.realised_share' "
      "distribution {",
      text, "} } } } }"));
}

constexpr char kDistribution[] =
    "source.scenario.uncertainties.parameters[0].distribution";

std::string InDistribution(const std::string& field) {
  return absl::StrCat(kDistribution, ".", field);
}

TEST(BadUncertaintiesTest, TheRequestThatEveryCaseSpoilsIsGood) {
  Api api;
  const grpc::Status status =
      AlsoDistribution("triangular { low: 0.5 mode: 0.9 high: 1 }")(api);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

const BadCase kUncertainties[] = {
    {"ParameterOfNothing",
     AlsoUncertain("parameters { parameter: 'nothing' distribution { point { "
                   "value: 1 } } }"),
     "source.scenario.uncertainties.parameters[0].parameter",
     {"{policy_id}.{field}", "nothing"}},
    {"ParameterTwice",
     AlsoUncertain("parameters { parameter: 'itp.capacity' distribution { "
                   "point { value: 1 } } } parameters { parameter: "
                   "'itp.capacity' distribution { point { value: 1 } } }"),
     "source.scenario.uncertainties.parameters[1].parameter",
     {"unique", "parameters[0]"}},
    {"UnknownParameter",
     AlsoUncertain("parameters { parameter: 'itpp.capacity' distribution { "
                   "point { value: 1 } } }"),
     "source.scenario.uncertainties",
     {"itpp.capacity"}},
    {"BelowWhatIsAllowed",
     AlsoDistribution("uniform { low: -1 high: 0.5 }"),
     "source.scenario.uncertainties",
     {"cut.realised_share", "-1"}},
    {"NormalWhereThereIsALeast",
     AlsoDistribution("normal { lower { level: 0.1 value: 0.4 } upper { level: "
                      "0.9 value: 0.6 } }"),
     "source.scenario.uncertainties",
     {"cut.realised_share", "take a family with ends"}},
    {"NoFamily",
     AlsoDistribution(""),
     kDistribution,
     {"must say its family", "triangular", "two_piece"}},
    {"PointOfNothing",
     AlsoDistribution("point { }"),
     InDistribution("point.value"),
     {"must be given"}},
    {"UniformReversed",
     AlsoDistribution("uniform { low: 2 high: 1 }"),
     InDistribution("uniform"),
     {"high", "low"}},
    {"UniformOfOneValue",
     AlsoDistribution("uniform { low: 1 high: 1 }"),
     InDistribution("uniform.high"),
     {"above low", "point"}},
    {"UniformThatCoversLittle",
     AlsoDistribution("uniform { low: 0 high: 1 coverage: 0.4 }"),
     InDistribution("uniform.coverage"),
     {"0.5 to 1", "0.4"}},
    {"ModeOutside",
     AlsoDistribution("triangular { low: 0 mode: 2 high: 1 }"),
     InDistribution("triangular"),
     {"mode", "high"}},
    {"ModeWithoutANumber",
     AlsoDistribution("triangular { low: 0 high: 1 }"),
     InDistribution("triangular.mode"),
     {"must be given"}},
    {"ModeThatWeighsNothing",
     AlsoDistribution("pert { low: 0 mode: 0.5 high: 1 mode_weight: 0 }"),
     InDistribution("pert.mode_weight"),
     {"above 0", "100", "not 0"}},
    {"NormalByOneQuantile",
     AlsoDistribution("normal { lower { level: 0.1 value: 0 } }"),
     InDistribution("normal.upper"),
     {"must be given"}},
    {"QuantileWithoutALevel",
     AlsoDistribution("normal { lower { value: 0 } upper { level: 0.9 value: 1 "
                      "} }"),
     InDistribution("normal.lower.level"),
     {"must be given"}},
    {"LevelsReversed",
     AlsoDistribution("normal { lower { level: 0.9 value: 0 } upper { level: "
                      "0.1 value: 1 } }"),
     InDistribution("normal"),
     {"must rise", "0.9", "0.1"}},
    {"LognormalBelowNothing",
     AlsoDistribution("lognormal { lower { level: 0.1 value: -1 } upper { "
                      "level: 0.9 value: 1 } }"),
     InDistribution("lognormal"),
     {"above 0", "-1"}},
    {"BetaOfNoShape",
     AlsoDistribution("beta { alpha: 0 beta: 1 }"),
     InDistribution("beta"),
     {"alpha", "0.05"}},
    {"ChanceAboveOne",
     AlsoDistribution("bernoulli { probability: 1.1 }"),
     InDistribution("bernoulli"),
     {"0 to 1", "1.1"}},
    {"DiscreteUnsorted",
     AlsoDistribution("discrete { values: [2, 1] weights: [1, 1] }"),
     InDistribution("discrete.values"),
     {"ascending"}},
    {"DiscreteWithoutWeights",
     AlsoDistribution("discrete { values: [1, 2] }"),
     InDistribution("discrete"),
     {"weight"}},
    {"GeometricThatNeverComes",
     AlsoDistribution("geometric { success_probability: 0 }"),
     InDistribution("geometric"),
     {"1", "not 0"}},
    {"MedianOutside",
     AlsoDistribution("two_piece { low: 0.5 median: 0.4 high: 1 }"),
     InDistribution("two_piece"),
     {"median", "0.4"}},
    {"NotANumber",
     AlsoDistribution("point { value: nan }"),
     InDistribution("point"),
     {"nan"}},
    {"CorrelationWithItself",
     AlsoUncertain("correlations { first: 'a.level' second: 'a.level' "
                   "correlation: 0.5 }"),
     "source.scenario.uncertainties.correlations[0].second",
     {"must not be first too", "a.level"}},
    {"CorrelationOfNoNumber",
     AlsoUncertain("correlations { first: 'a.level' second: 'b.level' }"),
     "source.scenario.uncertainties.correlations[0].correlation",
     {"must be given", "-1"}},
    {"CorrelationOfOne",
     AlsoUncertain("correlations { first: 'a.level' second: 'b.level' "
                   "correlation: 1 }"),
     "source.scenario.uncertainties.correlations[0].correlation",
     {"above -1 and below 1", "one driver"}},
    {"CorrelationTwice",
     AlsoUncertain("correlations { first: 'a.level' second: 'b.level' "
                   "correlation: 0.1 } correlations { first: 'b.level' second: "
                   "'a.level' correlation: 0.1 }"),
     "source.scenario.uncertainties.correlations[1]",
     {"given once", "correlations[0]"}},
    {"CorrelationOfNothing",
     AlsoUncertain("correlations { first: 'a.level' second: 'b.level' "
                   "correlation: 0.1 }"),
     "source.scenario.uncertainties",
     {"a.level"}},
    {"FactRangesUnknown",
     AlsoUncertain("fact_ranges: 7"),
     "source.scenario.uncertainties.fact_ranges",
     {"OFF, TWO_PIECE, TRIANGULAR or PERT", "7"}},
    {"InconsistentUnknown",
     AlsoUncertain("inconsistent: 3"),
     "source.scenario.uncertainties.inconsistent",
     {"REPAIR or REFUSE", "3"}},
    {"TooManyParameters",
     Spoilt([](auto* request) {
       for (int i = 0; i < 201; ++i) {
         v1::Uncertainty* one = request->mutable_source()
                                    ->mutable_scenario()
                                    ->mutable_uncertainties()
                                    ->add_parameters();
         one->set_parameter(absl::StrCat("a", i, ".level"));
         one->mutable_distribution()->mutable_point()->set_value(0.5);
       }
     }),
     "source.scenario.uncertainties.parameters",
     {"at most 200", "201"}},
    {"TooManyCorrelations",
     Spoilt([](auto* request) {
       for (int i = 0; i < 501; ++i) {
         v1::RankCorrelation* one = request->mutable_source()
                                        ->mutable_scenario()
                                        ->mutable_uncertainties()
                                        ->add_correlations();
         one->set_first(absl::StrCat("a", i, ".level"));
         one->set_second(absl::StrCat("b", i, ".level"));
         one->set_correlation(0.5);
       }
     }),
     "source.scenario.uncertainties.correlations",
     {"at most 500", "501"}},
};
INSTANTIATE_TEST_SUITE_P(Uncertainties, BadUncertaintyTest,
                         testing::ValuesIn(kUncertainties), CaseName);

}  // namespace
}  // namespace oilflow
