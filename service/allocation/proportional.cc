#include "service/allocation/proportional.h"

#include <algorithm>
#include <cstddef>

#include "absl/container/fixed_array.h"

#include "service/base/largest_remainder.h"

namespace oilflow {

void ShareOut(int64_t total_bpd, absl::Span<const int64_t> weights,
              absl::Span<const int64_t> caps_bpd,
              absl::Span<int64_t> shares_bpd) {
  const size_t count = weights.size();
  std::fill(shares_bpd.begin(), shares_bpd.end(), 0);
  // 0 for arcs that are full or have no share.
  absl::FixedArray<int64_t, 16> open_weights(weights.begin(), weights.end());
  absl::FixedArray<int64_t, 16> parts(count);
  int64_t left = total_bpd;
  size_t open = count - static_cast<size_t>(
                            std::count(weights.begin(), weights.end(), 0));
  while (left > 0 && open > 0) {
    CutByLargestRemainder(left, open_weights, absl::MakeSpan(parts));
    const size_t open_before = open;
    size_t open_one = 0;
    for (size_t i = 0; i < count; ++i) {
      if (open_weights[i] == 0) {
        continue;
      }
      if (parts[i] < caps_bpd[i]) {
        shares_bpd[i] = parts[i];
        open_one = i;
      } else {
        shares_bpd[i] = caps_bpd[i];
        left -= caps_bpd[i];
        open_weights[i] = 0;
        --open;
      }
    }
    if (open == open_before) {
      return;
    }
    if (open == 1) {
      // It takes what is left.
      shares_bpd[open_one] = std::min(left, caps_bpd[open_one]);
      return;
    }
  }
}

std::vector<int64_t> ShareOut(int64_t total_bpd,
                              const std::vector<int64_t>& weights,
                              const std::vector<int64_t>& caps_bpd) {
  std::vector<int64_t> shares(weights.size());
  ShareOut(total_bpd, weights, caps_bpd, absl::MakeSpan(shares));
  return shares;
}

}  // namespace oilflow
