// Events of the past that a world's scenarios are held against.

#ifndef OILFLOW_SERVICE_STORE_BACKTEST_EVENTS_H_
#define OILFLOW_SERVICE_STORE_BACKTEST_EVENTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace oilflow {

// What was reported of one event, and what not to judge by it.
struct BacktestEvent {
  std::string id;
  std::string display_name;
  // The last segment of `scenarios/{scenario}`; its `as_of` is before `day`.
  std::string scenario;
  absl::CivilDay day;
  // The days over which volumes are judged, counted from 0.
  int volume_first_day = 0;
  int volume_day_count = 0;
  // Whether what was reported is before strategic stocks: net_emf; otherwise
  // net_all.
  bool before_stocks = false;
  double observed_low_bpd = 0;
  double observed_high_bpd = 0;
  // Price windows of this many trading days or more are not scored; missing if
  // all are. 1 leaves none.
  std::optional<int> excluded_from_days;
  std::string excluded_reason;
  std::string confounders;
  std::string source;
};

// Columns event_id, display_name, scenario, event_date, volume_first_day,
// volume_day_count, volume_measure, observed_low_bpd, observed_high_bpd,
// excluded_from_days, excluded_reason, confounders, source; at most 1,000 rows,
// by date. Errors name file, line and column.
absl::StatusOr<std::vector<BacktestEvent>> ParseBacktestEvents(
    absl::string_view file, absl::string_view text);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_STORE_BACKTEST_EVENTS_H_
