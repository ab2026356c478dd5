// The numbers of the network on each day, taken from the facts.

#ifndef OILFLOW_SERVICE_EVALUATION_BASELINE_H_
#define OILFLOW_SERVICE_EVALUATION_BASELINE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/evaluation/energy.h"
#include "service/evaluation/money.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/units/units.h"

namespace oilflow {

// So many missing facts are named.
inline constexpr size_t kMaxMissing = 20;

// What a country owes OPEC+, as far as it is known.
struct QuotaFacts {
  const Fact* required = nullptr;
  const Fact* compensation = nullptr;
  // Their values at the level of the driver that moves them.
  std::optional<double> required_bpd;
  std::optional<double> compensation_bpd;

  bool operator==(const QuotaFacts&) const = default;
};

// A storage's numbers on a day, but for what is in it.
struct StorageFacts {
  int64_t capacity_bbl = 0;
  // What must be in it before any oil leaves it.
  int64_t working_bbl = 0;
  int64_t fill_bpd = kUnlimitedBpd;
  int64_t draw_bpd = kUnlimitedBpd;
  int64_t value_cents = 0;

  bool operator==(const StorageFacts&) const = default;
};

// What reading a span found, in order, nullptr where no fact holds: for those
// who read it again with other values.
struct SpanReads {
  std::vector<const Fact*> limits;
  std::vector<const Fact*> for_policies;
  std::vector<const Fact*> for_quotas;

  bool operator==(const SpanReads&) const = default;
};

// A span of days on which no fact changes.
struct BaselineSpan {
  absl::CivilDay first_day;
  DayLimits limits;
  // By arc: capacity before availability, so that a shut arc can be opened.
  std::vector<int64_t> physical_capacity_bpd;
  // By node; used for storages.
  std::vector<StorageFacts> storages;
  // By node; used for producers: what could be added. Missing if unknown.
  std::vector<std::optional<int64_t>> spare_bpd;
  // By arc; used where the arc has a payer.
  std::vector<PaymentTerms> payment;
  // By stake: the share of its asset. Missing if unknown.
  std::vector<std::optional<double>> operated_share;
  // By grid.
  std::vector<GridTerms> grids;
  // By energy link: million standard cubic metres a day, or megawatts. Missing
  // if unknown.
  std::vector<std::optional<double>> link_supply;
  // By country.
  std::vector<QuotaFacts> quotas;
  // The facts that the limits rest on, in the order of nodes and arcs.
  std::vector<const Fact*> facts;
  // And those that only policies on spare capacity, operators and energy use.
  std::vector<const Fact*> policy_facts;
  SpanReads reads;

  // Whether the days of both spans have the same numbers.
  bool IsLike(const BaselineSpan& other) const;
};

// What the facts of a horizon come to.
struct Baseline {
  // In order; the first begins on the horizon's first day.
  std::vector<BaselineSpan> spans;
  // By node: barrels in storages and strategic stocks when the horizon begins.
  std::vector<int64_t> content_bbl;
  // By node: the facts that say so; nullptr for other nodes.
  std::vector<const Fact*> content_facts;

  const BaselineSpan& SpanOf(absl::CivilDay day) const;
};

// The greatest sum of costs and prices along any route: within kMaxRouteCents a
// voluntary route can never outweigh a mandated one.
int64_t DearestRouteCents(const Network& network, const DayLimits& limits);

// OUT_OF_RANGE if a route's costs and prices or all potentials together are
// more than the allocation can hold.
absl::Status CheckSpan(const Network& network, const BaselineSpan& span);

// Reads the horizon from the snapshot. A sink's price is `brent` plus its
// differential. A fact that a driver is linked to is read at the driver's level
// within its own range.
//
// A producer needs a potential, an arc a capacity and a cost, an arc of a group
// a share, a domestic use a demand, a market a differential or a cash price, a
// storage a content, a capacity and a value, a strategic stock a content. An
// arc without an availability is open, and a market without a demand takes all
// that comes; a domestic use without a price earns nothing; a storage without
// rates takes and gives any amount. FAILED_PRECONDITION with reason
// FACTS_MISSING names up to 20 subjects, measures and days that no fact covers;
// OUT_OF_RANGE a route whose costs and prices exceed 2,000 USD/bbl, or
// potentials that exceed 500 million bpd together.
absl::StatusOr<Baseline> ReadBaseline(const Network& network,
                                      const Snapshot& snapshot,
                                      const Horizon& horizon,
                                      const std::vector<Driver>& drivers,
                                      DollarsPerBarrel brent);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_BASELINE_H_
