#include "service/base/date.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace oilflow {
namespace {

bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) {
      return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' ||
      !AllDigits(text.substr(0, 4)) || !AllDigits(text.substr(5, 2)) ||
      !AllDigits(text.substr(8, 2)) ||
      !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(5, 2), &month) ||
      !absl::SimpleAtoi(text.substr(8, 2), &day)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "must be a date such as 2025-03-01, not \"", text.substr(0, 40), "\""));
  }
  return MakeDate(year, month, day);
}

absl::StatusOr<absl::CivilDay> MakeDate(int year, int month, int day) {
  const absl::CivilDay civil(year, month, day);
  const std::string text = absl::StrFormat("%04d-%02d-%02d", year, month, day);
  // CivilDay normalises 2025-02-30 to 2025-03-02: that is not the day meant.
  if (civil.year() != year || civil.month() != month || civil.day() != day) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be a day of the calendar, not ", text));
  }
  if (civil < kFirstDay || civil > kLastDay) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be from ", PrintDate(kFirstDay), " to ",
                     PrintDate(kLastDay), ", not ", text));
  }
  return civil;
}

std::string PrintDate(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::string PrintMonth(absl::CivilMonth month) {
  return absl::StrFormat("%04d-%02d", month.year(), month.month());
}

}  // namespace oilflow
