// Draws some of several correlated normals, given the others.

#ifndef OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_NORMAL_H_
#define OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_NORMAL_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace oilflow {

// The lower triangle L with L L' = `matrix`, row-major with `size` rows, its
// upper part 0. By rows, in one order of operations, so the same bits
// everywhere. An error that names the row unless the matrix is positive
// definite by more than rounding.
absl::StatusOr<std::vector<double>> Cholesky(absl::Span<const double> matrix,
                                             int size);

// Standard normals X of which X_G is given: the others, X_F, are normal with
//
//   mean M X_G, M = R_FG R_GG^-1, and covariance R_FF - M R_GF = L L'
//
// (for instance Eaton 1983, section 3.4).
class ConditionalNormal {
 public:
  // `correlation` is row-major with `size` rows; `given` are different columns,
  // ascending, none or all of them too. An error unless the matrix is
  // symmetric with a diagonal of 1, and positive definite.
  static absl::StatusOr<ConditionalNormal> Create(
      absl::Span<const double> correlation, int size,
      absl::Span<const int> given);

  // The columns that are not given, ascending.
  const std::vector<int>& free() const { return free_; }

  // By free column and given column, row-major: M. By free columns: L.
  const std::vector<double>& weights() const { return weights_; }
  const std::vector<double>& factor() const { return factor_; }

  // Of a Gaussian copula: `levels` has `size` columns, the given ones filled
  // in; fills in the others, each in (0, 1), with `uniforms`, one in (0, 1) by
  // column, of which those of given columns are not looked at.
  void Complete(absl::Span<const double> uniforms,
                absl::Span<double> levels) const;

 private:
  ConditionalNormal() = default;

  std::vector<int> given_;
  std::vector<int> free_;
  std::vector<double> weights_;
  std::vector<double> factor_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_CONDITIONAL_NORMAL_H_
