#include "service/policy/lever_catalog.h"

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/lever.h"
#include "service/policy/scenario.h"
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
  EXPECT_THAT(names, ElementsAre("policy", "route", "enforcement", "sanctions",
                                 "production", "quota", "outage"));
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
                  AnyOf("bpd", "USD/bbl", "share", "days"))
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
  for (const LeverDescription& lever : LeverCatalog()) {
    for (const LeverField& field : lever.fields) {
      const std::string name(field.name);
      if (field.unit == "bpd") {
        EXPECT_THAT(name, EndsWith("_bpd"));
      } else if (field.unit == "USD/bbl") {
        EXPECT_THAT(name, EndsWith("_usd_per_bbl"));
      } else if (field.unit == "days") {
        EXPECT_THAT(name, EndsWith("_days"));
      } else {
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
}

TEST(LeverCatalogTest, DaysEndWithTheLongestHorizon) {
  EXPECT_EQ(FindLeverField("policy", "ramp_days").maximum, kMaxHorizonDays);
  EXPECT_EQ(FindLeverField("policy", "recovery_days").maximum, kMaxHorizonDays);
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
