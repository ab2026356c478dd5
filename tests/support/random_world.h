// Small random networks and days, the same for the same seed.

#ifndef OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_
#define OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_

#include <cstdint>

#include "service/allocation/day.h"
#include "service/network/network.h"
#include "tests/support/dice.h"

namespace oilflow {

// One to four producers of up to two countries, up to four transit nodes and
// one to four sinks, connected so that every node has a way in and out.
// `with_groups` makes some nodes share their flow out in proportion.
Network RandomNetwork(Dice* dice, bool with_groups);

// Capacities, demands and prices of a size that can be checked by hand; some
// arcs shut, some mandated.
DayLimits RandomLimits(const Network& network, Dice* dice);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_
