#include "service/facts/measure.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace oilflow {
namespace {

using testing::Contains;

TEST(MeasureTest, NamesAreUniqueLowerCaseWords) {
  std::set<std::string> seen;
  for (const Measure& measure : Measures()) {
    const std::string name(measure.name);
    EXPECT_TRUE(seen.insert(name).second) << name;
    EXPECT_THAT(name, testing::MatchesRegex("[a-z]+(_[a-z]+)*"));
  }
  EXPECT_FALSE(seen.empty());
}

TEST(MeasureTest, EveryMeasureIsFoundByItsName) {
  for (const Measure& measure : Measures()) {
    EXPECT_EQ(FindMeasure(measure.name), &measure) << measure.name;
  }
  EXPECT_EQ(FindMeasure("happiness"), nullptr);
  EXPECT_EQ(FindMeasure(""), nullptr);
  EXPECT_EQ(FindMeasure("Capacity"), nullptr);
}

TEST(MeasureTest, RangesHoldZeroAndAreNotEmpty) {
  for (const Measure& measure : Measures()) {
    EXPECT_LT(measure.minimum, measure.maximum) << measure.name;
    // Zero must be sayable of everything, for empty means missing, never zero;
    // but not of what prices divide by.
    EXPECT_LE(measure.minimum, measure.name == measure::kWorldCrude ? 1 : 0)
        << measure.name;
    EXPECT_NE(CanonicalUnit(measure.dimension), "") << measure.name;
    EXPECT_FALSE(measure.meaning.empty()) << measure.name;
  }
}

TEST(MeasureTest, WhatTheModelReadsIsAnInput) {
  struct Case {
    absl::string_view name;
    Dimension dimension;
  };
  const Case cases[] = {
      {measure::kPotential, Dimension::kRate},
      {measure::kCapacity, Dimension::kRate},
      {measure::kAvailability, Dimension::kShare},
      {measure::kCost, Dimension::kPrice},
      {measure::kGroupShare, Dimension::kShare},
      {measure::kDemand, Dimension::kRate},
      {measure::kDifferential, Dimension::kPrice},
      {measure::kRequiredProduction, Dimension::kRate},
      {measure::kCompensation, Dimension::kRate},
      {measure::kWorldCrude, Dimension::kRate},
  };
  for (const Case& c : cases) {
    const Measure* const measure = FindMeasure(c.name);
    ASSERT_NE(measure, nullptr) << c.name;
    EXPECT_TRUE(measure->input) << c.name;
    EXPECT_EQ(measure->dimension, c.dimension) << c.name;
  }
}

TEST(MeasureTest, OnlyWhatMayFallBelowZeroHasASign) {
  std::set<absl::string_view> with_sign;
  for (const Measure& measure : Measures()) {
    if (measure.minimum < 0) {
      with_sign.insert(measure.name);
    }
  }
  EXPECT_THAT(with_sign, Contains("differential"));
  EXPECT_THAT(with_sign, Contains("flow_change"));
  EXPECT_THAT(with_sign, Contains("elasticity_reported"));
  EXPECT_EQ(with_sign.count("potential"), 0u);
  EXPECT_EQ(with_sign.count("capacity"), 0u);
  EXPECT_EQ(with_sign.count("demand"), 0u);
}

TEST(MeasureTest, SharesOfAWholeEndAtOne) {
  for (const absl::string_view name :
       {"availability", "group_share", "ownership_share", "destination_share",
        "offset_share_reported", "import_dependence"}) {
    const Measure* const measure = FindMeasure(name);
    ASSERT_NE(measure, nullptr) << name;
    EXPECT_EQ(measure->minimum, 0) << name;
    EXPECT_EQ(measure->maximum, 1) << name;
  }
}

}  // namespace
}  // namespace oilflow
