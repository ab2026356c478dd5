// Ladders of monthly losses and gains.

#ifndef OILFLOW_TESTS_SUPPORT_LADDERS_H_
#define OILFLOW_TESTS_SUPPORT_LADDERS_H_

#include <vector>

#include "absl/time/civil_time.h"

#include "service/market/offsets.h"

namespace oilflow {

// Months of 2023, from January.
inline std::vector<LadderMonth> Ladder(
    const std::vector<double>& gross, const OffsetAssumptions& offsets,
    absl::CivilMonth first = absl::CivilMonth(2023, 1)) {
  const absl::CivilDay day(first);
  const absl::CivilDay end(first + static_cast<int>(gross.size()));
  return ApplyOffsets(MonthsOf(day, static_cast<int>(end - day)), gross,
                      offsets);
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_LADDERS_H_
