#include "service/wire/convert_price.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "tests/support/faults.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kStart = 75;

PriceAssumptions Assumptions(ShockMode mode) {
  PriceAssumptions assumptions;
  assumptions.mode = mode;
  assumptions.start_price = kStart * kDollarsPerBarrel;
  assumptions.world_output = 83e6 * kBarrelsPerDay;
  assumptions.models = {{.id = "default",
                         .display_name = "Default pair",
                         .supply_elasticity = 0.1,
                         .demand_elasticity = -0.15,
                         .long_run_supply_elasticity = 0.3,
                         .long_run_demand_elasticity = -0.35,
                         .annual_adjustment = 0.15,
                         .grade = "J",
                         .source = "chosen"},
                        {.id = "mine"}};
  return assumptions;
}

PeriodEffect Effect(absl::CivilDay first_day, int day_count) {
  PeriodEffect effect;
  effect.first_day = first_day;
  effect.day_count = day_count;
  effect.net_change = -1e6 * kBarrelsPerDay;
  effect.log_supply_change = -0.0121;
  effect.models = {{.multiplier = 4,
                    .log_price_change = 0.05,
                    .price_change = 3.8 * kDollarsPerBarrel},
                   {.multiplier = 2,
                    .log_price_change = 0.02,
                    .price_change = 1.5 * kDollarsPerBarrel}};
  return effect;
}

// March as priced from its 11th day on.
PriceImpact Impact() {
  PriceImpact impact;
  impact.calendar = {{absl::CivilMonth(2025, 3), 21, 31}};
  impact.ladder = {{.gross_bpd = -1000,
                    .rerouted_bpd = 100,
                    .absorbed_bpd = 20,
                    .spare_bpd = 300,
                    .stock_release_bpd = 50,
                    .demand_bpd = 5,
                    .stock_balance_bbl = -1550}};
  impact.months = {Effect(absl::CivilDay(2025, 3, 11), 21)};
  impact.months[0].calendar_day_count = 31;
  impact.months[0].models[0].two_speed_log = 0.04;
  impact.horizon = Effect(absl::CivilDay(2025, 3, 11), 21);
  impact.surprise = {.if_happens = 0.035, .if_not = -0.015, .expected = 0};
  impact.full_log_change = 0.05;
  return impact;
}

v1::PriceImpact Converted(const PriceImpact& impact,
                          const PriceAssumptions& assumptions,
                          const PriceProvenance& provenance = {}) {
  v1::PriceImpact proto;
  ToProto(impact, assumptions, TestLibrary(), provenance, "region", &proto);
  return proto;
}

TEST(ConvertPriceTest, SaysWhatThePriceStartsFrom) {
  PriceAssumptions assumptions = Assumptions(ShockMode::kExAnte);
  v1::PriceImpact proto = Converted(Impact(), assumptions);
  EXPECT_EQ(proto.shock_mode(), "SHOCK_EX_ANTE");
  EXPECT_EQ(proto.denominator(), "crude");
  EXPECT_EQ(proto.start_price_usd_per_bbl(), kStart);
  EXPECT_FALSE(proto.has_start_price_date());
  EXPECT_EQ(proto.start_price_source(), "given with the request");
  EXPECT_EQ(proto.world_crude_bpd(), 83e6);
  EXPECT_EQ(proto.world_crude_fact(), "");
  EXPECT_FALSE(proto.has_daily_volatility());
  EXPECT_FALSE(proto.has_daily_noise_usd_per_bbl());

  assumptions.daily_volatility = 0.02;
  Fact fact;
  fact.id = "world-crude";
  proto = Converted(Impact(), assumptions,
                    {.start_price_day = absl::CivilDay(2025, 3, 10),
                     .start_price_source = "Dated Brent spot, EIA",
                     .world_output = &fact});
  EXPECT_EQ(proto.start_price_date().day(), 10);
  EXPECT_EQ(proto.start_price_source(), "Dated Brent spot, EIA");
  EXPECT_EQ(proto.world_crude_fact(), "baselines/region/facts/world-crude");
  EXPECT_EQ(proto.daily_volatility(), 0.02);
  EXPECT_EQ(proto.daily_noise_usd_per_bbl(), 0.02 * kStart);
}

TEST(ConvertPriceTest, NobodyElseSuppliesMoreInARealisedPath) {
  const v1::PriceImpact ex_ante =
      Converted(Impact(), Assumptions(ShockMode::kExAnte));
  EXPECT_TRUE(MessageDifferencer::Equals(
      ex_ante.models(0),
      ParseProto<v1::PriceModel>(
          "model_id: 'default' display_name: 'Default pair' "
          "supply_elasticity: 0.1 demand_elasticity: -0.15 multiplier: 4 "
          "grade: 'J' source: 'chosen' long_run_supply_elasticity: 0.3 "
          "long_run_demand_elasticity: -0.35 annual_adjustment: 0.15")))
      << ex_ante.models(0).DebugString();
  const v1::PriceImpact realised =
      Converted(Impact(), Assumptions(ShockMode::kPathRealised));
  EXPECT_EQ(realised.shock_mode(), "PATH_REALISED");
  EXPECT_EQ(realised.models(0).supply_elasticity(), 0);
  EXPECT_EQ(realised.models(0).long_run_supply_elasticity(), 0);
  EXPECT_EQ(realised.models(0).demand_elasticity(), -0.15);
  EXPECT_EQ(realised.models(0).long_run_demand_elasticity(), -0.35);
}

TEST(ConvertPriceTest, AMonthHasItsEffects) {
  PriceImpact impact = Impact();
  impact.months[0].models[0].detectable = true;
  impact.months[0].models[1].detectable = false;
  impact.months[0].outside_estimation_range = true;
  const v1::PriceImpact proto =
      Converted(impact, Assumptions(ShockMode::kExAnte));
  ASSERT_EQ(proto.months_size(), 1);
  const v1::PriceEffect& month = proto.months(0);
  EXPECT_EQ(month.start_date().day(), 11);
  EXPECT_EQ(month.day_count(), 21);
  EXPECT_EQ(month.calendar_day_count(), 31);
  EXPECT_EQ(month.net_bpd(), -1e6);
  EXPECT_EQ(month.log_supply_change(), -0.0121);
  EXPECT_TRUE(month.outside_estimation_range());
  EXPECT_EQ(month.low_usd_per_bbl(), 1.5);
  EXPECT_EQ(month.high_usd_per_bbl(), 3.8);
  EXPECT_TRUE(month.detectable());
  ASSERT_EQ(month.effects_size(), 2);
  EXPECT_EQ(month.effects(0).model_id(), "default");
  EXPECT_EQ(month.effects(0).log_price_change(), 0.05);
  EXPECT_EQ(month.effects(0).price_change_usd_per_bbl(), 3.8);
  // exp(0.05) and exp(0.04), to ten digits.
  EXPECT_NEAR(month.effects(0).price_change_percent(), 5.127109638, 1e-9);
  EXPECT_EQ(month.effects(0).two_speed_log_price_change(), 0.04);
  EXPECT_NEAR(month.effects(0).two_speed_usd_per_bbl(), kStart * 0.0408107742,
              1e-8);
  EXPECT_TRUE(month.effects(0).detectable());
  EXPECT_FALSE(month.effects(1).has_two_speed_log_price_change());
  EXPECT_FALSE(month.effects(1).detectable());
  EXPECT_FALSE(proto.horizon().has_calendar_day_count());
  EXPECT_FALSE(proto.horizon().has_detectable());
  EXPECT_FALSE(proto.horizon().effects(0).has_two_speed_log_price_change());
}

TEST(ConvertPriceTest, ABandIsALogAPercentageAndMoney) {
  PriceImpact impact = Impact();
  impact.months[0].bands = {
      {.engine = BandEngine::kImpulseResponse,
       .model_id = "bh19",
       .log_price_change = {.value = {-0.1, 0, 0.1, 0.2, 0.3},
                            .error = {0.01, 0.02, 0.03, 0.04, 0.05}},
       .probability_of_rise = 0.84,
       .detectable = true,
       .extrapolated = true},
      {.engine = BandEngine::kMultiplier, .model_id = "mixture"}};
  const v1::PriceImpact proto =
      Converted(impact, Assumptions(ShockMode::kExAnte));
  ASSERT_EQ(proto.months(0).bands_size(), 2);
  const v1::PriceBand& band = proto.months(0).bands(0);
  EXPECT_EQ(band.engine(), v1::PRICE_ENGINE_IMPULSE_RESPONSE);
  EXPECT_EQ(band.model_id(), "bh19");
  EXPECT_EQ(band.log_price_change().p05(), -0.1);
  EXPECT_EQ(band.log_price_change().p95_error(), 0.05);
  // 100 (exp(x) - 1), and by the slope there 100 exp(x) times the error.
  EXPECT_NEAR(band.percent().p05(), -9.516258196, 1e-9);
  EXPECT_EQ(band.percent().p16(), 0);
  EXPECT_NEAR(band.percent().p50(), 10.51709181, 1e-8);
  EXPECT_NEAR(band.percent().p84(), 22.14027582, 1e-8);
  EXPECT_NEAR(band.percent().p95(), 34.98588076, 1e-8);
  EXPECT_NEAR(band.percent().p05_error(), 0.9048374180, 1e-9);
  EXPECT_NEAR(band.percent().p16_error(), 2, 1e-12);
  EXPECT_NEAR(band.percent().p50_error(), 3 * 1.105170918, 1e-8);
  EXPECT_NEAR(band.usd_per_bbl().p50(), kStart * 0.1051709181, 1e-8);
  EXPECT_NEAR(band.usd_per_bbl().p84_error(), kStart * 0.04 * 1.221402758,
              1e-8);
  EXPECT_EQ(band.probability_of_rise(), 0.84);
  EXPECT_TRUE(band.detectable());
  EXPECT_TRUE(band.extrapolated());
  const v1::PriceBand& none = proto.months(0).bands(1);
  EXPECT_EQ(none.engine(), v1::PRICE_ENGINE_MULTIPLIER);
  EXPECT_FALSE(none.has_probability_of_rise());
  EXPECT_FALSE(none.has_detectable());
  EXPECT_EQ(none.percent().p95(), 0);
}

// The published table of the mixture's rows, to the tenth that it is given in:
// Baumeister and Hamilton (2019) at month 2, after a shock ex ante.
TEST(ConvertPriceTest, TheModelsStandBesideTheirMixture) {
  PriceAssumptions assumptions = Assumptions(ShockMode::kExAnte);
  assumptions.mixture = {2, 0, 1, 1};
  const v1::PriceImpact proto = Converted(Impact(), assumptions);
  ASSERT_EQ(proto.multipliers_size(), 5);
  std::vector<std::string> ids;
  std::vector<double> weights;
  for (const v1::MultiplierBand& row : proto.multipliers()) {
    ids.push_back(row.model_id());
    weights.push_back(row.weight());
    EXPECT_NE(row.source(), "");
    EXPECT_NE(row.grade(), "");
    EXPECT_LT(row.percent_per_percent().p05(), row.percent_per_percent().p95());
  }
  EXPECT_THAT(ids, ElementsAre("bh19", "km14-style", "cci19", "practitioner",
                               "mixture"));
  EXPECT_THAT(weights, ElementsAre(0.5, 0, 0.25, 0.25, 1));
  EXPECT_NEAR(proto.multipliers(0).percent_per_percent().p50(), 3.3, 0.05);
  EXPECT_NEAR(proto.multipliers(0).percent_per_percent().p05(), 2.5, 0.05);
  EXPECT_GT(proto.multipliers(0).percent_per_percent().p50_error(), 0);

  EXPECT_DOUBLE_EQ(proto.multipliers(4).floored_share(),
                   0.5 * proto.multipliers(0).floored_share() +
                       0.25 * proto.multipliers(2).floored_share() +
                       0.25 * proto.multipliers(3).floored_share());

  assumptions.mixture = {0, 0, 0, 3};
  const v1::PriceImpact alone = Converted(Impact(), assumptions);
  EXPECT_EQ(alone.multipliers(4).percent_per_percent().p50(),
            alone.multipliers(3).percent_per_percent().p50());
  const v1::PriceImpact realised =
      Converted(Impact(), Assumptions(ShockMode::kPathRealised));
  EXPECT_GT(realised.multipliers(0).percent_per_percent().p50(),
            1.5 * proto.multipliers(0).percent_per_percent().p50());
}

TEST(ConvertPriceTest, TheLadderIsInRatesAndInBarrelsOfTheMonth) {
  const v1::PriceImpact proto =
      Converted(Impact(), Assumptions(ShockMode::kExAnte));
  const v1::SupplyLadder& ladder = proto.ladder();
  EXPECT_EQ(ladder.month(0).month(), 3);
  EXPECT_EQ(ladder.month(0).day(), 1);
  EXPECT_THAT(ladder.day_count(), ElementsAre(31));
  EXPECT_THAT(ladder.gross_bpd(), ElementsAre(-1000));
  EXPECT_THAT(ladder.rerouted_bpd(), ElementsAre(100));
  EXPECT_THAT(ladder.absorbed_bpd(), ElementsAre(20));
  EXPECT_THAT(ladder.spare_bpd(), ElementsAre(300));
  EXPECT_THAT(ladder.net_emf_bpd(), ElementsAre(-1000 + 100 + 20 + 300));
  EXPECT_THAT(ladder.stock_release_bpd(), ElementsAre(50));
  EXPECT_THAT(ladder.demand_bpd(), ElementsAre(5));
  EXPECT_THAT(ladder.net_all_bpd(), ElementsAre(-580 + 50 + 5));
  EXPECT_THAT(ladder.gross_mbbl(), ElementsAre(-1000 * 31 / 1e6));
  EXPECT_THAT(ladder.net_emf_mbbl(), ElementsAre(-580 * 31 / 1e6));
  EXPECT_THAT(ladder.net_all_mbbl(), ElementsAre(-525 * 31 / 1e6));
  EXPECT_THAT(ladder.stock_balance_bbl(), ElementsAre(-1550));
}

// 450,000 bpd are 12.60 million barrels in February 2023 and 13.95 in March.
TEST(ConvertPriceTest, AMonthsBarrelsCountItsOwnDays) {
  PriceImpact impact = Impact();
  impact.calendar = {{absl::CivilMonth(2023, 2), 28, 28},
                     {absl::CivilMonth(2023, 3), 7, 31}};
  impact.ladder = {{.gross_bpd = -450000}, {.gross_bpd = -450000}};
  const v1::PriceImpact proto =
      Converted(impact, Assumptions(ShockMode::kExAnte));
  ASSERT_EQ(proto.ladder().gross_mbbl_size(), 2);
  EXPECT_NEAR(proto.ladder().gross_mbbl(0), -12.60, 1e-12);
  EXPECT_NEAR(proto.ladder().gross_mbbl(1), -13.95, 1e-12);
}

TEST(ConvertPriceTest, TheSurpriseIsSplitAndDated) {
  PriceAssumptions assumptions = Assumptions(ShockMode::kExAnte);
  assumptions.already_priced = 0.3;
  PriceImpact impact = Impact();
  v1::PriceImpact proto = Converted(impact, assumptions);
  EXPECT_TRUE(MessageDifferencer::Equals(
      proto.surprise(),
      ParseProto<v1::Surprise>(
          "already_priced: 0.3 full_log_change: 0.05 "
          "if_happens_log_change: 0.035 if_not_log_change: -0.015")))
      << proto.surprise().DebugString();
  assumptions.announcement = {{absl::CivilDay(2025, 1, 20), 0.6}};
  impact.lead_months = 2;
  impact.jump_log_change = 0.02;
  impact.jump_month_average = 0.0077;
  proto = Converted(impact, assumptions);
  EXPECT_EQ(proto.surprise().announced_date().month(), 1);
  EXPECT_EQ(proto.surprise().lead_months(), 2);
  EXPECT_EQ(proto.surprise().credibility(), 0.6);
  EXPECT_EQ(proto.surprise().jump_log_change(), 0.02);
  EXPECT_EQ(proto.surprise().jump_month_average_log_change(), 0.0077);
}

TEST(ConvertPriceTest, StocksAndModestyAreAsComputed) {
  PriceImpact impact = Impact();
  v1::PriceImpact proto = Converted(impact, Assumptions(ShockMode::kExAnte));
  EXPECT_FALSE(proto.has_modesty());
  EXPECT_THAT(proto.stock_response().news_percent(), IsEmpty());
  impact.realised_stocks_percent = {-0.1, -0.18};
  impact.news.stocks_percent = {0.32, 0.4};
  impact.modesty = 1.5;
  impact.inventory_multiplier = -2.07;
  proto = Converted(impact, Assumptions(ShockMode::kExAnte));
  EXPECT_EQ(proto.modesty(), 1.5);
  EXPECT_THAT(proto.stock_response().realised_percent(),
              ElementsAre(-0.1, -0.18));
  EXPECT_THAT(proto.stock_response().news_percent(), ElementsAre(0.32, 0.4));
  EXPECT_EQ(proto.inventory_multiplier(), -2.07);
}

// A dollar a barrel is 100/42 cents a gallon, of which EIA's NEMS passes 0.96.
TEST(ConvertPriceTest, WhatStandsBesideTheWorldPriceIsAddedInTheOpen) {
  PriceAssumptions assumptions = Assumptions(ShockMode::kExAnte);
  assumptions.differential = -0.8 * kDollarsPerBarrel;
  PriceImpact impact = Impact();
  impact.risk_premium_log = 0.012;
  v1::PriceImpact proto = Converted(impact, assumptions);
  EXPECT_EQ(proto.risk_premium_log_change(), 0.012);
  EXPECT_EQ(proto.differential_change_usd_per_bbl(), -0.8);
  EXPECT_NEAR(proto.local_price_change_usd_per_bbl(), 3.0, 1e-12);
  EXPECT_NEAR(proto.product_change_cents_per_gallon(), 3.0 * 100 / 42 * 0.96,
              1e-12);
  EXPECT_EQ(proto.state_factor(), 1);
  EXPECT_FALSE(proto.has_state_reachable_spare_bpd());
  EXPECT_FALSE(proto.has_state_surplus_bpd());

  assumptions.state = {{1e6 * kBarrelsPerDay, 5e5 * kBarrelsPerDay}};
  impact.state_factor = 1.3;
  proto = Converted(impact, assumptions);
  EXPECT_EQ(proto.state_factor(), 1.3);
  EXPECT_EQ(proto.state_reachable_spare_bpd(), 1e6);
  EXPECT_EQ(proto.state_surplus_bpd(), 5e5);
}

}  // namespace
}  // namespace oilflow
