// Eighteen ways to price oil wrongly, each with what shows that this service
// does not. Through gRPC.

#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class TrapsTest : public PricesTest {
 protected:
  // A loss of 0.45 million, as of the halt of the pipeline in March 2023.
  static constexpr double kHaltBpd = -450000;

  static google::type::Date Date(int year, int month, int day) {
    google::type::Date date;
    date.set_year(year);
    date.set_month(month);
    date.set_day(day);
    return date;
  }

  // The halt from 25 March 2023, priced over the quarter and after it.
  static Request Halt(const google::type::Date& end) {
    Request request = PriceRequest(Mode::SHOCK_EX_ANTE, 1);
    *request.mutable_horizon()->mutable_start_date() = Date(2023, 1, 1);
    *request.mutable_horizon()->mutable_end_date() = end;
    AddChange("halt", kHaltBpd, &request);
    *request.mutable_components(0)
         ->mutable_steps(0)
         ->mutable_dates()
         ->mutable_start_date() = Date(2023, 3, 25);
    return request;
  }

  // The 0.5% or so that the default model makes of it.
  static double DefaultLog(const Response& response) {
    return Effect(response.price().months(0), "default").log_price_change();
  }

  // Region scenario with one policy, priced ex ante.
  absl::StatusOr<v1::EvaluateScenarioResponse> ExAnte(
      const std::string& lever) {
    v1::EvaluateScenarioRequest request;
    *request.mutable_scenario() = ParseProto<v1::Scenario>(absl::StrCat(
        R"pb(
          baseline: "baselines/region"
          as_of { year: 2025 month: 3 day: 1 }
          horizon {
            start_date { year: 2025 month: 3 day: 1 }
            end_date { year: 2025 month: 4 day: 1 }
          }
          market { shock_mode: SHOCK_EX_ANTE }
        )pb",
        "policies { policy_id: 'response' start_date { year: 2025 month: 3 "
        "day: 1 } ",
        lever, " }"));
    return api_.Evaluate(request);
  }
};

TEST_F(TrapsTest, T01LogsInsidePercentAtTheEdge) {
  const auto response = Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 1, kHaltBpd));
  const v1::PriceEffect& month = response.price().months(0);
  EXPECT_NEAR(100 * month.net_bpd() / kWorldBpd, -0.5422, 0.00005);
  EXPECT_NEAR(100 * month.log_supply_change(), -0.5436, 0.00005);
  for (const v1::ModelEffect& effect : month.effects()) {
    EXPECT_NEAR(effect.price_change_percent(),
                100 * std::expm1(effect.log_price_change()), 1e-11);
  }
  for (const v1::PriceBand& band : month.bands()) {
    EXPECT_NEAR(band.percent().p95(),
                100 * std::expm1(band.log_price_change().p95()), 1e-11);
    EXPECT_NEAR(band.usd_per_bbl().p05(),
                kStartUsdPerBbl * std::expm1(band.log_price_change().p05()),
                1e-11);
  }
  // +10% and then -10% is -1%; +14.6% is 13.64 log points.
  const auto after = [this](double usd, double front_log_change) {
    Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, 0);
    *request.mutable_market()->mutable_curve() =
        FlatCurve(v1::ForwardCurve::ANNOUNCE, usd, {1});
    request.mutable_market()->mutable_curve()->set_front_log_change(
        front_log_change);
    return Price(request).price().curve().pillars(0);
  };
  const double up = after(100, std::log(1.1)).shocked_usd_per_bbl();
  EXPECT_NEAR(after(up, std::log(0.9)).shocked_usd_per_bbl(), 99, 1e-11);
  EXPECT_NEAR(after(100, 0.1364).change_percent(), 14.6, 0.05);
}

TEST_F(TrapsTest, T02ElasticitiesHaveTheirSigns) {
  const auto with = [this](double supply, double demand) {
    Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, kHaltBpd);
    v1::MarketAssumptions::Model* model =
        request.mutable_market()->add_models();
    model->set_model_id("mine");
    model->set_supply_elasticity(supply);
    model->set_demand_elasticity(demand);
    return TryPrice(request);
  };
  EXPECT_THAT(with(0.1, -0.15), IsOk());
  EXPECT_THAT(with(-0.08, -0.15),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("models[0].supply_elasticity"),
                             HasSubstr("demand elasticity by another name"))));
  EXPECT_THAT(with(0.1, 0.15),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("models[0].demand_elasticity"),
                             HasSubstr("with its sign"))));
}

// Per shift (2.0), per output of the first month (3.0 = 2.0 / 0.69 or so), and
// held down until month 6 (7.1): one posterior, three numerators.
TEST_F(TrapsTest, T03TheNumeratorIsSaid) {
  const double loss = kWorldBpd * (std::exp(-0.01) - 1);
  const auto median = [&](Mode::ShockMode mode, int month) {
    return 100 * Band(Price(ChangeRequest(mode, 7, loss)).price().months(month),
                      v1::PRICE_ENGINE_IMPULSE_RESPONSE, "bh19")
                     .log_price_change()
                     .p50();
  };
  EXPECT_NEAR(median(Mode::SHOCK_EX_ANTE, 0), 2.0, kFirstDigit);
  EXPECT_NEAR(median(Mode::PATH_REALISED, 0), 3.0, kFirstDigit);
  EXPECT_NEAR(median(Mode::PATH_REALISED, 6), 7.1, kFirstDigit);
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, loss);
  request.mutable_market()->clear_shock_mode();
  EXPECT_THAT(TryPrice(request), StatusIs(absl::StatusCode::kInvalidArgument,
                                          AllOf(HasSubstr("market.shock_mode"),
                                                HasSubstr("never guessed"))));
}

TEST_F(TrapsTest, T04NoOffsetsBesideAnExAnteMultiplier) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, kHaltBpd);
  request.mutable_offsets()->mutable_spare();
  EXPECT_THAT(TryPrice(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("offsets"), HasSubstr("twice"),
                             HasSubstr("PATH_REALISED"))));
  request.mutable_market()->set_shock_mode(Mode::PATH_REALISED);
  EXPECT_THAT(TryPrice(request), IsOk());
  for (const char* lever :
       {"spare { producers: 'saudi-spare' filled_share: 0.5 }",
        "stock_release { stock: 'iea-stocks' rate_bpd: 1000000 }"}) {
    EXPECT_THAT(ExAnte(lever),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr("scenario.market.shock_mode"),
                               HasSubstr("PATH_REALISED"), HasSubstr("twice"),
                               HasSubstr("response"))))
        << lever;
  }
  EXPECT_THAT(ExAnte("outage { producers: 'iran-fields' loss_bpd: 450000 }"),
              IsOk());
}

TEST_F(TrapsTest, T05LiquidsAreNotCrude) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, kHaltBpd);
  const auto crude = Price(request).price();
  request.mutable_market()->set_world_crude_bpd(104e6);
  const auto liquids = Price(request).price();
  EXPECT_EQ(crude.denominator(), "crude");
  EXPECT_FALSE(HasFlag(crude, "LIQUIDS_AS_CRUDE"));
  EXPECT_TRUE(HasFlag(liquids, "LIQUIDS_AS_CRUDE"));
  EXPECT_NEAR(-100 * crude.months(0).net_bpd() / crude.world_crude_bpd(), 0.54,
              0.005);
  EXPECT_NEAR(-100 * liquids.months(0).net_bpd() / liquids.world_crude_bpd(),
              0.43, 0.005);
}

// 180 million barrels are a million a day for half a year, and then no more;
// and they are lent.
TEST_F(TrapsTest, T06AStockIsNoFlow) {
  Request request = ChangeRequest(Mode::PATH_REALISED, 36, -3e6);
  v1::Offsets::Stock* stock = request.mutable_offsets()->mutable_stock();
  stock->set_content_bbl(180e6);
  stock->set_max_rate_bpd(1e6);
  stock->set_filled_share(1);
  stock->set_effective_share(1);
  stock->set_lag_months(0);
  stock->set_refill_months(0);
  const v1::SupplyLadder sold = Price(request).price().ladder();
  double barrels = 0;
  for (int m = 0; m < sold.month_size(); ++m) {
    barrels += sold.stock_release_bpd(m) * sold.day_count(m);
    EXPECT_NEAR(sold.stock_balance_bbl(m), -barrels, 1e-3);
    EXPECT_GE(sold.stock_balance_bbl(m), -180e6);
    // January to May have 151 days; 29 million are left for June.
    EXPECT_NEAR(sold.stock_release_bpd(m),
                m < 5    ? 1e6
                : m == 5 ? 29e6 / 30
                         : 0,
                1e-6)
        << "month " << m;
  }
  EXPECT_NEAR(barrels, 180e6, 1e-3);

  stock->clear_refill_months();
  const v1::SupplyLadder lent = Price(request).price().ladder();
  EXPECT_NEAR(lent.stock_balance_bbl(11), -180e6, 1e-3);
  for (int m = 12; m < 36; ++m) {
    EXPECT_NEAR(lent.stock_release_bpd(m) * lent.day_count(m), -180e6 / 24,
                1e-3);
  }
  EXPECT_NEAR(lent.stock_balance_bbl(35), 0, 1e-3);

  stock->clear_content_bbl();
  EXPECT_THAT(TryPrice(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("offsets.stock.content_bbl")));
}

TEST_F(TrapsTest, T07BarrelsOfAMonthAreThoseOfItsDays) {
  Request request = PriceRequest(Mode::SHOCK_EX_ANTE, 1);
  *request.mutable_horizon()->mutable_start_date() = Date(2023, 2, 1);
  *request.mutable_horizon()->mutable_end_date() = Date(2023, 4, 1);
  AddChange("halt", kHaltBpd, &request);
  const v1::SupplyLadder ladder = Price(request).price().ladder();
  EXPECT_THAT(ladder.day_count(), testing::ElementsAre(28, 31));
  EXPECT_NEAR(ladder.gross_mbbl(0), -12.60, 1e-9);
  EXPECT_NEAR(ladder.gross_mbbl(1), -13.95, 1e-9);
  EXPECT_NEAR(ladder.net_emf_mbbl(1), -13.95, 1e-9);
  EXPECT_NEAR(ladder.net_all_mbbl(1), -13.95, 1e-9);
}

TEST_F(TrapsTest, T08RatesAreMeansOfCalendarDays) {
  const auto quarter = Price(Halt(Date(2023, 4, 1))).price();
  EXPECT_NEAR(quarter.months(2).net_bpd(), -7 * 450e3 / 31, 1e-6);
  EXPECT_NEAR(quarter.months(2).net_bpd(), -101.6e3, 50);
  EXPECT_EQ(quarter.months(2).calendar_day_count(), 31);
  EXPECT_NEAR(quarter.horizon().net_bpd(), -35.0e3, 50);
  // A horizon that ends on the halt's first days does not make it smaller.
  const auto cut = Price(Halt(Date(2023, 4, 3))).price();
  EXPECT_NEAR(cut.months(3).net_bpd(), -450e3, 1e-6);
  EXPECT_EQ(cut.months(3).day_count(), 2);
  EXPECT_EQ(cut.months(3).calendar_day_count(), 30);
}

// 1/(es - ed) need have no mean: no answer has one, only quantiles, which the
// floor keeps finite; and it says how often it did.
void ExpectNoMean(const google::protobuf::Descriptor* message,
                  std::vector<std::string>* seen) {
  for (const std::string& name : *seen) {
    if (name == message->full_name()) {
      return;
    }
  }
  seen->push_back(message->full_name());
  for (int i = 0; i < message->field_count(); ++i) {
    const std::string& name = message->field(i)->name();
    EXPECT_FALSE(absl::StartsWith(absl::StrCat(name, "_"), "mean_") ||
                 absl::StrContains(absl::StrCat(name, "_"), "_mean_"))
        << message->full_name() << "." << name;
    if (message->field(i)->message_type() != nullptr) {
      ExpectNoMean(message->field(i)->message_type(), seen);
    }
  }
}

TEST_F(TrapsTest, T09NoMeanOfAReciprocal) {
  std::vector<std::string> seen;
  ExpectNoMean(v1::PriceSupplyChangeResponse::descriptor(), &seen);
  ExpectNoMean(v1::RunBacktestResponse::descriptor(), &seen);
  EXPECT_GT(seen.size(), 20u);
  for (const auto mode : {Mode::SHOCK_EX_ANTE, Mode::PATH_REALISED}) {
    const auto price = Price(ChangeRequest(mode, 3, -1e6)).price();
    // N(0.13, 0.03) lies below 0.04 in 0.13% of cases; with N(0.11, 0.03) on
    // top, hardly ever.
    const bool realised = mode == Mode::PATH_REALISED;
    EXPECT_NEAR(Multiplier(price, "cci19").floored_share(),
                realised ? 0.0013 : 0, 0.0005);
    EXPECT_EQ(Multiplier(price, "practitioner").floored_share(), 0);
    EXPECT_EQ(HasFlag(price, "DENOMINATOR_FLOORED"),
              Multiplier(price, "cci19").floored_share() > 0);
    EXPECT_TRUE(HasFlag(price, "DENOMINATOR_FLOORED") || !realised);
    for (const v1::MultiplierBand& band : price.multipliers()) {
      for (const double level : Levels(band.percent_per_percent())) {
        EXPECT_GT(level, 0) << band.model_id();
        EXPECT_LE(level, 1 / 0.04) << band.model_id();
      }
    }
    for (const v1::PriceBand& band : price.months(2).bands()) {
      for (const double level : Levels(band.usd_per_bbl())) {
        EXPECT_TRUE(std::isfinite(level)) << band.model_id();
      }
    }
  }
}

}  // namespace
}  // namespace oilflow
