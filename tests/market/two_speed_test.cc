#include "service/market/two_speed.h"

#include <cmath>
#include <random>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

constexpr ShockMode kModes[] = {ShockMode::kExAnte, ShockMode::kPathRealised};

// ORNL's Oil Security Metrics Model adjusts by 15% a year.
ElasticityModel DefaultModel() {
  ElasticityModel model;
  model.id = "test";
  model.supply_elasticity = 0.10;
  model.demand_elasticity = -0.15;
  model.long_run_supply_elasticity = 0.30;
  model.long_run_demand_elasticity = -0.35;
  model.annual_adjustment = 0.15;
  return model;
}

class RandomModels {
 public:
  double Between(double low, double high) {
    return low + (high - low) * static_cast<double>(random_() >> 11) * 0x1p-53;
  }

  // Long-run elasticities are never nearer 0.
  ElasticityModel Next() {
    ElasticityModel model;
    model.supply_elasticity = Between(0, 0.5);
    model.demand_elasticity = -Between(0.05, 0.6);
    model.long_run_supply_elasticity =
        model.supply_elasticity + Between(0, 0.5);
    model.long_run_demand_elasticity =
        model.demand_elasticity - Between(0, 0.5);
    model.annual_adjustment = Between(0.05, 0.5);
    return model;
  }

 private:
  std::mt19937_64 random_{20250314};
};

// 1 of 83 mb/d lost for ever, to five decimals; the limit is ln(83/82) / (0.30
// + 0.35).
TEST(TwoSpeedTest, LastingLossFadesAsWorked) {
  struct Case {
    int month;
    double log_price;
  };
  const Case cases[] = {
      {0, 0.04849}, {6, 0.04275}, {12, 0.03811}, {36, 0.02693}, {120, 0.01906}};
  const double shift = std::log(1 - 1.0 / 83);
  const std::vector<double> path = TwoSpeedPath(
      DefaultModel(), ShockMode::kExAnte, std::vector<double>(1201, shift));
  for (const Case& c : cases) {
    EXPECT_NEAR(path[c.month], c.log_price, 5e-6) << "month " << c.month;
  }
  EXPECT_NEAR(path.back(), 0.01865, 5e-6);
  EXPECT_NEAR(path.back(), std::log(83.0 / 82) / 0.65, 1e-12);
}

TEST(TwoSpeedTest, ReachesItsFixedPoint) {
  RandomModels random;
  for (int round = 0; round < 500; ++round) {
    const ElasticityModel model = random.Next();
    const double shift = random.Between(-0.2, 0.2);
    for (const ShockMode mode : kModes) {
      const double supply = mode == ShockMode::kPathRealised
                                ? 0
                                : model.long_run_supply_elasticity;
      const std::vector<double> path =
          TwoSpeedPath(model, mode, std::vector<double>(12000, shift));
      EXPECT_NEAR(path.back(),
                  -shift / (supply - model.long_run_demand_elasticity), 1e-10)
          << "round " << round;
    }
  }
}

// The slow state begins at 0, so that the first month is comparative statics.
TEST(TwoSpeedTest, FirstMonthIsThatOfComparativeStatics) {
  RandomModels random;
  for (int round = 0; round < 2000; ++round) {
    const ElasticityModel model = random.Next();
    const double output = random.Between(60, 110);
    const double change = random.Between(-10, 10);
    for (const ShockMode mode : kModes) {
      const absl::StatusOr<Equilibrium> cleared = Clear(
          model, mode, 75.0 * kDollarsPerBarrel, output * 1e6 * kBarrelsPerDay,
          change * 1e6 * kBarrelsPerDay, 0.0 * kBarrelsPerDay);
      ASSERT_TRUE(cleared.ok());
      const double shift = std::log1p(change / output);
      EXPECT_NEAR(TwoSpeedPath(model, mode, {shift}).front(),
                  cleared->log_price_change, 1e-13);
    }
  }
}

TEST(TwoSpeedTest, RealisedPathHasNoSupplyResponse) {
  ElasticityModel without = DefaultModel();
  without.supply_elasticity = 0;
  without.long_run_supply_elasticity = 0;
  const std::vector<double> shifts(60, -0.01);
  EXPECT_EQ(TwoSpeedPath(DefaultModel(), ShockMode::kPathRealised, shifts),
            TwoSpeedPath(without, ShockMode::kExAnte, shifts));
  EXPECT_GT(TwoSpeedPath(DefaultModel(), ShockMode::kPathRealised, shifts)[12],
            TwoSpeedPath(DefaultModel(), ShockMode::kExAnte, shifts)[12]);
}

TEST(TwoSpeedTest, PriceUndershootsWhenALossEnds) {
  std::vector<double> shifts(24, -0.02);
  shifts.resize(600, 0);
  const std::vector<double> path =
      TwoSpeedPath(DefaultModel(), ShockMode::kExAnte, shifts);
  EXPECT_GT(path[23], 0);
  // New supply and thrift outlast the loss that called for them.
  EXPECT_LT(path[24], 0);
  EXPECT_NEAR(path.back(), 0, 1e-6);
}

TEST(TwoSpeedTest, EqualElasticitiesNeverMove) {
  ElasticityModel model = DefaultModel();
  model.long_run_supply_elasticity = model.supply_elasticity;
  model.long_run_demand_elasticity = model.demand_elasticity;
  for (const double price : TwoSpeedPath(model, ShockMode::kExAnte,
                                         std::vector<double>(240, -0.01))) {
    EXPECT_EQ(price, 0.01 / 0.25);
  }
}

TEST(TwoSpeedTest, NothingChangesNothing) {
  EXPECT_TRUE(TwoSpeedPath(DefaultModel(), ShockMode::kExAnte, {}).empty());
  for (const double price : TwoSpeedPath(DefaultModel(), ShockMode::kExAnte,
                                         std::vector<double>(12, 0))) {
    EXPECT_EQ(price, 0);
  }
}

// 12 months go exactly the annual share of the way, were the price to stay.
TEST(TwoSpeedTest, MonthlySharesMakeTheAnnualOne) {
  ElasticityModel model = DefaultModel();
  // Long-run elasticities so little larger that the price hardly moves.
  model.long_run_supply_elasticity = model.supply_elasticity + 1e-9;
  model.long_run_demand_elasticity = model.demand_elasticity;
  const std::vector<double> path =
      TwoSpeedPath(model, ShockMode::kExAnte, std::vector<double>(13, -0.01));
  const double gone = (path[0] - path[12]) / path[0] * 0.25 / 1e-9;
  EXPECT_NEAR(gone, 0.15, 1e-5);
}

}  // namespace
}  // namespace oilflow
