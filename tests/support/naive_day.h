// One day's allocation, written to be read.

#ifndef OILFLOW_TESTS_SUPPORT_NAIVE_DAY_H_
#define OILFLOW_TESTS_SUPPORT_NAIVE_DAY_H_

#include "service/allocation/day.h"
#include "service/network/network.h"

namespace oilflow {

// What DayAllocator promises, by other means: as long as some route adds value,
// send barrels along the best one; a route may also take back barrels sent
// before. Values are compared tier by tier, never added up into one number:
// what must stay in storage, must-serve demand, mandated volume, cents, and
// last the fixed weights that break ties. Knows no proportional groups.
DayFlows NaiveAllocate(const Network& network, const DayLimits& limits);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_NAIVE_DAY_H_
