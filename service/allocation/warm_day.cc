#include "service/allocation/warm_day.h"

#include <algorithm>

#include "service/allocation/proportional.h"

namespace oilflow {
namespace {

// Rounds of a group that have a basis of their own; the last is for the others,
// too, which are seldom.
constexpr size_t kRounds = 2;

}  // namespace

WarmDay::WarmDay(const Network& network, const DayLimits& reference,
                 Kernels kernels)
    : network_(&network),
      kernels_(kernels),
      cold_(network),
      lanes_(network, reference) {
  const size_t node_count = network.nodes().size();
  peak_filled_.assign(node_count, 0);
  peak_drawn_.assign(node_count, 0);
  const std::vector<DayLanes::Storage>& storages = lanes_.storages();
  for (const int node : network.topological_order()) {
    for (size_t i = 0; i < storages.size(); ++i) {
      if (storages[i].node == node) {
        fill_order_.push_back(static_cast<int>(i));
      }
    }
  }
  peaks_.resize(storages.size());
  size_t largest = 0;
  for (const ProportionalGroup& group : network.groups()) {
    largest = std::max(largest, group.arcs.size());
  }
  weights_.resize(largest);
  caps_.resize(largest);
  shares_.resize(largest);
  members_.resize(largest);
  Build();
}

void WarmDay::Build() {
  passes_.clear();
  start_ = std::make_unique<WarmStart>(lanes_.problem());
  const size_t count =
      1 + kRounds * network_->groups().size() + lanes_.storages().size();
  passes_.reserve(count);
  while (passes_.size() < count) {
    passes_.push_back({WarmBasis(*start_, kernels_), false});
  }
  lanes_.Float(*start_, passes_.front().basis.padded_count());
  lanes_.ReadCosts(&reference_costs_);
  costs_ = reference_costs_;
}

void WarmDay::Restart() {
  for (Pass& pass : passes_) {
    pass.basis.Restart();
    pass.far = false;
  }
}

// Costs float where they can, which is faster, and are set where they cannot.
void WarmDay::Price(Pass* pass) {
  WarmBasis& basis = pass->basis;
  const absl::Span<const int> floating = lanes_.floating();
  if (!lanes_.fit()) {
    lanes_.ReadCosts(&costs_);
    basis.SetCosts(costs_);
    pass->far = true;
    return;
  }
  if (pass->far) {
    basis.SetCosts(reference_costs_);
    pass->far = false;
  }
  if (!floating.empty()) {
    if (basis.floating_count() < static_cast<int>(floating.size())) {
      basis.LetFloat(floating);
    }
    basis.SetCents(lanes_.cents());
  }
}

bool WarmDay::Solve(size_t pass, bool with_minimums) {
  WarmBasis& own = passes_[pass].basis;
  if (pass > 0 && own.restarts()) {
    own.RestartFrom(passes_[last_pass_].basis);
    passes_[pass].far = passes_[last_pass_].far;
  }
  last_pass_ = pass;
  Price(&passes_[pass]);
  if (!own.Solve(lanes_.capacities_bpd(), with_minimums
                                              ? lanes_.minimums_bpd()
                                              : absl::Span<const int32_t>())) {
    return false;
  }
  flows_ = own.flows_bpd();
  const std::vector<DayLanes::Storage>& storages = lanes_.storages();
  for (size_t i = 0; i < storages.size(); ++i) {
    Peak& peak = peaks_[i];
    peak.filled_bpd = std::max(peak.filled_bpd, flows_[storages[i].fill]);
    peak.drawn_bpd = std::max(peak.drawn_bpd, flows_[storages[i].draw]);
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
    const int arc = arcs[i];
    members_[i] = {.bounds = lanes_.BoundsOf(arc),
                   .mandated_bpd = limits.arcs[arc].mandated_bpd,
                   .free_bpd = lanes_.ArcFlow(flows_, arc)};
    members_[i].carried_bpd = members_[i].free_bpd;
    total += members_[i].free_bpd;
    weights_[i] = limits.arcs[arc].group_weight;
    caps_[i] = limits.arc_capacity_bpd[arc];
  }
  const size_t first = 1 + kRounds * static_cast<size_t>(group);
  for (size_t round = 0; round <= count; ++round) {
    ShareOut(total, absl::MakeConstSpan(weights_).first(count),
             absl::MakeConstSpan(caps_).first(count),
             absl::MakeSpan(shares_).first(count));
    bool as_shared = true;
    bool as_free = true;
    for (size_t i = 0; i < count; ++i) {
      as_shared = as_shared && members_[i].carried_bpd == shares_[i];
      as_free = as_free && members_[i].free_bpd <= shares_[i];
      lanes_.BoundArc(arcs[i], shares_[i], members_[i].mandated_bpd,
                      members_[i].bounds);
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
      const int64_t carried = lanes_.ArcFlow(flows_, arcs[i]);
      members_[i].carried_bpd = carried;
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
    const DayLanes::Storage& storage = lanes_.storages()[i];
    const int64_t compulsory =
        limits.storages[storage.node].compulsory_fill_bpd;
    if (compulsory == 0) {
      continue;
    }
    int64_t entered = 0;
    for (const int arc : network_->arcs_to(storage.node)) {
      const int64_t flow = lanes_.ArcFlow(flows_, arc);
      entered += flow;
      lanes_.BoundArc(arc, flow, limits.arcs[arc].mandated_bpd);
    }
    any = true;
    const int64_t held = std::min(entered, compulsory);
    lanes_.HoldFill(storage, held);
    // The only optimum of a day that keeps to further bounds is theirs, too.
    if (flows_[storage.fill] == held && flows_[storage.draw] == 0) {
      continue;
    }
    if (!Solve(first + static_cast<size_t>(i), true)) {
      solved = false;
      break;
    }
  }
  if (any) {
    lanes_.ReleaseFills();
  }
  return solved;
}

bool WarmDay::Run(const DayLimits& limits) {
  if (!Solve(0, false)) {
    return false;
  }
  for (const int group : network_->group_order()) {
    if (!KeepShares(limits, group)) {
      return false;
    }
  }
  return fill_order_.empty() || FillCompulsory(limits);
}

void WarmDay::ReadPeaks() {
  const std::vector<DayLanes::Storage>& storages = lanes_.storages();
  for (size_t i = 0; i < storages.size(); ++i) {
    peak_filled_[storages[i].node] = peaks_[i].filled_bpd;
    peak_drawn_[storages[i].node] = peaks_[i].drawn_bpd;
  }
}

WarmDayCounts WarmDay::counts() const {
  WarmDayCounts counts = counts_;
  for (const Pass& pass : passes_) {
    const WarmCounts& own = pass.basis.counts();
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
  if (!lanes_.Set(limits)) {
    lanes_.Admit(limits);
    Build();
    lanes_.Set(limits);
  }
  for (Peak& peak : peaks_) {
    peak = Peak();
  }
  if (Run(limits)) {
    lanes_.ReadFlows(limits, flows_, flows);
    ReadPeaks();
  } else {
    // Nobody saw what the passes did: every bound may have decided.
    for (const DayLanes::Storage& storage : lanes_.storages()) {
      peak_filled_[storage.node] = kUnlimitedBpd;
      peak_drawn_[storage.node] = kUnlimitedBpd;
    }
    ++counts_.handed_over;
    *flows = cold_.Allocate(limits);
  }
}

}  // namespace oilflow
