// Cuts a whole number into whole parts that keep given proportions.

#ifndef OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_
#define OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_

#include <cstdint>
#include <vector>

namespace oilflow {

// Parts of `total` in proportion to `weights`, by largest remainder: every part
// is its exact quota rounded down or up, and they sum to `total`. The barrels
// left over go to the largest remainders, of equal ones to the first.
//
//   CutByLargestRemainder(15000, {3, 1});  // {11250, 3750}
//   CutByLargestRemainder(2, {1, 1, 1});   // {1, 1, 0}
//
// Needs `total >= 0`, every weight >= 0 and a weight above 0, unless `total` is
// 0. Exact while total * sum(weights) < 2^127.
std::vector<int64_t> CutByLargestRemainder(int64_t total,
                                           const std::vector<int64_t>& weights);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_LARGEST_REMAINDER_H_
