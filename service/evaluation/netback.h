// What a barrel is worth where it stands, and what is really paid for it.

#ifndef OILFLOW_SERVICE_EVALUATION_NETBACK_H_
#define OILFLOW_SERVICE_EVALUATION_NETBACK_H_

#include <cstddef>
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

// Finds the best netbacks of some nodes, for one day after another of a
// network.
class NetbackOrder {
 public:
  NetbackOrder() = default;
  // Each node comes after all that it leads to.
  NetbackOrder(const Network& network, const std::vector<int>& nodes);

  // Into `best`, by node, those of its own nodes; the least int64_t where there
  // is none.
  void Find(const DayLimits& limits, std::vector<int64_t>* best) const;

 private:
  struct ArcTo {
    int arc = 0;
    int to = 0;
  };
  // An arc, or those that a proportional group shares oil among.
  struct Way {
    size_t first_arc = 0;
    size_t arc_count = 0;
    bool shared = false;
  };
  struct Stop {
    int node = 0;
    bool sells = false;
    size_t first_way = 0;
    size_t way_count = 0;
  };

  int64_t WorthOf(const Way& way, const DayLimits& limits,
                  const std::vector<int64_t>& best) const;

  std::vector<ArcTo> arcs_;
  std::vector<Way> ways_;
  std::vector<Stop> stops_;
};

// Sets what is withheld, for one day after another of a network. Not for use by
// two threads at once.
class Withholding {
 public:
  explicit Withholding(const Network& network);

  // On every arc with a payer: what its barrel is worth less what is paid for
  // it. On other arcs nothing is ever withheld, and they are left alone.
  void Set(const std::vector<PaymentTerms>& terms, DayLimits* limits);

 private:
  struct PaidArc {
    int arc = 0;
    int to = 0;
  };

  std::vector<PaidArc> paid_arcs_;
  // Of the nodes that these lead to, and the netbacks found there.
  NetbackOrder order_;
  std::vector<int64_t> best_;
};

// The same for a single day.
void SetWithheld(const Network& network, const std::vector<PaymentTerms>& terms,
                 DayLimits* limits);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_NETBACK_H_
