#include "service/base/date.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(DateTest, EveryDayIsReadBackAsPrinted) {
  int days = 0;
  for (absl::CivilDay day = kFirstDay; day <= kLastDay; ++day) {
    ASSERT_THAT(ParseDate(PrintDate(day)), IsOkAndHolds(day));
    ++days;
  }
  // 140 years, of which 1960, 1964 ... 2096 are leap years, and the last day.
  EXPECT_EQ(days, 140 * 365 + 35 + 1);
}

TEST(DateTest, MakeDateAgreesWithParseDate) {
  EXPECT_THAT(MakeDate(2024, 2, 29), IsOkAndHolds(absl::CivilDay(2024, 2, 29)));
  EXPECT_EQ(MakeDate(2024, 2, 29).value(), ParseDate("2024-02-29").value());
}

TEST(DateTest, OtherTextIsRefused) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"Empty", "", "must be a date such as 2025-03-01, not \"\""},
      {"Slashes", "2025/03/01", "must be a date such as 2025-03-01"},
      {"DayFirst", "01-03-2025", "must be a date such as 2025-03-01"},
      {"NoZeros", "2025-3-1", "must be a date such as 2025-03-01"},
      {"Compact", "20250301", "must be a date such as 2025-03-01"},
      {"SpaceBefore", " 2025-03-01", "must be a date such as 2025-03-01"},
      {"SpaceAfter", "2025-03-01 ", "must be a date such as 2025-03-01"},
      {"SpaceWithin", "2025-03- 1", "must be a date such as 2025-03-01"},
      {"Sign", "+025-03-01", "must be a date such as 2025-03-01"},
      {"SignedDay", "2025-03-+1", "must be a date such as 2025-03-01"},
      {"Letter", "2025-03-0l", "must be a date such as 2025-03-01"},
      {"WithTime", "2025-03-01T00:00", "must be a date such as 2025-03-01"},
      {"MonthZero", "2025-00-10", "must be a day of the calendar"},
      {"MonthThirteen", "2025-13-01", "must be a day of the calendar"},
      {"DayZero", "2025-03-00", "must be a day of the calendar"},
      {"DayThirtyOne", "2025-04-31", "must be a day of the calendar"},
      {"NotALeapYear", "2025-02-29", "calendar, not 2025-02-29"},
      {"NotACenturyLeapYear", "2100-02-29", "must be a day of the calendar"},
      {"BeforeTheFirst", "1959-12-31",
       "must be from 1960-01-01 to 2100-01-01, not 1959-12-31"},
      {"AfterTheLast", "2100-01-02",
       "must be from 1960-01-01 to 2100-01-01, not 2100-01-02"},
      {"YearZero", "0000-01-01", "must be from 1960-01-01 to 2100-01-01"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(ParseDate(c.text), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(DateTest, MakeDateRefusesWhatParseDateDoes) {
  EXPECT_THAT(MakeDate(2025, 2, 30),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "must be a day of the calendar, not 2025-02-30"));
  EXPECT_THAT(MakeDate(2025, 3, -1),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be a day of the calendar")));
  EXPECT_THAT(MakeDate(1959, 12, 31),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("must be from 1960-01-01")));
  EXPECT_THAT(
      MakeDate(2147483647, 1, 1),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("to 2100-01-01")));
}

TEST(DateTest, LongTextIsCutInTheMessage) {
  EXPECT_THAT(ParseDate(std::string(5000, '9')),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "must be a date such as 2025-03-01, not \"" +
                           std::string(40, '9') + "\""));
}

TEST(DateTest, MonthsPrintWithoutADay) {
  EXPECT_EQ(PrintMonth(absl::CivilMonth(2025, 3)), "2025-03");
  EXPECT_EQ(PrintMonth(absl::CivilMonth(absl::CivilDay(2025, 12, 31))),
            "2025-12");
}

}  // namespace
}  // namespace oilflow
