#include "service/market/sample.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

namespace oilflow {
namespace {

// Weights that miss a level by less have reached it. A level such as 0.07 is no
// double, and sums of shares round; a weight is far larger than both.
constexpr double kRounding = 1e-12;

}  // namespace

Sample Sample::Of(std::vector<double> values, bool drawn) {
  assert(!values.empty());
  Sample sample;
  sample.values_ = std::move(values);
  std::sort(sample.values_.begin(), sample.values_.end());
  sample.sources_ = {{1, static_cast<int>(sample.values_.size()), drawn}};
  sample.source_of_.assign(sample.values_.size(), 0);
  sample.Accumulate();
  return sample;
}

Sample Sample::Mixture(absl::Span<const Sample* const> parts,
                       absl::Span<const double> shares) {
  assert(parts.size() == shares.size());
  Sample sample;
  std::vector<std::pair<double, int>> merged;
  for (size_t i = 0; i < parts.size(); ++i) {
    assert(shares[i] >= 0);
    if (shares[i] == 0) {
      continue;
    }
    const Sample& part = *parts[i];
    const int first_source = static_cast<int>(sample.sources_.size());
    for (Source source : part.sources_) {
      source.share *= shares[i];
      sample.sources_.push_back(source);
    }
    for (size_t j = 0; j < part.values_.size(); ++j) {
      merged.emplace_back(part.values_[j], first_source + part.source_of_[j]);
    }
  }
  assert(!merged.empty());
  // Equal values stand in the order of their sources: one order, so one answer.
  std::sort(merged.begin(), merged.end());
  for (const auto& [value, source] : merged) {
    sample.values_.push_back(value);
    sample.source_of_.push_back(source);
  }
  sample.Accumulate();
  return sample;
}

void Sample::Accumulate() {
  // Whole numbers are added up, not weights, so that no error does.
  std::vector<int> counts(sources_.size());
  cumulative_.clear();
  cumulative_.reserve(values_.size());
  for (const int source : source_of_) {
    ++counts[source];
    cumulative_.push_back(Weigh(counts));
  }
}

double Sample::Weigh(const std::vector<int>& counts) const {
  double weight = 0;
  for (size_t i = 0; i < sources_.size(); ++i) {
    weight += sources_[i].share * counts[i] / sources_[i].count;
  }
  return weight;
}

size_t Sample::IndexAt(double level) const {
  const auto found = std::lower_bound(cumulative_.begin(), cumulative_.end(),
                                      level - kRounding);
  return found == cumulative_.end()
             ? values_.size() - 1
             : static_cast<size_t>(found - cumulative_.begin());
}

double Sample::At(double level) const { return values_[IndexAt(level)]; }

// F is the sum of share_k F_k with independent F_k, and F_k of n_k draws has
// the variance F_k (1 - F_k) / n_k.
double Sample::LevelError(double level) const {
  const size_t index = IndexAt(level);
  std::vector<int> counts(sources_.size());
  for (size_t i = 0; i < index; ++i) {
    ++counts[source_of_[i]];
  }
  double variance = 0;
  for (size_t k = 0; k < sources_.size(); ++k) {
    const Source& source = sources_[k];
    if (!source.drawn) {
      continue;
    }
    // Half of the step at the value counts as below: the last of a few values
    // is not certain to be the largest of all.
    const double step = static_cast<size_t>(source_of_[index]) == k ? 0.5 : 0;
    const double below = (counts[k] + step) / source.count;
    variance +=
        source.share * source.share * below * (1 - below) / source.count;
  }
  return std::sqrt(variance);
}

Quantiles Sample::AtLevels() const {
  Quantiles quantiles;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    const double spread = LevelError(kLevels[i]);
    quantiles.value[i] = At(kLevels[i]);
    quantiles.error[i] =
        0.5 * (At(kLevels[i] + spread) - At(kLevels[i] - spread));
  }
  return quantiles;
}

double Sample::ShareAbove(double bound) const {
  std::vector<int> counts(sources_.size());
  for (size_t i = values_.size(); i > 0 && values_[i - 1] > bound; --i) {
    ++counts[source_of_[i - 1]];
  }
  return Weigh(counts);
}

double Sample::Mean() const {
  double mean = 0;
  for (size_t i = 0; i < values_.size(); ++i) {
    const Source& source = sources_[source_of_[i]];
    mean += values_[i] * source.share / source.count;
  }
  return mean;
}

double Sample::Variance() const {
  const double mean = Mean();
  double variance = 0;
  for (size_t i = 0; i < values_.size(); ++i) {
    const Source& source = sources_[source_of_[i]];
    const double distance = values_[i] - mean;
    variance += distance * distance * source.share / source.count;
  }
  return variance;
}

Sample Sample::Times(double factor) const {
  Sample sample = *this;
  for (double& value : sample.values_) {
    value *= factor;
  }
  if (factor < 0) {
    std::reverse(sample.values_.begin(), sample.values_.end());
    std::reverse(sample.source_of_.begin(), sample.source_of_.end());
    sample.Accumulate();
  }
  return sample;
}

double MedianOf(absl::Span<const double> values) {
  assert(!values.empty());
  std::vector<double> copy(values.begin(), values.end());
  // Of an even number the lower of the two in the middle, as At gives.
  const auto middle =
      copy.begin() + static_cast<std::ptrdiff_t>((copy.size() - 1) / 2);
  std::nth_element(copy.begin(), middle, copy.end());
  return *middle;
}

}  // namespace oilflow
