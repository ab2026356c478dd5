// The answers that were worked out by hand before there was a program, through
// gRPC: flows, quotas and price. Ids are those of the domain research; the
// arithmetic stands beside each.

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/answers.h"

namespace oilflow {
namespace {

using WorkedAnswersTest = AnswersTest;

TEST_F(WorkedAnswersTest, G01TheHeadlineOfARestartIsGross) {
  const auto response = Named("restart-185");
  ExpectEveryDay(response.headlines(0).gross_bpd(), 185000);
}

TEST_F(WorkedAnswersTest, G02ARestartByReroutingAddsNothing) {
  const auto response = Named("restart-185");
  ExpectFrom(kFilled, response.ledger().net_bpd(), 0);
  ASSERT_EQ(response.ledger().lines_size(), 2);
  ExpectFrom(kFilled, Line(response, v1::MECHANISM_STORAGE).less_bpd(), 0);
  const v1::LedgerLine& line = Line(response, v1::MECHANISM_REROUTED);
  EXPECT_EQ(line.node(), "krg-fields");
  ExpectEveryDay(line.more_bpd(), 185000);
  ExpectEveryDay(line.less_bpd(), 185000);
}

TEST_F(WorkedAnswersTest, G03FifteenThousandStayOnTrucks) {
  const auto response = Named("restart-185");
  // 200 - 185 = 15, three quarters of it to Iran.
  ExpectEveryDay(Arc(response, "trucks-iran").scenario_bpd(), 15000 * 3 / 4);
  ExpectEveryDay(Arc(response, "trucks-turkey").scenario_bpd(), 15000 / 4);
}

TEST_F(WorkedAnswersTest, G04ARestartAtThreeHundredIsShortByAHundred) {
  const auto response = Named("restart-300-without-uplift");
  ASSERT_EQ(response.shortfalls_size(), 1);
  const v1::Shortfall& shortfall = response.shortfalls(0);
  EXPECT_EQ(shortfall.policy_id(), "restart");
  EXPECT_EQ(shortfall.asked_bpd(), 300000);
  // 285 lifted less 85 used at home.
  EXPECT_EQ(shortfall.delivered_bpd(), 285000 - 85000);
  EXPECT_EQ(shortfall.short_bpd(), 100000);
  EXPECT_EQ(shortfall.day_count(), 365);
  ASSERT_EQ(shortfall.bound_by_size(), 1);
  EXPECT_EQ(shortfall.bound_by(0).kind(),
            v1::CONSTRAINT_KIND_PRODUCER_POTENTIAL);
  EXPECT_THAT(shortfall.bound_by(0).subjects(),
              testing::ElementsAre("krg-fields"));
  EXPECT_EQ(shortfall.bound_by(0).limit_bpd(), 285000);
}

TEST_F(WorkedAnswersTest, G04OneMoreBarrelLiftedIsOneMoreDelivered) {
  const auto response = Named("restart-300-without-uplift");
  bool found = false;
  for (const v1::BindingConstraint& binding : response.constraints()) {
    // A barrel passes both arcs of the route, and is one barrel.
    EXPECT_LE(binding.mandated_share(), 1);
    if (binding.limit().subjects(0) == "krg-fields") {
      found = true;
      EXPECT_EQ(binding.mandated_share(), 1);
    }
  }
  EXPECT_TRUE(found);
}

TEST_F(WorkedAnswersTest, G04AHundredMoreAreEnough) {
  const auto response = Named("restart-300-no-offset");
  EXPECT_TRUE(response.shortfalls().empty());
  ExpectEveryDay(Arc(response, "itp").scenario_bpd(), 300000);
  ExpectEveryDay(Arc(response, "trucks-iran").scenario_bpd(), 0);
  ExpectEveryDay(Arc(response, "krg-local-sales").scenario_bpd(), 85000);
}

TEST_F(WorkedAnswersTest, G05NetIsWhatIsNotOffset) {
  // (1 - kappa) * (300 - 200)
  ExpectFrom(kFilled, Named("restart-300-full-offset").ledger().net_bpd(), 0);
  ExpectFrom(kFilled, Named("restart-300-60-offset").ledger().net_bpd(), 40000);
  ExpectFrom(kFilled, Named("restart-300-no-offset").ledger().net_bpd(),
             100000);
}

TEST_F(WorkedAnswersTest, G05TheSouthAbsorbsTheOffset) {
  const auto response = Named("restart-300-60-offset");
  ASSERT_EQ(response.ledger().lines_size(), 4);
  ExpectEveryDay(Line(response, v1::MECHANISM_REROUTED).more_bpd(), 200000);
  ExpectEveryDay(Line(response, v1::MECHANISM_NEW).more_bpd(), 100000);
  const v1::LedgerLine& offset = Line(response, v1::MECHANISM_QUOTA_OFFSET);
  EXPECT_EQ(offset.node(), "south-fed");
  ExpectEveryDay(offset.less_bpd(), 60000);
}

TEST_F(WorkedAnswersTest, G06AFullReturnAddsAHundredAndFifty) {
  const auto response = Named("krg-recovers");
  ExpectFrom(kFilled, response.ledger().net_bpd(), 435000 - 285000);
}

TEST_F(WorkedAnswersTest, G07FebruaryHeadroomIsMinusSixty) {
  const auto response = Inline("market { shock_mode: SHOCK_EX_ANTE }");
  ASSERT_EQ(response.quota_positions_size(), 1);
  const v1::QuotaPosition& position = response.quota_positions(0);
  EXPECT_EQ(position.country(), "iraq");
  EXPECT_EQ(position.required_bpd(), 4000000);
  EXPECT_EQ(position.baseline_counted_bpd(), 4060000);
  EXPECT_EQ(position.baseline_headroom_bpd(), -60000);
  // No compensation for February is known: it is missing, not zero.
  EXPECT_FALSE(position.has_compensation_bpd());
  EXPECT_FALSE(position.has_baseline_effective_headroom_bpd());
}

TEST_F(WorkedAnswersTest, PayingCompensationTakesAHundredAndEighty) {
  const auto response = Named("iraq-pays-compensation");
  // From 4,060 to 4,000 - 120.
  ExpectEveryDay(response.ledger().net_bpd(), 4000000 - 120000 - 4060000);
  const v1::QuotaPosition& position = response.quota_positions(0);
  EXPECT_EQ(position.effective_target_bpd(), 3880000);
  EXPECT_EQ(position.scenario_effective_headroom_bpd(), 0);
}

TEST_F(WorkedAnswersTest, G12SharesOfTheIranianStream) {
  const auto of = [&](const std::string& id) {
    const auto response = Named(id);
    EXPECT_EQ(response.coverages_size(), 1);
    EXPECT_EQ(response.coverages(0).stream_bpd(), 2000000);
    return response.coverages(0);
  };
  ExpectEveryDay(of("restart-300-no-offset").policies(0).gross_percent(), 15.0);
  ExpectEveryDay(of("restart-185").policies(0).gross_percent(), 9.25);
  ExpectFrom(kFilled, of("restart-300-no-offset").net_percent(), 5.0);
  ExpectFrom(kFilled, of("restart-185").net_percent(), 0.0);
}

TEST_F(WorkedAnswersTest, G14TrackersSeeAFallThatIsNone) {
  const auto response = Named("restart-185");
  const auto& iran = Country(response, "iran");
  // 0.75 of 185 went to Iran, half of it by sea.
  const double artefact = 0.75 * 185000 * 0.5;
  EXPECT_EQ(artefact, 69375);
  ExpectEveryDay(iran.apparent_exports().baseline_bpd(), 1700000);
  ExpectEveryDay(iran.apparent_exports().scenario_bpd(), 1700000 - artefact);
  ExpectEveryDay(iran.true_exports().baseline_bpd(), 1625000);
  ExpectEveryDay(iran.true_exports().scenario_bpd(), 1625000);
  ExpectEveryDay(iran.foreign_in_apparent().scenario_bpd(), 75000 - artefact);
  ExpectFrom(kFilled, response.ledger().net_bpd(), 0);
}

// All four rows on the base and the price of the worked answers; the last digit
// is the one printed there.
constexpr char kPriceBase[] = R"pb(
  market {
    shock_mode: SHOCK_EX_ANTE
    start_price_usd_per_bbl: 75.44
    world_crude_bpd: 82730000
  }
)pb";

TEST_F(WorkedAnswersTest, G15PriceOfAMillionLost) {
  const auto response = Inline(std::string(kPriceBase) + R"pb(
    policies {
      policy_id: "loss"
      start_date { year: 2025 month: 2 day: 1 }
      outage { producers: "iran-fields" loss_bpd: 1000000 }
    }
  )pb");
  ExpectEveryDay(response.ledger().net_bpd(), -1000000);
  EXPECT_NEAR(Usd(response, "baumeister-hamilton-2019"), 1.857, 0.0005);
  EXPECT_NEAR(Usd(response, "caldara-2019"), 3.921, 0.0005);
  // Brief, question 3, for a sum of 0.275.
  EXPECT_NEAR(Usd(response, "kilian-murphy-2014"), 3.41, 0.005);
}

TEST_F(WorkedAnswersTest, G15PriceOfARestartIfItWereAllNew) {
  const auto response =
      Inline(std::string(kPriceBase) + R"pb(
               policies {
                 policy_id: "restart"
                 start_date { year: 2025 month: 2 day: 1 }
                 route {
                   arcs: "krg-pipeline"
                   arcs: "itp"
                   status: OPEN
                   mandated_bpd: 185000
                   limit_bpd: 185000
                 }
               }
               policies {
                 policy_id: "all-new"
                 start_date { year: 2025 month: 2 day: 1 }
                 production { producer: "krg-fields" change_bpd: 185000 }
               }
             )pb",
             kFebruaryAndMarch2025);
  ExpectFrom(kFilled, response.ledger().net_bpd(), 185000);
  // In March the line is full.
  const v1::PriceEffect& march = response.price().months(1);
  EXPECT_EQ(march.net_bpd(), 185000);
  EXPECT_NEAR(Usd(march, "baumeister-hamilton-2019"), -0.336, 0.0005);
  EXPECT_NEAR(Usd(march, "caldara-2019"), -0.699, 0.0005);
  EXPECT_NEAR(Usd(march, "kilian-murphy-2014"), -0.61, 0.005);
  EXPECT_FALSE(march.detectable());
}

TEST_F(WorkedAnswersTest, EnforcementWithoutAnOutletDestroysSupply) {
  const auto alone = Named("truck-crackdown");
  ExpectEveryDay(alone.ledger().net_bpd(), -200000);
  ASSERT_EQ(alone.ledger().lines_size(), 1);
  EXPECT_EQ(alone.ledger().lines(0).mechanism(), v1::MECHANISM_NO_PAID_OUTLET);
  const auto with_outlet = Named("truck-crackdown-with-outlet");
  ExpectFrom(kFilled, with_outlet.ledger().net_bpd(), 185000 - 200000);
}

TEST_F(WorkedAnswersTest, AnnouncedIsNotDone) {
  const auto announced = Named("cpc-strike-announced");
  EXPECT_EQ(announced.ledger().net_bpd(0), -380000);
  // Over from 2025-04-17, 59 days on.
  EXPECT_EQ(announced.ledger().net_bpd(58), -380000);
  EXPECT_EQ(announced.ledger().net_bpd(59), 0);
  ExpectEveryDay(Named("cpc-strike-realised").ledger().net_bpd(), 0);
}

TEST_F(WorkedAnswersTest, SanctionsLeakWhatTheyDoNotStop) {
  const auto response = Named("iran-to-zero-2018");
  const auto& apparent = Country(response, "iran").apparent_exports();
  // 61% of 1,700 after 335 days: 1,037 gone and 663 left.
  EXPECT_EQ(apparent.scenario_bpd(364), 1700000 * 39 / 100);
  EXPECT_EQ(apparent.baseline_bpd(364), 1700000);
  int64_t leaked = 0;
  for (const v1::LedgerLine& line : response.ledger().lines()) {
    if (line.mechanism() == v1::MECHANISM_LEAKAGE) {
      leaked += line.more_bpd(364);
    }
  }
  EXPECT_GT(leaked, 0);
}

}  // namespace
}  // namespace oilflow
