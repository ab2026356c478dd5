#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/model_parts.h"

namespace oilflow {

absl::StatusOr<Sampler> SamplerOf(
    const SamplePlan& plan, absl::Span<const EnsembleModel* const> models) {
  std::vector<std::string> names;
  std::vector<CorrelatedPair> pairs;
  bool repair = true;
  const auto place = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) - names.begin();
  };
  for (const EnsembleModel* model : models) {
    for (const Variable& variable : model->variables()) {
      if (place(variable.name) == static_cast<ptrdiff_t>(names.size())) {
        names.push_back(variable.name);
      }
    }
  }
  std::map<std::pair<int, int>, double> paired;
  for (const EnsembleModel* model : models) {
    const Uncertainties& uncertainties = model->parts().question.uncertainties;
    repair &= uncertainties.repair;
    for (const NamedCorrelation& pair : uncertainties.correlations) {
      const auto first = static_cast<int>(place(pair.first));
      const auto second = static_cast<int>(place(pair.second));
      const auto [known, is_new] =
          paired.emplace(std::minmax(first, second), pair.correlation);
      if (is_new) {
        pairs.push_back({.first = first,
                         .second = second,
                         .correlation = pair.correlation});
      } else if (known->second != pair.correlation) {
        // Draws of the two are held against each other one by one.
        return absl::InvalidArgumentError(absl::StrCat(
            "the correlation of ", pair.first, " and ", pair.second, " is ",
            known->second, " in one scenario and ", pair.correlation,
            " in the other; give both the same"));
      }
    }
  }
  return Sampler::Create(plan, std::move(names), pairs, repair);
}

}  // namespace oilflow
