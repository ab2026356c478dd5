#include <sstream>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "client/printer.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Not;

// Two days on which nothing happens.
v1::EvaluateScenarioResponse Quiet() {
  return ParseProto<v1::EvaluateScenarioResponse>(R"pb(
    scenario { baseline: "baselines/two-nodes" }
    start_date { year: 2025 month: 3 day: 1 }
    day_count: 2
    ledger { net_bpd: [ 0, 0 ] }
  )pb");
}

v1::EvaluateScenarioResponse QuietBut(const std::string& text) {
  v1::EvaluateScenarioResponse response = Quiet();
  response.MergeFrom(ParseProto<v1::EvaluateScenarioResponse>(text));
  return response;
}

std::string TextOf(const v1::EvaluateScenarioResponse& response,
                   const EvaluationView& view = {}) {
  std::ostringstream out;
  PrintText(response, view, out);
  return out.str();
}

// From a title that begins so to the next empty line; empty if there is none.
std::string Section(const v1::EvaluateScenarioResponse& response,
                    const std::string& title, const EvaluationView& view = {}) {
  const std::string text = TextOf(response, view);
  const size_t begin = text.find("\n\n" + title);
  if (begin == std::string::npos) {
    return "";
  }
  const size_t end = text.find("\n\n", begin + 2);
  return text.substr(begin + 2,
                     end == std::string::npos ? end : end - begin - 1);
}

std::string CsvOf(const v1::EvaluateScenarioResponse& response) {
  std::ostringstream out;
  PrintCsv(response, out);
  return out.str();
}

TEST(PrinterEvaluationTest, WhatIsNotInTheAnswerHasNoSection) {
  const std::string text = TextOf(Quiet());
  for (const char* title :
       {"When each", "Stocks", "Money", "What is really paid", "Old debt",
        "Gas and power", "Spare", "OPEC+", "demand policies"}) {
    EXPECT_THAT(text, Not(HasSubstr(title)));
  }
}

TEST(PrinterEvaluationTest, SaysWhenPoliciesComeAndWhyTheyDoNot) {
  const auto response = QuietBut(R"pb(
    scenario {
      policies {
        policy_id: "restart"
        start_date { year: 2025 month: 3 day: 1 }
        rollover { period_days: 120 renewal_probability: 0.8 }
      }
      policies {
        policy_id: "release"
        start_date { year: 2025 month: 3 day: 1 }
        probability: 0.3
      }
      policies {
        policy_id: "cut"
        start_date { year: 2025 month: 3 day: 2 }
        driver: "conflict"
      }
      policies {
        policy_id: "plain"
        start_date { year: 2025 month: 3 day: 1 }
      }
    }
    schedules {
      policy_id: "restart"
      happens: true
      quantile: 0.5
      first_date { year: 2025 month: 9 day: 27 }
      end_date { year: 2026 month: 1 day: 25 }
      days_late: 210
      gates {
        gate_id: "deal"
        date { year: 2025 month: 9 day: 27 }
      }
    }
    schedules { policy_id: "release" quantile: 0.5 }
    schedules {
      policy_id: "cut"
      quantile: 0.2
      gates { gate_id: "law" }
      gates {
        gate_id: "notice"
        date { year: 2025 month: 4 day: 5 }
      }
    }
    schedules {
      policy_id: "plain"
      happens: true
      quantile: 0.5
      first_date { year: 2025 month: 3 day: 1 }
      days_late: 0
    }
  )pb");
  EXPECT_EQ(
      Section(response, "When"),
      "When each policy is in force\n"
      "  policy   announced for  from        to          days late  why\n"
      "  restart  2025-03-01     2025-09-27  2026-01-25       +210  "
      "begins after the horizon; renewed every 120 days with probability 0.8; "
      "gate deal opens 2025-09-27\n"
      "  release  2025-03-01     -           -                   -  "
      "not in force: probability 0.3 at the median\n"
      "  cut      2025-03-02     -           -                   -  "
      "not in force: gate law stays shut at quantile 0.2; "
      "gate notice opens 2025-04-05\n"
      "  plain    2025-03-01     2025-03-01  stays               0  \n");
}

TEST(PrinterEvaluationTest, AStockStartsBeforeItsFirstDay) {
  const auto response = QuietBut(R"pb(
    stocks {
      node: "tanks"
      capacity_bbl: 2000000
      content {
        baseline_bbl: [ 1000100, 1000200 ]
        scenario_bbl: [ 1000000, 999000 ]
      }
      filled {
        baseline_bpd: [ 100, 100 ]
        scenario_bpd: [ 0, 0 ]
      }
      drawn {
        baseline_bpd: [ 0, 0 ]
        scenario_bpd: [ 0, 1000 ]
      }
    }
    stocks {
      node: "reserve"
      content {
        baseline_bbl: [ 5, 5 ]
        scenario_bbl: [ 5, 5 ]
      }
    }
  )pb");
  EXPECT_EQ(
      Section(response, "Stocks"),
      "Stocks over the horizon, bbl (least and most with the policies)\n"
      "  stock      start  baseline end  scenario end  change    least       "
      "most      holds\n"
      "  tanks  1,000,000     1,000,200       999,000  -1,200  999,000  "
      "1,000,000  2,000,000\n"
      "  1 more stay as they are; --all shows them\n");
  EXPECT_THAT(
      Section(response, "Stocks", {.all = true}),
      HasSubstr("  reserve    unknown             5             5       "
                "0        5          5          -\n"));
}

TEST(PrinterEvaluationTest, TheMoneyOfAllActorsSumsToZero) {
  const auto response = QuietBut(R"pb(
    accounts {
      actor: "ministry"
      month { year: 2025 month: 3 day: 1 }
      day_count: 1
      scenario_sold_bbl: 1000000
      scenario_at_brent_cents: 7000000000
      lines { kind: MONEY_KIND_SALES scenario_cents: 6000000000 }
      lines { kind: MONEY_KIND_TARIFFS scenario_cents: -100000000 }
      scenario_net_cents: 5900000000
    }
    accounts {
      month { year: 2025 month: 3 day: 1 }
      day_count: 1
      lines { kind: MONEY_KIND_SALES scenario_cents: -6000000000 }
      lines { kind: MONEY_KIND_TARIFFS scenario_cents: 100000000 }
      scenario_net_cents: -5900000000
    }
    accounts {
      actor: "ministry"
      month { year: 2025 month: 4 day: 1 }
      day_count: 1
      scenario_sold_bbl: 1000000
      scenario_at_brent_cents: 7000000000
      lines {
        kind: MONEY_KIND_SALES
        baseline_cents: 5000000000
        scenario_cents: 6000000000
      }
      baseline_net_cents: 5000000000
      scenario_net_cents: 6000000000
    }
    accounts {
      month { year: 2025 month: 4 day: 1 }
      day_count: 1
      lines {
        kind: MONEY_KIND_SALES
        baseline_cents: -5000000000
        scenario_cents: -6000000000
      }
      baseline_net_cents: -5000000000
      scenario_net_cents: -6000000000
    }
  )pb");
  EXPECT_EQ(
      Section(response, "Money"),
      "Money over the horizon, million USD, with the policies (change: against "
      "without them)\n"
      "  actor       sold kb/d  at Brent  discount   sales  tariffs     net  "
      "change\n"
      "  ministry      1,000.0     140.0     -20.0  +120.0     -1.0  +119.0   "
      "+69.0\n"
      "  all others          -         -         -  -120.0     +1.0  -119.0   "
      "-69.0\n"
      "  sum                 -         -         -     0.0      0.0     0.0    "
      " "
      "0.0\n"
      "  every kind sums to 0 over all actors: what one gets another pays\n"
      "  at Brent + discount = sales, less what an actor buys itself; json and "
      "csv show months\n");
}

TEST(PrinterEvaluationTest, ANetworkThatNamesNobodyHasNoMoneyToShow) {
  EXPECT_THAT(TextOf(QuietBut("accounts { scenario_sold_bbl: 5 }")),
              Not(HasSubstr("Money")));
}

TEST(PrinterEvaluationTest, APaymentWithoutAnAlternativeHasNoGap) {
  const auto response = QuietBut(R"pb(
    payments {
      arc: "itp"
      paid_usd_per_bbl: 16
      worth_usd_per_bbl: 62.5
      alternative_usd_per_bbl: 33
      alternative_arc: "local-sales"
      gap_usd_per_bbl: 17
      outstanding_usd: 2.5e8
    }
    payments { arc: "road" paid_usd_per_bbl: 30 worth_usd_per_bbl: 31 }
    arrears {
      policy_id: "terms"
      owed_usd: 1e9
      recovered_usd: 1e8
      remaining_usd: 9e8
      months_to_recover: 20
    }
    arrears { policy_id: "frozen" owed_usd: 1e9 remaining_usd: 1e9 }
  )pb");
  EXPECT_EQ(Section(response, "What is really"),
            "What is really paid for oil on 2025-03-02, USD/bbl (gap above 0: "
            "voluntary oil stays away)\n"
            "  arc    paid  worth  alternative     gap  outstanding million "
            "USD  alternative is\n"
            "  itp   16.00  62.50        33.00  +17.00                    "
            "250.0  local-sales\n"
            "  road  30.00  31.00         none       -                      "
            "0.0  \n");
  EXPECT_EQ(
      Section(response, "Old debt"),
      "Old debt at the end of the horizon, million USD\n"
      "  policy     owed  recovered  remaining  months to recover in "
      "all\n"
      "  terms   1,000.0      100.0      900.0                      20.0\n"
      "  frozen  1,000.0        0.0    1,000.0        never at this "
      "pace\n");
}

TEST(PrinterEvaluationTest, WhatNoFactGivesIsUnknownAndNotZero) {
  const auto response = QuietBut(R"pb(
    energy {
      grid: "grid"
      gas_lost_mmcmd: [ 0, 50 ]
      power_import_lost_mw: [ 0, 500 ]
      power_lost_mw: [ 0, 4750 ]
      liquids_burned_bpd: [ 0, 12000 ]
    }
    quota_positions {
      country: "iraq"
      month { year: 2025 month: 3 day: 1 }
      day_count: 2
      required_bpd: 4000000
      baseline_counted_bpd: 4100000
      scenario_counted_bpd: 4200000
      baseline_headroom_bpd: -100000
      scenario_headroom_bpd: -200000
      other_bases {
        basis: "ministry"
        difference_bpd: -150000
        baseline_counted_bpd: 3950000
        scenario_counted_bpd: 4050000
        baseline_headroom_bpd: 50000
        scenario_headroom_bpd: -50000
      }
      other_bases { basis: "survey" }
    }
  )pb");
  // The day shown is the last on which gas or power is lost.
  EXPECT_EQ(Section(response, "Gas"),
            "Gas and power that no longer come, on 2025-03-02 (power lost = "
            "restored + unserved)\n"
            "  grid  gas MMcm/d  as crude bpd  imported MW  power lost MW  "
            "liquids needed bpd  burned bpd  restored MW  unserved MW\n"
            "  grid        50.0       unknown          500          4,750  "
            "           unknown      12,000      unknown      unknown\n");
  const std::string quota = Section(response, "OPEC+");
  EXPECT_THAT(quota, HasSubstr("\n  - by ministry  "));
  EXPECT_THAT(quota,
              HasSubstr("  3,950,000  4,050,000   +50,000   -50,000    unknown "
                        " unknown\n"));
  EXPECT_THAT(quota, HasSubstr("counts of other sources are unknown 1 times"));
  EXPECT_THAT(CsvOf(response),
              HasSubstr("quota,iraq,scenario_headroom_by_ministry,2025-03-01,"
                        "-50000,bpd,\n"));
  EXPECT_THAT(CsvOf(response), HasSubstr("quota,iraq,difference_by_survey,"
                                         "2025-03-01,,bpd,\n"));
}

TEST(PrinterEvaluationTest, LoadingsStandBesideDeliveriesAndProducts) {
  const auto response = QuietBut(R"pb(
    countries {
      country: "iran"
      apparent_exports {
        baseline_bpd: [ 1600, 1600 ]
        scenario_bpd: [ 1600, 1600 ]
      }
      deliveries {
        baseline_bpd: [ 1600, 1600 ]
        scenario_bpd: [ 1200, 1000 ]
      }
      storage_build {
        baseline_bpd: [ 0, 0 ]
        scenario_bpd: [ 400, 600 ]
      }
      product_exports_bpd: 500
    }
    countries { country: "kuwait" }
  )pb");
  const std::string section = Section(response, "Exports");
  EXPECT_THAT(section, HasSubstr("  iran     1,600     1,600       0           "
                                 " 0  seen by trackers\n"));
  EXPECT_THAT(section, HasSubstr("           1,600     1,000    -600         "
                                 "-500  delivered to buyers\n"));
  EXPECT_THAT(section, HasSubstr("+500  put in storage, less what is drawn\n"));
  EXPECT_THAT(section, HasSubstr("             500       500               "
                                 "        products besides, outside the "
                                 "network\n"));
  EXPECT_THAT(section, Not(HasSubstr("kuwait")));
}

TEST(PrinterEvaluationTest, TheDayShownIsTheLastOnWhichAStockIsDrawn) {
  const auto response = QuietBut(R"pb(
    day_count: 3
    ledger { net_bpd: [ 0 ] }
    stocks {
      node: "reserve"
      drawn {
        baseline_bpd: [ 0, 0, 0 ]
        scenario_bpd: [ 0, 700, 0 ]
      }
    }
    spare {
      policy_id: "gulf"
      capacity_bpd: [ 1, 3500, 1 ]
      reachable_bpd: [ 1, 2000, 1 ]
      asked_bpd: [ 1, 2500, 1 ]
    }
  )pb");
  EXPECT_EQ(Section(response, "Spare"),
            "Spare capacity on 2025-03-02, bpd (reachable: has a way to a "
            "market)\n"
            "  policy   held  reachable  asked\n"
            "  gulf    3,500      2,000  2,500\n");
}

TEST(PrinterEvaluationTest, SaysWhatDemandPoliciesAdd) {
  EXPECT_THAT(TextOf(QuietBut("demand_change_bpd: [ -1000, -3000 ]")),
              HasSubstr("  demand policies add -2,000 bpd"));
}

TEST(PrinterEvaluationTest, CsvHoldsTheAccountsToTheCent) {
  const std::string csv = CsvOf(QuietBut(R"pb(
    schedules {
      policy_id: "restart"
      happens: true
      quantile: 0.5
      first_date { year: 2025 month: 3 day: 2 }
      days_late: 1
      gates { gate_id: "law" }
    }
    stocks {
      node: "tanks"
      content {
        baseline_bbl: [ 9000000000, 1 ]
        scenario_bbl: [ 2, 3 ]
      }
    }
    accounts {
      month { year: 2025 month: 3 day: 1 }
      lines { kind: MONEY_KIND_ARREARS scenario_cents: -123456789 }
      scenario_net_cents: -123456789
    }
    payments { arc: "itp" paid_usd_per_bbl: 16 }
    arrears { policy_id: "terms" owed_usd: 1e9 }
    energy {
      grid: "grid"
      power_unserved_mw: [ 0.5, 1 ]
    }
    spare {
      policy_id: "gulf"
      asked_bpd: [ 5, 6 ]
    }
    demand_change_bpd: [ 7, 8 ]
  )pb"));
  for (const char* row :
       {"schedule,restart,happens,2025-03-02,1,flag,",
        "schedule,restart,ends,,0,flag,",
        "schedule,restart,late,2025-03-02,1,days,",
        "schedule,restart,gate_law_opens,,0,flag,",
        "stock,tanks,baseline_content,2025-03-01,9000000000,bbl,",
        "stock,tanks,scenario_content,2025-03-02,3,bbl,",
        "money,all others,scenario_arrears,2025-03-01,-1234567.89,USD,",
        "money,all others,baseline_net,2025-03-01,0,USD,",
        "payment,itp,paid,2025-03-02,16,USD/bbl,",
        "payment,itp,gap,2025-03-02,,USD/bbl,",
        "arrears,terms,months_to_recover,2025-03-02,,months,",
        "energy,grid,power_unserved,2025-03-01,0.5,MW,",
        "spare,gulf,asked,2025-03-02,6,bpd,",
        "demand,markets,demand_change,2025-03-02,8,bpd,"}) {
    EXPECT_THAT(csv, HasSubstr(std::string("\n") + row + "\n"));
  }
}

}  // namespace
}  // namespace oilflow
