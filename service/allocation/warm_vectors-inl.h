// Flows, and the bounds that they keep to, on the vectors of one target of
// Highway. Compiled once for each target, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#endif

#include <cstdint>
#include <utility>

#include "hwy/highway.h"
#include "service/allocation/warm_lanes-inl.h"
#include "service/allocation/warm_sets-inl.h"
#include "service/allocation/warm_vector_cents-inl.h"

#if OILFLOW_WARM_VECTORS
HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

// Flows of the tree are kept by slot, and those by arc follow them.
template <int kTree, int kOutside, int kLanes>
struct VectorLoops : VectorCents<kTree, kOutside, kLanes> {
  using Costs = VectorCents<kTree, kOutside, kLanes>;
  using Lists = typename Costs::Lists;
  using CycleSet = typename Costs::Set;
  using OutsideSet = typename Costs::OutsideSet;
  using LocalOutsideSet = typename Costs::LocalOutsideSet;
  using Costs::kArcWords;
  using Costs::kBits;
  using Costs::kOutsideBits;
  using Costs::kOutsideWords;
  using Costs::kTreeWords;
  using Costs::OutsideBits;
  static constexpr hn::ScalableTag<int32_t> kFlow{};
  static constexpr int kFlowLanes = static_cast<int>(hn::MaxLanes(kFlow));
  static constexpr int kTreeVectors = kTree / kFlowLanes;
  static constexpr int kArcVectors = kLanes / kFlowLanes;
  using FlowVector = hn::Vec<decltype(kFlow)>;
  // Whether to write the flows of a few arcs one by one is faster than to look
  // up those of all, which takes long where vectors hold few entries of a
  // table.
  static constexpr bool kFewAreCheap = HWY_TARGET == HWY_AVX2;

  // The flows of the tree, in registers.
  struct TreeFlows {
    explicit HWY_INLINE TreeFlows(const Lists& tree) : list(tree.tree_flows()) {
      for (int v = 0; v < kTreeVectors; ++v) {
        flow[v] = hn::Load(kFlow, list + v * kFlowLanes);
      }
    }

    // Those of these slots, after Store().
    HWY_INLINE FlowVector At(FlowVector slots) const {
#if HWY_TARGET == HWY_AVX2
      if constexpr (kTree == 32) {
        return LookupInVectors(flow, slots);
      }
#elif HWY_TARGET == HWY_AVX3
      if constexpr (kTree == 32) {
        return FlowVector{
            _mm512_permutex2var_epi32(flow[0].raw, slots.raw, flow[1].raw)};
      }
#endif
      return Lookup<kTree>(list, slots);
    }

    // Adds `step` where the cycle of a slot goes along, and takes it away where
    // it goes against. A half of a word is tested bit by bit: masks made so
    // are ready sooner than masks that come from memory.
    HWY_INLINE void Push(const CycleSet* plus, const CycleSet* minus, int slot,
                         FlowVector step) {
      for (int half = 0; half < kTree / 32; ++half) {
        const int word = 32 * half / kBits;
        const int shift = 32 * half % kBits;
        const FlowVector ups = hn::Set(
            kFlow, static_cast<int32_t>(plus[word * kOutside + slot] >> shift));
        const FlowVector downs = hn::Set(
            kFlow,
            static_cast<int32_t>(minus[word * kOutside + slot] >> shift));
        for (int i = 0; i < 32; i += kFlowLanes) {
          const FlowVector bits = hn::Load(kFlow, kSingleBits + i);
          FlowVector& at = flow[(32 * half + i) / kFlowLanes];
          at = hn::IfThenElse(hn::TestBit(ups, bits), hn::Add(at, step), at);
          at = hn::IfThenElse(hn::TestBit(downs, bits), hn::Sub(at, step), at);
        }
      }
    }

    HWY_INLINE void Store() const {
      for (int v = 0; v < kTreeVectors; ++v) {
        hn::Store(flow[v], kFlow, list + v * kFlowLanes);
      }
    }

    int32_t* list;
    FlowVector flow[kTreeVectors];
  };

  // Flows and bounds by slot of the tree, while a search goes on: in registers,
  // if the tree is small.
  struct SearchState {
    explicit HWY_INLINE SearchState(const Lists& tree) : flows(tree) {
      for (int v = 0; v < kTreeVectors; ++v) {
        const FlowVector arcs =
            hn::Load(kFlow, tree.tree_arcs() + v * kFlowLanes);
        capacity[v] = Lookup<kLanes>(tree.capacities(), arcs);
        minimum[v] = tree.owner.has_minimums
                         ? Lookup<kLanes>(tree.minimums(), arcs)
                         : hn::Zero(kFlow);
      }
    }

    TreeFlows flows;
    FlowVector capacity[kTreeVectors];
    FlowVector minimum[kTreeVectors];
  };

  static HWY_INLINE void Push(const Lists& tree, int slot, int32_t step,
                              SearchState* state) {
    state->flows.Push(tree.plus(0), tree.minus(0), slot, hn::Set(kFlow, step));
  }

  static HWY_INLINE void Enter(const Lists& tree, int slot, int arc,
                               int32_t flow, SearchState* state) {
    const FlowVector own = hn::Set(kFlow, slot);
    const FlowVector flows = hn::Set(kFlow, flow);
    const FlowVector capacity = hn::Set(kFlow, tree.capacities()[arc]);
    const FlowVector minimum = hn::Set(kFlow, tree.minimums()[arc]);
    for (int v = 0; v < kTreeVectors; ++v) {
      const auto here = hn::Eq(hn::Iota(kFlow, v * kFlowLanes), own);
      FlowVector& at = state->flows.flow[v];
      at = hn::IfThenElse(here, flows, at);
      state->capacity[v] = hn::IfThenElse(here, capacity, state->capacity[v]);
      state->minimum[v] = hn::IfThenElse(here, minimum, state->minimum[v]);
    }
  }

  static HWY_INLINE void Push(const Lists& tree, int slot, int32_t step) {
    TreeFlows flows(tree);
    flows.Push(tree.plus(0), tree.minus(0), slot, hn::Set(kFlow, step));
    flows.Store();
  }

  // Bits of a set of arcs as the mask of vector `i`.
  static HWY_INLINE hn::Mask<decltype(kFlow)> MaskOfArcs(const uint64_t* set,
                                                         int i) {
    return hn::LoadMaskBits(
        kFlow, reinterpret_cast<const uint8_t*>(set) + i * kFlowLanes / 8);
  }

  // Writes the flows by arc, which keep to their bounds if the sign bits of all
  // lanes of `outside` are 0.
  template <bool kBounded>
  static HWY_INLINE FlowVector Spread(const Lists& tree,
                                      const TreeFlows& tree_flows,
                                      const FlowVector* capacities) {
    const int32_t* const HWY_RESTRICT slots = tree.slots();
    const uint64_t* const in_tree = tree.in_tree();
    const uint64_t* const at_capacity = tree.at_capacity();
    int32_t* const HWY_RESTRICT flows = tree.flows();
    FlowVector outside = hn::Zero(kFlow);
    for (int i = 0; i < kArcVectors; ++i) {
      const int at = i * kFlowLanes;
      const FlowVector carried = tree_flows.At(hn::Load(kFlow, slots + at));
      const auto inside = MaskOfArcs(in_tree, i);
      const auto full = MaskOfArcs(at_capacity, i);
      FlowVector flow;
      if constexpr (kBounded) {
        const FlowVector minimum = hn::Load(kFlow, tree.minimums() + at);
        flow = hn::IfThenElse(full, capacities[i],
                              hn::IfThenElse(inside, carried, minimum));
        outside = hn::Or(outside, hn::Sub(flow, minimum));
      } else {
        flow = hn::IfThenElse(full, capacities[i],
                              hn::IfThenElseZero(inside, carried));
        outside = hn::Or(outside, flow);
      }
      outside = hn::Or(outside, hn::Sub(capacities[i], flow));
      hn::Store(flow, kFlow, flows + at);
    }
    return outside;
  }

  static HWY_INLINE bool AreFew(const CycleSet* slots) {
    int count = 0;
    for (int w = 0; w < kTreeWords; ++w) {
      count += __builtin_popcountll(slots[w]);
    }
    return count <= kTree / 4;
  }

  // What Spread does after a day that was settled, if only the flows of these
  // slots of the tree have changed since, and those by arc outside the tree
  // have been moved.
  template <bool kBounded>
  static HWY_INLINE FlowVector SpreadFew(const Lists& tree,
                                         const CycleSet* touched,
                                         const FlowVector* capacities) {
    const int32_t* const HWY_RESTRICT tree_flows = tree.tree_flows();
    const int32_t* const HWY_RESTRICT arcs = tree.tree_arcs();
    int32_t* const HWY_RESTRICT flows = tree.flows();
    for (int w = 0; w < kTreeWords; ++w) {
      for (CycleSet left = touched[w]; left != 0; left &= left - 1) {
        const int slot = kBits * w + __builtin_ctzll(left);
        flows[arcs[slot]] = tree_flows[slot];
      }
    }
    FlowVector outside = hn::Zero(kFlow);
    for (int i = 0; i < kArcVectors; ++i) {
      const FlowVector flow = hn::Load(kFlow, flows + i * kFlowLanes);
      FlowVector least = flow;
      if constexpr (kBounded) {
        least =
            hn::Sub(flow, hn::Load(kFlow, tree.minimums() + i * kFlowLanes));
      }
      outside = hn::Or(outside, hn::Or(least, hn::Sub(capacities[i], flow)));
    }
    return outside;
  }

  template <bool kBounded>
  static HWY_INLINE Advanced Advance(const Lists& tree,
                                     const int32_t* HWY_RESTRICT next,
                                     const int32_t* HWY_RESTRICT next_minimums,
                                     bool* proven) {
    constexpr int kVectorsOfWord = 64 / kFlowLanes;
    const int32_t limit = static_cast<int32_t>(tree.owner.most_bpd());
    const FlowVector most = hn::Set(kFlow, limit);
    const FlowVector zero = hn::Zero(kFlow);
    int32_t* const HWY_RESTRICT capacities = tree.capacities();
    int32_t* const minimums = tree.minimums();
    FlowVector given[kArcVectors];
    HWY_ALIGN int32_t steps[kBounded ? kLanes : 1];
    uint64_t moved[kArcWords];
    uint64_t any_changed = 0;
    uint64_t too_large = 0;
    FlowVector any_minimum = zero;
    for (int w = 0; w < kArcWords; ++w) {
      uint64_t changed = 0;
      uint64_t changed_minimum = 0;
      uint64_t large = 0;
      for (int v = 0; v < kVectorsOfWord; ++v) {
        const int i = w * kVectorsOfWord + v;
        const int at = i * kFlowLanes;
        const FlowVector wanted = hn::LoadU(kFlow, next + at);
        given[i] = hn::Min(wanted, most);
        const FlowVector old = hn::Load(kFlow, capacities + at);
        changed |= BitsOf(kFlow, hn::Ne(given[i], old)) << (v * kFlowLanes);
        large |= BitsOf(kFlow, hn::Gt(wanted, most)) << (v * kFlowLanes);
        if constexpr (kBounded) {
          const FlowVector least = next_minimums != nullptr
                                       ? hn::LoadU(kFlow, next_minimums + at)
                                       : zero;
          const FlowVector minimum = hn::Min(least, most);
          const FlowVector rise =
              hn::Sub(minimum, hn::Load(kFlow, minimums + at));
          too_large |= BitsOf(kFlow, hn::Gt(least, most));
          changed_minimum |= BitsOf(kFlow, hn::Ne(rise, zero))
                             << (v * kFlowLanes);
          hn::Store(hn::IfThenElse(MaskOfArcs(tree.at_capacity(), i),
                                   hn::Sub(given[i], old), rise),
                    kFlow, steps + at);
          any_minimum = hn::Or(any_minimum, minimum);
          hn::Store(minimum, kFlow, minimums + at);
        }
      }
      const uint64_t full = tree.at_capacity()[w];
      any_changed |= changed | changed_minimum;
      too_large |= large & full;
      moved[w] =
          (changed & full) | (changed_minimum & ~full & ~tree.in_tree()[w]);
    }
    *proven = too_large == 0;
    if constexpr (kBounded) {
      tree.owner.has_minimums = !hn::AllTrue(kFlow, hn::Eq(any_minimum, zero));
    }
    if (any_changed == 0) {
      return Advanced::kSame;
    }
    TreeFlows flows(tree);
    const CycleSet* const plus = tree.plus(0);
    const CycleSet* const minus = tree.minus(0);
    const int32_t* const slots = tree.slots();
    CycleSet touched[kTreeWords] = {};
    for (int w = 0; w < kArcWords; ++w) {
      // Not by ForEach, whose visitor would keep the flows out of registers.
      for (uint64_t left = moved[w]; left != 0; left &= left - 1) {
        const int arc = 64 * w + __builtin_ctzll(left);
        const int32_t step =
            kBounded
                ? steps[arc]
                : (next[arc] < limit ? next[arc] : limit) - capacities[arc];
        flows.Push(plus, minus, slots[arc], hn::Set(kFlow, step));
        if constexpr (kFewAreCheap) {
          tree.flows()[arc] += step;
          for (int t = 0; t < kTreeWords; ++t) {
            touched[t] |= plus[t * kOutside + slots[arc]] |
                          minus[t * kOutside + slots[arc]];
          }
        }
      }
    }
    flows.Store();
    for (int i = 0; i < kArcVectors; ++i) {
      hn::Store(given[i], kFlow, capacities + i * kFlowLanes);
    }
    const FlowVector outside =
        kFewAreCheap && tree.owner.settled && AreFew(touched)
            ? SpreadFew<kBounded>(tree, touched, given)
            : Spread<kBounded>(tree, flows, given);
    return hn::AllFalse(kFlow, hn::Lt(outside, zero)) ? Advanced::kSettled
                                                      : Advanced::kUnsettled;
  }

  static HWY_INLINE void BeginSearch(const Lists& tree, LocalOutsideSet* open) {
    Costs::PriceCents(tree);
    const FlowVector zero = hn::Zero(kFlow);
    const int32_t* const capacities = tree.capacities();
    const int32_t* const minimums = tree.minimums();
    const bool bounded = tree.owner.has_minimums;
    for (int w = 0; w < kOutsideWords; ++w) {
      uint64_t wide = 0;
      for (int i = 0; i < OutsideBits(w); i += kFlowLanes) {
        const int at = w * kOutsideBits + i;
        const FlowVector arcs = hn::Load(kFlow, tree.outside_arcs() + at);
        FlowVector room = Lookup<kLanes>(capacities, arcs);
        if (HWY_UNLIKELY(bounded)) {
          room = hn::Sub(room, Lookup<kLanes>(minimums, arcs));
        }
        hn::Store(room, kFlow, tree.rooms() + at);
        wide |= BitsOf(kFlow, hn::Ne(room, zero)) << i;
      }
      (*open)[w] = static_cast<OutsideSet>(wide);
    }
  }

  static HWY_INLINE void EndSearch(const Lists& tree,
                                   const SearchState& state) {
    // The next tree will last if this one did.
    tree.owner.lasts = std::exchange(tree.owner.rows_paid, false);
    FlowVector capacities[kArcVectors];
    for (int i = 0; i < kArcVectors; ++i) {
      capacities[i] = hn::Load(kFlow, tree.capacities() + i * kFlowLanes);
    }
    state.flows.Store();
    if (HWY_UNLIKELY(tree.owner.has_minimums)) {
      Spread<true>(tree, state.flows, capacities);
    } else {
      Spread<false>(tree, state.flows, capacities);
    }
  }

  static HWY_INLINE Violation Worst(const Lists& /*tree*/,
                                    const SearchState& state) {
    FlowVector below[kTreeVectors];
    FlowVector beyond[kTreeVectors];
    FlowVector most = hn::Zero(kFlow);
    for (int v = 0; v < kTreeVectors; ++v) {
      const FlowVector flow = state.flows.flow[v];
      below[v] = hn::Sub(state.minimum[v], flow);
      beyond[v] = hn::Max(below[v], hn::Sub(flow, state.capacity[v]));
      most = hn::Max(most, beyond[v]);
    }
    most = hn::MaxOfLanes(kFlow, most);
    const int64_t rise = hn::GetLane(most);
    if (rise == 0) {
      return {};
    }
    for (int begin = 0;; begin += 64) {
      uint64_t worst = 0;
      uint64_t low = 0;
      for (int i = 0; i < 64 && begin + i < kTree; i += kFlowLanes) {
        const int v = (begin + i) / kFlowLanes;
        worst |= BitsOf(kFlow, hn::Eq(beyond[v], most)) << i;
        low |= BitsOf(kFlow, hn::Eq(below[v], most)) << i;
      }
      if (begin + 64 >= kTree || worst != 0) {
        const int first = __builtin_ctzll(worst);
        return {begin + first, ((low >> first) & 1) != 0 ? rise : -rise};
      }
    }
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();
#endif  // OILFLOW_WARM_VECTORS

#endif  // Included for this target.
