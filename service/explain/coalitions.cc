#include "service/explain/coalitions.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"

namespace oilflow {

absl::StatusOr<Coalitions> Coalitions::Evaluate(std::vector<uint64_t> sets,
                                                int output_count,
                                                EvaluateSets evaluate) {
  std::sort(sets.begin(), sets.end());
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  std::vector<double> values(sets.size() * output_count);
  RETURN_IF_ERROR(evaluate(sets, absl::MakeSpan(values)));
  for (size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) {
      return absl::InternalError(absl::StrCat(
          "output ", i % output_count, " of set ", sets[i / output_count],
          " is ", values[i], ": every value must be finite"));
    }
  }
  return Coalitions(std::move(sets), output_count, std::move(values));
}

double Coalitions::At(uint64_t set, int output) const {
  const auto found = std::lower_bound(sets_.begin(), sets_.end(), set);
  assert(found != sets_.end() && *found == set);
  return values_[static_cast<size_t>(found - sets_.begin()) * output_count_ +
                 output];
}

std::vector<double> Coalitions::Column(int output) const {
  std::vector<double> column;
  for (size_t i = 0; i < sets_.size(); ++i) {
    column.push_back(values_[i * output_count_ + output]);
  }
  return column;
}

}  // namespace oilflow
