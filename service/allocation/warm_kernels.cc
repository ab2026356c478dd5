#include "service/allocation/warm_kernels.h"

#include <cstddef>
#include <iterator>

// Below 256 bits vectors gain nothing here, and AVX3_DL has no instruction that
// is used: it would be the code of AVX3 once more.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "service/allocation/warm_kernels.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "service/allocation/warm_lanes-inl.h"
#include "service/allocation/warm_loops-inl.h"
#include "service/allocation/warm_repair-inl.h"
#include "service/allocation/warm_sets-inl.h"
#include "service/allocation/warm_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

template <class Loops>
WarmKernels KernelsOf() {
  return {&Repair<Loops>::Run, &Repair<Loops>::Recost,
          &Repair<Loops>::MoveCents};
}

template <size_t kShape>
WarmKernels PlainKernels(const WarmShape& shape) {
  if constexpr (kShape < std::size(kWarmShapes)) {
    constexpr WarmShape kOwn = kWarmShapes[kShape];
    return shape == kOwn
               ? KernelsOf<PlainLoops<int32_t, kOwn.tree_slots,
                                      kOwn.outside_slots, kOwn.lanes>>()
               : PlainKernels<kShape + 1>(shape);
  } else {
    return KernelsOf<PlainLoops<int64_t, 0, 0, 0>>();
  }
}

#if OILFLOW_WARM_VECTORS
template <size_t kShape>
WarmKernels VectorKernels(const WarmShape& shape) {
  if constexpr (kShape < std::size(kWarmShapes)) {
    constexpr WarmShape kOwn = kWarmShapes[kShape];
    return shape == kOwn
               ? KernelsOf<VectorLoops<kOwn.tree_slots, kOwn.outside_slots,
                                       kOwn.lanes>>()
               : VectorKernels<kShape + 1>(shape);
  } else {
    return PlainKernels<kShape>(shape);
  }
}
#endif

WarmKernels ChooseWidest(const WarmShape& shape) {
#if OILFLOW_WARM_VECTORS
  return VectorKernels<0>(shape);
#else
  return PlainKernels<0>(shape);
#endif
}

#if HWY_TARGET == HWY_STATIC_TARGET
WarmKernels ChoosePlain(const WarmShape& shape) {
  return PlainKernels<0>(shape);
}
#endif

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace oilflow {

HWY_EXPORT(ChooseWidest);

WarmKernels ChooseWarmKernels(Kernels kernels, const WarmShape& shape) {
  return kernels == Kernels::kWidest ? HWY_DYNAMIC_DISPATCH(ChooseWidest)(shape)
                                     : HWY_STATIC_DISPATCH(ChoosePlain)(shape);
}

}  // namespace oilflow
#endif  // HWY_ONCE
