// A check on engine A: one month with inventories, in closed form.

#ifndef OILFLOW_SERVICE_MARKET_INVENTORY_RESPONSE_H_
#define OILFLOW_SERVICE_MARKET_INVENTORY_RESPONSE_H_

namespace oilflow {

// Baumeister and Hamilton's (2019) structural coefficients.
struct InventoryResponse {
  double supply_elasticity = 0;      // a
  double demand_elasticity_use = 0;  // b_qp
  double income_elasticity = 0;      // b_qy
  double activity_response = 0;      // a_yp: of activity to price
  double inventory_on_output = 0;    // psi1
  double inventory_on_price = 0;     // psi3
  double oecd_share = 0;             // chi: OECD share of stocks
};

// Log price per log supply shift in the month of the shift (A3):
//
//   dp/du = -(1 - psi1/chi) / (a - b_qp - b_qy a_yp - (psi1 a + psi3)/chi)
//
// Below 0: less supply, higher price.
double PricePerSupply(const InventoryResponse& response);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_INVENTORY_RESPONSE_H_
