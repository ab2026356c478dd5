#include "service/allocation/proportional.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "absl/container/inlined_vector.h"

#include "service/base/largest_remainder.h"

namespace oilflow {

void ShareOut(int64_t total_bpd, absl::Span<const int64_t> weights,
              absl::Span<const int64_t> caps_bpd,
              absl::Span<int64_t> shares_bpd) {
  const size_t count = weights.size();
  absl::InlinedVector<int64_t, 16> open_weights(weights.begin(), weights.end());
  absl::InlinedVector<int64_t, 16> parts(count);
  std::fill(shares_bpd.begin(), shares_bpd.end(), 0);
  int64_t left = total_bpd;
  while (left > 0 && std::accumulate(open_weights.begin(), open_weights.end(),
                                     int64_t{0}) > 0) {
    CutByLargestRemainder(left, open_weights, absl::MakeSpan(parts));
    bool filled = false;
    for (size_t i = 0; i < count; ++i) {
      if (open_weights[i] > 0 && parts[i] >= caps_bpd[i]) {
        shares_bpd[i] = caps_bpd[i];
        left -= caps_bpd[i];
        open_weights[i] = 0;
        filled = true;
      }
    }
    if (!filled) {
      for (size_t i = 0; i < count; ++i) {
        shares_bpd[i] += parts[i];
      }
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
