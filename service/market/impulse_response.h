// Engine B: price paths by impulse response, a posterior draw at a time.

#ifndef OILFLOW_SERVICE_MARKET_IMPULSE_RESPONSE_H_
#define OILFLOW_SERVICE_MARKET_IMPULSE_RESPONSE_H_

#include <vector>

#include "absl/types/span.h"

#include "service/market/elasticity_model.h"
#include "service/market/response_draws.h"

namespace oilflow {

// Price, innovations and stocks by month and draw.
struct ResponsePath {
  int month_count = 0;
  int draw_count = 0;
  // Log price change at [month * draw_count + draw]: a log, not percent.
  std::vector<double> log_price;
  // The largest innovation of each draw, in log percent, without its sign.
  std::vector<double> largest_innovation_percent;
  // Stocks likewise as log_price, in percent of a month's world output; empty
  // if the draws have none.
  std::vector<double> inventory_percent;
  // From this month on the last response that was estimated is held: one more
  // than those estimated after the first month with a shift. month_count if it
  // is never reached.
  int first_extrapolated_month = 0;

  // One month, by draw.
  absl::Span<const double> LogPrice(int month) const {
    return absl::MakeConstSpan(log_price).subspan(
        static_cast<size_t>(month) * draw_count, draw_count);
  }
  absl::Span<const double> InventoryPercent(int month) const {
    return absl::MakeConstSpan(inventory_percent)
        .subspan(static_cast<size_t>(month) * draw_count, draw_count);
  }
};

// The response to net supply shifts u by month, as logs.
//
// kExAnte: e_k = -100 (u_k - u_{k-1}) is what shifts, whatever others then do;
// p_h = sum psi_{h-k} e_k.
//
// kPathRealised: u is what output does in the end; e is found draw by draw so
// that it does (B1), a lower-triangular system:
//
//   e_h = (100 u_h - sum_{k<h} theta_{h-k} e_k) / theta_0
//
// with theta below 0, as a shift lowers output. Draws are independent of each
// other, and a draw's result does not depend on how many there are.
ResponsePath Respond(const ResponseDraws& draws, ShockMode mode,
                     const std::vector<double>& log_supply);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_IMPULSE_RESPONSE_H_
