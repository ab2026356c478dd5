#include "service/ensemble/order_statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// A share that misses a level by less has reached it: a level such as 0.07 is
// no double. As in Sample.
constexpr double kLevelRounding = 1e-12;

// Places `ranks`, ascending and all different, in values[first, last), which
// holds what sorting would put there.
absl::Status PlaceIn(absl::Span<const size_t> ranks, size_t first, size_t last,
                     const KeepGoing& keep_going, absl::Span<double> values) {
  if (ranks.empty()) {
    return absl::OkStatus();
  }
  RETURN_IF_ERROR(keep_going());
  const size_t middle = ranks.size() / 2;
  const size_t rank = ranks[middle];
  std::nth_element(values.begin() + first, values.begin() + rank,
                   values.begin() + last);
  RETURN_IF_ERROR(
      PlaceIn(ranks.first(middle), first, rank, keep_going, values));
  return PlaceIn(ranks.subspan(middle + 1), rank + 1, last, keep_going, values);
}

}  // namespace

size_t RankAt(size_t count, double level) {
  assert(count > 0);
  const double bound = level - kLevelRounding;
  const double n = static_cast<double>(count);
  const double guess = std::floor(bound * n);
  size_t rank = guess <= 0  ? 0
                : guess < n ? static_cast<size_t>(guess)
                            : count - 1;
  // The guess may be one off: what decides is the share up to a value.
  while (rank > 0 && static_cast<double>(rank) / n >= bound) {
    --rank;
  }
  while (rank + 1 < count && static_cast<double>(rank + 1) / n < bound) {
    ++rank;
  }
  return rank;
}

RankBand RankBandAt(size_t count, double level) {
  const size_t at = RankAt(count, level);
  const double n = static_cast<double>(count);
  // Half of the step at the value counts as below: the last of a few values is
  // not certain to be the largest of all.
  const double below = (static_cast<double>(at) + 0.5) / n;
  const double spread = std::sqrt(below * (1 - below) / n);
  return {RankAt(count, level - spread), at, RankAt(count, level + spread)};
}

absl::Status PlaceRanks(std::vector<size_t> ranks, absl::Span<double> values,
                        const KeepGoing& keep_going) {
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  assert(ranks.empty() || ranks.back() < values.size());
  return PlaceIn(ranks, 0, values.size(), keep_going, values);
}

}  // namespace oilflow
