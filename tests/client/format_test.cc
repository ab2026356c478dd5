#include "client/format.h"

#include <string>

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

TEST(FormatTest, DigitsFollowTheMonteCarloError) {
  struct Case {
    double value;
    double error;
    const char* text;
  };
  const Case cases[] = {
      {2.1345, 0.03, "2.13"},
      {2.1345, 0.2, "2.1"},
      // 0.096 is 0.1 to its first digit.
      {2.1345, 0.096, "2.1"},
      {2.1345, 3, "2"},
      {2.1345, 30, "0"},
      // Never more than four digits, however small the error.
      {2.1345678, 0.00001, "2.135"},
      {2.1345678, 0, "2.135"},
      {9.9996, 0, "10.00"},
      {0.00123456, 0, "0.001235"},
      {0.00123456, 0.0002, "0.0012"},
      {12345, 0, "12,350"},
      {12345, 30, "12,350"},
      {12345, 400, "12,300"},
      {-0.042, 0.001, "-0.042"},
      {0, 0.1, "0"},
      {0, 0, "0"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ShowWithError(c.value, c.error), c.text)
        << c.value << " with an error of " << c.error;
  }
  EXPECT_EQ(ShowWithError(2.1345, 0.03, /*sign=*/true), "+2.13");
}

TEST(FormatTest, WordsAreWrappedAndNeverCut) {
  EXPECT_EQ(Wrapped("one two", 2), "  one two\n");
  EXPECT_EQ(Wrapped("", 2), "");
  const std::string word(60, 'x');
  EXPECT_EQ(Wrapped(word + " " + word, 4),
            "    " + word + "\n    " + word + "\n");
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
