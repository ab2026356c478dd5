// Engine A over time: elasticities that grow from the short to the long run.

#ifndef OILFLOW_SERVICE_MARKET_TWO_SPEED_H_
#define OILFLOW_SERVICE_MARKET_TWO_SPEED_H_

#include <vector>

#include "absl/status/status.h"

#include "service/market/elasticity_model.h"

namespace oilflow {

// An error if the market would overshoot where it goes: a lasting shift leaves
// of the way to its long run, month by month, the share
//
//   r = 1 - l gap_long / gap_short,    gap = supply less demand elasticity
//
// which must not be below 0: there prices swing from month to month, and below
// -1 they do so ever more. The error names the greatest annual adjustment that
// the elasticities allow. `model` has passed CheckElasticities, and under
// kPathRealised, which takes supply elasticities as 0, has a demand elasticity
// below 0.
//
// The service's own long run, 0.30 and -0.35 at 15% a year, passes with every
// short run that has a gap of at least 0.01.
absl::Status CheckAdjustment(const ElasticityModel& model, ShockMode mode);

// Log price change by month for log supply shifts by month (A4):
//
//   z_h = (1 - l) z_{h-1} + l (e_long - e_short) p_{h-1},  z_0 = 0
//   p_h = -(u_h + zs_h - zd_h) / (es_short - ed_short),    l = 1-(1-a)^(1/12)
//
// with a slow state zs of supply and zd of demand. A month clears with the slow
// state that the month before left. Under kPathRealised supply does not respond
// at all. `model` is as for CheckAdjustment and has passed it: a lasting shift
// then never swings back nor goes past its long run.
std::vector<double> TwoSpeedPath(const ElasticityModel& model, ShockMode mode,
                                 const std::vector<double>& log_supply);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_TWO_SPEED_H_
