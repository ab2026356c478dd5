#include "service/allocation/warm_day.h"

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

namespace oilflow {
namespace {

constexpr int kOutside = 0;

// Rounds of a group that have a basis of their own; the last is for the others,
// too, which are seldom.
constexpr size_t kRounds = 2;

int NodeId(const Network& network, int node) {
  return 1 + static_cast<int>(network.countries().size()) + node;
}

}  // namespace

WarmDay::WarmDay(const Network& network, const DayLimits& reference,
                 Kernels kernels)
    : network_(&network),
      reference_(reference),
      kernels_(kernels),
      cold_(network),
      mandated_lane_(network.arcs().size(), -1) {
  const size_t node_count = network.nodes().size();
  fixed_.node_count = NodeId(network, static_cast<int>(node_count));
  const auto add = [&](int from, int to, int64_t cost) {
    fixed_.arcs.push_back({.from = from, .to = to, .cost = cost});
    return static_cast<int>(fixed_.arcs.size()) - 1;
  };
  for (const Arc& arc : network.arcs()) {
    add(NodeId(network, arc.from), NodeId(network, arc.to),
        ScaledCost(0, Tier::kVoluntary, TieWeight(arc.id)));
  }
  peak_filled_.assign(node_count, 0);
  peak_drawn_.assign(node_count, 0);
  std::vector<bool> counts(network.countries().size(), false);
  for (size_t i = 0; i < node_count; ++i) {
    const Node& node = network.nodes()[i];
    const int n = static_cast<int>(i);
    const int id = NodeId(network, n);
    const uint32_t tie = TieWeight(node.id);
    switch (node.kind) {
      case NodeKind::kProducer:
        if (node.quota_counted) {
          counts[*node.country] = true;
        }
        producers_.push_back(
            {n, add(node.quota_counted ? 1 + *node.country : kOutside, id,
                    ScaledCost(node.spare ? 1 : 0, Tier::kVoluntary, tie))});
        break;
      case NodeKind::kMarket:
      case NodeKind::kDomesticUse:
        sinks_.push_back({n, add(id, kOutside,
                                 ScaledCost(0,
                                            node.must_serve ? Tier::kMustServe
                                                            : Tier::kVoluntary,
                                            tie))});
        break;
      case NodeKind::kStorage:
        fills_.push_back(
            {n, add(id, kOutside, ScaledCost(0, Tier::kVoluntary, tie))});
        draws_.push_back(
            {n, add(kOutside, id, ScaledCost(1, Tier::kVoluntary, tie))});
        break;
      case NodeKind::kStrategicStock:
        stocks_.push_back(n);
        break;
      case NodeKind::kTransit:
        break;
    }
  }
  for (size_t c = 0; c < counts.size(); ++c) {
    if (counts[c]) {
      const int country = static_cast<int>(c);
      countries_.push_back({country, add(kOutside, 1 + country, 0)});
    }
  }
  for (const int node : network.topological_order()) {
    for (size_t i = 0; i < fills_.size(); ++i) {
      if (fills_[i].node == node) {
        fill_order_.push_back(static_cast<int>(i));
      }
    }
  }
  peaks_.resize(fills_.size());
  size_t largest = 0;
  for (const ProportionalGroup& group : network.groups()) {
    largest = std::max(largest, group.arcs.size());
  }
  weights_.resize(largest);
  caps_.resize(largest);
  shares_.resize(largest);
  Build();
  Admit(reference_);
}

void WarmDay::Build() {
  // Costs that float do so from those of the reference, which come first.
  start_ = nullptr;
  floating_.clear();
  arcs_.clear();
  most_cents_.clear();
  problem_ = fixed_;
  for (const int arc : mandated_) {
    mandated_lane_[arc] = static_cast<int>(problem_.arcs.size());
    problem_.arcs.push_back(problem_.arcs[arc]);
    problem_.arcs.back().cost -= kMandatedPremiumCents * kCent;
  }
  const size_t lanes = problem_.arcs.size();
  capacities_.assign(lanes, 0);
  minimums_.assign(lanes, 0);
  reference_cents_.assign(lanes, 0);
  place_.assign(lanes, -1);
  SetLimits(reference_);
  for (size_t i = 0; i < lanes; ++i) {
    problem_.arcs[i].capacity_bpd = capacities_[i];
    problem_.arcs[i].cost += reference_cents_[i] * kCent;
  }
  start_ = std::make_unique<WarmStart>(problem_);
  passes_.clear();
  const size_t count = 1 + kRounds * network_->groups().size() + fills_.size();
  passes_.reserve(count);
  while (passes_.size() < count) {
    passes_.emplace_back(*start_, kernels_);
  }
  // Lists as long as the trees' are read in place.
  capacities_.resize(static_cast<size_t>(passes_.front().padded_count()));
  minimums_.resize(capacities_.size());
  cents_.assign(capacities_.size(), 0);
}

void WarmDay::Admit(const DayLimits& limits) {
  const size_t admitted = mandated_.size();
  for (size_t a = 0; a < limits.arcs.size(); ++a) {
    if (mandated_lane_[a] < 0 && limits.arcs[a].mandated_bpd > 0) {
      mandated_.push_back(static_cast<int>(a));
    }
  }
  if (mandated_.size() > admitted) {
    Build();
  }
}

void WarmDay::Restart() {
  for (WarmBasis& pass : passes_) {
    pass.Restart();
  }
}

void WarmDay::SetArcCapacity(int arc, int64_t capacity_bpd,
                             int64_t mandated_bpd) {
  int64_t mandated = 0;
  if (const int lane = mandated_lane_[arc]; lane >= 0) {
    mandated = std::min(capacity_bpd, mandated_bpd);
    capacities_[lane] = static_cast<int32_t>(mandated);
  }
  capacities_[arc] = static_cast<int32_t>(capacity_bpd - mandated);
}

inline bool WarmDay::SetCents(int lane, int64_t cents) {
  const int64_t more = cents - reference_cents_[lane];
  const int place = place_[lane];
  if (place < 0) {
    return more == 0 || LetFloat(lane, cents);
  }
  const int64_t most = most_cents_[place];
  cents_[place] = static_cast<int16_t>(more);
  return more <= most && more >= -most;
}

bool WarmDay::LetFloat(int lane, int64_t cents) {
  if (start_ == nullptr) {
    reference_cents_[lane] = cents;
    return true;
  }
  place_[lane] = static_cast<int>(floating_.size());
  floating_.push_back(lane);
  most_cents_.push_back(start_->MostCents(lane));
  return SetCents(lane, cents);
}

void WarmDay::SetNodeLimits(const DayLimits& limits) {
  bool fit = true;
  for (const NodeLane& country : countries_) {
    capacities_[country.lane] =
        static_cast<int32_t>(limits.counted_cap_bpd[country.node]);
  }
  for (const NodeLane& producer : producers_) {
    capacities_[producer.lane] =
        static_cast<int32_t>(limits.potential_bpd[producer.node]);
  }
  for (const NodeLane& sink : sinks_) {
    capacities_[sink.lane] = static_cast<int32_t>(limits.demand_bpd[sink.node]);
    fit &= SetCents(sink.lane, -limits.price_cents[sink.node]);
  }
  for (size_t i = 0; i < fills_.size(); ++i) {
    const NodeLane& fill = fills_[i];
    const NodeLane& draw = draws_[i];
    const StorageLimits& storage = limits.storages[fill.node];
    capacities_[fill.lane] = static_cast<int32_t>(storage.fill_bpd);
    fit &= SetCents(fill.lane, -storage.value_cents);
    capacities_[draw.lane] = static_cast<int32_t>(storage.draw_bpd);
    fit &= SetCents(draw.lane, storage.value_cents);
  }
  nodes_fit_ = fit;
}

// Seldom: only where an arc differs from what it was the day before.
bool WarmDay::SetArcs(const std::vector<ArcLimits>& arcs) {
  bool lanes_wanted = false;
  arcs_fit_ = true;
  for (size_t a = 0; a < arcs.size(); ++a) {
    const int64_t cents = arcs[a].cost_cents + arcs[a].withheld_cents;
    arcs_fit_ &= SetCents(static_cast<int>(a), cents);
    if (const int lane = mandated_lane_[a]; lane >= 0) {
      arcs_fit_ &= SetCents(lane, cents);
    } else {
      lanes_wanted = lanes_wanted || arcs[a].mandated_bpd > 0;
    }
  }
  arcs_ = arcs;
  return lanes_wanted;
}

bool WarmDay::SetLimits(const DayLimits& limits) {
  SetNodeLimits(limits);
  static_assert(std::has_unique_object_representations_v<ArcLimits>);
  const bool lanes_wanted =
      (arcs_.size() != limits.arcs.size() ||
       std::memcmp(arcs_.data(), limits.arcs.data(),
                   arcs_.size() * sizeof(ArcLimits)) != 0) &&
      SetArcs(limits.arcs);
  const int64_t* const wanted = limits.arc_capacity_bpd.data();
  int32_t* const capacities = capacities_.data();
  const size_t arc_count = limits.arcs.size();
  for (size_t a = 0; a < arc_count; ++a) {
    capacities[a] = static_cast<int32_t>(wanted[a]);
  }
  for (const int arc : mandated_) {
    SetArcCapacity(arc, wanted[arc], arcs_[arc].mandated_bpd);
  }
  return lanes_wanted;
}

int64_t WarmDay::ArcFlow(absl::Span<const int32_t> flows, int arc) const {
  const int lane = mandated_lane_[arc];
  return int64_t{flows[arc]} + (lane >= 0 ? flows[lane] : 0);
}

bool WarmDay::Solve(size_t pass, bool with_minimums) {
  WarmBasis& own = passes_[pass];
  if (pass > 0 && own.restarts()) {
    own.RestartFrom(passes_[last_pass_]);
  }
  last_pass_ = pass;
  if (!floating_.empty()) {
    if (own.floating_count() < static_cast<int>(floating_.size())) {
      own.LetFloat(floating_);
    }
    own.SetCents(cents_);
  }
  if (!own.Solve(capacities_, with_minimums ? absl::MakeSpan(minimums_)
                                            : absl::Span<int32_t>())) {
    return false;
  }
  flows_ = own.flows_bpd();
  for (size_t i = 0; i < fills_.size(); ++i) {
    Peak& peak = peaks_[i];
    peak.filled_bpd = std::max(peak.filled_bpd, flows_[fills_[i].lane]);
    peak.drawn_bpd = std::max(peak.drawn_bpd, flows_[draws_[i].lane]);
  }
  return true;
}

// As DayAllocator::KeepShares.
bool WarmDay::KeepShares(const DayLimits& limits, int group) {
  const std::vector<int>& arcs = network_->groups()[group].arcs;
  const size_t count = arcs.size();
  const absl::Span<const int32_t> free_flows = flows_;
  int64_t total = 0;
  for (size_t i = 0; i < count; ++i) {
    total += ArcFlow(flows_, arcs[i]);
    weights_[i] = limits.arcs[arcs[i]].group_weight;
    caps_[i] = limits.arc_capacity_bpd[arcs[i]];
  }
  const size_t first = 1 + kRounds * static_cast<size_t>(group);
  for (size_t round = 0; round <= count; ++round) {
    cutter_.ShareOut(total, absl::MakeConstSpan(weights_).first(count),
                     absl::MakeConstSpan(caps_).first(count),
                     absl::MakeSpan(shares_).first(count));
    bool as_shared = true;
    bool as_free = true;
    for (size_t i = 0; i < count; ++i) {
      as_shared = as_shared && ArcFlow(flows_, arcs[i]) == shares_[i];
      as_free = as_free && ArcFlow(free_flows, arcs[i]) <= shares_[i];
      SetArcCapacity(arcs[i], shares_[i], limits.arcs[arcs[i]].mandated_bpd);
    }
    if (as_shared) {
      return true;
    }
    if (as_free) {
      // Where one arc cannot carry its share, the others often carry what they
      // would if they were free. Flows that keep to further bounds are still
      // the only optimum; a mandated part is full before a voluntary one flows,
      // so both keep to theirs.
      flows_ = free_flows;
    } else if (!Solve(first + std::min(round, kRounds - 1), false)) {
      return false;
    }
    bool all_carried = true;
    for (size_t i = 0; i < count; ++i) {
      const int64_t carried = ArcFlow(flows_, arcs[i]);
      if (carried < shares_[i]) {
        caps_[i] = carried;
        all_carried = false;
      }
    }
    if (all_carried) {
      return true;
    }
  }
  return true;
}

// As DayAllocator::FillCompulsory.
bool WarmDay::FillCompulsory(const DayLimits& limits) {
  bool any = false;
  const size_t first = 1 + kRounds * network_->groups().size();
  bool solved = true;
  for (const int i : fill_order_) {
    const NodeLane& fill = fills_[i];
    const int64_t compulsory = limits.storages[fill.node].compulsory_fill_bpd;
    if (compulsory == 0) {
      continue;
    }
    int64_t entered = 0;
    for (const int arc : network_->arcs_to(fill.node)) {
      const int64_t flow = ArcFlow(flows_, arc);
      entered += flow;
      SetArcCapacity(arc, flow, limits.arcs[arc].mandated_bpd);
    }
    any = true;
    minimums_[fill.lane] = static_cast<int32_t>(std::min(entered, compulsory));
    capacities_[fill.lane] = minimums_[fill.lane];
    capacities_[draws_[i].lane] = 0;
    // The only optimum of a day that keeps to further bounds is theirs, too.
    if (flows_[fill.lane] == minimums_[fill.lane] &&
        flows_[draws_[i].lane] == 0) {
      continue;
    }
    if (!Solve(first + static_cast<size_t>(i), true)) {
      solved = false;
      break;
    }
  }
  if (any) {
    for (const NodeLane& fill : fills_) {
      minimums_[fill.lane] = 0;
    }
  }
  return solved;
}

bool WarmDay::Run(const DayLimits& limits) {
  if (!nodes_fit_ || !arcs_fit_ || !Solve(0, false)) {
    return false;
  }
  for (const int group : network_->group_order()) {
    if (!KeepShares(limits, group)) {
      return false;
    }
  }
  return fills_.empty() || FillCompulsory(limits);
}

void WarmDay::ReadFlows(const DayLimits& limits, DayFlows* day) const {
  const int32_t* const flows = flows_.data();
  const size_t arc_count = network_->arcs().size();
  const size_t node_count = network_->nodes().size();
  day->arc_bpd.resize(arc_count);
  // Of nodes only those below ever differ from 0.
  day->produced_bpd.resize(node_count);
  day->delivered_bpd.resize(node_count);
  day->filled_bpd.resize(node_count);
  day->drawn_bpd.resize(node_count);
  int64_t* const arcs = day->arc_bpd.data();
  for (size_t a = 0; a < arc_count; ++a) {
    arcs[a] = flows[a];
  }
  for (const int arc : mandated_) {
    arcs[arc] += flows[mandated_lane_[arc]];
  }
  for (const NodeLane& producer : producers_) {
    day->produced_bpd[producer.node] = flows[producer.lane];
  }
  for (const NodeLane& sink : sinks_) {
    day->delivered_bpd[sink.node] = flows[sink.lane];
  }
  for (const NodeLane& fill : fills_) {
    day->filled_bpd[fill.node] = flows[fill.lane];
  }
  for (const NodeLane& draw : draws_) {
    day->drawn_bpd[draw.node] = flows[draw.lane];
  }
  for (const int stock : stocks_) {
    day->filled_bpd[stock] = limits.storages[stock].fill_bpd;
    day->drawn_bpd[stock] = limits.storages[stock].draw_bpd;
  }
}

void WarmDay::ReadPeaks() {
  for (size_t i = 0; i < fills_.size(); ++i) {
    peak_filled_[fills_[i].node] = peaks_[i].filled_bpd;
    peak_drawn_[fills_[i].node] = peaks_[i].drawn_bpd;
  }
  for (const int stock : stocks_) {
    peak_filled_[stock] = 0;
    peak_drawn_[stock] = 0;
  }
}

WarmDayCounts WarmDay::counts() const {
  WarmDayCounts counts = counts_;
  for (const WarmBasis& pass : passes_) {
    const WarmCounts& own = pass.counts();
    counts.passes.solves += own.solves;
    counts.passes.unchanged += own.unchanged;
    counts.passes.misses += own.misses;
    counts.passes.unproven += own.unproven;
    counts.passes.pivots += own.pivots;
  }
  return counts;
}

void WarmDay::Allocate(const DayLimits& limits, DayFlows* flows) {
  ++counts_.days;
  if (SetLimits(limits)) {
    Admit(limits);
    SetLimits(limits);
  }
  for (Peak& peak : peaks_) {
    peak = Peak();
  }
  if (Run(limits)) {
    ReadFlows(limits, flows);
    ReadPeaks();
  } else {
    // Nobody saw what the passes did: every bound may have decided.
    std::fill(peak_filled_.begin(), peak_filled_.end(), kUnlimitedBpd);
    std::fill(peak_drawn_.begin(), peak_drawn_.end(), kUnlimitedBpd);
    ++counts_.handed_over;
    *flows = cold_.Allocate(limits);
  }
}

}  // namespace oilflow
