#include "service/rpc/analysis.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/rpc/evaluated_scenario.h"
#include "service/units/quantity_text.h"

namespace oilflow {

bool IsTimeToTell(int64_t before, int64_t completed, int64_t total) {
  constexpr int64_t kTimes = 100;
  const int64_t step = total / kTimes + 1;
  return completed < total && completed / step > before / step;
}

absl::Status CheckSent(bool sent) {
  return sent ? absl::OkStatus() : absl::CancelledError("the client went away");
}

absl::StatusOr<EnsembleModel> ModelWithFree(
    const Worlds& worlds, EnsembleSource* source,
    const std::vector<OutputColumn>& columns,
    const std::vector<std::string>& names,
    const std::vector<std::string>& fields) {
  const auto is_free = [&](const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<NamedCorrelation>& correlations =
      source->asked.uncertainties.correlations;
  const std::vector<NamedCorrelation> all = correlations;
  correlations.erase(std::remove_if(correlations.begin(), correlations.end(),
                                    [&](const NamedCorrelation& one) {
                                      return is_free(one.first) ||
                                             is_free(one.second);
                                    }),
                     correlations.end());
  absl::StatusOr<EnsembleModel> model =
      ModelOf(worlds, *source, columns, names, fields[0]);
  if (!absl::IsInvalidArgument(model.status())) {
    return model;
  }
  // Whose fault it is shows when each is asked for on its own.
  const std::vector<NamedCorrelation> kept = std::exchange(correlations, all);
  RETURN_IF_ERROR(
      ModelOf(worlds, *source, columns, {}, kUncertaintiesPath).status());
  correlations = kept;
  for (size_t i = 0; i < names.size(); ++i) {
    RETURN_IF_ERROR(
        ModelOf(worlds, *source, columns, {names[i]}, fields[i]).status());
  }
  return model;
}

void AddRepairWarnings(const Sampler& sampler, Warnings* warnings) {
  for (const CorrelationRepair& repair : sampler.copula().repairs()) {
    AddWarning(
        "CORRELATION_REPAIRED",
        absl::StrCat(
            "the rank correlations asked for cannot all hold (least "
            "eigenvalue ",
            repair.least_eigenvalue,
            "), and the nearest that can were taken; most changed is that of ",
            sampler.names()[repair.first], " and ",
            sampler.names()[repair.second], ", from ",
            PrintNumber(repair.asked), " to ", repair.used),
        warnings);
  }
}

absl::StatusOr<Warnings> SourceWarnings(const Worlds& worlds,
                                        const EnsembleSource& source,
                                        const v1::Reading& reading,
                                        const Call& call) {
  const absl::StatusOr<EvaluatedScenario> evaluated =
      EvaluateAndPrice(worlds, *source.world, source.scenario, reading, call);
  if (absl::IsResourceExhausted(evaluated.status())) {
    return Warnings();
  }
  if (!evaluated.ok()) {
    return evaluated.status();
  }
  v1::EvaluateScenarioResponse response;
  AddWarnings(*source.world, *evaluated, &response);
  return response.warnings();
}

}  // namespace oilflow
