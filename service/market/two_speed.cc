#include "service/market/two_speed.h"

#include <cassert>

#include "service/base/portable_math.h"

namespace oilflow {

std::vector<double> TwoSpeedPath(const ElasticityModel& model, ShockMode mode,
                                 const std::vector<double>& log_supply) {
  const bool supply_responds = mode == ShockMode::kExAnte;
  const double supply_short = supply_responds ? model.supply_elasticity : 0;
  const double supply_long =
      supply_responds ? model.long_run_supply_elasticity : 0;
  const double gap = supply_short - model.demand_elasticity;
  assert(gap > 0);
  const double share =
      1 - PortableExp(PortableLog(1 - model.annual_adjustment) / 12);
  const double supply_growth = share * (supply_long - supply_short);
  const double demand_growth =
      share * (model.long_run_demand_elasticity - model.demand_elasticity);
  double slow_supply = 0;
  double slow_demand = 0;
  std::vector<double> log_price;
  log_price.reserve(log_supply.size());
  for (const double shift : log_supply) {
    const double price = -(shift + slow_supply - slow_demand) / gap;
    log_price.push_back(price);
    slow_supply = (1 - share) * slow_supply + supply_growth * price;
    slow_demand = (1 - share) * slow_demand + demand_growth * price;
  }
  return log_price;
}

}  // namespace oilflow
