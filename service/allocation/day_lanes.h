// The limits of a day as the bounds and costs of a circulation.

#ifndef OILFLOW_SERVICE_ALLOCATION_DAY_LANES_H_
#define OILFLOW_SERVICE_ALLOCATION_DAY_LANES_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/chains.h"
#include "service/allocation/day.h"
#include "service/allocation/problem.h"
#include "service/allocation/warm_basis.h"
#include "service/allocation/warm_lines.h"
#include "service/network/network.h"

namespace oilflow {

// A lane is a chain of links, and a link is an arc of the circulation. Of the
// links, the voluntary parts of the network's arcs come first, in order. Parts
// that are never open have none: a mandated part of an arc that was never
// mandated, a country in which nothing counts.
class DayLanes {
 public:
  // A storage, and its lanes.
  struct Storage {
    int node = 0;
    int fill = 0;
    int draw = 0;
  };

  // `network` must outlive it. See WarmDay.
  DayLanes(const Network& network, const DayLimits& reference);

  // Gives mandated parts that have no link one. True if there were any: then
  // problem() is another one, and costs do not float before the next Float().
  bool Admit(const DayLimits& limits);

  // That of the reference: its arcs are the lanes.
  const Problem& problem() const { return chains_.problem; }

  // Lets costs float from those of problem(), of which `start` was made, and
  // makes lists so long that they are read in place. `start` must outlive it,
  // or the next call.
  void Float(const WarmStart& start, int padded_count);

  // Takes the limits of a day. False if a mandated part has no link.
  bool Set(const DayLimits& limits);

  // Whether costs can float as far as those of the day do.
  bool fit() const { return far_count_ == 0; }
  // For days on which they cannot: costs by lane, as long as cents().
  void ReadCosts(LineVector<int64_t>* costs) const;

  // By lane.
  absl::Span<const int32_t> capacities_bpd() const { return capacities_; }
  absl::Span<const int32_t> minimums_bpd() const { return minimums_; }
  // Lanes whose costs float, and how many cents more than in the reference they
  // cost, as WarmBasis takes them.
  absl::Span<const int> floating() const { return floating_; }
  absl::Span<const int16_t> cents() const { return cents_; }
  const std::vector<Storage>& storages() const { return storages_; }

  // What bounds the two parts of an arc. An arc of a group shares its lanes
  // with no other arc of a group: it leaves a node that has other ways out.
  struct ArcBounds {
    int32_t voluntary_bpd = 0;
    int32_t mandated_bpd = 0;
  };
  ArcBounds BoundsOf(int arc) const {
    const ArcLanes& lanes = arc_lanes_[arc];
    return {capacities_[lanes.voluntary],
            lanes.mandated >= 0 ? capacities_[lanes.mandated] : 0};
  }
  // Lets no more flow on an arc than this, nor than `others` do.
  void BoundArc(int arc, int64_t capacity_bpd, int64_t mandated_bpd,
                const ArcBounds& others) {
    const ArcLanes& lanes = arc_lanes_[arc];
    int64_t mandated = 0;
    if (lanes.mandated >= 0) {
      mandated = std::min(capacity_bpd, mandated_bpd);
      capacities_[lanes.mandated] = Least(others.mandated_bpd, mandated);
    }
    capacities_[lanes.voluntary] =
        Least(others.voluntary_bpd, capacity_bpd - mandated);
  }
  // Nor than what bounds it already.
  void BoundArc(int arc, int64_t capacity_bpd, int64_t mandated_bpd) {
    BoundArc(arc, capacity_bpd, mandated_bpd, BoundsOf(arc));
  }

  // Lets a storage fill just so much, and draw nothing.
  void HoldFill(const Storage& storage, int64_t fill_bpd);
  void ReleaseFills();

  // What flows on both parts of an arc; of flows by lane.
  int64_t ArcFlow(absl::Span<const int32_t> flows_bpd, int arc) const {
    const ArcLanes& lanes = arc_lanes_[arc];
    return int64_t{flows_bpd[lanes.voluntary]} +
           (lanes.mandated >= 0 ? flows_bpd[lanes.mandated] : 0);
  }
  // `day` is empty or of the same network.
  void ReadFlows(const DayLimits& limits, absl::Span<const int32_t> flows_bpd,
                 DayFlows* day) const;

 private:
  struct NodeLink {
    int node = 0;
    int link = 0;
    int lane = 0;
  };
  // Of an arc; -1 if its mandated part has none.
  struct ArcLanes {
    int voluntary = 0;
    int mandated = -1;
  };
  struct Floating {
    // Which of the floating lanes it is, -1 if it never cost anything else than
    // in the reference.
    int place = -1;
    // How many cents more or less than in the reference it may cost, and how
    // many more it costs on the day.
    int64_t most_cents = 0;
    int64_t more_cents = 0;

    bool far() const {
      return more_cents > most_cents || more_cents < -most_cents;
    }
  };

  int Add(int from, int to, int64_t cost);
  void AddNode(int node);
  void MakeProblem();
  // Sets what links of nodes cost, and lets `bound` bound their lanes.
  template <class Bound>
  void SetNodes(const DayLimits& limits, const Bound& bound);
  // Set the bounds of a day anew, those of mandated parts to none. CopyLinks is
  // faster, where lanes are a link each, and returns false if some arc has a
  // capacity that does not fit into 32 bits: then JoinLinks must follow.
  void JoinLinks(const DayLimits& limits);
  bool CopyLinks(const DayLimits& limits);
  bool SetArcs(const std::vector<ArcLimits>& arcs);
  // What is more than anything that flows, such as potentials that policies
  // have added up, need not fit into 32 bits: it bounds nothing. Whoever finds
  // a lane full that nothing bounds says so: see WarmOutcome::kTooLarge.
  static int32_t Least(int32_t bound_bpd, int64_t capacity_bpd) {
    return static_cast<int32_t>(std::min<int64_t>(bound_bpd, capacity_bpd));
  }
  void BoundLane(int lane, int64_t capacity_bpd) {
    capacities_[lane] = Least(capacities_[lane], capacity_bpd);
  }
  // Notes what a link of fixed_ costs beside what it always does; returns how
  // much more that is than before, which its lanes are still to be told.
  int64_t MoreCents(int link, int64_t cents) {
    return cents - std::exchange(link_cents_[link], cents);
  }
  // The same for the link of a node, whose lane is told.
  void SetCents(const NodeLink& link, int64_t cents);
  void MoveCents(int lane, int64_t more_cents);

  const Network* network_;
  DayLimits reference_;
  // Arcs whose mandated parts have links.
  std::vector<int> mandated_;
  // Links of nodes.
  std::vector<NodeLink> countries_;
  std::vector<NodeLink> producers_;
  std::vector<NodeLink> sinks_;
  std::vector<NodeLink> fills_;
  std::vector<NodeLink> draws_;
  std::vector<int> stocks_;
  // The circulation with what links always cost, before any is made for
  // mandated parts.
  Problem fixed_;
  // All links, and lanes with the bounds and costs of the reference.
  Chains chains_;
  std::vector<ArcLanes> arc_lanes_;
  std::vector<Storage> storages_;
  // By link of fixed_: what it costs on the day beside what it always does. A
  // mandated part costs as many cents as its voluntary one.
  std::vector<int64_t> link_cents_;
  LineVector<int32_t> capacities_;
  LineVector<int32_t> minimums_;

  // Null before costs float: what a lane costs then is where it floats from.
  const WarmStart* start_ = nullptr;
  // By lane.
  std::vector<Floating> floats_;
  // By floating lane: the lane, and how many cents more than in the reference
  // it costs on the day, where that is not far.
  std::vector<int> floating_;
  LineVector<int16_t> cents_;
  int far_count_ = 0;
  // Of arcs, on the day before.
  std::vector<ArcLimits> arcs_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_DAY_LANES_H_
