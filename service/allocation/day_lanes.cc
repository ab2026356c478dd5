#include "service/allocation/day_lanes.h"

#include <cassert>
#include <cstdlib>
#include <cstring>
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
      mandated_link_(network.arcs().size(), -1) {
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
    if (mandated_link_[a] < 0 && limits.arcs[a].mandated_bpd > 0) {
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
    mandated_link_[arc] = static_cast<int>(all.arcs.size());
    all.arcs.push_back(all.arcs[arc]);
    all.arcs.back().cost -= kMandatedPremiumCents * kCent;
  }
  chains_ = JoinChains(all);
  link_capacities_.assign(all.arcs.size(), 0);
  link_cents_.assign(all.arcs.size(), 0);
  const std::vector<int>& chain = chains_.chain;
  storages_.clear();
  for (size_t i = 0; i < fills_.size(); ++i) {
    storages_.push_back(
        {fills_[i].node, chain[fills_[i].link], chain[draws_[i].link]});
  }
  const size_t lanes = chains_.count();
  capacities_.assign(lanes, 0);
  minimums_.assign(lanes, 0);
  start_ = nullptr;
  floating_place_.assign(lanes, -1);
  floating_.clear();
  floating_.reserve(lanes);
  floats_.clear();
  floats_.reserve(lanes);
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

inline void DayLanes::SetCents(int link, int64_t cents) {
  if (const int64_t more = cents - link_cents_[link]; more != 0) {
    link_cents_[link] = cents;
    MoveCents(chains_.chain[link], more);
  }
}

void DayLanes::MoveCents(int lane, int64_t more_cents) {
  if (start_ == nullptr) {
    chains_.problem.arcs[lane].cost += more_cents * kCent;
    return;
  }
  int& place = floating_place_[lane];
  if (place < 0) {
    place = static_cast<int>(floating_.size());
    floating_.push_back(lane);
    floats_.push_back({.most_cents = start_->MostCents(lane)});
  }
  Floating& own = floats_[place];
  own.more_cents += more_cents;
  const bool far = std::abs(own.more_cents) > own.most_cents;
  far_count_ += static_cast<int>(far) - static_cast<int>(own.far);
  own.far = far;
  cents_[place] = static_cast<int16_t>(own.more_cents);
}

void DayLanes::SetNodes(const DayLimits& limits) {
  for (const NodeLink& country : countries_) {
    SetLink(country.link, limits.counted_cap_bpd[country.node]);
  }
  for (const NodeLink& producer : producers_) {
    SetLink(producer.link, limits.potential_bpd[producer.node]);
  }
  for (const NodeLink& sink : sinks_) {
    SetLink(sink.link, limits.demand_bpd[sink.node]);
    SetCents(sink.link, -limits.price_cents[sink.node]);
  }
  for (const NodeLink& fill : fills_) {
    const StorageLimits& storage = limits.storages[fill.node];
    SetLink(fill.link, storage.fill_bpd);
    SetCents(fill.link, -storage.value_cents);
  }
  for (const NodeLink& draw : draws_) {
    const StorageLimits& storage = limits.storages[draw.node];
    SetLink(draw.link, storage.draw_bpd);
    SetCents(draw.link, storage.value_cents);
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
    const int64_t cents = int64_t{arcs[a].cost_cents} + arcs[a].withheld_cents;
    SetCents(static_cast<int>(a), cents);
    if (const int link = mandated_link_[a]; link >= 0) {
      SetCents(link, cents);
    } else {
      all_have_links = all_have_links && arcs[a].mandated_bpd <= 0;
    }
  }
  return all_have_links;
}

bool DayLanes::Set(const DayLimits& limits) {
  SetNodes(limits);
  const bool all_have_links = Same(arcs_, limits.arcs) || SetArcs(limits.arcs);
  const int64_t* const wanted = limits.arc_capacity_bpd.data();
  const int arc_count = static_cast<int>(limits.arcs.size());
  for (int a = 0; a < arc_count; ++a) {
    SetLink(a, wanted[a]);
  }
  for (const int arc : mandated_) {
    SplitCapacity(arc, wanted[arc], arcs_[arc].mandated_bpd);
  }
  chains_.Join(link_capacities_.data(), capacities_.data());
  return all_have_links;
}

void DayLanes::ReadCosts(LineVector<int64_t>* costs) const {
  // Above the limit of any arc, so that it is refused as more would be, and far
  // from overflow.
  constexpr int64_t kTooMany = int64_t{1} << 24;
  costs->assign(capacities_.size(), 0);
  for (size_t i = 0; i < chains_.problem.arcs.size(); ++i) {
    (*costs)[i] = chains_.problem.arcs[i].cost;
  }
  for (size_t i = 0; i < floating_.size(); ++i) {
    (*costs)[floating_[i]] +=
        std::clamp(floats_[i].more_cents, -kTooMany, kTooMany) * kCent;
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
  const size_t arc_count = network_->arcs().size();
  const size_t node_count = network_->nodes().size();
  day->arc_bpd.resize(arc_count);
  // Of nodes only those below ever differ from 0.
  day->produced_bpd.resize(node_count);
  day->delivered_bpd.resize(node_count);
  day->filled_bpd.resize(node_count);
  day->drawn_bpd.resize(node_count);
  const int* const chain = chains_.chain.data();
  int64_t* const arcs = day->arc_bpd.data();
  for (size_t a = 0; a < arc_count; ++a) {
    arcs[a] = flows[chain[a]];
  }
  for (const int arc : mandated_) {
    arcs[arc] += flows[chain[mandated_link_[arc]]];
  }
  for (const NodeLink& producer : producers_) {
    day->produced_bpd[producer.node] = flows[chain[producer.link]];
  }
  for (const NodeLink& sink : sinks_) {
    day->delivered_bpd[sink.node] = flows[chain[sink.link]];
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
