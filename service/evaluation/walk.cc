#include "service/evaluation/walk.h"

#include "service/evaluation/response.h"
#include "service/evaluation/stocks.h"

namespace oilflow {

Walk::Walk(const Network& network, const Scenario& scenario,
           const Baseline& baseline)
    : network_(network),
      scenario_(scenario),
      baseline_(baseline),
      stages_(StagesOf(scenario)),
      content_bbl_(stages_.size(), baseline.content_bbl) {
  // Facts that do not change a day's numbers begin no other day.
  const std::vector<BaselineSpan>& spans = baseline.spans;
  for (size_t s = 0; s < spans.size(); ++s) {
    size_t first = 0;
    while (first < s && !spans[first].IsLike(spans[s])) {
      ++first;
    }
    first_alike_.push_back(first);
  }
}

DayInputs Walk::InputsOn(absl::CivilDay day) const {
  const std::vector<BaselineSpan>& spans = baseline_.spans;
  const auto index = static_cast<size_t>(&baseline_.SpanOf(day) - spans.data());
  DayInputs inputs{
      .span = &spans[first_alike_[index]], .policies = {}, .storages = {}};
  for (const Policy& policy : scenario_.policies) {
    inputs.policies.push_back(PolicyDayOf(policy, day));
  }
  for (size_t s = 0; s < stages_.size(); ++s) {
    inputs.storages.push_back(
        StorageLimitsOf(network_, *inputs.span, content_bbl_[s]));
    if (stages_[s] == Stage::kResponse) {
      const std::vector<StorageLimits> strategic =
          StrategicLimitsOf(network_, scenario_, inputs.policies,
                            content_bbl_[s], baseline_.content_bbl);
      for (size_t n = 0; n < strategic.size(); ++n) {
        if (network_.nodes()[n].kind == NodeKind::kStrategicStock) {
          inputs.storages[s][n] = strategic[n];
        }
      }
    }
  }
  return inputs;
}

void Walk::Pass(const DayOutcome& outcome) {
  for (size_t s = 0; s < stages_.size(); ++s) {
    content_bbl_[s] = ContentAfter(content_bbl_[s], outcome.stages[s].flows);
  }
}

}  // namespace oilflow
