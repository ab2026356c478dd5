// Where the facts of a horizon come from in a draw.

#ifndef OILFLOW_SERVICE_ENSEMBLE_FACT_SOURCES_H_
#define OILFLOW_SERVICE_ENSEMBLE_FACT_SOURCES_H_

#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"

#include "service/ensemble/model_parts.h"
#include "service/evaluation/baseline.h"

namespace oilflow {

// A subject and a measure.
using FactKey = std::pair<std::string, std::string>;

// The variable or, if `free`, the free parameter that replaces a fact.
struct Replacement {
  int index = 0;
  bool free = false;
};
using ReplacedFacts = std::map<FactKey, Replacement>;

// Fills in the sources and spans of `parts` from what `baseline` read, and adds
// a variable for every fact with a range that the answer can depend on. An
// error if nothing reads a fact that is to be replaced.
absl::Status AddFactSources(const ReplacedFacts& replaced,
                            const Baseline& baseline,
                            EnsembleModel::Parts* parts);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ENSEMBLE_FACT_SOURCES_H_
