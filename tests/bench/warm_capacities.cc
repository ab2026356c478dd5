#include "tests/bench/warm_capacities.h"

#include <algorithm>
#include <cstring>

#include "service/allocation/problem.h"

// The compiler makes vectors of the plain loops, for each target.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "tests/bench/warm_capacities.cc"
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
namespace hn = hwy::HWY_NAMESPACE;
constexpr hn::ScalableTag<uint32_t> kBits{};
constexpr hn::ScalableTag<int32_t> kWholes{};
constexpr hn::ScalableTag<float> kReals{};
constexpr int kStep = static_cast<int>(hn::MaxLanes(kBits));
using Bits = hn::Vec<decltype(kBits)>;
using Reals = hn::Vec<decltype(kReals)>;
HWY_INLINE Bits Constant(uint32_t value) { return hn::Set(kBits, value); }
HWY_INLINE Reals Constant(float value) { return hn::Set(kReals, value); }
HWY_INLINE Bits Lanes() { return hn::Iota(kBits, 0); }
HWY_INLINE Bits Plus(Bits a, Bits b) { return hn::Add(a, b); }
HWY_INLINE Bits Product(Bits a, Bits b) { return hn::Mul(a, b); }
HWY_INLINE Bits Xor(Bits a, Bits b) { return hn::Xor(a, b); }
HWY_INLINE Bits And(Bits a, Bits b) { return hn::And(a, b); }
template <int kShift>
HWY_INLINE Bits Right(Bits a) {
  return hn::ShiftRight<kShift>(a);
}
HWY_INLINE Reals Load(const float* list) { return hn::LoadU(kReals, list); }
HWY_INLINE Reals Plus(Reals a, Reals b) { return hn::Add(a, b); }
HWY_INLINE Reals Product(Reals a, Reals b) { return hn::Mul(a, b); }
HWY_INLINE Reals RealsOf(Bits a) {
  return hn::ConvertTo(kReals, hn::BitCast(kWholes, a));
}
// Not by hn::ConvertTo, which spends as much again on numbers too large, of
// which there are none here.
HWY_INLINE void StoreWhole(Reals a, int32_t* list) {
#if HWY_TARGET == HWY_AVX3
  _mm512_storeu_si512(list, _mm512_cvttps_epi32(a.raw));
#else
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(list),
                      _mm256_cvttps_epi32(a.raw));
#endif
}
HWY_INLINE void StoreWhole(Bits a, int32_t* list) {
  hn::StoreU(hn::BitCast(kWholes, a), kWholes, list);
}
HWY_INLINE uint64_t Below(Bits a, uint32_t bound) {
  uint8_t bytes[8] = {};
  hn::StoreMaskBits(kBits, hn::Lt(a, Constant(bound)), bytes);
  uint64_t bits;
  std::memcpy(&bits, bytes, sizeof(bits));
  return bits;
}
HWY_INLINE Reals Without(Reals a, uint64_t out) {
  uint8_t bytes[8];
  std::memcpy(bytes, &out, sizeof(bytes));
  return hn::IfThenZeroElse(hn::LoadMaskBits(kReals, bytes), a);
}
#else
// One lane after the other; the compiler may make vectors of them.
constexpr int kStep = 1;
using Bits = uint32_t;
using Reals = float;
HWY_INLINE Bits Constant(uint32_t value) { return value; }
HWY_INLINE Reals Constant(float value) { return value; }
HWY_INLINE Bits Lanes() { return 0; }
HWY_INLINE Bits Plus(Bits a, Bits b) { return a + b; }
HWY_INLINE Bits Product(Bits a, Bits b) { return a * b; }
HWY_INLINE Bits Xor(Bits a, Bits b) { return a ^ b; }
HWY_INLINE Bits And(Bits a, Bits b) { return a & b; }
template <int kShift>
HWY_INLINE Bits Right(Bits a) {
  return a >> kShift;
}
HWY_INLINE Reals Load(const float* list) { return *list; }
HWY_INLINE Reals Plus(Reals a, Reals b) { return a + b; }
HWY_INLINE Reals Product(Reals a, Reals b) { return a * b; }
HWY_INLINE Reals RealsOf(Bits a) {
  return static_cast<float>(static_cast<int32_t>(a));
}
HWY_INLINE void StoreWhole(Reals a, int32_t* list) {
  *list = static_cast<int32_t>(a);
}
HWY_INLINE void StoreWhole(Bits a, int32_t* list) {
  *list = static_cast<int32_t>(a);
}
HWY_INLINE uint64_t Below(Bits a, uint32_t bound) { return a < bound; }
HWY_INLINE Reals Without(Reals a, uint64_t out) {
  return (out & 1) != 0 ? 0.0f : a;
}
#endif

// A word of dice serves two lanes: with its lower half the one that it is drawn
// for, and with its upper half the one so many further.
constexpr int kHalf = 16;

HWY_INLINE Bits Scatter(Bits bits) {
  bits = Product(Xor(bits, Right<16>(bits)), Constant(0x7feb352du));
  bits = Product(Xor(bits, Right<15>(bits)), Constant(0x846ca68bu));
  return Xor(bits, Right<16>(bits));
}

// A word for each lane of a draw and a day or week.
HWY_INLINE Bits Dice(int lane, uint32_t draw, int time, uint32_t salt) {
  constexpr uint32_t kLane = 0x27d4eb2fu;
  const uint32_t key = draw * 0x9e3779b1u + static_cast<uint32_t>(time) * salt +
                       static_cast<uint32_t>(lane) * kLane;
  return Scatter(Plus(Product(Lanes(), Constant(kLane)), Constant(key)));
}

void Ramped(const CapacityDraw& draw, const float* HWY_RESTRICT factors,
            int lanes, int /*day*/, int32_t* HWY_RESTRICT capacities_bpd) {
  const float* HWY_RESTRICT reference = draw.reference_bpd.data();
  for (int i = 0; i < lanes; i += kStep) {
    StoreWhole(Product(Load(reference + i), Load(factors + i)),
               capacities_bpd + i);
  }
}

void Outages(uint32_t draw, int lanes, int weeks, uint64_t* outages) {
  // One in 50 of 2^16.
  constexpr uint32_t kOut = 1311;
  for (int week = 0; week < weeks; ++week) {
    for (int begin = 0; begin < lanes; begin += 64) {
      uint64_t out = 0;
      for (int half = 0; half < 64; half += 2 * kHalf) {
        for (int i = half; i < half + kHalf; i += kStep) {
          const Bits dice = Dice(begin + i, draw, week, 0xc2b2ae3du);
          out |= Below(And(dice, Constant(0xffffu)), kOut) << i;
          out |= Below(Right<16>(dice), kOut) << (i + kHalf);
        }
      }
      *outages++ = out;
    }
  }
}

// Two bytes less their mean have a standard deviation of 104.5; times
// 401 / 2^21, that is 0.02. All of it is exact.
HWY_INLINE Reals DayFactor(Bits first, Bits second) {
  constexpr float kScale = 401.0f / (1 << 21);
  return Plus(Product(RealsOf(Plus(first, second)), Constant(kScale)),
              Constant(1.0f - 255.0f * kScale));
}

void Restless(const CapacityDraw& draw, const float* HWY_RESTRICT factors,
              int lanes, int day, int32_t* HWY_RESTRICT capacities_bpd) {
  const float* HWY_RESTRICT reference = draw.reference_bpd.data();
  // The weeks of an arc begin so many days early as its number says, modulo 8:
  // these arcs are a week further.
  const int day_of_week = day % 7;
  const uint64_t early =
      ((uint64_t{0xff} << (7 - day_of_week)) & 0xff) * 0x0101010101010101u;
  const uint64_t* outages = draw.outages.data() + day / 7 * (lanes / 64);
  const auto store = [&](int at, Reals factor, uint64_t out) HWY_ATTR {
    const Reals planned = Product(Load(reference + at), Load(factors + at));
    StoreWhole(Without(Product(planned, factor), out), capacities_bpd + at);
  };
  const Bits byte = Constant(0xffu);
  for (int begin = 0; begin < lanes; begin += 64) {
    const uint64_t out = (outages[0] & ~early) | (outages[lanes / 64] & early);
    ++outages;
    for (int half = 0; half < 64; half += 2 * kHalf) {
      for (int i = half; i < half + kHalf; i += kStep) {
        const Bits dice = Dice(begin + i, draw.draw, day, 0x85ebca77u);
        store(begin + i, DayFactor(And(dice, byte), And(Right<8>(dice), byte)),
              out >> i);
        store(begin + i + kHalf,
              DayFactor(And(Right<16>(dice), byte), Right<24>(dice)),
              out >> (i + kHalf));
      }
    }
  }
}

static_assert(kPrices % kStep == 0, "whole vectors of prices");
void PriceMoves(uint32_t draw, int day, int32_t* moves_cents) {
  for (int i = 0; i < kPrices; i += kStep) {
    const Bits dice = Right<16>(Dice(i, draw, day, 0x165667b1u));
    StoreWhole(Plus(Right<16>(Product(dice, Constant(31u))), Constant(-15u)),
               moves_cents + i);
  }
}

CapacityKernel RampedOf() { return {&Ramped, nullptr, &PriceMoves}; }
CapacityKernel RestlessOf() { return {&Restless, &Outages, &PriceMoves}; }

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace oilflow {

HWY_EXPORT(RampedOf);
HWY_EXPORT(RestlessOf);

CapacityKernel RampedCapacities(Kernels kernels) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(RampedOf)()
                                     : HWY_STATIC_DISPATCH(RampedOf)();
}

CapacityKernel RestlessCapacities(Kernels kernels) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(RestlessOf)()
                                     : HWY_STATIC_DISPATCH(RestlessOf)();
}

void StartDraw(const CapacityPlan& plan, const CapacityKernel& kernel,
               uint32_t number, CapacityDraw* draw) {
  constexpr float kScale = 0.2f / 209;
  draw->draw = number;
  draw->reference_bpd.resize(static_cast<size_t>(plan.lanes));
  for (int i = 0; i < plan.lanes; ++i) {
    // The sum of eight bytes has a mean of 1020 and a standard deviation of
    // 209.
    uint64_t bits = (uint64_t{number} << 32) + static_cast<uint64_t>(i) + 1;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
    bits ^= bits >> 31;
    constexpr uint64_t kEvenBytes = 0x00ff00ff00ff00ffu;
    const uint64_t pairs = (bits & kEvenBytes) + ((bits >> 8) & kEvenBytes);
    const int32_t sum =
        static_cast<int32_t>((pairs * 0x0001000100010001u) >> 48);
    // No limit stays none, with room for a day's noise.
    draw->reference_bpd[i] = std::min(
        plan.reference_bpd[i] * std::max(0.0f, 1.0f + (sum - 1020) * kScale),
        kUnlimitedBpd / 1.1f);
  }
  if (kernel.outages != nullptr) {
    // A week more for arcs whose weeks begin early.
    const int weeks = plan.days / 7 + 2;
    draw->outages.resize(static_cast<size_t>(weeks) * (plan.lanes / 64));
    kernel.outages(number, plan.lanes, weeks, draw->outages.data());
  }
}

}  // namespace oilflow
#endif  // HWY_ONCE
