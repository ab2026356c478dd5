#include "client/typed_value.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::DoubleEq;
using testing::HasSubstr;

struct Case {
  const char* name;
  const char* text;
  double value;
};

struct Fault {
  const char* name;
  const char* text;
  const char* says;
};

TEST(ParseParameterValueTest, TheNameSaysTheUnit) {
  constexpr Case kCases[] = {
      {"restart.limit_bpd", "300kb/d", 300e3},
      {"restart.limit_bpd", "0.3 mb/d", 300e3},
      {"ramp.growth_bpd_per_year", "10kb/d", 10e3},
      {"terms.advance_usd_per_bbl", "16USD/bbl", 16},
      {"terms.arrears_usd", "300 million USD", 300e6},
      {"gas-stop.gas_supply_mmcmd", "40MMcm/d", 40},
      {"lapse.power_supply_mw", "1GW", 1000},
      {"restart.delay_days", "30", 30},
      {"offset.offset_share", "60%", 0.6},
      {"us-iran-conflict.level", "0.95", 0.95},
      {"zero.efficacy", "60%", 0.6},
      // Facts: the names of measures have no unit.
      {"krg-fields.potential", "250kb/d", 250e3},
      {"krg-fields.potential", "250000", 250e3},
      {"krg-fields.potential", "250,000", 250e3},
      {"itp.cost", "-2.5USD/bbl", -2.5},
      {"ceyhan.content", "1.2mb", 1.2e6},
      {"itp.availability", "50%", 0.5},
      {"iraq.gas_import", "50MMcm/d", 50},
      {"iraq.power_import", "1GW", 1000},
      {"iraq.heat_content", "5.8MMBtu/bbl", 5.8},
      {"iraq.heat_rate", "10500Btu/kWh", 10500},
      {"iraq.gas_import", "1e3", 1000},
  };
  for (const Case& good : kCases) {
    EXPECT_THAT(ParseParameterValue(good.name, good.text),
                IsOkAndHolds(DoubleEq(good.value)))
        << good.name << " " << good.text;
  }
}

TEST(ParseParameterValueTest, WhatIsNoSuchValueIsRefused) {
  constexpr Fault kCases[] = {
      {"restart.limit_bpd", "300", "must have one of the units bpd"},
      {"restart.limit_bpd", "300 Mb/d", "M is a thousand to some"},
      {"restart.limit_bpd", "5USD/bbl", "must have one of the units bpd"},
      {"restart.delay_days", "30 days", "must be a number"},
      {"offset.offset_share", "1kb/d", "must have one of the units share"},
      {"us-iran-conflict.level", "high", "must be a share"},
      {"krg-fields.potential", "", "must be a number, with a unit"},
      {"krg-fields.potential", "much", "not \"much\""},
      {"krg-fields.potential", "250 Mb/d", "not \"250 Mb/d\""},
      {"krg-fields.potential", "nan", "not \"nan\""},
  };
  for (const Fault& bad : kCases) {
    EXPECT_THAT(
        ParseParameterValue(bad.name, bad.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.says)))
        << bad.name << " " << bad.text;
  }
}

TEST(ParseOutputValueTest, TheNameSaysTheUnit) {
  constexpr Case kCases[] = {
      {"net_supply_bpd", "-20kb/d", -20e3},
      {"net_supply_bpd", "0", 0},
      {"iraq.exports_change_bpd@2025-08", "20kb/d", 20e3},
      {"price_usd_per_bbl", "0.05USD/bbl", 0.05},
      {"price_percent", "0.1%", 0.1},
      {"price_percent@2025-08", "0.1", 0.1},
      {"curve-3m.price_percent", "-2 %", -2},
      {"ceyhan.content_bbl", "1mb", 1e6},
      {"iraq-grid.unserved_mw", "1GW", 1000},
      {"krg.revenue_usd_per_day", "2million USD/day", 2e6},
      {"krg.revenue_change_usd_per_day", "-5 USD/day", -5},
      {"restart.in_force_share", "50%", 0.5},
  };
  for (const Case& good : kCases) {
    EXPECT_THAT(ParseOutputValue(good.name, good.text),
                IsOkAndHolds(DoubleEq(good.value)))
        << good.name << " " << good.text;
  }
}

TEST(ParseOutputValueTest, WhatIsNoSuchValueIsRefused) {
  constexpr Fault kCases[] = {
      {"net_supply_bpd", "20", "must have one of the units bpd"},
      {"price_usd_per_bbl", "0.05", "must have one of the units USD/bbl"},
      {"price_usd_per_bbl", "1mb", "must have one of the units USD/bbl"},
      {"price_percent", "much", "must be a number"},
      {"krg.revenue_usd_per_day", "5 USD", "an amount a day"},
      {"supply", "5", "whose name ends with its unit"},
      {"supply@2025-08", "5", "net_supply_bpd, price_usd_per_bbl"},
  };
  for (const Fault& bad : kCases) {
    EXPECT_THAT(
        ParseOutputValue(bad.name, bad.text),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(bad.says)))
        << bad.name << " " << bad.text;
  }
}

}  // namespace
}  // namespace oilflow
