#include "service/ensemble/order_statistics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace oilflow {
namespace {

// A share that misses a level by less has reached it: a level such as 0.07 is
// no double. As in Sample.
constexpr double kRounding = 1e-12;

// Places `ranks`, ascending and all different, in values[first, last), which
// holds what sorting would put there.
void PlaceIn(absl::Span<const size_t> ranks, size_t first, size_t last,
             absl::Span<double> values) {
  if (ranks.empty()) {
    return;
  }
  const size_t middle = ranks.size() / 2;
  const size_t rank = ranks[middle];
  std::nth_element(values.begin() + first, values.begin() + rank,
                   values.begin() + last);
  PlaceIn(ranks.first(middle), first, rank, values);
  PlaceIn(ranks.subspan(middle + 1), rank + 1, last, values);
}

}  // namespace

size_t RankAt(size_t count, double level) {
  assert(count > 0);
  const double bound = level - kRounding;
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

void PlaceRanks(std::vector<size_t> ranks, absl::Span<double> values) {
  std::sort(ranks.begin(), ranks.end());
  ranks.erase(std::unique(ranks.begin(), ranks.end()), ranks.end());
  assert(ranks.empty() || ranks.back() < values.size());
  PlaceIn(ranks, 0, values.size(), values);
}

}  // namespace oilflow
