#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/quiet_answer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(PrinterFlowsTest, AStockStartsBeforeItsFirstDay) {
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

TEST(PrinterFlowsTest, LoadingsStandBesideDeliveriesAndProducts) {
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

TEST(PrinterFlowsTest, TheDayShownIsTheLastOnWhichAStockIsDrawn) {
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

}  // namespace
}  // namespace oilflow
