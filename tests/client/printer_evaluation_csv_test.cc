#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/quiet_answer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(PrinterEvaluationCsvTest, CsvHoldsTheAccountsToTheCent) {
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
