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

namespace {

// What each number that a policy takes away from is on a day without policies.
std::vector<int64_t> TakenFrom(const Lever& lever, const StageFlows& baseline) {
  std::vector<int64_t> rates;
  if (const auto* outage = std::get_if<OutageLever>(&lever)) {
    const bool flow = outage->counted_from == OutageLever::CountedFrom::kFlow;
    const DayLimits& limits = baseline.limits.limits;
    for (const int arc : outage->arcs) {
      rates.push_back(flow ? baseline.flows.arc_bpd[arc]
                           : limits.arc_capacity_bpd[arc]);
    }
    for (const int producer : outage->producers) {
      rates.push_back(flow ? baseline.flows.produced_bpd[producer]
                           : limits.potential_bpd[producer]);
    }
  } else if (const auto* demand = std::get_if<DemandLever>(&lever)) {
    rates.push_back(baseline.limits.limits.demand_bpd[demand->sink]);
  }
  return rates;
}

// What a policy in force in full takes away from each of them.
double TakenBpd(const Lever& lever) {
  if (const auto* outage = std::get_if<OutageLever>(&lever)) {
    return outage->loss / kBarrelsPerDay;
  }
  const auto* demand = std::get_if<DemandLever>(&lever);
  if (demand == nullptr || !demand->change.has_value()) {
    return 0;
  }
  return -(*demand->change / kBarrelsPerDay);
}

}  // namespace

void FillCutsBeyondFlow(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t p = 0; p < in.scenario.policies.size(); ++p) {
    const Policy& policy = in.scenario.policies[p];
    const double taken_bpd = TakenBpd(policy.lever);
    for (size_t d = 0; taken_bpd > 0 && d < in.days.size(); ++d) {
      const double share = policy.ShareInForce(in.DateOf(d));
      for (const int64_t rate :
           TakenFrom(policy.lever, in.days[d]->outcome.baseline())) {
        if (share * taken_bpd > static_cast<double>(rate) + 0.5) {
          int64_t& least =
              evaluation->cuts_beyond_flow.emplace(static_cast<int>(p), rate)
                  .first->second;
          least = std::min(least, rate);
        }
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
