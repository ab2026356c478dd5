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
// By month T from the announcement,
//
//   jump = credibility * max_T ln((F e^{p_T - r T} - k T) / F)
//
// where p_T is 0 in the months before the path. So with a lead the jump is
// never below 0: news of more oil later does not move the front through
// storage. Without one the first month is the front itself, for which nothing
// need be stored: a gain announced on its first day moves the front down by
// p_0, or by less if a later month is dearer by more than it costs to wait. 0
// for an empty path.
double AnnouncementJump(const std::vector<double>& log_price_path,
                        int lead_months, double credibility,
                        const CarryTerms& terms);

// The share of its month that is left on `day`, that day included: what a jump
// on it is in the month's average.
double ShareOfMonthLeft(absl::CivilDay day);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SURPRISE_H_
