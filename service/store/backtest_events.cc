#include "service/store/backtest_events.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/csv.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/units/bounds.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr size_t kMaxEvents = 1000;
constexpr int kMaxDays = 1096;

const std::vector<std::string>& Columns() {
  static const auto* const columns =
      new std::vector<std::string>{"event_id",
                                   "display_name",
                                   "scenario",
                                   "event_date",
                                   "volume_first_day",
                                   "volume_day_count",
                                   "volume_measure",
                                   "observed_low_bpd",
                                   "observed_high_bpd",
                                   "excluded_from_days",
                                   "excluded_reason",
                                   "confounders",
                                   "source"};
  return *columns;
}

// One row, field by field; the first that is wrong is said.
class RowReader {
 public:
  RowReader(absl::string_view file, const CsvRow& row)
      : file_(file), row_(row) {}

  absl::Status status() const { return status_; }

  std::string Text(size_t column) {
    if (row_.fields[column].empty()) {
      Fail(column, "must not be empty");
    }
    return row_.fields[column];
  }

  double Number(size_t column, double low, double high) {
    const absl::StatusOr<double> value = ParseNumber(row_.fields[column]);
    if (!value.ok()) {
      Fail(column, value.status().message());
      return low;
    }
    if (!(*value >= low && *value <= high)) {
      Fail(column, absl::StrCat("must be from ", low, " to ", high, ", not ",
                                row_.fields[column]));
      return low;
    }
    return *value;
  }

  int Count(size_t column, int low, int high) {
    const double value = Number(column, low, high);
    if (value != static_cast<int>(value)) {
      Fail(column, absl::StrCat("must be whole, not ", row_.fields[column]));
    }
    return static_cast<int>(value);
  }

  absl::CivilDay Day(size_t column) {
    const absl::StatusOr<absl::CivilDay> day = ParseDate(row_.fields[column]);
    if (!day.ok()) {
      Fail(column, day.status().message());
      return absl::CivilDay();
    }
    return *day;
  }

  bool Choice(size_t column, absl::string_view yes, absl::string_view no) {
    const std::string& field = row_.fields[column];
    if (field != yes && field != no) {
      Fail(column, absl::StrCat("must be ", yes, " or ", no, ", not \"",
                                field.substr(0, 40), "\""));
    }
    return field == yes;
  }

  void Fail(size_t column, absl::string_view what) {
    if (status_.ok()) {
      status_ = absl::InvalidArgumentError(absl::StrCat(
          file_, ":", row_.line, ": ", Columns()[column], ": ", what));
    }
  }

 private:
  absl::string_view file_;
  const CsvRow& row_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<std::vector<BacktestEvent>> ParseBacktestEvents(
    absl::string_view file, absl::string_view text) {
  ASSIGN_OR_RETURN(const CsvTable table, ParseCsv(file, text));
  if (table.header != Columns()) {
    return absl::InvalidArgumentError(absl::StrCat(
        file, ":1: must have the columns ", absl::StrJoin(Columns(), ",")));
  }
  if (table.rows.size() > kMaxEvents) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, ": must have at most ", kMaxEvents, " events"));
  }
  std::vector<BacktestEvent> events;
  std::set<std::string> ids;
  for (const CsvRow& row : table.rows) {
    RowReader reader(file, row);
    BacktestEvent event;
    event.id = reader.Text(0);
    event.display_name = reader.Text(1);
    event.scenario = reader.Text(2);
    event.day = reader.Day(3);
    event.volume_first_day = reader.Count(4, 0, kMaxDays);
    event.volume_day_count = reader.Count(5, 1, kMaxDays);
    event.before_stocks = reader.Choice(6, "net_emf", "net_all");
    event.observed_low_bpd = reader.Number(7, -kMaxBpd, kMaxBpd);
    event.observed_high_bpd = reader.Number(8, -kMaxBpd, kMaxBpd);
    if (!row.fields[9].empty()) {
      event.excluded_from_days = reader.Count(9, 1, kMaxDays);
      event.excluded_reason = reader.Text(10);
    }
    event.confounders = row.fields[11];
    event.source = reader.Text(12);
    if (!ids.insert(event.id).second) {
      reader.Fail(0, absl::StrCat("is there twice: ", event.id));
    }
    if (event.observed_low_bpd > event.observed_high_bpd) {
      reader.Fail(7, "must not be above observed_high_bpd");
    }
    if (!events.empty() && event.day < events.back().day) {
      reader.Fail(3, "must not be before that of the row above");
    }
    RETURN_IF_ERROR(reader.status());
    events.push_back(std::move(event));
  }
  return events;
}

}  // namespace oilflow
