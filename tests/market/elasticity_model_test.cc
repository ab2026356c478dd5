#include "service/market/elasticity_model.h"

#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

ElasticityModel ModelOf(double supply, double demand) {
  ElasticityModel model;
  model.id = "test";
  model.supply_elasticity = supply;
  model.demand_elasticity = demand;
  return model;
}

// Millions of barrels per day in, USD/bbl out.
Equilibrium ClearOf(const ElasticityModel& model, ShockMode mode, double price,
                    double output, double supply_change,
                    double demand_change = 0) {
  const absl::StatusOr<Equilibrium> result =
      Clear(model, mode, price * kDollarsPerBarrel,
            output * 1e6 * kBarrelsPerDay, supply_change * 1e6 * kBarrelsPerDay,
            demand_change * 1e6 * kBarrelsPerDay);
  EXPECT_THAT(result, IsOk());
  return result.value_or(Equilibrium());
}

// The worked example of the price method, section 2.1: 75 USD/bbl, 83 mb/d, a
// loss of 1 mb/d, elasticities 0.10 and -0.15.
TEST(ClearTest, LossOfOneMillionBarrelsIsAsWorked) {
  const Equilibrium result =
      ClearOf(ModelOf(0.10, -0.15), ShockMode::kExAnte, 75, 83, -1);
  EXPECT_NEAR(result.price / kDollarsPerBarrel, 78.72600679516069, 1e-12);
  EXPECT_NEAR(result.output / kBarrelsPerDay / 1e6, 82.39854602871746, 1e-12);
  EXPECT_DOUBLE_EQ(result.multiplier, 1 / (0.10 + 0.15));
  EXPECT_NEAR(result.log_price_change, -4 * std::log(82.0 / 83), 1e-15);
}

TEST(ClearTest, NothingChangesWhenNothingDoes) {
  for (const ElasticityModel& model :
       {ModelOf(0.10, -0.15), ModelOf(0.015, -0.26), ModelOf(0.15, -0.35),
        ModelOf(0, -1)}) {
    for (const ShockMode mode :
         {ShockMode::kExAnte, ShockMode::kPathRealised}) {
      const Equilibrium result = ClearOf(model, mode, 75, 83, 0);
      EXPECT_EQ(result.price, 75.0 * kDollarsPerBarrel);
      EXPECT_EQ(result.output, 83e6 * kBarrelsPerDay);
      EXPECT_EQ(result.log_price_change, 0);
    }
  }
}

// Output is found from the demand side; the supply side must say the same.
TEST(ClearTest, BothSidesOfTheMarketAgree) {
  std::mt19937_64 random(20250314);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  };
  for (int round = 0; round < 20000; ++round) {
    const double supply = round % 10 == 0 ? 0 : between(0, 0.5);
    // ln(70 / 50) / 0.07 is 4.8, so that all are within what can be priced.
    const double demand = -between(0.07, 0.6);
    const double start = between(20, 150);
    const double output = between(60, 110);
    const double supply_change = between(-10, 10);
    const double demand_change = between(-10, 10);
    const Equilibrium result =
        ClearOf(ModelOf(supply, demand), ShockMode::kExAnte, start, output,
                supply_change, demand_change);
    const double ratio = result.price / (start * kDollarsPerBarrel);
    const double supplied =
        (output + supply_change) * 1e6 * std::pow(ratio, supply);
    const double demanded =
        (output + demand_change) * 1e6 * std::pow(ratio, demand);
    const double cleared = result.output / kBarrelsPerDay;
    ASSERT_NEAR(supplied / cleared, 1, 1e-12);
    ASSERT_NEAR(demanded / cleared, 1, 1e-12);
    ASSERT_NEAR(std::log(ratio), result.log_price_change, 1e-12);
  }
}

TEST(ClearTest, LossRaisesThePriceAndLowersOutput) {
  const ElasticityModel model = ModelOf(0.10, -0.15);
  const Equilibrium loss = ClearOf(model, ShockMode::kExAnte, 75, 83, -2);
  EXPECT_GT(loss.price, 75.0 * kDollarsPerBarrel);
  EXPECT_LT(loss.output, 83e6 * kBarrelsPerDay);
  // Others make good a part of it, ex ante.
  EXPECT_GT(loss.output, 81e6 * kBarrelsPerDay);
  const Equilibrium gain = ClearOf(model, ShockMode::kExAnte, 75, 83, 2);
  EXPECT_LT(gain.price, 75.0 * kDollarsPerBarrel);
  const Equilibrium demand = ClearOf(model, ShockMode::kExAnte, 75, 83, 0, 2);
  EXPECT_GT(demand.price, 75.0 * kDollarsPerBarrel);
}

TEST(ClearTest, RealisedPathHasNoSupplyElasticity) {
  const Equilibrium realised =
      ClearOf(ModelOf(0.10, -0.15), ShockMode::kPathRealised, 75, 83, -1);
  const Equilibrium without =
      ClearOf(ModelOf(0, -0.15), ShockMode::kExAnte, 75, 83, -1);
  EXPECT_EQ(realised.price, without.price);
  EXPECT_EQ(realised.log_price_change, without.log_price_change);
  // 6.7% for 1%: the price method, section 0.
  EXPECT_DOUBLE_EQ(realised.multiplier, 1 / 0.15);
  // What is really missing stays missing.
  EXPECT_NEAR(realised.output / kBarrelsPerDay / 1e6, 83 - 1, 1e-12);
}

// Trap T1 of the price method.
TEST(ClearTest, TenPercentUpAndTenPercentDownIsOnePercentDown) {
  // With a multiplier of 1 the price is 1 over the share of supply left.
  const ElasticityModel model = ModelOf(0, -1);
  const Equilibrium up =
      ClearOf(model, ShockMode::kExAnte, 100, 80, 80 / 1.1 - 80);
  EXPECT_NEAR(up.price / kDollarsPerBarrel, 110, 1e-10);
  const Equilibrium down =
      ClearOf(model, ShockMode::kExAnte, up.price / kDollarsPerBarrel, 80,
              80 / 0.9 - 80);
  EXPECT_NEAR(down.price / kDollarsPerBarrel, 100 * 1.1 * 0.9, 1e-10);
  EXPECT_NEAR(down.price / kDollarsPerBarrel, 99, 1e-10);
  EXPECT_NEAR(up.log_price_change + down.log_price_change, std::log(0.99),
              1e-14);
  // Log changes that cancel bring the price back.
  const Equilibrium back =
      ClearOf(model, ShockMode::kExAnte, up.price / kDollarsPerBarrel, 80 / 1.1,
              80 - 80 / 1.1);
  EXPECT_NEAR(up.log_price_change + back.log_price_change, 0, 1e-15);
  EXPECT_NEAR(back.price / kDollarsPerBarrel, 100, 1e-10);
}

// Trap T1 again: 0.45 mb/d of 83 are 0.5422% and 0.5436 log-percent.
TEST(ClearTest, LogPercentIsNotPercent) {
  const Equilibrium result =
      ClearOf(ModelOf(0, -1), ShockMode::kExAnte, 75, 83, -0.45);
  const double log_supply_change = -result.log_price_change / result.multiplier;
  EXPECT_NEAR(100 * log_supply_change, -0.5436, 5e-5);
  EXPECT_NEAR(100 * std::expm1(log_supply_change), -0.5422, 5e-5);
  EXPECT_NEAR(log_supply_change, std::log1p(-0.45 / 83), 1e-15);
}

TEST(ClearTest, NothingLeftIsOutOfRange) {
  struct Case {
    const char* name;
    double output;
    double supply_change;
    double demand_change;
  };
  const Case cases[] = {
      {"AllSupplyGone", 83, -83, 0}, {"MoreThanAllSupplyGone", 83, -84, 0},
      {"AllDemandGone", 83, 0, -83}, {"NoWorld", 0, 0, 0},
      {"NotANumber", 83, kNan, 0},   {"DemandNotANumber", 83, 0, kNan},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        Clear(ModelOf(0.1, -0.15), ShockMode::kExAnte, 75.0 * kDollarsPerBarrel,
              c.output * kBarrelsPerDay, c.supply_change * kBarrelsPerDay,
              c.demand_change * kBarrelsPerDay),
        StatusIs(absl::StatusCode::kOutOfRange,
                 HasSubstr("leaves nothing of a world output of")))
        << c.name;
  }
}

// A pair as near 0 as is taken, and changes that it turns into prices that no
// one has seen: beyond a factor of e^5 the formula is refused, and at most of
// it is infinite.
TEST(ClearTest, BeyondAFactorOf148NothingIsSaid) {
  struct Case {
    const char* name;
    double supply_change;
    double demand_change;
    // Empty if it is priced.
    const char* change;
    const char* factor;
  };
  // The multiplier is 100: 5 are 4.88% of 83 mb/d lost, or 5.13% more.
  const Case cases[] = {
      {"JustPriced", -4.047, 0, "", ""},
      {"JustPricedBelow", 4.255, 0, "", ""},
      {"OneHundredthMore", -4.049, 0, "5.00", "149"},
      {"OneHundredthMoreBelow", 4.256, 0, "-5.00", "0.00673"},
      {"Half", -41.5, 0, "69.31", "1.27e+30"},
      {"MoreDemand", 0, 83, "69.31", "1.27e+30"},
      {"AlmostAll", -82.999, 0, "1132.66", "inf"},
      {"MoreThanEver", 830, 0, "-239.79", "7.26e-105"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const absl::StatusOr<Equilibrium> result = Clear(
        ModelOf(0.005, -0.005), ShockMode::kExAnte, 75.0 * kDollarsPerBarrel,
        83e6 * kBarrelsPerDay, c.supply_change * 1e6 * kBarrelsPerDay,
        c.demand_change * 1e6 * kBarrelsPerDay);
    if (std::string(c.change).empty()) {
      ASSERT_THAT(result, IsOk());
      EXPECT_GT(std::abs(result->log_price_change), 4.99);
      EXPECT_TRUE(std::isfinite(result->price / kDollarsPerBarrel));
      continue;
    }
    EXPECT_THAT(
        result,
        StatusIs(absl::StatusCode::kOutOfRange,
                 AllOf(HasSubstr("model test"),
                       HasSubstr(absl::StrCat("log price by ", c.change, ",")),
                       HasSubstr(absl::StrCat("a factor of ", c.factor, ":")),
                       HasSubstr("no model says anything there; ask for a "
                                 "smaller change, or leave the model out"))));
  }
}

// The service's own are always there.
TEST(ClearTest, AnOwnModelIsNotToBeLeftOut) {
  ElasticityModel model = ModelOf(0.10, -0.15);
  model.id = "default";
  EXPECT_THAT(Clear(model, ShockMode::kPathRealised, 75.0 * kDollarsPerBarrel,
                    83e6 * kBarrelsPerDay, -50e6 * kBarrelsPerDay,
                    0.0 * kBarrelsPerDay),
              StatusIs(absl::StatusCode::kOutOfRange,
                       AllOf(HasSubstr("model default"),
                             HasSubstr("supply less demand of -50000000 bpd"),
                             HasSubstr("ask for a smaller change"),
                             Not(HasSubstr("leave the model out")))));
}

TEST(ClearTest, RealisedLossNeedsADemandElasticity) {
  EXPECT_THAT(CheckElasticities(0.1, 0), IsOk());
  EXPECT_THAT(
      Clear(ModelOf(0.1, 0), ShockMode::kPathRealised, 75.0 * kDollarsPerBarrel,
            83e6 * kBarrelsPerDay, -1e6 * kBarrelsPerDay, 0.0 * kBarrelsPerDay),
      StatusIs(absl::StatusCode::kOutOfRange,
               HasSubstr("model test has no demand elasticity")));
}

// Trap T2 of the price method: signs, never absolute values.
TEST(CheckElasticitiesTest, SignsAndSizesAreChecked) {
  struct Case {
    const char* name;
    double supply;
    double demand;
    // Empty if they are good.
    const char* expected;
  };
  const Case cases[] = {
      {"Default", 0.10, -0.15, ""},
      {"NoSupplyResponse", 0, -0.15, ""},
      {"NoDemandResponse", 0.15, 0, ""},
      {"Largest", 10, -10, ""},
      {"NearestToZero", 0.005, -0.005, ""},
      {"NegativeSupply", -0.08, -0.15,
       "supply elasticity must be from 0 to 10, not -0.08; a negative one is a "
       "demand elasticity by another name"},
      {"PositiveDemand", 0.10, 0.15,
       "demand elasticity must be from -10 to 0, not 0.15; give it with its "
       "sign"},
      {"SupplyTooLarge", 10.001, -0.15, "supply elasticity must be from 0 to"},
      {"DemandTooLarge", 0.1, -10.001, "demand elasticity must be from -10 to"},
      {"SupplyNotANumber", kNan, -0.15, "supply elasticity must be from 0 to"},
      {"DemandNotANumber", 0.1, kNan, "demand elasticity must be from -10 to"},
      {"SupplyNotFinite", kInfinity, -0.15, "supply elasticity must be"},
      {"DemandNotFinite", 0.1, -kInfinity, "demand elasticity must be"},
      {"BothZero", 0, 0, "must be at least 0.01: nearer 0 the price response"},
      {"TooNearZero", 0.005, -0.004, "must be at least 0.01"},
  };
  for (const Case& c : cases) {
    const absl::Status status = CheckElasticities(c.supply, c.demand);
    if (std::string(c.expected).empty()) {
      EXPECT_THAT(status, IsOk()) << c.name;
    } else {
      EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                                   HasSubstr(c.expected)))
          << c.name;
    }
  }
}

TEST(IsOwnModelTest, NamesOfTheServiceAreTaken) {
  for (const char* id : {"default", "kilian-murphy-2014",
                         "baumeister-hamilton-2019", "caldara-2019", "bh19",
                         "km14-style", "cci19", "practitioner", "mixture"}) {
    EXPECT_TRUE(IsOwnModel(id)) << id;
  }
  for (const char* id : {"", "mine", "Default", "default ", "bh1", "bh199",
                         "kilian-murphy-2012"}) {
    EXPECT_FALSE(IsOwnModel(id)) << id;
  }
}

}  // namespace
}  // namespace oilflow
