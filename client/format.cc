#include "client/format.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"

#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// That of the first digit, after rounding to `digits` of them: 2.13 has 0, 0.03
// has -2, and so has 0.0096 rounded to one digit.
int ExponentOf(double number, int digits) {
  const std::string text = absl::StrFormat("%.*e", digits - 1, number);
  int exponent = 0;
  const bool read =
      absl::SimpleAtoi(text.substr(text.find('e') + 1), &exponent);
  assert(read);
  static_cast<void>(read);
  return exponent;
}

}  // namespace

std::string ShowDate(const google::type::Date& date) {
  return date.year() == 0 ? "" : ShowDay(date, 0);
}

std::string ShowDay(const google::type::Date& start, int days) {
  return PrintDate(absl::CivilDay(start.year(), start.month(), start.day()) +
                   days);
}

std::string ShowNumber(double number, bool sign) {
  std::string text = absl::StrFormat("%.4g", number);
  if (text == "-0") {
    text = "0";
  }
  return absl::StrCat(sign && number > 0 && text != "0" ? "+" : "", text);
}

std::string ShowRate(double bpd) { return PrintWhole(std::llround(bpd)); }

std::string ShowRateChange(double bpd) {
  return PrintChange(std::llround(bpd));
}

std::string ShowFixed(double number, int decimals, bool sign) {
  const auto scale = static_cast<int64_t>(std::llround(std::pow(10, decimals)));
  const int64_t scaled = std::llround(number * static_cast<double>(scale));
  const int64_t size = std::abs(scaled);
  std::string text = PrintWhole(size / scale);
  if (decimals > 0) {
    absl::StrAppendFormat(&text, ".%0*d", decimals, size % scale);
  }
  return absl::StrCat(scaled < 0 ? "-" : sign && scaled > 0 ? "+" : "", text);
}

std::string ShowWithError(double value, double error, bool sign) {
  constexpr int kMostDigits = 4;
  constexpr int kMostDecimals = 9;
  if (value == 0) {
    return "0";
  }
  if (!std::isfinite(value) || std::abs(value) >= 1e9) {
    return ShowNumber(value, sign);
  }
  // The power of ten of the last digit that is shown.
  int last = ExponentOf(value, kMostDigits) - kMostDigits + 1;
  if (error > 0 && std::isfinite(error)) {
    last = std::max(last, ExponentOf(error, 1));
  }
  if (last <= 0) {
    return ShowFixed(value, std::min(-last, kMostDecimals), sign);
  }
  const double unit = std::pow(10, last);
  return ShowFixed(std::round(value / unit) * unit, 0, sign);
}

std::string ShowMillions(double usd, bool sign) {
  return ShowFixed(usd / 1e6, 1, sign);
}

std::string ShowEnum(const google::protobuf::EnumDescriptor* descriptor,
                     int value, absl::string_view prefix) {
  const auto* known = descriptor->FindValueByNumber(value);
  if (known == nullptr) {
    return absl::StrCat(value);
  }
  absl::string_view name = known->name();
  absl::ConsumePrefix(&name, prefix);
  return absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"_", " "}});
}

std::string Wrapped(absl::string_view text, int indent) {
  constexpr size_t kWidth = 106;
  const std::string margin(static_cast<size_t>(indent), ' ');
  std::string wrapped;
  std::string line = margin;
  for (const absl::string_view word :
       absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    const bool is_first = line.size() == margin.size();
    if (!is_first && line.size() + 1 + word.size() > kWidth) {
      absl::StrAppend(&wrapped, line, "\n");
      line = absl::StrCat(margin, word);
    } else {
      absl::StrAppend(&line, is_first ? "" : " ", word);
    }
  }
  if (line.size() > margin.size()) {
    absl::StrAppend(&wrapped, line, "\n");
  }
  return wrapped;
}

std::string CsvText(absl::string_view text) {
  const bool formula =
      !text.empty() &&
      absl::string_view("=+-@\t\r").find(text[0]) != absl::string_view::npos;
  return CsvField(formula ? absl::StrCat("'", text) : std::string(text));
}

}  // namespace oilflow
