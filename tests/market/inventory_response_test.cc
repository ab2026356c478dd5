#include "service/market/inventory_response.h"

#include <random>

#include "gtest/gtest.h"

namespace oilflow {
namespace {

// The posterior medians of Baumeister and Hamilton (2019).
InventoryResponse Medians() {
  return {.supply_elasticity = 0.15,
          .demand_elasticity_use = -0.35,
          .income_elasticity = 0.72,
          .activity_response = -0.0024,
          .inventory_on_output = -0.14,
          .inventory_on_price = -0.035,
          .oecd_share = 0.60};
}

TEST(InventoryResponseTest, PosteriorMediansAreAsWorked) {
  EXPECT_NEAR(PricePerSupply(Medians()), -2.072615483894097, 1e-14);
}

// The closed form against the system that it solves:
//   q = u + a p, y = a_yp p, q = b_qy y + b_qp p + i / chi,
//   i = psi1 q + psi3 p
// by Newton's secant on p, exact as all is linear.
TEST(InventoryResponseTest, SolvesItsSystem) {
  std::mt19937_64 random(20190815);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  for (int round = 0; round < 20000; ++round) {
    const InventoryResponse r = {.supply_elasticity = between(0, 0.4),
                                 .demand_elasticity_use = -between(0.1, 0.8),
                                 .income_elasticity = between(0.3, 1.2),
                                 .activity_response = -between(0, 0.02),
                                 .inventory_on_output = -between(0, 0.4),
                                 .inventory_on_price = -between(0, 0.1),
                                 .oecd_share = between(0.4, 0.8)};
    const auto excess = [&](double price) {
      const double output = 1 + r.supply_elasticity * price;
      const double stocks =
          r.inventory_on_output * output + r.inventory_on_price * price;
      return output - stocks / r.oecd_share - r.demand_elasticity_use * price -
             r.income_elasticity * r.activity_response * price;
    };
    const double solved = -excess(0) / (excess(1) - excess(0));
    EXPECT_NEAR(PricePerSupply(r) / solved, 1, 1e-12) << "round " << round;
    EXPECT_LT(PricePerSupply(r), 0);
  }
}

TEST(InventoryResponseTest, WithoutStocksAndIncomeIsComparativeStatics) {
  InventoryResponse response = Medians();
  response.income_elasticity = 0;
  response.inventory_on_output = 0;
  response.inventory_on_price = 0;
  EXPECT_DOUBLE_EQ(PricePerSupply(response), -1 / (0.15 + 0.35));
}

}  // namespace
}  // namespace oilflow
