// What a scenario says is uncertain.

#ifndef OILFLOW_SERVICE_ENSEMBLE_UNCERTAINTIES_H_
#define OILFLOW_SERVICE_ENSEMBLE_UNCERTAINTIES_H_

#include <string>
#include <vector>

#include "service/ensemble/distribution.h"

namespace oilflow {

// A parameter by name: `{policy_id}.{field}`, `{subject}.{measure}` or
// `{driver_id}.level`.
struct UncertainParameter {
  std::string name;
  Distribution distribution;
};

// Spearman's correlation of two variables, by name.
struct NamedCorrelation {
  std::string first;
  std::string second;
  double correlation = 0;
};

// How the own range of a fact is read.
enum class FactRanges { kOff, kTwoPiece, kTriangular, kPert };

struct Uncertainties {
  std::vector<UncertainParameter> parameters;
  std::vector<NamedCorrelation> correlations;
  FactRanges fact_ranges = FactRanges::kTwoPiece;
  // Whether correlations that cannot all hold are repaired; else refused.
  bool repair = true;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_UNCERTAINTIES_H_
