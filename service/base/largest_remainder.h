// Cuts a whole number into whole parts that keep given proportions.

#ifndef OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_
#define OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// Parts of `total` in proportion to `weights`, by largest remainder: every part
// is its exact quota rounded down or up, and they sum to `total`. The barrels
// left over go to the largest remainders, of equal ones to the first.
//
//   CutByLargestRemainder(15000, {3, 1});  // {11250, 3750}
//   CutByLargestRemainder(2, {1, 1, 1});   // {1, 1, 0}
//
// Needs `total >= 0`, every weight >= 0, their sum below 2^63 and, unless
// `total` is 0, above 0.
std::vector<int64_t> CutByLargestRemainder(int64_t total,
                                           const std::vector<int64_t>& weights);

// The same into `parts`, which has a place for each weight and is not where
// the weights are. Allocates nothing for up to 16 of them.
void CutByLargestRemainder(int64_t total, absl::Span<const int64_t> weights,
                           absl::Span<int64_t> parts);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_
