// A whole evaluation, written to be read: every day and every stage from
// scratch, facts looked up one by one, levers as docs/model.md words them,
// routes by NaiveAllocate.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/allocation/day.h"
#include "service/facts/fact.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// What a spare policy's producers hold, could bring to markets and are asked.
struct NaiveReach {
  int64_t capacity_bpd = 0;
  int64_t reachable_bpd = 0;
  int64_t asked_bpd = 0;

  bool operator==(const NaiveReach&) const = default;
};

// Energy of a grid with the policies.
struct NaiveEnergy {
  double power_lost_mw = 0;
  double liquids_needed_bpd = 0;
  int64_t liquids_burned_bpd = 0;
  double unserved_mw = 0;

  bool operator==(const NaiveEnergy&) const = default;
};

struct NaiveDayResult {
  DayFlows baseline;
  DayFlows scenario;
  // The change of what enters markets and of what strategic stocks sell.
  int64_t net_bpd = 0;
  // By node, when the day is over.
  std::vector<int64_t> baseline_content_bbl;
  std::vector<int64_t> scenario_content_bbl;
  // By grid.
  std::vector<NaiveEnergy> energy;
  // By spare policy.
  std::vector<NaiveReach> spare;
  int64_t demand_change_bpd = 0;

  bool operator==(const NaiveDayResult&) const = default;
};

// For networks without proportional groups.
std::vector<NaiveDayResult> NaiveEvaluate(const Network& network,
                                          const std::vector<Fact>& facts,
                                          absl::CivilDay as_of,
                                          const Scenario& scenario,
                                          double brent_usd_per_bbl);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_
