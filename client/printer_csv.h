// The long table of an answer.

#ifndef OILFLOW_CLIENT_PRINTER_CSV_H_
#define OILFLOW_CLIENT_PRINTER_CSV_H_

#include <ostream>
#include <string>

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

// Rows of one section that share a subject and a date.
class CsvRows {
 public:
  CsvRows(absl::string_view section, absl::string_view subject,
          absl::string_view date, CsvWriter* csv)
      : section_(section), subject_(subject), date_(date), csv_(csv) {}

  void Add(absl::string_view measure, double value, absl::string_view unit,
           absl::string_view note = "") const {
    csv_->Row(section_, subject_, measure, date_, PrintNumber(value), unit,
              note);
  }

  // An empty cell if `is_known` is not.
  void AddIf(bool is_known, absl::string_view measure, double value,
             absl::string_view unit) const {
    csv_->Row(section_, subject_, measure, date_,
              is_known ? PrintNumber(value) : "", unit);
  }

  void AddFlag(absl::string_view measure, bool value) const {
    csv_->Row(section_, subject_, measure, date_, value ? "1" : "0", "flag");
  }

  void AddText(absl::string_view measure, absl::string_view note) const {
    csv_->Row(section_, subject_, measure, date_, "", "", note);
  }

  // Every level and its error.
  void AddQuantiles(absl::string_view measure, const v1::Quantiles& quantiles,
                    absl::string_view unit) const;

 private:
  std::string section_;
  std::string subject_;
  std::string date_;
  CsvWriter* csv_;
};

// The rows of schedules, stocks, money, payments, arrears, energy, spare
// capacity and demand.
void WriteAccounts(const v1::EvaluateScenarioResponse& response,
                   CsvWriter* csv);

// The rows of a price: printer_price_csv.cc.
void WritePrice(const v1::PriceImpact& price, CsvWriter* csv);

// Of who is worth what and of all that it follows from: printer_audit_csv.cc.
void WriteAttribution(const v1::Attribution& attribution, CsvWriter* csv);
void WriteAudit(const v1::Audit& audit, CsvWriter* csv);

// What every answer ends with.
void WriteWarnings(
    const google::protobuf::RepeatedPtrField<v1::Warning>& warnings,
    CsvWriter* csv);
void WriteManifest(absl::string_view subject, const v1::Manifest& manifest,
                   CsvWriter* csv);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_CSV_H_
