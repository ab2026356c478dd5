#include "service/ensemble/stopping_rule.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"

namespace oilflow {

const Estimate& EstimateOf(const Summary& summary, Known known) {
  switch (known) {
    case Known::kRise:
      return summary.rise;
    case Known::kFall:
      return summary.fall;
    case Known::kShortfallLow:
      return summary.shortfall_low;
    case Known::kShortfallHigh:
      return summary.shortfall_high;
    default:
      // The others are kLevels in their order.
      return summary.quantile[static_cast<size_t>(known)];
  }
}

std::vector<int> Checkpoints(int total) {
  std::vector<int> checkpoints;
  for (int64_t at = kFirstCheckpoint; at < total; at *= 2) {
    checkpoints.push_back(static_cast<int>(at));
  }
  checkpoints.push_back(total);
  return checkpoints;
}

absl::StatusOr<StoppingRule> StoppingRule::Create(
    std::vector<Precision> precisions, int total) {
  if (total < kFirstCheckpoint) {
    return absl::InvalidArgumentError(
        absl::StrCat("a stopping rule needs at least ", kFirstCheckpoint,
                     " draws to judge an error by, not ", total));
  }
  if (precisions.empty()) {
    return absl::InvalidArgumentError(
        "a stopping rule must name at least one thing to be known");
  }
  for (const Precision& precision : precisions) {
    if (!(precision.tolerance > 0)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the tolerance of output ", precision.output,
                       " must be above 0, not ", precision.tolerance));
    }
  }
  return StoppingRule(std::move(precisions), total);
}

Stopped StoppingRule::Judge(
    int draw_count,
    absl::FunctionRef<const Summary&(int output)> summary_of) const {
  Stopped stopped = {draw_count, true};
  for (const Precision& precision : precisions_) {
    const Estimate& estimate =
        EstimateOf(summary_of(precision.output), precision.known);
    stopped.met = stopped.met && estimate.error.has_value() &&
                  *estimate.error <= precision.tolerance;
    stopped.found.push_back(estimate);
  }
  return stopped;
}

absl::StatusOr<Stopped> StoppingRule::CheckAt(
    int draw_count, const DrawStore& store,
    const SummaryOptions& options) const {
  std::map<int, Summary> summaries;
  for (const Precision& precision : precisions_) {
    if (summaries.count(precision.output) == 0) {
      ASSIGN_OR_RETURN(
          const Summary summary,
          store.SummarizeFirst(draw_count, precision.output, options));
      summaries.emplace(precision.output, summary);
    }
  }
  return Judge(draw_count, [&](int output) -> const Summary& {
    return summaries.at(output);
  });
}

absl::StatusOr<Stopped> StoppingRule::Run(
    DrawStore& store, const SummaryOptions& options,
    absl::FunctionRef<absl::Status(DrawRange draws)> draw) const {
  if (store.draw_count() < total_) {
    return absl::InvalidArgumentError(
        absl::StrCat("the store has room for ", store.draw_count(),
                     " draws, and the rule may need ", total_));
  }
  Stopped stopped;
  for (const int checkpoint : Checkpoints(total_)) {
    for (const DrawRange& gap : store.Missing()) {
      if (gap.first < checkpoint) {
        RETURN_IF_ERROR(draw({gap.first, std::min(gap.last, checkpoint)}));
      }
    }
    ASSIGN_OR_RETURN(stopped, CheckAt(checkpoint, store, options));
    if (stopped.met) {
      break;
    }
  }
  return stopped;
}

}  // namespace oilflow
