// The ledger in six steps, from the headline to what a price sees.

#ifndef OILFLOW_SERVICE_EVALUATION_LADDER_H_
#define OILFLOW_SERVICE_EVALUATION_LADDER_H_

#include <cstdint>
#include <vector>

#include "service/evaluation/evaluate.h"
#include "service/policy/scenario.h"

namespace oilflow {

// One day, plus for more oil to the markets. Whole barrels, so that gross and
// the four after it sum exactly to the net change of what markets get.
struct LadderDay {
  // What the policies bring or take away at their own place.
  int64_t gross_bpd = 0;
  // What of it moves from or to another outlet of the same producers: a line
  // that opens takes oil from trucks, trucks take oil of a line that shuts.
  int64_t rerouted_bpd = 0;
  // Quota offset, leakage, displaced oil, domestic use and storage.
  int64_t absorbed_bpd = 0;
  int64_t spare_bpd = 0;
  int64_t stock_release_bpd = 0;
  // Less demand by policy counts like supply.
  int64_t demand_bpd = 0;

  int64_t Net() const {
    return gross_bpd + rerouted_bpd + absorbed_bpd + spare_bpd +
           stock_release_bpd;
  }
};

// The ladder of every day; Net() is `evaluation.net_bpd`. Rerouted oil stands
// in the ledger as both more and less. Here as much of it is set against the
// headlines, with its sign, as brings gross nearest to their sum: all of it
// where a line that reopens takes from trucks, and where trucks take what a
// closed line lost. Where headlines overlap (a field and its pipeline) gross is
// less than their sum. Without a policy that names outlets nothing is set
// against anything.
std::vector<LadderDay> LadderOf(const Evaluation& evaluation,
                                const Scenario& scenario);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_LADDER_H_
