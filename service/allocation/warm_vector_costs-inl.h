// Cycles and what they cost, on the vectors of one target of Highway.
// Compiled once for each target, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_COSTS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_COSTS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_COSTS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_COSTS_INL_H_
#endif

#include <cstdint>
#include <limits>

#include "hwy/highway.h"
#include "service/allocation/warm_lanes-inl.h"
#include "service/allocation/warm_loops-inl.h"
#include "service/allocation/warm_sets-inl.h"

#if OILFLOW_WARM_VECTORS
HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

template <int kTree, int kOutside, int kLanes>
struct VectorCosts : PlainLoops<int32_t, kTree, kOutside, kLanes> {
  using Plain = PlainLoops<int32_t, kTree, kOutside, kLanes>;
  using Lists = typename Plain::Lists;
  using Set = typename Plain::Set;
  using OutsideSet = typename Plain::OutsideSet;
  using LocalOutsideSet = typename Plain::LocalOutsideSet;
  using Row = typename Plain::Row;
  using Plain::kBits;
  using Plain::kOutsideBits;
  using Plain::kOutsideWords;
  static constexpr int kTreeWords = kTree / kBits;
  static constexpr hn::ScalableTag<int64_t> kCost{};
  static constexpr hn::ScalableTag<uint64_t> kCostBits{};
  static constexpr hn::ScalableTag<Set> kSet{};
  static constexpr int kCostLanes = static_cast<int>(hn::MaxLanes(kCost));
  static constexpr int kSetLanes = static_cast<int>(hn::MaxLanes(kSet));
  using CostVector = hn::Vec<decltype(kCost)>;
  using CostBits = hn::Vec<decltype(kCostBits)>;

  static constexpr int OutsideBits(int w) {
    return kOutside - w * kOutsideBits < kOutsideBits
               ? kOutside - w * kOutsideBits
               : kOutsideBits;
  }

  static HWY_INLINE void ReadRow(const Lists& tree, int slot, Row* row) {
    const Set* const plus = tree.plus(slot / kBits);
    const Set* const minus = tree.minus(slot / kBits);
    const auto bit = hn::Set(kSet, static_cast<Set>(Set{1} << (slot % kBits)));
    for (int w = 0; w < kOutsideWords; ++w) {
      uint64_t in_plus = 0;
      uint64_t in_minus = 0;
      for (int i = 0; i < OutsideBits(w); i += kSetLanes) {
        const int at = kOutsideBits * w + i;
        in_plus |= BitsOf(kSet, hn::TestBit(hn::Load(kSet, plus + at), bit))
                   << i;
        in_minus |= BitsOf(kSet, hn::TestBit(hn::Load(kSet, minus + at), bit))
                    << i;
      }
      row->plus[w] = static_cast<OutsideSet>(in_plus);
      row->minus[w] = static_cast<OutsideSet>(in_minus);
    }
  }

  static HWY_INLINE int Cheapest(const Lists& tree,
                                 const LocalOutsideSet& candidates) {
    constexpr int kVectors = kOutside / kCostLanes;
    const CostVector none = hn::Set(kCost, std::numeric_limits<int64_t>::max());
    const int64_t* const reduced = tree.reduced_costs();
    CostVector costs[kVectors];
    CostVector least = none;
    for (int v = 0; v < kVectors; ++v) {
      const int at = v * kCostLanes;
      const CostVector cost = hn::Load(kCost, reduced + at);
      costs[v] = hn::IfThenElse(
          MaskOf(kCost, candidates[at / kOutsideBits] >> (at % kOutsideBits)),
          hn::Max(cost, hn::Neg(cost)), none);
      least = hn::Min(least, costs[v]);
    }
    least = hn::MinOfLanes(kCost, least);
    if (hn::GetLane(least) == std::numeric_limits<int64_t>::max()) {
      return -1;
    }
    for (int begin = 0;; begin += 64) {
      uint64_t bits = 0;
      for (int i = 0; i < 64 && begin + i < kOutside; i += kCostLanes) {
        bits |= BitsOf(kCost, hn::Eq(costs[(begin + i) / kCostLanes], least))
                << i;
      }
      if (begin + 64 >= kOutside || bits != 0) {
        return begin + __builtin_ctzll(bits);
      }
    }
  }

  // Words of sets at the width of costs.
  static HWY_INLINE auto LoadWide(const Set* list) {
    if constexpr (kBits == 64) {
      return hn::Load(kSet, list);
    } else {
      const hn::Rebind<Set, decltype(kCostBits)> half;
      return hn::PromoteTo(kCostBits, hn::Load(half, list));
    }
  }

  static HWY_INLINE void Reprice(const Lists& tree, const CostSteps& steps) {
    // So many lanes at a time, which stay in registers.
    constexpr int kBlock = kOutside < 64 ? kOutside : 64;
    constexpr int kVectors = kBlock / kCostLanes;
    int64_t* const reduced = tree.reduced_costs();
    for (int begin = 0; begin < kOutside; begin += kBlock) {
      CostVector cost[kVectors];
      for (int v = 0; v < kVectors; ++v) {
        cost[v] = hn::Load(kCost, reduced + begin + v * kCostLanes);
      }
      for (int w = 0; w < kTreeWords && steps.inside_count > 0; ++w) {
        CostBits plus[kVectors];
        CostBits minus[kVectors];
        for (int v = 0; v < kVectors; ++v) {
          plus[v] = LoadWide(tree.plus(w) + begin + v * kCostLanes);
          minus[v] = LoadWide(tree.minus(w) + begin + v * kCostLanes);
        }
        for (int k = 0; k < steps.inside_count; ++k) {
          const int slot = static_cast<int>(steps.inside[k].slot);
          if (kTreeWords > 1 && slot / kBits != w) {
            continue;
          }
          const auto bit = hn::Set(kCostBits, uint64_t{1} << (slot % kBits));
          const CostVector step = hn::Set(kCost, steps.inside[k].step);
          for (int v = 0; v < kVectors; ++v) {
            const auto along = hn::RebindMask(kCost, hn::TestBit(plus[v], bit));
            const auto against =
                hn::RebindMask(kCost, hn::TestBit(minus[v], bit));
            cost[v] = hn::IfThenElse(along, hn::Add(cost[v], step), cost[v]);
            cost[v] = hn::IfThenElse(against, hn::Sub(cost[v], step), cost[v]);
          }
        }
      }
      for (int k = 0; k < steps.outside_count; ++k) {
        const CostVector slot = hn::Set(kCost, steps.outside[k].slot - begin);
        const CostVector step = hn::Set(kCost, steps.outside[k].step);
        for (int v = 0; v < kVectors; ++v) {
          const auto own = hn::Eq(hn::Iota(kCost, v * kCostLanes), slot);
          cost[v] = hn::IfThenElse(own, hn::Add(cost[v], step), cost[v]);
        }
      }
      for (int v = 0; v < kVectors; ++v) {
        hn::Store(cost[v], kCost, reduced + begin + v * kCostLanes);
      }
    }
  }

  static HWY_INLINE uint64_t Differing(const int64_t* a, const int64_t* b,
                                       int w) {
    uint64_t differing = 0;
    for (int i = 0; i < 64; i += kCostLanes) {
      const int at = 64 * w + i;
      differing |= BitsOf(kCost, hn::Ne(hn::LoadU(kCost, a + at),
                                        hn::LoadU(kCost, b + at)))
                   << i;
    }
    return differing;
  }

  static HWY_INLINE void ReadSigns(const Lists& tree) {
    const int64_t* const reduced = tree.reduced_costs();
    const CostVector zero = hn::Zero(kCost);
    OutsideSet any_tie = 0;
    for (int w = 0; w < kOutsideWords; ++w) {
      uint64_t below = 0;
      uint64_t equal = 0;
      for (int i = 0; i < OutsideBits(w); i += kCostLanes) {
        const CostVector cost = hn::Load(kCost, reduced + kOutsideBits * w + i);
        below |= BitsOf(kCost, hn::Lt(cost, zero)) << i;
        equal |= BitsOf(kCost, hn::Eq(cost, zero)) << i;
      }
      any_tie |= Plain::TakeSigns(tree, w, static_cast<OutsideSet>(below),
                                  static_cast<OutsideSet>(equal));
    }
    tree.owner.has_ties = any_tie != 0;
  }

  static HWY_INLINE void Exchange(const Lists& tree, int inside, int outside,
                                  const Row& row) {
    const bool along = Contains(row.plus.words, outside);
    LocalOutsideSet same(nullptr);
    LocalOutsideSet opposite(nullptr);
    for (int w = 0; w < kOutsideWords; ++w) {
      same[w] = Select(along, row.plus[w], row.minus[w]);
      opposite[w] = Select(along, row.minus[w], row.plus[w]);
    }
    for (int w = 0; w < kTreeWords; ++w) {
      Set* const plus = tree.plus(w);
      Set* const minus = tree.minus(w);
      const Set own = w == inside / kBits ? Set{1} << (inside % kBits) : Set{0};
      const Set with = plus[outside] | own;
      const Set against = minus[outside] & ~own;
      if (kTreeWords > 1 && with == 0 && against == 0) {
        continue;
      }
      const auto own_vector = hn::Set(kSet, own);
      const auto with_vector = hn::Set(kSet, with);
      const auto against_vector = hn::Set(kSet, against);
      for (int i = 0; i < kOutside; i += kSetLanes) {
        const auto here =
            MaskOf(kSet, same[i / kOutsideBits] >> (i % kOutsideBits));
        const auto there =
            MaskOf(kSet, opposite[i / kOutsideBits] >> (i % kOutsideBits));
        const auto ups =
            hn::Or(hn::AndNot(own_vector, hn::Load(kSet, plus + i)),
                   hn::IfThenElse(there, with_vector,
                                  hn::IfThenElseZero(here, against_vector)));
        const auto downs =
            hn::Or(hn::AndNot(own_vector, hn::Load(kSet, minus + i)),
                   hn::IfThenElse(there, against_vector,
                                  hn::IfThenElseZero(here, with_vector)));
        hn::Store(hn::AndNot(downs, ups), kSet, plus + i);
        hn::Store(hn::AndNot(ups, downs), kSet, minus + i);
      }
      plus[outside] = Select(along, with, against);
      minus[outside] = Select(along, against, with);
    }
    int64_t* const reduced = tree.reduced_costs();
    const int64_t cost = reduced[outside];
    const CostVector more = hn::Set(kCost, cost);
    const CostVector less = hn::Set(kCost, -cost);
    const CostVector zero = hn::Zero(kCost);
    OutsideSet any_tie = 0;
    for (int w = 0; w < kOutsideWords; ++w) {
      uint64_t below = 0;
      uint64_t equal = 0;
      for (int i = 0; i < OutsideBits(w); i += kCostLanes) {
        int64_t* const at = reduced + kOutsideBits * w + i;
        const CostVector changed =
            hn::Add(hn::Load(kCost, at),
                    hn::IfThenElse(
                        MaskOf(kCost, opposite[w] >> i), more,
                        hn::IfThenElseZero(MaskOf(kCost, same[w] >> i), less)));
        hn::Store(changed, kCost, at);
        below |= BitsOf(kCost, hn::Lt(changed, zero)) << i;
        equal |= BitsOf(kCost, hn::Eq(changed, zero)) << i;
      }
      if (w == outside / kOutsideBits) {
        // It has taken the cost of the other, or its negative.
        const int64_t own = Select(along, cost, -cost);
        reduced[outside] = own;
        Put(&below, outside % kOutsideBits, own < 0);
        Put(&equal, outside % kOutsideBits, own == 0);
      }
      any_tie |= Plain::TakeSigns(tree, w, static_cast<OutsideSet>(below),
                                  static_cast<OutsideSet>(equal));
    }
    tree.owner.has_ties = any_tie != 0;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();
#endif  // OILFLOW_WARM_VECTORS

#endif  // Included for this target.
