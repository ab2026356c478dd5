#include "service/ensemble/symmetric_eigen.h"

#include <cassert>
#include <cmath>
#include <cstddef>

namespace oilflow {
namespace {

class Jacobi {
 public:
  Jacobi(absl::Span<const double> matrix, size_t size)
      : size_(size),
        matrix_(matrix.begin(), matrix.end()),
        vectors_(size * size) {
    for (size_t i = 0; i < size; ++i) {
      vectors_[i * size + i] = 1;
    }
  }

  SymmetricEigen Run() {
    // Each sweep squares what is off the diagonal; ten are plenty.
    constexpr int kMostSweeps = 50;
    for (int sweep = 0; sweep < kMostSweeps && !IsDiagonal(); ++sweep) {
      for (size_t p = 0; p < size_; ++p) {
        for (size_t q = p + 1; q < size_; ++q) {
          Rotate(p, q);
        }
      }
    }
    SymmetricEigen eigen;
    for (size_t i = 0; i < size_; ++i) {
      eigen.values.push_back(At(i, i));
    }
    eigen.vectors = vectors_;
    return eigen;
  }

 private:
  double& At(size_t row, size_t column) {
    return matrix_[row * size_ + column];
  }

  bool IsDiagonal() {
    double on = 0;
    double off = 0;
    for (size_t i = 0; i < size_; ++i) {
      for (size_t j = 0; j < size_; ++j) {
        (i == j ? on : off) += At(i, j) * At(i, j);
      }
    }
    return off <= 1e-32 * on;
  }

  // Turns the plane of p and q so that their entry becomes 0.
  void Rotate(size_t p, size_t q) {
    const double entry = At(p, q);
    if (entry == 0) {
      return;
    }
    const double theta = (At(q, q) - At(p, p)) / (2 * entry);
    // The smaller root of t^2 + 2 theta t - 1: it turns the less.
    const double t = (theta >= 0 ? 1 : -1) /
                     (std::abs(theta) + std::sqrt(theta * theta + 1));
    const double cosine = 1 / std::sqrt(t * t + 1);
    const double sine = t * cosine;
    const auto turn = [cosine, sine](double& x, double& y) {
      const double before = x;
      x = cosine * before - sine * y;
      y = sine * before + cosine * y;
    };
    for (size_t k = 0; k < size_; ++k) {
      turn(At(k, p), At(k, q));
    }
    for (size_t k = 0; k < size_; ++k) {
      turn(At(p, k), At(q, k));
      turn(vectors_[k * size_ + p], vectors_[k * size_ + q]);
    }
    At(p, q) = 0;
    At(q, p) = 0;
  }

  size_t size_;
  std::vector<double> matrix_;
  std::vector<double> vectors_;
};

}  // namespace

SymmetricEigen EigenOf(absl::Span<const double> matrix, int size) {
  assert(matrix.size() == static_cast<size_t>(size) * size);
  return Jacobi(matrix, static_cast<size_t>(size)).Run();
}

}  // namespace oilflow
