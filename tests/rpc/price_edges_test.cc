// Where parts of a price meet: a horizon that begins inside a month, news on
// the first day, a curve beside an announcement, changes that cancel. Through
// gRPC.

#include <cmath>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::HasSubstr;

class PriceEdgesTest : public PricesTest {
 protected:
  static void SetDate(int year, int month, int day, google::type::Date* date) {
    date->set_year(year);
    date->set_month(month);
    date->set_day(day);
  }

  static void Announce(int year, int month, int day, Request* request) {
    SetDate(year, month, day,
            request->mutable_market()
                ->mutable_announcement()
                ->mutable_announced_date());
  }

  static void SetCurve(const v1::ForwardCurve& curve, Request* request) {
    *request->mutable_market()->mutable_curve() = curve;
  }
};

// What is rerouted whole is no loss, from whichever day on.
TEST_F(PriceEdgesTest, OffsetsOfAPartOfAMonthAreOfThatPart) {
  for (const int day : {1, 2, 15, 25, 31}) {
    Request request = ChangeRequest(Mode::PATH_REALISED, 3, -450000);
    SetDate(2025, 1, day, request.mutable_horizon()->mutable_start_date());
    SetDate(2025, 2, 10, request.mutable_horizon()->mutable_end_date());
    request.mutable_components(0)->mutable_steps(0)->clear_dates();
    for (int i = request.components(0).steps_size() - 1; i > 0; --i) {
      request.mutable_components(0)->mutable_steps()->RemoveLast();
    }
    request.mutable_offsets()->set_rerouted_share(1);
    const Response response = Price(request);
    EXPECT_NEAR(response.price().horizon().net_bpd(), 0, 1e-6) << day;
  }
}

TEST_F(PriceEdgesTest, NewsOfTheFirstDayMovesTheFrontEitherWay) {
  for (const double change : {-1e6, 1e6}) {
    Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, change);
    Announce(2025, 1, 1, &request);
    const v1::PriceImpact price = Price(request).price();
    const double month = Effect(price.months(0), "default").log_price_change();
    EXPECT_DOUBLE_EQ(price.surprise().jump_log_change(), month) << change;
    // Stocks rise on bad news, and fall on good.
    EXPECT_EQ(price.stock_response().news_percent(0) > 0, change < 0);
  }
}

// The method: stocks .32 on impact and .57 after a year, for 10%.
TEST_F(PriceEdgesTest, NewsIsCountedFromTheAnnouncement) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -4e6);
  Announce(2024, 1, 1, &request);
  SetCurve(FlatCurve(v1::ForwardCurve::PATH, 75, {1}), &request);
  request.mutable_market()->mutable_curve()->set_interest_rate(0);
  request.mutable_market()->mutable_curve()->set_storage_cost_usd_per_bbl_month(
      0);
  const v1::PriceImpact price = Price(request).price();
  EXPECT_EQ(price.surprise().lead_months(), 12);
  // Free storage: the front jumps by all of it.
  const double month = Effect(price.months(0), "default").log_price_change();
  EXPECT_NEAR(price.surprise().jump_log_change(), month, 1e-12);
  EXPECT_NEAR(price.stock_response().news_percent(0),
              0.57 * 10 * std::expm1(month), 1e-9);
}

TEST_F(PriceEdgesTest, WhatNobodyBelievesMovesNoCurve) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 12, -1e6);
  Announce(2025, 1, 1, &request);
  request.mutable_market()->mutable_announcement()->set_credibility(0);
  for (const auto mode : {v1::ForwardCurve::PATH, v1::ForwardCurve::ANNOUNCE}) {
    SetCurve(FlatCurve(mode, 75, {1, 2, 6}), &request);
    const Response response = Price(request);
    for (const auto& pillar : response.price().curve().pillars()) {
      EXPECT_EQ(pillar.shocked_usd_per_bbl(), 75);
    }
  }
}

TEST_F(PriceEdgesTest, NoChangeLeavesACurveThatBreaksTheBoundAsItIs) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 2, 0);
  v1::ForwardCurve curve = FlatCurve(v1::ForwardCurve::PATH, 25, {1, 2});
  curve.mutable_pillars(1)->set_price_usd_per_bbl(35);
  SetCurve(curve, &request);
  const Response response = Price(request);
  const auto& pillars = response.price().curve().pillars();
  EXPECT_EQ(pillars[0].shocked_usd_per_bbl(), 25);
  EXPECT_EQ(pillars[1].shocked_usd_per_bbl(), 35);
  EXPECT_TRUE(pillars[0].input_beyond_carry());
  EXPECT_FALSE(pillars[0].carry_bound_active());
}

TEST_F(PriceEdgesTest, PillarsBeyondTheHorizonAreFlaggedAndFade) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6);
  SetCurve(FlatCurve(v1::ForwardCurve::PATH, 75, {1, 36}), &request);
  const v1::PriceImpact price = Price(request).price();
  EXPECT_TRUE(HasFlag(price, "EXTRAPOLATED_CURVE"));
  // A4 after 35 months: between the .02693 of month 36 and the .03811 of 12.
  EXPECT_GT(price.curve().pillars(1).shock_log(), 0.02693);
  EXPECT_LT(price.curve().pillars(1).shock_log(), 0.0275);
}

TEST_F(PriceEdgesTest, APartOfTheCurveMovesLikeThatPartOfTheWhole) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 2, -1e6);
  SetCurve(FlatCurve(v1::ForwardCurve::ANNOUNCE, 75, {2, 14, 26}), &request);
  const v1::ShockedCurve whole = Price(request).price().curve();
  SetCurve(FlatCurve(v1::ForwardCurve::ANNOUNCE, 75, {14, 26}), &request);
  const v1::ShockedCurve part = Price(request).price().curve();
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(part.pillars(i).shock_log(), whole.pillars(i + 1).shock_log());
    EXPECT_EQ(part.pillars(i).volatility(), whole.pillars(i + 1).volatility());
  }
}

// Each alone would leave nothing of the world's output.
TEST_F(PriceEdgesTest, WhatCannotBePricedApartIsNotAttributed) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -90e6);
  AddChange("back", 89e6, &request);
  const v1::PriceImpact price = Price(request).price();
  EXPECT_FALSE(price.has_attribution());
  EXPECT_TRUE(HasFlag(price, "NOT_ATTRIBUTED"));
}

TEST_F(PriceEdgesTest, WhatNoModelPricesIsRefusedByField) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -999999.5);
  request.mutable_market()->set_world_crude_bpd(1e6);
  EXPECT_THAT(TryPrice(request).status(),
              AllOf(StatusIs(absl::StatusCode::kOutOfRange, testing::_),
                    testing::ResultOf(
                        [](const absl::Status& status) {
                          return std::string(status.message());
                        },
                        HasSubstr("components: "))));
}

TEST_F(PriceEdgesTest, AModelThatWouldSwingIsRefused) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 12, -1e6);
  Mode::Model* model = request.mutable_market()->add_models();
  model->set_model_id("stiff");
  model->set_supply_elasticity(0);
  model->set_demand_elasticity(-0.01);
  model->set_annual_adjustment(0.5);
  EXPECT_THAT(TryPrice(request).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("market.models[0].annual_adjustment")));
}

// 1 + 0.5 (1 - 0/2.5): what the offsets say is in reach is in reach.
TEST_F(PriceEdgesTest, TheStateSeesTheSpareCapacityOfTheOffsets) {
  Request request = ChangeRequest(Mode::PATH_REALISED, 2, -1e6);
  request.mutable_offsets()->mutable_spare()->set_reachable_bpd(0);
  request.mutable_market()->mutable_state_dependence();
  EXPECT_DOUBLE_EQ(Price(request).price().state_factor(), 1.5);
}

// Filled in from data, and said to be; the values stand in the price.
TEST_F(PriceEdgesTest, WhatDataFilledInIsSaid) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6);
  request.mutable_market()->clear_start_price_usd_per_bbl();
  request.mutable_market()->clear_world_crude_bpd();
  request.mutable_market()->mutable_state_dependence();
  const Response response = Price(request);
  const auto& fields = response.price().audit().defaulted_fields();
  EXPECT_THAT(fields, Contains("market.start_price_usd_per_bbl"));
  EXPECT_THAT(fields, Contains("market.world_crude_bpd"));
  EXPECT_THAT(fields, Contains("market.state_dependence.reachable_spare_bpd"));
}

// Only what bears on the answer.
TEST_F(PriceEdgesTest, ParametersAreThoseThatWereUsed) {
  const auto ids = [](const Response& response) {
    std::vector<std::string> ids;
    for (const auto& parameter : response.price().audit().parameters()) {
      ids.push_back(parameter.parameter_id());
    }
    return ids;
  };
  const auto no = [](const char* family) {
    return Each(testing::Not(testing::StartsWith(family)));
  };
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 2, -1e6);
  EXPECT_THAT(
      ids(Price(request)),
      AllOf(no("shape."), no("dynamics."), no("curve."), no("working."),
            no("offset."), no("state."), no("news."), no("risk-premium."),
            Contains("elasticity.supply.short-run")));
  SetCurve(FlatCurve(v1::ForwardCurve::ANNOUNCE, 75, {1, 2}), &request);
  EXPECT_THAT(ids(Price(request)),
              AllOf(Contains("shape.brent-opec-2007-24.w"), no("shape.wti"),
                    Contains("curve.interest-rate"),
                    Contains("dynamics.brent-2007-25.kappa"),
                    no("dynamics.wti"), Contains("news.stocks.m0")));
}

}  // namespace
}  // namespace oilflow
