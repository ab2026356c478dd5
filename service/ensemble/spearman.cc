#include "service/ensemble/spearman.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "service/ensemble/pairwise_sum.h"

namespace oilflow {

std::vector<double> MidRanks(absl::Span<const double> values) {
  std::vector<size_t> order(values.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (size_t i = 0; i < order.size();) {
    size_t end = i + 1;
    while (end < order.size() && values[order[end]] == values[order[i]]) {
      ++end;
    }
    const double middle = 0.5 * static_cast<double>(i + 1 + end);
    for (; i < end; ++i) {
      ranks[order[i]] = middle;
    }
  }
  return ranks;
}

RankCorrelation CorrelationOfRanks(absl::Span<const double> first,
                                   absl::Span<const double> second) {
  assert(first.size() == second.size());
  const size_t count = first.size();
  const double n = static_cast<double>(count);
  // The mean of mid-ranks, ties or not.
  const double mean = 0.5 * (n + 1);
  const auto products = [&](absl::Span<const double> a,
                            absl::Span<const double> b) {
    return PairwiseSum(0, count,
                       [&](size_t i) { return (a[i] - mean) * (b[i] - mean); });
  };
  const double of_first = products(first, first);
  const double of_second = products(second, second);
  RankCorrelation correlation;
  if (!(of_first > 0 && of_second > 0)) {
    return correlation;
  }
  const double r = std::clamp(
      products(first, second) / std::sqrt(of_first * of_second), -1.0, 1.0);
  correlation.value = r;
  if (count > 3) {
    correlation.error = (1 - r * r) * std::sqrt((1 + r * r / 2) / (n - 3));
  }
  return correlation;
}

RankCorrelation SpearmanOf(absl::Span<const double> first,
                           absl::Span<const double> second) {
  return CorrelationOfRanks(MidRanks(first), MidRanks(second));
}

}  // namespace oilflow
