#include "service/wire/convert_evaluation.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "service/wire/convert_accounts.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_series.h"

namespace oilflow {
namespace {

// Both sides list the same things in the same order.
static_assert(static_cast<int>(Mechanism::kStockRelease) +
                  v1::MECHANISM_REROUTED ==
              v1::MECHANISM_STOCK_RELEASE);
static_assert(static_cast<int>(ConstraintKind::kSpare) +
                  v1::CONSTRAINT_KIND_PRODUCER_POTENTIAL ==
              v1::CONSTRAINT_KIND_SPARE);

v1::Mechanism MechanismOf(Mechanism mechanism) {
  return static_cast<v1::Mechanism>(static_cast<int>(mechanism) +
                                    v1::MECHANISM_REROUTED);
}

v1::ConstraintKind KindOf(ConstraintKind kind) {
  return static_cast<v1::ConstraintKind>(
      static_cast<int>(kind) + v1::CONSTRAINT_KIND_PRODUCER_POTENTIAL);
}

// What a country counts against what it owes. A quota position and each of its
// other bases name these fields alike.
template <typename Proto>
void SetCounted(const QuotaTarget& target, double baseline_bpd,
                double scenario_bpd, Proto* proto) {
  proto->set_baseline_counted_bpd(baseline_bpd);
  proto->set_scenario_counted_bpd(scenario_bpd);
  if (const auto required = target.required_bpd) {
    proto->set_baseline_headroom_bpd(*required - baseline_bpd);
    proto->set_scenario_headroom_bpd(*required - scenario_bpd);
  }
  if (const auto effective = target.effective_bpd()) {
    proto->set_baseline_effective_headroom_bpd(*effective - baseline_bpd);
    proto->set_scenario_effective_headroom_bpd(*effective - scenario_bpd);
  }
}

bool EndsOrBeginsOil(const Node& node) {
  return node.kind == NodeKind::kProducer || node.kind == NodeKind::kMarket ||
         node.kind == NodeKind::kDomesticUse;
}

// Converts the parts of one evaluation, which all need the network's names.
class Converter {
 public:
  Converter(const Evaluation& evaluation, const Network& network,
            const Scenario& scenario, v1::EvaluateScenarioResponse* proto)
      : evaluation_(evaluation),
        network_(network),
        scenario_(scenario),
        proto_(*proto) {}

  void Convert(absl::string_view baseline_id) {
    ToProto(evaluation_.horizon.first_day, proto_.mutable_start_date());
    proto_.set_day_count(evaluation_.horizon.day_count);
    ToProto(evaluation_.reading, baseline_id, proto_.mutable_reading());
    Flows();
    Chokepoints();
    Countries();
    Ledger();
    QuotaPositions();
    Coverages();
    Constraints();
    Shortfalls();
    AccountsToProto(evaluation_, network_, scenario_, &proto_);
    for (const Fact* fact : evaluation_.facts) {
      ToProto(*fact, baseline_id, proto_.add_facts());
    }
  }

 private:
  void Flows() {
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      const Arc& arc = network_.arcs()[a];
      auto* to = proto_.add_arcs();
      to->set_arc(arc.id);
      to->set_origin_node(network_.nodes()[arc.from].id);
      to->set_destination_node(network_.nodes()[arc.to].id);
      ToProto(evaluation_.arcs[a], to->mutable_flow());
    }
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      if (EndsOrBeginsOil(network_.nodes()[n])) {
        auto* to = proto_.add_nodes();
        to->set_node(network_.nodes()[n].id);
        ToProto(evaluation_.nodes[n], to->mutable_rate());
      }
    }
  }

  void Chokepoints() {
    for (size_t c = 0; c < network_.chokepoints().size(); ++c) {
      RateChange through;
      through.baseline_bpd.resize(evaluation_.net_bpd.size(), 0);
      through.scenario_bpd.resize(evaluation_.net_bpd.size(), 0);
      for (size_t a = 0; a < network_.arcs().size(); ++a) {
        const Node& lane = network_.nodes()[network_.arcs()[a].to];
        if (lane.chokepoint != static_cast<int>(c)) {
          continue;
        }
        for (size_t d = 0; d < through.baseline_bpd.size(); ++d) {
          through.baseline_bpd[d] += evaluation_.arcs[a].baseline_bpd[d];
          through.scenario_bpd[d] += evaluation_.arcs[a].scenario_bpd[d];
        }
      }
      auto* to = proto_.add_chokepoints();
      to->set_chokepoint(network_.chokepoints()[c].id);
      ToProto(through, to->mutable_flow());
    }
  }

  void Countries() {
    for (size_t c = 0; c < network_.countries().size(); ++c) {
      const CountrySeries& series = evaluation_.countries[c];
      auto* to = proto_.add_countries();
      to->set_country(network_.countries()[c].id);
      ToProto(series.production, to->mutable_production());
      ToProto(series.domestic_use, to->mutable_domestic_use());
      ToProto(series.true_exports, to->mutable_true_exports());
      ToProto(series.apparent_exports, to->mutable_apparent_exports());
      ToProto(series.foreign_in_apparent, to->mutable_foreign_in_apparent());
      if (!series.deliveries.baseline_bpd.empty()) {
        ToProto(series.deliveries, to->mutable_deliveries());
      }
      ToProto(series.storage_build, to->mutable_storage_build());
      if (series.product_exports != nullptr) {
        to->set_product_exports_bpd(series.product_exports->value);
      }
    }
  }

  void Ledger() {
    for (size_t p = 0; p < scenario_.policies.size(); ++p) {
      v1::Headline* headline = proto_.add_headlines();
      headline->set_policy_id(scenario_.policies[p].id);
      AddRates(evaluation_.gross_bpd[p], headline->mutable_gross_bpd());
    }
    for (const LedgerLine& line : evaluation_.ledger) {
      v1::LedgerLine* to = proto_.mutable_ledger()->add_lines();
      to->set_mechanism(MechanismOf(line.mechanism));
      to->set_node(network_.nodes()[line.node].id);
      AddRates(line.more_bpd, to->mutable_more_bpd());
      AddRates(line.less_bpd, to->mutable_less_bpd());
    }
    AddRates(evaluation_.net_bpd, proto_.mutable_ledger()->mutable_net_bpd());
  }

  void QuotaPositions() {
    for (const QuotaPosition& position : evaluation_.quota_positions) {
      v1::QuotaPosition* to = proto_.add_quota_positions();
      to->set_country(network_.countries()[position.country].id);
      ToProto(absl::CivilDay(position.month), to->mutable_month());
      to->set_day_count(position.day_count);
      if (const auto required = position.target.required_bpd) {
        to->set_required_bpd(*required);
      }
      if (const auto compensation = position.target.compensation_bpd) {
        to->set_compensation_bpd(*compensation);
      }
      if (const auto effective = position.target.effective_bpd()) {
        to->set_effective_target_bpd(*effective);
      }
      SetCounted(position.target, position.baseline_counted_bpd,
                 position.scenario_counted_bpd, to);
      for (const QuotaPosition::OtherBasis& other : position.other_bases) {
        auto* basis = to->add_other_bases();
        basis->set_basis(network_.counting_bases()[other.basis].id);
        if (other.difference != nullptr) {
          const double difference = other.difference->value;
          basis->set_difference_bpd(difference);
          SetCounted(position.target,
                     position.baseline_counted_bpd + difference,
                     position.scenario_counted_bpd + difference, basis);
        }
      }
    }
  }

  void Coverages() {
    for (const StreamSize& size : evaluation_.streams) {
      v1::StreamCoverage* to = proto_.add_coverages();
      to->set_stream(network_.reference_streams()[size.stream].id);
      if (size.fact == nullptr) {
        continue;
      }
      to->set_stream_bpd(size.fact->value);
      if (!(size.fact->value > 0)) {
        continue;
      }
      const auto percent = [&](int64_t rate) {
        return 100 * static_cast<double>(rate) / size.fact->value;
      };
      for (size_t p = 0; p < scenario_.policies.size(); ++p) {
        auto* share = to->add_policies();
        share->set_policy_id(scenario_.policies[p].id);
        for (const int64_t gross : evaluation_.gross_bpd[p]) {
          share->add_gross_percent(percent(gross));
        }
      }
      for (const int64_t net : evaluation_.net_bpd) {
        to->add_net_percent(percent(net));
      }
    }
  }

  void ToLimit(const Constraint& constraint, v1::Limit* proto) const {
    proto->set_kind(KindOf(constraint.kind));
    for (const int arc : constraint.arcs) {
      proto->add_subjects(network_.arcs()[arc].id);
    }
    if (constraint.country.has_value()) {
      proto->add_subjects(network_.countries()[*constraint.country].id);
    }
    for (const int node : constraint.nodes) {
      proto->add_subjects(network_.nodes()[node].id);
    }
    if (constraint.policy.has_value()) {
      proto->set_policy_id(scenario_.policies[*constraint.policy].id);
    }
    proto->set_limit_bpd(static_cast<int32_t>(constraint.limit_bpd));
  }

  void Constraints() {
    for (const BindingConstraint& binding : evaluation_.constraints) {
      v1::BindingConstraint* to = proto_.add_constraints();
      ToLimit(binding.constraint, to->mutable_limit());
      to->set_shadow_price_usd_per_bbl(binding.shadow_price.usd_per_bbl);
      to->set_mandated_share(binding.shadow_price.mandated_share);
      to->set_must_serve_share(binding.shadow_price.must_serve_share);
      ToProto(binding.first_day, to->mutable_first_date());
      ToProto(binding.last_day, to->mutable_last_date());
      to->set_day_count(binding.day_count);
      to->set_binds_in_baseline(binding.binds_in_baseline);
    }
  }

  void Shortfalls() {
    for (const ShortfallSpan& span : evaluation_.shortfalls) {
      const Shortfall& shortfall = span.shortfall;
      v1::Shortfall* to = proto_.add_shortfalls();
      if (shortfall.policy.has_value()) {
        to->set_policy_id(scenario_.policies[*shortfall.policy].id);
      }
      to->set_subject(shortfall.arc.has_value()
                          ? network_.arcs()[*shortfall.arc].id
                          : network_.nodes()[*shortfall.node].id);
      to->set_asked_bpd(static_cast<int32_t>(shortfall.asked_bpd));
      to->set_delivered_bpd(static_cast<int32_t>(shortfall.delivered_bpd));
      to->set_short_bpd(
          static_cast<int32_t>(shortfall.asked_bpd - shortfall.delivered_bpd));
      for (const Constraint& constraint : span.bound_by) {
        ToLimit(constraint, to->add_bound_by());
      }
      ToProto(span.first_day, to->mutable_first_date());
      ToProto(span.last_day, to->mutable_last_date());
      to->set_day_count(span.day_count);
    }
  }

  const Evaluation& evaluation_;
  const Network& network_;
  const Scenario& scenario_;
  v1::EvaluateScenarioResponse& proto_;
};

}  // namespace

void ToProto(const Evaluation& evaluation, const Network& network,
             const Scenario& scenario, absl::string_view baseline_id,
             v1::EvaluateScenarioResponse* proto) {
  Converter(evaluation, network, scenario, proto).Convert(baseline_id);
}

}  // namespace oilflow
