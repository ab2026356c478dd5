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
#include "service/base/status_macros.h"
#include "service/evaluation/fact_reader.h"
#include "service/evaluation/span_reading.h"
#include "service/facts/measure.h"

namespace oilflow {
namespace {

// The numbers of the days from `day` on, with the facts that they rest on.
BaselineSpan ReadSpan(const Network& network, const Snapshot& snapshot,
                      const std::vector<Driver>& drivers, absl::CivilDay day,
                      DollarsPerBarrel brent,
                      std::vector<std::string>* missing) {
  BaselineSpan span;
  span.first_day = day;
  FactReader read(snapshot, drivers, day, missing);
  FactReader for_policies(snapshot, drivers, day, missing);
  FactReader for_quotas(snapshot, drivers, day, missing);
  SpanReading<FactReader>(network, &read, &for_policies, &for_quotas, &span)
      .Read(brent);
  for (size_t c = 0; c < network.countries().size(); ++c) {
    const std::string& country = network.countries()[c].id;
    span.quotas[c].required =
        snapshot.Find(country, measure::kRequiredProduction, day);
    span.quotas[c].compensation =
        snapshot.Find(country, measure::kCompensation, day);
  }
  span.facts = read.facts();
  span.policy_facts = for_policies.facts();
  span.reads = {.limits = read.reads(),
                .for_policies = for_policies.reads(),
                .for_quotas = for_quotas.reads()};
  return span;
}

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
    const Fact* fact = nullptr;
    if (node.kind == NodeKind::kStorage ||
        node.kind == NodeKind::kStrategicStock) {
      FactReader reader(snapshot, drivers, horizon.first_day, missing);
      content = WholeBpd(reader.Required(node.id, measure::kContent));
      fact = reader.reads().front();
      baseline->spans.front().facts.insert(baseline->spans.front().facts.end(),
                                           reader.facts().begin(),
                                           reader.facts().end());
    }
    baseline->content_bbl.push_back(content);
    baseline->content_facts.push_back(fact);
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

absl::Status CheckSpan(const Network& network, const BaselineSpan& span) {
  if (DearestRouteCents(network, span.limits) > kMaxRouteCents) {
    return absl::OutOfRangeError(absl::StrCat(
        "on ", PrintDate(span.first_day), " a route's costs and price exceed ",
        kMaxRouteCents / 100, " USD/bbl; correct the cost facts"));
  }
  if (TotalPotential(span.limits) > kMaxTotalBpd) {
    return absl::OutOfRangeError(absl::StrCat(
        "on ", PrintDate(span.first_day), " all potentials together exceed ",
        kMaxTotalBpd, " bpd; correct the potential facts"));
  }
  return absl::OkStatus();
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
        ReadSpan(network, snapshot, drivers, day, brent, &missing);
    if (missing.size() >= kMaxMissing) {
      missing.resize(kMaxMissing);
      break;
    }
    RETURN_IF_ERROR(CheckSpan(network, span));
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
