// Makes independent levels depend on each other: a Gaussian copula with the
// rank correlations that are asked for.

#ifndef OILFLOW_SERVICE_ENSEMBLE_RANK_CORRELATION_H_
#define OILFLOW_SERVICE_ENSEMBLE_RANK_CORRELATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace oilflow {

// Two variables, by their places, and Spearman's correlation of their ranks.
struct CorrelatedPair {
  int first = 0;
  int second = 0;
  double correlation = 0;
};

// What was done to variables whose correlations cannot all hold.
struct CorrelationRepair {
  // All that depend on each other, ascending.
  std::vector<int> variables;
  // Of the correlations asked for; below 0.
  double least_eigenvalue = 0;
  // The pair whose rank correlation was changed most, from `asked` to `used`.
  int first = 0;
  int second = 0;
  double asked = 0;
  double used = 0;
};

// Variables that depend on each other, if only through others: more are
// refused.
inline constexpr int kMaxCorrelatedVariables = 64;

// Immutable and safe to use from many threads.
class GaussianCopula {
 public:
  // Pairs that are not given are uncorrelated. Errors name the variables: a
  // place that there is not, a pair with itself or given twice, a correlation
  // outside [-1, 1], more than kMaxCorrelatedVariables together; and, unless
  // `repair`, correlations that cannot all hold, because the matrix has an
  // eigenvalue below 0.
  //
  // The normals behind ranks with the correlation r have the correlation 2
  // sin(pi r / 6) (Pearson 1907; Kruskal 1958). A repair lifts the eigenvalues
  // of their matrix to at least 1e-6 and scales its diagonal back to 1
  // (Rousseeuw and Molenberghs 1993), within the variables concerned.
  static absl::StatusOr<GaussianCopula> Create(
      absl::Span<const std::string> names,
      absl::Span<const CorrelatedPair> pairs, bool repair);

  // Independent levels become dependent ones, each still uniform in (0, 1).
  // levels[variable * count + i] is that of the i-th draw. A variable that
  // depends on none before it keeps its bits.
  void Apply(int count, absl::Span<double> levels) const;

  // Pearson's correlation of the normals behind two variables, as used.
  double NormalCorrelation(int first, int second) const;

  const std::vector<CorrelationRepair>& repairs() const { return repairs_; }

 private:
  struct Component {
    // Ascending.
    std::vector<int> variables;
    // Row-major, with as many rows: correlations, and the lower triangle L
    // with L L' = correlations.
    std::vector<double> correlations;
    std::vector<double> factor;
  };

  GaussianCopula() = default;

  static void ApplyOne(const Component& component, int count, int begin,
                       int block, absl::Span<double> levels,
                       absl::Span<double> normals);

  int variable_count_ = 0;
  std::vector<Component> components_;
  std::vector<CorrelationRepair> repairs_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_RANK_CORRELATION_H_
