#include "service/allocation/day_lanes.h"

#include <cassert>
#include <cstring>
#include <limits>
#include <type_traits>

namespace oilflow {
namespace {

static_assert(std::has_unique_object_representations_v<ArcLimits>);

// Faster than number by number.
bool Same(const ArcLimits& a, const ArcLimits& b) {
  return std::memcmp(&a, &b, sizeof(ArcLimits)) == 0;
}

bool Same(const std::vector<ArcLimits>& a, const std::vector<ArcLimits>& b) {
  return a.size() == b.size() &&
         (a.empty() ||
          std::memcmp(a.data(), b.data(), a.size() * sizeof(ArcLimits)) == 0);
}

}  // namespace

DayLanes::DayLanes(const Network& network, const DayLimits& reference)
    : network_(&network),
      reference_(reference),
      arc_lanes_(network.arcs().size()) {
  const int node_count = static_cast<int>(network.nodes().size());
  fixed_.node_count = CirculationNode(network, node_count);
  for (const Arc& arc : network.arcs()) {
    Add(CirculationNode(network, arc.from), CirculationNode(network, arc.to),
        ScaledCost(0, Tier::kVoluntary, TieWeight(arc.id)));
  }
  std::vector<bool> counts(network.countries().size(), false);
  for (int n = 0; n < node_count; ++n) {
    AddNode(n);
    if (network.nodes()[n].quota_counted) {
      counts[*network.nodes()[n].country] = true;
    }
  }
  for (size_t c = 0; c < counts.size(); ++c) {
    if (counts[c]) {
      const int country = static_cast<int>(c);
      countries_.push_back({country, Add(kOutsideNode, 1 + country, 0)});
    }
  }
  if (!Admit(reference_)) {
    MakeProblem();
  }
}

int DayLanes::Add(int from, int to, int64_t cost) {
  fixed_.arcs.push_back({.from = from, .to = to, .cost = cost});
  return static_cast<int>(fixed_.arcs.size()) - 1;
}

void DayLanes::AddNode(int n) {
  const Node& node = network_->nodes()[n];
  const int id = CirculationNode(*network_, n);
  const uint32_t tie = TieWeight(node.id);
  switch (node.kind) {
    case NodeKind::kProducer:
      producers_.push_back(
          {n, Add(node.quota_counted ? 1 + *node.country : kOutsideNode, id,
                  ScaledCost(node.spare ? 1 : 0, Tier::kVoluntary, tie))});
      break;
    case NodeKind::kMarket:
    case NodeKind::kDomesticUse: {
      const Tier tier = node.must_serve ? Tier::kMustServe : Tier::kVoluntary;
      sinks_.push_back({n, Add(id, kOutsideNode, ScaledCost(0, tier, tie))});
      break;
    }
    case NodeKind::kStorage: {
      fills_.push_back(
          {n, Add(id, kOutsideNode, ScaledCost(0, Tier::kVoluntary, tie))});
      draws_.push_back(
          {n, Add(kOutsideNode, id, ScaledCost(1, Tier::kVoluntary, tie))});
      break;
    }
    case NodeKind::kStrategicStock:
      stocks_.push_back(n);
      break;
    case NodeKind::kTransit:
      break;
  }
}

bool DayLanes::Admit(const DayLimits& limits) {
  const size_t admitted = mandated_.size();
  for (size_t a = 0; a < limits.arcs.size(); ++a) {
    if (arc_lanes_[a].mandated < 0 && limits.arcs[a].mandated_bpd > 0) {
      mandated_.push_back(static_cast<int>(a));
    }
  }
  if (mandated_.size() == admitted) {
    return false;
  }
  MakeProblem();
  return true;
}

void DayLanes::MakeProblem() {
  Problem all = fixed_;
  for (const int arc : mandated_) {
    all.arcs.push_back(all.arcs[arc]);
    all.arcs.back().cost -= kMandatedPremiumCents * kCent;
  }
  chains_ = JoinChainsIfShorter(all);
  const std::vector<int>& chain = chains_.chain;
  for (std::vector<NodeLink>* const links :
       {&countries_, &producers_, &sinks_, &fills_, &draws_}) {
    for (NodeLink& link : *links) {
      link.lane = chain[link.link];
    }
  }
  for (size_t a = 0; a < arc_lanes_.size(); ++a) {
    arc_lanes_[a].voluntary = chain[a];
  }
  for (size_t i = 0; i < mandated_.size(); ++i) {
    arc_lanes_[mandated_[i]].mandated = chain[fixed_.arcs.size() + i];
  }
  storages_.clear();
  for (size_t i = 0; i < fills_.size(); ++i) {
    storages_.push_back({fills_[i].node, fills_[i].lane, draws_[i].lane});
  }
  link_cents_.assign(fixed_.arcs.size(), 0);
  const size_t lanes = chains_.problem.arcs.size();
  capacities_.assign(lanes, 0);
  minimums_.assign(lanes, 0);
  start_ = nullptr;
  floats_.assign(lanes, Floating());
  floating_.clear();
  floating_.reserve(lanes);
  far_count_ = 0;
  arcs_.clear();
  Set(reference_);
  for (size_t i = 0; i < lanes; ++i) {
    chains_.problem.arcs[i].capacity_bpd = capacities_[i];
  }
}

void DayLanes::Float(const WarmStart& start, int padded_count) {
  start_ = &start;
  capacities_.resize(static_cast<size_t>(padded_count));
  minimums_.resize(capacities_.size());
  cents_.assign(capacities_.size(), 0);
}

inline void DayLanes::MoveCents(int lane, int64_t more_cents) {
  if (start_ == nullptr) {
    chains_.problem.arcs[lane].cost += more_cents * kCent;
    return;
  }
  Floating& own = floats_[lane];
  if (own.place < 0) {
    own.place = static_cast<int>(floating_.size());
    own.most_cents = start_->MostCents(lane);
    floating_.push_back(lane);
  }
  const bool was_far = own.far();
  own.more_cents += more_cents;
  if (was_far != own.far()) {
    far_count_ += was_far ? -1 : 1;
  }
  cents_[own.place] = static_cast<int16_t>(own.more_cents);
}

inline void DayLanes::SetCents(const NodeLink& link, int64_t cents) {
  if (const int64_t more = MoreCents(link.link, cents); more != 0) {
    MoveCents(link.lane, more);
  }
}

bool DayLanes::SetArcs(const std::vector<ArcLimits>& arcs) {
  const bool first = arcs_.size() != arcs.size();
  arcs_.resize(arcs.size());
  bool all_have_links = true;
  for (size_t a = 0; a < arcs.size(); ++a) {
    if (!first && Same(arcs_[a], arcs[a])) {
      continue;
    }
    arcs_[a] = arcs[a];
    const ArcLanes& lanes = arc_lanes_[a];
    const int64_t cents = int64_t{arcs[a].cost_cents} + arcs[a].withheld_cents;
    if (const int64_t more = MoreCents(static_cast<int>(a), cents); more != 0) {
      MoveCents(lanes.voluntary, more);
      if (lanes.mandated >= 0) {
        MoveCents(lanes.mandated, more);
      }
    }
    all_have_links =
        all_have_links && (lanes.mandated >= 0 || arcs[a].mandated_bpd <= 0);
  }
  return all_have_links;
}

template <class Bound>
void DayLanes::SetNodes(const DayLimits& limits, const Bound& bound) {
  for (const NodeLink& country : countries_) {
    bound(country.lane, limits.counted_cap_bpd[country.node]);
  }
  for (const NodeLink& producer : producers_) {
    bound(producer.lane, limits.potential_bpd[producer.node]);
  }
  for (const NodeLink& sink : sinks_) {
    bound(sink.lane, limits.demand_bpd[sink.node]);
    SetCents(sink, -limits.price_cents[sink.node]);
  }
  for (const NodeLink& fill : fills_) {
    const StorageLimits& storage = limits.storages[fill.node];
    bound(fill.lane, storage.fill_bpd);
    SetCents(fill, -storage.value_cents);
  }
  for (const NodeLink& draw : draws_) {
    const StorageLimits& storage = limits.storages[draw.node];
    bound(draw.lane, storage.draw_bpd);
    SetCents(draw, storage.value_cents);
  }
}

void DayLanes::JoinLinks(const DayLimits& limits) {
  std::fill_n(capacities_.begin(), chains_.problem.arcs.size(),
              static_cast<int32_t>(kUnlimitedBpd));
  SetNodes(limits, [this](int lane, int64_t bpd) { BoundLane(lane, bpd); });
  const int64_t* const wanted = limits.arc_capacity_bpd.data();
  for (size_t a = 0; a < arc_lanes_.size(); ++a) {
    BoundLane(arc_lanes_[a].voluntary, wanted[a]);
  }
}

// Arcs are the first lanes, and are set many at a time: of those that do not
// fit, only whether there are any is seen. Last, as vectors that read bounds
// would have to wait for those that are written one by one.
bool DayLanes::CopyLinks(const DayLimits& limits) {
  int32_t* const lanes = capacities_.data();
  SetNodes(limits, [lanes](int lane, int64_t bpd) {
    lanes[lane] = static_cast<int32_t>(std::min(bpd, kUnlimitedBpd));
  });
  const int64_t* const wanted = limits.arc_capacity_bpd.data();
  uint64_t all = 0;
  for (size_t a = 0; a < arc_lanes_.size(); ++a) {
    lanes[a] = static_cast<int32_t>(wanted[a]);
    all |= static_cast<uint64_t>(wanted[a]);
  }
  for (const int arc : mandated_) {
    lanes[arc_lanes_[arc].mandated] = static_cast<int32_t>(kUnlimitedBpd);
  }
  return all <= std::numeric_limits<int32_t>::max();
}

bool DayLanes::Set(const DayLimits& limits) {
  if (chains_.any() || !CopyLinks(limits)) {
    JoinLinks(limits);
  }
  for (const int arc : mandated_) {
    BoundArc(arc, limits.arc_capacity_bpd[arc], limits.arcs[arc].mandated_bpd);
  }
  return Same(arcs_, limits.arcs) || SetArcs(limits.arcs);
}

void DayLanes::ReadCosts(LineVector<int64_t>* costs) const {
  // Above the limit of any arc, so that it is refused as more would be, and far
  // from overflow.
  constexpr int64_t kTooMany = int64_t{1} << 24;
  costs->assign(capacities_.size(), 0);
  for (size_t i = 0; i < chains_.problem.arcs.size(); ++i) {
    (*costs)[i] = chains_.problem.arcs[i].cost;
  }
  for (const int lane : floating_) {
    (*costs)[lane] +=
        std::clamp(floats_[lane].more_cents, -kTooMany, kTooMany) * kCent;
  }
}

void DayLanes::HoldFill(const Storage& storage, int64_t fill_bpd) {
  // A storage has arcs in and out beside these two, so that each of them is a
  // lane by itself, whose capacity no other link decides.
  assert(storage.fill != storage.draw);
  minimums_[storage.fill] = static_cast<int32_t>(fill_bpd);
  capacities_[storage.fill] = minimums_[storage.fill];
  capacities_[storage.draw] = 0;
}

void DayLanes::ReleaseFills() {
  for (const Storage& storage : storages_) {
    minimums_[storage.fill] = 0;
  }
}

void DayLanes::ReadFlows(const DayLimits& limits,
                         absl::Span<const int32_t> flows_bpd,
                         DayFlows* day) const {
  const int32_t* const flows = flows_bpd.data();
  const size_t arc_count = arc_lanes_.size();
  const size_t node_count = network_->nodes().size();
  if (day->produced_bpd.size() != node_count) {
    // Of nodes only those below ever differ from 0.
    *day = {.arc_bpd = std::vector<int64_t>(arc_count),
            .produced_bpd = std::vector<int64_t>(node_count),
            .delivered_bpd = std::vector<int64_t>(node_count),
            .filled_bpd = std::vector<int64_t>(node_count),
            .drawn_bpd = std::vector<int64_t>(node_count)};
  }
  int64_t* const arcs = day->arc_bpd.data();
  if (chains_.any()) {
    for (size_t a = 0; a < arc_count; ++a) {
      arcs[a] = flows[arc_lanes_[a].voluntary];
    }
  } else {
    std::copy_n(flows, arc_count, arcs);
  }
  for (const int arc : mandated_) {
    arcs[arc] += flows[arc_lanes_[arc].mandated];
  }
  for (const NodeLink& producer : producers_) {
    day->produced_bpd[producer.node] = flows[producer.lane];
  }
  for (const NodeLink& sink : sinks_) {
    day->delivered_bpd[sink.node] = flows[sink.lane];
  }
  for (const Storage& storage : storages_) {
    day->filled_bpd[storage.node] = flows[storage.fill];
    day->drawn_bpd[storage.node] = flows[storage.draw];
  }
  for (const int stock : stocks_) {
    day->filled_bpd[stock] = limits.storages[stock].fill_bpd;
    day->drawn_bpd[stock] = limits.storages[stock].draw_bpd;
  }
}

}  // namespace oilflow
