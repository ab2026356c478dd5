// Allocates the days of draw after draw, each from the day before it.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/day.h"
#include "service/allocation/problem.h"
#include "service/allocation/share_cutter.h"
#include "service/allocation/warm_basis.h"
#include "service/allocation/warm_lines.h"
#include "service/network/network.h"

namespace oilflow {

struct WarmDayCounts {
  int64_t days = 0;
  // Of these, so many were left to a DayAllocator.
  int64_t handed_over = 0;
  // Summed over the passes.
  WarmCounts passes;
};

// A DayAllocator that is fast where a day is like the one before: the same
// flows for every day, bit by bit, whatever came before it. Each pass over a
// day, the first one and those that keep the shares of a group or fill a
// storage, has a warm basis of its own; a day on which one of them finds no
// single optimum is left to a DayAllocator.
//
// Not for use by two threads at once. Allocates memory when it is made, when an
// arc is mandated for the first time, and for days that it hands over.
class WarmDay {
 public:
  // `network` must outlive it. `reference` is a day like those to come: the
  // nearer, the faster.
  WarmDay(const Network& network, const DayLimits& reference,
          Kernels kernels = Kernels::kWidest);

  // To be called between draws, so that one is as fast as another.
  void Restart();

  // See DayAllocator. `flows` is empty or of the same network.
  void Allocate(const DayLimits& limits, DayFlows* flows);

  // Valid until the next call.
  const DayFlows& Allocate(const DayLimits& limits) {
    Allocate(limits, &day_);
    return day_;
  }

  // By node; used for storages: the most that any pass over the last day filled
  // and drew. As long as what a storage can take and give stays above both,
  // however it moves, the day stays as it is: a bound that holds nothing back
  // in any pass decides nothing.
  const std::vector<int64_t>& peak_filled_bpd() const { return peak_filled_; }
  const std::vector<int64_t>& peak_drawn_bpd() const { return peak_drawn_; }

  // Anew for each arc that is mandated for the first time.
  WarmDayCounts counts() const;

 private:
  // A node with its lane.
  struct NodeLane {
    int node = 0;
    int lane = 0;
  };

  // Gives mandated parts lanes, one for each arc of `mandated_`, and all passes
  // bases anew.
  void Build();
  void Admit(const DayLimits& limits);
  // Whether an arc without a lane for its mandated part is mandated.
  bool SetLimits(const DayLimits& limits);
  bool SetArcs(const std::vector<ArcLimits>& arcs);
  void SetNodeLimits(const DayLimits& limits);
  // What a lane costs beside what it always does.
  // Whether that is within what it may.
  bool SetCents(int lane, int64_t cents);
  bool LetFloat(int lane, int64_t cents);
  void SetArcCapacity(int arc, int64_t capacity_bpd, int64_t mandated_bpd);
  int64_t ArcFlow(absl::Span<const int32_t> flows_bpd, int arc) const;
  bool Solve(size_t pass, bool with_minimums);
  bool KeepShares(const DayLimits& limits, int group);
  bool FillCompulsory(const DayLimits& limits);
  bool Run(const DayLimits& limits);
  void ReadFlows(const DayLimits& limits, DayFlows* flows) const;
  void ReadPeaks();

  const Network* network_;
  DayLimits reference_;
  Kernels kernels_;
  DayAllocator cold_;

  // A lane is an arc of the problem. First come the voluntary parts of the
  // network's arcs, in order. Parts that are never open have none: a mandated
  // part of an arc that was never mandated, a country in which nothing counts.
  std::vector<int> mandated_lane_;
  std::vector<int> mandated_;
  std::vector<NodeLane> countries_;
  std::vector<NodeLane> producers_;
  std::vector<NodeLane> sinks_;
  std::vector<NodeLane> fills_;
  std::vector<NodeLane> draws_;
  // Of storages, in topological order: indices into fills_ and draws_.
  std::vector<int> fill_order_;
  std::vector<int> stocks_;
  // With what lanes always cost, before any is made for mandated parts; and
  // with all lanes, and the costs of the reference.
  Problem fixed_;
  Problem problem_;
  LineVector<int32_t> capacities_;
  LineVector<int32_t> minimums_;
  // By lane: its cents in the reference, and which of the floating lanes it is,
  // -1 if it never cost anything else.
  std::vector<int64_t> reference_cents_;
  std::vector<int> place_;
  // Lanes whose costs float, how many cents more or less than in the reference
  // they may cost, and how many more they cost on the day.
  std::vector<int> floating_;
  std::vector<int64_t> most_cents_;
  LineVector<int16_t> cents_;
  // Those of the day before.
  std::vector<ArcLimits> arcs_;
  // Whether the costs of the day are within what they may be.
  bool arcs_fit_ = true;
  bool nodes_fit_ = true;

  std::unique_ptr<WarmStart> start_;
  std::vector<WarmBasis> passes_;
  // The pass that came last, and its flows.
  size_t last_pass_ = 0;
  absl::Span<const int32_t> flows_;
  ShareCutter cutter_;
  std::vector<int64_t> weights_;
  std::vector<int64_t> caps_;
  std::vector<int64_t> shares_;
  DayFlows day_;
  // By storage: the most that any pass of the day fills and draws.
  struct Peak {
    int32_t filled_bpd = 0;
    int32_t drawn_bpd = 0;
  };
  std::vector<Peak> peaks_;
  std::vector<int64_t> peak_filled_;
  std::vector<int64_t> peak_drawn_;
  WarmDayCounts counts_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_
