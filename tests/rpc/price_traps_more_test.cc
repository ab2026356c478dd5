// The other half of the ways to price oil wrongly. Through gRPC.

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

class MoreTrapsTest : public PricesTest {
 protected:
  static google::type::Date Date(int year, int month, int day) {
    google::type::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  static double DefaultLog(const v1::PriceImpact& price, int month = 0) {
    return Effect(price.months(month), "default").log_price_change();
  }
};

TEST_F(MoreTrapsTest, T10ShortRunElasticitiesAreNotForYears) {
  const auto years = Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 36, -1e6));
  EXPECT_TRUE(Warns(years, "ELASTICITY_HORIZON"));
  const auto two_speed = [&](int month) {
    return Effect(years.price().months(month), "default")
        .two_speed_log_price_change();
  };
  EXPECT_NEAR(two_speed(0), DefaultLog(years.price()), 1e-15);
  for (int m = 1; m < 36; ++m) {
    EXPECT_LT(two_speed(m), two_speed(m - 1)) << "month " << m;
    // While the static answer stays where it was.
    EXPECT_NEAR(DefaultLog(years.price(), m), two_speed(0), 1e-12);
  }
  EXPECT_LT(two_speed(35), 0.6 * two_speed(0));
  EXPECT_FALSE(Warns(Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 3, -1e6)),
                     "ELASTICITY_HORIZON"));
}

TEST_F(MoreTrapsTest, T11ALocalGradeIsNotTheWorld) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6);
  const auto world = Price(request).price();
  EXPECT_TRUE(HasFlag(world, "WORLD_PRICE_ONLY"));
  EXPECT_EQ(world.differential_change_usd_per_bbl(), 0);
  const double usd =
      Effect(world.horizon(), "default").price_change_usd_per_bbl();
  EXPECT_EQ(world.local_price_change_usd_per_bbl(), usd);

  request.mutable_market()->set_differential_change_usd_per_bbl(-2.5);
  const auto local = Price(request).price();
  EXPECT_FALSE(HasFlag(local, "WORLD_PRICE_ONLY"));
  EXPECT_EQ(local.differential_change_usd_per_bbl(), -2.5);
  EXPECT_NEAR(local.local_price_change_usd_per_bbl(), usd - 2.5, 1e-12);
  // It stands beside the world's price and not inside.
  EXPECT_EQ(local.horizon().SerializeAsString(),
            world.horizon().SerializeAsString());
}

// 100 cents over 42 gallons, of which NEMS passes on 0.96: 2.286 where the bare
// arithmetic says 2.38 and the EIA 2.4.
TEST_F(MoreTrapsTest, T12AProductIsNotCrude) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, 0);
  request.mutable_market()->set_differential_change_usd_per_bbl(1);
  EXPECT_NEAR(Price(request).price().product_change_cents_per_gallon(),
              100.0 / 42 * 0.96, 1e-12);
  const auto loss = Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6)).price();
  EXPECT_NEAR(loss.product_change_cents_per_gallon(),
              loss.local_price_change_usd_per_bbl() * 100 / 42 * 0.96, 1e-12);
}

// A jump on day d is in the month's average for the days that are left.
TEST_F(MoreTrapsTest, T13MonthlyAveragesAreNotClosingPrices) {
  Request request = PriceRequest(Mode::SHOCK_EX_ANTE, 6);
  AddPath("cut", {0, 0, 0, -2e6, -2e6, -2e6}, &request);
  *request.mutable_horizon()->mutable_start_date() = Date(2025, 4, 1);
  request.mutable_components(0)->mutable_steps()->DeleteSubrange(0, 3);
  auto* const announcement = request.mutable_market()->mutable_announcement();
  *announcement->mutable_announced_date() = Date(2025, 3, 25);
  const auto price = Price(request).price();
  EXPECT_TRUE(HasFlag(price, "REAL_MONTHLY_PRICES"));
  const v1::Surprise& surprise = price.surprise();
  EXPECT_EQ(surprise.lead_months(), 1);
  EXPECT_EQ(surprise.credibility(), 1);
  // c * max over months of the effect less the carry to it: the first month.
  const double carry = 0.04 / 12;
  const double jump =
      std::log(std::exp(DefaultLog(price) - carry) - 0.5 / kStartUsdPerBbl);
  EXPECT_NEAR(surprise.jump_log_change(), jump, 1e-13);
  EXPECT_NEAR(surprise.jump_month_average_log_change(), jump * 7 / 31, 1e-14);
  // And news that is half believed moves half as much.
  announcement->set_credibility(0.5);
  EXPECT_NEAR(Price(request).price().surprise().jump_log_change(), jump / 2,
              1e-13);
}

TEST_F(MoreTrapsTest, T14OnlySurprisesMovePrices) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 3, -1e6);
  const auto news = Price(request);
  EXPECT_EQ(news.request().market().already_priced(), 0);
  EXPECT_TRUE(news.request().market().has_already_priced());
  EXPECT_THAT(news.price().audit().defaulted_fields(),
              testing::Contains("market.already_priced"));
  const double full = DefaultLog(news.price());

  request.mutable_market()->set_already_priced(0.25);
  const auto part = Price(request);
  EXPECT_EQ(part.request().market().already_priced(), 0.25);
  EXPECT_THAT(part.price().audit().defaulted_fields(),
              testing::Not(testing::Contains("market.already_priced")));
  EXPECT_NEAR(DefaultLog(part.price()), 0.75 * full, 1e-15);
  const v1::Surprise& surprise = part.price().surprise();
  EXPECT_EQ(surprise.already_priced(), 0.25);
  EXPECT_NEAR(surprise.full_log_change(), full, 1e-15);
  EXPECT_NEAR(surprise.if_happens_log_change(), 0.75 * full, 1e-15);
  EXPECT_NEAR(surprise.if_not_log_change(), -0.25 * full, 1e-15);
  EXPECT_NEAR(surprise.expected_log_change(), 0, 1e-17);

  request.mutable_market()->set_already_priced(1);
  const auto known = Price(request).price();
  for (const v1::PriceEffect& month : known.months()) {
    EXPECT_LT(month.net_bpd(), 0);
    for (const v1::ModelEffect& effect : month.effects()) {
      EXPECT_EQ(effect.log_price_change(), 0) << effect.model_id();
      EXPECT_EQ(effect.two_speed_log_price_change(), 0) << effect.model_id();
      EXPECT_EQ(effect.price_change_usd_per_bbl(), 0) << effect.model_id();
    }
    for (const v1::PriceBand& band : month.bands()) {
      EXPECT_EQ(band.percent().p05(), 0) << band.model_id();
      EXPECT_EQ(band.percent().p95(), 0) << band.model_id();
      EXPECT_FALSE(band.has_probability_of_rise()) << band.model_id();
    }
  }
}

TEST_F(MoreTrapsTest, T15FuturesAreExpectationsUpToAPremium) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 3, -1e6);
  *request.mutable_market()->mutable_curve() =
      FlatCurve(v1::ForwardCurve::PATH, 75, {1, 2, 3});
  EXPECT_TRUE(HasFlag(Price(request).price(), "CONSTANT_RISK_PREMIUM"));
  request.mutable_market()->mutable_curve()->set_mode(
      v1::ForwardCurve::ANNOUNCE);
  EXPECT_FALSE(HasFlag(Price(request).price(), "CONSTANT_RISK_PREMIUM"));
}

// Between two quotes the front contract expires; April's oil stays April's.
TEST_F(MoreTrapsTest, T16AContractIsItsDeliveryMonth) {
  Request request = PriceRequest(Mode::SHOCK_EX_ANTE, 6);
  AddPath("cut", {-1e6, -2e6, -3e6, -4e6, -5e6, -6e6}, &request);
  const auto quoted = [&](const google::type::Date& quote,
                          const std::vector<double>& tenors) {
    v1::ForwardCurve* curve = request.mutable_market()->mutable_curve();
    *curve = FlatCurve(v1::ForwardCurve::PATH, 75, tenors);
    *curve->mutable_quote_date() = quote;
    return Price(request).price().curve();
  };
  // Rank 1 delivers in February on the one day and in March on the other.
  const auto before = quoted(Date(2025, 1, 30), {1, 2, 3});
  const auto after = quoted(Date(2025, 2, 3), {1, 2, 3});
  for (int i = 0; i < 2; ++i) {
    const auto& same = before.pillars(i + 1);
    EXPECT_EQ(same.delivery_month().month(), 3 + i);
    EXPECT_EQ(after.pillars(i).delivery_month().SerializeAsString(),
              same.delivery_month().SerializeAsString());
    EXPECT_EQ(after.pillars(i).shock_log(), same.shock_log());
    // The same rank is another contract.
    EXPECT_NE(after.pillars(i).shock_log(), before.pillars(i).shock_log());
  }
  // And by month of delivery, as by tenor.
  v1::ForwardCurve* curve = request.mutable_market()->mutable_curve();
  curve->clear_pillars();
  for (const int month : {3, 4, 5}) {
    v1::ForwardCurve::Pillar* pillar = curve->add_pillars();
    *pillar->mutable_delivery_month() = Date(2025, month, 17);
    pillar->set_price_usd_per_bbl(75);
  }
  EXPECT_EQ(Price(request).price().curve().SerializeAsString(),
            after.SerializeAsString());
}

// The models are linear. That little in reserve makes a loss dearer is asked
// for: M (1 + 0.5 max(0, 1 - C / 2.5)).
TEST_F(MoreTrapsTest, T17ScarcityIsAskedFor) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, -1e6);
  const auto linear = Price(request).price();
  EXPECT_EQ(linear.state_factor(), 1);
  EXPECT_FALSE(linear.has_state_reachable_spare_bpd());
  EXPECT_TRUE(HasFlag(linear, "LINEAR_SYMMETRIC"));
  struct Case {
    double spare_bpd;
    double factor;
  };
  const Case cases[] = {{0, 1.5}, {1.25e6, 1.25}, {2.5e6, 1}, {5e6, 1}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.spare_bpd);
    request.mutable_market()
        ->mutable_state_dependence()
        ->set_reachable_spare_bpd(c.spare_bpd);
    const auto price = Price(request).price();
    EXPECT_NEAR(price.state_factor(), c.factor, 1e-15);
    EXPECT_EQ(price.state_reachable_spare_bpd(), c.spare_bpd);
    EXPECT_NEAR(DefaultLog(price), c.factor * DefaultLog(linear), 1e-15);
    // The published multiplier stays as it was.
    EXPECT_EQ(price.models(0).multiplier(), linear.models(0).multiplier());
    EXPECT_FALSE(HasFlag(price, "LINEAR_SYMMETRIC"));
  }
  // Unset: 2.7 million, the mean of the 2010s by the EIA.
  request.mutable_market()->mutable_state_dependence()->Clear();
  EXPECT_EQ(Price(request).price().state_reachable_spare_bpd(), 2.7e6);
}

// Kilian and Zhou against Baumeister and Hamilton: both are always there.
TEST_F(MoreTrapsTest, T18BothSidesOfTheDispute) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 2, -1e6);
  v1::MarketAssumptions::MixtureWeight* weight =
      request.mutable_market()->add_mixture_weights();
  weight->set_model_id("practitioner");
  weight->set_weight(1);
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    request.mutable_market()->set_shock_mode(mode);
    const auto price = Price(request).price();
    EXPECT_TRUE(HasFlag(price, "ELASTICITIES_DISPUTED"));
    for (const char* model : {"bh19", "km14-style"}) {
      EXPECT_EQ(Multiplier(price, model).weight(), 0);
      EXPECT_GT(Multiplier(price, model).percent_per_percent().p50(), 0);
      for (const v1::PriceEffect& month : price.months()) {
        for (const auto engine :
             {v1::PRICE_ENGINE_IMPULSE_RESPONSE, v1::PRICE_ENGINE_MULTIPLIER}) {
          EXPECT_GT(Band(month, engine, model).percent().p50(), 0) << model;
        }
      }
    }
    for (const char* model :
         {"kilian-murphy-2014", "baumeister-hamilton-2019", "caldara-2019"}) {
      EXPECT_GT(Effect(price.months(0), model).log_price_change(), 0) << model;
    }
    EXPECT_EQ(Multiplier(price, "mixture").percent_per_percent().p50(),
              Multiplier(price, "practitioner").percent_per_percent().p50());
  }
}

}  // namespace
}  // namespace oilflow
