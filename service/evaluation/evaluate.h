// What a scenario changes, day by day.

#ifndef OILFLOW_SERVICE_EVALUATION_EVALUATE_H_
#define OILFLOW_SERVICE_EVALUATION_EVALUATE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/base/cancellation.h"
#include "service/evaluation/binding.h"
#include "service/evaluation/ledger.h"
#include "service/evaluation/money.h"
#include "service/evaluation/payment_position.h"
#include "service/evaluation/quota.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/units/units.h"

namespace oilflow {

// A rate on every day of the horizon, without and with the policies, in whole
// barrels per day.
struct RateChange {
  std::vector<int64_t> baseline_bpd;
  std::vector<int64_t> scenario_bpd;
};

// See CountryBalance for what each means.
struct CountrySeries {
  RateChange production;
  RateChange domestic_use;
  RateChange true_exports;
  RateChange apparent_exports;
  RateChange foreign_in_apparent;
  // Both columns empty if the network has no arcs of deliveries for it.
  RateChange deliveries;
  RateChange storage_build;
  // The fact that gives its exports of products on the first day.
  const Fact* product_exports = nullptr;
};

// Oil in a storage or a strategic stock at the end of each day, in barrels.
struct StockSeries {
  int node = 0;
  std::optional<int64_t> capacity_bbl;
  std::vector<int64_t> baseline_bbl;
  std::vector<int64_t> scenario_bbl;
  RateChange filled;
  RateChange drawn;
};

// An old debt that a payment policy pays off.
struct ArrearsPosition {
  int policy = 0;
  double owed_usd = 0;
  double recovered_usd = 0;
  // At the pace of the last day on which it was paid off, in months of 30 days;
  // missing if nothing was.
  std::optional<double> months_to_recover;
};

// A grid that a policy touches, on every day. What no fact gives leaves a
// column empty.
struct EnergySeries {
  int grid = 0;
  std::vector<double> gas_lost_mmcmd;
  std::vector<double> gas_as_crude_bpd;
  std::vector<double> power_import_lost_mw;
  std::vector<double> power_lost_mw;
  std::vector<double> liquids_needed_bpd;
  std::vector<int64_t> liquids_burned_bpd;
  std::vector<double> restored_mw;
  std::vector<double> unserved_mw;
};

// What a spare policy's producers hold, could bring to a market, and are asked
// for, on every day.
struct SpareReach {
  int policy = 0;
  std::vector<int64_t> capacity_bpd;
  std::vector<int64_t> reachable_bpd;
  std::vector<int64_t> asked_bpd;
};

// Barrels of one node under one mechanism on every day.
struct LedgerLine {
  Mechanism mechanism = Mechanism::kNew;
  int node = 0;
  std::vector<int64_t> more_bpd;
  std::vector<int64_t> less_bpd;
};

// A country against what it owes OPEC+, over the days of a month that lie in
// the horizon. What no fact covers is missing, not zero.
struct QuotaPosition {
  int country = 0;
  absl::CivilMonth month;
  int day_count = 0;
  QuotaTarget target;
  // Means over those days.
  double baseline_counted_bpd = 0;
  double scenario_counted_bpd = 0;
  // By counting basis of the network that is of this country: the fact that
  // says by how much it differs on the first of those days.
  struct OtherBasis {
    int basis = 0;
    const Fact* difference = nullptr;
  };
  std::vector<OtherBasis> other_bases;
};

// A published stream, and the fact that gives its size on the first day.
struct StreamSize {
  int stream = 0;
  const Fact* fact = nullptr;
};

// How the work was done: for benchmarks, not for results.
struct EvaluationWork {
  int distinct_day_count = 0;
  int64_t solve_count = 0;
};

struct Evaluation {
  Reading reading;
  Horizon horizon;
  // By arc and node; of nodes, what producers lift and sinks take.
  std::vector<RateChange> arcs;
  std::vector<RateChange> nodes;
  // By country.
  std::vector<CountrySeries> countries;
  std::vector<LedgerLine> ledger;
  // The change of what markets get: more less less, summed over the ledger.
  std::vector<int64_t> net_bpd;
  // By policy: the headline on every day.
  std::vector<std::vector<int64_t>> gross_bpd;
  std::vector<QuotaPosition> quota_positions;
  std::vector<BindingConstraint> constraints;
  std::vector<ShortfallSpan> shortfalls;
  std::vector<StreamSize> streams;
  // Producers that lift less than their potential in the baseline on some day,
  // because a route does not pay or is full.
  std::vector<int> idle_producers;
  // Policies that would cut a producer by more than its baseline potential, and
  // the least such potential: the cut stops at zero.
  std::map<int, int64_t> cuts_beyond_potential;
  // Outages and demand policies that take away more than there is on some day,
  // and the least that there is: what is taken stops at zero.
  std::map<int, int64_t> cuts_beyond_flow;
  std::vector<StockSeries> stocks;
  std::vector<ActorMonth> accounts;
  // On the last day of the horizon.
  std::vector<PaymentPosition> payments;
  std::vector<ArrearsPosition> arrears;
  std::vector<EnergySeries> energy;
  std::vector<SpareReach> spare;
  // What demand policies add to the demand of markets on every day; empty if
  // there is no such policy.
  std::vector<int64_t> demand_change_bpd;
  // Producers that offset a loss and whose spare capacity no fact gives: it was
  // taken for none.
  std::vector<int> unknown_spare;
  // Every fact that the numbers rest on, once, in the order of the network.
  std::vector<const Fact*> facts;
  EvaluationWork work;
};

// Evaluates `scenario` on the network, with the facts of `snapshot` and Brent
// at `brent` throughout. The same arguments give the same result, to the bit.
//
// Errors: those of ReadBaseline, CheckQuotaFacts, CheckPolicyFacts and
// CheckRouteCosts; whatever `keep_going` returns, within a day's work.
absl::StatusOr<Evaluation> Evaluate(const Network& network,
                                    const Snapshot& snapshot,
                                    const Scenario& scenario,
                                    DollarsPerBarrel brent,
                                    const KeepGoing& keep_going = AlwaysGoOn);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_EVALUATE_H_
