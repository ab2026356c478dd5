// Eigenvalues and eigenvectors of a small symmetric matrix.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SYMMETRIC_EIGEN_H_
#define OILFLOW_SERVICE_ENSEMBLE_SYMMETRIC_EIGEN_H_

#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// The matrix is V diag(values) V'. In no particular order.
struct SymmetricEigen {
  std::vector<double> values;
  // Row-major: the eigenvector of values[k] is column k.
  std::vector<double> vectors;
};

// Of `matrix`, row-major with `size` rows: Jacobi's rotations, row by row
// (Golub and Van Loan, "Matrix Computations", 8.5). Additions, multiplications,
// divisions and square roots in one order: the same bits everywhere. To about
// 1e-15 times the size of the matrix, whose cube is its cost.
SymmetricEigen EigenOf(absl::Span<const double> matrix, int size);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SYMMETRIC_EIGEN_H_
