#include "service/market/inventory_response.h"

namespace oilflow {

double PricePerSupply(const InventoryResponse& response) {
  const double a = response.supply_elasticity;
  const double psi1 = response.inventory_on_output;
  const double chi = response.oecd_share;
  return -(1 - psi1 / chi) /
         (a - response.demand_elasticity_use -
          response.income_elasticity * response.activity_response -
          (psi1 * a + response.inventory_on_price) / chi);
}

}  // namespace oilflow
