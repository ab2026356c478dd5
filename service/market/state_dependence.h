// That a loss weighs more when little is in reserve, and less in a glut.

#ifndef OILFLOW_SERVICE_MARKET_STATE_DEPENDENCE_H_
#define OILFLOW_SERVICE_MARKET_STATE_DEPENDENCE_H_

#include "service/units/units.h"

namespace oilflow {

// Judgement, all four (J): the models are linear and symmetric, and estimate no
// such thing.
struct StateParameters {
  double spare_strength = 0;  // 0.5
  BarrelsPerDay spare_scale;  // 2.5 mb/d
  double surplus_strength = 0;
  BarrelsPerDay surplus_scale;
};

// What a multiplier is multiplied by:
//
//   (1 + a max(0, 1 - spare / scale)) * (1 - b min(1, surplus / scale))
//
// 1 with ample spare capacity and no surplus. Both are at least 0.
double StateFactor(const StateParameters& parameters,
                   BarrelsPerDay reachable_spare, BarrelsPerDay surplus);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_STATE_DEPENDENCE_H_
