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
             absl::CivilDay day, std::vector<std::string>* missing)
      : network_(network), snapshot_(snapshot), missing_(missing) {
    span_.first_day = day;
  }

  BaselineSpan Read(DollarsPerBarrel brent) {
    const size_t node_count = network_.nodes().size();
    span_.limits.potential_bpd.assign(node_count, 0);
    span_.limits.demand_bpd.assign(node_count, 0);
    span_.limits.price_cents.assign(node_count, 0);
    span_.limits.counted_cap_bpd.assign(network_.countries().size(),
                                        kUnlimitedBpd);
    for (size_t n = 0; n < node_count; ++n) {
      ReadNode(n, brent);
    }
    for (const Arc& arc : network_.arcs()) {
      ReadArc(arc);
    }
    for (const Country& country : network_.countries()) {
      span_.quotas.push_back(
          {.required = snapshot_.Find(country.id, measure::kRequiredProduction,
                                      span_.first_day),
           .compensation = snapshot_.Find(country.id, measure::kCompensation,
                                          span_.first_day)});
    }
    return std::move(span_);
  }

 private:
  // The value of the fact that holds, or `otherwise` if there is none.
  double Optional(const std::string& subject, absl::string_view measure,
                  double otherwise) {
    const Fact* fact = snapshot_.Find(subject, measure, span_.first_day);
    if (fact == nullptr) {
      return otherwise;
    }
    span_.facts.push_back(fact);
    return fact->value;
  }

  double Required(const std::string& subject, absl::string_view measure) {
    const double value = Optional(subject, measure, NAN);
    if (std::isnan(value)) {
      missing_->push_back(
          absl::StrCat(subject, " ", measure, " ", PrintDate(span_.first_day)));
      return 0;
    }
    return value;
  }

  void ReadNode(size_t n, DollarsPerBarrel brent) {
    const Node& node = network_.nodes()[n];
    const auto price = [&](double differential) {
      return Cents(brent + differential * kDollarsPerBarrel);
    };
    switch (node.kind) {
      case NodeKind::kProducer:
        span_.limits.potential_bpd[n] =
            WholeBpd(Required(node.id, measure::kPotential));
        break;
      case NodeKind::kMarket:
        span_.limits.demand_bpd[n] = WholeBpd(
            Optional(node.id, measure::kDemand, double{kUnlimitedBpd}));
        span_.limits.price_cents[n] =
            price(Required(node.id, measure::kDifferential));
        break;
      case NodeKind::kDomesticUse: {
        span_.limits.demand_bpd[n] =
            WholeBpd(Required(node.id, measure::kDemand));
        const double differential =
            Optional(node.id, measure::kDifferential, NAN);
        span_.limits.price_cents[n] =
            std::isnan(differential) ? 0 : price(differential);
        break;
      }
      case NodeKind::kTransit:
        break;
    }
  }

  void ReadArc(const Arc& arc) {
    ArcLimits limits;
    const double capacity = Required(arc.id, measure::kCapacity);
    const double availability = Optional(arc.id, measure::kAvailability, 1);
    span_.physical_capacity_bpd.push_back(WholeBpd(capacity));
    limits.capacity_bpd = WholeBpd(capacity * availability);
    limits.mandated_bpd =
        arc.rule == AllocationRule::kMandated ? limits.capacity_bpd : 0;
    limits.cost_cents =
        Cents(Required(arc.id, measure::kCost) * kDollarsPerBarrel);
    if (arc.group.has_value()) {
      limits.group_weight = std::llround(
          kPartsPerMillion * Required(arc.id, measure::kGroupShare));
    }
    span_.limits.arcs.push_back(limits);
  }

  const Network& network_;
  const Snapshot& snapshot_;
  std::vector<std::string>* missing_;
  BaselineSpan span_;
};

// Within which every sum of rates fits the 32 bits of the wire.
constexpr int64_t kMaxTotalBpd = 500000000;

int64_t TotalPotential(const DayLimits& limits) {
  return std::accumulate(limits.potential_bpd.begin(),
                         limits.potential_bpd.end(), int64_t{0});
}

// The greatest sum of costs and prices along any route, so that a voluntary
// route can never outweigh a mandated one.
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

}  // namespace

absl::StatusOr<std::vector<BaselineSpan>> ReadBaseline(const Network& network,
                                                       const Snapshot& snapshot,
                                                       const Horizon& horizon,
                                                       DollarsPerBarrel brent) {
  std::vector<absl::CivilDay> days = {horizon.first_day};
  for (const absl::CivilDay day :
       snapshot.ChangeDays(horizon.first_day, horizon.end())) {
    days.push_back(day);
  }
  std::vector<BaselineSpan> spans;
  std::vector<std::string> missing;
  for (const absl::CivilDay day : days) {
    BaselineSpan span =
        SpanReader(network, snapshot, day, &missing).Read(brent);
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
    spans.push_back(std::move(span));
  }
  if (!missing.empty()) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "no fact known on ", PrintDate(snapshot.reading().as_of),
            " covers: ", absl::StrJoin(missing, "; "),
            "; record facts, or change the horizon or as_of")),
        "FACTS_MISSING", missing);
  }
  return spans;
}

size_t SpanOf(const std::vector<BaselineSpan>& spans, absl::CivilDay day) {
  size_t span = 0;
  while (span + 1 < spans.size() && spans[span + 1].first_day <= day) {
    ++span;
  }
  return span;
}

}  // namespace oilflow
