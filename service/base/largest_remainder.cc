#include "service/base/largest_remainder.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#include "absl/container/fixed_array.h"

namespace oilflow {

void CutByLargestRemainder(int64_t total, absl::Span<const int64_t> weights,
                           absl::Span<int64_t> parts) {
  __extension__ using Wide = __int128;
  if (total == 0) {
    std::fill(parts.begin(), parts.end(), 0);
    return;
  }
  const int64_t sum =
      std::accumulate(weights.begin(), weights.end(), int64_t{0});
  assert(total > 0 && sum > 0);
  // A remainder is below the sum, so it fits 64 bits where the product does
  // not.
  absl::FixedArray<int64_t, 16> remainders(weights.size());
  int64_t left = total;
  for (size_t i = 0; i < weights.size(); ++i) {
    const int64_t weight = weights[i];
    int64_t product = 0;
    if (weight == 0 || weight == sum) {
      parts[i] = weight == 0 ? 0 : total;
      remainders[i] = 0;
    } else if (!__builtin_mul_overflow(total, weight, &product)) {
      parts[i] = product / sum;
      remainders[i] = product % sum;
    } else {
      const Wide wide = Wide{total} * weight;
      parts[i] = static_cast<int64_t>(wide / sum);
      remainders[i] = static_cast<int64_t>(wide % sum);
    }
    left -= parts[i];
  }
  // Of equal remainders the first; what is given one is asked no more.
  for (; left > 0; --left) {
    const auto largest = std::max_element(remainders.begin(), remainders.end());
    ++parts[static_cast<size_t>(largest - remainders.begin())];
    *largest = -1;
  }
}

std::vector<int64_t> CutByLargestRemainder(
    int64_t total, const std::vector<int64_t>& weights) {
  std::vector<int64_t> parts(weights.size());
  CutByLargestRemainder(total, weights, absl::MakeSpan(parts));
  return parts;
}

}  // namespace oilflow
