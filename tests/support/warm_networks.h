// Circulations that change from day to day, to try the warm solver on.

#ifndef OILFLOW_TESTS_SUPPORT_WARM_NETWORKS_H_
#define OILFLOW_TESTS_SUPPORT_WARM_NETWORKS_H_

#include <cstdint>
#include <vector>

#include "service/allocation/problem.h"
#include "tests/support/dice.h"

namespace oilflow {

struct CirculationShape {
  int nodes = 10;
  int arcs = 20;
  // Few costs and no tie weights, so that optima are often not the only ones.
  bool ties = false;
  // Capacities up to so much, and now and then without limit.
  int64_t most_bpd = 1000000;
};

// Arcs of any direction between any nodes, most of them forward or to and from
// node 0; some closed, some without limit.
Problem RandomCirculation(const CirculationShape& shape, Dice* dice);

// Another day: gives some arcs, seldom all, another capacity, and takes all
// minimums away.
void MoveCapacities(const CirculationShape& shape, Dice* dice,
                    Problem* problem);

std::vector<int32_t> Capacities(const Problem& problem);

// Gives some arcs another cost.
void MoveCosts(const CirculationShape& shape, Dice* dice, Problem* problem);

// Gives some arcs minimums that `feasible`, a solution of `problem`, keeps to;
// some of them must carry just that.
void AddMinimums(const Solution& feasible, Dice* dice, Problem* problem);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_WARM_NETWORKS_H_
