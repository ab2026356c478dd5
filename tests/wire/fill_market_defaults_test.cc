// What is filled in is what leaving it out means.

#include <random>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/wire/convert_market.h"
#include "service/wire/defaulted_fields.h"
#include "tests/support/markets.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(FillMarketDefaultsTest, EveryDefaultIsWrittenOutAndNamed) {
  const v1::MarketAssumptions asked = Market(
      "announcement { announced_date { year: 2025 month: 1 day: 20 } } "
      "state_dependence { } "
      "curve { benchmark: WTI mode: PATH simulation { horizon_days: 10 } "
      "  pillars { tenor_months: 1 price_usd_per_bbl: 70 } }");
  v1::MarketAssumptions filled = asked;
  FillDefaults(TestLibrary(), kMarchFirst, &filled);
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
    FillDefaults(TestLibrary(), kMarchFirst, &once);
    v1::MarketAssumptions twice = once;
    FillDefaults(TestLibrary(), kMarchFirst, &twice);
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
