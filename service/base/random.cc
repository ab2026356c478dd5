#include "service/base/random.h"

#include "Random123/philox.h"
#include "service/base/portable_math.h"

namespace oilflow {

double UniformDraw(uint32_t seed, uint32_t draw, uint32_t variable) {
  const r123::Philox4x32::ctr_type counter = {{draw, variable, 0, 0}};
  const r123::Philox4x32::key_type key = {{seed, 0}};
  const r123::Philox4x32::ctr_type words = r123::Philox4x32()(counter, key);
  const uint64_t bits = uint64_t{words[0]} << 32 | words[1];
  // The odd multiples of 2^-53: all of them are doubles, 0 and 1 are not among
  // them, and 1 - u is one if u is.
  return static_cast<double>(bits >> 11 | 1) * 0x1p-53;
}

std::pair<double, double> NormalPairDraw(uint32_t seed, uint32_t draw,
                                         uint32_t variable) {
  return {PortableNormalQuantile(UniformDraw(seed, draw, variable)),
          PortableNormalQuantile(UniformDraw(seed, draw, variable + 1))};
}

}  // namespace oilflow
