#include "service/evaluation/stocks.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

namespace oilflow {

StorageLimits LimitsOfStorage(const StorageFacts& facts, int64_t content_bbl) {
  const auto within = [](int64_t barrels, int64_t rate_bpd) {
    return std::clamp<int64_t>(barrels, 0, std::min(rate_bpd, kUnlimitedBpd));
  };
  StorageLimits storage;
  storage.fill_bpd = within(facts.capacity_bbl - content_bbl, facts.fill_bpd);
  storage.draw_bpd = within(content_bbl - facts.working_bbl, facts.draw_bpd);
  storage.compulsory_fill_bpd =
      within(facts.working_bbl - content_bbl, storage.fill_bpd);
  storage.value_cents = facts.value_cents;
  return storage;
}

std::vector<StorageLimits> StorageLimitsOf(
    const Network& network, const BaselineSpan& span,
    const std::vector<int64_t>& content_bbl) {
  std::vector<StorageLimits> limits(network.nodes().size());
  for (size_t n = 0; n < limits.size(); ++n) {
    if (network.nodes()[n].kind == NodeKind::kStorage) {
      limits[n] = LimitsOfStorage(span.storages[n], content_bbl[n]);
    }
  }
  return limits;
}

std::vector<int64_t> ContentAfter(const std::vector<int64_t>& content_bbl,
                                  const DayFlows& flows) {
  std::vector<int64_t> after = content_bbl;
  for (size_t n = 0; n < after.size(); ++n) {
    after[n] += flows.filled_bpd[n] - flows.drawn_bpd[n];
    assert(after[n] >= 0);
  }
  return after;
}

}  // namespace oilflow
