#include "service/wire/convert_market.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/two_speed.h"
#include "tests/support/markets.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ConvertMarketTest, TheShockIsNeverGuessed) {
  EXPECT_THAT(FaultsOf(v1::MarketAssumptions()),
              ElementsAre(HasSubstr("market.shock_mode: must be")));
}

TEST(ConvertMarketTest, AllThatIsWrongIsSaidAtOnce) {
  EXPECT_EQ(FaultsOf(Market("already_priced: 2 risk_premium { } "
                            "state_dependence { surplus_bpd: -1 }"))
                .size(),
            4u);
}

TEST(ConvertMarketTest, TheEndsOfEveryRangeAreTaken) {
  for (const char* text :
       {"start_price_usd_per_bbl: 0.01 world_crude_bpd: 1e6",
        "start_price_usd_per_bbl: 1000 world_crude_bpd: 200e6",
        "already_priced: 0 differential_change_usd_per_bbl: -1000",
        "already_priced: 1 differential_change_usd_per_bbl: 1000",
        "announcement { announced_date { year: 2025 month: 3 day: 1 } "
        "credibility: 0 }",
        "announcement { announced_date { year: 2022 month: 3 day: 1 } "
        "credibility: 1 }",
        "state_dependence { reachable_spare_bpd: 0 surplus_bpd: 200e6 }",
        "risk_premium { probability_change: -1 disruption_bpd: 200e6 }",
        "models { model_id: 'mine' supply_elasticity: 0.2 "
        "demand_elasticity: -0.4 long_run_supply_elasticity: 0.2 "
        "long_run_demand_elasticity: -0.4 annual_adjustment: 0.999 }",
        "mixture_weights { model_id: 'bh19' weight: 1e-9 }"}) {
    EXPECT_THAT(FaultsOf(Market(text)), IsEmpty()) << text;
  }
}

TEST(ConvertMarketTest, WhatWasAskedIsWhatIsPriced) {
  const ResolvedMarket resolved = Resolved(Market(
      "start_price_usd_per_bbl: 75 world_crude_bpd: 83e6 already_priced: 0.3 "
      "announcement { announced_date { year: 2025 month: 1 day: 20 } "
      "  credibility: 0.6 } "
      "state_dependence { reachable_spare_bpd: 1e6 surplus_bpd: 5e5 } "
      "risk_premium { probability_change: 0.1 disruption_bpd: 4e6 } "
      "mixture_weights { model_id: 'practitioner' weight: 0.5 } "
      "mixture_weights { model_id: 'bh19' weight: 1 } "
      "differential_change_usd_per_bbl: -2"));
  const PriceAssumptions& assumptions = resolved.assumptions;
  EXPECT_EQ(assumptions.mode, ShockMode::kPathRealised);
  EXPECT_EQ(assumptions.start_price / kDollarsPerBarrel, 75);
  EXPECT_EQ(assumptions.world_output / kBarrelsPerDay, 83e6);
  EXPECT_EQ(assumptions.already_priced, 0.3);
  EXPECT_EQ(assumptions.announcement->day, absl::CivilDay(2025, 1, 20));
  EXPECT_EQ(assumptions.announcement->credibility, 0.6);
  EXPECT_EQ(assumptions.state->reachable_spare / kBarrelsPerDay, 1e6);
  EXPECT_EQ(assumptions.state->surplus / kBarrelsPerDay, 5e5);
  EXPECT_EQ(assumptions.risk_premium->probability_change, 0.1);
  EXPECT_EQ(assumptions.risk_premium->disruption / kBarrelsPerDay, 4e6);
  // In the order of the report; what is not named counts nothing.
  EXPECT_THAT(assumptions.mixture, ElementsAre(1, 0, 0, 0.5));
  EXPECT_EQ(assumptions.differential / kDollarsPerBarrel, -2);
  EXPECT_EQ(assumptions.models.size(), TestLibrary().elasticity_models.size());
  EXPECT_FALSE(resolved.curve.has_value());
}

// 2.7 mb/d as market.proto promises.
TEST(ConvertMarketTest, ReachableSpareThatIsNotGivenIsTheLibrarys) {
  EXPECT_EQ(Resolved(Market("state_dependence { }"))
                    .assumptions.state->reachable_spare /
                kBarrelsPerDay,
            2.7e6);
}

// The default pair's long run is 0.30 and -0.35, at 15% a year (ORNL's OIP
// model).
TEST(ConvertMarketTest, TheLongRunIsNeverNearerZeroThanTheShortRun) {
  const auto models =
      Resolved(Market("models { model_id: 'slow' supply_elasticity: 0.05 "
                      "demand_elasticity: -0.1 } "
                      "models { model_id: 'fast' supply_elasticity: 0.9 "
                      "demand_elasticity: -0.8 } "
                      "models { model_id: 'own' supply_elasticity: 0.05 "
                      "demand_elasticity: -0.1 "
                      "long_run_supply_elasticity: 0.06 "
                      "long_run_demand_elasticity: -0.2 "
                      "annual_adjustment: 0.5 }"))
          .assumptions.models;
  const size_t own = TestLibrary().elasticity_models.size();
  ASSERT_EQ(models.size(), own + 3);
  EXPECT_EQ(models[own].id, "slow");
  EXPECT_EQ(models[own].grade, "caller");
  EXPECT_EQ(models[own].long_run_supply_elasticity, 0.30);
  EXPECT_EQ(models[own].long_run_demand_elasticity, -0.35);
  EXPECT_EQ(models[own].annual_adjustment, 0.15);
  EXPECT_EQ(models[own + 1].long_run_supply_elasticity, 0.9);
  EXPECT_EQ(models[own + 1].long_run_demand_elasticity, -0.8);
  EXPECT_EQ(models[own + 2].long_run_supply_elasticity, 0.06);
  EXPECT_EQ(models[own + 2].long_run_demand_elasticity, -0.2);
  EXPECT_EQ(models[own + 2].annual_adjustment, 0.5);
}

// Under SHOCK_EX_ANTE supply responds too, and a faster one is taken.
TEST(ConvertMarketTest, TheAdjustmentIsJudgedByTheShock) {
  v1::MarketAssumptions market = Market(
      "models { model_id: 'swing' supply_elasticity: 0.2 "
      "demand_elasticity: -0.02 annual_adjustment: 0.6 }");
  EXPECT_EQ(FaultsOf(market).size(), 1u);
  market.set_shock_mode(v1::MarketAssumptions::SHOCK_EX_ANTE);
  EXPECT_THAT(FaultsOf(market), IsEmpty());
}

// Without a long run of the caller's, every pair is taken, to the nearest to 0.
TEST(ConvertMarketTest, TheServicesLongRunSuitsEveryPair) {
  for (const char* pair : {"supply_elasticity: 0 demand_elasticity: -0.01",
                           "supply_elasticity: 10 demand_elasticity: -0.01",
                           "supply_elasticity: 0 demand_elasticity: -10",
                           "supply_elasticity: 10 demand_elasticity: -10"}) {
    EXPECT_THAT(
        FaultsOf(Market(absl::StrCat("models { model_id: 'm' ", pair, " }"))),
        IsEmpty())
        << pair;
  }
  for (const char* pair : {"supply_elasticity: 0.005 demand_elasticity: -0.005",
                           "supply_elasticity: 0.01 demand_elasticity: 0"}) {
    v1::MarketAssumptions market =
        Market(absl::StrCat("models { model_id: 'm' ", pair, " }"));
    market.set_shock_mode(v1::MarketAssumptions::SHOCK_EX_ANTE);
    EXPECT_THAT(FaultsOf(market), IsEmpty()) << pair;
  }
  for (const ShockMode mode : {ShockMode::kExAnte, ShockMode::kPathRealised}) {
    for (const ElasticityModel& model : TestLibrary().elasticity_models) {
      EXPECT_TRUE(CheckAdjustment(model, mode).ok()) << model.id;
    }
  }
}

}  // namespace
}  // namespace oilflow
