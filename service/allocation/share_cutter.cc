#include "service/allocation/share_cutter.h"

#include <algorithm>
#include <cstddef>

namespace oilflow {

// CutByLargestRemainder of weights_, which add up to `sum`, into parts_. A
// remainder is below the sum, so it fits 64 bits where the product does not.
void ShareCutter::Cut(int64_t total, int64_t sum) {
  __extension__ using Wide = __int128;
  const size_t count = weights_.size();
  int64_t left = total;
  for (size_t i = 0; i < count; ++i) {
    const int64_t weight = weights_[i];
    int64_t product = 0;
    if (weight == sum || weight == 0) {
      parts_[i] = weight == 0 ? 0 : total;
      remainders_[i] = 0;
    } else if (!__builtin_mul_overflow(total, weight, &product)) {
      parts_[i] = product / sum;
      remainders_[i] = product % sum;
    } else {
      const Wide wide = Wide{total} * weight;
      parts_[i] = static_cast<int64_t>(wide / sum);
      remainders_[i] = static_cast<int64_t>(wide % sum);
    }
    left -= parts_[i];
  }
  // Of equal remainders the first; what is given one is asked no more.
  for (; left > 0; --left) {
    const auto largest =
        std::max_element(remainders_.begin(), remainders_.end());
    ++parts_[static_cast<size_t>(largest - remainders_.begin())];
    *largest = -1;
  }
}

void ShareCutter::ShareOut(int64_t total_bpd, absl::Span<const int64_t> weights,
                           absl::Span<const int64_t> caps_bpd,
                           absl::Span<int64_t> shares_bpd) {
  const size_t count = weights.size();
  weights_.resize(count);
  parts_.resize(count);
  remainders_.resize(count);
  int64_t sum = 0;
  for (size_t i = 0; i < count; ++i) {
    weights_[i] = weights[i];
    sum += weights[i];
    shares_bpd[i] = 0;
  }
  int64_t left = total_bpd;
  while (left > 0 && sum > 0) {
    Cut(left, sum);
    bool filled = false;
    for (size_t i = 0; i < count; ++i) {
      if (weights_[i] > 0 && parts_[i] >= caps_bpd[i]) {
        shares_bpd[i] = caps_bpd[i];
        left -= caps_bpd[i];
        sum -= weights_[i];
        weights_[i] = 0;
        filled = true;
      }
    }
    if (!filled) {
      for (size_t i = 0; i < count; ++i) {
        shares_bpd[i] += parts_[i];
      }
      return;
    }
  }
}

}  // namespace oilflow
