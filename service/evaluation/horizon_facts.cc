#include <algorithm>
#include <cstddef>
#include <set>
#include <variant>

#include "service/evaluation/horizon_days.h"
#include "service/facts/measure.h"

namespace oilflow {

void FillFacts(const HorizonDays& in, Evaluation* evaluation) {
  std::set<const Fact*> seen;
  const auto add = [&](const Fact* fact) {
    if (fact != nullptr && seen.insert(fact).second) {
      evaluation->facts.push_back(fact);
    }
  };
  for (const BaselineSpan& span : in.baseline.spans) {
    for (const Fact* fact : span.facts) {
      add(fact);
    }
  }
  const auto uses_more = [](const Policy& policy) {
    return std::holds_alternative<WaiverLever>(policy.lever) ||
           std::holds_alternative<FinanceLever>(policy.lever) ||
           std::holds_alternative<OperatorLever>(policy.lever) ||
           std::holds_alternative<SpareLever>(policy.lever) ||
           std::holds_alternative<QuotaLever>(policy.lever);
  };
  if (std::any_of(in.scenario.policies.begin(), in.scenario.policies.end(),
                  uses_more)) {
    for (const BaselineSpan& span : in.baseline.spans) {
      for (const Fact* fact : span.policy_facts) {
        add(fact);
      }
    }
  }
  for (const BaselineSpan& span : in.baseline.spans) {
    for (const QuotaFacts& quota : span.quotas) {
      add(quota.required);
      add(quota.compensation);
    }
  }
}

void FillPublished(const Network& network, const Snapshot& snapshot,
                   const Scenario& scenario, Evaluation* evaluation) {
  const auto find = [&](absl::string_view subject, absl::string_view measure,
                        absl::CivilDay day) {
    const Fact* fact = snapshot.Find(subject, measure, day);
    if (fact != nullptr && std::count(evaluation->facts.begin(),
                                      evaluation->facts.end(), fact) == 0) {
      evaluation->facts.push_back(fact);
    }
    return fact;
  };
  const absl::CivilDay first = scenario.horizon.first_day;
  for (size_t s = 0; s < network.reference_streams().size(); ++s) {
    const ReferenceStream& stream = network.reference_streams()[s];
    evaluation->streams.push_back(
        {.stream = static_cast<int>(s),
         .fact = find(stream.subject, stream.measure, first)});
  }
  for (size_t c = 0; c < network.countries().size(); ++c) {
    evaluation->countries[c].product_exports =
        find(network.countries()[c].id, measure::kProductExports, first);
  }
  for (QuotaPosition& position : evaluation->quota_positions) {
    const absl::CivilDay day = std::max(first, absl::CivilDay(position.month));
    for (size_t b = 0; b < network.counting_bases().size(); ++b) {
      const CountingBasis& basis = network.counting_bases()[b];
      if (basis.country == position.country) {
        position.other_bases.push_back(
            {.basis = static_cast<int>(b),
             .difference = find(basis.id, measure::kCountingDifference, day)});
      }
    }
  }
}

}  // namespace oilflow
