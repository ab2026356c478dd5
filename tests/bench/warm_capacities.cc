#include "tests/bench/warm_capacities.h"

#include <algorithm>

#include "service/allocation/problem.h"

// The compiler makes vectors of these loops, for each target.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/bench/warm_capacities.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

constexpr int kBlock = 64;

inline int32_t Times(int32_t capacity_bpd, int32_t factor) {
  // Neither is below 0, and unsigned products are what old machines have.
  const uint64_t product = uint64_t{static_cast<uint32_t>(capacity_bpd)} *
                           static_cast<uint32_t>(factor);
  return static_cast<int32_t>(product >> 15);
}

inline uint32_t Scatter(uint32_t bits) {
  bits = (bits ^ (bits >> 16)) * 0x7feb352du;
  bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
  return bits ^ (bits >> 16);
}

void Ramped(const int32_t* HWY_RESTRICT reference_bpd,
            const int32_t* HWY_RESTRICT factors, int lanes, uint32_t /*draw*/,
            int /*day*/, int32_t* HWY_RESTRICT capacities_bpd) {
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::ScalableTag<uint32_t> half;
  const hn::ScalableTag<uint64_t> whole;
  const auto low = hn::Set(whole, 0xffffffffu);
  for (int i = 0; i < lanes; i += static_cast<int>(hn::MaxLanes(half))) {
    const auto bpd =
        hn::LoadU(half, reinterpret_cast<const uint32_t*>(reference_bpd + i));
    const auto factor =
        hn::LoadU(half, reinterpret_cast<const uint32_t*>(factors + i));
    const auto even = hn::ShiftRight<15>(hn::MulEven(bpd, factor));
    const auto odd = hn::ShiftRight<15>(hn::MulEven(
        hn::BitCast(half, hn::ShiftRight<32>(hn::BitCast(whole, bpd))),
        hn::BitCast(half, hn::ShiftRight<32>(hn::BitCast(whole, factor)))));
    hn::StoreU(
        hn::BitCast(half, hn::Or(hn::And(even, low), hn::ShiftLeft<32>(odd))),
        half, reinterpret_cast<uint32_t*>(capacities_bpd + i));
  }
#else
  for (int block = 0; block < lanes; block += kBlock) {
    for (int i = block; i < block + kBlock; ++i) {
      capacities_bpd[i] = Times(reference_bpd[i], factors[i]);
    }
  }
#endif
}

// Outages last `kOutageDays`.
template <uint32_t kOutageDays>
void Restless(const int32_t* HWY_RESTRICT reference_bpd,
              const int32_t* HWY_RESTRICT factors, int lanes, uint32_t draw,
              int day, int32_t* HWY_RESTRICT capacities_bpd) {
  // Of 65,536.
  constexpr int32_t kOut = 1311;
  const uint32_t draw_key = draw * 0x9e3779b1u;
  const uint32_t today = static_cast<uint32_t>(day);
  const uint32_t day_key = draw_key + today * 0x85ebca77u;
  for (int block = 0; block < lanes; block += kBlock) {
    for (int i = block; i < block + kBlock; ++i) {
      const uint32_t lane = static_cast<uint32_t>(i);
      const uint32_t lane_key = lane * 0x27d4eb2fu;
      const uint32_t bits = Scatter(lane_key + day_key);
      // Two bytes less their mean have a standard deviation of 104.5; 401 / 64
      // makes that 0.02 * kWhole.
      const int32_t noise = static_cast<int32_t>(bits >> 24) +
                            static_cast<int32_t>((bits >> 16) & 255) - 255;
      const int32_t factor =
          (factors[i] * (kWhole + ((noise * 401) >> 6))) >> 15;
      const int32_t capacity = Times(reference_bpd[i], factor);
      // Each arc has weeks of its own. (A division by 7 for days below 2^15.)
      const uint32_t period =
          kOutageDays == 1 ? today : ((today + lane % 8) * 9363) >> 16;
      const uint32_t out =
          kOutageDays == 1
              ? bits
              : Scatter(lane_key + draw_key + period * 0xc2b2ae3du);
      capacities_bpd[i] =
          static_cast<int32_t>(out & 65535) < kOut ? 0 : capacity;
    }
  }
}

CapacityKernel RampedOf() { return &Ramped; }
CapacityKernel RestlessOf() { return &Restless<7>; }
CapacityKernel FlickeringOf() { return &Restless<1>; }

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace oilflow {

HWY_EXPORT(RampedOf);
HWY_EXPORT(RestlessOf);
HWY_EXPORT(FlickeringOf);

CapacityKernel RampedCapacities(Kernels kernels) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(RampedOf)()
                                     : HWY_STATIC_DISPATCH(RampedOf)();
}

CapacityKernel RestlessCapacities(Kernels kernels) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(RestlessOf)()
                                     : HWY_STATIC_DISPATCH(RestlessOf)();
}

CapacityKernel FlickeringCapacities(Kernels kernels) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(FlickeringOf)()
                                     : HWY_STATIC_DISPATCH(FlickeringOf)();
}

void DrawReference(const CapacityPlan& plan, uint32_t draw,
                   std::vector<int32_t>* reference_bpd) {
  reference_bpd->resize(static_cast<size_t>(plan.lanes));
  for (int i = 0; i < plan.lanes; ++i) {
    // The sum of eight bytes, of standard deviation 209; 2^15 * 0.2 / 209.
    uint64_t bits = (uint64_t{draw} << 32) + static_cast<uint64_t>(i) + 1;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    bits ^= bits >> 31;
    constexpr uint64_t kEvenBytes = 0x00ff00ff00ff00ffu;
    const uint64_t pairs = (bits & kEvenBytes) + ((bits >> 8) & kEvenBytes);
    const int32_t sum =
        static_cast<int32_t>((pairs * 0x0001000100010001u) >> 48);
    const int64_t factor = std::max(0, kWhole + (sum - 1020) * 31);
    const int64_t capacity = (plan.reference_bpd[i] * factor) >> 15;
    // No limit stays none, with room for a day's noise.
    (*reference_bpd)[i] = static_cast<int32_t>(
        std::min<int64_t>(capacity, kUnlimitedBpd / 11 * 10));
  }
}

}  // namespace oilflow
#endif  // HWY_ONCE
