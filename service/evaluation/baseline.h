// The numbers of the network on each day, taken from the facts.

#ifndef OILFLOW_SERVICE_EVALUATION_BASELINE_H_
#define OILFLOW_SERVICE_EVALUATION_BASELINE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/allocation/day.h"
#include "service/facts/fact_book.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"
#include "service/units/units.h"

namespace oilflow {

// What a country owes OPEC+, as far as it is known.
struct QuotaFacts {
  const Fact* required = nullptr;
  const Fact* compensation = nullptr;
};

// A span of days on which no fact changes.
struct BaselineSpan {
  absl::CivilDay first_day;
  DayLimits limits;
  // By arc: capacity before availability, so that a shut arc can be opened.
  std::vector<int64_t> physical_capacity_bpd;
  // By country.
  std::vector<QuotaFacts> quotas;
  // The facts that the limits rest on, in the order of nodes and arcs.
  std::vector<const Fact*> facts;
};

// Reads every span of the horizon from the snapshot, the first beginning on the
// horizon's first day. A sink's price is `brent` plus its differential.
//
// A producer needs a potential, an arc a capacity and a cost, an arc of a group
// a share, a domestic use a demand, a market a differential. An arc without an
// availability is open, and a market without a demand takes all that comes; a
// domestic use without a differential earns nothing. FAILED_PRECONDITION with
// reason FACTS_MISSING names up to 20 subjects, measures and days that no fact
// covers; OUT_OF_RANGE a route whose costs and prices exceed 2,000
// USD/bbl, or potentials that exceed 500 million bpd together.
absl::StatusOr<std::vector<BaselineSpan>> ReadBaseline(const Network& network,
                                                       const Snapshot& snapshot,
                                                       const Horizon& horizon,
                                                       DollarsPerBarrel brent);

// The span that a day of the horizon lies in.
size_t SpanOf(const std::vector<BaselineSpan>& spans, absl::CivilDay day);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_BASELINE_H_
