#include "service/ensemble/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/order_statistics.h"
#include "service/ensemble/pairwise_sum.h"

namespace oilflow {
namespace {

constexpr size_t kLeastInShortfall = 10;
// 5% of fewer is less than one draw.
constexpr size_t kLeastByScrambling = 20;

absl::Status Check(absl::Span<const double> values,
                   const SummaryOptions& options) {
  if (values.empty()) {
    return absl::InvalidArgumentError(
        "there are no draws to summarize: at least 1 is needed");
  }
  if (!(options.shortfall_share > 0 && options.shortfall_share <= 0.5)) {
    return absl::InvalidArgumentError(
        absl::StrCat("shortfall_share must be above 0 and at most 0.5, not ",
                     options.shortfall_share));
  }
  if (options.scrambling_count < 0 || options.scrambling_count == 1) {
    return absl::InvalidArgumentError(
        absl::StrCat("scrambling_count must be 0 (independent draws) or at "
                     "least 2, not ",
                     options.scrambling_count));
  }
  return absl::OkStatus();
}

// Sets `error` to half the distance between the ends of `band`, if it has two.
void SetError(const RankBand& band, const std::vector<double>& placed,
              Estimate& estimate) {
  if (band.low < band.high) {
    estimate.error = 0.5 * (placed[band.high] - placed[band.low]);
  }
}

// Of `count` draws of which `hits` did.
Estimate Probability(size_t hits, size_t count) {
  const double n = static_cast<double>(count);
  const double middle = (static_cast<double>(hits) + 0.5) / (n + 1);
  return {static_cast<double>(hits) / n,
          std::sqrt(middle * (1 - middle) / (n + 2))};
}

// The mean of terms, and its standard error.
template <typename Term>
Estimate MeanOf(size_t count, const Term& term) {
  const double n = static_cast<double>(count);
  const double mean = PairwiseSum(0, count, term) / n;
  const double squares = PairwiseSum(0, count, [&](size_t i) {
    const double distance = term(i) - mean;
    return distance * distance;
  });
  return {mean, std::sqrt(squares / (n - 1) / n)};
}

// The mean of the share beyond `quantile`, towards `sign`.
Estimate Shortfall(absl::Span<const double> values, double share,
                   double quantile, double sign) {
  // About the quantile, so that many equal values are met exactly.
  Estimate beyond = MeanOf(values.size(), [&](size_t i) {
    return std::max(sign * (values[i] - quantile), 0.0) / share;
  });
  const double in_share = share * static_cast<double>(values.size());
  if (in_share < kLeastInShortfall) {
    beyond.error.reset();
  }
  beyond.value = quantile + sign * beyond.value;
  return beyond;
}

// As if the draws were independent. `placed` is room to work in.
absl::StatusOr<Summary> SummarizeIndependent(absl::Span<const double> values,
                                             double share,
                                             const KeepGoing& keep_going,
                                             std::vector<double>& placed) {
  RETURN_IF_ERROR(keep_going());
  const size_t count = values.size();
  placed.assign(values.begin(), values.end());
  const size_t low = RankAt(count, share);
  const size_t high = count - 1 - low;
  std::vector<size_t> ranks = {0, low, high, count - 1};
  std::array<RankBand, kLevels.size()> bands;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    bands[i] = RankBandAt(count, kLevels[i]);
    ranks.insert(ranks.end(), {bands[i].low, bands[i].at, bands[i].high});
  }
  RETURN_IF_ERROR(
      PlaceRanks(std::move(ranks), absl::MakeSpan(placed), keep_going));
  RETURN_IF_ERROR(keep_going());

  Summary summary;
  summary.draw_count = static_cast<int>(count);
  for (size_t i = 0; i < kLevels.size(); ++i) {
    summary.quantile[i].value = placed[bands[i].at];
    SetError(bands[i], placed, summary.quantile[i]);
  }
  summary.minimum = placed.front();
  summary.maximum = placed.back();
  size_t above = 0;
  size_t below = 0;
  for (const double value : values) {
    above += value > 0 ? 1 : 0;
    below += value < 0 ? 1 : 0;
  }
  summary.rise = Probability(above, count);
  summary.fall = Probability(below, count);
  summary.shortfall_low = Shortfall(values, share, placed[low], -1);
  RETURN_IF_ERROR(keep_going());
  summary.shortfall_high = Shortfall(values, share, placed[high], 1);
  return summary;
}

// Every estimate of a summary, in one order.
std::vector<Estimate*> EstimatesOf(Summary& summary) {
  std::vector<Estimate*> estimates;
  for (Estimate& one : summary.quantile) {
    estimates.push_back(&one);
  }
  estimates.insert(estimates.end(),
                   {&summary.rise, &summary.fall, &summary.shortfall_low,
                    &summary.shortfall_high});
  return estimates;
}

bool IsCertain(const Estimate& probability) {
  return probability.value == 0 || probability.value == 1;
}

// Puts the spread over scramblings in the place of all errors.
absl::Status SetScrambledErrors(absl::Span<const double> values,
                                const SummaryOptions& options,
                                const KeepGoing& keep_going, Summary& summary,
                                std::vector<double>& placed) {
  const Summary independent = summary;
  const std::vector<Estimate*> estimates = EstimatesOf(summary);
  for (Estimate* estimate : estimates) {
    estimate->error.reset();
  }
  const auto scramblings = static_cast<size_t>(options.scrambling_count);
  if (values.size() / scramblings < kLeastByScrambling) {
    return absl::OkStatus();
  }
  // [estimate][scrambling]
  std::vector<std::vector<double>> found(estimates.size());
  std::vector<double> part;
  for (size_t r = 0; r < scramblings; ++r) {
    part.clear();
    for (size_t i = r; i < values.size(); i += scramblings) {
      part.push_back(values[i]);
    }
    ASSIGN_OR_RETURN(Summary of_part,
                     SummarizeIndependent(part, options.shortfall_share,
                                          keep_going, placed));
    const std::vector<Estimate*> parts = EstimatesOf(of_part);
    for (size_t i = 0; i < parts.size(); ++i) {
      found[i].push_back(parts[i]->value);
    }
  }
  for (size_t i = 0; i < estimates.size(); ++i) {
    // About the first, so that equal ones have no spread at all.
    estimates[i]->error = MeanOf(scramblings, [&](size_t r) {
                            return found[i][r] - found[i][0];
                          }).error;
  }
  if (IsCertain(summary.rise)) {
    summary.rise.error = independent.rise.error;
  }
  if (IsCertain(summary.fall)) {
    summary.fall.error = independent.fall.error;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Summary> Summarize(absl::Span<const double> values,
                                  const SummaryOptions& options,
                                  const KeepGoing& keep_going) {
  RETURN_IF_ERROR(Check(values, options));
  std::vector<double> placed;
  ASSIGN_OR_RETURN(Summary summary,
                   SummarizeIndependent(values, options.shortfall_share,
                                        keep_going, placed));
  if (options.scrambling_count > 0) {
    RETURN_IF_ERROR(
        SetScrambledErrors(values, options, keep_going, summary, placed));
  }
  return summary;
}

}  // namespace oilflow
