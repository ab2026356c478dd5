// What many draws of one number say, and how well they know it.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SUMMARY_H_
#define OILFLOW_SERVICE_ENSEMBLE_SUMMARY_H_

#include <array>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/base/cancellation.h"
#include "service/market/sample.h"

namespace oilflow {

// A number found from draws, and its Monte Carlo standard error: how much
// another ensemble of the same size would move it. Without an error where the
// draws are too few to tell; that is not an error of 0.
struct Estimate {
  double value = 0;
  std::optional<double> error;
};

struct SummaryOptions {
  // Of the draws, the share that expected shortfall is the mean of; in
  // (0, 0.5].
  double shortfall_share = 0.05;
  // 0 for independent draws. Otherwise draws of that many independently
  // scrambled Sobol' sequences, at least 2 of them: draw i is from scrambling
  // i % scrambling_count.
  int scrambling_count = 0;
};

// All in the unit of the values, or a probability.
struct Summary {
  int draw_count = 0;
  // The exact order statistics at kLevels: those of Sample::At.
  std::array<Estimate, kLevels.size()> quantile;
  // The shares of draws strictly above and below 0.
  Estimate rise;
  Estimate fall;
  // The mean of the lowest share and of the highest share of draws; the draw
  // at the edge counts with the part of it that is inside (Acerbi and Tasche
  // 2002).
  Estimate shortfall_low;
  Estimate shortfall_high;
  double minimum = 0;
  double maximum = 0;
};

// Of draws 0, 1, ..., all finite. The values are told apart by their places
// only through scramblings and the rounding of sums, which is that of
// PairwiseSum: the same draws give the same bits.
//
// Errors of independent draws:
// - a quantile's is Sample::AtLevels's, and missing where the draws a standard
//   error of the level to each side are the same one (5% of fewer than 7);
// - a probability's is the standard deviation of the Jeffreys posterior (Brown,
//   Cai and DasGupta 2001), which is above 0 though all draws agree;
// - a shortfall's is that of the mean of q - max(q - x, 0) / share, q the
//   quantile of the share (Rockafellar and Uryasev 2000; an error in q is of
//   second order), and missing with fewer than 10 draws in the share.
//
// Errors of scrambled draws: the number is found from each scrambling alone,
// and the error is the standard error of their mean, that is their standard
// deviation over the square root of how many there are (Owen 1997). The value
// itself is that of all draws together. Missing while a scrambling has fewer
// than 20 draws. A probability of 0 or 1 in all of them keeps the error of
// independent draws, which is the larger one.
//
// An error with no values, or options out of range; or that of `keep_going`,
// which is asked now and then.
absl::StatusOr<Summary> Summarize(absl::Span<const double> values,
                                  const SummaryOptions& options,
                                  const KeepGoing& keep_going = AlwaysGoOn);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SUMMARY_H_
