// Ten mistakes that a naive model of these flows makes, one test each, through
// gRPC. docs/model.md says where the model treats each.

#include <string>

#include "gtest/gtest.h"

#include "service/units/quantity_text.h"
#include "tests/support/answers.h"

namespace oilflow {
namespace {

class TenMistakesTest : public AnswersTest {
 protected:
  static bool Happens(const Response& response, const std::string& policy) {
    return Schedule(response, policy).happens();
  }
};

TEST_F(TenMistakesTest, M01GrossIsNotNet) {
  const auto response = Named("restart-185");
  ExpectEveryDay(response.headlines(0).gross_bpd(), 185000);
  ExpectFrom(kFilled, response.ledger().net_bpd(), 0);
  // A loss at first: the line and the tanks fill.
  EXPECT_EQ(response.ledger().net_bpd(0), -185000);
}

TEST_F(TenMistakesTest, M02AnnouncedIsNotDone) {
  const auto response = Named("restart-gates");
  const v1::PolicySchedule& restart = Schedule(response, "restart");
  // Announced for the next week; the last of five gates opens months later.
  EXPECT_EQ(restart.gates_size(), 5);
  EXPECT_GT(restart.days_late(), 100);
  const absl::CivilDay first(response.start_date().year(),
                             response.start_date().month(),
                             response.start_date().day());
  const absl::CivilDay opens(restart.first_date().year(),
                             restart.first_date().month(),
                             restart.first_date().day());
  for (int d = 0; d < response.day_count(); ++d) {
    ASSERT_EQ(Arc(response, "itp").scenario_bpd(d) > 0, first + d >= opens)
        << "day " << d;
  }
  for (const auto& gate : restart.gates()) {
    const absl::CivilDay alone(gate.date().year(), gate.date().month(),
                               gate.date().day());
    EXPECT_LE(alone, opens) << gate.gate_id();
  }
  // And a loss that is announced and does not come.
  ExpectEveryDay(Named("cpc-strike-realised").ledger().net_bpd(), 0);
}

TEST_F(TenMistakesTest, M03SanctionsCutPriceAndSpeedBeforeVolume) {
  const auto response = Named("maximum-pressure-2025");
  const auto& iran = Country(response, "iran");
  const v1::StockLevel& at_sea = Stock(response, "iran-at-sea");
  // In the first half year fewer barrels arrive, and more wait at sea: as many
  // are loaded as before, and all wells run.
  for (int d = 0; d < 180; ++d) {
    ASSERT_LT(iran.deliveries().scenario_bpd(d),
              iran.deliveries().baseline_bpd(d));
    ASSERT_GT(at_sea.filled().scenario_bpd(d), 0);
    ASSERT_EQ(iran.apparent_exports().scenario_bpd(d),
              iran.apparent_exports().baseline_bpd(d));
    ASSERT_EQ(iran.production().scenario_bpd(d),
              iran.production().baseline_bpd(d));
  }
  // And each brings less: the discount widens at once.
  const auto per_barrel = [&](const v1::ActorAccount& account, bool scenario) {
    for (const v1::AccountLine& line : account.lines()) {
      if (line.kind() == v1::MONEY_KIND_SALES) {
        return scenario ? static_cast<double>(line.scenario_cents()) /
                              static_cast<double>(account.scenario_sold_bbl())
                        : static_cast<double>(line.baseline_cents()) /
                              static_cast<double>(account.baseline_sold_bbl());
      }
    }
    return 0.0;
  };
  bool found = false;
  for (const v1::ActorAccount& account : response.accounts()) {
    if (account.actor() == "iran-state" && !found) {
      found = true;
      EXPECT_LT(per_barrel(account, true), per_barrel(account, false));
    }
  }
  EXPECT_TRUE(found);
}

TEST_F(TenMistakesTest, M03VolumeFallsOnceTheSeaIsFullAndLeaksBack) {
  const auto response = Named("maximum-pressure-leaks");
  const auto& iran = Country(response, "iran");
  const v1::StockLevel& at_sea = Stock(response, "iran-at-sea");
  const int last = response.day_count() - 1;
  EXPECT_EQ(at_sea.content().scenario_bbl(334), at_sea.capacity_bbl());
  EXPECT_LT(iran.production().scenario_bpd(340),
            iran.production().baseline_bpd(340));
  // 350,000 bpd a year find their way back.
  const int64_t trough = iran.deliveries().scenario_bpd(335);
  EXPECT_NEAR(
      static_cast<double>(iran.deliveries().scenario_bpd(335 + 365) - trough),
      350000, 5000);
  EXPECT_GT(iran.deliveries().scenario_bpd(last), trough);
  EXPECT_LE(iran.deliveries().scenario_bpd(last),
            iran.deliveries().baseline_bpd(last));
}

TEST_F(TenMistakesTest, M04NoBarrelIsCountedTwice) {
  const auto response = Named("restart-185");
  const auto& iran = Country(response, "iran");
  // Kurdish oil inside what trackers take for Iran's is shown as such, and
  // products are no crude.
  EXPECT_EQ(iran.apparent_exports().baseline_bpd(0),
            iran.true_exports().baseline_bpd(0) +
                iran.foreign_in_apparent().baseline_bpd(0));
  EXPECT_EQ(iran.foreign_in_apparent().baseline_bpd(0), 75000);
  EXPECT_TRUE(iran.has_product_exports_bpd());
  // What all countries truly export is what all markets get.
  const int last = response.day_count() - 1;
  int64_t exported = 0;
  for (const auto& country : response.countries()) {
    exported += country.true_exports().scenario_bpd(last);
  }
  int64_t delivered = 0;
  for (const char* market :
       {"ceyhan", "jordan", "turkey-local", "regional-road", "asia-legal",
        "china-teapots", "iran-water", "cpc-buyers", "gulf-buyers"}) {
    delivered += Node(response, market).scenario_bpd(last);
  }
  EXPECT_EQ(exported, delivered);
}

TEST_F(TenMistakesTest, M05EnforcementWithoutAnOutletIsASupplyLoss) {
  const auto alone = Named("truck-crackdown");
  EXPECT_EQ(Sum(alone, v1::MECHANISM_NO_PAID_OUTLET, 0), -200000);
  EXPECT_EQ(Sum(alone, v1::MECHANISM_REROUTED, 0), 0);
  const auto with_outlet = Named("truck-crackdown-with-outlet");
  EXPECT_EQ(Line(with_outlet, v1::MECHANISM_REROUTED).more_bpd(kFilled),
            185000);
  EXPECT_EQ(Sum(with_outlet, v1::MECHANISM_NO_PAID_OUTLET, kFilled), -15000);
}

TEST_F(TenMistakesTest, M06WaiversLinkGasToCrude) {
  const auto response = Named("restart-gas-stop");
  // The pipeline brings nothing new, and the burn takes 65,000 from exports.
  ExpectFrom(kFilled, response.ledger().net_bpd(), -65000);
  EXPECT_EQ(Sum(response, v1::MECHANISM_DOMESTIC_USE, kFilled), -65000);
  EXPECT_GT(response.energy(0).power_unserved_mw(kFilled), 0);
  // If the quota binds, burning more at home cuts exports one for one even
  // where wells could make it good.
  ExpectEveryDay(Named("gas-stop-iraq-lifts-more").ledger().net_bpd(), 0);
  ExpectEveryDay(Named("gas-stop-quota-binds").ledger().net_bpd(), -65000);
}

// The same million is lost at sea in the Black Sea, with the Gulf open and
// with it shut.
TEST_F(TenMistakesTest, M07TheSameShockInAnotherStateIsAnother) {
  constexpr char kLoss[] = R"pb(
    policies {
      policy_id: "loss"
      start_date { year: 2025 month: 2 day: 1 }
      outage { arcs: "cpc" loss_bpd: 1000000 }
    }
    policies {
      policy_id: "response"
      start_date { year: 2025 month: 2 day: 1 }
      spare {
        producers: "saudi-spare"
        producers: "uae-spare"
        producers: "kuwait-spare"
        filled_share: 0.8
      }
    }
    market { shock_mode: PATH_REALISED }
  )pb";
  constexpr char kShut[] = R"pb(
    policies {
      policy_id: "shut"
      start_date { year: 2025 month: 2 day: 1 }
      route {
        arcs: "hormuz-gulf-buyers"
        arcs: "saudi-east-west"
        arcs: "uae-fujairah"
        status: CLOSED
      }
    }
  )pb";
  const auto open = Inline(kLoss);
  EXPECT_EQ(open.spare(0).reachable_bpd(0), open.spare(0).capacity_bpd(0));
  ExpectEveryDay(open.ledger().net_bpd(), -200000);
  // Spare behind a closed door fills nothing.
  const auto shut = Inline(std::string(kLoss) + kShut);
  EXPECT_EQ(shut.spare(0).capacity_bpd(0), open.spare(0).capacity_bpd(0));
  EXPECT_EQ(shut.spare(0).reachable_bpd(0), 0);
  EXPECT_EQ(Sum(shut, v1::MECHANISM_SPARE_RESPONSE, 0), 0);
  EXPECT_LT(shut.ledger().net_bpd(0), -1000000);
}

TEST_F(TenMistakesTest, M08RisksThatShareACauseComeTogether) {
  const auto median = Named("conflict-median");
  const auto tail = Named("conflict-tail");
  for (const char* policy :
       {"drone-strikes", "gas-stop", "closure", "pipeline-shut"}) {
    EXPECT_FALSE(Happens(median, policy)) << policy;
    EXPECT_TRUE(Happens(tail, policy)) << policy;
  }
  EXPECT_TRUE(Warns(median, "POLICY_NOT_IN_FORCE"));
  // The pipeline that should hedge Hormuz is shut by the same cause.
  const absl::CivilDay closed(Schedule(tail, "closure").first_date().year(),
                              Schedule(tail, "closure").first_date().month(),
                              Schedule(tail, "closure").first_date().day());
  const auto day =
      static_cast<int>(closed - absl::CivilDay(tail.start_date().year(),
                                               tail.start_date().month(),
                                               tail.start_date().day()));
  EXPECT_EQ(Arc(tail, "itp").scenario_bpd(day), 0);
  EXPECT_GT(Arc(median, "itp").scenario_bpd(day), 0);
}

TEST_F(TenMistakesTest, M09RegimesHaveDates) {
  const auto response = Named("restart-rollovers");
  const v1::PolicySchedule& restart = Schedule(response, "restart");
  // Renewed every quarter, until the treaty ends.
  EXPECT_EQ(restart.end_date().year(), 2026);
  EXPECT_EQ(restart.end_date().month(), 7);
  EXPECT_EQ(restart.end_date().day(), 27);
  const auto lapsed = Named("restart-rollover-lapses");
  const v1::PolicySchedule& ends = Schedule(lapsed, "restart");
  EXPECT_LT(absl::CivilDay(ends.end_date().year(), ends.end_date().month(),
                           ends.end_date().day()),
            absl::CivilDay(2026, 7, 27));
  // What a member must produce is another number each month.
  const auto compensates = Named("quota-march-2025-two-bases");
  const auto september = Named("quota-september-2025-two-bases");
  EXPECT_NE(compensates.quota_positions(0).required_bpd(),
            september.quota_positions(0).required_bpd());
}

TEST_F(TenMistakesTest, M10UnitsAreNotMixed) {
  // Gas: 50 million cubic metres a day are 1.77 billion cubic feet.
  EXPECT_NEAR(*ParseQuantity(Dimension::kGasRate, "1.7657 bcf/d"), 50, 0.01);
  EXPECT_FALSE(ParseQuantity(Dimension::kRate, "1 Mb/d").ok());
  const auto response = Named("restart-185");
  // The price takes crude for its base, not all liquids (103 million).
  EXPECT_NEAR(response.price().world_crude_bpd(), 83e6, 1e6);
  // A sum of monthly excesses is carried as what it is, and no quota reads it.
  v1::ListFactsRequest request;
  request.set_parent("baselines/region");
  request.set_filter("measure = \"overproduction_sum\"");
  v1::ListFactsResponse facts;
  grpc::ClientContext context;
  ASSERT_TRUE(api_.baselines().ListFacts(&context, request, &facts).ok());
  EXPECT_GE(facts.facts_size(), 1);
  for (const v1::Fact& fact : response.facts()) {
    EXPECT_NE(fact.measure(), "overproduction_sum");
  }
}

}  // namespace
}  // namespace oilflow
