// Daily changes of supply as means over calendar months.

#ifndef OILFLOW_SERVICE_MARKET_SUPPLY_MONTHS_H_
#define OILFLOW_SERVICE_MARKET_SUPPLY_MONTHS_H_

#include <vector>

#include "absl/time/civil_time.h"

namespace oilflow {

// One calendar month of a horizon.
struct SupplyMonth {
  absl::CivilMonth month;
  // Days of it in the horizon, and all that it has.
  int horizon_day_count = 0;
  int calendar_day_count = 0;
};

// The months of `day_count` days from `first_day`; at least one day.
std::vector<SupplyMonth> MonthsOf(absl::CivilDay first_day, int day_count);

// The mean of `daily` over each calendar month: days before the horizon count
// as 0, days after it as the mean of those of the month that lie in it. A halt
// of 450 on 25 March is 101.6 in March, not 450. `daily` has a value for every
// day from `first_day`, and at least one.
std::vector<double> MonthlyMeans(absl::CivilDay first_day,
                                 const std::vector<double>& daily);

// The other way: the mean over the days of the horizon of what has these means
// over its calendar months, each spread evenly over the days of the month that
// are not before the horizon. `monthly` has a value for each of MonthsOf.
double HorizonMean(absl::CivilDay first_day, int day_count,
                   const std::vector<double>& monthly);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_SUPPLY_MONTHS_H_
