// Shares out what a proportional group carries, without allocating.

#ifndef OILFLOW_SERVICE_ALLOCATION_SHARE_CUTTER_H_
#define OILFLOW_SERVICE_ALLOCATION_SHARE_CUTTER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// ShareOut over and over: the same shares, in room that is kept.
class ShareCutter {
 public:
  // As ShareOut does, into `shares_bpd`, which has a place for each weight.
  void ShareOut(int64_t total_bpd, absl::Span<const int64_t> weights,
                absl::Span<const int64_t> caps_bpd,
                absl::Span<int64_t> shares_bpd);

 private:
  void Cut(int64_t total, int64_t sum);

  std::vector<int64_t> weights_;
  std::vector<int64_t> parts_;
  std::vector<int64_t> remainders_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_SHARE_CUTTER_H_
