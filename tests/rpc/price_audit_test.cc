// What a price says of itself: enough to judge it. Through gRPC.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/prices.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::Contains;

class PriceAuditTest : public PricesTest {
 protected:
  // Points that hold of every price: models, data, sampler, defaults,
  // parameters, variance, flags and a token.
  static void ExpectAudit(const v1::PriceImpact& price) {
    const v1::Audit& audit = price.audit();
    // Every model of every engine has a version.
    std::map<std::string, std::string> versions;
    for (const v1::Audit::ModelVersion& model : audit.models()) {
      versions[model.model_id()] = model.version();
    }
    for (const v1::PriceModel& model : price.models()) {
      EXPECT_NE(versions[model.model_id()], "") << model.model_id();
      EXPECT_FALSE(model.grade().empty()) << model.model_id();
      EXPECT_FALSE(model.source().empty()) << model.model_id();
    }
    for (const v1::MultiplierBand& band : price.multipliers()) {
      EXPECT_NE(versions[band.model_id()], "") << band.model_id();
      EXPECT_FALSE(band.source().empty()) << band.model_id();
    }
    EXPECT_FALSE(audit.code_version().empty());
    EXPECT_FALSE(audit.parameter_set_id().empty());
    EXPECT_EQ(audit.parameter_set_sha256().size(), 64u);
    ASSERT_GE(audit.data_size(), 3);
    for (const v1::Audit::DataVintage& data : audit.data()) {
      EXPECT_FALSE(data.series().empty());
      EXPECT_FALSE(data.source().empty()) << data.series();
      EXPECT_GE(data.retrieved_date().year(), 2025) << data.series();
      EXPECT_EQ(data.sha256().size(), 64u) << data.series();
      EXPECT_FALSE(data.release().empty()) << data.series();
    }
    EXPECT_FALSE(audit.sampler().empty());
    EXPECT_EQ(audit.draw_count(), 2000);
    EXPECT_FALSE(audit.defaulted_fields().empty());
    ASSERT_FALSE(audit.parameters().empty());
    for (const v1::PriceParameter& parameter : audit.parameters()) {
      EXPECT_TRUE(parameter.used()) << parameter.parameter_id();
      EXPECT_THAT(parameter.grade(), testing::MatchesRegex("[VRMJ]+"))
          << parameter.parameter_id();
      EXPECT_FALSE(parameter.source().empty()) << parameter.parameter_id();
    }
    EXPECT_THAT(audit.weakest_grade(), testing::MatchesRegex("[VRMJ]"));
    EXPECT_GE(audit.variance_size(), 2);
    double variance = 0;
    for (const v1::Audit::VarianceShare& share : audit.variance()) {
      EXPECT_GE(share.share(), 0) << share.group();
      EXPECT_FALSE(share.meaning().empty()) << share.group();
      variance += share.share();
    }
    bool moves = false;
    for (const v1::PriceEffect& month : price.months()) {
      moves = moves || month.log_supply_change() != 0;
    }
    EXPECT_NEAR(variance, moves ? 1 : 0, 1e-12);
    EXPECT_FALSE(audit.flags().empty());
    for (const v1::Audit::Flag& flag : audit.flags()) {
      EXPECT_THAT(flag.reason(), testing::MatchesRegex("[A-Z_0-9]+"));
      EXPECT_FALSE(flag.message().empty()) << flag.reason();
    }
    EXPECT_FALSE(audit.rerun_token().empty());
    EXPECT_EQ(price.denominator(), "crude");
    EXPECT_FALSE(price.shock_mode().empty());
  }
};

TEST_F(PriceAuditTest, OfAPricedChange) {
  const Response response = Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 3, -1e6));
  ExpectAudit(response.price());
  EXPECT_EQ(response.price().shock_mode(), "SHOCK_EX_ANTE");
  // The long run and the spreads of others are judgement.
  EXPECT_EQ(response.price().audit().weakest_grade(), "J");
  EXPECT_EQ(response.manifest().scenario_sha256().size(), 64u);
  EXPECT_TRUE(response.request().has_reading());
}

// Every field that was left out is filled in and named.
TEST_F(PriceAuditTest, NamesWhatWasLeftOut) {
  Request request = ChangeRequest(Mode::PATH_REALISED, 3, -1e6);
  request.clear_baseline();
  request.mutable_offsets()->mutable_spare()->set_lag_months(0);
  const Response response = Price(request);
  const auto& fields = response.price().audit().defaulted_fields();
  for (const char* field :
       {"baseline", "market.already_priced", "market.mixture_weights",
        "market.differential_change_usd_per_bbl", "offsets.spare.willing_share",
        "offsets.spare.reachable_bpd", "offsets.spare.ramp_months"}) {
    EXPECT_THAT(fields, Contains(field));
  }
  EXPECT_THAT(fields, testing::Not(Contains("offsets.spare.lag_months")));
  EXPECT_THAT(fields, testing::Not(Contains("market.start_price_usd_per_bbl")));
  EXPECT_EQ(response.request().baseline(), "baselines/region");
  EXPECT_EQ(response.request().offsets().spare().reachable_bpd(), 2.7e6);
  EXPECT_EQ(response.request().offsets().spare().willing_share(), 0.5);
  EXPECT_EQ(response.request().market().mixture_weights_size(), 4);
}

// What others do is said with what it rests on, only where it is used.
TEST_F(PriceAuditTest, ParametersAreThoseThatBear) {
  const auto families = [this](const Request& request) {
    std::map<std::string, int> counts;
    const v1::Audit audit = Price(request).price().audit();
    for (const v1::PriceParameter& parameter : audit.parameters()) {
      ++counts[parameter.parameter_id().substr(
          0, parameter.parameter_id().find('.'))];
    }
    return counts;
  };
  Request request = ChangeRequest(Mode::PATH_REALISED, 3, -1e6);
  auto plain = families(request);
  EXPECT_GT(plain["elasticity"], 0);
  EXPECT_GT(plain["multiplier"], 0);
  EXPECT_EQ(plain["offset"], 0);
  EXPECT_EQ(plain["shape"], 0);
  EXPECT_EQ(plain["state"], 0);
  EXPECT_EQ(plain["news"], 0);
  request.mutable_offsets()->mutable_spare();
  request.mutable_market()->mutable_state_dependence();
  *request.mutable_market()->mutable_curve() =
      FlatCurve(v1::ForwardCurve::ANNOUNCE, 75, {1, 2});
  auto all = families(request);
  EXPECT_GT(all["offset"], 0);
  EXPECT_GT(all["shape"], 0);
  EXPECT_GT(all["state"], 0);
  EXPECT_GT(all["news"], 0);
}

TEST_F(PriceAuditTest, LargeShocksAreFlagged) {
  const auto large = Price(ChangeRequest(Mode::PATH_REALISED, 3, -6e6)).price();
  EXPECT_GT(large.modesty(), 2);
  EXPECT_TRUE(HasFlag(large, "IMMODEST_SHOCK"));
  EXPECT_TRUE(HasFlag(large, "OUTSIDE_ESTIMATION_RANGE"));
  const auto small = Price(ChangeRequest(Mode::PATH_REALISED, 3, -5e5)).price();
  EXPECT_LT(small.modesty(), 2);
  EXPECT_FALSE(HasFlag(small, "IMMODEST_SHOCK"));
  EXPECT_FALSE(HasFlag(small, "OUTSIDE_ESTIMATION_RANGE"));
}

// Scenarios of the library: priced, audited, and their ladder is the ledger.
TEST_F(PriceAuditTest, OfScenariosOfTheLibrary) {
  for (const char* name :
       {"restart-185", "iran-to-zero-2018", "hormuz-closed-response",
        "backtest-bt12-hormuz-2026"}) {
    SCOPED_TRACE(name);
    const auto response = api_.EvaluateNamed(name);
    ASSERT_THAT(response, IsOk());
    const v1::PriceImpact& price = response->price();
    ExpectAudit(price);
    EXPECT_EQ(price.shock_mode(),
              v1::MarketAssumptions::ShockMode_Name(
                  response->scenario().market().shock_mode()));

    // Barrels of the days by month, less demand by policy.
    const google::type::Date& start = response->start_date();
    absl::CivilDay day(start.year(), start.month(), start.day());
    std::map<absl::CivilMonth, double> barrels;
    double total = 0;
    for (int d = 0; d < response->day_count(); ++d, ++day) {
      double net = static_cast<double>(response->ledger().net_bpd(d));
      if (!response->demand_change_bpd().empty()) {
        net -= response->demand_change_bpd(d);
      }
      barrels[absl::CivilMonth(day)] += net;
      total += net;
    }
    const v1::SupplyLadder& ladder = price.ladder();
    ASSERT_EQ(ladder.month_size(), price.months_size());
    ASSERT_EQ(ladder.month_size(), static_cast<int>(barrels.size()));
    for (int m = 0; m < ladder.month_size(); ++m) {
      SCOPED_TRACE(m);
      const google::type::Date& month = ladder.month(m);
      // These end with a month, so that none is left early.
      EXPECT_NEAR(ladder.net_all_bpd(m),
                  barrels[absl::CivilMonth(month.year(), month.month())] /
                      ladder.day_count(m),
                  1e-3);
      EXPECT_EQ(price.months(m).net_bpd(), ladder.net_all_bpd(m));
      EXPECT_NEAR(ladder.gross_bpd(m) + ladder.rerouted_bpd(m) +
                      ladder.absorbed_bpd(m) + ladder.spare_bpd(m),
                  ladder.net_emf_bpd(m), 1e-3);
      EXPECT_NEAR(ladder.net_emf_bpd(m) + ladder.stock_release_bpd(m) +
                      ladder.demand_bpd(m),
                  ladder.net_all_bpd(m), 1e-3);
    }
    EXPECT_NEAR(price.horizon().net_bpd(), total / response->day_count(), 1e-3);
  }
}

// A release of strategic stocks stands after the net of the Energy Modeling
// Forum, and is owed. Spare capacity behind the strait brings nothing.
TEST_F(PriceAuditTest, StocksStandApartInTheLadder) {
  const auto response = api_.EvaluateNamed("hormuz-closed-response");
  ASSERT_THAT(response, IsOk());
  const v1::SupplyLadder& ladder = response->price().ladder();
  EXPECT_EQ(ladder.spare_bpd(1), 0);
  EXPECT_GT(ladder.stock_release_bpd(1), 0);
  EXPECT_GT(ladder.net_all_bpd(1), ladder.net_emf_bpd(1));
  EXPECT_LT(ladder.stock_balance_bbl(1), 0);
}

// Spare capacity that can leave stands before it.
TEST_F(PriceAuditTest, SpareCapacityIsInTheNetBeforeStocks) {
  const auto response = api_.EvaluateNamed("iran-minus-1000-gulf-fills");
  ASSERT_THAT(response, IsOk());
  const v1::SupplyLadder& ladder = response->price().ladder();
  const int last = ladder.month_size() - 1;
  EXPECT_LT(ladder.gross_bpd(last), 0);
  EXPECT_GT(ladder.spare_bpd(last), 0);
  EXPECT_GT(ladder.net_emf_bpd(last), ladder.gross_bpd(last));
  EXPECT_EQ(ladder.net_all_bpd(last), ladder.net_emf_bpd(last));
}

}  // namespace
}  // namespace oilflow
