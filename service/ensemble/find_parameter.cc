#include "service/ensemble/find_parameter.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/facts/measure.h"

namespace oilflow {
absl::StatusOr<FoundParameter> FindParameter(const Snapshot& snapshot,
                                             const Scenario& scenario,
                                             absl::string_view name) {
  FoundParameter found{.name = std::string(name)};
  if (const auto number = FindPolicyNumber(scenario, name)) {
    const std::string why =
        WhyFixed(*number, scenario.policies[number->policy]);
    if (!why.empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(name, " cannot be moved: ", why));
    }
    found.kind = VariableKind::kPolicyField;
    found.unit = std::string(number->field->unit);
    found.minimum = number->field->minimum;
    found.maximum = number->field->maximum;
    found.number = number;
    return found;
  }
  std::vector<std::string> known;
  for (const PolicyNumber& number : PolicyNumbersOf(scenario)) {
    known.push_back(absl::StrCat(scenario.policies[number.policy].id, ".",
                                 number.field->name));
  }
  for (size_t d = 0; d < scenario.drivers.size(); ++d) {
    known.push_back(absl::StrCat(scenario.drivers[d].id, ".level"));
    if (known.back() == name) {
      found.kind = VariableKind::kDriver;
      found.unit = "share";
      found.maximum = 1;
      found.driver = static_cast<int>(d);
      return found;
    }
  }
  for (const Fact* fact : snapshot.facts()) {
    const Measure* measure = FindMeasure(fact->measure);
    if (measure == nullptr ||
        !(MovesFlows(*measure) || measure->name == measure::kWorldCrude)) {
      continue;
    }
    known.push_back(absl::StrCat(fact->subject, ".", fact->measure));
    if (known.back() == name) {
      found.kind = VariableKind::kFact;
      found.unit = std::string(CanonicalUnit(measure->dimension));
      found.minimum = measure->minimum;
      found.maximum = measure->maximum;
      found.subject = fact->subject;
      found.measure = fact->measure;
      return found;
    }
  }
  const std::vector<absl::string_view> views(known.begin(), known.end());
  const std::string nearest = NearestId(name, views);
  return absl::InvalidArgumentError(absl::StrCat(
      "must be {policy_id}.{field}, {driver_id}.level or {subject}.{measure} "
      "of a fact, not \"",
      name.substr(0, 120), "\"",
      nearest.empty() ? "" : absl::StrCat("; did you mean ", nearest, "?")));
}

}  // namespace oilflow
