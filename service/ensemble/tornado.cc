#include "service/ensemble/tornado.h"

#include <algorithm>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

constexpr double kMedianLevel = 0.5;

absl::Status Check(const TornadoOptions& options) {
  if (options.column_count < 1 || options.output_count < 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("a tornado needs at least 1 variable and 1 output, not ",
                     options.column_count, " and ", options.output_count));
  }
  if (!(options.low_level > 0 && options.low_level < kMedianLevel &&
        options.high_level > kMedianLevel && options.high_level < 1)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "low_level must be between 0 and 0.5 and high_level between 0.5 and 1, "
        "not ",
        options.low_level, " and ", options.high_level));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Tornado>> MakeTornadoes(
    const TornadoOptions& options, EvaluateRows evaluate) {
  RETURN_IF_ERROR(Check(options));
  const auto columns = static_cast<size_t>(options.column_count);
  const auto outputs = static_cast<size_t>(options.output_count);
  // The medians, then each variable low, then high.
  const size_t rows = 2 * columns + 1;
  std::vector<double> levels(rows * columns, kMedianLevel);
  for (size_t i = 0; i < columns; ++i) {
    levels[(1 + 2 * i) * columns + i] = options.low_level;
    levels[(2 + 2 * i) * columns + i] = options.high_level;
  }
  std::vector<double> found(rows * outputs);
  RETURN_IF_ERROR(EvaluateFinite(evaluate, levels, static_cast<int>(rows),
                                 absl::MakeSpan(found)));

  std::vector<Tornado> tornadoes;
  for (size_t k = 0; k < outputs; ++k) {
    Tornado tornado;
    tornado.middle = found[k];
    for (size_t i = 0; i < columns; ++i) {
      TornadoBar bar;
      bar.variable = static_cast<int>(i);
      bar.low = found[(1 + 2 * i) * outputs + k];
      bar.high = found[(2 + 2 * i) * outputs + k];
      const auto [least, greatest] =
          std::minmax({tornado.middle, bar.low, bar.high});
      bar.width = greatest - least;
      tornado.bars.push_back(bar);
    }
    std::stable_sort(tornado.bars.begin(), tornado.bars.end(),
                     [](const TornadoBar& a, const TornadoBar& b) {
                       return a.width > b.width;
                     });
    tornadoes.push_back(std::move(tornado));
  }
  return tornadoes;
}

}  // namespace oilflow
