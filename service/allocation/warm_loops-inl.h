// The loops of the dual simplex in plain C++, for sets of any number of words.
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

#include "hwy/highway.h"
#include "service/allocation/warm_repair-inl.h"
#include "service/allocation/warm_tree.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

// What Advance finds: no bound has changed, or the flows keep to the new
// bounds, or some do not.
enum class Advanced { kSame, kSettled, kUnsettled };

// For trees of kWords words, or of any number if it is 0.
template <class FlowInt, int kWords>
struct PlainLoops {
  using Int = FlowInt;
  static constexpr Advanced kSame = Advanced::kSame;
  static constexpr Advanced kSettled = Advanced::kSettled;
  static constexpr Advanced kUnsettled = Advanced::kUnsettled;

  static int Words(const WarmTree& tree) {
    return kWords > 0 ? kWords : tree.words();
  }

  // Adds `step` to the flow round the cycle of `arc`.
  static void Push(WarmTree& tree, int arc, Int step) {
    Int* const flows = tree.flows<Int>();
    for (int w = 0; w < Words(tree); ++w) {
      ForEach(tree.plus(w)[arc], w, [&](int i) { flows[i] += step; });
      ForEach(tree.minus(w)[arc], w, [&](int i) { flows[i] -= step; });
    }
  }

  // Takes new capacities, where all minimums are 0, and moves what is at one.
  // `proven` becomes whether none of those is above most_bpd().
  static Advanced Advance(WarmTree& tree, const int32_t* HWY_RESTRICT next,
                          bool* proven) {
    const Int most = static_cast<Int>(tree.most_bpd());
    Int* HWY_RESTRICT capacities = tree.capacities<Int>();
    bool within = true;
    for (int w = 0; w < Words(tree); ++w) {
      ForEach(tree.at_capacity()[w], w, [&](int arc) {
        const Int capacity = std::min<Int>(next[arc], most);
        within &= next[arc] <= most;
        if (capacity != capacities[arc]) {
          Push(tree, arc, capacity - capacities[arc]);
        }
      });
    }
    *proven = within;
    const Int* HWY_RESTRICT flows = tree.flows<Int>();
    const int lanes = 64 * Words(tree);
    Int changed = 0;
    Int outside = 0;
    for (int i = 0; i < lanes; ++i) {
      const Int given = next[i];
      const Int capacity = given < most ? given : most;
      changed |= capacity ^ capacities[i];
      outside |= flows[i] | (capacity - flows[i]);
      capacities[i] = capacity;
    }
    if (changed == 0) {
      return kSame;
    }
    return outside < 0 ? kUnsettled : kSettled;
  }

  // Whether an arc at its capacity has one above most_bpd(): then what holds
  // for capacities up to that may not hold for those given.
  static bool TooLarge(WarmTree& tree, const int32_t* capacities) {
    bool large = false;
    for (int w = 0; w < Words(tree); ++w) {
      ForEach(tree.at_capacity()[w], w,
              [&](int arc) { large |= capacities[arc] > tree.most_bpd(); });
    }
    return large;
  }

  // The arc furthest out of its bounds, of equal ones the first.
  static Violation Worst(WarmTree& tree) {
    const Int* const flows = tree.flows<Int>();
    const Int* const capacities = tree.capacities<Int>();
    const Int* const minimums = tree.minimums<Int>();
    Int most = 0;
    int worst = 0;
    const int lanes = 64 * Words(tree);
    for (int i = 0; i < lanes; ++i) {
      const Int beyond =
          std::max(minimums[i] - flows[i], flows[i] - capacities[i]);
      if (beyond > most) {
        most = beyond;
        worst = i;
      }
    }
    return {worst,
            flows[worst] < minimums[worst] ? int64_t{most} : -int64_t{most}};
  }

  // The arcs whose cycles pass `arc`, into row_plus() and row_minus().
  static void ReadRow(WarmTree& tree, int arc) {
    const uint64_t* HWY_RESTRICT plus = tree.plus(arc / 64);
    const uint64_t* HWY_RESTRICT minus = tree.minus(arc / 64);
    const int shift = arc % 64;
    for (int w = 0; w < Words(tree); ++w) {
      uint64_t in_plus = 0;
      uint64_t in_minus = 0;
      for (int i = 0; i < 64; ++i) {
        in_plus |= ((plus[64 * w + i] >> shift) & 1) << i;
        in_minus |= ((minus[64 * w + i] >> shift) & 1) << i;
      }
      tree.row_plus()[w] = in_plus;
      tree.row_minus()[w] = in_minus;
    }
  }

  // These arcs of the tree, all of word `w`, cost so much more, and so do the
  // cycles along them.
  static void Reprice(WarmTree& tree, int w, const int* arcs,
                      const int64_t* steps, int count) {
    const uint64_t* HWY_RESTRICT plus = tree.plus(w);
    const uint64_t* HWY_RESTRICT minus = tree.minus(w);
    int64_t* HWY_RESTRICT reduced = tree.reduced_costs();
    uint64_t moved = 0;
    int64_t step_of[64];
    for (int k = 0; k < count; ++k) {
      moved |= uint64_t{1} << (arcs[k] % 64);
      step_of[arcs[k] % 64] = steps[k];
    }
    const int lanes = 64 * Words(tree);
    for (int i = 0; i < lanes; ++i) {
      ForEach(plus[i] & moved, 0, [&](int bit) { reduced[i] += step_of[bit]; });
      ForEach(minus[i] & moved, 0,
              [&](int bit) { reduced[i] -= step_of[bit]; });
    }
  }

  // Word `w` of the set of lanes in which two lists differ.
  template <class T>
  static uint64_t Differing(const T* a, const T* b, int w) {
    uint64_t differing = 0;
    for (int i = 0; i < 64; ++i) {
      differing |= uint64_t{a[64 * w + i] != b[64 * w + i]} << i;
    }
    return differing;
  }

  // An arc outside the tree is at its capacity where its reduced cost is below
  // 0, and where it was if that is 0.
  static void ReadSign(WarmTree& tree, int arc) {
    const int64_t reduced = tree.reduced_costs()[arc];
    Put(tree.free_of_cost(), arc, reduced == 0);
    if (reduced != 0) {
      Put(tree.at_capacity(), arc, reduced < 0);
    }
  }

  static void ReadSigns(WarmTree& tree) {
    for (int w = 0; w < Words(tree); ++w) {
      ForEach(~tree.in_tree()[w], w, [&](int arc) { ReadSign(tree, arc); });
    }
    CountTies(tree);
  }

  static void CountTies(WarmTree& tree) {
    uint64_t ties = 0;
    for (int w = 0; w < Words(tree); ++w) {
      ties |= tree.free_of_cost()[w];
    }
    tree.has_ties = ties != 0;
  }

  // Closes the cycles anew after `entering` has taken the place of `leaving`,
  // whose row has been read: each that passed `leaving` now goes round by the
  // old cycle of `entering`.
  static void Exchange(WarmTree& tree, int leaving, int entering) {
    const bool along = Contains(tree.row_plus(), entering);
    const uint64_t* const same = along ? tree.row_plus() : tree.row_minus();
    const uint64_t* const opposite = along ? tree.row_minus() : tree.row_plus();
    int64_t* const reduced = tree.reduced_costs();
    const int64_t cost = reduced[entering];
    for (int w = 0; w < Words(tree); ++w) {
      uint64_t* HWY_RESTRICT plus = tree.plus(w);
      uint64_t* HWY_RESTRICT minus = tree.minus(w);
      const uint64_t with = plus[entering];
      const uint64_t against = minus[entering];
      if (with == 0 && against == 0) {
        continue;
      }
      const auto add = [&](int arc, uint64_t more, uint64_t less) {
        const uint64_t ups = plus[arc] | more;
        const uint64_t downs = minus[arc] | less;
        plus[arc] = ups & ~downs;
        minus[arc] = downs & ~ups;
      };
      for (int v = 0; v < Words(tree); ++v) {
        ForEach(same[v], v, [&](int arc) { add(arc, against, with); });
        ForEach(opposite[v], v, [&](int arc) { add(arc, with, against); });
      }
      plus[leaving] = along ? with : against;
      minus[leaving] = along ? against : with;
    }
    reduced[leaving] = along ? cost : -cost;
    for (int v = 0; v < Words(tree); ++v) {
      ForEach(same[v], v, [&](int arc) { reduced[arc] -= cost; });
      ForEach(opposite[v], v, [&](int arc) { reduced[arc] += cost; });
    }
    Put(tree.free_of_cost(), entering, false);
    const auto read = [&](int arc) {
      if (arc != entering) {
        ReadSign(tree, arc);
      }
    };
    read(leaving);
    for (int v = 0; v < Words(tree); ++v) {
      ForEach(same[v] | opposite[v], v, read);
    }
    CountTies(tree);
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#endif  // Included for this target.
