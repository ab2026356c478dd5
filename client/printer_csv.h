// The long table of an evaluation.

#ifndef OILFLOW_CLIENT_PRINTER_CSV_H_
#define OILFLOW_CLIENT_PRINTER_CSV_H_

#include <ostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "client/format.h"
#include "service/units/quantity_text.h"

namespace oilflow {

// Writes rows of section, subject, measure, date, value, unit, note.
class CsvWriter {
 public:
  CsvWriter(const google::type::Date& start, std::ostream& out)
      : start_(start), out_(out) {
    out_ << "section,subject,measure,date,value,unit,note\n";
  }

  void Row(absl::string_view section, absl::string_view subject,
           absl::string_view measure, absl::string_view date,
           absl::string_view value, absl::string_view unit,
           absl::string_view note = "") {
    out_ << section << "," << CsvText(subject) << "," << CsvText(measure) << ","
         << date << "," << value << "," << unit << "," << CsvText(note) << "\n";
  }

  template <typename Column>
  void Series(absl::string_view section, absl::string_view subject,
              absl::string_view measure, const Column& column,
              absl::string_view unit) {
    for (int d = 0; d < column.size(); ++d) {
      Row(section, subject, measure, ShowDay(start_, d),
          PrintNumber(static_cast<double>(column[d])), unit);
    }
  }

  void Change(absl::string_view section, absl::string_view subject,
              absl::string_view measure, const v1::RateChange& change) {
    Series(section, subject, absl::StrCat("baseline_", measure),
           change.baseline_bpd(), "bpd");
    Series(section, subject, absl::StrCat("scenario_", measure),
           change.scenario_bpd(), "bpd");
  }

 private:
  google::type::Date start_;
  std::ostream& out_;
};

// The rows of schedules, stocks, money, payments, arrears, energy, spare
// capacity and demand.
void WriteAccounts(const v1::EvaluateScenarioResponse& response,
                   CsvWriter* csv);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_CSV_H_
