#include "service/market/price_history.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {

absl::StatusOr<PriceHistory> PriceHistory::Parse(absl::string_view file,
                                                 absl::string_view text) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  if (table.header != std::vector<std::string>{"Date", "Price"}) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ":1: must have the columns Date,Price"));
  }
  if (table.rows.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must have at least one price"));
  }
  std::vector<DatedPrice> prices;
  for (const CsvRow& row : table.rows) {
    const auto error = [&](absl::string_view column, absl::string_view what) {
      return absl::InvalidArgumentError(
          absl::StrCat(file, ":", row.line, ": ", column, ": ", what));
    };
    const absl::StatusOr<absl::CivilDay> day = ParseDate(row.fields[0]);
    if (!day.ok()) {
      return error("Date", day.status().message());
    }
    if (!prices.empty() && *day <= prices.back().day) {
      return error("Date", "must be after the day before it");
    }
    const absl::StatusOr<double> price = ParseNumber(row.fields[1]);
    if (!price.ok()) {
      return error("Price", price.status().message());
    }
    if (!(*price > 0 && *price <= 1000)) {
      return error(
          "Price",
          absl::StrCat("must be above 0 and at most 1000 USD/bbl, not ",
                       row.fields[1]));
    }
    prices.push_back({*day, *price * kDollarsPerBarrel});
  }
  return PriceHistory(std::move(prices));
}

size_t PriceHistory::CountTo(absl::CivilDay day) const {
  return static_cast<size_t>(
      std::upper_bound(prices_.begin(), prices_.end(), day,
                       [](absl::CivilDay wanted, const DatedPrice& price) {
                         return wanted < price.day;
                       }) -
      prices_.begin());
}

std::optional<DatedPrice> PriceHistory::At(absl::CivilDay day) const {
  const size_t count = CountTo(day);
  if (count == 0) {
    return std::nullopt;
  }
  return prices_[count - 1];
}

std::optional<DatedPrice> PriceHistory::TradingDaysAfter(absl::CivilDay day,
                                                         int count) const {
  const size_t before = CountTo(day);
  if (before == 0 || before - 1 + count >= prices_.size()) {
    return std::nullopt;
  }
  return prices_[before - 1 + count];
}

std::optional<double> PriceHistory::DailyVolatility(absl::CivilDay day) const {
  const size_t count = CountTo(day);
  if (count < kVolatilityDays + 1) {
    return std::nullopt;
  }
  std::vector<double> returns;
  double sum = 0;
  for (size_t i = count - kVolatilityDays; i < count; ++i) {
    returns.push_back(PortableLog(prices_[i].price / prices_[i - 1].price));
    sum += returns.back();
  }
  const double mean = sum / kVolatilityDays;
  double squares = 0;
  for (const double one : returns) {
    squares += (one - mean) * (one - mean);
  }
  return std::sqrt(squares / (kVolatilityDays - 1));
}

}  // namespace oilflow
