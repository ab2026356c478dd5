// Who pays whom: money that changes hands with a day's oil.

#ifndef OILFLOW_SERVICE_EVALUATION_MONEY_H_
#define OILFLOW_SERVICE_EVALUATION_MONEY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/network/network.h"

namespace oilflow {

enum class MoneyKind { kSales, kTariffs, kAdvances, kArrears, kBlocked };
inline constexpr size_t kMoneyKindCount = 5;

// Shares of money are whole parts of this many.
inline constexpr int64_t kPartsPerMillion = 1000000;

// On what terms the payer of an arc buys oil where the arc begins.
struct PaymentTerms {
  // A fixed sum for each barrel; if missing, a share of what the payer gets
  // for it, net of costs, in parts per million.
  std::optional<int64_t> advance_cents;
  int64_t paid_ppm = kPartsPerMillion;

  bool operator==(const PaymentTerms&) const = default;
};

// What decides a day's money beside its limits and flows.
struct MoneyTerms {
  int64_t brent_cents = 0;
  // By arc; used where the arc has a payer.
  std::vector<PaymentTerms> arcs;
  // By payment channel: the share of the money that is blocked, in parts per
  // million.
  std::vector<int64_t> blocked_ppm;

  bool operator==(const MoneyTerms&) const = default;
};

// An actor's day: what it got less what it paid, by kind, in US cents.
struct ActorDay {
  std::array<int64_t, kMoneyKindCount> net_cents{};
  // Barrels that it sold and that reached a sink or were drawn from a strategic
  // stock, and their worth at Brent.
  int64_t sold_bbl = 0;
  int64_t at_brent_cents = 0;

  bool operator==(const ActorDay&) const = default;
};

// By actor of the network, and last everyone whom it does not name. Over all of
// them each kind sums to 0, exactly.
//
// Sinks pay price times barrels to sellers. Where oil of several arcs meets,
// its proceeds and the costs that it meets further on are shared in proportion
// to the barrels, in whole cents by largest remainder; oil that is put in
// storage bears costs so far and earns nothing until it is drawn, and then for
// the storage's actor. Each arc's cost goes from the seller to its carrier. The
// seller of an arc that leaves a producer is its payer, or else its seller, or
// else the producer's actor. A payer pays the arc's seller or the producer's
// actor by the terms; arrears are an ArrearsBook's. Of the proceeds less costs
// of oil that passes an arc of a channel, the blocked share goes to the
// channel's holder. What strategic stocks sell and buy is paid at Brent.
std::vector<ActorDay> MoneyOf(const Network& network, const DayLimits& limits,
                              const DayFlows& flows, const MoneyTerms& terms);

// An actor's money over the days of a month.
struct ActorMonth {
  // Index of the actor; missing for everyone whom the network does not name.
  std::optional<int> actor;
  absl::CivilMonth month;
  int day_count = 0;
  ActorDay baseline;
  ActorDay scenario;
};

// Sums days into months, actor by actor.
class MoneyLedger {
 public:
  explicit MoneyLedger(const Network& network);

  // Days come in order; both have an entry for each actor and one for the rest.
  void Add(absl::CivilDay day, const std::vector<ActorDay>& baseline,
           const std::vector<ActorDay>& scenario);

  // By month and actor; actors whose every number is 0 in both are left out.
  std::vector<ActorMonth> Take();

 private:
  size_t actor_count_;
  std::vector<ActorMonth> months_;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_MONEY_H_
