// Oil that waits from one day to the next.

#ifndef OILFLOW_SERVICE_EVALUATION_STOCKS_H_
#define OILFLOW_SERVICE_EVALUATION_STOCKS_H_

#include <cstdint>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/baseline.h"
#include "service/network/network.h"

namespace oilflow {

// What a storage with these facts can take and give on a day that begins with
// `content_bbl` in it.
StorageLimits LimitsOfStorage(const StorageFacts& facts, int64_t content_bbl);

// What the storages can take and give on a day that begins with `content_bbl`
// (by node) in them. Strategic stocks do nothing unless a policy says so.
std::vector<StorageLimits> StorageLimitsOf(
    const Network& network, const BaselineSpan& span,
    const std::vector<int64_t>& content_bbl);

// What is in them once a day has passed: content plus what was filled less what
// was drawn. Never below 0.
std::vector<int64_t> ContentAfter(const std::vector<int64_t>& content_bbl,
                                  const DayFlows& flows);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_STOCKS_H_
