// The inverse of the standard normal distribution, fast enough for every draw.

#ifndef OILFLOW_SERVICE_ENSEMBLE_NORMAL_QUANTILE_H_
#define OILFLOW_SERVICE_ENSEMBLE_NORMAL_QUANTILE_H_

#include "absl/types/span.h"

namespace oilflow {

// At a level in (0, 1), to about 1e-15 of it: Wichura (1988), "Algorithm AS
// 241: the percentage points of the normal distribution", PPND16. Additions,
// multiplications and divisions in a fixed order, and PortableLog in the tails:
// the same bits on every machine. PortableNormalQuantile agrees to its last
// digits and takes many times as long.
double NormalQuantile(double level);

// The same bits, many at once. The spans have one size and may be one.
void NormalQuantiles(absl::Span<const double> levels,
                     absl::Span<double> values);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_NORMAL_QUANTILE_H_
