// How far one number rises and falls with another, by their ranks.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SPEARMAN_H_
#define OILFLOW_SERVICE_ENSEMBLE_SPEARMAN_H_

#include <optional>
#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// 1, ..., n in the order of `values`; equal values share the mean of theirs.
std::vector<double> MidRanks(absl::Span<const double> values);

struct RankCorrelation {
  // In [-1, 1]; missing if either side has one value only.
  std::optional<double> value;
  // Its standard error; missing below 4 draws.
  std::optional<double> error;
};

// Pearson's correlation of the mid-ranks of two lists of the same length, draw
// by draw. The error is (1 - r^2) sqrt((1 + r^2 / 2) / (n - 3)), from Fisher's
// transform with the variance of Bonett and Wright (2000); it is good for
// independent draws and |r| below about 0.95.
RankCorrelation SpearmanOf(absl::Span<const double> first,
                           absl::Span<const double> second);

// The same of mid-ranks that are there already: many inputs against many
// outputs need each ranked once.
RankCorrelation CorrelationOfRanks(absl::Span<const double> first,
                                   absl::Span<const double> second);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SPEARMAN_H_
