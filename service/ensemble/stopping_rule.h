// When enough has been drawn.
//
//   // "until the median of output 0 is known to 0.05"
//   StoppingRule rule = *StoppingRule::Create({{0, Known::kP50, 0.05}},
//   100000);
//
// The errors are looked at when 1,000, 2,000, 4,000, ... draws and all of them
// are there, never by the clock, so that the same question stops at the same
// draw on every machine. Stopping at the first of many looks at which an
// error happens to be small would favour draws that understate it: hence the
// few looks, and no fewer than 1,000 draws.

#ifndef OILFLOW_SERVICE_ENSEMBLE_STOPPING_RULE_H_
#define OILFLOW_SERVICE_ENSEMBLE_STOPPING_RULE_H_

#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "service/ensemble/draw_store.h"
#include "service/ensemble/summary.h"

namespace oilflow {

inline constexpr int kFirstCheckpoint = 1000;

// What of an output's summary is to be known.
enum class Known {
  kP5,
  kP16,
  kP50,
  kP84,
  kP95,
  kRise,
  kFall,
  kShortfallLow,
  kShortfallHigh,
};

const Estimate& EstimateOf(const Summary& summary, Known known);

// `known` of `output` to `tolerance`, above 0: the error that it may have at
// most, in the unit of the output or as a probability.
struct Precision {
  int output = 0;
  Known known = Known::kP50;
  double tolerance = 0;
};

// 1,000, 2,000, 4,000, ... below `total`, and `total`, at least 1.
std::vector<int> Checkpoints(int total);

// Where it was stopped, and how well each thing was known there.
struct Stopped {
  int draw_count = 0;
  bool met = false;
  // By Precision.
  std::vector<Estimate> found;
};

// All of `precisions` at once.
class StoppingRule {
 public:
  // An error if `total` is below kFirstCheckpoint, there are no precisions, or
  // a tolerance is not above 0.
  static absl::StatusOr<StoppingRule> Create(std::vector<Precision> precisions,
                                             int total);

  int total() const { return total_; }

  // Whether `draw_count` draws are enough, from their summaries by output. What
  // has no error yet is not known.
  Stopped Judge(int draw_count,
                absl::FunctionRef<const Summary&(int output)> summary_of) const;

  // The same of the first `draw_count` draws, all in `store`.
  absl::StatusOr<Stopped> CheckAt(int draw_count, const DrawStore& store,
                                  const SummaryOptions& options) const;

  // Calls `draw` with the draws up to each checkpoint in turn, those that
  // `store` has left out, and stops at the first that is enough or at the
  // total. `draw` puts them into `store`.
  absl::StatusOr<Stopped> Run(
      DrawStore& store, const SummaryOptions& options,
      absl::FunctionRef<absl::Status(DrawRange draws)> draw) const;

 private:
  StoppingRule(std::vector<Precision> precisions, int total)
      : precisions_(std::move(precisions)), total_(total) {}

  std::vector<Precision> precisions_;
  int total_ = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_STOPPING_RULE_H_
