// google.type.Date, as civil days.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_DATE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_DATE_H_

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "google/type/date.pb.h"

#include "service/base/date.h"

namespace oilflow {

// With the errors of MakeDate: a date without a month or a day is refused.
inline absl::StatusOr<absl::CivilDay> DateFromProto(
    const google::type::Date& date) {
  return MakeDate(date.year(), date.month(), date.day());
}

inline void ToProto(absl::CivilDay day, google::type::Date* date) {
  date->set_year(static_cast<int>(day.year()));
  date->set_month(day.month());
  date->set_day(day.day());
}

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_DATE_H_
