#include "service/wire/convert_market.h"

#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/market/two_speed.h"
#include "service/wire/defaulted_fields.h"
#include "tests/wire/shipped_library.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr absl::CivilDay kMarchFirst(2025, 3, 1);

v1::MarketAssumptions Market(const std::string& text) {
  return ParseProto<v1::MarketAssumptions>(
      absl::StrCat("shock_mode: PATH_REALISED ", text));
}

std::vector<std::string> FaultsOf(const v1::MarketAssumptions& proto) {
  BadRequest bad;
  const MarketRequest market =
      MarketFromProto(proto, kMarchFirst, "market", &bad);
  if (bad.ok()) {
    ResolveMarket(ShippedLibrary(), market, "market", &bad);
  }
  return FaultsIn(bad);
}

// What the request comes to, which must be without faults.
ResolvedMarket Resolved(const v1::MarketAssumptions& proto) {
  BadRequest bad;
  const MarketRequest market =
      MarketFromProto(proto, kMarchFirst, "market", &bad);
  ResolvedMarket resolved =
      ResolveMarket(ShippedLibrary(), market, "market", &bad);
  EXPECT_THAT(FaultsIn(bad), IsEmpty());
  return resolved;
}

struct BadMarket {
  std::string text;
  std::string field;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const BadMarket& bad) {
  return out << bad.text;
}

class BadMarketTest : public testing::TestWithParam<BadMarket> {};

TEST_P(BadMarketTest, NamesTheFieldAndWhatToDo) {
  EXPECT_THAT(FaultsOf(Market(GetParam().text)),
              ElementsAre(AllOf(StartsWith("market." + GetParam().field + ": "),
                                HasSubstr(GetParam().says))));
}

constexpr char kPair[] =
    "model_id: 'mine' supply_elasticity: 0.2 demand_elasticity: -0.4 ";

INSTANTIATE_TEST_SUITE_P(
    Numbers, BadMarketTest,
    testing::Values(
        BadMarket{"start_price_usd_per_bbl: 0", "start_price_usd_per_bbl",
                  "from 0.01 to 1000 USD/bbl, not 0"},
        BadMarket{"start_price_usd_per_bbl: nan", "start_price_usd_per_bbl",
                  "not nan"},
        BadMarket{"world_crude_bpd: 83", "world_crude_bpd", "not 83"},
        BadMarket{"world_crude_bpd: inf", "world_crude_bpd", "not inf"},
        BadMarket{"already_priced: 1.01", "already_priced", "from 0 to 1"},
        BadMarket{"already_priced: nan", "already_priced", "not nan"},
        BadMarket{"differential_change_usd_per_bbl: -1001",
                  "differential_change_usd_per_bbl", "-1000 to 1000"},
        BadMarket{"state_dependence { reachable_spare_bpd: -1 }",
                  "state_dependence.reachable_spare_bpd", "from 0"},
        BadMarket{"state_dependence { surplus_bpd: 2e9 }",
                  "state_dependence.surplus_bpd", "not 2000000000"},
        BadMarket{"risk_premium { disruption_bpd: 1e6 }",
                  "risk_premium.probability_change", "must be given"},
        BadMarket{"risk_premium { probability_change: 0.1 }",
                  "risk_premium.disruption_bpd", "must be given"},
        BadMarket{"risk_premium { probability_change: 1.1 disruption_bpd: 1 }",
                  "risk_premium.probability_change", "from -1 to 1"},
        BadMarket{"risk_premium { probability_change: 0.1 disruption_bpd: 0 }",
                  "risk_premium.disruption_bpd", "above 0"},
        BadMarket{"world_crude_bpd: 83e6 "
                  "risk_premium { probability_change: 1 disruption_bpd: 83e6 }",
                  "risk_premium.disruption_bpd",
                  "below the world's output of 83000000 bpd"}));

INSTANTIATE_TEST_SUITE_P(
    Announcements, BadMarketTest,
    testing::Values(
        BadMarket{"announcement { }", "announcement.announced_date",
                  "must be given"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 3 day: 2 } }",
            "announcement.announced_date",
            "from 2022-03-01 to 2025-03-01, which is the first day that is "
            "priced, not 2025-03-02"},
        BadMarket{
            "announcement { announced_date { year: 2022 month: 2 day: 28 } }",
            "announcement.announced_date", "not 2022-02-28"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 2 day: 30 } }",
            "announcement.announced_date", "a day of the calendar"},
        BadMarket{
            "announcement { announced_date { year: 2025 month: 2 day: 1 } "
            "credibility: -0.1 }",
            "announcement.credibility", "from 0 to 1"}));

INSTANTIATE_TEST_SUITE_P(
    Mixtures, BadMarketTest,
    testing::Values(
        BadMarket{"mixture_weights { model_id: 'bh-19' weight: 1 }",
                  "mixture_weights[0].model_id",
                  "(bh19, km14-style, cci19, practitioner), not \"bh-19\"; did "
                  "you mean \"bh19\"?"},
        BadMarket{"mixture_weights { model_id: 'bh19' }",
                  "mixture_weights[0].weight", "must be given"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: nan }",
                  "mixture_weights[0].weight", "not nan"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: 1 } "
                  "mixture_weights { model_id: 'bh19' weight: 1 }",
                  "mixture_weights[1].model_id", "must be unique"},
        BadMarket{"mixture_weights { model_id: 'bh19' weight: 0 } "
                  "mixture_weights { model_id: 'cci19' weight: 0 }",
                  "mixture_weights", "must have a weight above 0"},
        BadMarket{"mixture_weights { } mixture_weights { } mixture_weights { } "
                  "mixture_weights { } mixture_weights { }",
                  "mixture_weights", "at most 4, not 5"}));

INSTANTIATE_TEST_SUITE_P(
    Models, BadMarketTest,
    testing::Values(
        BadMarket{"models { model_id: 'mine' }", "models[0]",
                  "must have a supply_elasticity"},
        BadMarket{"models { model_id: 'bh19' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.4 }",
                  "models[0].model_id", "is taken: bh19"},
        BadMarket{absl::StrCat("models {", kPair, "} models {", kPair, "}"),
                  "models[1].model_id", "is taken: mine"},
        BadMarket{"models { model_id: 'mine' supply_elasticity: -0.2 "
                  "demand_elasticity: -0.4 }",
                  "models[0].supply_elasticity", "from 0 to 10, not -0.2"},
        BadMarket{"models { model_id: 'mine' supply_elasticity: 0.2 "
                  "demand_elasticity: 0 }",
                  "models[0].demand_elasticity", "under PATH_REALISED"},
        BadMarket{absl::StrCat("models {", kPair,
                               "long_run_supply_elasticity: 0.1 }"),
                  "models[0].long_run_supply_elasticity", "from 0.2 to 10"},
        BadMarket{absl::StrCat("models {", kPair,
                               "long_run_demand_elasticity: -0.3 }"),
                  "models[0].long_run_demand_elasticity", "from -10 to -0.4"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: 0 }"),
                  "models[0].annual_adjustment", "above 0 and below 1, not 0"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: 1 }"),
                  "models[0].annual_adjustment", "not 1"},
        BadMarket{absl::StrCat("models {", kPair, "annual_adjustment: nan }"),
                  "models[0].annual_adjustment", "not nan"},
        // 1 - (1 - .02 / 2)^12 = .113615
        BadMarket{absl::StrCat("models {", kPair,
                               "} models { model_id: 'swing' "
                               "supply_elasticity: 0.2 "
                               "demand_elasticity: -0.02 "
                               "long_run_demand_elasticity: -2 "
                               "annual_adjustment: 0.1137 }"),
                  "models[1].annual_adjustment",
                  "must be at most 0.1136 with these elasticities, not "
                  "0.1137"},
        // The service's own adjustment can be too fast for a caller's long run.
        BadMarket{"models { model_id: 'swing' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.02 long_run_demand_elasticity: -2 }",
                  "models[0].annual_adjustment",
                  "must be at most 0.1136 with these elasticities, not 0.15"},
        // And a caller's for the service's long run: 1 - (1 - .02 / .35)^12.
        BadMarket{"models { model_id: 'swing' supply_elasticity: 0.2 "
                  "demand_elasticity: -0.02 annual_adjustment: 0.6 }",
                  "models[0].annual_adjustment", "at most 0.5064"}));

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
  EXPECT_EQ(assumptions.models.size(),
            ShippedLibrary().elasticity_models.size());
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
  const size_t own = ShippedLibrary().elasticity_models.size();
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
    for (const ElasticityModel& model : ShippedLibrary().elasticity_models) {
      EXPECT_TRUE(CheckAdjustment(model, mode).ok()) << model.id;
    }
  }
}

TEST(FillMarketDefaultsTest, EveryDefaultIsWrittenOutAndNamed) {
  const v1::MarketAssumptions asked = Market(
      "announcement { announced_date { year: 2025 month: 1 day: 20 } } "
      "state_dependence { } "
      "curve { benchmark: WTI mode: PATH simulation { horizon_days: 10 } "
      "  pillars { tenor_months: 1 price_usd_per_bbl: 70 } }");
  v1::MarketAssumptions filled = asked;
  FillDefaults(kMarchFirst, &filled);
  const v1::MarketAssumptions expected = Market(
      "announcement { announced_date { year: 2025 month: 1 day: 20 } "
      "  credibility: 1 } "
      "state_dependence { surplus_bpd: 0 } already_priced: 0 "
      "mixture_weights { model_id: 'bh19' weight: 0.25 } "
      "mixture_weights { model_id: 'km14-style' weight: 0.25 } "
      "mixture_weights { model_id: 'cci19' weight: 0.25 } "
      "mixture_weights { model_id: 'practitioner' weight: 0.25 } "
      "differential_change_usd_per_bbl: 0 "
      "curve { benchmark: WTI mode: PATH engine: TWO_SPEED "
      "  quote_date { year: 2025 month: 2 day: 28 } "
      "  shape_id: 'wti-opec-2007-24' dynamics_id: 'wti-2007-25' "
      "  interest_rate: 0.04 storage_cost_usd_per_bbl_month: 0.5 "
      "  simulation { horizon_days: 10 draw_count: 10000 seed: 0 } "
      "  pillars { tenor_months: 1 price_usd_per_bbl: 70 } }");
  EXPECT_TRUE(MessageDifferencer::Equals(filled, expected))
      << filled.DebugString();
  EXPECT_THAT(DefaultedFields(asked, filled, "market"),
              ElementsAre("market.mixture_weights", "market.already_priced",
                          "market.announcement.credibility",
                          "market.state_dependence.surplus_bpd",
                          "market.differential_change_usd_per_bbl",
                          "market.curve.quote_date", "market.curve.engine",
                          "market.curve.shape_id", "market.curve.interest_rate",
                          "market.curve.storage_cost_usd_per_bbl_month",
                          "market.curve.dynamics_id",
                          "market.curve.simulation.draw_count",
                          "market.curve.simulation.seed"));
}

// Assumptions without faults, of which any part may be left out.
v1::MarketAssumptions RandomMarket(std::mt19937* random) {
  const auto coin = [&] { return (*random)() % 2 == 0; };
  const auto pick = [&](int most) {
    return static_cast<int>((*random)() % (most + 1));
  };
  v1::MarketAssumptions market;
  market.set_shock_mode(coin() ? v1::MarketAssumptions::SHOCK_EX_ANTE
                               : v1::MarketAssumptions::PATH_REALISED);
  if (coin()) {
    market.set_already_priced(pick(10) / 10.0);
  }
  if (coin()) {
    auto* row = market.add_mixture_weights();
    row->set_model_id("cci19");
    row->set_weight(1.0 / (1 + pick(5)));
  }
  if (coin()) {
    auto* date = market.mutable_announcement()->mutable_announced_date();
    date->set_year(2024);
    date->set_month(1 + pick(11));
    date->set_day(1 + pick(27));
    if (coin()) {
      market.mutable_announcement()->set_credibility(pick(10) / 10.0);
    }
  }
  if (coin()) {
    market.mutable_state_dependence();
    if (coin()) {
      market.mutable_state_dependence()->set_surplus_bpd(pick(1000000));
    }
  }
  if (coin()) {
    market.set_differential_change_usd_per_bbl(pick(20) - 10);
  }
  if (coin()) {
    v1::ForwardCurve* curve = market.mutable_curve();
    curve->set_benchmark(coin() ? v1::ForwardCurve::BRENT
                                : v1::ForwardCurve::WTI);
    curve->set_mode(coin() ? v1::ForwardCurve::PATH
                           : v1::ForwardCurve::ANNOUNCE);
    curve->set_engine(static_cast<v1::ForwardCurve::Engine>(pick(2)));
    for (int i = 0; i <= pick(20); ++i) {
      auto* pillar = curve->add_pillars();
      pillar->set_tenor_months(1.5 * i);
      pillar->set_price_usd_per_bbl(60 + pick(40));
    }
    if (coin()) {
      curve->set_shape_id("brent-all-2007-25");
    }
    if (coin()) {
      curve->set_interest_rate(pick(10) / 100.0);
    }
    if (coin()) {
      curve->mutable_simulation()->set_horizon_days(1 + pick(100));
      if (coin()) {
        curve->mutable_simulation()->set_seed(pick(1000));
      }
    }
  }
  return market;
}

void ExpectSameCurve(const CurveRequest& one, const CurveRequest& other) {
  EXPECT_EQ(one.quote_day, other.quote_day);
  EXPECT_EQ(one.engine, other.engine);
  EXPECT_EQ(one.shape.id, other.shape.id);
  EXPECT_EQ(one.dynamics.id, other.dynamics.id);
  EXPECT_EQ(one.interest_rate, other.interest_rate);
  EXPECT_EQ(one.storage_cost / kDollarsPerBarrel,
            other.storage_cost / kDollarsPerBarrel);
  ASSERT_EQ(one.simulation.has_value(), other.simulation.has_value());
  if (one.simulation.has_value()) {
    EXPECT_EQ(one.simulation->draw_count, other.simulation->draw_count);
    EXPECT_EQ(one.simulation->seed, other.simulation->seed);
  }
}

// What is filled in is what leaving it out means, by the shipped parameters.
TEST(FillMarketDefaultsTest, WhatIsFilledInIsWhatLeavingItOutMeans) {
  std::mt19937 random(20250301);
  for (int i = 0; i < 500; ++i) {
    const v1::MarketAssumptions asked = RandomMarket(&random);
    SCOPED_TRACE(asked.DebugString());
    v1::MarketAssumptions once = asked;
    FillDefaults(kMarchFirst, &once);
    v1::MarketAssumptions twice = once;
    FillDefaults(kMarchFirst, &twice);
    ASSERT_TRUE(MessageDifferencer::Equals(once, twice));
    ASSERT_THAT(DefaultedFields(once, twice, ""), IsEmpty());
    const ResolvedMarket before = Resolved(asked);
    const ResolvedMarket after = Resolved(once);
    ASSERT_EQ(before.assumptions.mixture, after.assumptions.mixture);
    ASSERT_EQ(before.assumptions.already_priced,
              after.assumptions.already_priced);
    ASSERT_EQ(before.assumptions.announcement.has_value(),
              after.assumptions.announcement.has_value());
    if (before.assumptions.announcement.has_value()) {
      ASSERT_EQ(before.assumptions.announcement->credibility,
                after.assumptions.announcement->credibility);
    }
    ASSERT_EQ(before.assumptions.differential / kDollarsPerBarrel,
              after.assumptions.differential / kDollarsPerBarrel);
    ASSERT_EQ(before.curve.has_value(), after.curve.has_value());
    if (before.curve.has_value()) {
      ExpectSameCurve(*before.curve, *after.curve);
    }
  }
}

}  // namespace
}  // namespace oilflow
