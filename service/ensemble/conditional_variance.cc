#include "service/ensemble/conditional_variance.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "service/base/random.h"
#include "service/base/status_macros.h"
#include "service/ensemble/pairwise_sum.h"

namespace oilflow {
namespace {

// The sum of squares about the mean of `count` numbers, each `stride` after
// the one before, about the first of them: equal numbers give exactly 0.
double SquaresAboutMean(const double* values, size_t count, size_t stride) {
  const double first = values[0];
  const double mean =
      PairwiseSum(0, count,
                  [&](size_t i) { return values[i * stride] - first; }) /
      static_cast<double>(count);
  return PairwiseSum(0, count, [&](size_t i) {
    const double distance = values[i * stride] - first - mean;
    return distance * distance;
  });
}

}  // namespace

MeanAndSpread MeanOfTerms(absl::Span<const double> terms) {
  const double n = static_cast<double>(terms.size());
  const double sum =
      PairwiseSum(0, terms.size(), [&](size_t i) { return terms[i]; });
  return {sum / n,
          SquaresAboutMean(terms.data(), terms.size(), 1) / (n - 1) / n};
}

double ConditionalVariance::Uniform(uint32_t draw, int slot, int column) const {
  return UniformDraw(
      options_.seed, draw,
      static_cast<uint32_t>(slot) * options_.column_count + column);
}

absl::StatusOr<std::vector<MeanAndSpread>> ConditionalVariance::Whole() const {
  const int rows = options_.variance_row_count;
  const auto outputs = static_cast<size_t>(options_.output_count);
  const int slot = options_.inner_count + 1;
  std::vector<double> uniforms;
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < options_.column_count; ++column) {
      uniforms.push_back(Uniform(row, slot, column));
    }
  }
  std::vector<double> levels(uniforms.size());
  RETURN_IF_ERROR(complete_({}, uniforms, rows, absl::MakeSpan(levels)));
  std::vector<double> found(rows * outputs);
  RETURN_IF_ERROR(
      EvaluateFinite(evaluate_, levels, rows, absl::MakeSpan(found)));

  std::vector<MeanAndSpread> wholes;
  const double n = rows;
  for (size_t k = 0; k < outputs; ++k) {
    const double first = found[k];
    const double mean =
        PairwiseSum(0, rows,
                    [&](size_t i) { return found[i * outputs + k] - first; }) /
        n;
    const double variance =
        SquaresAboutMean(&found[k], rows, outputs) / (n - 1);
    const double fourth = PairwiseSum(0, rows, [&](size_t i) {
      const double distance = found[i * outputs + k] - first - mean;
      return distance * distance * distance * distance;
    });
    // The variance of a sample variance, to the first order.
    wholes.push_back(
        {variance, std::max(fourth / n - variance * variance, 0.0) / n});
  }
  return wholes;
}

absl::Status ConditionalVariance::DrawStep(uint32_t step, uint64_t set,
                                           absl::Span<double> levels) const {
  const auto columns = static_cast<size_t>(options_.column_count);
  const int outer = options_.outer_count;
  const int inner = options_.inner_count;
  std::vector<bool> is_drawn(columns);
  for (size_t i = 0; i < groups_.size(); ++i) {
    for (const int column : groups_[i]) {
      is_drawn[column] = (set >> i & 1) != 0;
    }
  }
  std::vector<int> given;
  for (size_t column = 0; column < columns; ++column) {
    if (!is_drawn[column]) {
      given.push_back(static_cast<int>(column));
    }
  }
  const uint32_t first_draw = step * static_cast<uint32_t>(outer);
  std::vector<double> uniforms;
  for (int o = 0; o < outer; ++o) {
    for (size_t column = 0; column < columns; ++column) {
      uniforms.push_back(Uniform(first_draw + o, 0, static_cast<int>(column)));
    }
  }
  std::vector<double> drawn(uniforms.size());
  RETURN_IF_ERROR(complete_({}, uniforms, outer, absl::MakeSpan(drawn)));
  uniforms.clear();
  for (int o = 0; o < outer; ++o) {
    for (int i = 0; i < inner; ++i) {
      for (size_t column = 0; column < columns; ++column) {
        uniforms.push_back(
            Uniform(first_draw + o, i + 1, static_cast<int>(column)));
      }
      std::copy_n(drawn.begin() + o * columns, columns,
                  levels.begin() + (o * inner + i) * columns);
    }
  }
  return complete_(given, uniforms, outer * inner, levels);
}

absl::StatusOr<std::vector<double>> ConditionalVariance::Inner(
    uint32_t first_step, absl::Span<const uint64_t> sets) const {
  const auto columns = static_cast<size_t>(options_.column_count);
  const auto outputs = static_cast<size_t>(options_.output_count);
  const auto outer = static_cast<size_t>(options_.outer_count);
  const auto inner = static_cast<size_t>(options_.inner_count);
  const size_t rows_by_step = outer * inner;
  std::vector<double> levels(sets.size() * rows_by_step * columns);
  for (size_t j = 0; j < sets.size(); ++j) {
    RETURN_IF_ERROR(
        DrawStep(first_step + static_cast<uint32_t>(j), sets[j],
                 absl::MakeSpan(levels).subspan(j * rows_by_step * columns,
                                                rows_by_step * columns)));
  }
  const size_t rows = sets.size() * rows_by_step;
  std::vector<double> found(rows * outputs);
  RETURN_IF_ERROR(EvaluateFinite(evaluate_, levels, static_cast<int>(rows),
                                 absl::MakeSpan(found)));
  std::vector<double> variances;
  for (size_t o = 0; o < sets.size() * outer; ++o) {
    for (size_t k = 0; k < outputs; ++k) {
      variances.push_back(
          SquaresAboutMean(&found[o * inner * outputs + k], inner, outputs) /
          static_cast<double>(inner - 1));
    }
  }
  return variances;
}

std::vector<int> ConditionalVariance::Order(uint32_t index) const {
  std::vector<int> order(groups_.size());
  std::iota(order.begin(), order.end(), 0);
  const int slot = options_.inner_count + 2;
  // Fisher and Yates, as Durstenfeld wrote it.
  for (int last = static_cast<int>(order.size()) - 1; last > 0; --last) {
    const int pick = static_cast<int>(Uniform(index, slot, last) * (last + 1));
    std::swap(order[last], order[pick]);
  }
  return order;
}

}  // namespace oilflow
