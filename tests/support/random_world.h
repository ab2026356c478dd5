// Small random networks and days, the same for the same seed.

#ifndef OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_
#define OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_

#include <cstdint>
#include <random>

#include "service/allocation/day.h"
#include "service/network/network.h"

namespace oilflow {

// Whole numbers in [least, most], by a generator whose numbers the C++ standard
// fixes (its distributions are not fixed).
class Dice {
 public:
  explicit Dice(uint64_t seed) : engine_(seed) {}

  int64_t Roll(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(
                       engine_() % static_cast<uint64_t>(most - least + 1));
  }
  bool OneIn(int64_t n) { return Roll(1, n) == 1; }

 private:
  std::mt19937_64 engine_;
};

// One to four producers of up to two countries, up to four transit nodes and
// one to four sinks, connected so that every node has a way in and out.
// `with_groups` makes some nodes share their flow out in proportion.
Network RandomNetwork(Dice* dice, bool with_groups);

// Capacities, demands and prices of a size that can be checked by hand; some
// arcs shut, some mandated.
DayLimits RandomLimits(const Network& network, Dice* dice);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_RANDOM_WORLD_H_
