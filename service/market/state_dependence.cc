#include "service/market/state_dependence.h"

#include <algorithm>
#include <cassert>

namespace oilflow {

double StateFactor(const StateParameters& parameters,
                   BarrelsPerDay reachable_spare, BarrelsPerDay surplus) {
  assert(parameters.spare_scale > 0.0 * kBarrelsPerDay);
  assert(parameters.surplus_scale > 0.0 * kBarrelsPerDay);
  const double tight =
      std::max<double>(0, 1 - reachable_spare / parameters.spare_scale);
  const double slack = std::min<double>(1, surplus / parameters.surplus_scale);
  return (1 + parameters.spare_strength * tight) *
         (1 - parameters.surplus_strength * slack);
}

}  // namespace oilflow
