#include "service/ensemble/sobol_points.h"

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "boost/random/sobol.hpp"

#include "service/ensemble/philox.h"

namespace oilflow {
namespace {

constexpr size_t kBits = 32;

uint32_t ReverseBits(uint32_t x) {
  x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
  x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
  x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
  x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
  return x >> 16 | x << 16;
}

// One-to-one, and each bit depends on itself and on lower ones only: all that
// is done are additions, products with odd numbers and exclusive ors with even
// multiples.
uint32_t Scramble(uint32_t reversed, uint32_t addend, uint32_t multiplier) {
  uint32_t x = reversed;
  x ^= x * 0x3d20adea;
  x += addend;
  x *= multiplier;
  x ^= x * 0x05526c56;
  x ^= x * 0x53a22864;
  return x;
}

double LevelOf(uint32_t coordinate) { return (coordinate + 0.5) * 0x1p-32; }

}  // namespace

absl::StatusOr<SobolPoints> SobolPoints::Create(int dimension_count,
                                                uint32_t seed,
                                                int scrambling_count) {
  if (dimension_count < 1 || dimension_count > kMaxSobolDimensions) {
    return absl::InvalidArgumentError(absl::StrCat(
        "Sobol' points must have from 1 to ", kMaxSobolDimensions,
        " dimensions, one for each variable, not ", dimension_count));
  }
  if (scrambling_count < 1 || scrambling_count > kMaxScramblings) {
    return absl::InvalidArgumentError(
        absl::StrCat("scrambling count must be from 1 to ", kMaxScramblings,
                     ", not ", scrambling_count));
  }
  SobolPoints points;
  points.scrambling_count_ = scrambling_count;
  const auto dimensions = static_cast<size_t>(dimension_count);
  points.directions_.resize(dimensions * kBits);
  boost::random::sobol_engine<uint32_t, kBits> engine(dimensions);
  for (size_t bit = 0; bit < kBits; ++bit) {
    // The Gray code of 2^(bit + 1) - 1 has this bit only, so that this point is
    // its direction; the engine counts from the point after 0.
    engine.seed(static_cast<uint32_t>((uint64_t{2} << bit) - 2));
    for (size_t dimension = 0; dimension < dimensions; ++dimension) {
      points.directions_[dimension * kBits + bit] = ReverseBits(engine());
    }
  }
  for (uint32_t dimension = 0; dimension < dimensions; ++dimension) {
    for (int scrambling = 0; scrambling < scrambling_count; ++scrambling) {
      const std::array<uint32_t, 4> words = Philox(
          {static_cast<uint32_t>(scrambling), dimension, 0, 1}, {seed, 0});
      points.coins_.push_back({words[0], words[1] | 1});
    }
  }
  return points;
}

uint32_t SobolPoints::Reversed(uint32_t index, int dimension) const {
  const uint32_t* directions =
      directions_.data() + static_cast<size_t>(dimension) * kBits;
  uint32_t point = 0;
  for (uint32_t gray = index ^ index >> 1; gray != 0; gray &= gray - 1) {
    point ^= directions[std::countr_zero(gray)];
  }
  return point;
}

uint32_t SobolPoints::Unscrambled(uint32_t index, int dimension) const {
  return ReverseBits(Reversed(index, dimension));
}

void SobolPoints::Fill(uint32_t first_draw, int dimension,
                       absl::Span<double> levels) const {
  assert(static_cast<size_t>(dimension) * kBits < directions_.size());
  const uint32_t* directions =
      directions_.data() + static_cast<size_t>(dimension) * kBits;
  const auto scramblings = static_cast<uint32_t>(scrambling_count_);
  const Coins* coins =
      coins_.data() + static_cast<size_t>(dimension) * scramblings;
  uint32_t index = first_draw / scramblings;
  uint32_t scrambling = first_draw % scramblings;
  uint32_t point = Reversed(index, dimension);
  size_t i = 0;
  while (i < levels.size()) {
    for (; scrambling < scramblings && i < levels.size(); ++scrambling, ++i) {
      const Coins& coin = coins[scrambling];
      levels[i] =
          LevelOf(ReverseBits(Scramble(point, coin.addend, coin.multiplier)));
    }
    // The next Gray code differs in one bit.
    ++index;
    point ^= directions[std::countr_zero(index) % kBits];
    scrambling = 0;
  }
}

}  // namespace oilflow
