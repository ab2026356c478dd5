#include "service/market/offsets.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <optional>

namespace oilflow {
namespace {

// What spare capacity brings against a loss in a month.
double SpareOf(const SpareOffset& spare, int month, double loss) {
  const int since = month - spare.lag_months;
  if (since < 0) {
    return 0;
  }
  const double ramp =
      since + 1 < spare.ramp_months ? (since + 1.0) / spare.ramp_months : 1;
  return ramp * std::min(spare.willing_share * loss, spare.reachable_bpd);
}

// A strategic stock from month to month.
class Stock {
 public:
  explicit Stock(const StockOffset& terms) : terms_(terms) {}

  // What markets get of it in `month` of `day_count` days against a loss, on
  // average; below 0 while it is filled again.
  double Pass(int month, int day_count, double loss) {
    const double days = day_count;
    if (terms_.refill_months > 0 && month >= terms_.refill_start_month) {
      return 0 - BuyBack(month) / days * terms_.effective_share;
    }
    if (month < terms_.lag_months) {
      return 0;
    }
    const double left_bbl = std::max(0.0, terms_.content_bbl - out_bbl_);
    const double sold = std::min(
        {terms_.filled_share * loss, terms_.max_rate_bpd, left_bbl / days});
    // A rate of content / days, times days, may be more than there was.
    out_bbl_ = std::min(terms_.content_bbl, out_bbl_ + sold * days);
    return sold * terms_.effective_share;
  }

  // Sold less bought back so far.
  double out_bbl() const { return out_bbl_; }

 private:
  // The barrels bought in a month, from the start of the refill on; none once
  // it is over.
  double BuyBack(int month) {
    if (month == terms_.refill_start_month) {
      owed_bbl_ = out_bbl_;
    }
    const int left = terms_.refill_start_month + terms_.refill_months - month;
    // The last month takes all that is left, rounding errors too.
    const double bought =
        left > 1 ? owed_bbl_ / terms_.refill_months : out_bbl_;
    out_bbl_ -= bought;
    return bought;
  }

  const StockOffset& terms_;
  double out_bbl_ = 0;
  // Sold before the refill starts.
  double owed_bbl_ = 0;
};

}  // namespace

std::vector<LadderMonth> ApplyOffsets(const std::vector<SupplyMonth>& months,
                                      const std::vector<double>& gross_bpd,
                                      const OffsetAssumptions& offsets) {
  assert(months.size() == gross_bpd.size());
  std::optional<Stock> stock;
  if (offsets.stock.has_value()) {
    stock.emplace(*offsets.stock);
  }
  std::vector<LadderMonth> ladder;
  for (size_t m = 0; m < months.size(); ++m) {
    const int month = static_cast<int>(m);
    LadderMonth step;
    step.gross_bpd = gross_bpd[m];
    if (step.gross_bpd > 0) {
      step.absorbed_bpd = 0 - offsets.gain_offset_share * step.gross_bpd;
    }
    double loss = std::max(0.0, 0 - step.gross_bpd);
    if (month >= offsets.reroute_lag_months) {
      step.rerouted_bpd = offsets.rerouted_share * loss;
      loss -= step.rerouted_bpd;
    }
    if (offsets.spare.has_value()) {
      step.spare_bpd = SpareOf(*offsets.spare, month, loss);
      loss -= step.spare_bpd;
    }
    if (stock.has_value()) {
      step.stock_release_bpd =
          stock->Pass(month, months[m].calendar_day_count, loss);
      step.stock_balance_bbl = 0 - stock->out_bbl();
    }
    ladder.push_back(step);
  }
  return ladder;
}

}  // namespace oilflow
