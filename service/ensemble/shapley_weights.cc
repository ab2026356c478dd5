#include "service/ensemble/shapley_weights.h"

namespace oilflow {

std::vector<double> ShapleyWeights(int player_count) {
  std::vector<double> weights;
  // The number of sets of s among n - 1: a product of small whole numbers.
  double sets = 1;
  for (int s = 0; s < player_count; ++s) {
    weights.push_back(1 / (player_count * sets));
    sets = sets * (player_count - 1 - s) / (s + 1);
  }
  return weights;
}

}  // namespace oilflow
