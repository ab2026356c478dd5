#include "service/market/supply_months.h"

#include <cassert>
#include <cstddef>

namespace oilflow {

std::vector<SupplyMonth> MonthsOf(absl::CivilDay first_day, int day_count) {
  assert(day_count >= 1);
  std::vector<SupplyMonth> months;
  const absl::CivilDay end = first_day + day_count;
  for (absl::CivilDay from = first_day; from < end;) {
    const absl::CivilMonth month(from);
    const absl::CivilDay next(month + 1);
    const absl::CivilDay to = next < end ? next : end;
    months.push_back(
        {.month = month,
         .horizon_day_count = static_cast<int>(to - from),
         .calendar_day_count = static_cast<int>(next - absl::CivilDay(month))});
    from = to;
  }
  return months;
}

std::vector<double> MonthlyMeans(absl::CivilDay first_day,
                                 const std::vector<double>& daily) {
  std::vector<double> means;
  absl::CivilDay from = first_day;
  size_t day = 0;
  for (const SupplyMonth& month :
       MonthsOf(first_day, static_cast<int>(daily.size()))) {
    double sum = 0;
    for (int i = 0; i < month.horizon_day_count; ++i) {
      sum += daily[day++];
    }
    const absl::CivilDay next(month.month + 1);
    // Days of the horizon and after it. One division at the end keeps the mean
    // of whole barrels as exact as a double can be.
    const auto counted = static_cast<double>(next - from);
    means.push_back(sum * counted /
                    (static_cast<double>(month.horizon_day_count) *
                     month.calendar_day_count));
    from = next;
  }
  return means;
}

double HorizonMean(absl::CivilDay first_day, int day_count,
                   const std::vector<double>& monthly) {
  double barrels = 0;
  absl::CivilDay from = first_day;
  size_t m = 0;
  for (const SupplyMonth& month : MonthsOf(first_day, day_count)) {
    const absl::CivilDay next(month.month + 1);
    barrels += monthly[m++] * month.calendar_day_count *
               month.horizon_day_count / static_cast<double>(next - from);
    from = next;
  }
  return barrels / day_count;
}

}  // namespace oilflow
