#include "service/evaluation/policy_facts.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/facts/measure.h"

namespace oilflow {
namespace {

// Notes what one policy lacks on one day.
class Checker {
 public:
  Checker(const Network& network, const BaselineSpan& span, absl::CivilDay day,
          std::vector<std::string>* missing)
      : network_(network), span_(span), day_(day), missing_(*missing) {}

  template <typename Lever>
  void operator()(const Lever&) {}

  void operator()(const SpareLever& lever) {
    for (const int producer : lever.producers) {
      Need(span_.spare_bpd[producer].has_value(), network_.nodes()[producer].id,
           measure::kSpareCapacity);
    }
  }

  void operator()(const OperatorLever& lever) {
    for (size_t s = 0; s < network_.stakes().size(); ++s) {
      const Stake& stake = network_.stakes()[s];
      if (stake.operator_index == lever.operator_index) {
        Need(span_.operated_share[s].has_value(), stake.id,
             measure::kOperatedShare);
      }
    }
  }

  // Demand that no fact limits cannot be set, only changed.
  void operator()(const DemandLever& lever) {
    Need(lever.change.has_value() ||
             span_.limits.demand_bpd[lever.sink] != kUnlimitedBpd,
         network_.nodes()[lever.sink].id, measure::kDemand);
  }

  void operator()(const WaiverLever& lever) {
    for (const int link : lever.links) {
      const bool gas = IsGas(link);
      NeedLink(link, gas ? lever.gas_supply.has_value()
                         : lever.power_supply.has_value());
      NeedGrid(link, lever.substitution_limit.has_value());
    }
  }

  void operator()(const FinanceLever& lever) {
    if (lever.withheld_share > 0) {
      for (const int link : network_.channels()[lever.channel].links) {
        NeedLink(link, false);
        NeedGrid(link, false);
      }
    }
  }

 private:
  bool IsGas(int link) const {
    return network_.energy_links()[link].carrier == EnergyCarrier::kGas;
  }

  void NeedLink(int link, bool given) {
    Need(given || span_.link_supply[link].has_value(),
         network_.energy_links()[link].id,
         IsGas(link) ? measure::kGasImport : measure::kPowerImport);
  }

  void NeedGrid(int link, bool limit_given) {
    const int index = network_.energy_links()[link].grid;
    const std::string& grid = network_.power_grids()[index].id;
    const GridTerms& terms = span_.grids[index];
    Need(!IsGas(link) || terms.power_per_gas.has_value(), grid,
         measure::kPowerPerGas);
    Need(terms.heat_rate_btu_per_kwh.has_value(), grid, measure::kHeatRate);
    Need(terms.liquid_mmbtu_per_bbl.has_value(), grid, measure::kHeatContent);
    Need(limit_given || terms.substitution_limit.has_value(), grid,
         measure::kSubstitutionLimit);
  }

  void Need(bool known, const std::string& subject, absl::string_view measure) {
    if (!known && missing_.size() < kMaxMissing) {
      missing_.push_back(
          absl::StrCat(subject, " ", measure, " ", PrintDate(day_)));
    }
  }

  const Network& network_;
  const BaselineSpan& span_;
  absl::CivilDay day_;
  std::vector<std::string>& missing_;
};

}  // namespace

absl::Status CheckPolicyFacts(const Network& network, const Scenario& scenario,
                              const Baseline& baseline) {
  std::vector<std::string> missing;
  for (const Policy& policy : scenario.policies) {
    for (int d = 0; d < scenario.horizon.day_count; ++d) {
      const absl::CivilDay day = scenario.horizon.first_day + d;
      if (policy.ShareInForce(day) > 0) {
        std::visit(Checker(network, baseline.SpanOf(day), day, &missing),
                   policy.lever);
      }
    }
  }
  if (missing.empty()) {
    return absl::OkStatus();
  }
  return WithReason(
      absl::FailedPreconditionError(absl::StrCat(
          "no fact known covers what policies need: ",
          absl::StrJoin(missing, "; "),
          "; record facts, give the numbers with the policy where it takes "
          "them, or change its dates or as_of")),
      "FACTS_MISSING", missing);
}

absl::Status CheckRouteCosts(const Network& network, const Scenario& scenario,
                             const Baseline& baseline) {
  for (const BaselineSpan& span : baseline.spans) {
    DayLimits limits = span.limits;
    const auto add = [&](const std::vector<int>& arcs, DollarsPerBarrel cost) {
      for (const int arc : arcs) {
        limits.arcs[arc].cost_cents += static_cast<int32_t>(
            std::llround(100 * (cost / kDollarsPerBarrel)));
      }
    };
    for (const Policy& policy : scenario.policies) {
      if (const auto* enforcement =
              std::get_if<EnforcementLever>(&policy.lever)) {
        add(enforcement->arcs, enforcement->extra_cost);
      } else if (const auto* finance =
                     std::get_if<FinanceLever>(&policy.lever)) {
        add(network.channels()[finance->channel].arcs, finance->extra_cost);
      }
    }
    if (DearestRouteCents(network, limits) > kMaxRouteCents) {
      return absl::OutOfRangeError(absl::StrCat(
          "with the costs that policies add, a route's costs and price exceed ",
          kMaxRouteCents / 100,
          " USD/bbl; lower extra_cost_usd_per_bbl, or stop the route instead"));
    }
  }
  return absl::OkStatus();
}

}  // namespace oilflow
