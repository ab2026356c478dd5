// Capacities for the benchmark of the warm solver, of every day of every draw.
// Every operation rounds on its own, none is fused, so that the bytes are the
// same everywhere.

#ifndef OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_
#define OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "service/allocation/warm_kernels.h"
#include "service/allocation/warm_lines.h"

namespace oilflow {

// How many prices move on a day, at most.
inline constexpr int kPrices = 16;

// Whose capacities they are, and how they change.
struct CapacityPlan {
  int days = 0;
  // A multiple of 64.
  int lanes = 0;
  // By lane; 0 past the last arc.
  LineVector<int32_t> reference_bpd;
  // By day and lane: what ramps and policies leave of the reference.
  LineVector<float> factors;

  const float* FactorsOf(int day) const {
    return factors.data() + static_cast<size_t>(day) * lanes;
  }
};

// What one draw's capacities are made from.
struct CapacityDraw {
  uint32_t draw = 0;
  LineVector<float> reference_bpd;
  // By week and 64 lanes: the arcs that are out.
  std::vector<uint64_t> outages;
};

// How the capacities of a day come from a draw.
struct CapacityKernel {
  void (*day)(const CapacityDraw& draw, const float* factors, int lanes,
              int day, int32_t* capacities_bpd);
  // Draws the outages of so many weeks; null if there are none.
  void (*outages)(uint32_t draw, int lanes, int weeks, uint64_t* outages);
  // By how much kPrices prices differ from their level on a day: from -15 to
  // 15 cents.
  void (*prices)(uint32_t draw, int day, int32_t* moves_cents);
};

// Every capacity times a factor of the draw's, with mean 1 and a standard
// deviation of 0.2.
void StartDraw(const CapacityPlan& plan, const CapacityKernel& kernel,
               uint32_t number, CapacityDraw* draw);

// Reference times factor.
CapacityKernel RampedCapacities(Kernels kernels);

// The same times a factor of the day, with mean 1 and a standard deviation of
// 0.02; and each arc is out one day in 50, for a week at a time that begins on
// any day.
CapacityKernel RestlessCapacities(Kernels kernels);

}  // namespace oilflow

#endif  // OILFLOW_TESTS_BENCH_WARM_CAPACITIES_H_
