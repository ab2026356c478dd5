// The inner loops of the warm solver, portable and for wide vectors.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_KERNELS_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_KERNELS_H_

#include <cstdint>

#include "service/allocation/warm_tree.h"

namespace oilflow {

// Plain C++, or the widest vectors of the machine at hand. Both take the same
// steps to the same tree.
enum class Kernels { kPortable, kWidest };

enum class WarmOutcome {
  // The flows are the only optimum.
  kOptimal,
  // The flows are optimal, but perhaps others are too.
  kTied,
  // A capacity above what the tree counts with may bind.
  kTooLarge,
  // Nothing keeps to the bounds.
  kInfeasible,
  // The search was given up.
  kPivotLimit,
};

// No call allocates. Lists have a lane for each of the tree's;
// those past the last arc are 0.
struct WarmKernels {
  // Moves `tree` to the optimum of these bounds, `minimums` all 0 if null.
  // Counts pivots, and makes at most `pivot_limit`. The tree stays one to go on
  // from, unless the outcome is kInfeasible or kPivotLimit.
  WarmOutcome (*repair)(WarmTree& tree, const int32_t* capacities,
                        const int32_t* minimums, int64_t pivot_limit,
                        int64_t* pivots);
  // Gives the arcs of `tree` these costs. Flows that keep to their bounds may
  // not do so any more. False if a cost that changes is larger than its limit:
  // it stays as it was.
  bool (*recost)(WarmTree& tree, const int64_t* costs, const int64_t* limits);
  // Lets the floating arcs of `tree` cost so many cents more than recost said,
  // by floating arc; a list as long as there are lanes, 0 past the last of
  // them.
  void (*move_cents)(WarmTree& tree, const int16_t* cents);
};

// For trees of this shape. Above kNarrowSlots, all are portable.
WarmKernels ChooseWarmKernels(Kernels kernels, const WarmShape& shape);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_KERNELS_H_
