// Every lever as it is read, and every way to spoil the newer ones.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/policy/lever.h"
#include "service/units/units.h"
#include "tests/wire/trade_world.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

template <typename T>
T LeverOf(const std::string& text) {
  const Scenario scenario = Read(ScenarioWith(text));
  return std::get<T>(scenario.policies.at(0).lever);
}

int ArcOf(const std::string& id) { return *TradeNetwork().FindArc(id); }
int NodeOf(const std::string& id) { return *TradeNetwork().FindNode(id); }

TEST(ConvertLeverTest, SanctionsSayDiscountAndLeakage) {
  const auto lever = LeverOf<SanctionsLever>(
      "sanctions { country: 'iran' target_exports_bpd: 5e5 efficacy: 0.4 "
      "discount_usd_per_bbl: 3.5 leakage_growth_bpd_per_year: 1e5 }");
  EXPECT_EQ(lever.discount / kDollarsPerBarrel, 3.5);
  EXPECT_EQ(lever.leakage_growth_per_year / kBarrelsPerDay, 1e5);
  const auto plain = LeverOf<SanctionsLever>(
      "sanctions { country: 'iran' target_exports_bpd: 5e5 }");
  EXPECT_EQ(plain.discount / kDollarsPerBarrel, 0);
  EXPECT_EQ(plain.leakage_growth_per_year / kBarrelsPerDay, 0);
}

TEST(ConvertLeverTest, AnOutageIsCountedFromFlowUnlessItSaysCapacity) {
  using From = OutageLever::CountedFrom;
  struct Case {
    std::string text;
    From expected;
  };
  for (const Case& c :
       {Case{"", From::kFlow}, Case{"counted_from: FLOW", From::kFlow},
        Case{"counted_from: CAPACITY", From::kCapacity}}) {
    const auto lever = LeverOf<OutageLever>(
        absl::StrCat("outage { arcs: 'cpc' loss_bpd: 1 ", c.text, "}"));
    EXPECT_EQ(lever.counted_from, c.expected) << c.text;
  }
}

TEST(ConvertLeverTest, AnInterdictionNamesArcsAndChokepoints) {
  const auto lever = LeverOf<InterdictionLever>(
      "interdiction { arcs: 'itp' arcs: 'cpc' chokepoints: 'hormuz' "
      "stopped_share: 0.9 }");
  EXPECT_THAT(lever.arcs, ElementsAre(ArcOf("itp"), ArcOf("cpc")));
  EXPECT_THAT(lever.chokepoints,
              ElementsAre(*TradeNetwork().FindChokepoint("hormuz")));
  EXPECT_EQ(lever.stopped_share, 0.9);
}

TEST(ConvertLeverTest, AWaiverSaysWhatItsLinksWouldCarry) {
  const auto lever = LeverOf<WaiverLever>(
      "waiver { links: 'test-wires' links: 'test-gas' stopped_share: 0.5 "
      "substitution_limit_bpd: 1e5 gas_supply_mmcmd: 25 "
      "power_supply_mw: 600 }");
  EXPECT_THAT(lever.links,
              ElementsAre(*TradeNetwork().FindEnergyLink("test-wires"),
                          *TradeNetwork().FindEnergyLink("test-gas")));
  EXPECT_EQ(lever.stopped_share, 0.5);
  EXPECT_EQ(*lever.substitution_limit / kBarrelsPerDay, 1e5);
  EXPECT_EQ(*lever.gas_supply / kMillionCubicMetresPerDay, 25);
  EXPECT_EQ(*lever.power_supply / kMegawatts, 600);
  const auto plain =
      LeverOf<WaiverLever>("waiver { links: 'test-gas' stopped_share: 1 }");
  EXPECT_EQ(plain.substitution_limit, std::nullopt);
  EXPECT_EQ(plain.gas_supply, std::nullopt);
  EXPECT_EQ(plain.power_supply, std::nullopt);
}

TEST(ConvertLeverTest, APaymentSaysTermsDelayAndArrears) {
  const auto shared = LeverOf<PaymentLever>(
      "payment { arcs: 'test-lease' paid_share: 0.6 payment_delay_days: 90 "
      "arrears_usd: 1e9 arrears_recovery_usd_per_bbl: 4 }");
  EXPECT_THAT(shared.arcs, ElementsAre(ArcOf("test-lease")));
  EXPECT_EQ(shared.paid_share, 0.6);
  EXPECT_EQ(shared.advance, std::nullopt);
  EXPECT_EQ(shared.payment_delay_days, 90);
  EXPECT_EQ(shared.arrears / kDollars, 1e9);
  EXPECT_EQ(shared.arrears_recovery / kDollarsPerBarrel, 4);
  const auto fixed = LeverOf<PaymentLever>(
      "payment { arcs: 'test-lease' advance_usd_per_bbl: 30 }");
  EXPECT_EQ(fixed.paid_share, std::nullopt);
  EXPECT_EQ(*fixed.advance / kDollarsPerBarrel, 30);
  EXPECT_EQ(fixed.payment_delay_days, 0);
  EXPECT_EQ(fixed.arrears / kDollars, 0);
}

// Any one of them is enough to change something.
TEST(ConvertLeverTest, APaymentMayLeaveItsTermsAsTheyAre) {
  for (const char* text :
       {"payment_delay_days: 30",
        "arrears_usd: 1e9 arrears_recovery_usd_per_bbl: 1"}) {
    const auto lever = LeverOf<PaymentLever>(
        absl::StrCat("payment { arcs: 'test-lease' ", text, "}"));
    EXPECT_EQ(lever.paid_share, std::nullopt) << text;
    EXPECT_EQ(lever.advance, std::nullopt) << text;
  }
}

TEST(ConvertLeverTest, AFinanceLeverNamesItsChannel) {
  const auto lever = LeverOf<FinanceLever>(
      "finance { channel: 'test-account' blocked_share: 0.7 "
      "extra_cost_usd_per_bbl: 2 withheld_share: 0.1 }");
  EXPECT_EQ(lever.channel, *TradeNetwork().FindChannel("test-account"));
  EXPECT_EQ(lever.blocked_share, 0.7);
  EXPECT_EQ(lever.extra_cost / kDollarsPerBarrel, 2);
  EXPECT_EQ(lever.withheld_share, 0.1);
}

TEST(ConvertLeverTest, AnOperatorLeverNamesItsOperator) {
  const auto lever = LeverOf<OperatorLever>(
      "operator { operator_id: 'test-company' lost_share: 0.25 }");
  EXPECT_EQ(lever.operator_index, *TradeNetwork().FindOperator("test-company"));
  EXPECT_EQ(lever.lost_share, 0.25);
}

TEST(ConvertLeverTest, ASpareLeverNamesItsProducers) {
  const auto lever = LeverOf<SpareLever>(
      "spare { producers: 'uae-spare' producers: 'saudi-spare' "
      "filled_share: 0.6 }");
  EXPECT_THAT(lever.producers,
              ElementsAre(NodeOf("uae-spare"), NodeOf("saudi-spare")));
  EXPECT_EQ(lever.filled_share, 0.6);
}

// The policy ends on 5 March.
TEST(ConvertLeverTest, AStockIsBoughtBackAfterThePolicyEnds) {
  const auto lever = LeverOf<StockReleaseLever>(
      "stock_release { stock: 'test-reserve' rate_bpd: 1e6 refill_bpd: 2e5 "
      "refill_start_date { year: 2025 month: 3 day: 5 } }");
  EXPECT_EQ(lever.stock, NodeOf("test-reserve"));
  EXPECT_EQ(lever.rate / kBarrelsPerDay, 1e6);
  EXPECT_EQ(lever.refill / kBarrelsPerDay, 2e5);
  EXPECT_EQ(lever.refill_start, absl::CivilDay(2025, 3, 5));
  const auto plain = LeverOf<StockReleaseLever>(
      "stock_release { stock: 'test-reserve' rate_bpd: 1e6 }");
  EXPECT_EQ(plain.refill / kBarrelsPerDay, 0);
  EXPECT_EQ(plain.refill_start, std::nullopt);
}

TEST(ConvertLeverTest, DemandIsSetOrMoved) {
  const auto set =
      LeverOf<DemandLever>("demand { sink: 'irq-ref' demand_bpd: 5e5 }");
  EXPECT_EQ(set.sink, NodeOf("irq-ref"));
  EXPECT_EQ(*set.demand / kBarrelsPerDay, 5e5);
  EXPECT_EQ(set.change, std::nullopt);
  const auto moved =
      LeverOf<DemandLever>("demand { sink: 'ceyhan' change_bpd: -1e5 }");
  EXPECT_EQ(moved.sink, NodeOf("ceyhan"));
  EXPECT_EQ(moved.demand, std::nullopt);
  EXPECT_EQ(*moved.change / kBarrelsPerDay, -1e5);
}

struct BadLever {
  std::string name;
  std::string lever;
  // Below "scenario.policies[0].".
  std::string field;
  std::vector<std::string> says;
};

std::string Times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&all, text, " ");
  }
  return all;
}

TEST(ConvertLeverTest, EachFaultIsRefusedWithItsPlaceAndWhatToDo) {
  const std::string date = " { year: 2025 month: 3 day: ";
  const BadLever kBad[] = {
      {"gas beside a line of power",
       "waiver { links: 'test-wires' stopped_share: 1 gas_supply_mmcmd: 1 }",
       "waiver.gas_supply_mmcmd",
       {"left out unless links names one that carries gas"}},
      {"power beside a line of gas",
       "waiver { links: 'test-gas' stopped_share: 1 power_supply_mw: 1 }",
       "waiver.power_supply_mw",
       {"left out unless links names one that carries power"}},
      {"a link twice",
       "waiver { links: 'test-gas' links: 'test-gas' stopped_share: 1 }",
       "waiver.links[1]",
       {"named twice: test-gas"}},
      {"an unknown link, of which nothing more is said",
       "waiver { links: 'test-gaz' stopped_share: 1 power_supply_mw: 1 }",
       "waiver.links[0]",
       {"must be the id of an energy link of the network, not \"test-gaz\"",
        "did you mean \"test-gas\"?"}},
      {"twenty-one links",
       absl::StrCat("waiver {", Times(21, "links: 'test-gas'"),
                    "stopped_share: 1 }"),
       "waiver.links",
       {"at most 20, not 21"}},
      {"an arc that nobody pays on",
       "payment { arcs: 'test-lease' arcs: 'itp' paid_share: 1 }",
       "payment.arcs[1]",
       {"must be an arc with a payer, and itp has none"}},
      {"a payment that changes nothing",
       "payment { arcs: 'test-lease' }",
       "payment.paid_share",
       {"must be given, or advance_usd_per_bbl, payment_delay_days or "
        "arrears_usd",
        "changes nothing"}},
      {"arrears that are never paid",
       "payment { arcs: 'test-lease' arrears_usd: 1 }",
       "payment.arrears_usd",
       {"left out unless arrears_recovery_usd_per_bbl is given"}},
      {"recovery of no arrears",
       "payment { arcs: 'test-lease' arrears_recovery_usd_per_bbl: 1 }",
       "payment.arrears_recovery_usd_per_bbl",
       {"left out unless arrears_usd is given"}},
      {"an unknown channel",
       "finance { channel: 'test-acount' blocked_share: 1 }",
       "finance.channel",
       {"must be the id of a payment channel of the network, not "
        "\"test-acount\"",
        "did you mean \"test-account\"?"}},
      {"an unknown operator",
       "operator { operator_id: 'test-compani' lost_share: 1 }",
       "operator.operator_id",
       {"must be the id of an operator of the network, not \"test-compani\"",
        "did you mean \"test-company\"?"}},
      {"a spare producer that is none",
       "spare { producers: 'south-fed' filled_share: 1 }",
       "spare.producers[0]",
       {"must be a spare producer, and south-fed is none"}},
      {"a spare market",
       "spare { producers: 'ceyhan' filled_share: 1 }",
       "spare.producers[0]",
       {"must be a spare producer, and ceyhan is none"}},
      {"a stock that is a market",
       "stock_release { stock: 'ceyhan' rate_bpd: 1 }",
       "stock_release.stock",
       {"must be a strategic stock, and ceyhan is none"}},
      {"an unknown stock",
       "stock_release { stock: 'test-reserv' rate_bpd: 1 }",
       "stock_release.stock",
       {"a strategic stock of the network, not \"test-reserv\"",
        "did you mean \"test-reserve\"?"}},
      {"a refill that starts and has no rate",
       absl::StrCat("stock_release { stock: 'test-reserve' rate_bpd: 1 "
                    "refill_start_date",
                    date, "6 } }"),
       "stock_release.refill_start_date",
       {"left out unless refill_bpd is given"}},
      {"a refill before the end",
       absl::StrCat("stock_release { stock: 'test-reserve' rate_bpd: 1 "
                    "refill_bpd: 1 refill_start_date",
                    date, "4 } }"),
       "stock_release.refill_start_date",
       {"must not be before end_date of the policy, 2025-03-05, not "
        "2025-03-04"}},
      {"a refill on no day",
       absl::StrCat("stock_release { stock: 'test-reserve' rate_bpd: 1 "
                    "refill_bpd: 1 refill_start_date",
                    date, "32 } }"),
       "stock_release.refill_start_date",
       {"day of the calendar", "2025-03-32"}},
      {"demand of a stock",
       "demand { sink: 'test-reserve' change_bpd: 1 }",
       "demand.sink",
       {"must be a market or a domestic use, and test-reserve is none"}},
      {"an outage counted from nothing known",
       "outage { arcs: 'cpc' loss_bpd: 1 counted_from: 3 }",
       "outage.counted_from",
       {"must be FLOW, CAPACITY or unset, not 3"}},
  };
  for (const BadLever& bad : kBad) {
    SCOPED_TRACE(bad.name);
    const auto faults = FaultsOf(ScenarioWith(bad.lever));
    ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
    const auto& fault = faults.field_violations(0);
    EXPECT_EQ(fault.field(), absl::StrCat("scenario.policies[0].", bad.field));
    for (const std::string& words : bad.says) {
      EXPECT_THAT(fault.description(), HasSubstr(words));
    }
  }
}

// A policy that never ends has nothing to buy back after.
TEST(ConvertLeverTest, ARefillThatStartsNeedsAnEnd) {
  v1::Scenario scenario = ScenarioWith(
      "stock_release { stock: 'test-reserve' rate_bpd: 1 refill_bpd: 1 "
      "refill_start_date { year: 2025 month: 3 day: 6 } }");
  scenario.mutable_policies(0)->clear_end_date();
  const auto faults = FaultsOf(scenario);
  ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
  EXPECT_EQ(faults.field_violations(0).field(),
            "scenario.policies[0].stock_release.refill_start_date");
  EXPECT_THAT(faults.field_violations(0).description(),
              HasSubstr("left out unless end_date of the policy is set"));
}

// A price before anyone responds has their average response in it already.
TEST(ConvertLeverTest, ResponsesOfOthersNeedARealisedPrice) {
  for (const char* lever :
       {"spare { producers: 'saudi-spare' filled_share: 1 }",
        "stock_release { stock: 'test-reserve' rate_bpd: 1 }"}) {
    v1::Scenario scenario = ScenarioWith(lever);
    EXPECT_THAT(FaultsOf(scenario).field_violations(), IsEmpty()) << lever;
    scenario.mutable_market()->set_shock_mode(
        v1::MarketAssumptions::SHOCK_EX_ANTE);
    const auto faults = FaultsOf(scenario);
    ASSERT_EQ(faults.field_violations_size(), 1) << faults.DebugString();
    EXPECT_EQ(faults.field_violations(0).field(), "scenario.market.shock_mode");
    EXPECT_THAT(faults.field_violations(0).description(),
                AllOf(HasSubstr("must be PATH_REALISED beside policy policy"),
                      HasSubstr("count it twice")));
  }
}

}  // namespace
}  // namespace oilflow
