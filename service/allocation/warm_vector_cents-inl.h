// Reduced costs that move by whole cents, on the vectors of one target of
// Highway. Compiled once for each target, by warm_kernels.cc.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_CENTS_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_CENTS_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_CENTS_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_VECTOR_CENTS_INL_H_
#endif

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>

#include "hwy/highway.h"
#include "service/allocation/problem.h"
#include "service/allocation/warm_lanes-inl.h"
#include "service/allocation/warm_sets-inl.h"
#include "service/allocation/warm_vector_costs-inl.h"

#if OILFLOW_WARM_VECTORS
HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

// Prices move every day, trees seldom. So once a tree lasts, what floating
// costs do to reduced costs is reckoned in whole cents, which have half as many
// bits, along the rows of the arcs that move; the bits below a cent stay as
// they are, and reduced costs wait until a search needs them.
template <int kTree, int kOutside, int kLanes>
struct VectorCents : VectorCosts<kTree, kOutside, kLanes> {
  using Costs = VectorCosts<kTree, kOutside, kLanes>;
  using Lists = typename Costs::Lists;
  using Set = typename Costs::Set;
  using OutsideSet = typename Costs::OutsideSet;
  using Costs::kArcWords;
  using Costs::kBits;
  using Costs::kOutsideBits;
  using Costs::kOutsideWords;
  using Costs::OutsideBits;
  static constexpr hn::ScalableTag<int32_t> kCents{};
  static constexpr hn::ScalableTag<int16_t> kPairs{};
  static constexpr int kCentLanes = static_cast<int>(hn::MaxLanes(kCents));
  using CentVector = hn::Vec<decltype(kCents)>;
  // Of each pair the first.
  static constexpr uint64_t kFirsts = 0x5555555555555555u;

  // Gives costs and reduced costs what they wait for, and forgets the rows:
  // whatever changes the tree or its costs begins with this.
  static HWY_INLINE void PriceCents(const Lists& tree) {
    if (tree.owner.cents_wait) {
      Price(tree);
    }
  }

  static HWY_INLINE uint64_t BitsOfPairs(hn::Mask<decltype(kPairs)> mask) {
    uint8_t bytes[8] = {};
    hn::StoreMaskBits(kPairs, mask, bytes);
    uint64_t bits;
    std::memcpy(&bits, bytes, sizeof(bits));
    return bits;
  }

  static HWY_NOINLINE void Price(const Lists& tree) {
    tree.owner.cents_wait = false;
    // All, for a tree that was copied does not know which moved.
    for (int i = 0; i < tree.owner.floating_count(); ++i) {
      tree.costs()[tree.floating()[i]] +=
          (tree.given_cents()[i] - tree.priced_cents()[i]) * kCent;
      tree.priced_cents()[i] = tree.given_cents()[i];
    }
    tree.owner.moving_count = 0;
    int64_t* HWY_RESTRICT reduced = tree.reduced_costs();
    const int32_t* HWY_RESTRICT moved = tree.moved_cents();
    for (int slot = 0; slot < kOutside; ++slot) {
      reduced[slot] = moved[slot] * kCent + (reduced[slot] & (kCent - 1));
    }
  }

  // By slot outside the tree: 1 where its cycle goes along an arc, -1 where
  // against, else 0.
  static HWY_INLINE void PassesOf(const Lists& tree, int arc,
                                  int16_t* HWY_RESTRICT signs) {
    const int own = tree.slots()[arc];
    if (!Contains(tree.in_tree(), arc)) {
      std::fill_n(signs, kOutside, int16_t{0});
      signs[own] = 1;
      return;
    }
    const Set* HWY_RESTRICT plus = tree.plus(own / kBits);
    const Set* HWY_RESTRICT minus = tree.minus(own / kBits);
    const int shift = own % kBits;
    for (int slot = 0; slot < kOutside; ++slot) {
      signs[slot] = static_cast<int16_t>(
          static_cast<int16_t>((plus[slot] >> shift) & 1) -
          static_cast<int16_t>((minus[slot] >> shift) & 1));
    }
  }

  // Of pairs of floating arcs, those of `moving`, which has both of each.
  static HWY_NOINLINE void ReadRows(const Lists& tree, const uint64_t* moving) {
    int pairs = 0;
    for (int w = 0; w < kArcWords; ++w) {
      // An arc that floats only later has no row yet.
      const int count = tree.owner.floating_count() - 64 * w;
      tree.moving_set()[w] =
          moving[w] & (count >= 64 ? ~uint64_t{0}
                                   : (uint64_t{1} << std::max(count, 0)) - 1);
      ForEach(moving[w] & kFirsts, w,
              [&](int i) { tree.moving()[pairs++] = i / 2; });
    }
    tree.owner.moving_count = pairs;
    int32_t* HWY_RESTRICT fixed = tree.fixed_cents();
    for (int slot = 0; slot < kOutside; ++slot) {
      fixed[slot] =
          static_cast<int32_t>(tree.reduced_costs()[slot] >> kCentShift);
    }
    HWY_ALIGN int16_t first[kOutside];
    HWY_ALIGN int16_t second[kOutside];
    for (int i = 0; i < pairs; ++i) {
      const int own = 2 * tree.moving()[i];
      const int other = own + 1;
      PassesOf(tree, tree.floating()[own], first);
      int32_t other_cents = 0;
      if (other < tree.owner.floating_count()) {
        PassesOf(tree, tree.floating()[other], second);
        other_cents = tree.priced_cents()[other];
      } else {
        std::fill_n(second, kOutside, int16_t{0});
      }
      const int32_t own_cents = tree.priced_cents()[own];
      int16_t* HWY_RESTRICT rows = tree.rows(i);
      for (int slot = 0; slot < kOutside; ++slot) {
        rows[2 * slot] = first[slot];
        rows[2 * slot + 1] = second[slot];
        fixed[slot] -= first[slot] * own_cents + second[slot] * other_cents;
      }
    }
  }

  // The slots of word `w` that cost nothing.
  static HWY_NOINLINE OutsideSet Ties(const Lists& tree, int w) {
    OutsideSet ties = 0;
    for (int i = 0; i < OutsideBits(w); ++i) {
      const int slot = kOutsideBits * w + i;
      const bool tie = tree.moved_cents()[slot] == 0 &&
                       (tree.reduced_costs()[slot] & (kCent - 1)) == 0;
      ties |= OutsideSet{tie} << i;
    }
    return ties;
  }

  // The floating arcs whose costs are to be others than reduced costs have.
  static HWY_INLINE void ReadMoved(const Lists& tree, const int16_t* cents,
                                   uint64_t* moved) {
    for (int w = 0; w < kArcWords; ++w) {
      moved[w] = 0;
      for (int i = 0; i < 64; i += 2 * kCentLanes) {
        const int at = 64 * w + i;
        moved[w] |=
            BitsOfPairs(hn::Ne(hn::LoadU(kPairs, cents + at),
                               hn::Load(kPairs, tree.priced_cents() + at)))
            << i;
      }
    }
  }

  // Whether there are rows of these arcs, or are now. A tree that does not last
  // is not worth any, and nor are many arcs.
  static HWY_INLINE bool HaveRows(const Lists& tree, const uint64_t* moved) {
    uint64_t others = 0;
    for (int w = 0; w < kArcWords; ++w) {
      others |= moved[w] & ~tree.moving_set()[w];
    }
    if (HWY_LIKELY(tree.owner.moving_count > 0 && others == 0)) {
      tree.owner.rows_paid = true;
      return true;
    }
    if (!std::exchange(tree.owner.lasts, true)) {
      return false;
    }
    uint64_t moving[kArcWords];
    int pairs = 0;
    for (int w = 0; w < kArcWords; ++w) {
      const uint64_t all =
          moved[w] | (tree.owner.moving_count > 0 ? tree.moving_set()[w] : 0);
      const uint64_t firsts = (all | all >> 1) & kFirsts;
      moving[w] = firsts | firsts << 1;
      pairs += __builtin_popcountll(firsts);
    }
    if (pairs == 0 || pairs > kMostMoving / 2) {
      return false;
    }
    ReadRows(tree, moving);
    return true;
  }

  static HWY_INLINE void MoveCents(const Lists& tree, const int16_t* cents) {
    uint64_t moved_arcs[kArcWords];
    ReadMoved(tree, cents, moved_arcs);
    if (HWY_UNLIKELY(!HaveRows(tree, moved_arcs))) {
      PriceCents(tree);
      ReadMoved(tree, cents, moved_arcs);
      for (int w = 0; w < kArcWords; ++w) {
        Costs::template MoveAtOnce<Costs>(tree, cents, w, moved_arcs[w]);
      }
      Costs::ReadSigns(tree);
      return;
    }
    const int pairs = tree.owner.moving_count;
    for (int i = 0; i < tree.owner.floating_count(); i += 2 * kCentLanes) {
      hn::Store(hn::LoadU(kPairs, cents + i), kPairs, tree.given_cents() + i);
    }
    tree.owner.cents_wait = true;
    // A word of lanes at a time, which stay in registers.
    constexpr int kWordLanes =
        kOutside < kOutsideBits ? kOutside : kOutsideBits;
    constexpr int kVectors = kWordLanes / kCentLanes;
    const CentVector zero = hn::Zero(kCents);
    OutsideSet any_tie = 0;
    for (int w = 0; w < kOutsideWords; ++w) {
      const int begin = w * kOutsideBits;
      CentVector moved[kVectors];
      CentVector rest[kVectors];
      for (int v = 0; v < kVectors; ++v) {
        moved[v] =
            hn::Load(kCents, tree.fixed_cents() + begin + v * kCentLanes);
        rest[v] = zero;
      }
      const int16_t* rows = tree.rows(0) + 2 * begin;
      for (int i = 0; i < pairs; ++i, rows += 2 * kOutside) {
        int32_t both;
        std::memcpy(&both, cents + 2 * tree.moving()[i], sizeof(both));
        const auto given = hn::BitCast(kPairs, hn::Set(kCents, both));
        for (int v = 0; v < kVectors; ++v) {
          moved[v] = hn::ReorderWidenMulAccumulate(
              kCents, hn::Load(kPairs, rows + 2 * v * kCentLanes), given,
              moved[v], rest[v]);
        }
      }
      uint64_t below = 0;
      auto equal = hn::Eq(zero, hn::Set(kCents, 1));
      for (int v = 0; v < kVectors; ++v) {
        moved[v] = hn::RearrangeToOddPlusEven(moved[v], rest[v]);
        hn::Store(moved[v], kCents,
                  tree.moved_cents() + begin + v * kCentLanes);
        below |= BitsOf(kCents, hn::Lt(moved[v], zero)) << (v * kCentLanes);
        equal = hn::Or(equal, hn::Eq(moved[v], zero));
      }
      const OutsideSet ties = HWY_UNLIKELY(!hn::AllFalse(kCents, equal))
                                  ? Ties(tree, w)
                                  : OutsideSet{0};
      any_tie |=
          Costs::TakeSigns(tree, w, static_cast<OutsideSet>(below), ties);
    }
    tree.owner.has_ties = any_tie != 0;
  }
};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();
#endif  // OILFLOW_WARM_VECTORS

#endif  // Included for this target.
