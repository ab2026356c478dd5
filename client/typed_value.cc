#include "client/typed_value.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr std::pair<absl::string_view, Dimension> kFieldUnits[] = {
    {"_bpd", Dimension::kRate},          {"_bpd_per_year", Dimension::kRate},
    {"_usd_per_bbl", Dimension::kPrice}, {"_usd", Dimension::kMoney},
    {"_mmcmd", Dimension::kGasRate},     {"_mw", Dimension::kPower},
};

// In the order in which they are tried: a price ends with "bbl" too.
constexpr std::pair<absl::string_view, Dimension> kOutputUnits[] = {
    {"_bpd", Dimension::kRate},
    {"_usd_per_bbl", Dimension::kPrice},
    {"_bbl", Dimension::kVolume},
    {"_mw", Dimension::kPower},
    {"_share", Dimension::kShare}};

constexpr Dimension kDimensions[] = {
    Dimension::kRate,     Dimension::kVolume,   Dimension::kPrice,
    Dimension::kMoney,    Dimension::kShare,    Dimension::kGasRate,
    Dimension::kPower,    Dimension::kDuration, Dimension::kHeat,
    Dimension::kHeatRate,
};

// Missing where the name does not end with a unit.
std::optional<Dimension> DimensionOf(absl::string_view field) {
  for (const auto& [suffix, dimension] : kFieldUnits) {
    if (absl::EndsWith(field, suffix)) {
      return dimension;
    }
  }
  return std::nullopt;
}

// A number with a unit of any dimension, or without one. Every name of a unit
// belongs to one dimension.
absl::StatusOr<double> ParseAnyQuantity(absl::string_view value) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(value);
  const absl::StatusOr<double> plain = ParseNumber(trimmed);
  if (plain.ok()) {
    return plain;
  }
  for (const Dimension dimension : kDimensions) {
    const absl::StatusOr<double> quantity = ParseQuantity(dimension, trimmed);
    if (quantity.ok()) {
      return quantity;
    }
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "must be a number, with a unit such as 250kb/d, 5USD/bbl, 1.2mb or 60%, "
      "or without one in bpd, USD/bbl, bbl or shares, not \"",
      value.substr(0, 40), "\""));
}

}  // namespace

absl::StatusOr<double> ParseFieldValue(absl::string_view field,
                                       absl::string_view value) {
  if (absl::EndsWith(field, "_days")) {
    return ParseNumber(value);
  }
  return ParseQuantity(DimensionOf(field).value_or(Dimension::kShare), value);
}

absl::StatusOr<double> ParseParameterValue(absl::string_view parameter,
                                           absl::string_view value) {
  if (DimensionOf(parameter).has_value() ||
      absl::EndsWith(parameter, "_days") ||
      absl::EndsWith(parameter, "_share") ||
      absl::EndsWith(parameter, ".level")) {
    return ParseFieldValue(parameter, value);
  }
  return ParseAnyQuantity(value);
}

absl::StatusOr<double> ParseOutputValue(absl::string_view output,
                                        absl::string_view value) {
  const absl::string_view name =
      output.substr(0, std::min(output.find('@'), output.size()));
  absl::string_view number = absl::StripAsciiWhitespace(value);
  if (number == "0") {
    return 0;
  }
  if (absl::EndsWith(name, "_percent")) {
    absl::ConsumeSuffix(&number, "%");
    return ParseNumber(absl::StripAsciiWhitespace(number));
  }
  if (absl::EndsWith(name, "_usd_per_day")) {
    if (!absl::ConsumeSuffix(&number, "/day")) {
      return absl::InvalidArgumentError(
          absl::StrCat("must be an amount a day such as 1 million USD/day, "
                       "not \"",
                       value.substr(0, 40), "\""));
    }
    return ParseQuantity(Dimension::kMoney, number);
  }
  for (const auto& [suffix, dimension] : kOutputUnits) {
    if (absl::EndsWith(name, suffix)) {
      return ParseQuantity(dimension, number);
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("is for an output whose name ends with its unit, such as "
                   "net_supply_bpd, price_usd_per_bbl or price_percent, not \"",
                   output.substr(0, 60), "\""));
}

}  // namespace oilflow
