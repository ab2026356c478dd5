// What sets of players are worth, each set evaluated once.

#ifndef OILFLOW_SERVICE_EXPLAIN_COALITIONS_H_
#define OILFLOW_SERVICE_EXPLAIN_COALITIONS_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

#include "service/explain/shapley.h"

namespace oilflow {

class Coalitions {
 public:
  // In any order, and as often as one likes. An error if `evaluate` has one or
  // leaves a value that is not finite.
  static absl::StatusOr<Coalitions> Evaluate(std::vector<uint64_t> sets,
                                             int output_count,
                                             EvaluateSets evaluate);

  // The value of one of the sets.
  double At(uint64_t set, int output) const;

  // By set, ascending.
  std::vector<double> Column(int output) const;

 private:
  Coalitions(std::vector<uint64_t> sets, int output_count,
             std::vector<double> values)
      : sets_(std::move(sets)),
        output_count_(output_count),
        values_(std::move(values)) {}

  // Ascending.
  std::vector<uint64_t> sets_;
  size_t output_count_ = 0;
  // Row-major by set.
  std::vector<double> values_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_COALITIONS_H_
