#include "service/evaluation/day_report.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "service/base/status_macros.h"
#include "service/evaluation/gross.h"

namespace oilflow {
std::vector<ActorDay> MoneyOfStage(const Network& network,
                                   const StageFlows& stage,
                                   int64_t brent_cents) {
  return MoneyOf(network, stage.limits.limits, stage.flows,
                 {.brent_cents = brent_cents,
                  .arcs = stage.limits.payment,
                  .blocked_ppm = stage.limits.blocked_ppm});
}

GridReport GridReportOf(const Network& network, size_t grid,
                        const StageFlows& stage) {
  const GridDay& day = stage.limits.grids[grid];
  const int burn = network.power_grids()[grid].burn_node;
  const int64_t unmet =
      stage.limits.limits.demand_bpd[burn] - stage.flows.delivered_bpd[burn];
  GridReport report;
  report.liquids_burned_bpd =
      std::max<int64_t>(0, day.need.liquids_asked_bpd - unmet);
  report.balance = BalanceOf(day.need, report.liquids_burned_bpd);
  return report;
}

absl::StatusOr<DayReport> ReportOf(const Network& network,
                                   const Scenario& scenario,
                                   int64_t brent_cents, DayOutcome outcome) {
  DayReport report;
  report.outcome = std::move(outcome);
  ASSIGN_OR_RETURN(report.ledger, LedgerOf(network, report.outcome));
  report.net_bpd = NetMarketSupply(network, report.outcome);
  for (const Policy& policy : scenario.policies) {
    report.gross_bpd.push_back(GrossOf(network, policy, report.outcome));
  }
  const StageFlows& baseline = report.outcome.baseline();
  const StageFlows& with_policies = report.outcome.scenario();
  report.baseline_balances = BalancesOf(network, baseline.flows);
  report.scenario_balances = BalancesOf(network, with_policies.flows);
  report.baseline_money = MoneyOfStage(network, baseline, brent_cents);
  report.scenario_money = MoneyOfStage(network, with_policies, brent_cents);
  for (size_t g = 0; g < network.power_grids().size(); ++g) {
    report.grids.push_back(GridReportOf(network, g, with_policies));
  }
  return report;
}

}  // namespace oilflow
