// Sets of lanes as bits, and lists as tables, on the vectors of one target of
// Highway. Compiled once for each target, by warm_kernels.cc.
// OILFLOW_WARM_VECTORS says whether the target's vectors are wide enough to
// gain anything.

#if defined(OILFLOW_SERVICE_ALLOCATION_WARM_LANES_INL_H_) == \
    defined(HWY_TARGET_TOGGLE)
#ifdef OILFLOW_SERVICE_ALLOCATION_WARM_LANES_INL_H_
#undef OILFLOW_SERVICE_ALLOCATION_WARM_LANES_INL_H_
#else
#define OILFLOW_SERVICE_ALLOCATION_WARM_LANES_INL_H_
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hwy/highway.h"

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

#if HWY_TARGET == HWY_AVX2
// Entries of a table of 32 that is in four vectors: sooner there than gathered
// from memory.
template <class V>
HWY_INLINE V LookupInVectors(const V* table, V at) {
  const auto choose = [](V no, V yes, __m256i sign) {
    return V{_mm256_castps_si256(_mm256_blendv_ps(_mm256_castsi256_ps(no.raw),
                                                  _mm256_castsi256_ps(yes.raw),
                                                  _mm256_castsi256_ps(sign)))};
  };
  const auto permute = [&](int i) {
    return V{_mm256_permutevar8x32_epi32(table[i].raw, at.raw)};
  };
  const __m256i bit3 = _mm256_slli_epi32(at.raw, 28);
  const __m256i bit4 = _mm256_slli_epi32(at.raw, 27);
  return choose(choose(permute(0), permute(1), bit3),
                choose(permute(2), permute(3), bit3), bit4);
}
#endif

// Entries of a table of kCount, a power of two.
template <int kCount, class V>
HWY_INLINE V Lookup(const int32_t* table, V at) {
  constexpr hn::ScalableTag<int32_t> kTag{};
#if HWY_TARGET == HWY_AVX3
  if constexpr (kCount == 32) {
    return V{_mm512_permutex2var_epi32(hn::Load(kTag, table).raw, at.raw,
                                       hn::Load(kTag, table + 16).raw)};
  } else if constexpr (kCount <= 128) {
    return hn::IfThenElse(hn::TestBit(at, hn::Set(kTag, kCount / 2)),
                          Lookup<kCount / 2>(table + kCount / 2, at),
                          Lookup<kCount / 2>(table, at));
  }
#endif
  return hn::GatherIndex(kTag, table, at);
}

// Each bit of a word, as lists of lanes are.
alignas(64) inline constexpr int32_t kSingleBits[32] = {
    1 << 0,  1 << 1,  1 << 2,  1 << 3,  1 << 4,  1 << 5,  1 << 6,  1 << 7,
    1 << 8,  1 << 9,  1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15,
    1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23,
    1 << 24, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30, INT32_MIN};

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();
#endif  // OILFLOW_WARM_VECTORS

#endif  // Included for this target.
