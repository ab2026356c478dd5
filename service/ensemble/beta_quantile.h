// The inverse of the beta distribution, the same bits on every machine.

#ifndef OILFLOW_SERVICE_ENSEMBLE_BETA_QUANTILE_H_
#define OILFLOW_SERVICE_ENSEMBLE_BETA_QUANTILE_H_

#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// alpha and beta must lie within.
inline constexpr double kLeastBetaShape = 0.05;
inline constexpr double kGreatestBetaShape = 1e4;

// The x in [0, 1] with P(X <= x) = level, level in (0, 1), by Newton's method
// from the incomplete beta's continued fraction. The level at x is right to
// about 1e-13 of it (or, above a half, of what lacks to 1), to 1e-12 where a
// shape nears its greatest. Some microseconds.
double SolveBetaQuantile(double alpha, double beta, double level);

// The same, from a table made once: tens of nanoseconds. A small value of a few
// kilobytes, safe to read from many threads.
class BetaQuantile {
 public:
  BetaQuantile(double alpha, double beta);

  double operator()(double level) const;

  // The same bits, many at once. The spans have one size and may be one.
  void At(absl::Span<const double> levels, absl::Span<double> values) const;

  double alpha() const { return alpha_; }
  double beta() const { return beta_; }

  // Whether the table is good to 1e-12 of the level: it is for shapes from 1 to
  // 1,000. If not, there is none, and every level is solved for.
  bool has_table() const { return !coefficients_.empty(); }

 private:
  // At a level whose normal quantile is `normal`.
  double AtNormal(double level, double normal) const;

  double alpha_;
  double beta_;
  // Of the polynomials that give log(x / (1 - x)) from the normal quantile of
  // the level, a smooth and nearly straight line: by piece, by rising power.
  std::vector<double> coefficients_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_BETA_QUANTILE_H_
