// What became of the barrels: from the headline to net market supply.

#ifndef OILFLOW_SERVICE_EVALUATION_LEDGER_H_
#define OILFLOW_SERVICE_EVALUATION_LEDGER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"

#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"

namespace oilflow {

// Why barrels came or went; docs/model.md defines each.
enum class Mechanism {
  kRerouted,
  kNew,
  kLost,
  kNoPaidOutlet,
  kOutage,
  kSanctions,
  kLeakage,
  kQuotaOffset,
  kSpareResponse,
  kDisplaced,
  kDomesticUse,
  kOperator,
  kInterdiction,
  kStorage,
  kStockRelease,
};

// Barrels of one node under one mechanism, in two columns: what the markets
// get more and what they get less. Rerouted oil stands in both.
struct LedgerEntry {
  Mechanism mechanism = Mechanism::kNew;
  int node = 0;
  int64_t more_bpd = 0;
  int64_t less_bpd = 0;
};

// The entries of a day in the order of mechanisms and nodes, those with both
// columns 0 left out. They sum, more less less, to the change of what markets
// get, exactly: an INTERNAL error if they do not.
absl::StatusOr<std::vector<LedgerEntry>> LedgerOf(const Network& network,
                                                  const DayOutcome& outcome);

// The change of what markets get: what enters them, and what strategic stocks
// sell less what they buy.
int64_t NetMarketSupply(const Network& network, const DayOutcome& outcome);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_LEDGER_H_
