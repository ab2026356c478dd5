#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/client/quiet_answer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(PrinterLimitsTest, WhatNoFactGivesIsUnknownAndNotZero) {
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

}  // namespace
}  // namespace oilflow
