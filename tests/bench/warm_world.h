// The generated network on which the warm solver is measured.

#ifndef OILFLOW_TESTS_BENCH_WARM_WORLD_H_
#define OILFLOW_TESTS_BENCH_WARM_WORLD_H_

#include <cstdint>
#include <vector>

#include "service/allocation/day.h"
#include "service/allocation/problem.h"
#include "service/network/network.h"
#include "tests/bench/warm_capacities.h"

namespace oilflow {

// A network with the limits of an ordinary day.
struct WarmWorld {
  Network network;
  DayLimits limits;
};

// Eight fields, thirteen nodes between, nine buyers, and so many arcs; of the
// nodes between two are storages and one shares its flow out in proportion, if
// asked for. Ends the program if there is no such network.
WarmWorld MakeWarmWorld(int arc_count, bool with_storages);

// The circulation of a world without storages: its arcs, its fields, its
// buyers.
Problem CirculationOf(const WarmWorld& world);

// Twelve policies over `days` days, each of its own arc: four ramp it down,
// four ramp it up, and four shut it for a while, from a day of their own and
// for 30 to 300 days.
CapacityPlan TwelvePolicies(const std::vector<int64_t>& reference_bpd,
                            int days);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_WARM_WORLD_H_
