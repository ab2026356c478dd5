#include "service/allocation/proportional.h"

#include <cstddef>
#include <numeric>

#include "service/base/largest_remainder.h"

namespace oilflow {

std::vector<int64_t> ShareOut(int64_t total_bpd,
                              const std::vector<int64_t>& weights,
                              const std::vector<int64_t>& caps_bpd) {
  std::vector<int64_t> shares(weights.size(), 0);
  std::vector<int64_t> open_weights = weights;
  int64_t left = total_bpd;
  while (left > 0 && std::accumulate(open_weights.begin(), open_weights.end(),
                                     int64_t{0}) > 0) {
    const std::vector<int64_t> parts =
        CutByLargestRemainder(left, open_weights);
    bool filled = false;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (open_weights[i] > 0 && parts[i] >= caps_bpd[i]) {
        shares[i] = caps_bpd[i];
        left -= caps_bpd[i];
        open_weights[i] = 0;
        filled = true;
      }
    }
    if (!filled) {
      for (size_t i = 0; i < parts.size(); ++i) {
        shares[i] += parts[i];
      }
      return shares;
    }
  }
  return shares;
}

}  // namespace oilflow
