#include <cstddef>
#include <variant>

#include "service/evaluation/horizon_days.h"
#include "service/evaluation/quota.h"

namespace oilflow {
namespace {

// The quota policy on a country that is in force on a day, if one is.
const QuotaLever* QuotaInForce(const Scenario& scenario, int country,
                               absl::CivilDay day) {
  for (const Policy& policy : scenario.policies) {
    const auto* lever = std::get_if<QuotaLever>(&policy.lever);
    if (lever != nullptr && lever->country == country &&
        policy.ShareInForce(day) > 0) {
      return lever;
    }
  }
  return nullptr;
}

}  // namespace

void FillQuotaPositions(const HorizonDays& in, Evaluation* evaluation) {
  for (size_t c = 0; c < in.network.countries().size(); ++c) {
    if (!in.network.countries()[c].has_quota) {
      continue;
    }
    const int country = static_cast<int>(c);
    for (size_t d = 0; d < in.days.size(); ++d) {
      const absl::CivilDay day = in.DateOf(d);
      const absl::CivilMonth month(day);
      if (d == 0 || evaluation->quota_positions.back().month != month) {
        evaluation->quota_positions.push_back(
            {.country = country,
             .month = month,
             .day_count = 0,
             .target = TargetOf(QuotaInForce(in.scenario, country, day),
                                in.baseline.SpanOf(day).quotas[c]),
             .baseline_counted_bpd = 0,
             .scenario_counted_bpd = 0});
      }
      QuotaPosition& position = evaluation->quota_positions.back();
      // A running mean of whole numbers would round: sum now, divide below.
      ++position.day_count;
      position.baseline_counted_bpd += static_cast<double>(CountedProduction(
          in.network, country, in.days[d]->outcome.baseline().flows));
      position.scenario_counted_bpd += static_cast<double>(CountedProduction(
          in.network, country, in.days[d]->outcome.scenario().flows));
    }
  }
  for (QuotaPosition& position : evaluation->quota_positions) {
    position.baseline_counted_bpd /= position.day_count;
    position.scenario_counted_bpd /= position.day_count;
  }
}

}  // namespace oilflow
