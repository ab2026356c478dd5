#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/tornado_bar.h"
#include "tests/client/ensemble_answers.h"
#include "tests/client/price_answer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

v1::AnalyzeSensitivityResponse Answer() {
  return ParseProto<v1::AnalyzeSensitivityResponse>(R"pb(
    finished: true
    sensitivities {
      output: "price_percent"
      unit: "%"
      variance: 0.25
      at_median_inputs: -1
      effects {
        group: "price.multiplier"
        first_order { value: 0.7 low: 0.65 high: 0.75 }
        total { value: 0.72 low: 0.66 high: 0.77 }
        at_low: -2
        at_high: -0.5
        rank_correlation: 0.8
        rank_correlation_error: 0.012
        meaning: "if price.multiplier were known, 70% of the variance would go"
      }
      effects {
        group: "krg"
        shapley_effect { value: 0.2 low: 0.1 high: 0.3 }
        meaning: "krg has 20% of the variance"
      }
    }
    variables { variable: "price.multiplier" kind: PRICE family: "empirical" }
    request {
      source { name: "scenarios/restart-185" }
      sampling { seed: 1 draw_count: 1000 }
      groups { group_id: "krg" variables: "krg-*" }
      resample_count: 500
    }
    manifest { code_version: "0.1.0" }
    warnings { reason: "STALE_FACT" message: "a fact is old" }
  )pb");
}

TEST(TornadoBarTest, BarsShareAnAxis) {
  const struct {
    TornadoEnds ends;
    const char* bar;
  } kCases[] = {
      {{.low = -31, .middle = 0, .high = 0, .at_low = -31, .at_high = 0},
       "-------------------------------|"},
      {{.low = 0, .middle = 10, .high = 31, .at_low = 6, .at_high = 20},
       "      ----|++++++++++           "},
      {{.low = 0, .middle = 10, .high = 31, .at_low = 14, .at_high = 2},
       "  ++++++++|----                 "},
      // Both on one side: the nearer covers the farther.
      {{.low = 0, .middle = 10, .high = 31, .at_low = 14, .at_high = 20},
       "          |----++++++           "},
      {{.low = 0, .middle = 10, .high = 31, .at_low = 10, .at_high = 10},
       "          |                     "},
      {{.low = 5, .middle = 5, .high = 5, .at_low = 5, .at_high = 5},
       "                |               "},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(TornadoBar(one.ends), one.bar);
  }
}

TEST(PrinterSensitivityTest, TextIsThis) {
  const std::string text = EnsembleText(Answer());
  EXPECT_EQ(
      SectionOf(text, "price_percent"),
      "price_percent, mean of horizon, %: -1 at the median, standard deviation "
      "0.5\n"
      "  one at a time     at P5  at P95  -2 ... -0.5\n"
      "  price.multiplier     -2    -0.5  ---------------------|++++++++++\n"
      "  bars: from the input's 5% level (-) to its 95% level (+), the rest at "
      "the median (|)\n"
      "  share of variance        first order              total     Shapley "
      "effect  rank correlation  error\n"
      "  price.multiplier   0.70 [0.65, 0.75]  0.72 [0.66, 0.77]               "
      "   -             +0.80  0.012\n"
      "  krg                                -                  -  0.20 [0.10, "
      "0.30]                 -      -\n"
      "  if price.multiplier were known, 70% of the variance would go\n"
      "  krg has 20% of the variance\n");
  EXPECT_THAT(text,
              AllOf(HasSubstr("two samples of 1,000 random draws, seed 1; "
                              "intervals hold 95% of 500 resamples\n"),
                    HasSubstr("  group krg: krg-*\n"),
                    HasSubstr("warning: a fact is old [STALE_FACT]\n"),
                    HasSubstr("What was drawn\n  1 number: price 1\n")));
}

TEST(PrinterSensitivityTest, TheTornadoStandsOnItsNarrowEnd) {
  const auto answer = ParseProto<v1::AnalyzeSensitivityResponse>(R"pb(
    sensitivities {
      output: "net_supply_bpd"
      effects { group: "still" at_low: 0 at_high: 0 }
      effects { group: "narrow" at_low: -1 at_high: 0 }
      effects { group: "wide" at_low: 0 at_high: 3 }
      effects { group: "several" }
    }
  )pb");
  EXPECT_THAT(SectionOf(EnsembleText(answer), "net_supply_bpd"),
              AllOf(HasSubstr("-1 ... +3\n  wide "), HasSubstr("+\n  narrow "),
                    Not(HasSubstr("\n  still  0")),
                    HasSubstr("\n  alone, 1 more move it by nothing")));
}

TEST(PrinterSensitivityTest, FiveSentencesAndWhereTheOthersAre) {
  v1::AnalyzeSensitivityResponse answer = Answer();
  for (int i = 3; i <= 6; ++i) {
    answer.mutable_sensitivities(0)->add_effects()->set_meaning(
        absl::StrCat("sentence ", i));
  }
  EXPECT_THAT(EnsembleText(answer),
              AllOf(HasSubstr("  sentence 5\n"), Not(HasSubstr("sentence 6")),
                    HasSubstr("  csv and json say what each of the 6 means")));
}

TEST(PrinterSensitivityTest, CsvHasEverything) {
  const std::string csv = EnsembleCsv(Answer());
  for (const char* row :
       {"output,price_percent,variance,,0.25,(%)^2,",
        "effect,price.multiplier,first_order_low,,0.65,share,price_percent",
        "effect,price.multiplier,at_low,,-2,%,price_percent",
        "effect,krg,shapley_effect,,0.2,share,price_percent",
        "effect,krg,meaning_of_price_percent,,,,krg has 20% of the variance",
        "group,krg-*,group,,,,krg", "sampling,,resample_count,,500,1,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
  EXPECT_THAT(csv, Not(HasSubstr("effect,krg,total")));
  Filler filler({"source", "outputs", "completed_count", "total_count"});
  v1::AnalyzeSensitivityResponse answer;
  filler.Fill(&answer);
  EXPECT_THAT(filler.MissingIn(EnsembleCsv(answer)), IsEmpty());
}

}  // namespace
}  // namespace oilflow
