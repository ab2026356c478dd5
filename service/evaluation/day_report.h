// Everything that is reported of one day.

#ifndef OILFLOW_SERVICE_EVALUATION_DAY_REPORT_H_
#define OILFLOW_SERVICE_EVALUATION_DAY_REPORT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"

#include "service/evaluation/day_outcome.h"
#include "service/evaluation/ledger.h"
#include "service/evaluation/money.h"
#include "service/evaluation/origins.h"

namespace oilflow {

// Liquids burned in place of lost energy, and what that leaves unserved.
struct GridReport {
  int64_t liquids_burned_bpd = 0;
  EnergyBalance balance;
};

struct DayReport {
  DayOutcome outcome;
  std::vector<LedgerEntry> ledger;
  // By policy.
  std::vector<int64_t> gross_bpd;
  int64_t net_bpd = 0;
  // By country.
  std::vector<CountryBalance> baseline_balances;
  std::vector<CountryBalance> scenario_balances;
  // As MoneyOf; without arrears, which depend on what was paid off before.
  std::vector<ActorDay> baseline_money;
  std::vector<ActorDay> scenario_money;
  // By grid, with the policies.
  std::vector<GridReport> grids;
};

// Who pays whom on a day of a stage.
std::vector<ActorDay> MoneyOfStage(const Network& network,
                                   const StageFlows& stage,
                                   int64_t brent_cents);

// Of what the burn takes, the liquids in place of lost energy are served last.
GridReport GridReportOf(const Network& network, size_t grid,
                        const StageFlows& stage);

absl::StatusOr<DayReport> ReportOf(const Network& network,
                                   const Scenario& scenario,
                                   int64_t brent_cents, DayOutcome outcome);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_DAY_REPORT_H_
