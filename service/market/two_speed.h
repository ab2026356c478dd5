// Engine A over time: elasticities that grow from the short to the long run.

#ifndef OILFLOW_SERVICE_MARKET_TWO_SPEED_H_
#define OILFLOW_SERVICE_MARKET_TWO_SPEED_H_

#include <vector>

#include "service/market/elasticity_model.h"

namespace oilflow {

// Log price change by month for log supply shifts by month (A4):
//
//   z_h = (1 - l) z_{h-1} + l (e_long - e_short) p_{h-1},  z_0 = 0
//   p_h = -(u_h + zs_h - zd_h) / (es_short - ed_short),    l = 1-(1-a)^(1/12)
//
// with a slow state zs of supply and zd of demand. A month clears with the slow
// state that the month before left. Under kPathRealised supply does not respond
// at all. `model` has passed CheckElasticities, and under kPathRealised has a
// demand elasticity below 0.
std::vector<double> TwoSpeedPath(const ElasticityModel& model, ShockMode mode,
                                 const std::vector<double>& log_supply);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_TWO_SPEED_H_
