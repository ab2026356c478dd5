#include "client/format.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"

#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/units/quantity_text.h"

namespace oilflow {

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

std::string CsvText(absl::string_view text) {
  const bool formula =
      !text.empty() &&
      absl::string_view("=+-@\t\r").find(text[0]) != absl::string_view::npos;
  return CsvField(formula ? absl::StrCat("'", text) : std::string(text));
}

}  // namespace oilflow
