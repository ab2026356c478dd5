// A weighted sample and its exact quantiles.

#ifndef OILFLOW_SERVICE_MARKET_SAMPLE_H_
#define OILFLOW_SERVICE_MARKET_SAMPLE_H_

#include <array>
#include <cstddef>
#include <vector>

#include "absl/types/span.h"

namespace oilflow {

// The levels that are reported: 5, 16, 50, 84 and 95%.
inline constexpr std::array<double, 5> kLevels = {0.05, 0.16, 0.50, 0.84, 0.95};

// Values at kLevels, and how much another sample of the same size would move
// each.
struct Quantiles {
  std::array<double, 5> value = {};
  std::array<double, 5> error = {};

  double median() const { return value[2]; }
};

// Values, ascending, with weights that sum to 1. There is at least one.
class Sample {
 public:
  // All with the same weight. `drawn` says whether they came at random: values
  // at evenly spaced quantiles carry no Monte Carlo error.
  static Sample Of(std::vector<double> values, bool drawn);

  // Parts with shares that sum to 1; parts of share 0 are left out.
  static Sample Mixture(absl::Span<const Sample* const> parts,
                        absl::Span<const double> shares);

  // The least value at which the weights so far reach `level`, in (0, 1). With
  // n equal weights that is the k-th value, k the least whole number at or
  // above level * n: no rounding of the sum moves it.
  double At(double level) const;

  // kLevels. The error of a quantile is half the distance between those a
  // standard error of the level to each side; parts that were not drawn add
  // none.
  Quantiles AtLevels() const;

  // The weight of values above `bound`.
  double ShareAbove(double bound) const;

  // Moments, for shares of variance only; a price effect need not have them.
  double Mean() const;
  double Variance() const;

  // Every value times `factor`, of either sign.
  Sample Times(double factor) const;

  size_t size() const { return values_.size(); }
  const std::vector<double>& values() const { return values_; }

 private:
  // What came in with one call of Of: `count` values, all of the same weight.
  struct Source {
    double share = 0;
    int count = 0;
    bool drawn = false;
  };

  Sample() = default;

  // Fills cumulative_ from the rest.
  void Accumulate();

  // The sum of share * count / Source::count.
  double Weigh(const std::vector<int>& counts) const;

  size_t IndexAt(double level) const;

  // How far the weight up to a value may be from what it is in the world: the
  // standard error of the empirical distribution at the quantile of `level`.
  double LevelError(double level) const;

  // By source; the shares sum to 1.
  std::vector<Source> sources_;
  std::vector<double> values_;
  // By value: which of sources_ it came from.
  std::vector<int> source_of_;
  // By value: the weights up to and including it.
  std::vector<double> cumulative_;
};

// Sample::Of(values).At(0.5) without sorting them all; at least one.
double MedianOf(absl::Span<const double> values);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SAMPLE_H_
