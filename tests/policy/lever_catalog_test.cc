#include "service/policy/lever_catalog.h"

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/lever.h"
#include "service/policy/scenario.h"
#include "service/policy/schedule.h"
#include "service/policy/timing.h"

namespace oilflow {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::EndsWith;

TEST(LeverCatalogTest, EveryLeverIsThereOnce) {
  std::vector<absl::string_view> names;
  for (const LeverDescription& lever : LeverCatalog()) {
    names.push_back(lever.name);
    EXPECT_FALSE(lever.meaning.empty()) << lever.name;
    EXPECT_FALSE(lever.example.empty()) << lever.name;
    EXPECT_FALSE(lever.fields.empty()) << lever.name;
  }
  EXPECT_THAT(
      names,
      ElementsAre("policy", "route", "enforcement", "sanctions", "production",
                  "quota", "outage", "interdiction", "waiver", "payment",
                  "finance", "operator", "spare", "stock_release", "demand"));
  // "policy" and one for each alternative of Lever.
  EXPECT_EQ(names.size(), 1 + std::variant_size_v<Lever>);
}

TEST(LeverCatalogTest, FieldsAreSound) {
  for (const LeverDescription& lever : LeverCatalog()) {
    std::set<absl::string_view> seen;
    for (const LeverField& field : lever.fields) {
      const std::string name(field.name);
      EXPECT_TRUE(seen.insert(field.name).second) << name;
      EXPECT_LT(field.minimum, field.maximum) << name;
      EXPECT_THAT(std::string(field.unit),
                  AnyOf("bpd", "bpd/year", "USD", "USD/bbl", "share", "days",
                        "MMcm/d", "MW"))
          << name;
      EXPECT_FALSE(field.meaning.empty()) << name;
      if (field.default_value.has_value()) {
        EXPECT_GE(*field.default_value, field.minimum) << name;
        EXPECT_LE(*field.default_value, field.maximum) << name;
        EXPECT_FALSE(field.required) << name;
      }
    }
  }
}

// A number's name ends with its unit, and a share lies in [0, 1].
TEST(LeverCatalogTest, NamesSayTheUnit) {
  const std::map<absl::string_view, std::string> kEndings = {
      {"bpd", "_bpd"},   {"bpd/year", "_bpd_per_year"},
      {"USD", "_usd"},   {"USD/bbl", "_usd_per_bbl"},
      {"days", "_days"}, {"MMcm/d", "_mmcmd"},
      {"MW", "_mw"}};
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      const std::string name(field.name);
      const auto ending = kEndings.find(field.unit);
      if (ending != kEndings.end()) {
        EXPECT_THAT(name, EndsWith(ending->second));
      } else {
        EXPECT_EQ(field.unit, "share") << name;
        EXPECT_EQ(field.minimum, 0) << name;
        EXPECT_EQ(field.maximum, 1) << name;
      }
    }
  }
}

TEST(LeverCatalogTest, EveryFieldIsFound) {
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      EXPECT_EQ(&FindLeverField(lever.name, field.name), &field) << field.name;
    }
  }
}

TEST(LeverCatalogTest, DefaultsAreThoseOfTheTypes) {
  const Policy policy;
  const Timing timing;
  const EnforcementLever enforcement;
  const SanctionsLever sanctions;
  const QuotaLever quota;
  const Schedule schedule;
  const PaymentLever payment;
  const FinanceLever finance;
  const StockReleaseLever release;
  EXPECT_EQ(FindLeverField("policy", "realised_share").default_value,
            policy.realised_share);
  EXPECT_EQ(FindLeverField("policy", "ramp_days").default_value,
            timing.ramp_days);
  EXPECT_EQ(FindLeverField("policy", "recovery_days").default_value,
            timing.recovery_days);
  EXPECT_EQ(
      FindLeverField("enforcement", "extra_cost_usd_per_bbl").default_value,
      enforcement.extra_cost / kDollarsPerBarrel);
  EXPECT_EQ(FindLeverField("sanctions", "efficacy").default_value,
            sanctions.efficacy);
  EXPECT_EQ(FindLeverField("quota", "compliance").default_value,
            quota.compliance);
  EXPECT_EQ(FindLeverField("policy", "delay_days").default_value,
            schedule.delay_days);
  EXPECT_EQ(FindLeverField("policy", "probability").default_value,
            schedule.probability);
  EXPECT_EQ(FindLeverField("policy", "ramp_days").default_value,
            schedule.ramp_days);
  EXPECT_EQ(FindLeverField("policy", "recovery_days").default_value,
            schedule.recovery_days);
  EXPECT_EQ(FindLeverField("sanctions", "discount_usd_per_bbl").default_value,
            sanctions.discount / kDollarsPerBarrel);
  EXPECT_EQ(
      FindLeverField("sanctions", "leakage_growth_bpd_per_year").default_value,
      sanctions.leakage_growth_per_year / kBarrelsPerDay);
  EXPECT_EQ(FindLeverField("payment", "payment_delay_days").default_value,
            payment.payment_delay_days);
  EXPECT_EQ(FindLeverField("payment", "arrears_usd").default_value,
            payment.arrears / kDollars);
  EXPECT_EQ(
      FindLeverField("payment", "arrears_recovery_usd_per_bbl").default_value,
      payment.arrears_recovery / kDollarsPerBarrel);
  EXPECT_EQ(FindLeverField("finance", "extra_cost_usd_per_bbl").default_value,
            finance.extra_cost / kDollarsPerBarrel);
  EXPECT_EQ(FindLeverField("finance", "withheld_share").default_value,
            finance.withheld_share);
  EXPECT_EQ(FindLeverField("stock_release", "refill_bpd").default_value,
            release.refill / kBarrelsPerDay);
}

TEST(LeverCatalogTest, DaysEndWithTheLongestHorizon) {
  EXPECT_EQ(FindLeverField("policy", "ramp_days").maximum, kMaxHorizonDays);
  EXPECT_EQ(FindLeverField("policy", "recovery_days").maximum, kMaxHorizonDays);
  EXPECT_EQ(FindLeverField("policy", "delay_days").maximum, kMaxHorizonDays);
  EXPECT_EQ(FindLeverField("payment", "payment_delay_days").maximum,
            kMaxHorizonDays);
  EXPECT_EQ(FindLeverField("policy", "ramp_days").minimum, 1);
}

TEST(LeverCatalogTest, OnlyAChangeMayBeBelowZero) {
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      EXPECT_EQ(field.minimum < 0, field.name == "change_bpd") << field.name;
    }
  }
}

}  // namespace
}  // namespace oilflow
