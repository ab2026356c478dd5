// Goes through a horizon day by day and carries over what is in storage.

#ifndef OILFLOW_SERVICE_EVALUATION_WALK_H_
#define OILFLOW_SERVICE_EVALUATION_WALK_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

//   Walk walk(network, scenario, baseline);
//   for each day in order:
//     DayInputs inputs = walk.InputsOn(day);
//     walk.Pass(EvaluateDay(..., inputs, ...));
class Walk {
 public:
  // All must outlive the walk.
  Walk(const Network& network, const Scenario& scenario,
       const Baseline& baseline);

  // What decides the day. Days that are alike have inputs that are equal.
  DayInputs InputsOn(absl::CivilDay day) const;

  // Fills and draws the storages of every stage as the day did.
  void Pass(const DayOutcome& outcome);

  // By node: barrels in storages and strategic stocks now, without and with the
  // policies.
  const std::vector<int64_t>& baseline_content_bbl() const {
    return content_bbl_.front();
  }
  const std::vector<int64_t>& scenario_content_bbl() const {
    return content_bbl_.back();
  }

 private:
  const Network& network_;
  const Scenario& scenario_;
  const Baseline& baseline_;
  std::vector<Stage> stages_;
  // By span: the first span with the same numbers.
  std::vector<size_t> first_alike_;
  // By stage and node.
  std::vector<std::vector<int64_t>> content_bbl_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_WALK_H_
