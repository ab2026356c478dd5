#include <cstddef>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

// Prints the fields of a lever by name, those that are set.
class Printer {
 public:
  explicit Printer(const Network& network) : network_(network) {}

  std::string Print(const Lever& lever) {
    text_ = LeverName(lever);
    std::visit(*this, lever);
    return text_;
  }

  void operator()(const RouteLever& l) {
    Arcs(l.arcs);
    Field("status", static_cast<int>(l.status));
    Bpd("mandated", l.mandated);
    Bpd("limit", l.limit);
    Bpd("capacity", l.capacity);
  }
  void operator()(const EnforcementLever& l) {
    Arcs(l.arcs);
    Field("stopped", l.stopped_share);
    Field("extra", l.extra_cost / kDollarsPerBarrel);
  }
  void operator()(const SanctionsLever& l) {
    Field("country", network_.countries()[l.country].id);
    Bpd("target", l.target_exports);
    Field("efficacy", l.efficacy);
    Field("discount", l.discount / kDollarsPerBarrel);
    Bpd("growth", l.leakage_growth_per_year);
  }
  void operator()(const ProductionLever& l) {
    Nodes({l.producer});
    Bpd("potential", l.potential);
    Bpd("change", l.change);
  }
  void operator()(const QuotaLever& l) {
    Field("country", network_.countries()[l.country].id);
    Field("regime", static_cast<int>(l.regime));
    Field("offset", l.offset_share);
    Field("compliance", l.compliance);
    Bpd("required", l.required);
    Bpd("compensation", l.compensation);
    Nodes(l.absorbers);
  }
  void operator()(const OutageLever& l) {
    Arcs(l.arcs);
    Nodes(l.producers);
    Bpd("loss", l.loss);
    Field("from", static_cast<int>(l.counted_from));
  }
  void operator()(const InterdictionLever& l) {
    Arcs(l.arcs);
    Field("chokepoints", static_cast<double>(l.chokepoints.size()));
    Field("stopped", l.stopped_share);
  }
  void operator()(const WaiverLever& l) {
    for (const int link : l.links) {
      Field("link", network_.energy_links()[link].id);
    }
    Field("stopped", l.stopped_share);
    Bpd("limit", l.substitution_limit);
    if (l.gas_supply.has_value()) {
      Field("gas", *l.gas_supply / kMillionCubicMetresPerDay);
    }
    if (l.power_supply.has_value()) {
      Field("power", *l.power_supply / kMegawatts);
    }
  }
  void operator()(const PaymentLever& l) {
    Arcs(l.arcs);
    if (l.paid_share.has_value()) {
      Field("paid", *l.paid_share);
    }
    if (l.advance.has_value()) {
      Field("advance", *l.advance / kDollarsPerBarrel);
    }
  }
  void operator()(const FinanceLever& l) {
    Arcs(network_.channels()[l.channel].arcs);
    for (const int link : network_.channels()[l.channel].links) {
      Field("link", network_.energy_links()[link].id);
    }
    Field("blocked", l.blocked_share);
    Field("extra", l.extra_cost / kDollarsPerBarrel);
    Field("withheld", l.withheld_share);
  }
  void operator()(const OperatorLever& l) {
    for (const Stake& stake : network_.stakes()) {
      if (stake.operator_index == l.operator_index) {
        Field("stake", stake.id);
        Field("in", stake.node.has_value() ? network_.nodes()[*stake.node].id
                                           : network_.arcs()[*stake.arc].id);
      }
    }
    Field("lost", l.lost_share);
  }
  void operator()(const SpareLever& l) {
    Nodes(l.producers);
    Field("filled", l.filled_share);
  }
  void operator()(const StockReleaseLever& l) {
    Bpd("rate", l.rate);
    Bpd("refill", l.refill);
    if (l.refill_start.has_value()) {
      Field("refill_start", PrintDate(*l.refill_start));
    }
  }
  void operator()(const DemandLever& l) {
    Nodes({l.sink});
    Bpd("demand", l.demand);
    Bpd("change", l.change);
  }

 private:
  void Field(const char* name, double value) {
    absl::StrAppend(&text_, " ", name, "=", value);
  }
  void Field(const char* name, const std::string& value) {
    absl::StrAppend(&text_, " ", name, "=", value);
  }
  void Bpd(const char* name, const std::optional<BarrelsPerDay>& rate) {
    if (rate.has_value()) {
      Field(name, *rate / kBarrelsPerDay);
    }
  }
  void Arcs(const std::vector<int>& arcs) {
    for (const int arc : arcs) {
      Field("arc", network_.arcs()[arc].id);
    }
  }
  void Nodes(const std::vector<int>& nodes) {
    for (const int node : nodes) {
      Field("node", network_.nodes()[node].id);
    }
  }

  const Network& network_;
  std::string text_;
};

std::string NodeText(const Node& node) {
  constexpr const char* kKinds[] = {"producer",     "transit", "market",
                                    "domestic use", "storage", "stock"};
  return absl::StrCat(
      node.id, " ", kKinds[static_cast<int>(node.kind)],
      node.country.has_value() ? absl::StrCat(" of ", *node.country) : "",
      node.quota_counted ? " counted" : "", node.spare ? " spare" : "",
      node.must_serve ? " must-serve" : "",
      node.chokepoint.has_value() ? " lane" : "", "\n");
}

}  // namespace

std::string Describe(const Network& network, const std::vector<Fact>& facts,
                     const Scenario& scenario) {
  std::string text = "\n";
  for (const Node& node : network.nodes()) {
    absl::StrAppend(&text, NodeText(node));
  }
  for (const Country& country : network.countries()) {
    absl::StrAppend(&text, country.id, " absorbers ",
                    absl::StrJoin(country.quota_absorbers, " "), "\n");
  }
  for (const Arc& arc : network.arcs()) {
    absl::StrAppend(&text, arc.id, " ", network.nodes()[arc.from].id, " -> ",
                    network.nodes()[arc.to].id,
                    arc.payer.has_value() ? " payer" : "",
                    arc.rule == AllocationRule::kMandated ? " mandated" : "");
    if (arc.delivered_export_of.has_value()) {
      absl::StrAppend(&text, " delivered ", *arc.delivered_export_of);
    }
    if (arc.tracked_export_of.has_value()) {
      absl::StrAppend(&text, " tracked ", *arc.tracked_export_of);
    }
    absl::StrAppend(&text, "\n");
  }
  for (const Fact& fact : facts) {
    absl::StrAppend(&text, fact.subject, ".", fact.measure, "=", fact.value,
                    " from ", PrintDate(fact.valid_from),
                    fact.valid_to.has_value()
                        ? absl::StrCat(" to ", PrintDate(*fact.valid_to))
                        : "",
                    " known ", PrintDate(fact.known_at), "\n");
  }
  for (const Driver& driver : scenario.drivers) {
    for (const FactLink& link : driver.facts) {
      absl::StrAppend(&text, "driver at ", driver.level, " ", link.subject, ".",
                      link.measure, link.raises ? " up" : " down", "\n");
    }
  }
  absl::StrAppend(&text, scenario.horizon.day_count, " days\n");
  for (const Policy& policy : scenario.policies) {
    absl::StrAppend(&text, policy.id, " from ", PrintDate(policy.timing.start),
                    policy.timing.end.has_value()
                        ? absl::StrCat(" to ", PrintDate(*policy.timing.end),
                                       " fading ", policy.timing.recovery_days)
                        : "",
                    " ramp ", policy.timing.ramp_days, " realised ",
                    policy.realised_share, ": ",
                    Printer(network).Print(policy.lever), "\n");
  }
  return text;
}

}  // namespace oilflow
