#include "tests/support/warm_networks.h"

#include <cstddef>
#include <utility>

namespace oilflow {
namespace {

int64_t RandomCapacity(const CirculationShape& shape, Dice* dice) {
  if (dice->OneIn(6)) {
    return 0;
  }
  return dice->OneIn(12) ? kUnlimitedBpd : dice->Roll(1, shape.most_bpd);
}

int64_t RandomCost(const CirculationShape& shape, const ProblemArc& arc,
                   Dice* dice) {
  if (shape.ties) {
    return ScaledCost(arc.to == 0 ? -100 * dice->Roll(5, 9) : dice->Roll(0, 3),
                      Tier::kVoluntary, 0);
  }
  const Tier tier = dice->OneIn(20)                 ? Tier::kMandated
                    : arc.to == 0 && dice->OneIn(8) ? Tier::kMustServe
                                                    : Tier::kVoluntary;
  const int64_t cents =
      arc.to == 0 ? dice->Roll(-9000, 500) : dice->Roll(0, 900);
  return ScaledCost(cents, tier,
                    static_cast<uint32_t>(dice->Roll(0, (1 << kTieBits) - 1)));
}

}  // namespace

Problem RandomCirculation(const CirculationShape& shape, Dice* dice) {
  Problem problem;
  problem.node_count = shape.nodes;
  const auto node = [&] {
    return static_cast<int>(dice->Roll(0, shape.nodes - 1));
  };
  for (int i = 0; i < shape.arcs; ++i) {
    ProblemArc arc{.from = node(), .to = node()};
    if (arc.from > arc.to && arc.to != 0 && !dice->OneIn(10)) {
      std::swap(arc.from, arc.to);
    }
    if (dice->OneIn(5)) {
      arc.to = 0;
    } else if (dice->OneIn(5)) {
      arc.from = 0;
    }
    arc.capacity_bpd = RandomCapacity(shape, dice);
    arc.cost = RandomCost(shape, arc, dice);
    problem.arcs.push_back(arc);
  }
  return problem;
}

void MoveCapacities(const CirculationShape& shape, Dice* dice,
                    Problem* problem) {
  const int64_t one_in = dice->OneIn(10) ? 1 : dice->Roll(2, 20);
  for (ProblemArc& arc : problem->arcs) {
    arc.minimum_bpd = 0;
    if (!dice->OneIn(one_in)) {
      continue;
    }
    if (dice->OneIn(2) && arc.capacity_bpd < kUnlimitedBpd) {
      arc.capacity_bpd = arc.capacity_bpd * dice->Roll(900, 1099) / 1000;
    } else {
      arc.capacity_bpd = RandomCapacity(shape, dice);
    }
  }
}

std::vector<int32_t> Capacities(const Problem& problem) {
  std::vector<int32_t> capacities;
  for (const ProblemArc& arc : problem.arcs) {
    capacities.push_back(static_cast<int32_t>(arc.capacity_bpd));
  }
  return capacities;
}

void MoveCosts(const CirculationShape& shape, Dice* dice, Problem* problem) {
  const int64_t one_in = dice->Roll(1, 10);
  for (ProblemArc& arc : problem->arcs) {
    if (dice->OneIn(one_in)) {
      arc.cost = RandomCost(shape, arc, dice);
    }
  }
}

void AddMinimums(const Solution& feasible, Dice* dice, Problem* problem) {
  for (size_t i = 0; i < problem->arcs.size(); ++i) {
    ProblemArc& arc = problem->arcs[i];
    if (feasible.flows_bpd[i] > 0 && dice->OneIn(6)) {
      arc.minimum_bpd = dice->Roll(0, feasible.flows_bpd[i]);
      if (dice->OneIn(2)) {
        arc.minimum_bpd = feasible.flows_bpd[i];
        arc.capacity_bpd = arc.minimum_bpd;
      }
    }
  }
}

}  // namespace oilflow
