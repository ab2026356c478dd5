// What a set of others counts in a Shapley value.

#ifndef OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_WEIGHTS_H_
#define OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_WEIGHTS_H_

#include <vector>

namespace oilflow {

// s! (n - 1 - s)! / n! by s = 0, ..., n - 1: the share of all orders of
// `player_count` players in which those before a given one are a given set of
// s. Empty for 0 players.
std::vector<double> ShapleyWeights(int player_count);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_SHAPLEY_WEIGHTS_H_
