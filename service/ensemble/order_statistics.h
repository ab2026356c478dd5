// Which of n sorted values is a quantile, and its place in an unsorted list.
//
// The ranks are those of Sample::At and Sample::AtLevels for n values of the
// same weight; a test holds the two together. Ranks count from 0.

#ifndef OILFLOW_SERVICE_ENSEMBLE_ORDER_STATISTICS_H_
#define OILFLOW_SERVICE_ENSEMBLE_ORDER_STATISTICS_H_

#include <cstddef>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"

namespace oilflow {

// The rank of the quantile of `level` among `count` values, at least one: one
// less than the least whole number at or above level * count. Levels at or
// below 0 give the first, above 1 the last.
size_t RankAt(size_t count, double level);

// The rank of a quantile, and the ranks a standard error of its level to each
// side. Half the distance between the values at the latter two is the Monte
// Carlo error of the quantile of independent draws.
struct RankBand {
  size_t low = 0;
  size_t at = 0;
  size_t high = 0;
};

RankBand RankBandAt(size_t count, double level);

// Moves `values` about so that the one at each of `ranks` is where sorting
// would put it. In linear time for few ranks. An error only from `keep_going`,
// which is asked for each of them.
absl::Status PlaceRanks(std::vector<size_t> ranks, absl::Span<double> values,
                        const KeepGoing& keep_going = AlwaysGoOn);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_ORDER_STATISTICS_H_
