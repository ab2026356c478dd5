#include "service/market/two_speed.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <random>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/units/quantity_text.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;

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

// A short run of 0.02 and a long run of 4: a month of so fast an adjustment
// brings 43 times what the market lacked, and the next month takes it back.
ElasticityModel Overshooting() {
  ElasticityModel model;
  model.id = "test";
  model.supply_elasticity = 0.01;
  model.demand_elasticity = -0.01;
  model.long_run_supply_elasticity = 2;
  model.long_run_demand_elasticity = -2;
  model.annual_adjustment = 0.93;
  return model;
}

TEST(CheckAdjustmentTest, WhatExplodesIsRefused) {
  const std::vector<double> path = TwoSpeedPath(
      Overshooting(), ShockMode::kExAnte, std::vector<double>(36, -0.01));
  EXPECT_GT(std::abs(path.back()), 1e6);
  for (const ShockMode mode : kModes) {
    EXPECT_THAT(CheckAdjustment(Overshooting(), mode),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr("must be at most "),
                               HasSubstr(" with these elasticities, not 0.93"),
                               HasSubstr("give a smaller one, or"))));
  }
}

// 1 - (1 - gap short / gap long)^12, cut to four decimals.
TEST(CheckAdjustmentTest, NamesTheGreatestThatIsAllowed) {
  struct Case {
    const char* name;
    ShockMode mode;
    // Supply and demand, short then long.
    double supply;
    double demand;
    double long_supply;
    double long_demand;
    double greatest;
  };
  const Case cases[] = {
      // 1 - (1 - .02 / 4)^12 = .058378
      {"Tiny", ShockMode::kExAnte, 0.01, -0.01, 2, -2, 0.0583},
      // 1 - (1 - .01 / 20)^12 = .0059835
      {"Least", ShockMode::kExAnte, 0.005, -0.005, 10, -10, 0.0059},
      // 1 - (1 - .25 / 2.5)^12 = .717570
      {"Tenth", ShockMode::kExAnte, 0.10, -0.15, 1, -1.5, 0.7175},
      // Supply counts nothing: 1 - (1 - .15 / 1.5)^12, the same share.
      {"Realised", ShockMode::kPathRealised, 0.20, -0.15, 10, -1.5, 0.7175},
      // 1 - (1 - .5 / 1)^12 = .999756
      {"Half", ShockMode::kExAnte, 0.25, -0.25, 0.5, -0.5, 0.9997},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    ElasticityModel model;
    model.supply_elasticity = c.supply;
    model.demand_elasticity = c.demand;
    model.long_run_supply_elasticity = c.long_supply;
    model.long_run_demand_elasticity = c.long_demand;
    model.annual_adjustment = c.greatest + 0.0001;
    EXPECT_THAT(CheckAdjustment(model, c.mode),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr(absl::StrCat(
                             "at most ", PrintNumber(c.greatest), " "))));
    // What it says is what it takes.
    model.annual_adjustment = c.greatest;
    EXPECT_THAT(CheckAdjustment(model, c.mode), IsOk());
  }
}

TEST(CheckAdjustmentTest, EqualElasticitiesTakeAnyAdjustment) {
  ElasticityModel model = DefaultModel();
  model.long_run_supply_elasticity = model.supply_elasticity;
  model.long_run_demand_elasticity = model.demand_elasticity;
  for (const double adjustment : {1e-12, 0.5, 0.999, 1 - 0x1p-53}) {
    model.annual_adjustment = adjustment;
    for (const ShockMode mode : kModes) {
      EXPECT_THAT(CheckAdjustment(model, mode), IsOk()) << adjustment;
    }
  }
}

// With the long run of the service, 0.30 and -0.35 at 15% a year, every pair
// passes that CheckElasticities lets through and, under kPathRealised, that has
// a demand elasticity of at most -0.01.
TEST(CheckAdjustmentTest, TheServicesOwnLongRunSuitsEveryPair) {
  std::vector<double> sizes = {0, 0.001, 0.005, 0.009, 0.0099999, 0.01};
  for (double size = 0.011; size < 10; size *= 1.07) {
    sizes.push_back(size);
  }
  sizes.push_back(10);
  int checked = 0;
  for (const double supply : sizes) {
    for (const double demand : sizes) {
      if (!CheckElasticities(supply, -demand).ok()) {
        continue;
      }
      ElasticityModel model = DefaultModel();
      model.supply_elasticity = supply;
      model.demand_elasticity = -demand;
      model.long_run_supply_elasticity = std::max(supply, 0.30);
      model.long_run_demand_elasticity = std::min(-demand, -0.35);
      EXPECT_THAT(CheckAdjustment(model, ShockMode::kExAnte), IsOk())
          << supply << ", " << -demand;
      if (demand >= 0.01) {
        EXPECT_THAT(CheckAdjustment(model, ShockMode::kPathRealised), IsOk())
            << supply << ", " << -demand;
      }
      ++checked;
    }
  }
  EXPECT_GT(checked, 9000);
}

// From the first month to its limit, and never back nor past it.
TEST(CheckAdjustmentTest, WhatPassesNeverSwings) {
  RandomModels random;
  int passed = 0;
  int refused = 0;
  for (int round = 0; round < 4000; ++round) {
    ElasticityModel model = random.Next();
    model.supply_elasticity = random.Between(0, 0.05);
    model.demand_elasticity = -random.Between(0.01, 0.05);
    model.annual_adjustment = random.Between(0.01, 0.99);
    for (const ShockMode mode : kModes) {
      const double supply = mode == ShockMode::kPathRealised
                                ? 0
                                : model.long_run_supply_elasticity;
      const double limit = 0.01 / (supply - model.long_run_demand_elasticity);
      const std::vector<double> path =
          TwoSpeedPath(model, mode, std::vector<double>(240, -0.01));
      bool swings = false;
      for (size_t h = 1; h < path.size(); ++h) {
        swings |= path[h] > path[h - 1] + 1e-12 || path[h] < limit - 1e-12;
      }
      const bool taken = CheckAdjustment(model, mode).ok();
      EXPECT_NE(swings, taken) << "round " << round;
      ++(taken ? passed : refused);
    }
  }
  EXPECT_GT(passed, 1000);
  EXPECT_GT(refused, 1000);
}

}  // namespace
}  // namespace oilflow
