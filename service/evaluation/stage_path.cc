#include "service/evaluation/stage_path.h"

#include <algorithm>
#include <cstddef>

#include "service/evaluation/stocks.h"

namespace oilflow {
namespace {

// Whether a limit that moves decides nothing: it never held anything back.
bool IsSlack(int64_t now_bpd, int64_t then_bpd, int64_t peak_bpd) {
  return now_bpd == then_bpd || (now_bpd > peak_bpd && then_bpd > peak_bpd);
}

// Whether a storage may have one as well as the other.
bool AreAlike(const StorageLimits& now, const StorageLimits& then,
              int64_t peak_filled_bpd, int64_t peak_drawn_bpd) {
  return then.compulsory_fill_bpd == now.compulsory_fill_bpd &&
         then.value_cents == now.value_cents &&
         IsSlack(now.fill_bpd, then.fill_bpd, peak_filled_bpd) &&
         IsSlack(now.draw_bpd, then.draw_bpd, peak_drawn_bpd);
}

// For how many days a day stays as it is while a storage's content moves by
// `change_bpd` a day, at most `most`.
int64_t DaysWithin(const StorageFacts& facts, int64_t content_bbl,
                   int64_t change_bpd, int64_t peak_filled_bpd,
                   int64_t peak_drawn_bpd, int64_t most) {
  const StorageLimits now = LimitsOfStorage(facts, content_bbl);
  // Each limit rises or falls with the content and never turns, so what holds
  // on a day holds on every day before it.
  const auto stays = [&](int64_t days) {
    return AreAlike(now,
                    LimitsOfStorage(facts, content_bbl + days * change_bpd),
                    peak_filled_bpd, peak_drawn_bpd);
  };
  if (stays(most - 1)) {
    return most;
  }
  // Day 0 stays, and so do all up to `low`.
  int64_t low = 0;
  int64_t high = most - 2;
  while (low < high) {
    const int64_t middle = low + (high - low + 1) / 2;
    if (stays(middle)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low + 1;
}

bool IsStorage(const Network& network, int node) {
  return network.nodes()[node].kind == NodeKind::kStorage;
}

}  // namespace

void WarmAllocator::Allocate(const Network& network, const DayLimits& limits,
                             DayFlows* flows) {
  if (!day.has_value()) {
    day.emplace(network, limits);
  }
  day->Allocate(limits, flows);
}

void WarmAllocator::Restart() {
  if (day.has_value()) {
    day->Restart();
  }
}

void StoragePeaks::Set(const WarmDay& day) {
  filled_bpd = day.peak_filled_bpd();
  drawn_bpd = day.peak_drawn_bpd();
}

void StoragePeaks::Raise(const std::vector<int64_t>& filled,
                         const std::vector<int64_t>& drawn) {
  filled_bpd.resize(filled.size());
  drawn_bpd.resize(drawn.size());
  for (size_t n = 0; n < filled.size(); ++n) {
    filled_bpd[n] = std::max(filled_bpd[n], filled[n]);
    drawn_bpd[n] = std::max(drawn_bpd[n], drawn[n]);
  }
}

void StoragePeaks::Clear() {
  filled_bpd.clear();
  drawn_bpd.clear();
}

void StagePath::Restart(const std::vector<int64_t>& initial_bbl) {
  begun = false;
  allocator.Restart();
  content_bbl = initial_bbl;
  storages.assign(initial_bbl.size(), StorageLimits());
}

bool StagePath::StillHolds(const Network& network,
                           const std::vector<int>& tanks) const {
  const std::vector<StorageLimits>& before = day.limits.limits.storages;
  return std::all_of(tanks.begin(), tanks.end(), [&](int tank) {
    return IsStorage(network, tank)
               ? AreAlike(before[tank], storages[tank], peaks.filled_bpd[tank],
                          peaks.drawn_bpd[tank])
               : before[tank] == storages[tank];
  });
}

void StagePath::Allocate(const Network& network) {
  allocator.Allocate(network, day.limits.limits, &day.flows);
  peaks.Set(*allocator.day);
}

int64_t StagePath::DaysHeld(const Network& network,
                            const std::vector<int>& tanks,
                            const BaselineSpan& span, int64_t most) const {
  int64_t held = most;
  for (const int tank : tanks) {
    const int64_t change =
        day.flows.filled_bpd[tank] - day.flows.drawn_bpd[tank];
    if (change != 0) {
      held =
          IsStorage(network, tank)
              ? DaysWithin(span.storages[tank], content_bbl[tank], change,
                           peaks.filled_bpd[tank], peaks.drawn_bpd[tank], held)
              : 1;
    }
  }
  return held;
}

void StagePath::Pass(const std::vector<int>& tanks, int64_t days) {
  for (const int tank : tanks) {
    content_bbl[tank] +=
        days * (day.flows.filled_bpd[tank] - day.flows.drawn_bpd[tank]);
  }
}

}  // namespace oilflow
