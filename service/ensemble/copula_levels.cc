#include "service/ensemble/copula_levels.h"

#include <algorithm>
#include <cstddef>

#include "service/base/status_macros.h"
#include "service/ensemble/conditional_normal.h"

namespace oilflow {

CopulaLevels::CopulaLevels(const GaussianCopula& copula, int column_count)
    : column_count_(column_count) {
  for (int i = 0; i < column_count; ++i) {
    for (int j = 0; j < column_count; ++j) {
      if (i != j && copula.NormalCorrelation(i, j) != 0) {
        dependent_.push_back(i);
        break;
      }
    }
  }
  for (const int i : dependent_) {
    for (const int j : dependent_) {
      correlations_.push_back(i == j ? 1 : copula.NormalCorrelation(i, j));
    }
  }
}

absl::Status CopulaLevels::Complete(absl::Span<const int> given,
                                    absl::Span<const double> uniforms,
                                    int row_count,
                                    absl::Span<double> levels) const {
  const auto is_given = [&](int column) {
    return std::binary_search(given.begin(), given.end(), column);
  };
  const auto columns = static_cast<size_t>(column_count_);
  for (int column = 0; column < column_count_; ++column) {
    if (is_given(column)) {
      continue;
    }
    for (size_t at = column; at < columns * row_count; at += columns) {
      levels[at] = uniforms[at];
    }
  }
  if (dependent_.empty()) {
    return absl::OkStatus();
  }
  std::vector<int> known;
  for (size_t k = 0; k < dependent_.size(); ++k) {
    if (is_given(dependent_[k])) {
      known.push_back(static_cast<int>(k));
    }
  }
  ASSIGN_OR_RETURN(
      const ConditionalNormal normal,
      ConditionalNormal::Create(correlations_,
                                static_cast<int>(dependent_.size()), known));
  std::vector<double> some_uniforms(dependent_.size());
  std::vector<double> some_levels(dependent_.size());
  for (int row = 0; row < row_count; ++row) {
    const size_t start = columns * row;
    for (size_t k = 0; k < dependent_.size(); ++k) {
      some_uniforms[k] = uniforms[start + dependent_[k]];
      some_levels[k] = levels[start + dependent_[k]];
    }
    normal.Complete(some_uniforms, absl::MakeSpan(some_levels));
    for (size_t k = 0; k < dependent_.size(); ++k) {
      levels[start + dependent_[k]] = some_levels[k];
    }
  }
  return absl::OkStatus();
}

}  // namespace oilflow
