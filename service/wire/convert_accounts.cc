#include "service/wire/convert_accounts.h"

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "google/protobuf/repeated_field.h"

#include "service/evaluation/money.h"
#include "service/policy/schedule.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_series.h"

namespace oilflow {
namespace {

template <typename Number>
void AddColumn(const std::vector<Number>& numbers,
               google::protobuf::RepeatedField<Number>* column) {
  column->Add(numbers.begin(), numbers.end());
}

void SetSchedule(const Policy& policy, const std::vector<double>& driver_levels,
                 v1::PolicySchedule* proto) {
  const ResolvedSchedule resolved = Resolve(policy.schedule, driver_levels);
  const Timing& timing = resolved.timing;
  proto->set_policy_id(policy.id);
  proto->set_happens(timing.happens);
  proto->set_quantile(resolved.level);
  if (timing.happens) {
    ToProto(timing.start, proto->mutable_first_date());
    if (timing.end.has_value()) {
      ToProto(*timing.end, proto->mutable_end_date());
    }
    proto->set_days_late(
        static_cast<int32_t>(timing.start - policy.schedule.start));
  }
  for (size_t g = 0; g < policy.schedule.gates.size(); ++g) {
    v1::PolicySchedule::GateOpening* gate = proto->add_gates();
    gate->set_gate_id(policy.schedule.gates[g].id);
    if (const auto day = resolved.gate_days[g]) {
      ToProto(*day, gate->mutable_date());
    }
  }
}

void SetStock(const StockSeries& stock, const Network& network,
              v1::StockLevel* proto) {
  proto->set_node(network.nodes()[stock.node].id);
  v1::ContentChange* content = proto->mutable_content();
  AddColumn(stock.baseline_bbl, content->mutable_baseline_bbl());
  AddColumn(stock.scenario_bbl, content->mutable_scenario_bbl());
  ToProto(stock.filled, proto->mutable_filled());
  ToProto(stock.drawn, proto->mutable_drawn());
  if (stock.capacity_bbl.has_value()) {
    proto->set_capacity_bbl(*stock.capacity_bbl);
  }
}

void SetAccount(const ActorMonth& account, const Network& network,
                v1::ActorAccount* proto) {
  if (account.actor.has_value()) {
    proto->set_actor(network.actors()[*account.actor].id);
  }
  ToProto(absl::CivilDay(account.month), proto->mutable_month());
  proto->set_day_count(account.day_count);
  proto->set_baseline_sold_bbl(account.baseline.sold_bbl);
  proto->set_scenario_sold_bbl(account.scenario.sold_bbl);
  proto->set_baseline_at_brent_cents(account.baseline.at_brent_cents);
  proto->set_scenario_at_brent_cents(account.scenario.at_brent_cents);
  int64_t baseline_net = 0;
  int64_t scenario_net = 0;
  for (size_t k = 0; k < kMoneyKindCount; ++k) {
    const int64_t before = account.baseline.net_cents[k];
    const int64_t after = account.scenario.net_cents[k];
    if (before == 0 && after == 0) {
      continue;
    }
    baseline_net += before;
    scenario_net += after;
    v1::AccountLine* line = proto->add_lines();
    // Both sides list the same kinds in the same order.
    static_assert(static_cast<int>(MoneyKind::kBlocked) +
                      v1::MONEY_KIND_SALES ==
                  v1::MONEY_KIND_BLOCKED);
    line->set_kind(
        static_cast<v1::MoneyKind>(static_cast<int>(k) + v1::MONEY_KIND_SALES));
    line->set_baseline_cents(before);
    line->set_scenario_cents(after);
  }
  proto->set_baseline_net_cents(baseline_net);
  proto->set_scenario_net_cents(scenario_net);
}

void SetPayment(const PaymentPosition& payment, const Network& network,
                v1::PaymentPosition* proto) {
  proto->set_arc(network.arcs()[payment.arc].id);
  proto->set_paid_usd_per_bbl(payment.paid_usd_per_bbl);
  proto->set_worth_usd_per_bbl(payment.worth_usd_per_bbl);
  if (const auto alternative = payment.alternative_usd_per_bbl) {
    proto->set_alternative_usd_per_bbl(*alternative);
    proto->set_gap_usd_per_bbl(*alternative - payment.paid_usd_per_bbl);
  }
  if (payment.alternative_arc.has_value()) {
    proto->set_alternative_arc(network.arcs()[*payment.alternative_arc].id);
  }
  proto->set_outstanding_usd(payment.outstanding_usd);
}

void SetArrears(const ArrearsPosition& arrears, const Scenario& scenario,
                v1::ArrearsPosition* proto) {
  proto->set_policy_id(scenario.policies[arrears.policy].id);
  proto->set_owed_usd(arrears.owed_usd);
  proto->set_recovered_usd(arrears.recovered_usd);
  proto->set_remaining_usd(arrears.owed_usd - arrears.recovered_usd);
  if (arrears.months_to_recover.has_value()) {
    proto->set_months_to_recover(*arrears.months_to_recover);
  }
}

void SetEnergy(const EnergySeries& energy, const Network& network,
               v1::EnergyBalance* proto) {
  proto->set_grid(network.power_grids()[energy.grid].id);
  AddColumn(energy.gas_lost_mmcmd, proto->mutable_gas_lost_mmcmd());
  AddColumn(energy.gas_as_crude_bpd,
            proto->mutable_gas_lost_crude_equivalent_bpd());
  AddColumn(energy.power_import_lost_mw, proto->mutable_power_import_lost_mw());
  AddColumn(energy.power_lost_mw, proto->mutable_power_lost_mw());
  AddColumn(energy.liquids_needed_bpd, proto->mutable_liquids_needed_bpd());
  AddRates(energy.liquids_burned_bpd, proto->mutable_liquids_burned_bpd());
  AddColumn(energy.restored_mw, proto->mutable_power_restored_mw());
  AddColumn(energy.unserved_mw, proto->mutable_power_unserved_mw());
}

void SetSpare(const SpareReach& spare, const Scenario& scenario,
              v1::SpareReach* proto) {
  proto->set_policy_id(scenario.policies[spare.policy].id);
  AddRates(spare.capacity_bpd, proto->mutable_capacity_bpd());
  AddRates(spare.reachable_bpd, proto->mutable_reachable_bpd());
  AddRates(spare.asked_bpd, proto->mutable_asked_bpd());
}

}  // namespace

void AccountsToProto(const Evaluation& evaluation, const Network& network,
                     const Scenario& scenario,
                     v1::EvaluateScenarioResponse* proto) {
  std::vector<double> driver_levels;
  for (const Driver& driver : scenario.drivers) {
    driver_levels.push_back(driver.level);
  }
  for (const Policy& policy : scenario.policies) {
    SetSchedule(policy, driver_levels, proto->add_schedules());
  }
  for (const StockSeries& stock : evaluation.stocks) {
    SetStock(stock, network, proto->add_stocks());
  }
  for (const ActorMonth& account : evaluation.accounts) {
    SetAccount(account, network, proto->add_accounts());
  }
  for (const PaymentPosition& payment : evaluation.payments) {
    SetPayment(payment, network, proto->add_payments());
  }
  for (const ArrearsPosition& arrears : evaluation.arrears) {
    SetArrears(arrears, scenario, proto->add_arrears());
  }
  for (const EnergySeries& energy : evaluation.energy) {
    SetEnergy(energy, network, proto->add_energy());
  }
  for (const SpareReach& spare : evaluation.spare) {
    SetSpare(spare, scenario, proto->add_spare());
  }
  AddRates(evaluation.demand_change_bpd, proto->mutable_demand_change_bpd());
}

}  // namespace oilflow
