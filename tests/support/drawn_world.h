// A draw written out in full: the slow way to what DrawEvaluator finds.

#ifndef OILFLOW_TESTS_SUPPORT_DRAWN_WORLD_H_
#define OILFLOW_TESTS_SUPPORT_DRAWN_WORLD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"

#include "service/ensemble/ensemble_model.h"
#include "service/evaluation/evaluate.h"
#include "service/facts/fact.h"
#include "service/policy/scenario.h"

namespace oilflow {

// Facts and a scenario in which what was drawn stands as if it had been given.
struct DrawnWorld {
  std::vector<Fact> facts;
  Scenario scenario;
};

// The world of a draw of `model`, whose facts are `facts`, with the policies
// that the setting leaves out left out. Works from the names of variables
// alone.
DrawnWorld WriteOut(const EnsembleModel& model, const std::vector<Fact>& facts,
                    absl::Span<const double> levels, const Setting& setting);

// The same with every number at its own value, but for those of the setting.
DrawnWorld WriteOutMedian(const EnsembleModel& model,
                          const std::vector<Fact>& facts,
                          const Setting& setting);

// Percent of price for one percent of supply in a draw.
double MultiplierOf(const EnsembleModel& model,
                    absl::Span<const double> levels);

// The outputs that an evaluation gives for the columns of the model, priced by
// `multiplier`; prices of months and of a curve are left 0.
std::vector<double> OutputsOf(const EnsembleModel& model,
                              const Evaluation& evaluation,
                              const Scenario& scenario, double multiplier);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_DRAWN_WORLD_H_
