#include "service/ensemble/conditional_normal.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// What is left of a variance of 1 when a variable follows from the others.
constexpr double kNothingLeft = 1e-12;
constexpr double kRounding = 1e-12;
// A level next to 0 or 1 must not become it.
constexpr double kLeastLevel = 0x1p-53;

absl::Status CheckCorrelation(absl::Span<const double> correlation, int size) {
  const auto n = static_cast<size_t>(std::max(size, 0));
  if (n == 0 || correlation.size() != n * n) {
    return absl::InvalidArgumentError(
        absl::StrCat("a correlation matrix of ", size, " variables has ", n * n,
                     " numbers, at least one, not ", correlation.size()));
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      const double r = correlation[i * n + j];
      const bool in_range =
          i == j ? std::abs(r - 1) <= kRounding : std::abs(r) < 1;
      if (!in_range || std::abs(r - correlation[j * n + i]) > kRounding) {
        return absl::InvalidArgumentError(absl::StrCat(
            "the correlation of variables ", j, " and ", i, " is ", r, " and ",
            correlation[j * n + i],
            ": it must be one number between -1 and 1, and 1 with itself"));
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckGiven(absl::Span<const int> given, int size) {
  int previous = -1;
  for (const int column : given) {
    if (column <= previous || column >= size) {
      return absl::InvalidArgumentError(
          absl::StrCat("given variables must ascend and be below ", size,
                       ", but ", column, " follows ", previous));
    }
    previous = column;
  }
  return absl::OkStatus();
}

// Those of `rows` and `columns` of a matrix of `size` columns.
std::vector<double> Block(absl::Span<const double> matrix, size_t size,
                          const std::vector<int>& rows,
                          const std::vector<int>& columns) {
  std::vector<double> block;
  for (const int row : rows) {
    for (const int column : columns) {
      block.push_back(matrix[row * size + column]);
    }
  }
  return block;
}

// Turns `row` into the row x with x L L' = `row`.
void SolveRow(const std::vector<double>& lower, size_t n, double* row) {
  for (size_t i = 0; i < n; ++i) {
    for (size_t k = 0; k < i; ++k) {
      row[i] -= lower[i * n + k] * row[k];
    }
    row[i] /= lower[i * n + i];
  }
  for (size_t i = n; i-- > 0;) {
    for (size_t k = i + 1; k < n; ++k) {
      row[i] -= lower[k * n + i] * row[k];
    }
    row[i] /= lower[i * n + i];
  }
}

}  // namespace

absl::StatusOr<std::vector<double>> Cholesky(absl::Span<const double> matrix,
                                             int size) {
  const auto n = static_cast<size_t>(size);
  std::vector<double> lower(n * n);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double left = matrix[i * n + j];
      for (size_t k = 0; k < j; ++k) {
        left -= lower[i * n + k] * lower[j * n + k];
      }
      if (i != j) {
        lower[i * n + j] = left / lower[j * n + j];
      } else if (left > kNothingLeft * matrix[i * n + i]) {
        lower[i * n + i] = std::sqrt(left);
      } else {
        return absl::InvalidArgumentError(absl::StrCat(
            "the matrix is not positive definite: row ", i,
            " contradicts or repeats those before it; bring its correlations "
            "closer to 0"));
      }
    }
  }
  return lower;
}

absl::StatusOr<ConditionalNormal> ConditionalNormal::Create(
    absl::Span<const double> correlation, int size,
    absl::Span<const int> given) {
  RETURN_IF_ERROR(CheckCorrelation(correlation, size));
  RETURN_IF_ERROR(CheckGiven(given, size));
  ConditionalNormal normal;
  normal.given_.assign(given.begin(), given.end());
  for (int column = 0; column < size; ++column) {
    if (!std::binary_search(given.begin(), given.end(), column)) {
      normal.free_.push_back(column);
    }
  }
  const auto n = static_cast<size_t>(size);
  const size_t givens = normal.given_.size();
  const size_t frees = normal.free_.size();
  // M solves M R_GG = R_FG, row by row.
  ASSIGN_OR_RETURN(const std::vector<double> given_factor,
                   Cholesky(Block(correlation, n, normal.given_, normal.given_),
                            static_cast<int>(givens)));
  const std::vector<double> across =
      Block(correlation, n, normal.free_, normal.given_);
  normal.weights_ = across;
  for (size_t i = 0; i < frees; ++i) {
    SolveRow(given_factor, givens, normal.weights_.data() + i * givens);
  }
  std::vector<double> covariance =
      Block(correlation, n, normal.free_, normal.free_);
  for (size_t i = 0; i < frees; ++i) {
    for (size_t j = 0; j < frees; ++j) {
      for (size_t k = 0; k < givens; ++k) {
        covariance[i * frees + j] -=
            normal.weights_[i * givens + k] * across[j * givens + k];
      }
    }
  }
  ASSIGN_OR_RETURN(normal.factor_,
                   Cholesky(covariance, static_cast<int>(frees)));
  return normal;
}

void ConditionalNormal::Complete(absl::Span<const double> uniforms,
                                 absl::Span<double> levels) const {
  std::vector<double> known;
  for (const int column : given_) {
    known.push_back(PortableNormalQuantile(levels[column]));
  }
  std::vector<double> noise;
  for (size_t i = 0; i < free_.size(); ++i) {
    noise.push_back(PortableNormalQuantile(uniforms[free_[i]]));
    double normal = 0;
    for (size_t k = 0; k < known.size(); ++k) {
      normal += weights_[i * known.size() + k] * known[k];
    }
    for (size_t k = 0; k <= i; ++k) {
      normal += factor_[i * free_.size() + k] * noise[k];
    }
    levels[free_[i]] =
        std::clamp(PortableNormalCdf(normal), kLeastLevel, 1 - kLeastLevel);
  }
}

}  // namespace oilflow
