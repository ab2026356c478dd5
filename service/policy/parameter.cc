#include "service/policy/parameter.h"

#include <cmath>
#include <type_traits>
#include <variant>

#include "absl/strings/str_cat.h"

#include "service/units/units.h"

namespace oilflow {
namespace {

// Calls `visit(name, member, unit)` for every number of a lever, with the name
// that it has in the catalogue.
template <typename Lever, typename Visit>
void VisitNumbers(Lever& lever, const Visit& visit) {
  using L = std::remove_const_t<Lever>;
  if constexpr (std::is_same_v<L, RouteLever>) {
    visit("mandated_bpd", lever.mandated, kBarrelsPerDay);
    visit("limit_bpd", lever.limit, kBarrelsPerDay);
    visit("capacity_bpd", lever.capacity, kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, EnforcementLever>) {
    visit("stopped_share", lever.stopped_share, 1.0);
    visit("extra_cost_usd_per_bbl", lever.extra_cost, kDollarsPerBarrel);
  } else if constexpr (std::is_same_v<L, SanctionsLever>) {
    visit("target_exports_bpd", lever.target_exports, kBarrelsPerDay);
    visit("efficacy", lever.efficacy, 1.0);
    visit("discount_usd_per_bbl", lever.discount, kDollarsPerBarrel);
    visit("leakage_growth_bpd_per_year", lever.leakage_growth_per_year,
          kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, ProductionLever>) {
    visit("potential_bpd", lever.potential, kBarrelsPerDay);
    visit("change_bpd", lever.change, kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, QuotaLever>) {
    visit("offset_share", lever.offset_share, 1.0);
    visit("compliance", lever.compliance, 1.0);
    visit("required_bpd", lever.required, kBarrelsPerDay);
    visit("compensation_bpd", lever.compensation, kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, OutageLever>) {
    visit("loss_bpd", lever.loss, kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, InterdictionLever>) {
    visit("stopped_share", lever.stopped_share, 1.0);
  } else if constexpr (std::is_same_v<L, WaiverLever>) {
    visit("stopped_share", lever.stopped_share, 1.0);
    visit("substitution_limit_bpd", lever.substitution_limit, kBarrelsPerDay);
    visit("gas_supply_mmcmd", lever.gas_supply, kMillionCubicMetresPerDay);
    visit("power_supply_mw", lever.power_supply, kMegawatts);
  } else if constexpr (std::is_same_v<L, PaymentLever>) {
    visit("paid_share", lever.paid_share, 1.0);
    visit("advance_usd_per_bbl", lever.advance, kDollarsPerBarrel);
    visit("payment_delay_days", lever.payment_delay_days, 1.0);
    visit("arrears_usd", lever.arrears, kDollars);
    visit("arrears_recovery_usd_per_bbl", lever.arrears_recovery,
          kDollarsPerBarrel);
  } else if constexpr (std::is_same_v<L, FinanceLever>) {
    visit("blocked_share", lever.blocked_share, 1.0);
    visit("extra_cost_usd_per_bbl", lever.extra_cost, kDollarsPerBarrel);
    visit("withheld_share", lever.withheld_share, 1.0);
  } else if constexpr (std::is_same_v<L, OperatorLever>) {
    visit("lost_share", lever.lost_share, 1.0);
  } else if constexpr (std::is_same_v<L, SpareLever>) {
    visit("filled_share", lever.filled_share, 1.0);
  } else if constexpr (std::is_same_v<L, StockReleaseLever>) {
    visit("rate_bpd", lever.rate, kBarrelsPerDay);
    visit("refill_bpd", lever.refill, kBarrelsPerDay);
  } else if constexpr (std::is_same_v<L, DemandLever>) {
    visit("demand_bpd", lever.demand, kBarrelsPerDay);
    visit("change_bpd", lever.change, kBarrelsPerDay);
  }
}

// The same for the numbers that every policy has.
template <typename AnyPolicy, typename Visit>
void VisitOwnNumbers(AnyPolicy& policy, const Visit& visit) {
  visit("realised_share", policy.realised_share, 1.0);
  visit("ramp_days", policy.schedule.ramp_days, 1.0);
  visit("recovery_days", policy.schedule.recovery_days, 1.0);
  visit("delay_days", policy.schedule.delay_days, 1.0);
  visit("probability", policy.schedule.probability, 1.0);
}

template <typename AnyPolicy, typename Visit>
void VisitAll(const PolicyNumber& number, AnyPolicy& policy,
              const Visit& visit) {
  if (number.lever == "policy") {
    VisitOwnNumbers(policy, visit);
  } else {
    std::visit([&](auto& lever) { VisitNumbers(lever, visit); }, policy.lever);
  }
}

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};

struct NameOfLever {
  absl::string_view operator()(const RouteLever&) const { return "route"; }
  absl::string_view operator()(const EnforcementLever&) const {
    return "enforcement";
  }
  absl::string_view operator()(const SanctionsLever&) const {
    return "sanctions";
  }
  absl::string_view operator()(const ProductionLever&) const {
    return "production";
  }
  absl::string_view operator()(const QuotaLever&) const { return "quota"; }
  absl::string_view operator()(const OutageLever&) const { return "outage"; }
  absl::string_view operator()(const InterdictionLever&) const {
    return "interdiction";
  }
  absl::string_view operator()(const WaiverLever&) const { return "waiver"; }
  absl::string_view operator()(const PaymentLever&) const { return "payment"; }
  absl::string_view operator()(const FinanceLever&) const { return "finance"; }
  absl::string_view operator()(const OperatorLever&) const {
    return "operator";
  }
  absl::string_view operator()(const SpareLever&) const { return "spare"; }
  absl::string_view operator()(const StockReleaseLever&) const {
    return "stock_release";
  }
  absl::string_view operator()(const DemandLever&) const { return "demand"; }
};

}  // namespace

absl::string_view LeverNameOf(const Policy& policy) {
  return std::visit(NameOfLever(), policy.lever);
}

std::vector<PolicyNumber> PolicyNumbersOf(const Scenario& scenario) {
  std::vector<PolicyNumber> numbers;
  for (size_t p = 0; p < scenario.policies.size(); ++p) {
    const absl::string_view lever = LeverNameOf(scenario.policies[p]);
    for (const LeverDescription& description : LeverCatalog()) {
      if (description.name != "policy" && description.name != lever) {
        continue;
      }
      for (const LeverField& field : description.fields) {
        numbers.push_back({.policy = static_cast<int>(p),
                           .lever = description.name,
                           .field = &field});
      }
    }
  }
  return numbers;
}

std::optional<PolicyNumber> FindPolicyNumber(const Scenario& scenario,
                                             absl::string_view name) {
  const size_t dot = name.find('.');
  if (dot == absl::string_view::npos) {
    return std::nullopt;
  }
  for (const PolicyNumber& number : PolicyNumbersOf(scenario)) {
    if (scenario.policies[number.policy].id == name.substr(0, dot) &&
        number.field->name == name.substr(dot + 1)) {
      return number;
    }
  }
  return std::nullopt;
}

std::optional<double> NumberOf(const PolicyNumber& number,
                               const Policy& policy) {
  std::optional<double> value;
  VisitAll(number, policy,
           [&](absl::string_view name, const auto& member, auto unit) {
             if (name != number.field->name) {
               return;
             }
             if constexpr (IsOptional<std::decay_t<decltype(member)>>::value) {
               if (member.has_value()) {
                 value = *member / unit;
               }
             } else {
               value = member / unit;
             }
           });
  return value;
}

std::string WhyFixed(const PolicyNumber& number, const Policy& policy) {
  const absl::string_view name = number.field->name;
  const auto instead = [](bool given, absl::string_view other) {
    return given ? absl::StrCat("the policy gives ", other, " in its place")
                 : std::string();
  };
  if (const auto* lever = std::get_if<ProductionLever>(&policy.lever)) {
    if (name == "potential_bpd") {
      return instead(lever->change.has_value(), "change_bpd");
    }
    if (name == "change_bpd") {
      return instead(lever->potential.has_value(), "potential_bpd");
    }
  } else if (const auto* demand = std::get_if<DemandLever>(&policy.lever)) {
    if (name == "demand_bpd") {
      return instead(demand->change.has_value(), "change_bpd");
    }
    if (name == "change_bpd") {
      return instead(demand->demand.has_value(), "demand_bpd");
    }
  } else if (const auto* payment = std::get_if<PaymentLever>(&policy.lever)) {
    if (name == "paid_share") {
      return instead(payment->advance.has_value(), "advance_usd_per_bbl");
    }
    if (name == "advance_usd_per_bbl") {
      return instead(payment->paid_share.has_value(), "paid_share");
    }
  } else if (const auto* quota = std::get_if<QuotaLever>(&policy.lever)) {
    const bool of_offset = name == "offset_share";
    const bool of_target = name == "compliance" || name == "required_bpd" ||
                           name == "compensation_bpd";
    if (of_offset && quota->regime != QuotaLever::Regime::kOffset) {
      return "it decides only under the regime OFFSET";
    }
    if (of_target && quota->regime != QuotaLever::Regime::kTarget) {
      return "it decides only under the regime TARGET";
    }
  }
  return "";
}

void SetNumber(const PolicyNumber& number, double value, Policy* policy) {
  VisitAll(
      number, *policy, [&](absl::string_view name, auto& member, auto unit) {
        if (name != number.field->name) {
          return;
        }
        if constexpr (std::is_same_v<std::decay_t<decltype(member)>, int>) {
          member = static_cast<int>(std::lround(value));
        } else {
          member = value * unit;
        }
      });
}

}  // namespace oilflow
