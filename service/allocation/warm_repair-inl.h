// The bounded dual simplex on cycle sets, over the loops that `Loops` brings.
// Compiled once for each target of Highway, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#endif

#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "service/allocation/warm_kernels.h"
#include "service/allocation/warm_tree.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

inline bool Contains(const uint64_t* set, int arc) {
  return (set[arc / 64] >> (arc % 64)) & 1;
}

inline void Toggle(uint64_t* set, int arc) {
  set[arc / 64] ^= uint64_t{1} << (arc % 64);
}

inline void Put(uint64_t* set, int arc, bool in) {
  const uint64_t bit = uint64_t{1} << (arc % 64);
  set[arc / 64] = in ? set[arc / 64] | bit : set[arc / 64] & ~bit;
}

// The arcs of word `w` in order; `visit` takes their numbers.
template <class Visit>
HWY_INLINE void ForEach(uint64_t word, int w, const Visit& visit) {
  for (; word != 0; word &= word - 1) {
    visit(64 * w + __builtin_ctzll(word));
  }
}

// An arc that is out of its bounds, and by how much it must rise, below 0 if it
// must fall.
struct Violation {
  int arc = 0;
  int64_t rise = 0;
};

template <class Loops>
class Repair {
 public:
  using Int = typename Loops::Int;

  static WarmOutcome Run(WarmTree& tree, const int32_t* capacities,
                         const int32_t* minimums, int64_t pivot_limit,
                         int64_t* pivots) {
    const bool bounded = minimums != nullptr || tree.has_minimums;
    bool proven = true;
    tree.unchanged = false;
    if (bounded) {
      MoveBounds(tree, capacities, minimums);
    } else {
      switch (Loops::Advance(tree, capacities, &proven)) {
        case Loops::kSame:
          tree.unchanged = tree.settled;
          break;
        case Loops::kUnsettled:
          tree.settled = false;
          break;
        case Loops::kSettled:
          tree.settled = true;
          break;
      }
    }
    if (!tree.settled) {
      uint64_t* const open = tree.open();
      for (int w = 0; w < Loops::Words(tree); ++w) {
        open[w] =
            Loops::Differing(tree.capacities<Int>(), tree.minimums<Int>(), w);
      }
      for (int64_t left = pivot_limit;; --left) {
        const Violation worst = Loops::Worst(tree);
        if (worst.rise == 0) {
          break;
        }
        if (left <= 0) {
          return WarmOutcome::kPivotLimit;
        }
        if (!Pivot(tree, worst)) {
          return WarmOutcome::kInfeasible;
        }
        ++*pivots;
      }
      tree.settled = true;
      proven = !Loops::TooLarge(tree, capacities);
    }
    if (HWY_UNLIKELY(!proven)) {
      return WarmOutcome::kTooLarge;
    }
    if (HWY_UNLIKELY(tree.has_ties) && Tied(tree)) {
      return WarmOutcome::kTied;
    }
    return WarmOutcome::kOptimal;
  }

  static bool Recost(WarmTree& tree, const int64_t* costs,
                     const int64_t* limits) {
    const int words = Loops::Words(tree);
    bool changed = false;
    bool fit = true;
    uint64_t* const moved = tree.candidates();
    for (int w = 0; w < words; ++w) {
      moved[w] = Loops::Differing(tree.costs(), costs, w);
      ForEach(moved[w], w, [&](int arc) {
        fit &= costs[arc] <= limits[arc] && costs[arc] >= -limits[arc];
        changed = true;
      });
    }
    if (!fit) {
      return false;
    }
    if (!changed) {
      return true;
    }
    for (int w = 0; w < words; ++w) {
      // Of the tree: a change of theirs is one of every cycle along them.
      int count = 0;
      int arcs[64];
      int64_t steps[64];
      ForEach(moved[w], w, [&](int arc) {
        const int64_t step = costs[arc] - tree.costs()[arc];
        tree.costs()[arc] = costs[arc];
        if (Contains(tree.in_tree(), arc)) {
          arcs[count] = arc;
          steps[count] = step;
          ++count;
        } else {
          tree.reduced_costs()[arc] += step;
        }
      });
      if (count > 0) {
        Loops::Reprice(tree, w, arcs, steps, count);
      }
    }
    // Where the sign of a reduced cost has changed, the arc is now better at
    // its other bound.
    uint64_t* const flipped = tree.candidates();
    for (int w = 0; w < words; ++w) {
      flipped[w] = tree.at_capacity()[w];
    }
    Loops::ReadSigns(tree);
    for (int w = 0; w < words; ++w) {
      ForEach(flipped[w] ^ tree.at_capacity()[w], w, [&](int arc) {
        const Int room = Room(tree, arc);
        if (room != 0) {
          Loops::Push(tree, arc,
                      Contains(tree.at_capacity(), arc) ? room : -room);
          tree.settled = false;
        }
      });
    }
    return true;
  }

 private:
  static Int Room(WarmTree& tree, int arc) {
    return tree.capacities<Int>()[arc] - tree.minimums<Int>()[arc];
  }

  // Takes new bounds where minimums matter, and moves what is at a bound.
  static void MoveBounds(WarmTree& tree, const int32_t* capacities,
                         const int32_t* minimums) {
    const int64_t most = tree.most_bpd();
    Int* const old_capacities = tree.capacities<Int>();
    Int* const old_minimums = tree.minimums<Int>();
    tree.settled = false;
    tree.has_minimums = false;
    for (int arc = 0; arc < tree.arc_count(); ++arc) {
      const int64_t least = minimums != nullptr ? minimums[arc] : 0;
      const Int minimum = static_cast<Int>(least < most ? least : most);
      const Int capacity =
          static_cast<Int>(capacities[arc] < most ? capacities[arc] : most);
      if (!Contains(tree.in_tree(), arc)) {
        const Int step = Contains(tree.at_capacity(), arc)
                             ? capacity - old_capacities[arc]
                             : minimum - old_minimums[arc];
        if (step != 0) {
          Loops::Push(tree, arc, step);
        }
      }
      old_capacities[arc] = capacity;
      old_minimums[arc] = minimum;
      tree.has_minimums |= minimum != 0;
    }
  }

  // Brings the flow of a tree arc to the bound that it violates, the cheapest
  // way: along the cycles through it, those of least reduced cost first. All
  // but the last are used up and end at their other bound (the ratio test that
  // flips bounds); the last enters the tree in the arc's place. False if there
  // are no such cycles.
  static HWY_INLINE bool Pivot(WarmTree& tree, const Violation& violation) {
    const int leaving = violation.arc;
    const bool rises = violation.rise > 0;
    Loops::ReadRow(tree, leaving);
    const uint64_t* const helps = rises ? tree.row_plus() : tree.row_minus();
    const uint64_t* const harms = rises ? tree.row_minus() : tree.row_plus();
    for (int w = 0; w < Loops::Words(tree); ++w) {
      const uint64_t full = tree.at_capacity()[w];
      // Closed arcs are as good at one bound as at the other, and need not be
      // asked.
      tree.candidates()[w] =
          ((helps[w] & ~full) | (harms[w] & full)) & tree.open()[w];
    }
    // What is left to gain; no cycle through the arc moves it by more than 1.
    int64_t left = rises ? violation.rise : -violation.rise;
    int entering = -1;
    while (true) {
      entering = Cheapest(tree);
      if (entering < 0) {
        return false;
      }
      const Int room = Room(tree, entering);
      if (room >= left) {
        break;
      }
      Toggle(tree.candidates(), entering);
      Loops::Push(tree, entering,
                  Contains(tree.at_capacity(), entering) ? -room : room);
      Toggle(tree.at_capacity(), entering);
      left -= room;
    }
    const Int step = static_cast<Int>(left);
    Loops::Push(tree, entering,
                Contains(tree.at_capacity(), entering) ? -step : step);
    Put(tree.at_capacity(), leaving, !rises);
    Put(tree.at_capacity(), entering, false);
    Put(tree.in_tree(), leaving, false);
    Put(tree.in_tree(), entering, true);
    Loops::Exchange(tree, leaving, entering);
    return true;
  }

  // The arc of candidates() with the least absolute reduced cost, of equal ones
  // the first; -1 if there is none.
  static HWY_INLINE int Cheapest(WarmTree& tree) {
    const int64_t* const reduced = tree.reduced_costs();
    int cheapest = -1;
    int64_t least = std::numeric_limits<int64_t>::max();
    for (int w = 0; w < Loops::Words(tree); ++w) {
      ForEach(tree.candidates()[w], w, [&](int arc) {
        const int64_t cost = reduced[arc] < 0 ? -reduced[arc] : reduced[arc];
        const bool less = cost < least;
        cheapest = less ? arc : cheapest;
        least = less ? cost : least;
      });
    }
    return cheapest;
  }

  // Whether flow might move along a cycle that costs nothing.
  static bool Tied(WarmTree& tree) {
    bool tied = false;
    for (int w = 0; w < Loops::Words(tree); ++w) {
      ForEach(tree.free_of_cost()[w], w,
              [&](int arc) { tied |= Room(tree, arc) > 0; });
    }
    return tied;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#endif  // Included for this target.
