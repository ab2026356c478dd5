#include "service/market/curve_shape.h"

#include "service/base/portable_math.h"

namespace oilflow {

// At the front this is exactly 1: w + (1 - w) rounds to it for every w in
// [0, 1].
double ShapeAt(const CurveShape& shape, double years) {
  return shape.w + (1 - shape.w) * PortableExp(-shape.kappa * years);
}

}  // namespace oilflow
