#include "service/base/largest_remainder.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>
#include <numeric>

namespace oilflow {

std::vector<int64_t> CutByLargestRemainder(
    int64_t total, const std::vector<int64_t>& weights) {
  __extension__ using Wide = __int128;
  const Wide sum = std::accumulate(weights.begin(), weights.end(), Wide{0});
  std::vector<int64_t> parts(weights.size(), 0);
  if (total == 0) {
    return parts;
  }
  assert(total > 0 && sum > 0);
  std::vector<Wide> remainders(weights.size());
  int64_t left = total;
  for (size_t i = 0; i < weights.size(); ++i) {
    int64_t product = 0;
    if (sum <= std::numeric_limits<int64_t>::max() &&
        !__builtin_mul_overflow(total, weights[i], &product)) {
      parts[i] = product / static_cast<int64_t>(sum);
      remainders[i] = product % static_cast<int64_t>(sum);
    } else {
      const Wide wide = Wide{total} * weights[i];
      parts[i] = static_cast<int64_t>(wide / sum);
      remainders[i] = wide % sum;
    }
    left -= parts[i];
  }
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  // Of equal remainders the first comes first.
  std::partial_sort(order.begin(), order.begin() + left, order.end(),
                    [&](size_t a, size_t b) {
                      return remainders[a] != remainders[b]
                                 ? remainders[a] > remainders[b]
                                 : a < b;
                    });
  for (int64_t i = 0; i < left; ++i) {
    ++parts[order[static_cast<size_t>(i)]];
  }
  return parts;
}

}  // namespace oilflow
