// The loops of the dual simplex on the vectors of one target of Highway.
// Compiled once for each target, by warm_kernels.cc. OILFLOW_WARM_VECTORS says
// whether the target's vectors are wide enough to gain anything.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_VECTORS_INL_H_
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hwy/highway.h"
#include "service/allocation/warm_loops-inl.h"
#include "service/allocation/warm_repair-inl.h"
#include "service/allocation/warm_tree.h"

#undef OILFLOW_WARM_VECTORS
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#define OILFLOW_WARM_VECTORS 1
#else
#define OILFLOW_WARM_VECTORS 0
#endif

#if OILFLOW_WARM_VECTORS
HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// The lanes of a mask as bits, the first lowest.
template <class D>
HWY_INLINE uint64_t BitsOf(D d, hn::Mask<D> mask) {
  uint8_t bytes[8];
  hn::StoreMaskBits(d, mask, bytes);
  constexpr size_t kBytes = (hn::MaxLanes(D()) + 7) / 8;
  if constexpr (kBytes == 1) {
    return bytes[0];
  } else {
    uint16_t bits;
    static_assert(kBytes == sizeof(bits), "masks of up to 16 lanes");
    std::memcpy(&bits, bytes, sizeof(bits));
    return bits;
  }
}

// The lowest bits as the lanes of a mask.
template <class D>
HWY_INLINE hn::Mask<D> MaskOf(D d, uint64_t bits) {
  uint8_t bytes[8];
  std::memcpy(bytes, &bits, sizeof(bytes));
  return hn::LoadMaskBits(d, bytes);
}

template <int kWords>
struct VectorLoops : PlainLoops<int32_t, kWords> {
  static constexpr int kLanes = 64 * kWords;
  static constexpr hn::ScalableTag<int32_t> kFlow{};
  static constexpr hn::ScalableTag<int64_t> kCost{};
  static constexpr hn::ScalableTag<uint64_t> kSet{};
  static constexpr int kFlowLanes = static_cast<int>(hn::MaxLanes(kFlow));
  static constexpr int kCostLanes = static_cast<int>(hn::MaxLanes(kCost));
  using FlowVector = hn::Vec<decltype(kFlow)>;
  using CostVector = hn::Vec<decltype(kCost)>;

  // Adds `step` where the cycle of `arc` goes along, and takes it away where it
  // goes against, in the lanes of vector `v` of word `w`.
  static HWY_INLINE FlowVector Pushed(WarmTree& tree, int arc, int w, int v,
                                      FlowVector flow, FlowVector step) {
    // Vectors of eight lanes or more, on machines whose lowest byte is first.
    const int byte = v * kFlowLanes / 8;
    const auto* const plus =
        reinterpret_cast<const uint8_t*>(tree.plus(w) + arc) + byte;
    const auto* const minus =
        reinterpret_cast<const uint8_t*>(tree.minus(w) + arc) + byte;
    flow = hn::IfThenElse(hn::LoadMaskBits(kFlow, plus), hn::Add(flow, step),
                          flow);
    return hn::IfThenElse(hn::LoadMaskBits(kFlow, minus), hn::Sub(flow, step),
                          flow);
  }

  static HWY_INLINE void Push(WarmTree& tree, int arc, int32_t step) {
    int32_t* const flows = tree.flows<int32_t>();
    const FlowVector steps = hn::Set(kFlow, step);
    for (int w = 0; w < kWords; ++w) {
      for (int v = 0; v < 64 / kFlowLanes; ++v) {
        int32_t* const at = flows + 64 * w + v * kFlowLanes;
        hn::Store(Pushed(tree, arc, w, v, hn::Load(kFlow, at), steps), kFlow,
                  at);
      }
    }
  }

  static HWY_INLINE Advanced Advance(WarmTree& tree,
                                     const int32_t* HWY_RESTRICT next,
                                     bool* proven) {
    constexpr int kVectors = kLanes / kFlowLanes;
    constexpr int kVectorsOfWord = 64 / kFlowLanes;
    const int32_t most = static_cast<int32_t>(tree.most_bpd());
    const FlowVector most_vector = hn::Set(kFlow, most);
    int32_t* const capacities = tree.capacities<int32_t>();
    FlowVector given[kVectors];
    uint64_t changed[kWords];
    uint64_t any_changed = 0;
    uint64_t too_large = 0;
    for (int w = 0; w < kWords; ++w) {
      changed[w] = 0;
      uint64_t large = 0;
      for (int v = 0; v < kVectorsOfWord; ++v) {
        const int i = w * kVectorsOfWord + v;
        const FlowVector wanted = hn::LoadU(kFlow, next + i * kFlowLanes);
        given[i] = hn::Min(wanted, most_vector);
        const FlowVector old = hn::Load(kFlow, capacities + i * kFlowLanes);
        changed[w] |= BitsOf(kFlow, hn::Ne(given[i], old)) << (v * kFlowLanes);
        large |= BitsOf(kFlow, hn::Gt(wanted, most_vector)) << (v * kFlowLanes);
      }
      any_changed |= changed[w];
      too_large |= large & tree.at_capacity()[w];
    }
    *proven = too_large == 0;
    if (any_changed == 0) {
      return Advanced::kSame;
    }
    int32_t* const flows = tree.flows<int32_t>();
    FlowVector flow[kVectors];
    for (int i = 0; i < kVectors; ++i) {
      flow[i] = hn::Load(kFlow, flows + i * kFlowLanes);
    }
    for (int w = 0; w < kWords; ++w) {
      // Not by ForEach, whose visitor would keep the flows out of registers.
      for (uint64_t moved = changed[w] & tree.at_capacity()[w]; moved != 0;
           moved &= moved - 1) {
        const int arc = 64 * w + __builtin_ctzll(moved);
        const int32_t to = next[arc] < most ? next[arc] : most;
        const FlowVector steps = hn::Set(kFlow, to - capacities[arc]);
        for (int i = 0; i < kVectors; ++i) {
          flow[i] = Pushed(tree, arc, i / kVectorsOfWord, i % kVectorsOfWord,
                           flow[i], steps);
        }
      }
    }
    FlowVector outside = hn::Zero(kFlow);
    for (int i = 0; i < kVectors; ++i) {
      hn::Store(flow[i], kFlow, flows + i * kFlowLanes);
      hn::Store(given[i], kFlow, capacities + i * kFlowLanes);
      outside = hn::Or(outside, hn::Or(flow[i], hn::Sub(given[i], flow[i])));
    }
    return hn::AllFalse(kFlow, hn::Lt(outside, hn::Zero(kFlow)))
               ? Advanced::kSettled
               : Advanced::kUnsettled;
  }

  // Whether an arc at its capacity has one above most_bpd().
  static HWY_INLINE bool TooLarge(WarmTree& tree, const int32_t* capacities) {
    const FlowVector most =
        hn::Set(kFlow, static_cast<int32_t>(tree.most_bpd()));
    uint64_t large = 0;
    for (int w = 0; w < kWords; ++w) {
      for (int i = 0; i < 64; i += kFlowLanes) {
        const FlowVector given = hn::LoadU(kFlow, capacities + 64 * w + i);
        large |=
            (BitsOf(kFlow, hn::Gt(given, most)) << i) & tree.at_capacity()[w];
      }
    }
    return large != 0;
  }

  static HWY_INLINE Violation Worst(WarmTree& tree) {
    constexpr int kVectors = kLanes / kFlowLanes;
    const int32_t* const flows = tree.flows<int32_t>();
    const int32_t* const capacities = tree.capacities<int32_t>();
    const int32_t* const minimums = tree.minimums<int32_t>();
    FlowVector beyond[kVectors];
    FlowVector most = hn::Zero(kFlow);
    for (int i = 0; i < kVectors; ++i) {
      const FlowVector flow = hn::Load(kFlow, flows + i * kFlowLanes);
      beyond[i] =
          hn::Max(hn::Sub(hn::Load(kFlow, minimums + i * kFlowLanes), flow),
                  hn::Sub(flow, hn::Load(kFlow, capacities + i * kFlowLanes)));
      most = hn::Max(most, beyond[i]);
    }
    most = hn::MaxOfLanes(kFlow, most);
    const int64_t rise = hn::GetLane(most);
    if (rise == 0) {
      return {};
    }
    int worst = 0;
    for (int w = kWords - 1; w >= 0; --w) {
      uint64_t bits = 0;
      for (int i = 0; i < 64; i += kFlowLanes) {
        bits |= BitsOf(kFlow, hn::Eq(beyond[(64 * w + i) / kFlowLanes], most))
                << i;
      }
      worst = bits != 0 ? 64 * w + __builtin_ctzll(bits) : worst;
    }
    return {worst, flows[worst] < minimums[worst] ? rise : -rise};
  }

  static HWY_INLINE void ReadRow(WarmTree& tree, int arc) {
    const uint64_t* const plus = tree.plus(arc / 64);
    const uint64_t* const minus = tree.minus(arc / 64);
    const auto bit = hn::Set(kSet, uint64_t{1} << (arc % 64));
    for (int w = 0; w < kWords; ++w) {
      uint64_t in_plus = 0;
      uint64_t in_minus = 0;
      for (int i = 0; i < 64; i += kCostLanes) {
        const int at = 64 * w + i;
        in_plus |= BitsOf(kSet, hn::TestBit(hn::Load(kSet, plus + at), bit))
                   << i;
        in_minus |= BitsOf(kSet, hn::TestBit(hn::Load(kSet, minus + at), bit))
                    << i;
      }
      tree.row_plus()[w] = in_plus;
      tree.row_minus()[w] = in_minus;
    }
  }

  static HWY_INLINE void Reprice(WarmTree& tree, int w, const int* arcs,
                                 const int64_t* steps, int count) {
    const uint64_t* const plus = tree.plus(w);
    const uint64_t* const minus = tree.minus(w);
    int64_t* const reduced = tree.reduced_costs();
    // 64 lanes at a time, which stay in registers.
    constexpr int kVectors = 64 / kCostLanes;
    for (int begin = 0; begin < kLanes; begin += 64) {
      CostVector cost[kVectors];
      for (int v = 0; v < kVectors; ++v) {
        cost[v] = hn::Load(kCost, reduced + begin + v * kCostLanes);
      }
      for (int k = 0; k < count; ++k) {
        const auto bit = hn::Set(kSet, uint64_t{1} << (arcs[k] % 64));
        const CostVector step = hn::Set(kCost, steps[k]);
        for (int v = 0; v < kVectors; ++v) {
          const int i = begin + v * kCostLanes;
          const auto along = hn::TestBit(hn::Load(kSet, plus + i), bit);
          const auto against = hn::TestBit(hn::Load(kSet, minus + i), bit);
          cost[v] = hn::IfThenElse(hn::RebindMask(kCost, along),
                                   hn::Add(cost[v], step), cost[v]);
          cost[v] = hn::IfThenElse(hn::RebindMask(kCost, against),
                                   hn::Sub(cost[v], step), cost[v]);
        }
      }
      for (int v = 0; v < kVectors; ++v) {
        hn::Store(cost[v], kCost, reduced + begin + v * kCostLanes);
      }
    }
  }

  template <class T>
  static HWY_INLINE uint64_t Differing(const T* a, const T* b, int w) {
    const hn::ScalableTag<T> tag;
    constexpr int kCount = static_cast<int>(hn::MaxLanes(tag));
    uint64_t differing = 0;
    for (int i = 0; i < 64; i += kCount) {
      const int at = 64 * w + i;
      differing |=
          BitsOf(tag, hn::Ne(hn::LoadU(tag, a + at), hn::LoadU(tag, b + at)))
          << i;
    }
    return differing;
  }

  // From the signs of the reduced costs of word `w`; gives its ties.
  static HWY_INLINE uint64_t TakeSigns(WarmTree& tree, int w, uint64_t below,
                                       uint64_t equal) {
    const uint64_t ties = equal & ~tree.in_tree()[w];
    tree.at_capacity()[w] = below | (ties & tree.at_capacity()[w]);
    tree.free_of_cost()[w] = ties;
    return ties;
  }

  static HWY_INLINE void ReadSigns(WarmTree& tree) {
    const int64_t* const reduced = tree.reduced_costs();
    const CostVector zero = hn::Zero(kCost);
    uint64_t ties = 0;
    for (int w = 0; w < kWords; ++w) {
      uint64_t below = 0;
      uint64_t equal = 0;
      for (int i = 0; i < 64; i += kCostLanes) {
        const CostVector cost = hn::Load(kCost, reduced + 64 * w + i);
        below |= BitsOf(kCost, hn::Lt(cost, zero)) << i;
        equal |= BitsOf(kCost, hn::Eq(cost, zero)) << i;
      }
      ties |= TakeSigns(tree, w, below, equal);
    }
    tree.has_ties = ties != 0;
  }

  static HWY_INLINE void Exchange(WarmTree& tree, int leaving, int entering) {
    const bool along = Contains(tree.row_plus(), entering);
    const uint64_t* const same = along ? tree.row_plus() : tree.row_minus();
    const uint64_t* const opposite = along ? tree.row_minus() : tree.row_plus();
    int64_t* const reduced = tree.reduced_costs();
    const int64_t cost = reduced[entering];
    for (int w = 0; w < kWords; ++w) {
      uint64_t* const plus = tree.plus(w);
      uint64_t* const minus = tree.minus(w);
      const uint64_t with = plus[entering];
      const uint64_t against = minus[entering];
      if (kWords > 1 && with == 0 && against == 0) {
        continue;
      }
      const auto with_vector = hn::Set(kSet, with);
      const auto against_vector = hn::Set(kSet, against);
      for (int i = 0; i < kLanes; i += kCostLanes) {
        const auto here = MaskOf(kSet, same[i / 64] >> (i % 64));
        const auto there = MaskOf(kSet, opposite[i / 64] >> (i % 64));
        const auto ups =
            hn::Or(hn::Load(kSet, plus + i),
                   hn::IfThenElse(there, with_vector,
                                  hn::IfThenElseZero(here, against_vector)));
        const auto downs =
            hn::Or(hn::Load(kSet, minus + i),
                   hn::IfThenElse(there, against_vector,
                                  hn::IfThenElseZero(here, with_vector)));
        hn::Store(hn::AndNot(downs, ups), kSet, plus + i);
        hn::Store(hn::AndNot(ups, downs), kSet, minus + i);
      }
      plus[leaving] = along ? with : against;
      minus[leaving] = along ? against : with;
    }
    // Of arcs outside the tree only those in the row and `leaving` have another
    // reduced cost now.
    reduced[leaving] = along ? cost : -cost;
    const CostVector more = hn::Set(kCost, cost);
    const CostVector less = hn::Set(kCost, -cost);
    const CostVector zero = hn::Zero(kCost);
    uint64_t ties = 0;
    for (int w = 0; w < kWords; ++w) {
      uint64_t below = 0;
      uint64_t equal = 0;
      for (int i = 0; i < 64; i += kCostLanes) {
        int64_t* const at = reduced + 64 * w + i;
        const CostVector changed =
            hn::Add(hn::Load(kCost, at),
                    hn::IfThenElse(
                        MaskOf(kCost, opposite[w] >> i), more,
                        hn::IfThenElseZero(MaskOf(kCost, same[w] >> i), less)));
        hn::Store(changed, kCost, at);
        below |= BitsOf(kCost, hn::Lt(changed, zero)) << i;
        equal |= BitsOf(kCost, hn::Eq(changed, zero)) << i;
      }
      ties |= TakeSigns(tree, w, below, equal);
    }
    tree.has_ties = ties != 0;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();
#endif  // OILFLOW_WARM_VECTORS

#endif  // Included for this target.
