// Distributions from what people state: quantiles, or a range and how often it
// holds.
//
//   // P10 is 60 and P90 is 95 USD/bbl.
//   LognormalFromQuantiles(0.1, 60, 0.9, 95);
//   // From 30 to 240 days, most likely 90; the range holds nine times in ten.
//   TriangularFromRange(30, 90, 240, 0.9);

#ifndef OILFLOW_SERVICE_ENSEMBLE_STATED_RANGE_H_
#define OILFLOW_SERVICE_ENSEMBLE_STATED_RANGE_H_

#include "absl/status/statusor.h"

#include "service/ensemble/distribution.h"

namespace oilflow {

// With `low` at `level_low` and `high` at `level_high`. Errors unless 0 <
// level_low < level_high < 1 and low < high, for the lognormal above 0.
absl::StatusOr<Distribution> NormalFromQuantiles(double level_low, double low,
                                                 double level_high,
                                                 double high);
absl::StatusOr<Distribution> LognormalFromQuantiles(double level_low,
                                                    double low,
                                                    double level_high,
                                                    double high);

// [low, high] holds the middle `coverage` of the probability: (1 - coverage) /
// 2 lies below it and as much above. The ends are widened for that and the mode
// stays. With a coverage of 1 low and high are the ends. Errors as of the
// Make functions, and unless the coverage is from 0.1 to 1.
absl::StatusOr<Distribution> UniformFromRange(double low, double high,
                                              double coverage);
absl::StatusOr<Distribution> TriangularFromRange(double low, double mode,
                                                 double high, double coverage);
absl::StatusOr<Distribution> PertFromRange(double low, double mode, double high,
                                           double coverage,
                                           double lambda = kDefaultPertLambda);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_STATED_RANGE_H_
