#include "service/market/price_path.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "service/market/impulse_response.h"
#include "service/market/sample.h"
#include "service/market/two_speed.h"

namespace oilflow {

PricePath ExpectedPath(const PriceLibrary& library,
                       const PriceAssumptions& assumptions,
                       const PriceImpact& impact, CurveEngine engine,
                       int month_count) {
  std::vector<double> log_supply;
  for (const PeriodEffect& month : impact.months) {
    log_supply.push_back(month.log_supply_change);
  }
  const int computed = static_cast<int>(log_supply.size());
  log_supply.resize(std::max(month_count, computed), log_supply.back());
  PricePath path{.first_month = impact.calendar.front().month,
                 .first_extrapolated_month = computed};
  if (engine == CurveEngine::kTwoSpeed) {
    path.log_price =
        TwoSpeedPath(assumptions.models.front(), assumptions.mode, log_supply);
  } else {
    const ResponsePath response =
        Respond(library.bh19, assumptions.mode, log_supply);
    for (int m = 0; m < response.month_count; ++m) {
      path.log_price.push_back(MedianOf(response.LogPrice(m)));
    }
    path.first_extrapolated_month =
        std::min(computed, response.first_extrapolated_month);
  }
  const double scale = impact.state_factor * (1 - assumptions.already_priced) *
                       (assumptions.announcement.has_value()
                            ? assumptions.announcement->credibility
                            : 1);
  for (double& log_price : path.log_price) {
    log_price *= scale;
  }
  return path;
}

double LargestOf(const std::vector<double>& path) {
  double largest = 0;
  for (const double value : path) {
    largest = std::abs(value) > std::abs(largest) ? value : largest;
  }
  return largest;
}

}  // namespace oilflow
