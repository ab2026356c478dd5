// A daily price series: where the price stood on a day, and how much it moves.

#ifndef OILFLOW_SERVICE_MARKET_PRICE_HISTORY_H_
#define OILFLOW_SERVICE_MARKET_PRICE_HISTORY_H_

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/units/units.h"

namespace oilflow {

// How many daily returns a volatility is taken over.
inline constexpr int kVolatilityDays = 60;

struct DatedPrice {
  absl::CivilDay day;
  DollarsPerBarrel price;
};

// Closing prices by trading day. Immutable, and safe to read from many threads.
class PriceHistory {
 public:
  // Reads columns Date and Price (USD/bbl), days ascending. Errors name file,
  // line and column; a price must lie in (0, 1000].
  static absl::StatusOr<PriceHistory> Parse(absl::string_view file,
                                            absl::string_view text);

  // The last price on or before `day`; missing before the first.
  std::optional<DatedPrice> At(absl::CivilDay day) const;

  // The price `count` trading days after the last one on or before `day`;
  // missing if the series has no such day. 0 is At(day).
  std::optional<DatedPrice> TradingDaysAfter(absl::CivilDay day,
                                             int count) const;

  // The sample standard deviation of the last 60 daily log returns up to and
  // including `day`; missing if there are fewer.
  std::optional<double> DailyVolatility(absl::CivilDay day) const;

  absl::CivilDay first_day() const { return prices_.front().day; }
  absl::CivilDay last_day() const { return prices_.back().day; }

 private:
  explicit PriceHistory(std::vector<DatedPrice> prices)
      : prices_(std::move(prices)) {}

  // How many prices are on or before `day`.
  size_t CountTo(absl::CivilDay day) const;

  std::vector<DatedPrice> prices_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PRICE_HISTORY_H_
