// How announcements fade along the forward curve.

#ifndef OILFLOW_SERVICE_MARKET_CURVE_SHAPE_H_
#define OILFLOW_SERVICE_MARKET_CURVE_SHAPE_H_

#include <string>

namespace oilflow {

// B(T) = w + (1 - w) exp(-kappa T), T in years to delivery, the front at 0.
// Estimated inside 0 to 36 months.
struct CurveShape {
  std::string id;
  double w = 0;      // the share that stays
  double kappa = 0;  // the decay of the rest, a year
  std::string grade;
  std::string source;
};

// The share of the front's log move that is left at `years`; at or above 0.
double ShapeAt(const CurveShape& shape, double years);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_CURVE_SHAPE_H_
