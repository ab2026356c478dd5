#include "tests/bench/warm_capacities.h"

#include <algorithm>
#include <cstring>

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

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
#define OILFLOW_WIDE 1
namespace hn = hwy::HWY_NAMESPACE;
constexpr hn::ScalableTag<uint32_t> kBits{};
constexpr int kStep = static_cast<int>(hn::MaxLanes(kBits));
using Vector = hn::Vec<decltype(kBits)>;
HWY_INLINE Vector Constant(uint32_t value) { return hn::Set(kBits, value); }
HWY_INLINE Vector Load(const int32_t* list) {
  return hn::LoadU(kBits, reinterpret_cast<const uint32_t*>(list));
}
HWY_INLINE void Store(Vector vector, int32_t* list) {
  hn::StoreU(vector, kBits, reinterpret_cast<uint32_t*>(list));
}
HWY_INLINE Vector Lanes() { return hn::Iota(kBits, 0); }
HWY_INLINE Vector Plus(Vector a, Vector b) { return hn::Add(a, b); }
HWY_INLINE Vector Product(Vector a, Vector b) { return hn::Mul(a, b); }
HWY_INLINE Vector Xor(Vector a, Vector b) { return hn::Xor(a, b); }
template <int kShift>
HWY_INLINE Vector Right(Vector a) {
  return hn::ShiftRight<kShift>(a);
}
template <int kShift>
HWY_INLINE Vector Left(Vector a) {
  return hn::ShiftLeft<kShift>(a);
}
template <int kShift>
HWY_INLINE Vector RightSigned(Vector a) {
  const hn::ScalableTag<int32_t> whole;
  return hn::BitCast(kBits, hn::ShiftRight<kShift>(hn::BitCast(whole, a)));
}
// Of 64 bits, shifted by 15.
HWY_INLINE Vector Times(Vector bpd, Vector factor) {
  const hn::ScalableTag<uint64_t> both;
  const auto even = hn::ShiftRight<15>(hn::MulEven(bpd, factor));
  const auto odd = hn::ShiftRight<15>(hn::MulEven(
      hn::BitCast(kBits, hn::ShiftRight<32>(hn::BitCast(both, bpd))),
      hn::BitCast(kBits, hn::ShiftRight<32>(hn::BitCast(both, factor)))));
  return hn::OddEven(hn::BitCast(kBits, hn::ShiftLeft<32>(odd)),
                     hn::BitCast(kBits, even));
}
HWY_INLINE uint64_t Below(Vector a, uint32_t bound) {
  uint8_t bytes[8] = {};
  hn::StoreMaskBits(kBits, hn::Lt(a, Constant(bound)), bytes);
  uint64_t bits;
  std::memcpy(&bits, bytes, sizeof(bits));
  return bits;
}
HWY_INLINE Vector Without(Vector a, uint64_t out) {
  uint8_t bytes[8];
  std::memcpy(bytes, &out, sizeof(bytes));
  return hn::IfThenZeroElse(hn::LoadMaskBits(kBits, bytes), a);
}
#else
// One lane after the other; the compiler may make vectors of them.
constexpr int kStep = 1;
using Vector = uint32_t;
HWY_INLINE Vector Constant(uint32_t value) { return value; }
HWY_INLINE Vector Load(const int32_t* list) {
  return static_cast<uint32_t>(*list);
}
HWY_INLINE void Store(Vector vector, int32_t* list) {
  *list = static_cast<int32_t>(vector);
}
HWY_INLINE Vector Lanes() { return 0; }
HWY_INLINE Vector Plus(Vector a, Vector b) { return a + b; }
HWY_INLINE Vector Product(Vector a, Vector b) { return a * b; }
HWY_INLINE Vector Xor(Vector a, Vector b) { return a ^ b; }
template <int kShift>
HWY_INLINE Vector Right(Vector a) {
  return a >> kShift;
}
template <int kShift>
HWY_INLINE Vector Left(Vector a) {
  return a << kShift;
}
template <int kShift>
HWY_INLINE Vector RightSigned(Vector a) {
  return static_cast<uint32_t>(static_cast<int32_t>(a) >> kShift);
}
HWY_INLINE Vector Times(Vector bpd, Vector factor) {
  return static_cast<uint32_t>((uint64_t{bpd} * factor) >> 15);
}
HWY_INLINE uint64_t Below(Vector a, uint32_t bound) { return a < bound; }
HWY_INLINE Vector Without(Vector a, uint64_t out) {
  return a & (static_cast<uint32_t>(out & 1) - 1);
}
#endif

HWY_INLINE Vector Scatter(Vector bits) {
  bits = Product(Xor(bits, Right<16>(bits)), Constant(0x7feb352du));
  bits = Product(Xor(bits, Right<15>(bits)), Constant(0x846ca68bu));
  return Xor(bits, Right<16>(bits));
}

// A word for each lane of a draw and a day or week.
HWY_INLINE Vector Dice(int lane, uint32_t draw, int time, uint32_t salt) {
  constexpr uint32_t kLane = 0x27d4eb2fu;
  const uint32_t key = draw * 0x9e3779b1u + static_cast<uint32_t>(time) * salt +
                       static_cast<uint32_t>(lane) * kLane;
  return Scatter(Plus(Product(Lanes(), Constant(kLane)), Constant(key)));
}

void Ramped(const CapacityDraw& draw, const int32_t* HWY_RESTRICT factors,
            int lanes, int /*day*/, int32_t* HWY_RESTRICT capacities_bpd) {
  const int32_t* HWY_RESTRICT reference = draw.reference_bpd.data();
  for (int i = 0; i < lanes; i += kStep) {
    Store(Times(Load(reference + i), Load(factors + i)), capacities_bpd + i);
  }
}

void Outages(uint32_t draw, int lanes, int weeks, uint64_t* outages) {
  // One in 50 of 2^32.
  constexpr uint32_t kOut = 85899346;
  for (int week = 0; week < weeks; ++week) {
    for (int begin = 0; begin < lanes; begin += 64) {
      uint64_t out = 0;
      for (int i = 0; i < 64; i += kStep) {
        out |= Below(Dice(begin + i, draw, week, 0xc2b2ae3du), kOut) << i;
      }
      *outages++ = out;
    }
  }
}

void Restless(const CapacityDraw& draw, const int32_t* HWY_RESTRICT factors,
              int lanes, int day, int32_t* HWY_RESTRICT capacities_bpd) {
  const int32_t* HWY_RESTRICT reference = draw.reference_bpd.data();
  // The weeks of an arc begin so many days early as its number says, modulo 8:
  // these arcs are a week further.
  const int day_of_week = day % 7;
  const uint64_t early =
      ((uint64_t{0xff} << (7 - day_of_week)) & 0xff) * 0x0101010101010101u;
  const uint64_t* outages = draw.outages.data() + day / 7 * (lanes / 64);
  for (int begin = 0; begin < lanes; begin += 64) {
    const uint64_t out = (outages[0] & ~early) | (outages[lanes / 64] & early);
    ++outages;
    for (int i = 0; i < 64; i += kStep) {
      const int at = begin + i;
      const Vector dice = Dice(at, draw.draw, day, 0x85ebca77u);
      // Two bytes less their mean have a standard deviation of 104.5; 401 / 64
      // makes that 0.02 * kWhole.
      const Vector sum = Plus(Right<24>(dice), Right<24>(Left<8>(dice)));
      const Vector noise =
          RightSigned<6>(Product(Plus(sum, Constant(-255u)), Constant(401)));
      const Vector factor =
          Right<15>(Product(Load(factors + at), Plus(noise, Constant(kWhole))));
      Store(Without(Times(Load(reference + at), factor), out >> i),
            capacities_bpd + at);
    }
  }
}

CapacityKernel RampedOf() { return {&Ramped, nullptr}; }
CapacityKernel RestlessOf() { return {&Restless, &Outages}; }

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
  draw->draw = number;
  draw->reference_bpd.resize(static_cast<size_t>(plan.lanes));
  for (int i = 0; i < plan.lanes; ++i) {
    // The sum of eight bytes, of standard deviation 209; 2^15 * 0.2 / 209.
    uint64_t bits = (uint64_t{number} << 32) + static_cast<uint64_t>(i) + 1;
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
    draw->reference_bpd[i] = static_cast<int32_t>(
        std::min<int64_t>(capacity, kUnlimitedBpd / 11 * 10));
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
