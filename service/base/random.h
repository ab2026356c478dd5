// Random numbers that depend on where they are used, not on when.

#ifndef OILFLOW_SERVICE_BASE_RANDOM_H_
#define OILFLOW_SERVICE_BASE_RANDOM_H_

#include <cstdint>
#include <utility>

namespace oilflow {

// Uniform in (0, 1), never 0 or 1: Philox4x32-10 (Salmon and others 2011) with
// key (seed, 0) and counter (draw, variable, 0, 0), each 32 bits, the lowest
// first. With w0 and w1 the first two words of its answer, the number is the
// odd multiple of 2^-53 whose first 52 bits are those of w0 and then of w1. The
// same three give the same bits on every machine, in any order, on any thread.
double UniformDraw(uint32_t seed, uint32_t draw, uint32_t variable);

// Two independent standard normals, by the inverse of the distribution, from
// variables `variable` and `variable` + 1.
std::pair<double, double> NormalPairDraw(uint32_t seed, uint32_t draw,
                                         uint32_t variable);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_RANDOM_H_
