// Every way to spoil a lever on payment, energy, operators, reserves or demand.

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"

namespace oilflow {
namespace {

constexpr char kShares[] = "0 to 1 share";
constexpr char kDollars[] = "0 to 1000 USD/bbl";

class BadMoneyTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadMoneyTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send Waiver(const std::string& text) {
  return WithPolicy(absl::StrCat("waiver {", text, "}"));
}

const BadCase kWaivers[] = {
    {"WaiverOfNothing",
     Waiver("stopped_share: 1"),
     InPolicy("waiver.links"),
     {"at least one energy link"}},
    {"UnknownLinkLikeAnother",
     Waiver("links: 'iran-iraq-gaz' stopped_share: 1"),
     InPolicy("waiver.links[0]"),
     {"an energy link of the network", "not \"iran-iraq-gaz\"",
      "did you mean \"iran-iraq-gas\"?"}},
    {"ArcForALink",
     Waiver("links: 'itp' stopped_share: 1"),
     InPolicy("waiver.links[0]"),
     {"an energy link of the network", "not \"itp\""}},
    {"LinkTwice",
     Waiver("links: 'iran-iraq-gas' links: 'iran-iraq-gas' stopped_share: 1"),
     InPolicy("waiver.links[1]"),
     {"named twice: iran-iraq-gas"}},
    {"WaiverWithoutAShare",
     Waiver("links: 'iran-iraq-gas'"),
     InPolicy("waiver.stopped_share"),
     {"must be given", kShares}},
    {"WaiverInPercent",
     Waiver("links: 'iran-iraq-gas' stopped_share: 40"),
     InPolicy("waiver.stopped_share"),
     {kShares, "not 40"}},
    {"SubstitutionBelow0",
     Waiver("links: 'iran-iraq-gas' stopped_share: 1 "
            "substitution_limit_bpd: -1"),
     InPolicy("waiver.substitution_limit_bpd"),
     {kRateRule, "not -1"}},
    {"GasAboveAllThereIs",
     Waiver("links: 'iran-iraq-gas' stopped_share: 1 gas_supply_mmcmd: 10001"),
     InPolicy("waiver.gas_supply_mmcmd"),
     {"0 to 10000 MMcm/d", "not 10001"}},
    {"PowerThatIsNoNumber",
     Waiver("links: 'iran-iraq-power' stopped_share: 1 power_supply_mw: nan"),
     InPolicy("waiver.power_supply_mw"),
     {"0 to 1000000 MW", "not nan"}},
    {"GasOnALineOfPower",
     Waiver("links: 'iran-iraq-power' stopped_share: 1 gas_supply_mmcmd: 1"),
     InPolicy("waiver.gas_supply_mmcmd"),
     {"left out unless links names one that carries gas"}},
    {"PowerOnALineOfGas",
     Waiver("links: 'iran-iraq-gas' stopped_share: 1 power_supply_mw: 1"),
     InPolicy("waiver.power_supply_mw"),
     {"left out unless links names one that carries power"}},
};
INSTANTIATE_TEST_SUITE_P(Waivers, BadMoneyTest, testing::ValuesIn(kWaivers),
                         CaseName);

// On the pipeline of the KRG, for whose oil SOMO pays.
Send Payment(const std::string& text) {
  return WithPolicy(absl::StrCat("payment { arcs: 'krg-pipeline' ", text, "}"));
}

Send Finance(const std::string& text) {
  return WithPolicy(absl::StrCat("finance {", text, "}"));
}

const BadCase kMoney[] = {
    {"PaymentOnNoArc",
     WithPolicy("payment { paid_share: 1 }"),
     InPolicy("payment.arcs"),
     {"at least one arc"}},
    {"PaymentWhereNobodyPays",
     Payment("arcs: 'itp' paid_share: 1"),
     InPolicy("payment.arcs[1]"),
     {"must be an arc with a payer", "itp has none"}},
    {"PaymentOnAnArcTwice",
     Payment("arcs: 'krg-pipeline' paid_share: 1"),
     InPolicy("payment.arcs[1]"),
     {"named twice: krg-pipeline"}},
    {"PaymentThatChangesNothing",
     Payment(""),
     InPolicy("payment.paid_share"),
     {"must be given", "advance_usd_per_bbl", "payment_delay_days",
      "arrears_usd", "changes nothing"}},
    {"PaidShareAbove1",
     Payment("paid_share: 1.5"),
     InPolicy("payment.paid_share"),
     {kShares, "not 1.5"}},
    {"AdvanceBelow0",
     Payment("advance_usd_per_bbl: -1"),
     InPolicy("payment.advance_usd_per_bbl"),
     {kDollars, "not -1"}},
    {"PaymentDelayedFor1097Days",
     Payment("payment_delay_days: 1097"),
     InPolicy("payment.payment_delay_days"),
     {"0 to 1096 days", "not 1097"}},
    {"PaymentBeforeDelivery",
     Payment("payment_delay_days: -1"),
     InPolicy("payment.payment_delay_days"),
     {"0 to 1096 days", "not -1"}},
    {"ArrearsBelow0",
     Payment("arrears_usd: -1 arrears_recovery_usd_per_bbl: 1"),
     InPolicy("payment.arrears_usd"),
     {"0 to 10000000000000 USD", "not -1"}},
    {"ArrearsThatAreNeverPaid",
     Payment("arrears_usd: 1e9"),
     InPolicy("payment.arrears_usd"),
     {"left out unless arrears_recovery_usd_per_bbl is given"}},
    {"RecoveryOfNoArrears",
     Payment("arrears_recovery_usd_per_bbl: 4"),
     InPolicy("payment.arrears_recovery_usd_per_bbl"),
     {"left out unless arrears_usd is given"}},
    {"RecoveryAbove1000",
     Payment("arrears_usd: 1e9 arrears_recovery_usd_per_bbl: 1001"),
     InPolicy("payment.arrears_recovery_usd_per_bbl"),
     {kDollars, "not 1001"}},
    {"NoChannel",
     Finance("blocked_share: 1"),
     InPolicy("finance.channel"),
     {"a payment channel of the network", "not \"\""}},
    {"UnknownChannelLikeAnother",
     Finance("channel: 'frbny-acount' blocked_share: 1"),
     InPolicy("finance.channel"),
     {"not \"frbny-acount\"", "did you mean \"frbny-account\"?"}},
    {"FinanceWithoutAShare",
     Finance("channel: 'frbny-account'"),
     InPolicy("finance.blocked_share"),
     {"must be given", kShares}},
    {"FinanceInPercent",
     Finance("channel: 'frbny-account' blocked_share: 100"),
     InPolicy("finance.blocked_share"),
     {kShares, "not 100"}},
    {"FinanceThatMakesOilCheaper",
     Finance("channel: 'frbny-account' blocked_share: 1 "
             "extra_cost_usd_per_bbl: -1"),
     InPolicy("finance.extra_cost_usd_per_bbl"),
     {kDollars, "not -1"}},
    {"WithheldShareThatIsNoNumber",
     Finance("channel: 'frbny-account' blocked_share: 1 withheld_share: nan"),
     InPolicy("finance.withheld_share"),
     {kShares, "not nan"}},
};
INSTANTIATE_TEST_SUITE_P(Money, BadMoneyTest, testing::ValuesIn(kMoney),
                         CaseName);

Send Operator(const std::string& text) {
  return WithPolicy(absl::StrCat("operator {", text, "}"));
}

Send Spare(const std::string& text) {
  return WithPolicy(absl::StrCat("spare {", text, "}"));
}

// Released until 5 March, unless `text` says otherwise.
Send Stock(const std::string& text) {
  return WithPolicy(absl::StrCat(
      "end_date { year: 2025 month: 3 day: 5 } stock_release {", text, "}"));
}

Send Demand(const std::string& text) {
  return WithPolicy(absl::StrCat("demand {", text, "}"));
}

// A good policy, under a price in which the response of others is already.
Send ExAnte(const std::string& lever) {
  return WithScenario(
      absl::StrCat("market { shock_mode: SHOCK_EX_ANTE } policies { ",
                   "policy_id: 'response' ",
                   "start_date { year: 2025 month: 3 day: 1 } ", lever, "}"));
}

// Each adds 200,000,000 bpd.
std::string DemandPolicies(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, "policies { policy_id: 'p", i,
                    "' start_date { year: 2025 month: 3 day: 1 } demand { ",
                    "sink: 'irq-ref' change_bpd: 2e8 } }");
  }
  return text;
}

const BadCase kReserves[] = {
    {"NoOperator",
     Operator("lost_share: 1"),
     InPolicy("operator.operator_id"),
     {"an operator of the network", "not \"\""}},
    {"UnknownOperatorLikeAnother",
     Operator("operator_id: 'lukoyl' lost_share: 1"),
     InPolicy("operator.operator_id"),
     {"not \"lukoyl\"", "did you mean \"lukoil\"?"}},
    {"OperatorWithoutAShare",
     Operator("operator_id: 'lukoil'"),
     InPolicy("operator.lost_share"),
     {"must be given", kShares}},
    {"OperatorInPercent",
     Operator("operator_id: 'lukoil' lost_share: 50"),
     InPolicy("operator.lost_share"),
     {kShares, "not 50"}},
    {"SpareOfNobody",
     Spare("filled_share: 1"),
     InPolicy("spare.producers"),
     {"at least one spare producer"}},
    {"SpareOfAFieldInUse",
     Spare("producers: 'south-fed' filled_share: 1"),
     InPolicy("spare.producers[0]"),
     {"must be a spare producer", "south-fed is none"}},
    {"UnknownSpareProducer",
     Spare("producers: 'saudi-spar' filled_share: 1"),
     InPolicy("spare.producers[0]"),
     {"not \"saudi-spar\"", "did you mean \"saudi-spare\"?"}},
    {"SpareTwice",
     Spare("producers: 'uae-spare' producers: 'uae-spare' filled_share: 1"),
     InPolicy("spare.producers[1]"),
     {"named twice: uae-spare"}},
    {"SpareWithoutAShare",
     Spare("producers: 'saudi-spare'"),
     InPolicy("spare.filled_share"),
     {"must be given", kShares}},
    {"SpareInPercent",
     Spare("producers: 'saudi-spare' filled_share: 60"),
     InPolicy("spare.filled_share"),
     {kShares, "not 60"}},
    {"NoStock",
     Stock("rate_bpd: 1"),
     InPolicy("stock_release.stock"),
     {"a strategic stock of the network", "not \"\""}},
    {"MarketForAStock",
     Stock("stock: 'ceyhan' rate_bpd: 1"),
     InPolicy("stock_release.stock"),
     {"must be a strategic stock", "ceyhan is none"}},
    {"StockWithoutARate",
     Stock("stock: 'iea-stocks'"),
     InPolicy("stock_release.rate_bpd"),
     {"must be given", kRateRule}},
    {"StockRateBelow0",
     Stock("stock: 'iea-stocks' rate_bpd: -1"),
     InPolicy("stock_release.rate_bpd"),
     {kRateRule, "not -1"}},
    {"RefillThatIsNoNumber",
     Stock("stock: 'iea-stocks' rate_bpd: 1 refill_bpd: nan"),
     InPolicy("stock_release.refill_bpd"),
     {kRateRule, "not nan"}},
    {"RefillDateWithoutARate",
     Stock("stock: 'iea-stocks' rate_bpd: 1 "
           "refill_start_date { year: 2025 month: 3 day: 6 }"),
     InPolicy("stock_release.refill_start_date"),
     {"left out unless refill_bpd is given"}},
    {"RefillDateWithoutAnEnd",
     WithPolicy("stock_release { stock: 'iea-stocks' rate_bpd: 1 "
                "refill_bpd: 1 refill_start_date { year: 2025 month: 3 "
                "day: 6 } }"),
     InPolicy("stock_release.refill_start_date"),
     {"left out unless end_date of the policy is set"}},
    {"RefillBeforeTheEnd",
     Stock("stock: 'iea-stocks' rate_bpd: 1 refill_bpd: 1 "
           "refill_start_date { year: 2025 month: 3 day: 4 }"),
     InPolicy("stock_release.refill_start_date"),
     {"not be before end_date", "2025-03-05, not 2025-03-04"}},
    {"RefillOnNoDay",
     Stock("stock: 'iea-stocks' rate_bpd: 1 refill_bpd: 1 "
           "refill_start_date { year: 2025 month: 2 day: 30 }"),
     InPolicy("stock_release.refill_start_date"),
     {"day of the calendar", "2025-02-30"}},
    {"DemandOfNobody",
     Demand("change_bpd: 1"),
     InPolicy("demand.sink"),
     {"a market or a domestic use of the network", "not \"\""}},
    {"DemandOfAProducer",
     Demand("sink: 'south-fed' change_bpd: 1"),
     InPolicy("demand.sink"),
     {"must be a market or a domestic use", "south-fed is none"}},
    {"DemandWithoutASize",
     Demand("sink: 'ceyhan'"),
     InPolicy("demand.demand_bpd"),
     {"must be given", "change_bpd"}},
    {"DemandBelow0",
     Demand("sink: 'irq-ref' demand_bpd: -1"),
     InPolicy("demand.demand_bpd"),
     {kRateRule, "not -1"}},
    {"DemandChangeInfinite",
     Demand("sink: 'irq-ref' change_bpd: -inf"),
     InPolicy("demand.change_bpd"),
     {"-200000000 to 200000000 bpd", "not -inf"}},
    {"MoreDemandTogetherThanTheWireHolds",
     WithScenario(DemandPolicies(3)),
     "scenario.policies",
     {"change demand and stocks by at most 500000000 bpd together",
      "not 600000000"}},
    {"SpareUnderAnExAntePrice",
     ExAnte("spare { producers: 'saudi-spare' filled_share: 0.6 }"),
     "scenario.market.shock_mode",
     {"must be PATH_REALISED", "policy response", "count it twice"}},
    {"StockUnderAnExAntePrice",
     ExAnte("stock_release { stock: 'iea-stocks' rate_bpd: 1e6 }"),
     "scenario.market.shock_mode",
     {"must be PATH_REALISED", "policy response", "count it twice"}},
};
INSTANTIATE_TEST_SUITE_P(Reserves, BadMoneyTest, testing::ValuesIn(kReserves),
                         CaseName);

}  // namespace
}  // namespace oilflow
