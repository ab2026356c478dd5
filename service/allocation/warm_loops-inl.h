// The loops of the dual simplex in plain C++, for trees of any size.
// Compiled once for each target of Highway, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_LOOPS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_LOOPS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_LOOPS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_LOOPS_INL_H_
#endif

#include <algorithm>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "hwy/highway.h"
#include "service/allocation/problem.h"
#include "service/allocation/warm_sets-inl.h"
#include "service/allocation/warm_tree.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

// For trees of one shape, or of any that is not narrow if kTree is 0. Flows are
// kept by arc.
template <class FlowInt, int kTree, int kOutside, int kLanes>
struct PlainLoops {
  using Int = FlowInt;
  struct Lists : WarmLists<Int, kTree, kOutside, kLanes> {
    using Base = WarmLists<Int, kTree, kOutside, kLanes>;
    explicit Lists(WarmTree& tree) : Base(tree.lists<Base>()), owner(tree) {}
    WarmTree& owner;
  };
  using Set = typename Lists::TreeSet;
  using OutsideSet = typename Lists::OutsideSet;
  static constexpr int kBits = kBitsOf<Set>;
  static constexpr int kOutsideBits = kBitsOf<OutsideSet>;
  // 0 if any.
  static constexpr int kOutsideWords =
      (kOutside + kOutsideBits - 1) / kOutsideBits;
  static constexpr int kArcWords = kLanes / 64;
  using LocalOutsideSet = LocalSet<OutsideSet, kOutsideWords>;

  // Members of word `w` of a set of slots outside the tree.
  static int OutsideBits(const Lists& tree, int w) {
    return std::min(kOutsideBits, tree.outside_slots() - kOutsideBits * w);
  }

  // The slots outside the tree whose cycles pass a slot of it.
  struct Row {
    explicit Row(const Lists& tree) : plus(tree.room(1)), minus(tree.room(2)) {}
    LocalOutsideSet plus;
    LocalOutsideSet minus;
  };

  // What a search goes on with beside the lists of the tree.
  struct SearchState {
    explicit SearchState(const Lists& /*tree*/) {}
  };

  // Adds `step` to the flow round the cycle of a slot.
  static void Push(const Lists& tree, int slot, Int step,
                   SearchState* /*state*/ = nullptr) {
    Int* const flows = tree.flows();
    const int32_t* const arcs = tree.tree_arcs();
    for (int w = 0; w < tree.tree_words(); ++w) {
      ForEach(tree.plus(w)[slot], w, [&](int on) { flows[arcs[on]] += step; });
      ForEach(tree.minus(w)[slot], w, [&](int on) { flows[arcs[on]] -= step; });
    }
    flows[tree.outside_arcs()[slot]] += step;
  }

  // Takes new bounds, and moves what is at one. kBounded is whether any minimum
  // is above 0 or was. `proven` becomes whether no arc at its capacity has one
  // above most_bpd(), and none a minimum above that.
  template <bool kBounded>
  static Advanced Advance(const Lists& tree, const int32_t* HWY_RESTRICT next,
                          const int32_t* HWY_RESTRICT next_minimums,
                          bool* proven) {
    const Int most = static_cast<Int>(tree.owner.most_bpd());
    Int* HWY_RESTRICT capacities = tree.capacities();
    Int* HWY_RESTRICT minimums = tree.minimums();
    const auto least = [&](int arc) {
      return kBounded && next_minimums != nullptr ? next_minimums[arc] : 0;
    };
    bool within = true;
    for (int w = 0; w < tree.arc_words(); ++w) {
      ForEach(tree.at_capacity()[w], w, [&](int arc) {
        const Int capacity = std::min<Int>(next[arc], most);
        within &= next[arc] <= most;
        if (capacity != capacities[arc]) {
          Push(tree, tree.slots()[arc], capacity - capacities[arc]);
        }
      });
      if (kBounded) {
        ForEach(~(tree.at_capacity()[w] | tree.in_tree()[w]), w, [&](int arc) {
          const Int minimum = std::min<Int>(least(arc), most);
          if (minimum != minimums[arc]) {
            Push(tree, tree.slots()[arc], minimum - minimums[arc]);
          }
        });
      }
    }
    const Int* HWY_RESTRICT flows = tree.flows();
    const int lanes = tree.lanes();
    Int changed = 0;
    Int outside = 0;
    Int any_minimum = 0;
    for (int i = 0; i < lanes; ++i) {
      const Int given = next[i];
      const Int capacity = given < most ? given : most;
      changed |= capacity ^ capacities[i];
      outside |= capacity - flows[i];
      capacities[i] = capacity;
      if (kBounded) {
        const Int wanted = least(i);
        const Int minimum = wanted < most ? wanted : most;
        within &= wanted <= most;
        changed |= minimum ^ minimums[i];
        outside |= flows[i] - minimum;
        any_minimum |= minimum;
        minimums[i] = minimum;
      } else {
        outside |= flows[i];
      }
    }
    tree.owner.has_minimums = any_minimum != 0;
    *proven = within;
    if (changed == 0) {
      return Advanced::kSame;
    }
    return outside < 0 ? Advanced::kUnsettled : Advanced::kSettled;
  }

  // Whether an arc at its capacity has one above most_bpd(), or any a minimum
  // above that: then what holds for bounds up to that may not hold for those
  // given.
  static bool TooLarge(const Lists& tree, const int32_t* capacities,
                       const int32_t* minimums) {
    bool large = false;
    for (int w = 0; w < tree.arc_words(); ++w) {
      ForEach(tree.at_capacity()[w], w, [&](int arc) {
        large |= capacities[arc] > tree.owner.most_bpd();
      });
    }
    if (minimums != nullptr) {
      for (int arc = 0; arc < tree.owner.arc_count(); ++arc) {
        large |= minimums[arc] > tree.owner.most_bpd();
      }
    }
    return large;
  }

  // Brings what slots outside the tree have room for into their order.
  static void BeginSearch(const Lists& tree, LocalOutsideSet* open) {
    const Int* const capacities = tree.capacities();
    const Int* const minimums = tree.minimums();
    for (int w = 0; w < tree.outside_words(); ++w) {
      OutsideSet wide = 0;
      for (int i = 0; i < OutsideBits(tree, w); ++i) {
        const int slot = kOutsideBits * w + i;
        const int arc = tree.outside_arcs()[slot];
        const Int room = capacities[arc] - minimums[arc];
        tree.rooms()[slot] = room;
        wide |= OutsideSet{room != 0} << i;
      }
      (*open)[w] = wide;
    }
  }

  static void EndSearch(const Lists& /*tree*/, const SearchState& /*state*/) {}

  // An arc comes into a slot of the tree, and carries `flow`.
  static void Enter(const Lists& /*tree*/, int /*slot*/, int /*arc*/,
                    Int /*flow*/, SearchState* /*state*/) {}

  // The slot of the arc furthest out of its bounds, of equal ones the first.
  static Violation Worst(const Lists& tree, const SearchState& /*state*/) {
    const Int* const flows = tree.flows();
    const int32_t* const arcs = tree.tree_arcs();
    const Int* const capacities = tree.capacities();
    const Int* const minimums = tree.minimums();
    Int most = 0;
    int worst = 0;
    for (int i = 0; i < tree.tree_slots(); ++i) {
      const int arc = arcs[i];
      const Int flow = flows[arc];
      const Int beyond = std::max(minimums[arc] - flow, flow - capacities[arc]);
      if (beyond > most) {
        most = beyond;
        worst = i;
      }
    }
    const bool below = flows[arcs[worst]] < minimums[arcs[worst]];
    return {worst, below ? int64_t{most} : -int64_t{most}};
  }

  static void ReadRow(const Lists& tree, int slot, Row* row) {
    const Set* HWY_RESTRICT plus = tree.plus(slot / kBits);
    const Set* HWY_RESTRICT minus = tree.minus(slot / kBits);
    const int shift = slot % kBits;
    for (int w = 0; w < tree.outside_words(); ++w) {
      OutsideSet in_plus = 0;
      OutsideSet in_minus = 0;
      for (int i = 0; i < OutsideBits(tree, w); ++i) {
        const int at = kOutsideBits * w + i;
        in_plus |= OutsideSet{((plus[at] >> shift) & 1) != 0} << i;
        in_minus |= OutsideSet{((minus[at] >> shift) & 1) != 0} << i;
      }
      row->plus[w] = in_plus;
      row->minus[w] = in_minus;
    }
  }

  // The slot of `candidates` with the least absolute reduced cost, of equal
  // ones the first; -1 if there is none.
  static int Cheapest(const Lists& tree, const LocalOutsideSet& candidates) {
    const int64_t* const reduced = tree.reduced_costs();
    int cheapest = -1;
    int64_t least = std::numeric_limits<int64_t>::max();
    for (int w = 0; w < tree.outside_words(); ++w) {
      ForEach(candidates[w], w, [&](int slot) {
        const int64_t cost = reduced[slot] < 0 ? -reduced[slot] : reduced[slot];
        const bool less = cost < least;
        cheapest = less ? slot : cheapest;
        least = less ? cost : least;
      });
    }
    return cheapest;
  }

  // A step of an arc of the tree is one of every cycle along it.
  static void Reprice(const Lists& tree, const CostSteps& steps) {
    int64_t* HWY_RESTRICT reduced = tree.reduced_costs();
    for (int k = 0; k < steps.outside_count; ++k) {
      reduced[steps.outside[k].slot] += steps.outside[k].step;
    }
    for (int k = 0; k < steps.inside_count; ++k) {
      const int slot = static_cast<int>(steps.inside[k].slot);
      const Set* HWY_RESTRICT plus = tree.plus(slot / kBits);
      const Set* HWY_RESTRICT minus = tree.minus(slot / kBits);
      const int shift = slot % kBits;
      const int64_t step = steps.inside[k].step;
      for (int i = 0; i < tree.outside_slots(); ++i) {
        const int64_t along = (plus[i] >> shift) & 1;
        const int64_t against = (minus[i] >> shift) & 1;
        reduced[i] += (-along & step) - (-against & step);
      }
    }
  }

  static HWY_INLINE void Add(const Lists& tree, int arc, int64_t step,
                             CostSteps* steps) {
    const CostStep own{tree.slots()[arc], step};
    if (Contains(tree.in_tree(), arc)) {
      steps->inside[steps->inside_count++] = own;
    } else {
      steps->outside[steps->outside_count++] = own;
    }
  }

  // Takes the cents of floating arcs, and reads the signs.
  static void MoveCents(const Lists& tree, const int16_t* cents) {
    const int count = tree.owner.floating_count();
    for (int w = 0; w * 64 < count; ++w) {
      uint64_t moved = 0;
      for (int i = 64 * w; i < std::min(count, 64 * w + 64); ++i) {
        moved |= uint64_t{cents[i] != tree.priced_cents()[i]} << (i % 64);
      }
      MoveAtOnce<PlainLoops>(tree, cents, w, moved);
    }
    ReadSigns(tree);
  }

  // Of word `w` of floating arcs, those of `moved`.
  template <class Loops>
  static HWY_INLINE void MoveAtOnce(const Lists& tree, const int16_t* cents,
                                    int w, uint64_t moved) {
    CostSteps steps;
    ForEach(moved, w, [&](int i) {
      const int arc = tree.floating()[i];
      const int64_t step = (cents[i] - tree.priced_cents()[i]) * kCent;
      tree.costs()[arc] += step;
      tree.given_cents()[i] = cents[i];
      tree.priced_cents()[i] = cents[i];
      Add(tree, arc, step, &steps);
    });
    if (moved != 0) {
      Loops::Reprice(tree, steps);
    }
  }

  // Here nothing waits.
  static void PriceCents(const Lists& /*tree*/) {}

  // Word `w` of the set of arcs in which two lists differ.
  static uint64_t Differing(const int64_t* a, const int64_t* b, int w) {
    uint64_t differing = 0;
    for (int i = 0; i < 64; ++i) {
      differing |= uint64_t{a[64 * w + i] != b[64 * w + i]} << i;
    }
    return differing;
  }

  // Reads the signs of all reduced costs.
  static void ReadSigns(const Lists& tree) {
    const int64_t* const reduced = tree.reduced_costs();
    OutsideSet any_tie = 0;
    for (int w = 0; w < tree.outside_words(); ++w) {
      OutsideSet below = 0;
      OutsideSet equal = 0;
      for (int i = 0; i < OutsideBits(tree, w); ++i) {
        below |= OutsideSet{reduced[kOutsideBits * w + i] < 0} << i;
        equal |= OutsideSet{reduced[kOutsideBits * w + i] == 0} << i;
      }
      any_tie |= TakeSigns(tree, w, below, equal);
    }
    tree.owner.has_ties = any_tie != 0;
  }

  // An arc outside the tree is at its capacity where its reduced cost is below
  // 0, and where it was if that is 0. Gives the ties of word `w`.
  static HWY_INLINE OutsideSet TakeSigns(const Lists& tree, int w,
                                         OutsideSet below, OutsideSet equal) {
    OutsideSet& full = tree.full()[w];
    const OutsideSet before = full;
    full = below | (equal & before);
    tree.ties()[w] = equal;
    ForEach(static_cast<OutsideSet>(before ^ full), w, [&](int slot) {
      Toggle(tree.at_capacity(), tree.outside_arcs()[slot]);
    });
    return equal;
  }

  // Closes the cycles anew after the arcs of two slots have changed places;
  // `row` is that of `inside` before. Each cycle that passed it now goes round
  // by the old cycle of `outside`.
  static void Exchange(const Lists& tree, int inside, int outside,
                       const Row& row) {
    const bool along = Contains(row.plus.words, outside);
    const LocalOutsideSet& same = along ? row.plus : row.minus;
    const LocalOutsideSet& opposite = along ? row.minus : row.plus;
    int64_t* const reduced = tree.reduced_costs();
    const int64_t cost = reduced[outside];
    for (int w = 0; w < tree.tree_words(); ++w) {
      Set* HWY_RESTRICT plus = tree.plus(w);
      Set* HWY_RESTRICT minus = tree.minus(w);
      // The slot stands for the arc that has left it, and then for the one that
      // has come.
      const Set own = w == inside / kBits ? Set{1} << (inside % kBits) : Set{0};
      const Set with = plus[outside] | own;
      const Set against = minus[outside] & ~own;
      if (kTree != 32 && with == 0 && against == 0) {
        continue;
      }
      const auto add = [&](int slot, Set more, Set less) {
        const Set ups = (plus[slot] & ~own) | more;
        const Set downs = (minus[slot] & ~own) | less;
        plus[slot] = ups & ~downs;
        minus[slot] = downs & ~ups;
      };
      for (int v = 0; v < tree.outside_words(); ++v) {
        ForEach(same[v], v, [&](int slot) { add(slot, against, with); });
        ForEach(opposite[v], v, [&](int slot) { add(slot, with, against); });
      }
      plus[outside] = along ? with : against;
      minus[outside] = along ? against : with;
    }
    for (int v = 0; v < tree.outside_words(); ++v) {
      ForEach(same[v], v, [&](int slot) { reduced[slot] -= cost; });
      ForEach(opposite[v], v, [&](int slot) { reduced[slot] += cost; });
    }
    reduced[outside] = along ? cost : -cost;
    // Of slots outside the tree only those in the row have another now.
    OutsideSet any_tie = 0;
    for (int v = 0; v < tree.outside_words(); ++v) {
      const OutsideSet in_row = same[v] | opposite[v];
      OutsideSet below = tree.full()[v] & ~in_row;
      OutsideSet equal = tree.ties()[v] & ~in_row;
      ForEach(in_row, v, [&](int slot) {
        below |= OutsideSet{reduced[slot] < 0} << (slot % kOutsideBits);
        equal |= OutsideSet{reduced[slot] == 0} << (slot % kOutsideBits);
      });
      any_tie |= TakeSigns(tree, v, below, equal);
    }
    tree.owner.has_ties = any_tie != 0;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#endif  // Included for this target.
