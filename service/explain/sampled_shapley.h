// Shapley shares of many players, from some of the orders.

#ifndef OILFLOW_SERVICE_EXPLAIN_SAMPLED_SHAPLEY_H_
#define OILFLOW_SERVICE_EXPLAIN_SAMPLED_SHAPLEY_H_

#include <vector>

#include "absl/status/statusor.h"

#include "service/explain/shapley.h"

namespace oilflow {

// SplitMany for any number of players up to kMaxPlayers, without interactions.
absl::StatusOr<std::vector<ShapleySplit>> SplitBySampling(
    const SplitOptions& options, EvaluateSets evaluate);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EXPLAIN_SAMPLED_SHAPLEY_H_
