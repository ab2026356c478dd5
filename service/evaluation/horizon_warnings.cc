#include <algorithm>
#include <cstddef>
#include <variant>
#include <vector>

#include "service/evaluation/horizon_days.h"
#include "service/evaluation/quota.h"

namespace oilflow {

void FillIdleProducers(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t n = 0; n < in.network.nodes().size(); ++n) {
    const auto idle = [&](const DayReport* day) {
      const StageFlows& baseline = day->outcome.baseline();
      return baseline.flows.produced_bpd[n] <
             baseline.limits.limits.potential_bpd[n];
    };
    if (std::any_of(in.days.begin(), in.days.end(), idle)) {
      evaluation->idle_producers.push_back(static_cast<int>(n));
    }
  }
}

void FillCutsBeyondPotential(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t p = 0; p < in.scenario.policies.size(); ++p) {
    const auto* lever =
        std::get_if<ProductionLever>(&in.scenario.policies[p].lever);
    if (lever == nullptr || !lever->change.has_value()) {
      continue;
    }
    for (const BaselineSpan& span : in.baseline.spans) {
      const int64_t potential = span.limits.potential_bpd[lever->producer];
      if (in.scenario.policies[p].realised_share *
              (*lever->change / kBarrelsPerDay) <
          -static_cast<double>(potential)) {
        int64_t& least = evaluation->cuts_beyond_potential
                             .emplace(static_cast<int>(p), potential)
                             .first->second;
        least = std::min(least, potential);
      }
    }
  }
}

void FillUnknownSpare(const HorizonDays& in, Evaluation* evaluation) {
  for (const Policy& policy : in.scenario.policies) {
    const auto* lever = std::get_if<QuotaLever>(&policy.lever);
    if (lever == nullptr || lever->regime != QuotaLever::Regime::kOffset ||
        lever->offset_share == 0) {
      continue;
    }
    const std::vector<int>& absorbers =
        lever->absorbers.empty()
            ? in.network.countries()[lever->country].quota_absorbers
            : lever->absorbers;
    for (size_t d = 0; d < in.days.size(); ++d) {
      const DayOutcome& outcome = in.days[d]->outcome;
      if (policy.ShareInForce(in.DateOf(d)) == 0 ||
          CountedProduction(in.network, lever->country,
                            outcome.scenario().flows) >=
              CountedProduction(in.network, lever->country,
                                outcome.baseline().flows)) {
        continue;
      }
      for (const int node : absorbers) {
        if (!in.baseline.SpanOf(in.DateOf(d)).spare_bpd[node].has_value() &&
            std::count(evaluation->unknown_spare.begin(),
                       evaluation->unknown_spare.end(), node) == 0) {
          evaluation->unknown_spare.push_back(node);
        }
      }
    }
  }
}

}  // namespace oilflow
