#include "client/format.h"

#include "gtest/gtest.h"

#include "oilflow/v1/evaluation.pb.h"

namespace oilflow {
namespace {

TEST(FormatTest, FixedNumbersHaveSeparatorsAndDecimals) {
  EXPECT_EQ(ShowFixed(1234567.25, 1), "1,234,567.3");
  EXPECT_EQ(ShowFixed(-1234.5, 2), "-1,234.50");
  EXPECT_EQ(ShowFixed(1.05, 2), "1.05");
  EXPECT_EQ(ShowFixed(999.96, 1), "1,000.0");
  EXPECT_EQ(ShowFixed(4250, 0), "4,250");
}

TEST(FormatTest, OnlyWhatIsNotShownAsZeroHasASign) {
  EXPECT_EQ(ShowFixed(0.4, 1, true), "+0.4");
  EXPECT_EQ(ShowFixed(-0.4, 1, true), "-0.4");
  EXPECT_EQ(ShowFixed(0.04, 1, true), "0.0");
  EXPECT_EQ(ShowFixed(-0.04, 1, true), "0.0");
  EXPECT_EQ(ShowFixed(12, 0, true), "+12");
}

TEST(FormatTest, MoneyIsShownInMillions) {
  EXPECT_EQ(ShowMillions(1.2e9), "1,200.0");
  EXPECT_EQ(ShowMillions(-350000, true), "-0.4");
}

TEST(FormatTest, EveryMechanismAndLimitHasAName) {
  const auto mechanism = [](v1::Mechanism value) {
    return ShowEnum(v1::Mechanism_descriptor(), value, "MECHANISM_");
  };
  EXPECT_EQ(mechanism(v1::MECHANISM_QUOTA_OFFSET), "quota offset");
  EXPECT_EQ(mechanism(v1::MECHANISM_STOCK_RELEASE), "stock release");
  EXPECT_EQ(ShowEnum(v1::ConstraintKind_descriptor(), v1::CONSTRAINT_KIND_SPARE,
                     "CONSTRAINT_KIND_"),
            "spare");
  // Of a newer service.
  EXPECT_EQ(ShowEnum(v1::Mechanism_descriptor(), 99, "MECHANISM_"), "99");
}

}  // namespace
}  // namespace oilflow
