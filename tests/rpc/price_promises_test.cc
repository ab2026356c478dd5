// What holds of every price: the same bytes again, sums that close, signs, and
// an audit from which it can be asked once more. Through gRPC.

#include <algorithm>
#include <cmath>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

class PricePromisesTest : public PricesTest {
 protected:
  // All parts of a request at once.
  static Request Everything() {
    Request request = PriceRequest(Mode::PATH_REALISED, 24);
    AddPath("outage", {-1e6, -2e6, -1.5e6, 0, 3e5}, &request);
    AddChange("restart", 185000, &request);
    AddChange("cut", -4e5, &request);
    v1::Offsets* offsets = request.mutable_offsets();
    offsets->mutable_spare();
    offsets->mutable_stock()->set_content_bbl(400e6);
    offsets->set_rerouted_share(0.1);
    offsets->set_gain_offset_share(0.33);
    v1::MarketAssumptions* market = request.mutable_market();
    market->set_already_priced(0.2);
    market->mutable_announcement()->mutable_announced_date()->set_year(2024);
    market->mutable_announcement()->mutable_announced_date()->set_month(11);
    market->mutable_announcement()->mutable_announced_date()->set_day(20);
    market->mutable_state_dependence();
    market->mutable_risk_premium()->set_probability_change(0.1);
    market->mutable_risk_premium()->set_disruption_bpd(2e6);
    *market->mutable_curve() =
        FlatCurve(v1::ForwardCurve::PATH, 75, {0, 1, 2, 6, 12, 24, 48});
    market->mutable_curve()->set_engine(v1::ForwardCurve::IMPULSE_RESPONSE);
    market->mutable_curve()->mutable_simulation()->set_horizon_days(30);
    market->mutable_curve()->mutable_simulation()->set_draw_count(1000);
    market->mutable_curve()->mutable_simulation()->set_seed(7);
    return request;
  }

  // Through gRPC from any thread.
  std::string Bytes(const Request& request) {
    return Price(request).SerializeAsString();
  }

  static void ExpectOrdered(const v1::Quantiles& quantiles) {
    const std::vector<double> levels = Levels(quantiles);
    EXPECT_TRUE(std::is_sorted(levels.begin(), levels.end()));
    for (const double error : Errors(quantiles)) {
      EXPECT_GE(error, 0);
    }
  }
};

TEST_F(PricePromisesTest, SameRequestSameBytes) {
  for (const Request& request :
       {Everything(), ChangeRequest(Mode::SHOCK_EX_ANTE, 36, -1e6)}) {
    const std::string first = Bytes(request);
    EXPECT_EQ(Bytes(request), first);
    EXPECT_EQ(Bytes(request), first);
  }
}

TEST_F(PricePromisesTest, SameBytesFromManyThreads) {
  const Request request = Everything();
  const std::string alone = Bytes(request);
  std::vector<std::string> answers(8);
  {
    std::vector<std::thread> threads;
    for (std::string& mine : answers) {
      threads.emplace_back([&] { mine = Bytes(request); });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }
  for (const std::string& answer : answers) {
    EXPECT_TRUE(answer == alone);
  }
}

TEST_F(PricePromisesTest, RerunTokenGivesThePriceAgain) {
  for (const Request& request :
       {Everything(), ChangeRequest(Mode::SHOCK_EX_ANTE, 3, -1e6)}) {
    const Response first = Price(request);
    ASSERT_FALSE(first.price().audit().rerun_token().empty());
    Request token;
    token.set_rerun_token(first.price().audit().rerun_token());
    const Response again = Price(token);
    EXPECT_EQ(again.request().DebugString(), first.request().DebugString());
    EXPECT_THAT(
        again.price().audit().defaulted_fields(),
        testing::ElementsAreArray(first.price().audit().defaulted_fields()));
    EXPECT_TRUE(again.price().audit().SerializeAsString() ==
                first.price().audit().SerializeAsString());
    EXPECT_TRUE(again.price().SerializeAsString() ==
                first.price().SerializeAsString());
    EXPECT_FALSE(Warns(again, "OTHER_BUILD"));
  }
}

TEST_F(PricePromisesTest, RerunTokenOfAScenarioGivesThePriceAgain) {
  for (const char* name : {"restart-185", "hormuz-closed-response"}) {
    const auto first = api_.EvaluateNamed(name);
    ASSERT_THAT(first, IsOk());
    v1::EvaluateScenarioRequest token;
    token.set_rerun_token(first->price().audit().rerun_token());
    const auto again = api_.Evaluate(token);
    ASSERT_THAT(again, IsOk());
    EXPECT_TRUE(again->price().SerializeAsString() ==
                first->price().SerializeAsString());
    EXPECT_TRUE(again->SerializeAsString() == first->SerializeAsString());
  }
}

TEST_F(PricePromisesTest, TornTokenIsRefused) {
  const std::string token = Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6))
                                .price()
                                .audit()
                                .rerun_token();
  std::string altered = token;
  altered[altered.size() / 2 + 20] ^= 1;
  for (const std::string& torn :
       {token.substr(0, token.size() - 4), token.substr(3), altered,
        std::string("nothing")}) {
    Request request;
    request.set_rerun_token(torn);
    EXPECT_THAT(TryPrice(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr("rerun_token")))
        << torn;
    v1::EvaluateScenarioRequest evaluate;
    evaluate.set_rerun_token(torn);
    EXPECT_THAT(
        api_.Evaluate(evaluate),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("rerun_token")))
        << torn;
  }
}

// Every step of the ladder adds up, as rates and as barrels.
TEST_F(PricePromisesTest, LadderCloses) {
  const auto price = Price(Everything()).price();
  const v1::SupplyLadder& ladder = price.ladder();
  ASSERT_EQ(ladder.month_size(), 24);
  ASSERT_EQ(price.months_size(), 24);
  for (int m = 0; m < ladder.month_size(); ++m) {
    SCOPED_TRACE(m);
    const double emf = ladder.gross_bpd(m) + ladder.rerouted_bpd(m) +
                       ladder.absorbed_bpd(m) + ladder.spare_bpd(m);
    EXPECT_NEAR(ladder.net_emf_bpd(m), emf, 1e-6);
    EXPECT_NEAR(ladder.net_all_bpd(m),
                emf + ladder.stock_release_bpd(m) + ladder.demand_bpd(m), 1e-6);
    EXPECT_EQ(price.months(m).net_bpd(), ladder.net_all_bpd(m));
    const double to_mbbl = ladder.day_count(m) / 1e6;
    EXPECT_NEAR(ladder.gross_mbbl(m), ladder.gross_bpd(m) * to_mbbl, 1e-9);
    EXPECT_NEAR(ladder.net_emf_mbbl(m), ladder.net_emf_bpd(m) * to_mbbl, 1e-9);
    EXPECT_NEAR(ladder.net_all_mbbl(m), ladder.net_all_bpd(m) * to_mbbl, 1e-9);
    // Nobody fills more than is lost.
    if (ladder.gross_bpd(m) < 0) {
      EXPECT_LE(ladder.net_emf_bpd(m), 1e-6);
      EXPECT_GE(ladder.rerouted_bpd(m), 0);
      EXPECT_GE(ladder.spare_bpd(m), 0);
    }
    EXPECT_LE(ladder.stock_balance_bbl(m), 0);
    EXPECT_GE(ladder.stock_balance_bbl(m), -400e6);
  }
}

TEST_F(PricePromisesTest, QuantilesAscend) {
  for (const double change : {-1e6, 1e6}) {
    for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
      Request request = PriceRequest(mode, 12);
      AddPath("change", {change, 0, -change, change / 2}, &request);
      const auto price = Price(request).price();
      for (const v1::PriceEffect& month : price.months()) {
        for (const v1::PriceBand& band : month.bands()) {
          ExpectOrdered(band.log_price_change());
          ExpectOrdered(band.percent());
          ExpectOrdered(band.usd_per_bbl());
        }
      }
      for (const v1::MultiplierBand& band : price.multipliers()) {
        ExpectOrdered(band.percent_per_percent());
      }
    }
  }
  const v1::ShockedCurve curve = Price(Everything()).price().curve();
  for (const v1::ShockedCurve::Pillar& pillar : curve.pillars()) {
    if (pillar.has_simulated_usd_per_bbl()) {
      ExpectOrdered(pillar.simulated_usd_per_bbl());
      EXPECT_GT(pillar.simulated_usd_per_bbl().p05(), 0);
    }
  }
}

// A mixture lies at no level beyond all of its models.
TEST_F(PricePromisesTest, MixtureLiesInTheHullOfItsModels) {
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    Request request = ChangeRequest(mode, 1, -1e6);
    for (const auto& [model, share] :
         {std::pair("bh19", 0.5), std::pair("cci19", 0.2),
          std::pair("practitioner", 0.7)}) {
      auto* const weight = request.mutable_market()->add_mixture_weights();
      weight->set_model_id(model);
      weight->set_weight(share);
    }
    const auto price = Price(request).price();
    const auto mixed =
        Levels(Multiplier(price, "mixture").percent_per_percent());
    std::vector<double> low(5, HUGE_VAL);
    std::vector<double> high(5, -HUGE_VAL);
    double weights = 0;
    for (const char* model : {"bh19", "cci19", "practitioner"}) {
      const v1::MultiplierBand& band = Multiplier(price, model);
      weights += band.weight();
      const auto levels = Levels(band.percent_per_percent());
      for (int i = 0; i < 5; ++i) {
        low[i] = std::min(low[i], levels[i]);
        high[i] = std::max(high[i], levels[i]);
      }
    }
    EXPECT_NEAR(weights, 1, 1e-15);
    EXPECT_NEAR(Multiplier(price, "bh19").weight(), 0.5 / 1.4, 1e-15);
    for (int i = 0; i < 5; ++i) {
      EXPECT_GE(mixed[i], low[i]) << "level " << i;
      EXPECT_LE(mixed[i], high[i]) << "level " << i;
    }
  }
}

TEST_F(PricePromisesTest, LossRaisesAndGainLowersThePriceInEveryEngine) {
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    for (const double sign : {-1.0, 1.0}) {
      const auto price = Price(ChangeRequest(mode, 2, sign * 1e6)).price();
      const v1::PriceEffect& month = price.months(0);
      ASSERT_EQ(month.bands_size(), 2 + 5);
      for (const v1::ModelEffect& effect : month.effects()) {
        EXPECT_GT(-sign * effect.log_price_change(), 0) << effect.model_id();
        EXPECT_GT(-sign * effect.two_speed_log_price_change(), 0)
            << effect.model_id();
      }
      for (const v1::PriceBand& band : month.bands()) {
        EXPECT_GT(-sign * band.log_price_change().p50(), 0) << band.model_id();
        if (band.engine() == v1::PRICE_ENGINE_MULTIPLIER) {
          EXPECT_GT(-sign * band.log_price_change().p05(), 0)
              << band.model_id();
          EXPECT_EQ(band.probability_of_rise(), sign < 0 ? 1 : 0);
        } else {
          EXPECT_GT((0.5 - band.probability_of_rise()) * sign, 0.4)
              << band.model_id();
        }
      }
      EXPECT_LE(month.low_usd_per_bbl(), month.high_usd_per_bbl());
    }
  }
}

TEST_F(PricePromisesTest, MoreLossMorePrice) {
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    v1::PriceEffect before;
    for (const double loss : {1e4, 1e5, 5e5, 1e6, 4e6, 12e6}) {
      const v1::PriceEffect month =
          Price(ChangeRequest(mode, 1, -loss)).price().months(0);
      for (int i = 0; i < before.effects_size(); ++i) {
        EXPECT_GT(month.effects(i).log_price_change(),
                  before.effects(i).log_price_change())
            << loss;
      }
      for (int i = 0; i < before.bands_size(); ++i) {
        EXPECT_GT(month.bands(i).log_price_change().p50(),
                  before.bands(i).log_price_change().p50())
            << loss;
      }
      EXPECT_EQ(month.outside_estimation_range(), loss > 0.05 * kWorldBpd);
      before = month;
    }
  }
}

TEST_F(PricePromisesTest, NoChangeNoEffect) {
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    const auto price = Price(ChangeRequest(mode, 20, 0)).price();
    for (const v1::PriceEffect& month : price.months()) {
      EXPECT_EQ(month.net_bpd(), 0);
      EXPECT_EQ(month.log_supply_change(), 0);
      for (const v1::ModelEffect& effect : month.effects()) {
        EXPECT_EQ(effect.price_change_usd_per_bbl(), 0);
        EXPECT_EQ(effect.two_speed_usd_per_bbl(), 0);
      }
      for (const v1::PriceBand& band : month.bands()) {
        for (const double level : Levels(band.percent())) {
          EXPECT_EQ(level, 0);
        }
        EXPECT_FALSE(band.has_probability_of_rise());
      }
    }
    EXPECT_FALSE(price.has_modesty());
    EXPECT_EQ(price.surprise().full_log_change(), 0);
    EXPECT_FALSE(HasFlag(price, "EXTRAPOLATED_HORIZON"));
  }
}

TEST_F(PricePromisesTest, WhatWasPricedScalesEveryEngine) {
  Request request = ChangeRequest(Mode::PATH_REALISED, 6, -1e6);
  const auto all = Price(request).price();
  request.mutable_market()->set_already_priced(0.5);
  const auto half = Price(request).price();
  for (int m = 0; m < 6; ++m) {
    for (int i = 0; i < all.months(m).effects_size(); ++i) {
      EXPECT_EQ(half.months(m).effects(i).log_price_change(),
                all.months(m).effects(i).log_price_change() / 2);
      EXPECT_EQ(half.months(m).effects(i).two_speed_log_price_change(),
                all.months(m).effects(i).two_speed_log_price_change() / 2);
    }
    for (int i = 0; i < all.months(m).bands_size(); ++i) {
      const auto whole = Levels(all.months(m).bands(i).log_price_change());
      const auto part = Levels(half.months(m).bands(i).log_price_change());
      for (int q = 0; q < 5; ++q) {
        EXPECT_DOUBLE_EQ(part[q], whole[q] / 2);
      }
    }
  }
  // Barrels and multipliers are what they were.
  EXPECT_EQ(half.ladder().SerializeAsString(),
            all.ladder().SerializeAsString());
  EXPECT_EQ(half.multipliers(4).SerializeAsString(),
            all.multipliers(4).SerializeAsString());
}

// Stocks fall on a realised loss and rise on news of one.
TEST_F(PricePromisesTest, StocksTellNewsFromAnOutage) {
  Request outage = PriceRequest(Mode::PATH_REALISED, 8);
  AddPath("outage", std::vector<double>(3, -1e6), &outage);
  const v1::StockResponse lost = Price(outage).price().stock_response();
  EXPECT_LT(lost.realised_percent(4), 0);
  EXPECT_LT(lost.realised_percent(5), 0);
  EXPECT_TRUE(lost.news_percent().empty());

  Request announced = ChangeRequest(Mode::SHOCK_EX_ANTE, 8, -3e6);
  auto* const day = announced.mutable_market()
                        ->mutable_announcement()
                        ->mutable_announced_date();
  day->set_year(2024);
  day->set_month(12);
  day->set_day(1);
  const auto price = Price(announced).price();
  EXPECT_GT(price.surprise().jump_log_change(), 0);
  ASSERT_EQ(price.stock_response().news_percent_size(), 8);
  for (const double percent : price.stock_response().news_percent()) {
    EXPECT_GT(percent, 0);
  }
}

TEST_F(PricePromisesTest, CurveWithAPriceAtOrBelowNothingIsRefused) {
  for (const double usd : {0.0, -37.63}) {
    Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6);
    *request.mutable_market()->mutable_curve() =
        FlatCurve(v1::ForwardCurve::PATH, 20, {1, 2});
    request.mutable_market()
        ->mutable_curve()
        ->mutable_pillars(0)
        ->set_price_usd_per_bbl(usd);
    EXPECT_THAT(
        TryPrice(request),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 testing::AllOf(
                     HasSubstr("market.curve.pillars[0].price_usd_per_bbl"),
                     HasSubstr("multiplies prices"))));
  }
}

}  // namespace
}  // namespace oilflow
