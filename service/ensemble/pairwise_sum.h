// Sums whose rounding depends on the terms alone, and stays small.

#ifndef OILFLOW_SERVICE_ENSEMBLE_PAIRWISE_SUM_H_
#define OILFLOW_SERVICE_ENSEMBLE_PAIRWISE_SUM_H_

#include <cstddef>

namespace oilflow {

// term(first) + ... + term(first + count - 1), halves first. The order of the
// additions follows from `count`, so that the same terms give the same bits
// however they were made.
template <typename Term>
double PairwiseSum(size_t first, size_t count, const Term& term) {
  constexpr size_t kInARow = 64;
  if (count <= kInARow) {
    double sum = 0;
    for (size_t i = 0; i < count; ++i) {
      sum += term(first + i);
    }
    return sum;
  }
  const size_t half = count / 2;
  return PairwiseSum(first, half, term) +
         PairwiseSum(first + half, count - half, term);
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_PAIRWISE_SUM_H_
