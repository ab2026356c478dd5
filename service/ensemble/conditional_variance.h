// E[Var(Y | some of its inputs)], by drawing the others again and again.

#ifndef OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_VARIANCE_H_
#define OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_VARIANCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/ensemble/groups.h"
#include "service/ensemble/rows.h"
#include "service/ensemble/shapley_effects.h"

namespace oilflow {

// A mean, and the variance of its error.
struct MeanAndSpread {
  double mean = 0;
  double spread = 0;
};

// Of independent terms, at least 2.
MeanAndSpread MeanOfTerms(absl::Span<const double> terms);

// The random numbers of Shapley effects, each at the place that
// ShapleyEffectsOptions::seed says, and the variances found with them.
class ConditionalVariance {
 public:
  // Keeps all of them; they must outlive it.
  ConditionalVariance(absl::Span<const Group> groups,
                      const ShapleyEffectsOptions& options,
                      CompleteLevels complete, EvaluateRows evaluate)
      : groups_(groups),
        options_(options),
        complete_(complete),
        evaluate_(evaluate) {}

  // By output: the variance of Y, its spread that of the estimate.
  absl::StatusOr<std::vector<MeanAndSpread>> Whole() const;

  // Of steps first_step, first_step + 1, ..., each with a set of groups as
  // bits: row-major by step and outer draw, a column for each output, the
  // sample variances of Y over inner draws of the groups in the set.
  absl::StatusOr<std::vector<double>> Inner(
      uint32_t first_step, absl::Span<const uint64_t> sets) const;

  // The groups in an order picked at random, each order as likely.
  std::vector<int> Order(uint32_t index) const;

 private:
  double Uniform(uint32_t draw, int slot, int column) const;

  // Draws the variables of the groups in `set` for all inner draws of a step.
  absl::Status DrawStep(uint32_t step, uint64_t set,
                        absl::Span<double> levels) const;

  absl::Span<const Group> groups_;
  const ShapleyEffectsOptions& options_;
  CompleteLevels complete_;
  EvaluateRows evaluate_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_VARIANCE_H_
