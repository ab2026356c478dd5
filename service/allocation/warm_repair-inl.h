// The bounded dual simplex on cycle sets, over the loops that `Loops` brings.
// Compiled once for each target of Highway, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_REPAIR_INL_H_
#endif

#include <algorithm>
#include <cstdint>

#include "hwy/highway.h"
#include "service/allocation/warm_kernels.h"
#include "service/allocation/warm_sets-inl.h"
#include "service/allocation/warm_tree.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

template <class Loops>
class Repair {
 public:
  using Int = typename Loops::Int;
  using Lists = typename Loops::Lists;
  using OutsideSet = typename Loops::OutsideSet;
  using LocalOutsideSet = typename Loops::LocalOutsideSet;
  using SearchState = typename Loops::SearchState;

  static WarmOutcome Run(WarmTree& owner, const int32_t* capacities,
                         const int32_t* minimums, int64_t pivot_limit,
                         int64_t* pivots) {
    const Lists tree(owner);
    bool proven = true;
    const Advanced advanced =
        minimums != nullptr || tree.owner.has_minimums
            ? Loops::template Advance<true>(tree, capacities, minimums, &proven)
            : Loops::template Advance<false>(tree, capacities, nullptr,
                                             &proven);
    tree.owner.unchanged = advanced == Advanced::kSame && tree.owner.settled;
    if (advanced != Advanced::kSame) {
      tree.owner.settled = advanced == Advanced::kSettled;
    }
    if (!tree.owner.settled) {
      const WarmOutcome outcome = Search(tree, pivot_limit, pivots);
      if (outcome != WarmOutcome::kOptimal) {
        return outcome;
      }
      tree.owner.settled = true;
      proven = !Loops::TooLarge(tree, capacities, minimums);
    }
    if (HWY_UNLIKELY(!proven)) {
      return WarmOutcome::kTooLarge;
    }
    if (HWY_UNLIKELY(tree.owner.has_ties) && Tied(tree)) {
      return WarmOutcome::kTied;
    }
    return WarmOutcome::kOptimal;
  }

  static bool Recost(WarmTree& owner, const int64_t* costs,
                     const int64_t* limits) {
    const Lists tree(owner);
    bool changed = false;
    bool fit = true;
    const Signs before(tree);
    Loops::PriceCents(tree);
    std::fill_n(tree.given_cents(), tree.lanes(), 0);
    std::fill_n(tree.priced_cents(), tree.lanes(), 0);
    for (int w = 0; w < tree.arc_words(); ++w) {
      CostSteps steps;
      ForEach(Loops::Differing(tree.costs(), costs, w), w, [&](int arc) {
        if (HWY_UNLIKELY(costs[arc] > limits[arc] ||
                         costs[arc] < -limits[arc])) {
          fit = false;
          return;
        }
        Loops::Add(tree, arc, costs[arc] - tree.costs()[arc], &steps);
        tree.costs()[arc] = costs[arc];
      });
      if (steps.inside_count + steps.outside_count > 0) {
        Loops::Reprice(tree, steps);
        changed = true;
      }
    }
    if (changed) {
      Loops::ReadSigns(tree);
      Turn(tree, before);
    }
    return fit;
  }

  static void MoveCents(WarmTree& owner, const int16_t* cents) {
    const Lists tree(owner);
    const Signs before(tree);
    Loops::MoveCents(tree, cents);
    Turn(tree, before);
  }

 private:
  // Which slots outside the tree were at their capacity.
  struct Signs {
    explicit HWY_INLINE Signs(const Lists& tree) : full(tree.room(1)) {
      for (int w = 0; w < tree.outside_words(); ++w) {
        full[w] = tree.full()[w];
      }
    }
    LocalOutsideSet full;
  };

  // Where the sign of a reduced cost has changed, the arc is now better at its
  // other bound.
  static HWY_INLINE void Turn(const Lists& tree, const Signs& before) {
    for (int w = 0; w < tree.outside_words(); ++w) {
      ForEach(static_cast<OutsideSet>(before.full[w] ^ tree.full()[w]), w,
              [&](int slot) {
                const int arc = tree.outside_arcs()[slot];
                const Int room = tree.capacities()[arc] - tree.minimums()[arc];
                if (room != 0) {
                  Loops::Push(tree, slot,
                              Contains(tree.full(), slot) ? room : -room);
                  tree.owner.settled = false;
                }
              });
    }
  }

  // Pivots until the flows keep to their bounds.
  static HWY_NOINLINE WarmOutcome Search(const Lists& tree, int64_t pivot_limit,
                                         int64_t* pivots) {
    LocalOutsideSet open(tree.room(0));
    Loops::BeginSearch(tree, &open);
    SearchState state(tree);
    for (int64_t left = pivot_limit;; --left) {
      const Violation worst = Loops::Worst(tree, state);
      if (worst.rise == 0) {
        break;
      }
      if (left <= 0) {
        return WarmOutcome::kPivotLimit;
      }
      if (!Pivot(tree, worst, &state, &open)) {
        return WarmOutcome::kInfeasible;
      }
      ++*pivots;
    }
    Loops::EndSearch(tree, state);
    return WarmOutcome::kOptimal;
  }

  // Brings the flow of a tree arc to the bound that it violates, the cheapest
  // way: along the cycles through it, those of least reduced cost first. All
  // but the last are used up and end at their other bound (the ratio test that
  // flips bounds); the last enters the tree in the arc's place. False if there
  // are no such cycles.
  static HWY_INLINE bool Pivot(const Lists& tree, const Violation& violation,
                               SearchState* state, LocalOutsideSet* open) {
    const bool rises = violation.rise > 0;
    typename Loops::Row row(tree);
    Loops::ReadRow(tree, violation.slot, &row);
    LocalOutsideSet candidates(tree.room(3));
    OutsideSet* const full = tree.full();
    for (int w = 0; w < tree.outside_words(); ++w) {
      const OutsideSet helps = rises ? row.plus[w] : row.minus[w];
      const OutsideSet harms = rises ? row.minus[w] : row.plus[w];
      // Closed arcs are as good at one bound as at the other, and need not be
      // asked.
      candidates[w] = ((helps & ~full[w]) | (harms & full[w])) & (*open)[w];
    }
    // What is left to gain; no cycle through the arc moves it by more than 1.
    int64_t left = rises ? violation.rise : -violation.rise;
    const Int* const rooms = tree.rooms();
    int entering = -1;
    while (true) {
      entering = Loops::Cheapest(tree, candidates);
      if (entering < 0) {
        return false;
      }
      const Int room = rooms[entering];
      if (room >= left) {
        break;
      }
      Toggle(candidates.words, entering);
      Loops::Push(tree, entering, Select(Contains(full, entering), -room, room),
                  state);
      Toggle(full, entering);
      Toggle(tree.at_capacity(), tree.outside_arcs()[entering]);
      left -= room;
    }
    const bool falls = Contains(full, entering);
    const Int whole = static_cast<Int>(left);
    const Int step = Select(falls, -whole, whole);
    Loops::Push(tree, entering, step, state);
    const int arc = tree.outside_arcs()[entering];
    Loops::Enter(
        tree, violation.slot, arc,
        step + Select(falls, tree.capacities()[arc], tree.minimums()[arc]),
        state);
    Swap(tree, violation.slot, entering, !rises, open);
    Loops::Exchange(tree, violation.slot, entering, row);
    return true;
  }

  // Lets the arcs of a slot of the tree and of one outside change places; the
  // former is now at its capacity, or else at its minimum.
  static HWY_INLINE void Swap(const Lists& tree, int inside, int outside,
                              bool at_capacity, LocalOutsideSet* open) {
    const int leaving = tree.tree_arcs()[inside];
    const int entering = tree.outside_arcs()[outside];
    tree.tree_arcs()[inside] = entering;
    tree.outside_arcs()[outside] = leaving;
    tree.slots()[entering] = inside;
    tree.slots()[leaving] = outside;
    Put(tree.in_tree(), leaving, false);
    Put(tree.in_tree(), entering, true);
    Put(tree.at_capacity(), leaving, at_capacity);
    Put(tree.at_capacity(), entering, false);
    Put(tree.full(), outside, at_capacity);
    const Int room = tree.capacities()[leaving] - tree.minimums()[leaving];
    tree.rooms()[outside] = room;
    Put(open->words, outside, room != 0);
  }

  // Whether flow might move along a cycle that costs nothing.
  static bool Tied(const Lists& tree) {
    bool tied = false;
    for (int w = 0; w < tree.outside_words(); ++w) {
      ForEach(tree.ties()[w], w, [&](int slot) {
        const int arc = tree.outside_arcs()[slot];
        tied |= tree.capacities()[arc] > tree.minimums()[arc];
      });
    }
    return tied;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#endif  // Included for this target.
