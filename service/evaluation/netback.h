// What a barrel is worth where it stands, and what is really paid for it.

#ifndef OILFLOW_SERVICE_EVALUATION_NETBACK_H_
#define OILFLOW_SERVICE_EVALUATION_NETBACK_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "service/allocation/day.h"
#include "service/evaluation/money.h"
#include "service/network/network.h"

namespace oilflow {

// By node, in US cents: the best price of any sink that can be reached on arcs
// that are open, less the costs along the way. Missing where there is none.
// Room is not looked at: a full market still says what oil is worth. Of a
// proportional group nobody can choose the best arc: it is worth the mean of
// its arcs by their shares.
std::vector<std::optional<int64_t>> BestNetbacks(const Network& network,
                                                 const DayLimits& limits);

// What an arc's barrel is worth where the arc begins; missing if it leads
// nowhere.
std::optional<int64_t> WorthOn(
    const Network& network, const DayLimits& limits, int arc,
    const std::vector<std::optional<int64_t>>& netbacks);

// What is paid for a barrel that is worth `worth_cents`.
int64_t PaidFor(const PaymentTerms& terms, int64_t worth_cents);

// Sets what is withheld, for one day after another of a network. Not for use by
// two threads at once.
class Withholding {
 public:
  // `network` must outlive it.
  explicit Withholding(const Network& network);

  // On every arc with a payer: what its barrel is worth less what is paid for
  // it. On other arcs nothing is ever withheld, and they are left alone.
  void Set(const std::vector<PaymentTerms>& terms, DayLimits* limits);

 private:
  const Network& network_;
  std::vector<int> paid_arcs_;
  // Nodes that these lead to, the last ones first, and the netbacks found
  // there.
  std::vector<int> nodes_;
  std::vector<int64_t> best_;
};

// The same for a single day.
void SetWithheld(const Network& network, const std::vector<PaymentTerms>& terms,
                 DayLimits* limits);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_NETBACK_H_
