// Capacities for the benchmark of the warm solver: every day of every draw, in
// whole numbers, so that the bytes are the same everywhere.

#ifndef OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_
#define OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/allocation/warm_kernels.h"

namespace oilflow {

// 1 in the factors below.
inline constexpr int32_t kWhole = 1 << 15;

// Whose capacities they are, and how they change.
struct CapacityPlan {
  int days = 0;
  // A multiple of 64.
  int lanes = 0;
  // By lane; 0 past the last arc.
  std::vector<int32_t> reference_bpd;
  // By day and lane: what ramps and policies leave of the reference, in kWhole.
  std::vector<int32_t> factors;

  const int32_t* FactorsOf(int day) const {
    return factors.data() + static_cast<size_t>(day) * lanes;
  }
};

// The reference of one draw: every capacity times a factor of its own, with
// mean 1 and a standard deviation of 0.2.
void DrawReference(const CapacityPlan& plan, uint32_t draw,
                   std::vector<int32_t>* reference_bpd);

// How the capacities of a day come from the reference of its draw.
using CapacityKernel = void (*)(const int32_t* reference_bpd,
                                const int32_t* factors, int lanes,
                                uint32_t draw, int day,
                                int32_t* capacities_bpd);

// Reference times factor.
CapacityKernel RampedCapacities(Kernels kernels);

// The same times a factor of the day, with mean 1 and a standard deviation of
// 0.02; and each arc is out one day in 50, for a week at a time that begins on
// any day.
CapacityKernel RestlessCapacities(Kernels kernels);

// The same with each arc out one day in 50, whatever it was the day before.
CapacityKernel FlickeringCapacities(Kernels kernels);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_
