// The region network as the benchmark of the warm solver has worlds.

#ifndef OILFLOW_TESTS_BENCH_WARM_REGION_H_
#define OILFLOW_TESTS_BENCH_WARM_REGION_H_

#include "tests/bench/warm_world.h"

namespace oilflow {

// With the limits of the first day of a scenario of its library. Ends the
// program if the world that is part of it cannot be read.
WarmWorld RegionWorld();

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_WARM_REGION_H_
