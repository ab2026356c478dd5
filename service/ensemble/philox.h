// Many uniform numbers at once, with the bits of UniformDraw.
//
// Philox4x32-10 (Salmon and others 2011) turns a counter of four words and a
// key of two into four words. With key (seed, 0) the ensemble uses the counters
//
//   (draw, variable, 0, 0)           levels: UniformDraw and UniformDraws
//   (scrambling, dimension, 0, 1)    seeds of Sobol' scramblings
//
// and a further use takes a last word of its own, 2 or more, so that no two
// uses ever share a number.

#ifndef OILFLOW_SERVICE_ENSEMBLE_PHILOX_H_
#define OILFLOW_SERVICE_ENSEMBLE_PHILOX_H_

#include <array>
#include <cstdint>

#include "absl/types/span.h"

namespace oilflow {

std::array<uint32_t, 4> Philox(std::array<uint32_t, 4> counter,
                               std::array<uint32_t, 2> key);

// levels[i] = UniformDraw(seed, first_draw + i, variable), to the bit. The last
// draw must be below 2^32.
void UniformDraws(uint32_t seed, uint32_t first_draw, uint32_t variable,
                  absl::Span<double> levels);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_PHILOX_H_
