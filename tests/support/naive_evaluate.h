// A whole evaluation, written to be read: every day from scratch, facts looked
// up one by one, levers as docs/model.md words them, routes by NaiveAllocate.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_

#include <cstdint>
#include <vector>

#include "service/facts/fact.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

struct NaiveDayResult {
  // By arc.
  std::vector<int64_t> baseline_bpd;
  std::vector<int64_t> scenario_bpd;
  // The change of what enters markets.
  int64_t net_bpd = 0;
};

// For networks without proportional groups, where no two routes earn the same.
std::vector<NaiveDayResult> NaiveEvaluate(const Network& network,
                                          const std::vector<Fact>& facts,
                                          absl::CivilDay as_of,
                                          const Scenario& scenario,
                                          double brent_usd_per_bbl);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_EVALUATE_H_
