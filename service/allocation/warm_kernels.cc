#include "service/allocation/warm_kernels.h"

// Below 256 bits vectors gain nothing here, and AVX3_DL has no instruction that
// is used: it would be the code of AVX3 once more.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "service/allocation/warm_kernels.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "service/allocation/warm_loops-inl.h"
#include "service/allocation/warm_repair-inl.h"
#include "service/allocation/warm_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace oilflow {
namespace HWY_NAMESPACE {

template <class Loops>
WarmKernels KernelsOf() {
  return {&Repair<Loops>::Run, &Repair<Loops>::Recost};
}

WarmKernels PlainKernels(int words) {
  switch (words) {
    case 1:
      return KernelsOf<PlainLoops<int32_t, 1>>();
    case 2:
      return KernelsOf<PlainLoops<int32_t, 2>>();
    case 3:
      return KernelsOf<PlainLoops<int32_t, 3>>();
    case 4:
      return KernelsOf<PlainLoops<int32_t, 4>>();
    default:
      return KernelsOf<PlainLoops<int64_t, 0>>();
  }
}

WarmKernels WidestKernels(int words) {
#if OILFLOW_WARM_VECTORS
  switch (words) {
    case 1:
      return KernelsOf<VectorLoops<1>>();
    case 2:
      return KernelsOf<VectorLoops<2>>();
    case 3:
      return KernelsOf<VectorLoops<3>>();
    case 4:
      return KernelsOf<VectorLoops<4>>();
    default:
      break;
  }
#endif
  return PlainKernels(words);
}

}  // namespace HWY_NAMESPACE
}  // namespace oilflow
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace oilflow {

HWY_EXPORT(WidestKernels);

WarmKernels ChooseWarmKernels(Kernels kernels, int words) {
  return kernels == Kernels::kWidest
             ? HWY_DYNAMIC_DISPATCH(WidestKernels)(words)
             : HWY_STATIC_DISPATCH(PlainKernels)(words);
}

}  // namespace oilflow
#endif  // HWY_ONCE
