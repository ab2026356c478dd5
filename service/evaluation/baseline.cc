#include "service/evaluation/baseline.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/evaluation/fact_reader.h"
#include "service/facts/measure.h"

namespace oilflow {
namespace {

constexpr size_t kMaxMissing = 20;
constexpr double kPartsPerMillion = 1e6;

int64_t WholeBpd(double bpd) { return std::llround(bpd); }

int64_t Cents(DollarsPerBarrel price) {
  return std::llround(100 * (price / kDollarsPerBarrel));
}

// Reads one span, and notes what is missing.
class SpanReader {
 public:
  SpanReader(const Network& network, const Snapshot& snapshot,
             const std::vector<Driver>& drivers, absl::CivilDay day,
             std::vector<std::string>* missing)
      : network_(network),
        snapshot_(snapshot),
        read_(snapshot, drivers, day, missing),
        for_policies_(snapshot, drivers, day, missing),
        for_quotas_(snapshot, drivers, day, missing) {
    span_.first_day = day;
  }

  BaselineSpan Read(DollarsPerBarrel brent) {
    const size_t node_count = network_.nodes().size();
    span_.limits.potential_bpd.assign(node_count, 0);
    span_.limits.demand_bpd.assign(node_count, 0);
    span_.limits.price_cents.assign(node_count, 0);
    span_.limits.storages.resize(node_count);
    span_.storages.resize(node_count);
    span_.spare_bpd.resize(node_count);
    span_.limits.counted_cap_bpd.assign(network_.countries().size(),
                                        kUnlimitedBpd);
    for (size_t n = 0; n < node_count; ++n) {
      ReadNode(n, brent);
    }
    for (const Arc& arc : network_.arcs()) {
      ReadArc(arc);
    }
    for (const Stake& stake : network_.stakes()) {
      span_.operated_share.push_back(
          for_policies_.Maybe(stake.id, measure::kOperatedShare));
    }
    for (const PowerGrid& grid : network_.power_grids()) {
      ReadGrid(grid);
    }
    for (const EnergyLink& link : network_.energy_links()) {
      span_.link_supply.push_back(
          for_policies_.Maybe(link.id, link.carrier == EnergyCarrier::kGas
                                           ? measure::kGasImport
                                           : measure::kPowerImport));
    }
    for (const Country& country : network_.countries()) {
      span_.quotas.push_back(
          {.required = snapshot_.Find(country.id, measure::kRequiredProduction,
                                      span_.first_day),
           .compensation = snapshot_.Find(country.id, measure::kCompensation,
                                          span_.first_day),
           .required_bpd =
               for_quotas_.Maybe(country.id, measure::kRequiredProduction),
           .compensation_bpd =
               for_quotas_.Maybe(country.id, measure::kCompensation)});
    }
    span_.facts = read_.facts();
    span_.policy_facts = for_policies_.facts();
    return std::move(span_);
  }

 private:
  void ReadNode(size_t n, DollarsPerBarrel brent) {
    const Node& node = network_.nodes()[n];
    const auto price = [&](double differential) {
      return Cents(brent + differential * kDollarsPerBarrel);
    };
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
        span_.limits.price_cents[n] = SinkPrice(node.id, price).value_or(0);
        break;
      case NodeKind::kDomesticUse:
        span_.limits.demand_bpd[n] =
            WholeBpd(read_.Required(node.id, measure::kDemand));
        // What nobody is known to pay for earns nothing.
        span_.limits.price_cents[n] = SinkPrice(node.id, price).value_or(0);
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
            price(read_.Required(node.id, measure::kStoredDifferential));
        break;
      }
      case NodeKind::kTransit:
      case NodeKind::kStrategicStock:
        break;
    }
    if (node.kind == NodeKind::kMarket &&
        !SinkPrice(node.id, price).has_value()) {
      read_.Required(node.id, measure::kDifferential);
    }
  }

  // A cash price as it is, or else Brent and a differential.
  template <typename Price>
  std::optional<int64_t> SinkPrice(const std::string& node,
                                   const Price& price) {
    if (const auto cash = read_.Maybe(node, measure::kCashPrice)) {
      return Cents(*cash * kDollarsPerBarrel);
    }
    if (const auto differential = read_.Maybe(node, measure::kDifferential)) {
      return price(*differential);
    }
    return std::nullopt;
  }

  void ReadGrid(const PowerGrid& grid) {
    GridTerms terms;
    if (const auto yield =
            for_policies_.Maybe(grid.id, measure::kPowerPerGas)) {
      terms.power_per_gas = *yield * kMegawatts;
    }
    terms.heat_rate_btu_per_kwh =
        for_policies_.Maybe(grid.id, measure::kHeatRate);
    terms.liquid_mmbtu_per_bbl =
        for_policies_.Maybe(grid.id, measure::kHeatContent);
    terms.crude_mmbtu_per_bbl =
        for_policies_.Maybe("crude-oil", measure::kHeatContent);
    if (const auto limit =
            for_policies_.Maybe(grid.id, measure::kSubstitutionLimit)) {
      terms.substitution_limit = *limit * kBarrelsPerDay;
    }
    span_.grids.push_back(terms);
  }

  void ReadArc(const Arc& arc) {
    ArcLimits limits;
    const double capacity = read_.Required(arc.id, measure::kCapacity);
    const double availability = read_.Or(arc.id, measure::kAvailability, 1);
    span_.physical_capacity_bpd.push_back(WholeBpd(capacity));
    limits.capacity_bpd = WholeBpd(capacity * availability);
    limits.mandated_bpd =
        arc.rule == AllocationRule::kMandated ? limits.capacity_bpd : 0;
    limits.cost_cents =
        Cents(read_.Required(arc.id, measure::kCost) * kDollarsPerBarrel);
    if (arc.group.has_value()) {
      limits.group_weight = std::llround(
          kPartsPerMillion * read_.Required(arc.id, measure::kGroupShare));
    }
    span_.limits.arcs.push_back(limits);
    PaymentTerms terms;
    if (arc.payer.has_value()) {
      if (const auto advance = read_.Maybe(arc.id, measure::kAdvancePaid)) {
        terms.advance_cents = Cents(*advance * kDollarsPerBarrel);
      } else {
        terms.paid_ppm = std::llround(kPartsPerMillion *
                                      read_.Or(arc.id, measure::kPaidShare, 1));
      }
    }
    span_.payment.push_back(terms);
  }

  const Network& network_;
  const Snapshot& snapshot_;
  FactReader read_;
  // What only policies of some kinds make use of.
  FactReader for_policies_;
  FactReader for_quotas_;
  BaselineSpan span_;
};

// Within which every sum of rates fits the 32 bits of the wire.
constexpr int64_t kMaxTotalBpd = 500000000;

int64_t TotalPotential(const DayLimits& limits) {
  return std::accumulate(limits.potential_bpd.begin(),
                         limits.potential_bpd.end(), int64_t{0});
}

// What is in storages and strategic stocks on the first day.
void ReadContents(const Network& network, const Snapshot& snapshot,
                  const Horizon& horizon, const std::vector<Driver>& drivers,
                  Baseline* baseline, std::vector<std::string>* missing) {
  for (const Node& node : network.nodes()) {
    int64_t content = 0;
    if (node.kind == NodeKind::kStorage ||
        node.kind == NodeKind::kStrategicStock) {
      FactReader reader(snapshot, drivers, horizon.first_day, missing);
      content = WholeBpd(reader.Required(node.id, measure::kContent));
      baseline->spans.front().facts.insert(baseline->spans.front().facts.end(),
                                           reader.facts().begin(),
                                           reader.facts().end());
    }
    baseline->content_bbl.push_back(content);
  }
}

}  // namespace

int64_t DearestRouteCents(const Network& network, const DayLimits& limits) {
  std::vector<int64_t> dearest(network.nodes().size(), 0);
  int64_t most = 0;
  for (const int node : network.topological_order()) {
    most = std::max(most, dearest[node] + std::abs(limits.price_cents[node]));
    for (const int arc : network.arcs_from(node)) {
      int64_t& next = dearest[network.arcs()[arc].to];
      next = std::max(next, dearest[node] + limits.arcs[arc].cost_cents);
    }
  }
  return most;
}

bool BaselineSpan::IsLike(const BaselineSpan& other) const {
  return limits == other.limits &&
         physical_capacity_bpd == other.physical_capacity_bpd &&
         storages == other.storages && spare_bpd == other.spare_bpd &&
         payment == other.payment && operated_share == other.operated_share &&
         grids == other.grids && link_supply == other.link_supply &&
         quotas == other.quotas;
}

const BaselineSpan& Baseline::SpanOf(absl::CivilDay day) const {
  size_t span = 0;
  while (span + 1 < spans.size() && spans[span + 1].first_day <= day) {
    ++span;
  }
  return spans[span];
}

absl::StatusOr<Baseline> ReadBaseline(const Network& network,
                                      const Snapshot& snapshot,
                                      const Horizon& horizon,
                                      const std::vector<Driver>& drivers,
                                      DollarsPerBarrel brent) {
  std::vector<absl::CivilDay> days = {horizon.first_day};
  for (const absl::CivilDay day :
       snapshot.ChangeDays(horizon.first_day, horizon.end())) {
    days.push_back(day);
  }
  Baseline baseline;
  std::vector<std::string> missing;
  for (const absl::CivilDay day : days) {
    BaselineSpan span =
        SpanReader(network, snapshot, drivers, day, &missing).Read(brent);
    if (missing.size() >= kMaxMissing) {
      missing.resize(kMaxMissing);
      break;
    }
    if (DearestRouteCents(network, span.limits) > kMaxRouteCents) {
      return absl::OutOfRangeError(absl::StrCat(
          "on ", PrintDate(day), " a route's costs and price exceed ",
          kMaxRouteCents / 100, " USD/bbl; correct the cost facts"));
    }
    if (TotalPotential(span.limits) > kMaxTotalBpd) {
      return absl::OutOfRangeError(absl::StrCat(
          "on ", PrintDate(day), " all potentials together exceed ",
          kMaxTotalBpd, " bpd; correct the potential facts"));
    }
    baseline.spans.push_back(std::move(span));
  }
  if (missing.size() < kMaxMissing) {
    ReadContents(network, snapshot, horizon, drivers, &baseline, &missing);
  }
  if (!missing.empty()) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "no fact known on ", PrintDate(snapshot.reading().as_of),
            " covers: ", absl::StrJoin(missing, "; "),
            "; record facts, or change the horizon or as_of")),
        "FACTS_MISSING", missing);
  }
  return baseline;
}

}  // namespace oilflow
