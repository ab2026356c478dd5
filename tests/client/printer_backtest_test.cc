#include <algorithm>
#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "oilflow/v1/backtest_service.pb.h"

#include "tests/client/price_answer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

v1::RunBacktestResponse TwoEvents() {
  return ParseProto<v1::RunBacktestResponse>(R"pb(
    events {
      event_id: "bt1"
      display_name: "A halt | a line"
      scenario: "scenarios/halt"
      as_of { year: 2023 month: 3 day: 24 }
      event_date { year: 2023 month: 3 day: 25 }
      volume_day_count: 30
      predicted_bpd: -450000
      volume_measure: "net_emf"
      observed_low_bpd: -450000
      observed_high_bpd: -400000
      sign_right: true
      volume_within: true
      assumed_fact_count: 2
      windows {
        trading_day_count: 1
        realised_log_change: 0.041
        effect_log_change {
          p16: 0.016
          p50: 0.0211
          p84: 0.0421
          p50_error: 0.0003
        }
        forecast_log_change {
          p05: -0.012
          p16: 0.0012
          p50: 0.0211
          p84: 0.0412
          p95: 0.06
        }
        within_68: true
        within_90: true
        crps: 0.0123
        crps_no_change: 0.03
        crps_rule: 0.02
        scored: true
      }
      windows {
        trading_day_count: 60
        realised_log_change: -0.1
        excluded_reason: "another event in the window"
      }
      confounders: "a relief rally of banks"
      source: "an operator's notice"
    }
    events {
      event_id: "bt2"
      excluded_reason: "announced long before"
      event_date { year: 2024 month: 1 day: 1 }
      volume_day_count: 1
    }
    scores {
      trading_day_count: 1
      event_count: 1
      within_68_count: 1
      within_90_count: 1
      crps: 0.0123
      crps_no_change: 0.03
      crps_rule: 0.02
    }
    scores { event_count: 1 within_68_count: 1 within_90_count: 1 }
    sign_right_count: 2
    volume_within_count: 1
    manifest {
      reading { as_of { year: 2025 month: 1 day: 1 } }
      facts_sha256: "abc"
      code_version: "0.1.0 (0123456)"
    }
  )pb");
}

std::string Page() {
  std::ostringstream out;
  PrintMarkdown(TwoEvents(), out);
  return out.str();
}

TEST(PrinterBacktestTest, TextHoldsVolumesPricesAndScores) {
  const std::string text = PrintedText(TwoEvents());
  EXPECT_THAT(text, HasSubstr("  bt1    2023-03-25  0 to 29     -450.0  "
                              "net_emf  -450.0 ... -400.0  right  yes        "
                              "     2\n"));
  EXPECT_THAT(
      SectionOf(text, "Prices"),
      AllOf(
          HasSubstr("  bt1       1   +4.10  +2.11 [+1.600 ... +4.210]  +0.1200 "
                    "... +4.120  -1.200 ... +6.000  in     in     yes\n"),
          HasSubstr("(out)  (out)  no\n")));
  EXPECT_THAT(
      SectionOf(text, "Scores"),
      AllOf(HasSubstr("  1          1  1 of 1  1 of 1   1.23       3.00"),
            HasSubstr("  all        1  1 of 1")));
  EXPECT_THAT(SectionOf(text, "What is left out"),
              AllOf(HasSubstr("    not scored: 60 days: another event in the "
                              "window\n    also: a relief rally of banks\n"),
                    HasSubstr("  bt1, A halt | a line (scenarios/halt, read as "
                              "of 2023-03-24)\n"),
                    HasSubstr("    not scored: announced long before\n")));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 110U) << line;
  }
}

TEST(PrinterBacktestTest, ThePageIsWhole) {
  const std::string page = Page();
  EXPECT_THAT(page,
              StartsWith("# The models against what happened\n\nThis page is "
                         "made by `oilflow backtest --local -o md`; do not "
                         "edit it.\n"));
  EXPECT_THAT(page,
              HasSubstr("\n| bt1 | A halt \\| a line | 2023-03-25 | 0 to 29 | "
                        "-450.0 | net_emf | -450.0 ... -400.0 | right | yes | "
                        "2 |\n"));
  EXPECT_THAT(page,
              HasSubstr("\n| bt1 | 1 | +4.10 | +2.11 [+1.600 ... +4.210] | "
                        "+2.110 | +0.1200 ... +4.120 | -1.200 ... +6.000 | in "
                        "| in | 1.23 | 3.00 | 2.00 |\n"));
  EXPECT_THAT(page, HasSubstr("\n| all | 1 | 1 of 1 | 1 of 1 | 0.00"));
  for (const char* part :
       {"\n## Volumes\n", "\n## Prices\n", "\n## Scores\n",
        "\n## What is not scored\n\n- bt1: 60 days: another event in the "
        "window\n- bt2: announced long before\n",
        "\n## What else happened\n\n- bt1: a relief rally of banks\n",
        "\n## Sources\n\n- bt1: an operator's notice; evaluated as "
        "`scenarios/halt`, read as of 2023-03-24\n",
        "\n- facts: SHA-256 `abc`\n"}) {
    EXPECT_THAT(page, HasSubstr(part));
  }
}

TEST(PrinterBacktestTest, EveryRowOfThePageHasTheCellsOfItsHeader) {
  std::istringstream lines(Page());
  long cells = 0;
  for (std::string line; std::getline(lines, line);) {
    const size_t escaped = line.find("\\|");
    if (escaped != std::string::npos) {
      line.erase(escaped, 2);
    }
    const long bars = std::count(line.begin(), line.end(), '|');
    if (bars == 0) {
      cells = 0;
      continue;
    }
    if (cells != 0) {
      EXPECT_EQ(bars, cells) << line;
    }
    cells = bars;
  }
}

TEST(PrinterBacktestTest, ThePageDoesNotChangeWithTheCode) {
  EXPECT_THAT(Page(), Not(HasSubstr("0123456")));
  EXPECT_THAT(PrintedText(TwoEvents()), HasSubstr("0123456"));
}

TEST(PrinterBacktestTest, CsvHasEveryWindowInLogs) {
  const std::string csv = PrintedCsv(TwoEvents());
  for (const char* row :
       {"volume,bt1,predicted,2023-03-25,-450000,bpd,net_emf",
        "volume,bt2,excluded,2024-01-01,1,flag,announced long before",
        "price,bt1,realised_1d,2023-03-25,0.041,log,",
        "price,bt1,effect_p50_error_1d,2023-03-25,0.0003,log,",
        "price,bt1,scored_60d,2023-03-25,0,flag,another event in the window",
        "score,1d,crps,,0.0123,log,", "score,volumes,sign_right,,2,1,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

TEST(PrinterParametersTest, SourcesStandUnderTheirGroup) {
  const auto response = ParseProto<v1::ListPriceParametersResponse>(R"pb(
    parameter_set_id: "2026-1"
    parameter_set_sha256: "abc"
    parameters {
      parameter_id: "elasticity.supply"
      value: 0.1
      low: 0.03
      high: 0.34
      range_level: "90%"
      distribution: "lognormal"
      unit: "1"
      grade: "J"
      source: "judgement, within published values"
      used: true
    }
    parameters {
      parameter_id: "spare.lag"
      low: 0
      unit: "month"
      grade: "V"
      source: "EIA"
    }
  )pb");
  const std::string text = PrintedText(response);
  EXPECT_THAT(SectionOf(text, "elasticity"),
              HasSubstr("  elasticity.supply    0.1  0.03 to 0.34  90%     1   "
                        "  lognormal     J      yes\n"
                        "  elasticity.supply: judgement, within published "
                        "values\n"));
  EXPECT_THAT(SectionOf(text, "spare"), HasSubstr("0 to ?"));
  EXPECT_EQ(
      PrintedCsv(response),
      "parameter,value,low,high,range_level,distribution,unit,grade,used,"
      "source,parameter_set,parameter_set_sha256\n"
      "elasticity.supply,0.1,0.03,0.34,90%,lognormal,1,J,1,\"judgement, within "
      "published values\",2026-1,abc\n"
      "spare.lag,,0,,,,month,V,0,EIA,2026-1,abc\n");
}

}  // namespace
}  // namespace oilflow
