// Shares out what a proportional group carries.

#ifndef OILFLOW_SERVICE_ALLOCATION_PROPORTIONAL_H_
#define OILFLOW_SERVICE_ALLOCATION_PROPORTIONAL_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// `total_bpd` in proportion to `weights`, none above its cap. What a full arc
// cannot take is shared among the others in their proportions; what none can
// take is left out. Whole barrels, by largest remainder.
//
//   ShareOut(15000, {750000, 250000}, {200000, 100000});  // {11250, 3750}
//   ShareOut(100, {3, 1}, {50, 100});                     // {50, 50}
std::vector<int64_t> ShareOut(int64_t total_bpd,
                              const std::vector<int64_t>& weights,
                              const std::vector<int64_t>& caps_bpd);

// The same into `shares_bpd`, which has a place for each weight and is not
// where weights or caps are. Allocates nothing for up to 16 of them.
void ShareOut(int64_t total_bpd, absl::Span<const int64_t> weights,
              absl::Span<const int64_t> caps_bpd,
              absl::Span<int64_t> shares_bpd);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_PROPORTIONAL_H_
