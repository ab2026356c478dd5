// The sections of an evaluation as text. Each prints nothing if the answer has
// nothing of it.

#ifndef OILFLOW_CLIENT_PRINTER_SECTIONS_H_
#define OILFLOW_CLIENT_PRINTER_SECTIONS_H_

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/evaluation_service.pb.h"

#include "client/table.h"

namespace oilflow {

// An answer, the day of its tables and whether they show what does not change.
struct DayView {
  const v1::EvaluateScenarioResponse& response;
  int day = 0;
  bool all = false;

  // `2025-03-01`.
  std::string Date() const;
};

// When policies are in force: printer_schedule.cc.
void PrintSchedules(const DayView& view, std::ostream& out);

// What became of the barrels: printer_ledger.cc.
void PrintHeadlines(const DayView& view, std::ostream& out);
void PrintLedger(const DayView& view, std::ostream& out);
void PrintCoverages(const DayView& view, std::ostream& out);

// Where they are: printer_flows.cc.
void PrintFlows(const DayView& view, std::ostream& out);
void PrintStocks(const DayView& view, std::ostream& out);
void PrintCountries(const DayView& view, std::ostream& out);

// What holds them back: printer_limits.cc and printer_quota.cc.
void PrintShortfalls(const DayView& view, std::ostream& out);
void PrintConstraints(const DayView& view, std::ostream& out);
void PrintSpare(const DayView& view, std::ostream& out);
void PrintQuota(const DayView& view, std::ostream& out);

// What follows for gas and power, and for money: printer_energy.cc and
// printer_money.cc.
void PrintEnergy(const DayView& view, std::ostream& out);
void PrintMoney(const DayView& view, std::ostream& out);
void PrintPayments(const DayView& view, std::ostream& out);
void PrintArrears(const DayView& view, std::ostream& out);

// What every answer ends with.

void PrintWarnings(
    const google::protobuf::RepeatedPtrField<v1::Warning>& warnings,
    std::ostream& out);
void PrintManifest(const v1::Manifest& manifest, std::ostream& out);

// What the sections share.

// An empty line and the title.
void PrintTitle(absl::string_view title, std::ostream& out);

// 0 of an empty column.
double Mean(const google::protobuf::RepeatedField<int32_t>& column);

// Whether any day differs with the policies.
bool Changes(const v1::RateChange& change);

// A table for AddRate.
Table RateTable();

// Adds a name, the rates of the day, their change, its mean over the horizon
// and what it is. Adds nothing if the rate has no such day.
void AddRate(absl::string_view name, absl::string_view what,
             const v1::RateChange& change, int day, Table* table);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_SECTIONS_H_
