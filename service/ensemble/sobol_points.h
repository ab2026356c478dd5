// Sobol' points that are scrambled several times over, independently.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SOBOL_POINTS_H_
#define OILFLOW_SERVICE_ENSEMBLE_SOBOL_POINTS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace oilflow {

// As many as Boost.Random has direction numbers for.
inline constexpr int kMaxSobolDimensions = 3667;
inline constexpr int kMaxScramblings = 1024;

// Sobol' points of 32 bits with the direction numbers of Joe and Kuo (2008), in
// Gray-code order (Antonov and Saleev 1979) and from 0 on, which
// boost::random::sobol leaves out.
//
// A scrambling turns over each bit of a coordinate by a coin that depends on
// all bits above it (Owen 1995): the points stay as even as they were, and each
// alone is uniform. The coins come from a hash in the manner of Laine and
// Karras (2011; Burley 2020, "Practical hash-based Owen scrambling"), which
// with the bits in reverse order only ever lets lower bits change higher ones;
// the one here is Vegdahl's (2021) with its addend and its multiplier from
// words of their own, the first two that Philox makes of (scrambling,
// dimension, 0, 1) with the key (seed, 0). So the means over scramblings are
// independent, and their spread says how far off they are.
//
// Immutable and safe to use from many threads.
class SobolPoints {
 public:
  // Errors unless there are from 1 to kMaxSobolDimensions dimensions and from 1
  // to kMaxScramblings scramblings.
  static absl::StatusOr<SobolPoints> Create(int dimension_count, uint32_t seed,
                                            int scrambling_count);

  // The coordinate before scrambling, in units of 2^-32.
  uint32_t Unscrambled(uint32_t index, int dimension) const;

  // Draw d is point d / R of scrambling d % R, with R scramblings: levels[i] is
  // the coordinate of draw first_draw + i, the middle of an interval of 2^-32,
  // so never 0 or 1. The last draw must be below 2^32.
  void Fill(uint32_t first_draw, int dimension,
            absl::Span<double> levels) const;

 private:
  // What a scrambling does to one coordinate.
  struct Coins {
    uint32_t addend = 0;
    uint32_t multiplier = 0;
  };

  SobolPoints() = default;

  // Unscrambled, the highest bit lowest.
  uint32_t Reversed(uint32_t index, int dimension) const;

  int scrambling_count_ = 1;
  // By dimension, then bit of the index: the highest bit lowest.
  std::vector<uint32_t> directions_;
  // By dimension, then scrambling.
  std::vector<Coins> coins_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SOBOL_POINTS_H_
