// Draws the levels of some variables given those of the others.

#ifndef OILFLOW_SERVICE_ENSEMBLE_COPULA_LEVELS_H_
#define OILFLOW_SERVICE_ENSEMBLE_COPULA_LEVELS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

#include "service/ensemble/rank_correlation.h"

namespace oilflow {

// What Shapley effects call CompleteLevels, for the variables of a sampler:
// those that depend on others follow from its copula, the rest are independent.
class CopulaLevels {
 public:
  CopulaLevels(const GaussianCopula& copula, int column_count);

  // As CompleteLevels. An error if the copula's matrix is singular, as with
  // rank correlations of 1 or -1.
  absl::Status Complete(absl::Span<const int> given,
                        absl::Span<const double> uniforms, int row_count,
                        absl::Span<double> levels) const;

 private:
  int column_count_;
  // Columns that depend on others, ascending, and their correlations,
  // row-major.
  std::vector<int> dependent_;
  std::vector<double> correlations_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_COPULA_LEVELS_H_
