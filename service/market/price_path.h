// The path of the price that a forward curve follows.

#ifndef OILFLOW_SERVICE_MARKET_PRICE_PATH_H_
#define OILFLOW_SERVICE_MARKET_PRICE_PATH_H_

#include "service/market/forward_curve.h"
#include "service/market/price_impact.h"
#include "service/market/price_library.h"

namespace oilflow {

// Log prices by month for `month_count` months, at least those of `impact`,
// with the state, the surprise and, if it was announced, how far that is
// believed: by the default pair fast and slow, or by the median of bh19. Beyond
// the months of `impact` the last change of supply is held, and that is said to
// be extrapolated, as is what lies beyond the estimated responses.
PricePath ExpectedPath(const PriceLibrary& library,
                       const PriceAssumptions& assumptions,
                       const PriceImpact& impact, CurveEngine engine,
                       int month_count);

// Of a path, the month that is largest in size, with its sign; 0 if it is
// empty.
double LargestOf(const std::vector<double>& path);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PRICE_PATH_H_
