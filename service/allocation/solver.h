// Exact optima of min-cost circulations.

#ifndef OILFLOW_SERVICE_ALLOCATION_SOLVER_H_
#define OILFLOW_SERVICE_ALLOCATION_SOLVER_H_

#include <memory>

#include "service/allocation/problem.h"

namespace oilflow {

// Solves problems of one shape: the same nodes and the same ends of arcs, with
// other capacities and costs each time. Uses LEMON's network simplex on
// integers, so a solution is the exact optimum, and a function of the problem
// alone. Not for use by two threads at once.
class Solver {
 public:
  explicit Solver(const Problem& shape);
  ~Solver();
  Solver(Solver&&) noexcept;
  Solver& operator=(Solver&&) noexcept;

  // `problem` must have the shape that the solver was made for, capacities in
  // [0, kUnlimitedBpd] and costs from ScaledCost. There is always a solution:
  // nothing flows at worst. Valid until the next call.
  const Solution& Solve(const Problem& problem);

 private:
  struct Network;
  std::unique_ptr<Network> network_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_SOLVER_H_
