#include "service/units/quantity_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct Unit {
  Dimension dimension;
  absl::string_view name;
  double factor;
};

// The first of a dimension is its canonical unit.
constexpr Unit kUnits[] = {
    {Dimension::kRate, "bpd", 1},
    {Dimension::kRate, "b/d", 1},
    {Dimension::kRate, "bbl/d", 1},
    {Dimension::kRate, "kb/d", 1e3},
    {Dimension::kRate, "kbd", 1e3},
    {Dimension::kRate, "kbpd", 1e3},
    {Dimension::kRate, "mb/d", 1e6},
    {Dimension::kRate, "mbd", 1e6},
    {Dimension::kVolume, "bbl", 1},
    {Dimension::kVolume, "kb", 1e3},
    {Dimension::kVolume, "mb", 1e6},
    {Dimension::kVolume, "million bbl", 1e6},
    {Dimension::kPrice, "USD/bbl", 1},
    {Dimension::kPrice, "$/bbl", 1},
    {Dimension::kMoney, "USD", 1},
    {Dimension::kMoney, "million USD", 1e6},
    {Dimension::kMoney, "billion USD", 1e9},
    {Dimension::kShare, "share", 1},
    {Dimension::kShare, "%", 0.01},
    {Dimension::kGasRate, "MMcm/d", 1},
    // 1 cubic foot is 0.028316846592 cubic metres, exactly.
    {Dimension::kGasRate, "bcf/d", 28.316846592},
    {Dimension::kPower, "MW", 1},
    {Dimension::kPower, "GW", 1e3},
    {Dimension::kDuration, "days", 1},
    {Dimension::kDuration, "weeks", 7},
    {Dimension::kHeat, "MMBtu/bbl", 1},
    {Dimension::kHeatRate, "Btu/kWh", 1},
};

// Whether separators stand before every group of three digits and nowhere else.
// A first group that begins with 0 is none: 0,185 may be meant as 0.185.
bool IsGrouped(absl::string_view digits) {
  const size_t first = digits.find(',');
  if (first == 0 || first > 3 || digits.front() == '0') {
    return false;
  }
  for (size_t i = first; i < digits.size(); ++i) {
    if ((digits[i] == ',') != ((i - first) % 4 == 0)) {
      return false;
    }
  }
  return (digits.size() - first) % 4 == 0;
}

// Removes thousands separators that stand in their places; leaves any other
// comma, which then makes the number unreadable.
std::string WithoutThousandsSeparators(absl::string_view text) {
  const size_t begin =
      absl::StartsWith(text, "+") || absl::StartsWith(text, "-");
  const size_t end = std::min(text.find_first_of(".eE"), text.size());
  if (begin >= end || !IsGrouped(text.substr(begin, end - begin))) {
    return std::string(text);
  }
  return absl::StrCat(absl::StrReplaceAll(text.substr(0, end), {{",", ""}}),
                      text.substr(end));
}

}  // namespace

absl::string_view CanonicalUnit(Dimension dimension) {
  for (const Unit& unit : kUnits) {
    if (unit.dimension == dimension) {
      return unit.name;
    }
  }
  return "";
}

absl::string_view DimensionExample(Dimension dimension) {
  switch (dimension) {
    case Dimension::kRate:
      return "a rate such as 185 kb/d";
    case Dimension::kVolume:
      return "a volume such as 1.2 mb";
    case Dimension::kPrice:
      return "a price such as 33.3 USD/bbl";
    case Dimension::kMoney:
      return "an amount such as 300 million USD";
    case Dimension::kShare:
      return "a share such as 0.75 or 75%";
    case Dimension::kGasRate:
      return "a gas rate such as 50 MMcm/d";
    case Dimension::kPower:
      return "a power such as 1000 MW";
    case Dimension::kDuration:
      return "a span such as 7 days";
    case Dimension::kHeat:
      return "a heat content such as 5.8 MMBtu/bbl";
    case Dimension::kHeatRate:
      return "a heat rate such as 10500 Btu/kWh";
  }
  return "";
}

absl::StatusOr<double> UnitFactor(Dimension dimension, absl::string_view name) {
  std::vector<absl::string_view> known;
  for (const Unit& unit : kUnits) {
    if (unit.dimension != dimension) {
      continue;
    }
    if (unit.name == name) {
      return unit.factor;
    }
    known.push_back(unit.name);
  }
  std::string message =
      absl::StrCat("must have one of the units ", absl::StrJoin(known, ", "));
  if (name.empty()) {
    absl::StrAppend(&message, "; it has none");
  } else {
    absl::StrAppend(&message, ", not \"", name.substr(0, 40), "\"");
  }
  if (name == "Mb/d" || name == "MB/d" || name == "Mbd" || name == "Mb") {
    absl::StrAppend(&message,
                    " (M is a thousand to some, a million to others)");
  }
  return absl::InvalidArgumentError(message);
}

absl::StatusOr<double> ParseNumber(absl::string_view text) {
  const auto error = [&] {
    return absl::InvalidArgumentError(
        absl::StrCat("must be a number such as 185,000 or 0.185, not \"",
                     text.substr(0, 40), "\""));
  };
  std::string digits = WithoutThousandsSeparators(text);
  absl::string_view rest = digits;
  if (!rest.empty() && rest.front() == '+') {
    rest.remove_prefix(1);
    if (!rest.empty() && rest.front() == '-') {
      return error();
    }
  }
  double number = 0;
  const char* end = rest.data() + rest.size();
  const auto [stop, failure] = std::from_chars(rest.data(), end, number);
  if (failure == std::errc::result_out_of_range) {
    return error();
  }
  if (failure != std::errc() || stop != end || !std::isfinite(number)) {
    return error();
  }
  if (std::abs(number) >= 1e15) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be smaller than 1e15, not ", text.substr(0, 40)));
  }
  return number;
}

absl::StatusOr<double> ParseQuantity(Dimension dimension,
                                     absl::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  const size_t number_end =
      std::min(trimmed.find_first_not_of("+-0123456789.,"), trimmed.size());
  const absl::string_view unit =
      absl::StripAsciiWhitespace(trimmed.substr(number_end));
  if (number_end == 0) {
    return absl::InvalidArgumentError(
        absl::StrCat("must be ", DimensionExample(dimension), ", not \"",
                     text.substr(0, 40), "\""));
  }
  ASSIGN_OR_RETURN(const double number,
                   ParseNumber(trimmed.substr(0, number_end)));
  if (unit.empty() && dimension == Dimension::kShare) {
    return number;
  }
  ASSIGN_OR_RETURN(const double factor, UnitFactor(dimension, unit));
  return number * factor;
}

absl::StatusOr<BarrelsPerDay> ParseRate(absl::string_view text) {
  ASSIGN_OR_RETURN(const double rate, ParseQuantity(Dimension::kRate, text));
  return rate * kBarrelsPerDay;
}

std::string PrintWhole(int64_t number) {
  const std::string digits =
      absl::StrCat(number < 0 ? -static_cast<uint64_t>(number)
                              : static_cast<uint64_t>(number));
  std::string result = number < 0 ? "-" : "";
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      result.push_back(',');
    }
    result.push_back(digits[i]);
  }
  return result;
}

std::string PrintChange(int64_t number) {
  return absl::StrCat(number > 0 ? "+" : "", PrintWhole(number));
}

std::string PrintRate(WholeBarrelsPerDay rate) {
  return absl::StrCat(PrintWhole(rate / (int64_t{1} * kBarrelsPerDay)), " bpd");
}

std::string PrintNumber(double number) {
  char buffer[64];
  const double size = std::abs(number);
  const auto [end, failure] =
      number == 0 || (size >= 1e-6 && size < 1e15)
          ? std::to_chars(buffer, buffer + sizeof buffer, number,
                          std::chars_format::fixed)
          : std::to_chars(buffer, buffer + sizeof buffer, number);
  return failure == std::errc() ? std::string(buffer, end) : "";
}

}  // namespace oilflow
