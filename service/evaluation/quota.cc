#include "service/evaluation/quota.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <variant>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "service/base/reason.h"

namespace oilflow {
namespace {

// The cap of the design's table of regimes, with the share in force scaling
// how much of the excess is cut.
int64_t CapOf(const QuotaLever& lever, const QuotaTarget& target, double share,
              int64_t baseline_bpd, int64_t unconstrained_bpd) {
  switch (lever.regime) {
    case QuotaLever::Regime::kNone:
      return kUnlimitedBpd;
    case QuotaLever::Regime::kOffset: {
      const int64_t rise =
          std::max<int64_t>(0, unconstrained_bpd - baseline_bpd);
      return unconstrained_bpd - std::llround(share * lever.offset_share *
                                              static_cast<double>(rise));
    }
    case QuotaLever::Regime::kTarget: {
      const double excess =
          std::max(0.0, static_cast<double>(unconstrained_bpd) -
                            *target.effective_bpd());
      // A target below zero, by a compensation above what is required, cuts
      // all there is.
      return std::max<int64_t>(
          0,
          unconstrained_bpd - std::llround(share * lever.compliance * excess));
    }
  }
  return kUnlimitedBpd;
}

}  // namespace

int64_t CountedProduction(const Network& network, int country,
                          const DayFlows& flows) {
  int64_t total = 0;
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const Node& node = network.nodes()[n];
    if (node.quota_counted && node.country == country) {
      total += flows.produced_bpd[n];
    }
  }
  return total;
}

std::optional<double> QuotaTarget::effective_bpd() const {
  if (!required_bpd.has_value() || !compensation_bpd.has_value()) {
    return std::nullopt;
  }
  return *required_bpd - *compensation_bpd;
}

QuotaTarget TargetOf(const QuotaLever* lever, const QuotaFacts& facts) {
  QuotaTarget target;
  if (facts.required != nullptr) {
    target.required_bpd = facts.required_bpd;
  }
  if (facts.compensation != nullptr) {
    target.compensation_bpd = facts.compensation_bpd;
  }
  if (lever != nullptr && lever->required.has_value()) {
    target.required_bpd = *lever->required / kBarrelsPerDay;
  }
  if (lever != nullptr && lever->compensation.has_value()) {
    target.compensation_bpd = *lever->compensation / kBarrelsPerDay;
  }
  return target;
}

const QuotaLever* QuotaInForce(const Scenario& scenario,
                               const std::vector<PolicyDay>& policies,
                               int country) {
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* lever = std::get_if<QuotaLever>(&scenario.policies[p].lever);
    if (lever != nullptr && lever->country == country &&
        policies[p].share > 0) {
      return lever;
    }
  }
  return nullptr;
}

absl::Status CheckQuotaFacts(const Network& network, const Scenario& scenario,
                             const Baseline& baseline) {
  std::vector<std::string> missing;
  for (const Policy& policy : scenario.policies) {
    const auto* lever = std::get_if<QuotaLever>(&policy.lever);
    if (lever == nullptr || lever->regime != QuotaLever::Regime::kTarget) {
      continue;
    }
    const Country& country = network.countries()[lever->country];
    for (int d = 0; d < scenario.horizon.day_count && missing.size() < 20;
         ++d) {
      const absl::CivilDay day = scenario.horizon.first_day + d;
      if (policy.ShareInForce(day) == 0) {
        continue;
      }
      const QuotaTarget target =
          TargetOf(lever, baseline.SpanOf(day).quotas[lever->country]);
      const auto need = [&](const std::optional<double>& value,
                            absl::string_view measure) {
        if (!value.has_value()) {
          missing.push_back(
              absl::StrCat(country.id, " ", measure, " ", PrintDate(day)));
        }
      };
      need(target.required_bpd, "required_production");
      need(target.compensation_bpd, "compensation");
    }
  }
  if (missing.empty()) {
    return absl::OkStatus();
  }
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "no fact covers: ", absl::StrJoin(missing, "; "),
          "; give the quota required_bpd and compensation_bpd, end it earlier, "
          "or read facts known later")),
      "FACTS_MISSING", missing);
}

namespace {

// The first absorbers give up what they lift until the cut is made; whoever is
// not an absorber goes on as before.
void Cut(const Network& network, int policy, const QuotaLever& lever,
         int64_t cut_bpd, const DayFlows& unconstrained,
         const std::vector<int>& absorbers, PolicyLimits* limits) {
  for (size_t n = 0; n < network.nodes().size(); ++n) {
    const Node& node = network.nodes()[n];
    if (node.quota_counted && node.country == lever.country) {
      limits->limits.potential_bpd[n] = unconstrained.produced_bpd[n];
    }
  }
  for (const int absorber : absorbers) {
    int64_t& potential = limits->limits.potential_bpd[absorber];
    const int64_t cut = std::min(cut_bpd, potential);
    potential -= cut;
    cut_bpd -= cut;
    if (cut > 0) {
      limits->node_policy[absorber] = policy;
    }
  }
}

// The first absorbers lift what they hold in reserve until the loss is offset.
void Raise(int policy, int64_t rise_bpd, const BaselineSpan& span,
           const DayFlows& unconstrained, const std::vector<int>& absorbers,
           PolicyLimits* limits) {
  for (const int absorber : absorbers) {
    const int64_t rise =
        std::min(rise_bpd, span.spare_bpd[absorber].value_or(0));
    if (rise > 0) {
      int64_t& potential = limits->limits.potential_bpd[absorber];
      potential =
          std::max(potential, unconstrained.produced_bpd[absorber] + rise);
      limits->node_policy[absorber] = policy;
      rise_bpd -= rise;
    }
  }
}

}  // namespace

void ApplyQuotas(const Network& network, const Scenario& scenario,
                 const std::vector<PolicyDay>& policies,
                 const BaselineSpan& span, const DayFlows& baseline,
                 const DayFlows& unconstrained, PolicyLimits* limits) {
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const auto* lever = std::get_if<QuotaLever>(&scenario.policies[p].lever);
    if (lever == nullptr || policies[p].share == 0) {
      continue;
    }
    const int policy = static_cast<int>(p);
    const int64_t planned =
        CountedProduction(network, lever->country, baseline);
    const int64_t before =
        CountedProduction(network, lever->country, unconstrained);
    const std::vector<int>& absorbers =
        lever->absorbers.empty()
            ? network.countries()[lever->country].quota_absorbers
            : lever->absorbers;
    const int64_t cap =
        CapOf(*lever, TargetOf(lever, span.quotas[lever->country]),
              policies[p].share, planned, before);
    if (cap < before) {
      limits->limits.counted_cap_bpd[lever->country] = cap;
      Cut(network, policy, *lever, before - cap, unconstrained, absorbers,
          limits);
    } else if (lever->regime == QuotaLever::Regime::kOffset &&
               before < planned) {
      Raise(policy,
            std::llround(policies[p].share * lever->offset_share *
                         static_cast<double>(planned - before)),
            span, unconstrained, absorbers, limits);
    }
  }
}

}  // namespace oilflow
