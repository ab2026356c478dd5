// Narrower vectors than the machine has.

#ifndef OILFLOW_TESTS_SUPPORT_VECTORS_UP_TO_H_
#define OILFLOW_TESTS_SUPPORT_VECTORS_UP_TO_H_

#include <cstdint>

#include "hwy/highway.h"

namespace oilflow {

// While one lives, who chooses loops by the vectors of the machine finds none
// beyond those of this target of Highway. One at a time.
class VectorsUpTo {
 public:
  // Of two targets the better one has the lower bit. What the compiler was
  // told to build for is always there.
  explicit VectorsUpTo(int64_t target)
      : is_narrower_((hwy::SupportedTargets() & (target - 1)) != 0) {
    static_assert(HWY_STATIC_TARGET > HWY_AVX2,
                  "built for one machine, loops for others go untested");
    hwy::SetSupportedTargetsForTest((hwy::SupportedTargets() & ~(target - 1)) |
                                    HWY_STATIC_TARGET);
    hwy::GetChosenTarget().DeInit();
  }
  ~VectorsUpTo() {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
  VectorsUpTo(const VectorsUpTo&) = delete;
  VectorsUpTo& operator=(const VectorsUpTo&) = delete;

  // Whether the machine has wider ones.
  bool is_narrower() const { return is_narrower_; }

 private:
  bool is_narrower_ = false;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_VECTORS_UP_TO_H_
