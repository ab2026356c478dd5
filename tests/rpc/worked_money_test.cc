// The worked answers on quotas by other counts, money, energy and the response
// of others, through gRPC.

#include <string>

#include "gtest/gtest.h"

#include "tests/support/answers.h"

namespace oilflow {
namespace {

class WorkedMoneyTest : public AnswersTest {
 protected:
  static const v1::QuotaPosition::OtherBasis& Basis(const Response& response,
                                                    const std::string& id) {
    for (const auto& basis : response.quota_positions(0).other_bases()) {
      if (basis.basis() == id) {
        return basis;
      }
    }
    ADD_FAILURE() << "no basis " << id;
    return v1::QuotaPosition::OtherBasis::default_instance();
  }

  // What an actor has of one kind over the whole horizon.
  static int64_t Cents(const Response& response, const std::string& actor,
                       v1::MoneyKind kind, bool scenario) {
    int64_t cents = 0;
    for (const v1::ActorAccount& account : response.accounts()) {
      for (const v1::AccountLine& line : account.lines()) {
        if (account.actor() == actor && line.kind() == kind) {
          cents += scenario ? line.scenario_cents() : line.baseline_cents();
        }
      }
    }
    return cents;
  }
};

TEST_F(WorkedMoneyTest, G08ByTheAgencysCountIraqIsFarOverInMarch) {
  const auto response = Named("quota-march-2025-two-bases");
  const auto& agency = Basis(response, "iea-count");
  // 4,320 counted; 4,000 required less 120 owed.
  EXPECT_EQ(agency.baseline_counted_bpd(), 4320000);
  EXPECT_EQ(response.quota_positions(0).effective_target_bpd(), 3880000);
  EXPECT_EQ(agency.baseline_effective_headroom_bpd(), -440000);
  // By the count of the baseline the same month is 180 over.
  EXPECT_EQ(response.quota_positions(0).baseline_effective_headroom_bpd(),
            -180000);
}

TEST_F(WorkedMoneyTest, G10InSeptemberThereIsRoomForEighty) {
  const auto response = Named("quota-september-2025-two-bases");
  // 4,220 - 125 - 4,015.
  EXPECT_EQ(Basis(response, "opec-secondary-sources")
                .baseline_effective_headroom_bpd(),
            80000);
  // And none by the other count.
  EXPECT_LT(Basis(response, "iea-count").baseline_effective_headroom_bpd(), 0);
}

TEST_F(WorkedMoneyTest, ABasisOfWhichNothingIsKnownIsUnknown) {
  const auto response = Named("quota-march-2025-two-bases");
  const auto& basis = Basis(response, "opec-secondary-sources");
  EXPECT_FALSE(basis.has_difference_bpd());
  EXPECT_FALSE(basis.has_baseline_counted_bpd());
  EXPECT_FALSE(basis.has_baseline_effective_headroom_bpd());
}

TEST_F(WorkedMoneyTest, G16TrucksPayProducersTwoHundredMillionAMonth) {
  const auto response = Inline("market { shock_mode: SHOCK_EX_ANTE }");
  // 28 days of February at 200,000 a day: what traders pay for a barrel.
  const double barrels = 200000.0 * 28;
  const auto paid =
      static_cast<double>(-Cents(response, "smuggling-networks",
                                 v1::MONEY_KIND_ADVANCES, false)) /
      100;
  EXPECT_NEAR(paid / barrels, 33.333, 0.05);
  // 200 m USD a month of 30 days.
  EXPECT_NEAR(paid / 28 * 30 / 1e6, 200, 0.5);
  // Before the advance of the pipeline, producers have no other payer.
  EXPECT_EQ(
      Cents(response, "krg-producers", v1::MONEY_KIND_ADVANCES, false),
      -Cents(response, "smuggling-networks", v1::MONEY_KIND_ADVANCES, false));
}

TEST_F(WorkedMoneyTest, G18ToG22AGasStopIsBurnedOrGoesDark) {
  const auto response = Named("gas-stop");
  ASSERT_EQ(response.energy_size(), 1);
  const v1::EnergyBalance& grid = response.energy(0);
  const auto expect = [&](const auto& column, double value, double within) {
    ASSERT_EQ(column.size(), response.day_count());
    for (const double day : column) {
      ASSERT_NEAR(day, value, within);
    }
  };
  expect(grid.gas_lost_mmcmd(), 50, 0);
  // G18: 50e6 * 35.3147 * 1037 / 5.8e6.
  expect(grid.gas_lost_crude_equivalent_bpd(), 315701, 0.5);
  // 85 MW for each of 50.
  expect(grid.power_lost_mw(), 4250, 0);
  // G20: 4,250 MW * 24 h * 10,500 Btu/kWh over 6.287 MMBtu a barrel.
  expect(grid.liquids_needed_bpd(), 170352, 0.5);
  // G21: 65 / 170.352 of it comes back; G22: the rest is unserved.
  ExpectEveryDay(grid.liquids_burned_bpd(), 65000);
  expect(grid.power_restored_mw(), 0.38156 * 4250, 0.05);
  expect(grid.power_unserved_mw(), 2628.353, 0.0005);
  // What is burned at home does not go to sea.
  ExpectEveryDay(response.ledger().net_bpd(), -65000);
}

TEST_F(WorkedMoneyTest, G23TheGulfFillsFourFifthsInSixMonths) {
  const auto response = Named("iran-minus-1000-gulf-fills");
  // -1,000 + 800 * m / 6 at the end of months 1, 3 and 6.
  EXPECT_EQ(response.ledger().net_bpd(29), -866667);
  EXPECT_EQ(response.ledger().net_bpd(89), -600000);
  EXPECT_EQ(response.ledger().net_bpd(179), -200000);
  // G15's price of each, for a sum of elasticities of 0.24: +3.38, +2.32 and
  // +0.76 USD.
  const auto usd = [&](int64_t net_bpd) {
    const auto priced = Inline(
        R"pb(
          policies { policy_id: "gap"
                     start_date { year: 2025 month: 2 day: 1 }
                     production { producer: "kazakh-fields" change_bpd:)pb" +
        std::to_string(net_bpd) + R"pb(}
                                       }
                               market {
                                 shock_mode: SHOCK_EX_ANTE
                                 start_price_usd_per_bbl: 75.44
                                 world_crude_bpd: 82730000
                               })pb");
    return Usd(priced, "caldara-2019");
  };
  EXPECT_NEAR(usd(-866667), 3.38, 0.005);
  EXPECT_NEAR(usd(-600000), 2.32, 0.005);
  EXPECT_NEAR(usd(-200000), 0.76, 0.005);
}

TEST_F(WorkedMoneyTest, G24ProducersHoldOutForNineteenDollars) {
  const auto response = Named("restart-16-advance");
  bool found = false;
  for (const v1::PaymentPosition& payment : response.payments()) {
    if (payment.arc() != "krg-pipeline") {
      continue;
    }
    found = true;
    // 35 in cash at the lease, 16 by the pipeline.
    EXPECT_EQ(payment.paid_usd_per_bbl(), 16);
    EXPECT_EQ(payment.alternative_usd_per_bbl(), 35);
    EXPECT_EQ(payment.alternative_arc(), "krg-local-sales");
    EXPECT_EQ(payment.gap_usd_per_bbl(), 19);
  }
  EXPECT_TRUE(found);
  // And so an open pipeline stays empty.
  ExpectEveryDay(Arc(response, "itp").scenario_bpd(), 0);
}

TEST_F(WorkedMoneyTest, TermsOrAMandateFillThePipeline) {
  ExpectEveryDay(Arc(Named("restart-full-payment"), "itp").scenario_bpd(),
                 185000);
  ExpectEveryDay(Arc(Named("restart-185"), "itp").scenario_bpd(), 185000);
}

TEST_F(WorkedMoneyTest, ArrearsComeBackBarrelByBarrel) {
  const auto response = Named("restart-arrears-dno");
  ASSERT_EQ(response.arrears_size(), 1);
  const v1::ArrearsPosition& debt = response.arrears(0);
  EXPECT_EQ(debt.owed_usd(), 300e6);
  // 5 USD of 185,000 barrels a day, 30 days a month: 10.8 months.
  EXPECT_NEAR(debt.months_to_recover(), 300e6 / (5 * 185000.0 * 30), 1e-9);
  EXPECT_EQ(debt.recovered_usd(), 300e6);
  EXPECT_EQ(debt.remaining_usd(), 0);
  EXPECT_EQ(Cents(response, "krg-producers", v1::MONEY_KIND_ARREARS, true),
            int64_t{30000000000});
  EXPECT_EQ(Cents(response, "federal-government", v1::MONEY_KIND_ARREARS, true),
            -int64_t{30000000000});
}

TEST_F(WorkedMoneyTest, TheWholeDebtTakesThreeYears) {
  const auto response = Named("restart-arrears-all");
  EXPECT_NEAR(response.arrears(0).months_to_recover(),
              1e9 / (5 * 185000.0 * 30), 1e-9);
  EXPECT_EQ(
      response.arrears(0).recovered_usd() + response.arrears(0).remaining_usd(),
      1e9);
}

}  // namespace
}  // namespace oilflow
