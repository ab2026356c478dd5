#include "service/ensemble/sobol_indices.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/strings/str_cat.h"

#include "service/base/random.h"
#include "service/base/status_macros.h"
#include "service/ensemble/order_statistics.h"

namespace oilflow {
namespace {

// A resample that varies this little beside all rows has none of those that do.
constexpr double kNoVariance = 1e-12;

absl::Status Check(const SobolOptions& options) {
  if (options.row_count < 2 || options.column_count < 1 ||
      options.output_count < 1) {
    return absl::InvalidArgumentError(absl::StrCat(
        "Sobol' indices need at least 2 rows, 1 variable and 1 output, not ",
        options.row_count, ", ", options.column_count, " and ",
        options.output_count));
  }
  if (options.resample_count < 20) {
    return absl::InvalidArgumentError(absl::StrCat(
        "resample_count must be at least 20, not ", options.resample_count));
  }
  if (!(options.confidence > 0 && options.confidence < 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "confidence must be between 0 and 1, not ", options.confidence));
  }
  return absl::OkStatus();
}

// The levels of draws 0, 1, ... in columns `first_column` and on.
std::vector<double> Matrix(const SobolOptions& options, int first_column,
                           DrawLevel level) {
  std::vector<double> matrix;
  matrix.reserve(static_cast<size_t>(options.row_count) * options.column_count);
  for (int row = 0; row < options.row_count; ++row) {
    for (int column = 0; column < options.column_count; ++column) {
      matrix.push_back(level(row, first_column + column));
    }
  }
  return matrix;
}

// Of one output: a row holds f(A), f(B), f(A_0), f(A_1), ...
struct Table {
  size_t width = 0;
  std::vector<double> values;

  const double* Row(size_t row) const { return values.data() + row * width; }
};

// By output, all of them less the output of the first row: they are about 0
// then, and those that are all equal exactly 0.
absl::StatusOr<std::vector<Table>> EvaluateAll(absl::Span<const Group> groups,
                                               const SobolOptions& options,
                                               DrawLevel level,
                                               EvaluateRows evaluate) {
  const auto rows = static_cast<size_t>(options.row_count);
  const auto columns = static_cast<size_t>(options.column_count);
  const auto outputs = static_cast<size_t>(options.output_count);
  const std::vector<double> a = Matrix(options, 0, level);
  const std::vector<double> b = Matrix(options, options.column_count, level);
  const size_t width = groups.size() + 2;
  std::vector<Table> tables(outputs,
                            {width, std::vector<double>(rows * width)});
  std::vector<double> found(rows * outputs);
  std::vector<double> first;
  std::vector<double> levels;
  for (size_t matrix = 0; matrix < width; ++matrix) {
    levels = matrix == 1 ? b : a;
    if (matrix >= 2) {
      for (const int column : groups[matrix - 2]) {
        for (size_t row = 0; row < rows; ++row) {
          levels[row * columns + column] = b[row * columns + column];
        }
      }
    }
    RETURN_IF_ERROR(EvaluateFinite(evaluate, levels, options.row_count,
                                   absl::MakeSpan(found)));
    if (matrix == 0) {
      first.assign(found.begin(), found.begin() + outputs);
    }
    for (size_t row = 0; row < rows; ++row) {
      for (size_t k = 0; k < outputs; ++k) {
        tables[k].values[row * width + matrix] =
            found[row * outputs + k] - first[k];
      }
    }
  }
  return tables;
}

struct Shares {
  double variance = 0;
  std::vector<double> first;
  std::vector<double> total;
};

// Over the rows in `sample`. Shares of a variance of at most `none` are left
// out.
Shares SharesOf(const Table& table, const std::vector<uint32_t>& sample,
                double none) {
  const size_t groups = table.width - 2;
  const double n = static_cast<double>(sample.size());
  double sum = 0;
  double squares = 0;
  // By group, the sums of: f(A_i) - f(A), that times f(B), and its square.
  std::vector<double> change(groups);
  std::vector<double> product(groups);
  std::vector<double> square(groups);
  for (const uint32_t index : sample) {
    const double* row = table.Row(index);
    sum += row[0] + row[1];
    squares += row[0] * row[0] + row[1] * row[1];
    for (size_t i = 0; i < groups; ++i) {
      const double step = row[2 + i] - row[0];
      change[i] += step;
      product[i] += row[1] * step;
      square[i] += step * step;
    }
  }
  const double mean = sum / (2 * n);
  Shares shares;
  shares.variance = squares / (2 * n) - mean * mean;
  if (!(shares.variance > none)) {
    return {};
  }
  for (size_t i = 0; i < groups; ++i) {
    shares.first.push_back((product[i] - mean * change[i]) / n /
                           shares.variance);
    shares.total.push_back(square[i] / (2 * n) / shares.variance);
  }
  return shares;
}

// The index, with the middle of `resampled`.
Index WithInterval(double value, std::vector<double> resampled,
                   double confidence) {
  // A model may vary in so few rows that no resample has one.
  if (resampled.empty()) {
    return {value, value, value};
  }
  const double tail = (1 - confidence) / 2;
  const size_t low = RankAt(resampled.size(), tail);
  const size_t high = RankAt(resampled.size(), 1 - tail);
  // Nobody stops it: resamples are few.
  PlaceRanks({low, high}, absl::MakeSpan(resampled)).IgnoreError();
  return {value, resampled[low], resampled[high]};
}

// The shares of one output, of all rows and by resample.
struct Found {
  Shares all;
  // [group][resample], of the resamples that vary.
  std::vector<std::vector<double>> first;
  std::vector<std::vector<double>> total;
};

Found FindInAll(const Table& table, const std::vector<uint32_t>& rows) {
  Found found;
  found.all = SharesOf(table, rows, 0);
  found.first.resize(found.all.first.size());
  found.total.resize(found.all.first.size());
  return found;
}

// Resample `b` in the place of what `sample` holds.
void Resample(const SobolOptions& options, uint32_t b,
              std::vector<uint32_t>& sample) {
  for (size_t i = 0; i < sample.size(); ++i) {
    // Below 1 by at least 2^-53: no product reaches row_count.
    sample[i] = static_cast<uint32_t>(
        UniformDraw(options.bootstrap_seed, b, static_cast<uint32_t>(i)) *
        options.row_count);
  }
}

// Nothing of an output that does not vary.
SobolIndices IndicesOf(const Found& found, size_t groups, double confidence) {
  SobolIndices indices;
  indices.variance = found.all.variance;
  indices.first.resize(groups);
  indices.total.resize(groups);
  for (size_t i = 0; i < found.all.first.size(); ++i) {
    indices.first[i] =
        WithInterval(found.all.first[i], found.first[i], confidence);
    indices.total[i] =
        WithInterval(found.all.total[i], found.total[i], confidence);
  }
  return indices;
}

}  // namespace

absl::StatusOr<std::vector<SobolIndices>> EstimateSobolIndices(
    absl::Span<const Group> groups, const SobolOptions& options,
    DrawLevel level, EvaluateRows evaluate, const KeepGoing& keep_going) {
  RETURN_IF_ERROR(Check(options));
  RETURN_IF_ERROR(CheckGroups(groups, options.column_count, false));
  ASSIGN_OR_RETURN(const std::vector<Table> tables,
                   EvaluateAll(groups, options, level, evaluate));
  std::vector<uint32_t> sample(options.row_count);
  std::iota(sample.begin(), sample.end(), 0U);
  std::vector<Found> found;
  for (const Table& table : tables) {
    found.push_back(FindInAll(table, sample));
  }
  for (int b = 0; b < options.resample_count; ++b) {
    Resample(options, static_cast<uint32_t>(b), sample);
    for (size_t k = 0; k < tables.size(); ++k) {
      RETURN_IF_ERROR(keep_going());
      if (found[k].all.first.empty()) {
        continue;
      }
      const Shares one =
          SharesOf(tables[k], sample, kNoVariance * found[k].all.variance);
      for (size_t i = 0; i < one.first.size(); ++i) {
        found[k].first[i].push_back(one.first[i]);
        found[k].total[i].push_back(one.total[i]);
      }
    }
  }
  std::vector<SobolIndices> indices;
  for (const Found& one : found) {
    indices.push_back(IndicesOf(one, groups.size(), options.confidence));
  }
  return indices;
}

}  // namespace oilflow
