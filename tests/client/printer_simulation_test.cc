#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"

#include "tests/client/ensemble_answers.h"
#include "tests/client/price_answer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

v1::SimulateScenarioResponse Answer() {
  return ParseProto<v1::SimulateScenarioResponse>(R"pb(
    completed_count: 4096
    total_count: 10000
    finished: true
    outputs {
      output: "net_supply_bpd"
      unit: "bpd"
      quantiles {
        p05: 21345.6
        p16: 30123
        p50: 61234
        p84: 90876
        p95: 110111
        p05_error: 812
        p16_error: 530
        p50_error: 420
        p84_error: 515
        p95_error: 1290
      }
      probability_above_zero: 0.9876
      probability_above_zero_error: 0.0017
      probability_below_zero: 0.0124
      probability_below_zero_error: 0.0017
      low_shortfall: 15000
      low_shortfall_error: 900
      high_shortfall: 120000
      high_shortfall_error: 1400
      mean: 61000.4
      mean_error: 400
      lowest: -2000
      highest: 150000
      at_median_inputs: 60000
    }
    outputs {
      output: "price_usd_per_bbl"
      month { year: 2025 month: 8 day: 1 }
      unit: "USD/bbl"
      quantiles { p05: -0.9 p50: -0.2178 p95: -0.05 p50_error: 0.0043 }
      probability_below_zero: 1
      low_shortfall: -1.1
      lowest: -2.2
      at_median_inputs: -0.2111
    }
    request {
      source {
        scenario {
          name: "scenarios/restart-185"
          display_name: "A restart"
          baseline: "baselines/region"
          horizon {
            start_date { year: 2025 month: 3 day: 1 }
            end_date { year: 2026 month: 3 day: 1 }
          }
        }
        reading { as_of { year: 2025 month: 3 day: 1 } }
      }
      sampling { seed: 1 method: RANDOM draw_count: 10000 }
      stop { output: "price_usd_per_bbl" level: 0.5 error: 0.005 }
      shortfall_share: 0.05
    }
    variables {
      variable: "krg-fields.potential"
      kind: FACT
      family: "two_piece"
      unit: "bpd"
      values: [ 250000, 280000, 300000 ]
    }
    variables {
      variable: "itp.cost"
      kind: FACT
      family: "two_piece"
      unit: "USD/bbl"
      values: [ 1, 2, 4 ]
    }
    variables { variable: "restart.happens" kind: HAPPENS family: "bernoulli" }
    repairs {
      least_eigenvalue: -0.12
      first: "krg-fields.potential"
      second: "itp.cost"
      asked: 0.9
      given: 0.71
    }
    manifest {
      reading {
        as_of { year: 2025 month: 3 day: 1 }
        latest_fact: "baselines/region/facts/last"
      }
      facts_sha256: "abc"
      code_version: "0.1.0 (0123456)"
    }
    stopped: true
    warnings { reason: "STALE_PRICE" message: "the price is old" }
  )pb");
}

TEST(PrinterSimulationTest, TextIsThis) {
  EXPECT_EQ(
      EnsembleText(Answer()),
      "A restart\n"
      "scenarios/restart-185 on baselines/region, 2025-03-01 to 2026-02-28, "
      "facts known on 2025-03-01\n"
      "10,000 random draws, seed 1; 4,096 made; stopped: price_usd_per_bbl at "
      "50% is known to 0.005 USD/bbl\n"
      "warning: the price is old [STALE_PRICE]\n"
      "\n"
      "Quantiles of the draws, each with its Monte Carlo error\n"
      "  output             mean of  unit          P5      P16      P50      "
      "P84       P95  at median\n"
      "  net_supply_bpd     horizon  bpd      +21,300  +30,100  +61,200  "
      "+90,900  +110,000    +60,000\n"
      "    error                                  810      530      420      "
      "520     1,300           \n"
      "  price_usd_per_bbl  2025-08  USD/bbl  -0.9000        0   -0.218        "
      "0  -0.05000     -0.211\n"
      "    error                                    0        0   0.0043        "
      "0         0           \n"
      "  at median: the point answer, every number at its own value, as "
      "evaluate gives it; not the median of the\n"
      "  draws\n"
      "\n"
      "Signs and tails, each with its Monte Carlo error\n"
      "  output             mean of  unit     above 0  below 0  lowest 5%  "
      "highest 5%     mean   least  greatest\n"
      "  net_supply_bpd     horizon  bpd        98.8%     1.2%    +15,000    "
      "+120,000  +61,000  -2,000  +150,000\n"
      "    error                                0.17%    0.17%        900      "
      " 1,400      400                  \n"
      "  price_usd_per_bbl  2025-08  USD/bbl       0%   100.0%     -1.100      "
      "     0        -    -2.2         0\n"
      "    error                                   0%       0%          0      "
      "     0                           \n"
      "  lowest, highest: the mean of so many draws, the expected shortfall; "
      "-: the mean of a price need not exist\n"
      "\n"
      "What was drawn\n"
      "  3 numbers: fact 2, happens 1\n"
      "  widest                kind  family          P5      P50      P95  "
      "unit\n"
      "  itp.cost              fact  two_piece        1        2        4  "
      "USD/bbl\n"
      "  krg-fields.potential  fact  two_piece  250,000  280,000  300,000  "
      "bpd\n"
      "  widest: P5 to P95 in parts of the median; csv and json list all 3\n"
      "  correlations that cannot all hold (least eigenvalue -0.12) were moved "
      "to the nearest that can; most of\n"
      "  all krg-fields.potential with itp.cost, from 0.9 to 0.71\n"
      "\n"
      "To get the same answer again\n"
      "  as of 2025-03-01, facts up to baselines/region/facts/last\n"
      "  code 0.1.0 (0123456)\n"
      "  facts    abc\n");
}

TEST(PrinterSimulationTest, WhatIsNotCompleteSaysSo) {
  v1::SimulateScenarioResponse answer = Answer();
  answer.set_finished(false);
  answer.clear_stopped();
  answer.clear_variables();
  EXPECT_THAT(EnsembleText(answer),
              AllOf(HasSubstr("4,096 made; NOT COMPLETE\n"),
                    Not(HasSubstr("What was drawn"))));
  EXPECT_THAT(EnsembleCsv(answer),
              HasSubstr("\nsimulation,,finished,,0,flag,\n"));
}

TEST(PrinterSimulationTest, AnErrorThatIsUnknownIsNotZero) {
  v1::SimulateScenarioResponse answer = Answer();
  answer.mutable_outputs()->DeleteSubrange(1, 1);
  answer.mutable_outputs(0)->clear_mean_error();
  EXPECT_THAT(SectionOf(EnsembleText(answer), "Signs and tails"),
              AllOf(HasSubstr("  +61,000  -2,000  +150,000\n"),
                    HasSubstr("1,400        -                  \n")));
  EXPECT_THAT(EnsembleCsv(answer),
              HasSubstr("\noutput,net_supply_bpd,mean_error,,,bpd,\n"));
}

TEST(PrinterSimulationTest, ADifferenceSaysOfWhatAndShowsItsSign) {
  v1::SimulateScenarioResponse answer = Answer();
  answer.mutable_request()->mutable_against()->set_name("scenarios/other");
  answer.mutable_outputs(0)->set_output("iraq.production_bpd");
  EXPECT_THAT(EnsembleText(answer),
              AllOf(HasSubstr("\nless, draw by draw: other\n"),
                    HasSubstr("iraq.production_bpd  horizon  bpd      "
                              "+21,300")));
  answer.mutable_request()->clear_against();
  EXPECT_THAT(EnsembleText(answer),
              HasSubstr("iraq.production_bpd  horizon  bpd       21,300"));
}

TEST(PrinterSimulationTest, ThatNothingIsDrawnIsSaid) {
  v1::SimulateScenarioResponse answer = Answer();
  answer.clear_variables();
  EXPECT_THAT(EnsembleText(answer),
              HasSubstr("What was drawn\n  nothing: no fact"));
}

TEST(PrinterSimulationTest, CsvHasFullPrecision) {
  const std::string csv = EnsembleCsv(Answer());
  EXPECT_THAT(csv, StartsWith("section,subject,measure,date,value,unit,note\n"
                              "output,net_supply_bpd,quantile_p05,,21345.6,"
                              "bpd,\n"));
  for (const char* row :
       {"output,net_supply_bpd,mean,,61000.4,bpd,",
        "output,price_usd_per_bbl,quantile_p50,2025-08-01,-0.2178,USD/bbl,",
        "output,price_usd_per_bbl,mean,2025-08-01,,USD/bbl,",
        "simulation,,stopped,,1,flag,", "sampling,,method,,,,random",
        "variable,itp.cost,p95,,4,USD/bbl,",
        "variable,restart.happens,kind,,,,happens",
        "repair,krg-fields.potential,given,,0.71,1,itp.cost",
        "warning,,STALE_PRICE,,,,the price is old"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

TEST(PrinterSimulationTest, CsvHasEverything) {
  // The scenario is in json alone; draws are in parts alone.
  Filler filler({"source", "against", "values", "draws", "variables", "outputs",
                 "scenario", "error", "output", "level"});
  v1::SimulateScenarioResponse answer;
  filler.Fill(&answer);
  Filler of_output({});
  of_output.Fill(answer.add_outputs());
  Filler of_variable({});
  of_variable.Fill(answer.add_variables());
  Filler of_rule({});
  answer.set_stopped(true);
  of_rule.Fill(answer.mutable_request()->mutable_stop());
  const std::string csv = EnsembleCsv(answer);
  EXPECT_THAT(filler.MissingIn(csv), IsEmpty());
  EXPECT_THAT(of_output.MissingIn(csv), IsEmpty());
  EXPECT_THAT(of_variable.MissingIn(csv), IsEmpty());
  EXPECT_THAT(of_rule.MissingIn(csv), IsEmpty());
}

Comparison TwoAnswers() {
  Comparison comparison;
  comparison.first = Answer();
  comparison.second = Answer();
  comparison.difference = Answer();
  comparison.second.mutable_request()
      ->mutable_source()
      ->mutable_scenario()
      ->set_name("scenarios/other");
  comparison.second.mutable_outputs(0)->set_at_median_inputs(12000);
  auto* quantiles =
      comparison.difference.mutable_outputs(0)->mutable_quantiles();
  quantiles->set_p50(48000);
  quantiles->set_p50_error(100);
  return comparison;
}

TEST(PrinterComparisonTest, EveryOutputHasThreeColumns) {
  const std::string text = EnsembleText(TwoAnswers());
  EXPECT_EQ(
      SectionOf(text, "net_supply_bpd, mean of horizon, bpd"),
      "net_supply_bpd, mean of horizon, bpd\n"
      "              restart-185  error     other  error  difference  error\n"
      "  P5              +21,300    810   +21,300    810     +21,300    810\n"
      "  P16             +30,100    530   +30,100    530     +30,100    530\n"
      "  P50             +61,200    420   +61,200    420     +48,000    100\n"
      "  P84             +90,900    520   +90,900    520     +90,900    520\n"
      "  P95            +110,000  1,300  +110,000  1,300    +110,000  1,300\n"
      "  mean            +61,000    400   +61,000    400     +61,000    400\n"
      "  lowest 5%       +15,000    900   +15,000    900     +15,000    900\n"
      "  highest 5%     +120,000  1,400  +120,000  1,400    +120,000  1,400\n"
      "  above 0           98.8%  0.17%     98.8%  0.17%       98.8%  0.17%\n"
      "  below 0            1.2%  0.17%      1.2%  0.17%        1.2%  0.17%\n"
      "  least            -2,000           -2,000             -2,000       \n"
      "  greatest       +150,000         +150,000           +150,000       \n"
      "  at median       +60,000          +12,000            +60,000       \n");
  // The mean of a price need not exist.
  EXPECT_THAT(SectionOf(text, "price_usd_per_bbl, mean of 2025-08, USD/bbl"),
              AllOf(HasSubstr("  P50 "), Not(HasSubstr("  mean "))));
  EXPECT_THAT(text, HasSubstr("\nagainst\n"));
}

TEST(PrinterComparisonTest, AMeanOrAnErrorThatIsUnknownIsNotZero) {
  Comparison comparison = TwoAnswers();
  comparison.first.mutable_outputs(0)->clear_mean_error();
  comparison.second.mutable_outputs(0)->clear_mean();
  EXPECT_THAT(
      EnsembleText(comparison),
      HasSubstr(
          "  mean            +61,000      -         -      -     +61,000    "
          "400\n"));
}

TEST(PrinterComparisonTest, CsvAndJsonHaveAllThree) {
  const std::string csv = EnsembleCsv(TwoAnswers());
  for (const char* row :
       {"first_output,net_supply_bpd,at_median_inputs,,60000,bpd,",
        "second_output,net_supply_bpd,at_median_inputs,,12000,bpd,",
        "difference_output,net_supply_bpd,quantile_p50,,48000,bpd,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
  std::ostringstream out;
  ASSERT_TRUE(PrintJson(TwoAnswers(), out).ok());
  google::protobuf::Struct json;
  ASSERT_TRUE(
      google::protobuf::util::JsonStringToMessage(out.str(), &json).ok());
  EXPECT_EQ(json.fields().size(), 3U);
  for (const char* key : {"first", "second", "difference"}) {
    EXPECT_EQ(json.fields().at(key).struct_value().fields().count("outputs"),
              1U);
  }
}

}  // namespace
}  // namespace oilflow
