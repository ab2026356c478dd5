// One stage on its way through a horizon, for those who need no ledger: its
// day, its oil in storage, and whether tomorrow is today again.

#ifndef OILFLOW_SERVICE_EVALUATION_STAGE_PATH_H_
#define OILFLOW_SERVICE_EVALUATION_STAGE_PATH_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/allocation/day.h"
#include "service/allocation/warm_day.h"
#include "service/evaluation/baseline.h"
#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"

namespace oilflow {

// A WarmDay that begins where the first day that it sees lies.
struct WarmAllocator {
  void Allocate(const Network& network, const DayLimits& limits,
                DayFlows* flows);
  void Restart();

  std::optional<WarmDay> day;
};

// By node: the most that storages filled and drew on the way to some flows.
struct StoragePeaks {
  std::vector<int64_t> filled_bpd;
  std::vector<int64_t> drawn_bpd;

  void Set(const WarmDay& day);
  // Adds those of others.
  void Raise(const std::vector<int64_t>& filled,
             const std::vector<int64_t>& drawn);
  void Clear();
};

struct StagePath {
  StageFlows day;
  // Whether `day` is of the same horizon.
  bool begun = false;
  // Whether its limits, other than those of storages, or its flows are others
  // than on the run of days before.
  bool moved = false;
  // By node: what storages can take and give today.
  std::vector<StorageLimits> storages;
  std::vector<int64_t> content_bbl;
  WarmAllocator allocator;
  StoragePeaks peaks;

  void Restart(const std::vector<int64_t>& initial_bbl);

  // Whether `storages` allow what flowed, and nothing better: what has changed
  // of them since decided nothing. `tanks` are the storages and the strategic
  // stocks; what a stock is ordered to do must be the same.
  bool StillHolds(const Network& network, const std::vector<int>& tanks) const;

  // Finds the flows of day.limits.
  void Allocate(const Network& network);

  // For how many days, at most `most`, the tanks stay such that the day holds.
  int64_t DaysHeld(const Network& network, const std::vector<int>& tanks,
                   const BaselineSpan& span, int64_t most) const;

  // So many days like this one pass.
  void Pass(const std::vector<int>& tanks, int64_t days);
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_STAGE_PATH_H_
