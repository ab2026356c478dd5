#include "service/allocation/share_cutter.h"

#include <algorithm>
#include <cstddef>

namespace oilflow {

// CutByLargestRemainder of weights_ into parts_. A remainder is below the sum
// of the weights, so it fits 64 bits where the product does not.
void ShareCutter::Cut(int64_t total) {
  __extension__ using Wide = __int128;
  int64_t sum = 0;
  for (const int64_t weight : weights_) {
    sum += weight;
  }
  int64_t left = total;
  for (size_t i = 0; i < weights_.size(); ++i) {
    int64_t product = 0;
    if (!__builtin_mul_overflow(total, weights_[i], &product)) {
      parts_[i] = product / sum;
      remainders_[i] = product % sum;
    } else {
      const Wide wide = Wide{total} * weights_[i];
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
  std::fill(shares_bpd.begin(), shares_bpd.end(), 0);
  weights_.assign(weights.begin(), weights.end());
  parts_.resize(weights.size());
  remainders_.resize(weights.size());
  int64_t left = total_bpd;
  const auto open = [](int64_t weight) { return weight > 0; };
  while (left > 0 && std::any_of(weights_.begin(), weights_.end(), open)) {
    Cut(left);
    bool filled = false;
    for (size_t i = 0; i < parts_.size(); ++i) {
      if (weights_[i] > 0 && parts_[i] >= caps_bpd[i]) {
        shares_bpd[i] = caps_bpd[i];
        left -= caps_bpd[i];
        weights_[i] = 0;
        filled = true;
      }
    }
    if (!filled) {
      for (size_t i = 0; i < parts_.size(); ++i) {
        shares_bpd[i] += parts_[i];
      }
      return;
    }
  }
}

}  // namespace oilflow
