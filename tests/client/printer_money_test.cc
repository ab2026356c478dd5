#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/quiet_answer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PrinterMoneyTest, TheMoneyOfAllActorsSumsToZero) {
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

TEST(PrinterMoneyTest, ANetworkThatNamesNobodyHasNoMoneyToShow) {
  EXPECT_THAT(TextOf(QuietBut("accounts { scenario_sold_bbl: 5 }")),
              Not(HasSubstr("Money")));
}

TEST(PrinterMoneyTest, APaymentWithoutAnAlternativeHasNoGap) {
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

}  // namespace
}  // namespace oilflow
