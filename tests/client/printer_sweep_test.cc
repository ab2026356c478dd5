#include <string>

#include "gmock/gmock.h"
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

// Two by two.
v1::SweepScenarioResponse Grid() {
  return ParseProto<v1::SweepScenarioResponse>(R"pb(
    points {
      index: 0
      parameters: [ 200000, 0 ]
      values: 200000
      errors: 400
    }
    points {
      index: 1
      parameters: [ 200000, 0.5 ]
      values: 123456
      errors: 300
    }
    points {
      index: 2
      parameters: [ 300000, 0 ]
      values: 285000
      errors: 20
    }
    points {
      index: 3
      parameters: [ 300000, 0.5 ]
      error: "the quota would be below 0"
    }
    completed_count: 4
    total_count: 4
    request {
      source { name: "scenarios/x" }
      axes { parameter: "restart.limit_bpd" }
      axes { parameter: "offset.offset_share" }
      outputs: "net_supply_bpd"
      sampling { seed: 1 draw_count: 100 }
    }
    parameter_units: "bpd"
    parameter_units: "share"
    output_units: "bpd"
    manifest { code_version: "0.1.0" }
  )pb");
}

TEST(PrinterSweepTest, TwoAxesAndOneOutputAreAMatrix) {
  const std::string text = EnsembleText(Grid());
  EXPECT_THAT(
      text,
      StartsWith("x\nscenarios/x\n4 of 4 points, 100 random draws, seed 1\n"));
  EXPECT_EQ(SectionOf(text, "net_supply_bpd"),
            "net_supply_bpd, bpd: down restart.limit_bpd, bpd; across "
            "offset.offset_share, share\n"
            "                  0       0.5\n"
            "  200,000  +200,000  +123,500\n"
            "  300,000  +285,000         -\n"
            "  point 3: the quota would be below 0\n"
            "  digits end where the Monte Carlo error begins; csv and json "
            "have the errors\n");
}

TEST(PrinterSweepTest, AnythingElseIsAList) {
  v1::SweepScenarioResponse sweep = Grid();
  sweep.mutable_request()->add_outputs("price_percent");
  sweep.add_output_units("%");
  sweep.mutable_points(0)->add_values(-0.25);
  EXPECT_THAT(SectionOf(EnsembleText(sweep), "Point by point"),
              AllOf(HasSubstr("  point  restart.limit_bpd, bpd  "
                              "offset.offset_share, share  net_supply_bpd, bpd "
                              " price_percent, %\n"),
                    HasSubstr("      0                 200,000               "
                              "            0             +200,000           "
                              "-0.2500\n"),
                    HasSubstr("\n      3 ")));
  // So is a part of a grid.
  v1::SweepScenarioResponse rest = Grid();
  rest.mutable_points()->DeleteSubrange(0, 1);
  EXPECT_THAT(EnsembleText(rest), HasSubstr("\nPoint by point\n"));
}

TEST(PrinterSweepTest, CsvHasARowForEachPointAndOutput) {
  EXPECT_EQ(EnsembleCsv(Grid()),
            "point,restart.limit_bpd,offset.offset_share,output,value,error,"
            "unit,note\n"
            "0,200000,0,net_supply_bpd,200000,400,bpd,\n"
            "1,200000,0.5,net_supply_bpd,123456,300,bpd,\n"
            "2,300000,0,net_supply_bpd,285000,20,bpd,\n"
            "3,300000,0.5,net_supply_bpd,,,bpd,the quota would be below 0\n");
}

TEST(PrinterSweepTest, PiecesOfCsvAreTheWhole) {
  const v1::SweepScenarioResponse grid = Grid();
  v1::SweepScenarioResponse first = grid;
  first.clear_points();
  std::ostringstream out;
  PrintSweepHeader(first, out);
  for (const auto& point : grid.points()) {
    v1::SweepScenarioResponse piece;
    *piece.add_points() = point;
    PrintSweepRows(first, piece, out);
  }
  EXPECT_EQ(out.str(), EnsembleCsv(grid));
}

TEST(PrinterSweepTest, WhatBrokeOffGoesOnWithTheSameFacts) {
  v1::SweepScenarioResponse first = Grid();
  first.set_total_count(12000);
  EXPECT_EQ(SweepRestText(first, 1003),
            "1,003 of 12,000 points are out; the same command with `--skip "
            "1003` goes on behind them");
  auto* reading = first.mutable_request()->mutable_source()->mutable_reading();
  reading->mutable_as_of()->set_year(2025);
  reading->mutable_as_of()->set_month(3);
  reading->mutable_as_of()->set_day(1);
  reading->set_latest_fact("baselines/region/facts/last");
  EXPECT_THAT(SweepRestText(first, 1003),
              HasSubstr("`--skip 1003 --as-of 2025-03-01 --latest-fact "
                        "baselines/region/facts/last`"));
}

v1::SeekGoalResponse Found() {
  return ParseProto<v1::SeekGoalResponse>(R"pb(
    parameter: 212345.25
    parameter_unit: "bpd"
    output: -0.125
    output_unit: "bpd"
    below { parameter: 212345 output: -3 }
    above { parameter: 212346 output: 2 }
    crossing_count: 1
    evaluation_count: 41
    within_tolerance: true
    request {
      source { name: "scenarios/x" }
      parameter: "restart.limit_bpd"
      minimum: 0
      maximum: 400000
      output: "net_supply_bpd"
      target: 0
      sampling { seed: 1 draw_count: 0 }
      tolerance: 0.4
    }
    manifest { code_version: "0.1.0" }
  )pb");
}

TEST(PrinterSeekTest, TextIsThis) {
  const std::string text = EnsembleText(Found());
  EXPECT_THAT(
      text,
      StartsWith("x\nscenarios/x\nno draws: every number at its own value\n"));
  EXPECT_EQ(SectionOf(text, "restart.limit_bpd"),
            "restart.limit_bpd = 212,345.3 bpd: there net_supply_bpd is -0.125 "
            "bpd (target 0)\n"
            "  tried  restart.limit_bpd, bpd  net_supply_bpd, bpd\n"
            "  below                 212,345                   -3\n"
            "  found               212,345.3               -0.125\n"
            "  above                 212,346                    2\n"
            "  between 0 and 400,000, to 0.4; 41 evaluations, 1 crossing on "
            "the grid that was tried first\n");
}

TEST(PrinterSeekTest, JumpsAndSeveralCrossingsAreSaid) {
  v1::SeekGoalResponse answer = Found();
  EXPECT_THAT(EnsembleText(answer), AllOf(Not(HasSubstr("steps over")),
                                          Not(HasSubstr("the lowest of"))));
  answer.set_jumps(true);
  answer.set_crossing_count(3);
  EXPECT_THAT(EnsembleText(answer),
              AllOf(HasSubstr("  the output steps over the target there "
                              "without meeting it: from -3.0 at 212,345 to "
                              "+2.0 at 212,346 bpd\n"),
                    HasSubstr("  the lowest of 3 values")));
}

TEST(PrinterSeekTest, BothSidesOfAJumpHaveTheSameDigits) {
  const struct {
    double below;
    double above;
    const char* says;
  } kCases[] = {
      {29000, 31000.5, "from +29,000 at 212,345 to +31,001 at"},
      {29999.4, 30001, "from +29,999.4 at 212,345 to +30,001.0 at"},
      {1.95, 2.0128, "from +1.950 at 212,345 to +2.013 at"},
  };
  for (const auto& one : kCases) {
    v1::SeekGoalResponse answer = Found();
    answer.set_jumps(true);
    answer.set_output_unit("USD/bbl");
    answer.mutable_below()->set_output(one.below);
    answer.mutable_above()->set_output(one.above);
    std::string text = EnsembleText(answer);
    // Where the line breaks is no matter here.
    for (size_t at = text.find("\n  "); at != std::string::npos;
         at = text.find("\n  ")) {
      text.replace(at, 3, " ");
    }
    EXPECT_THAT(text, HasSubstr(one.says));
  }
}

TEST(PrinterSeekTest, AStepOfLessThanABarrelIsARounding) {
  v1::SeekGoalResponse answer = Found();
  answer.set_jumps(true);
  answer.mutable_below()->set_output(-0.5);
  answer.mutable_above()->set_output(0.49);
  EXPECT_THAT(EnsembleText(answer),
              AllOf(HasSubstr("\n  the target is met to the nearest barrel"),
                    Not(HasSubstr("steps over"))));
  answer.mutable_above()->set_output(0.5);
  EXPECT_THAT(EnsembleText(answer), HasSubstr("steps over"));
  // Half a dollar is no rounding.
  answer.mutable_above()->set_output(0.1);
  answer.set_output_unit("USD/bbl");
  EXPECT_THAT(EnsembleText(answer), HasSubstr("steps over"));
}

TEST(PrinterSeekTest, SaysThatTheEvaluationsRanOut) {
  v1::SeekGoalResponse answer = Found();
  EXPECT_THAT(EnsembleText(answer), Not(HasSubstr("ran out")));
  answer.set_within_tolerance(false);
  EXPECT_THAT(EnsembleText(answer), HasSubstr("\n  the evaluations ran out"));
}

TEST(PrinterSeekTest, CsvHasEverything) {
  Filler filler({"source"});
  v1::SeekGoalResponse answer;
  filler.Fill(&answer);
  const std::string csv = EnsembleCsv(answer);
  EXPECT_THAT(filler.MissingIn(csv), IsEmpty());
  EXPECT_THAT(csv, HasSubstr("\nseek,,jumps,,0,flag,\n"));
}

}  // namespace
}  // namespace oilflow
