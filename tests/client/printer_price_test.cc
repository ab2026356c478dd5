#include "client/printer_price.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "client/quantile_text.h"
#include "tests/client/price_answer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string TextWith(const std::string& text) {
  v1::PriceSupplyChangeResponse response = HandMadeAnswer();
  response.mutable_price()->MergeFrom(ParseProto<v1::PriceImpact>(text));
  return PrintedText(response);
}

std::string Section(const std::string& title) {
  return SectionOf(PrintedText(HandMadeAnswer()), title);
}

TEST(PrinterPriceTest, SaysWhatChangesAndWhatOthersDo) {
  const std::string text = PrintedText(HandMadeAnswer());
  EXPECT_THAT(text, StartsWith("A change of supply on baselines/region, "
                               "2023-03-25 until 2023-05-01"));
  EXPECT_THAT(text, HasSubstr("\nwarning: the price is old [STALE_PRICE]\n"));
  EXPECT_THAT(text,
              HasSubstr("  halt    2023-03-25  2023-05-01  -450,000\n"
                        "  offsets: spare capacity fills 50% of a loss, up to "
                        "2,700,000 bpd"));
}

TEST(PrinterPriceTest, NotDetectableStandsBesideADaysNoise) {
  EXPECT_THAT(
      Section("Price of the net change"),
      AllOf(HasSubstr("-383,000 bpd, as a shift before anyone responds "
                      "(SHOCK_EX_ANTE)\n"),
            HasSubstr("  default     +1.3      +1.733         4     0.1   "
                      "-0.15  0.3/-0.35    0.15  J      below\n"),
            HasSubstr("  not detectable: +1.3 USD/bbl (+1.733% of the start "
                      "price) is no more than one standard deviation of a\n"
                      "  day's move, 1.35 USD/bbl (1.8% of the start "
                      "price)\n"),
            HasSubstr("  default: chosen to reproduce both medians of the "
                      "mixture\n")));
  EXPECT_EQ(NoiseText({}, 1, 2),
            "a day's noise is unknown, so nothing is said of what can be "
            "detected");
}

TEST(PrinterPriceTest, TheSlowResponseStandsBesideTheFastOne) {
  EXPECT_THAT(
      Section("Price by month"),
      HasSubstr("  2023-04    30  -450,000   +1.649    +1.64  beyond\n"));
}

TEST(PrinterPriceTest, EnginesShowFiveLevelsInTheMonthOfTheLargestEffect) {
  const std::string section = Section("Range in 2023-04");
  EXPECT_THAT(section, StartsWith("Range in 2023-04, the month of the largest "
                                  "effect (-450,000 bpd), in percent of the "
                                  "start price\n"));
  EXPECT_THAT(section, HasSubstr("P5 %   P16 %   P50 %   P84 %   P95 %"));
  // The digits follow the error: 0.02 of 1.10417, 0.4 of 6.83.
  EXPECT_THAT(section,
              HasSubstr("  mixture   +1.10  +1.640  +2.130  +4.220    +6.8     "
                        "   +1.60   100%  beyond\n"));
  EXPECT_THAT(section, HasSubstr("  bh19*  +0.5100  +0.7200  +1.09  +1.500  "
                                 "+1.900      +0.8200  99.8%  below\n"));
}

TEST(PrinterPriceTest, MonthsShowTheMedianAndThe68PercentBand) {
  EXPECT_EQ(Section("Range by month"),
            "Range by month, in percent of the start price: P50 [P16 ... P84]\n"
            "  month     net bpd                       B bh19                  "
            "    C mixture\n"
            "  2023-03  -101,613                            -  +0.4800 "
            "[+0.3700 ... +0.9400]\n"
            "  2023-04  -450,000  +1.09 [+0.7200 ... +1.500]*     +2.130 "
            "[+1.640 ... +4.220]\n"
            "  * beyond the months that were estimated: the last is held\n"
            "  csv and json have every model at P5, P16, P50, P84 and P95, in "
            "logs, percent and USD, with errors\n");
}

TEST(PrinterPriceTest, TheLargestMonthIsThatOfTheMixture) {
  v1::PriceImpact price = HandMadePrice();
  EXPECT_EQ(LargestMonth(price), &price.months(1));
  price.mutable_months(0)
      ->mutable_bands(0)
      ->mutable_log_price_change()
      ->set_p50(-0.5);
  EXPECT_EQ(LargestMonth(price), &price.months(0));
  for (v1::PriceEffect& month : *price.mutable_months()) {
    month.clear_bands();
  }
  EXPECT_EQ(LargestMonth(price), &price.months(1));
  EXPECT_EQ(LargestMonth({}), nullptr);
}

TEST(PrinterPriceTest, TheLadderAddsUpInRatesAndVolumes) {
  EXPECT_THAT(
      Section("From the headline"),
      HasSubstr("  2023-04    30  -450.0    +100.0       0.0  +50.0   -300.0   "
                "+20.0     0.0   -280.0\n"));
  EXPECT_THAT(
      Section("The same in million barrels"),
      HasSubstr("  2023-04  -13.50    -9.00    -8.40          -0.86\n"));
}

TEST(PrinterPriceTest, NewsStocksAndModestyAreSaid) {
  EXPECT_THAT(Section("What was known before"),
              HasSubstr("  full effect +0.0217; if it happens +0.01519, if it "
                        "does not -0.00651, expected 0\n"));
  EXPECT_THAT(Section("What the stocks"), HasSubstr("-0.18"));
  EXPECT_THAT(Section("Beside the barrels"),
              AllOf(HasSubstr("  modesty 2.5: "), HasSubstr("above 2")));
  EXPECT_THAT(TextWith(R"pb(surprise {
                              announced_date { year: 2023 month: 1 day: 5 }
                              lead_months: 2
                              credibility: 0.5
                              jump_log_change: 0.004
                            })pb"),
              HasSubstr("  announced 2023-01-05, 2 months before, believed to "
                        "50%\n  the front jumps by +0.004 on that day"));
}

TEST(PrinterPriceTest, TheCurveShowsLogsApartFromPercent) {
  EXPECT_EQ(Section("Forward curve"),
            "Forward curve of brent on 2023-03-24, USD/bbl, mode path, engine "
            "two speed\n"
            "  delivery  years  price     x log   rp log  shocked  % of price  "
            "volatility  note\n"
            "  2023-05    0.00  75.00  +0.02000  0.00000    76.50       +2.00  "
            "     35.6%  \n"
            "  2023-06    0.08  74.00  +0.01800  0.00000    75.30       +1.75  "
            "     35.0%  raised to full carry\n"
            "  2024-05    1.00  72.00  +0.01000  0.00000    71.28       -1.00  "
            "     27.2%  \n"
            "  front +0.02 (log), risk premium 0 (log)\n"
            "  carry: interest 4% a year, storage 0.5 USD/bbl a month\n"
            "  volatility (a year) by brent-2007-25; as its factors the move "
            "is 0 short-lived and 0 long-lived\n");
  EXPECT_THAT(Section("Simulated 20 days ahead"),
              AllOf(HasSubstr("  2023-05      -      -"),
                    HasSubstr("  2023-06   55.1  62.00  74.90  90.00  "
                              "101.5\n")));
}

TEST(PrinterPriceTest, AttributionShowsFairAndOtherShares) {
  EXPECT_THAT(Section("Who is worth what"),
              AllOf(HasSubstr("  kirkuk        +1.2        +1     +1.4  opec "
                              "+0.4\n"),
                    HasSubstr("  total         +5.2\n")));
}

TEST(PrinterPriceTest, TheAuditIsShortAndSaysWhereTheRestIs) {
  EXPECT_THAT(
      Section("What the price follows from"),
      AllOf(HasSubstr("  flag: larger than people are used to [MODESTY]\n"),
            HasSubstr("  2 parameters (1 of grade V, 1 of grade J), weakest J; "
                      "csv and json have each"),
            HasSubstr("  filled in: market.already_priced\n"),
            HasSubstr("--rerun abcdefghijklmnopqrstuvwx... (30 characters; -o "
                      "json has all)\n")));
}

TEST(PrinterPriceTest, LinesFitAScreen) {
  std::istringstream lines(PrintedText(HandMadeAnswer()));
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 110U) << line;
  }
}

TEST(PrinterPriceTest, AnAnswerWithoutRangesHasNoSectionsOfThem) {
  v1::PriceSupplyChangeResponse response;
  response.mutable_price()->set_start_price_usd_per_bbl(75);
  const std::string text = PrintedText(response);
  for (const char* title :
       {"Range", "Multiplier", "What was known", "From the headline",
        "What the stocks", "Beside", "Forward curve", "Who is worth",
        "What the price follows from"}) {
    EXPECT_THAT(text, Not(HasSubstr(title)));
  }
}

TEST(PrinterPriceTest, CsvHasEveryLevelWithItsErrorAndTheShockVector) {
  const std::string csv = PrintedCsv(HandMadeAnswer());
  for (const char* row :
       {"component,halt,change,2023-03-25,-450000,bpd,until 2023-05-01",
        "price,brent,daily_noise,,1.35,USD/bbl,",
        "price_model,default,long_run_demand_elasticity,,-0.35,1,",
        "multiplier,mixture,multiplier_p95,,12.1,percent per percent,",
        "price_month,default,two_speed_price_change,2023-04-01,1.64,USD/bbl,",
        "band_multiplier,mixture,price_change_percent_p05,2023-04-01,1.10417,"
        "percent,",
        "band_multiplier,mixture,price_change_percent_p05_error,2023-04-01,"
        "0.02,percent,",
        "band_impulse_response,bh19,extrapolated,2023-04-01,1,flag,",
        "ladder,supply,net_emf,2023-04-01,-300000,bpd,",
        "ladder,supply,gross_volume,2023-04-01,-13.5,million bbl,",
        "surprise,news,if_not,,-0.00651,log,",
        "curve,brent-1,shock,2023-05-01,0.02,log,",
        "curve,brent-3,shock,2024-05-01,0.01,log,",
        "curve,brent-2,carry_bound_active,2023-06-01,1,flag,",
        "curve,brent-2,simulated_price_p05,2023-06-01,55.123,USD/bbl,",
        "attribution,kirkuk,with_opec,,0.4,percent,",
        "parameter,elasticity.supply.short-run,high,,0.34,1,\"J: judgement; "
        "lognormal, 90%\"",
        "parameter,spare.capacity,value,,,,V: ; ",
        "audit,MODESTY,flag,,,,larger than people are used to",
        "audit,,rerun_token,,,,abcdefghijklmnopqrstuvwxyz0123",
        "warning,,STALE_PRICE,,,,the price is old"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

}  // namespace
}  // namespace oilflow
