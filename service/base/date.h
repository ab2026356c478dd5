// Civil dates as ISO 8601 text.

#ifndef OILFLOW_SERVICE_BASE_DATE_H_
#define OILFLOW_SERVICE_BASE_DATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace oilflow {

// The first and the last day that oilflow speaks of. A date outside is a typing
// error, and is refused at every edge.
inline constexpr absl::CivilDay kFirstDay(1960, 1, 1);
inline constexpr absl::CivilDay kLastDay(2100, 1, 1);

// Reads `2025-03-01`. An error if the text is anything else, names no day of
// the calendar, or lies outside [kFirstDay, kLastDay].
absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text);

// The day of this year, month and day, with the errors of ParseDate.
absl::StatusOr<absl::CivilDay> MakeDate(int year, int month, int day);

// Writes `2025-03-01`.
std::string PrintDate(absl::CivilDay day);

// Writes `2025-03`.
std::string PrintMonth(absl::CivilMonth month);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_DATE_H_
