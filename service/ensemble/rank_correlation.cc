#include "service/ensemble/rank_correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <map>
#include <numbers>
#include <numeric>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/ensemble/normal_quantile.h"
#include "service/ensemble/symmetric_eigen.h"
#include "service/units/quantity_text.h"
#include "sleef.h"

namespace oilflow {
namespace {

// Eigenvalues that are 0 but for rounding: ranks that move as one are allowed.
constexpr double kNothingLeft = 1e-10;
// The least eigenvalue after a repair.
constexpr double kLeastEigenvalue = 1e-6;
// Draws whose normals are held at once.
constexpr int kBlock = 256;

double NormalFromRank(double rank_correlation) {
  // sin(pi x) is exact at 1/6, so that 1 stays 1.
  return 2 * Sleef_cinz_sinpid1_u05purec(rank_correlation / 6);
}

double RankFromNormal(double correlation) {
  return 6 / std::numbers::pi * Sleef_cinz_asind1_u10purec(correlation / 2);
}

using PairValues = std::map<std::pair<int, int>, double>;

absl::StatusOr<PairValues> CheckPairs(absl::Span<const std::string> names,
                                      absl::Span<const CorrelatedPair> pairs) {
  PairValues values;
  const int count = static_cast<int>(names.size());
  for (const CorrelatedPair& pair : pairs) {
    for (const int variable : {pair.first, pair.second}) {
      if (variable < 0 || variable >= count) {
        return absl::InvalidArgumentError(
            absl::StrCat("a correlated variable must be one of the ", count,
                         ", from 0, not ", variable));
      }
    }
    const std::string what =
        absl::StrCat("the rank correlation of ", names[pair.first], " and ",
                     names[pair.second]);
    if (pair.first == pair.second) {
      return absl::InvalidArgumentError(
          absl::StrCat(what, " must be between two variables"));
    }
    if (!(pair.correlation >= -1 && pair.correlation <= 1)) {
      return absl::InvalidArgumentError(absl::StrCat(
          what, " must be from -1 to 1, not ", PrintNumber(pair.correlation)));
    }
    if (!values.emplace(std::minmax(pair.first, pair.second), pair.correlation)
             .second) {
      return absl::InvalidArgumentError(
          absl::StrCat(what, " must be given once"));
    }
  }
  return values;
}

// The sets of variables that depend on each other, each ascending, in the order
// of their first; those that depend on none are left out.
std::vector<std::vector<int>> Components(int count, const PairValues& pairs) {
  // The least variable known to be in the same set.
  std::vector<int> root(static_cast<size_t>(count));
  std::iota(root.begin(), root.end(), 0);
  const auto find = [&root](int variable) {
    while (root[variable] != variable) {
      variable = root[variable] = root[root[variable]];
    }
    return variable;
  };
  for (const auto& [pair, correlation] : pairs) {
    if (correlation != 0) {
      const auto [least, other] =
          std::minmax({find(pair.first), find(pair.second)});
      root[other] = least;
    }
  }
  std::map<int, std::vector<int>> members;
  for (int variable = 0; variable < count; ++variable) {
    members[find(variable)].push_back(variable);
  }
  std::vector<std::vector<int>> components;
  for (auto& [least, variables] : members) {
    if (variables.size() > 1) {
      components.push_back(std::move(variables));
    }
  }
  return components;
}

std::string Names(absl::Span<const std::string> names,
                  const std::vector<int>& variables) {
  return absl::StrJoin(variables, ", ",
                       [names](std::string* out, int variable) {
                         absl::StrAppend(out, names[variable]);
                       });
}

double LeastOf(const std::vector<double>& values) {
  return *std::min_element(values.begin(), values.end());
}

// V max(values, kLeastEigenvalue) V', scaled to a diagonal of 1.
std::vector<double> Repaired(const SymmetricEigen& eigen) {
  const size_t size = eigen.values.size();
  std::vector<double> matrix(size * size);
  for (size_t i = 0; i < size; ++i) {
    for (size_t j = 0; j <= i; ++j) {
      double sum = 0;
      for (size_t k = 0; k < size; ++k) {
        sum += std::max(eigen.values[k], kLeastEigenvalue) *
               eigen.vectors[i * size + k] * eigen.vectors[j * size + k];
      }
      matrix[i * size + j] = sum;
    }
  }
  std::vector<double> scale;
  for (size_t i = 0; i < size; ++i) {
    scale.push_back(std::sqrt(matrix[i * size + i]));
  }
  for (size_t i = 0; i < size; ++i) {
    for (size_t j = 0; j < i; ++j) {
      matrix[i * size + j] /= scale[i] * scale[j];
      matrix[j * size + i] = matrix[i * size + j];
    }
    matrix[i * size + i] = 1;
  }
  return matrix;
}

// Of the rank correlations asked for, and the normals' that are used.
CorrelationRepair ReportOf(const std::vector<int>& variables,
                           const PairValues& values,
                           const std::vector<double>& matrix,
                           double least_eigenvalue) {
  CorrelationRepair report;
  report.variables = variables;
  report.least_eigenvalue = least_eigenvalue;
  double greatest = -1;
  const size_t size = variables.size();
  for (size_t i = 0; i < size; ++i) {
    for (size_t j = i + 1; j < size; ++j) {
      const auto found = values.find({variables[i], variables[j]});
      const double asked = found != values.end() ? found->second : 0;
      const double used = RankFromNormal(matrix[i * size + j]);
      if (std::abs(used - asked) > greatest) {
        greatest = std::abs(used - asked);
        report.first = variables[i];
        report.second = variables[j];
        report.asked = asked;
        report.used = used;
      }
    }
  }
  return report;
}

// Cholesky's factor of a matrix with a diagonal of 1 and no eigenvalue below 0
// but by rounding. Where nothing is left of a variable beyond those before it,
// its own column is 0.
std::vector<double> Factor(const std::vector<double>& matrix, size_t size) {
  std::vector<double> factor(size * size);
  for (size_t i = 0; i < size; ++i) {
    double length = 0;
    for (size_t j = 0; j < i; ++j) {
      double left = matrix[i * size + j];
      for (size_t k = 0; k < j; ++k) {
        left -= factor[i * size + k] * factor[j * size + k];
      }
      const double pivot = factor[j * size + j];
      factor[i * size + j] = pivot > 0 ? left / pivot : 0;
      length += factor[i * size + j] * factor[i * size + j];
    }
    const double left = 1 - length;
    factor[i * size + i] = left > kNothingLeft ? std::sqrt(left) : 0;
    if (left <= kNothingLeft) {
      // So that the sum still has a variance of 1.
      for (size_t j = 0; j < i; ++j) {
        factor[i * size + j] /= std::sqrt(length);
      }
    }
  }
  return factor;
}

}  // namespace

absl::StatusOr<GaussianCopula> GaussianCopula::Create(
    absl::Span<const std::string> names, absl::Span<const CorrelatedPair> pairs,
    bool repair) {
  ASSIGN_OR_RETURN(const PairValues values, CheckPairs(names, pairs));
  GaussianCopula copula;
  copula.variable_count_ = static_cast<int>(names.size());
  for (std::vector<int>& variables :
       Components(copula.variable_count_, values)) {
    const size_t size = variables.size();
    if (size > kMaxCorrelatedVariables) {
      return absl::InvalidArgumentError(
          absl::StrCat("at most ", kMaxCorrelatedVariables,
                       " variables may depend on each other, not ", size,
                       ": leave out correlations that tie these together: ",
                       Names(names, variables)));
    }
    std::vector<double> matrix(size * size);
    for (size_t i = 0; i < size; ++i) {
      matrix[i * size + i] = 1;
      for (size_t j = i + 1; j < size; ++j) {
        const auto found = values.find({variables[i], variables[j]});
        if (found != values.end()) {
          matrix[i * size + j] = NormalFromRank(found->second);
          matrix[j * size + i] = matrix[i * size + j];
        }
      }
    }
    const SymmetricEigen eigen = EigenOf(matrix, static_cast<int>(size));
    const double least = LeastOf(eigen.values);
    if (least < -kNothingLeft) {
      if (!repair) {
        return absl::InvalidArgumentError(absl::StrCat(
            "the rank correlations of ", Names(names, variables),
            " cannot all hold: the least eigenvalue of their matrix must be at "
            "least 0, not ",
            least, "; bring them nearer to 0 or allow a repair"));
      }
      matrix = Repaired(eigen);
      copula.repairs_.push_back(ReportOf(variables, values, matrix, least));
    }
    std::vector<double> factor = Factor(matrix, size);
    copula.components_.push_back(
        {std::move(variables), std::move(matrix), std::move(factor)});
  }
  return copula;
}

// `normals` has a block for each variable of the component.
void GaussianCopula::ApplyOne(const Component& component, int count, int begin,
                              int block, absl::Span<double> levels,
                              absl::Span<double> normals) {
  const size_t size = component.variables.size();
  const auto level_block = [&](size_t member) {
    return levels.subspan(
        static_cast<size_t>(component.variables[member]) * count + begin,
        block);
  };
  for (size_t i = 0; i < size; ++i) {
    NormalQuantiles(level_block(i), normals.subspan(i * kBlock, block));
  }
  std::vector<double> sum(static_cast<size_t>(block));
  for (size_t i = 1; i < size; ++i) {
    const double* row = component.factor.data() + i * size;
    if (std::all_of(row, row + i, [](double x) { return x == 0; })) {
      continue;
    }
    std::fill(sum.begin(), sum.end(), 0);
    for (size_t j = 0; j <= i; ++j) {
      const absl::Span<const double> normal =
          normals.subspan(j * kBlock, block);
      for (size_t draw = 0; draw < sum.size(); ++draw) {
        sum[draw] += row[j] * normal[draw];
      }
    }
    const absl::Span<double> out = level_block(i);
    for (size_t draw = 0; draw < sum.size(); ++draw) {
      // The distribution function is 1 from 8.3 on; a level never is.
      out[draw] =
          std::clamp(PortableNormalCdf(sum[draw]), 0x1p-53, 1 - 0x1p-53);
    }
  }
}

void GaussianCopula::Apply(int count, absl::Span<double> levels) const {
  assert(levels.size() == static_cast<size_t>(variable_count_) * count);
  for (const Component& component : components_) {
    std::vector<double> normals(component.variables.size() * kBlock);
    for (int begin = 0; begin < count; begin += kBlock) {
      ApplyOne(component, count, begin, std::min(kBlock, count - begin), levels,
               absl::MakeSpan(normals));
    }
  }
}

double GaussianCopula::NormalCorrelation(int first, int second) const {
  if (first == second) {
    return 1;
  }
  for (const Component& component : components_) {
    const auto& variables = component.variables;
    const auto row = std::find(variables.begin(), variables.end(), first);
    const auto column = std::find(variables.begin(), variables.end(), second);
    if (row != variables.end() && column != variables.end()) {
      return component.correlations[static_cast<size_t>(
          (row - variables.begin()) *
              static_cast<std::ptrdiff_t>(variables.size()) +
          (column - variables.begin()))];
    }
  }
  return 0;
}

}  // namespace oilflow
