// Only surprises move prices: what was known, and news before barrels.

#ifndef OILFLOW_SERVICE_MARKET_SURPRISE_H_
#define OILFLOW_SERVICE_MARKET_SURPRISE_H_

#include <vector>

#include "absl/time/civil_time.h"

#include "service/units/units.h"

namespace oilflow {

// A full-information effect split by the chance that the market gave it (S1).
struct SurpriseSplit {
  double if_happens = 0;  // (1 - pi) p*
  double if_not = 0;      // -pi p*
  // Both weighted with their chances: 0 but for rounding.
  double expected = 0;
};

// `already_priced` is pi, in [0, 1].
SurpriseSplit SplitSurprise(double full_log_change, double already_priced);

// What it costs to hold a barrel for later.
struct CarryTerms {
  DollarsPerBarrel front_price;
  // Continuously compounded, a year.
  double interest_rate = 0;
  // A month.
  DollarsPerBarrel storage_cost;
};

// By how much the front jumps when a path of expected log prices becomes known
// `lead_months` before its first month: the most that any month is worth today,
// less what it costs to keep a barrel until then, times how far it is believed.
// 0 if none is worth keeping: news of more oil later does not move the front
// through storage. By month T from the announcement,
//
//   jump = credibility * max_T ln((F e^{p_T - r T} - k T) / F),  at least 0
double AnnouncementJump(const std::vector<double>& log_price_path,
                        int lead_months, double credibility,
                        const CarryTerms& terms);

// The share of its month that is left on `day`, that day included: what a jump
// on it is in the month's average.
double ShareOfMonthLeft(absl::CivilDay day);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SURPRISE_H_
