// Allocates the days of draw after draw, each from the day before it.

#ifndef OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_
#define OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"

#include "service/allocation/day.h"
#include "service/allocation/day_lanes.h"
#include "service/allocation/warm_basis.h"
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
// arc is mandated for the first time, for days that it hands over, and for
// groups of more than 16 arcs.
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
  // One of the passes over a day.
  struct Pass {
    WarmBasis basis;
    // Whether its costs are too far from the reference's to float.
    bool far = false;
  };
  // An arc of a group: what bounds it, must flow and flows before the group
  // keeps its shares, and what flows after the last round.
  struct Member {
    DayLanes::ArcBounds bounds;
    int64_t mandated_bpd = 0;
    int64_t free_bpd = 0;
    int64_t carried_bpd = 0;
  };
  // By storage: the most that any pass of the day fills and draws.
  struct Peak {
    int32_t filled_bpd = 0;
    int32_t drawn_bpd = 0;
  };

  // Gives all passes bases anew, from the lanes' problem.
  void Build();
  // Gives a pass the costs of the day.
  void Price(Pass* pass);
  bool Solve(size_t pass, bool with_minimums);
  bool KeepShares(const DayLimits& limits, int group);
  bool FillCompulsory(const DayLimits& limits);
  bool Run(const DayLimits& limits);
  void ReadPeaks();

  const Network* network_;
  Kernels kernels_;
  DayAllocator cold_;
  DayLanes lanes_;
  // Of storages, in topological order: indices into those of lanes_.
  std::vector<int> fill_order_;
  std::unique_ptr<WarmStart> start_;
  LineVector<int64_t> reference_costs_;
  LineVector<int64_t> costs_;
  std::vector<Pass> passes_;
  // The pass that came last, and its flows.
  size_t last_pass_ = 0;
  absl::Span<const int32_t> flows_;
  std::vector<int64_t> weights_;
  std::vector<int64_t> caps_;
  std::vector<int64_t> shares_;
  std::vector<Member> members_;
  DayFlows day_;
  std::vector<Peak> peaks_;
  std::vector<int64_t> peak_filled_;
  std::vector<int64_t> peak_drawn_;
  WarmDayCounts counts_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_ALLOCATION_WARM_DAY_H_
