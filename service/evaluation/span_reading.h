// How the facts of a day become the numbers of a span.
//
// A template over where values come from, so that a span whose facts are drawn
// is made by the same lines as one whose facts are read.

#ifndef OILFLOW_SERVICE_EVALUATION_SPAN_READING_H_
#define OILFLOW_SERVICE_EVALUATION_SPAN_READING_H_

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

#include "service/evaluation/baseline.h"
#include "service/evaluation/money.h"
#include "service/facts/measure.h"
#include "service/network/network.h"

namespace oilflow {

// As std::llround, for numbers below 2^53, without a call.
inline int64_t NearestWhole(double number) {
  const auto towards_0 = static_cast<int64_t>(number);
  const double rest = number - static_cast<double>(towards_0);
  return towards_0 + (rest >= 0.5 ? 1 : 0) - (rest <= -0.5 ? 1 : 0);
}

// A fact as whole barrels, or barrels per day.
inline int64_t WholeBpd(double bpd) { return NearestWhole(bpd); }

// `Reader` has Maybe, Or and Required of FactReader. What is asked, and in
// which order, depends on the network and on which facts are missing, never on
// their values.
template <typename Reader>
class SpanReading {
 public:
  // `read` gives what every day rests on, `for_policies` what only policies on
  // spare capacity, operators and energy use, `for_quotas` what quotas use.
  SpanReading(const Network& network, Reader* read, Reader* for_policies,
              Reader* for_quotas, BaselineSpan* span)
      : network_(network),
        read_(*read),
        for_policies_(*for_policies),
        for_quotas_(*for_quotas),
        span_(*span) {}

  // Fills in every number of the span.
  void Read(DollarsPerBarrel brent) {
    brent_ = brent;
    Resize();
    for (size_t n = 0; n < network_.nodes().size(); ++n) {
      ReadNode(n);
    }
    for (size_t a = 0; a < network_.arcs().size(); ++a) {
      ReadArc(a);
    }
    for (size_t s = 0; s < network_.stakes().size(); ++s) {
      span_.operated_share[s] =
          for_policies_.Maybe(network_.stakes()[s].id, measure::kOperatedShare);
    }
    for (size_t g = 0; g < network_.power_grids().size(); ++g) {
      ReadGrid(network_.power_grids()[g].id, &span_.grids[g]);
    }
    for (size_t l = 0; l < network_.energy_links().size(); ++l) {
      const EnergyLink& link = network_.energy_links()[l];
      span_.link_supply[l] = for_policies_.Maybe(
          link.id, link.carrier == EnergyCarrier::kGas ? measure::kGasImport
                                                       : measure::kPowerImport);
    }
    for (size_t c = 0; c < network_.countries().size(); ++c) {
      const std::string& country = network_.countries()[c].id;
      span_.quotas[c].required_bpd =
          for_quotas_.Maybe(country, measure::kRequiredProduction);
      span_.quotas[c].compensation_bpd =
          for_quotas_.Maybe(country, measure::kCompensation);
    }
  }

 private:
  static int64_t Cents(DollarsPerBarrel price) {
    return NearestWhole(100 * (price / kDollarsPerBarrel));
  }

  int64_t AboveBrent(double differential) const {
    return Cents(brent_ + differential * kDollarsPerBarrel);
  }

  void Resize() {
    const size_t node_count = network_.nodes().size();
    span_.limits.potential_bpd.assign(node_count, 0);
    span_.limits.demand_bpd.assign(node_count, 0);
    span_.limits.price_cents.assign(node_count, 0);
    span_.limits.storages.resize(node_count);
    span_.limits.arc_capacity_bpd.resize(network_.arcs().size());
    span_.limits.arcs.resize(network_.arcs().size());
    span_.limits.counted_cap_bpd.assign(network_.countries().size(),
                                        kUnlimitedBpd);
    span_.storages.resize(node_count);
    span_.spare_bpd.resize(node_count);
    span_.physical_capacity_bpd.resize(network_.arcs().size());
    span_.payment.resize(network_.arcs().size());
    span_.operated_share.resize(network_.stakes().size());
    span_.grids.resize(network_.power_grids().size());
    span_.link_supply.resize(network_.energy_links().size());
    span_.quotas.resize(network_.countries().size());
  }

  void ReadNode(size_t n) {
    const Node& node = network_.nodes()[n];
    switch (node.kind) {
      case NodeKind::kProducer:
        span_.limits.potential_bpd[n] =
            WholeBpd(read_.Required(node.id, measure::kPotential));
        if (const auto spare =
                for_policies_.Maybe(node.id, measure::kSpareCapacity)) {
          span_.spare_bpd[n] = WholeBpd(*spare);
        }
        break;
      case NodeKind::kMarket:
        span_.limits.demand_bpd[n] = WholeBpd(
            read_.Or(node.id, measure::kDemand, double{kUnlimitedBpd}));
        span_.limits.price_cents[n] = SinkPrice(node.id).value_or(0);
        break;
      case NodeKind::kDomesticUse:
        span_.limits.demand_bpd[n] =
            WholeBpd(read_.Required(node.id, measure::kDemand));
        // What nobody is known to pay for earns nothing.
        span_.limits.price_cents[n] = SinkPrice(node.id).value_or(0);
        break;
      case NodeKind::kStorage: {
        StorageFacts& storage = span_.storages[n];
        storage.capacity_bbl =
            WholeBpd(read_.Required(node.id, measure::kStorageCapacity));
        storage.working_bbl =
            WholeBpd(read_.Or(node.id, measure::kWorkingContent, 0));
        storage.fill_bpd = WholeBpd(
            read_.Or(node.id, measure::kFillRate, double{kUnlimitedBpd}));
        storage.draw_bpd = WholeBpd(
            read_.Or(node.id, measure::kDrawRate, double{kUnlimitedBpd}));
        storage.value_cents =
            AboveBrent(read_.Required(node.id, measure::kStoredDifferential));
        break;
      }
      case NodeKind::kTransit:
      case NodeKind::kStrategicStock:
        break;
    }
    if (node.kind == NodeKind::kMarket && !SinkPrice(node.id).has_value()) {
      read_.Required(node.id, measure::kDifferential);
    }
  }

  // A cash price as it is, or else Brent and a differential.
  std::optional<int64_t> SinkPrice(const std::string& node) {
    if (const auto cash = read_.Maybe(node, measure::kCashPrice)) {
      return Cents(*cash * kDollarsPerBarrel);
    }
    if (const auto differential = read_.Maybe(node, measure::kDifferential)) {
      return AboveBrent(*differential);
    }
    return std::nullopt;
  }

  void ReadGrid(const std::string& grid, GridTerms* span_terms) {
    GridTerms terms;
    if (const auto yield = for_policies_.Maybe(grid, measure::kPowerPerGas)) {
      terms.power_per_gas = *yield * kMegawatts;
    }
    terms.heat_rate_btu_per_kwh = for_policies_.Maybe(grid, measure::kHeatRate);
    terms.liquid_mmbtu_per_bbl =
        for_policies_.Maybe(grid, measure::kHeatContent);
    terms.crude_mmbtu_per_bbl =
        for_policies_.Maybe("crude-oil", measure::kHeatContent);
    if (const auto limit =
            for_policies_.Maybe(grid, measure::kSubstitutionLimit)) {
      terms.substitution_limit = *limit * kBarrelsPerDay;
    }
    *span_terms = terms;
  }

  void ReadArc(size_t a) {
    const Arc& arc = network_.arcs()[a];
    ArcLimits limits;
    const double capacity = read_.Required(arc.id, measure::kCapacity);
    const double availability = read_.Or(arc.id, measure::kAvailability, 1);
    span_.physical_capacity_bpd[a] = WholeBpd(capacity);
    const int64_t open_bpd = WholeBpd(capacity * availability);
    span_.limits.arc_capacity_bpd[a] = open_bpd;
    if (arc.rule == AllocationRule::kMandated) {
      limits.mandated_bpd = static_cast<int32_t>(open_bpd);
    }
    limits.cost_cents = static_cast<int32_t>(
        Cents(read_.Required(arc.id, measure::kCost) * kDollarsPerBarrel));
    if (arc.group.has_value()) {
      limits.group_weight = static_cast<int32_t>(NearestWhole(
          kPartsPerMillion * read_.Required(arc.id, measure::kGroupShare)));
    }
    span_.limits.arcs[a] = limits;
    PaymentTerms terms;
    if (arc.payer.has_value()) {
      if (const auto advance = read_.Maybe(arc.id, measure::kAdvancePaid)) {
        terms.advance_cents = Cents(*advance * kDollarsPerBarrel);
      } else {
        terms.paid_ppm = NearestWhole(kPartsPerMillion *
                                      read_.Or(arc.id, measure::kPaidShare, 1));
      }
    }
    span_.payment[a] = terms;
  }

  const Network& network_;
  Reader& read_;
  Reader& for_policies_;
  Reader& for_quotas_;
  BaselineSpan& span_;
  DollarsPerBarrel brent_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_SPAN_READING_H_
