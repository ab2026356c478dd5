// Results as text for people, proto3 JSON for programs, CSV for spreadsheets.
//
// Every printer prints everything, or says what it left out and how to see it.

#ifndef OILFLOW_CLIENT_PRINTER_H_
#define OILFLOW_CLIENT_PRINTER_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

#include "oilflow/v1/backtest_service.pb.h"
#include "oilflow/v1/baseline_service.pb.h"
#include "oilflow/v1/evaluation_service.pb.h"
#include "oilflow/v1/price_service.pb.h"
#include "oilflow/v1/scenario_service.pb.h"

namespace oilflow {

// What a text answer shows of an evaluation.
struct EvaluationView {
  // The day of the tables, counted from the first; if below 0, the last on
  // which anything flows otherwise than without the policies, or else the last.
  int day = -1;
  // Unchanged flows too.
  bool all = false;
};

// proto3 JSON, on several lines.
absl::Status PrintJson(const google::protobuf::Message& message,
                       std::ostream& out);

void PrintText(const v1::EvaluateScenarioResponse& response,
               const EvaluationView& view, std::ostream& out);
void PrintText(const v1::PriceSupplyChangeResponse& response,
               std::ostream& out);
void PrintText(const v1::ListPriceParametersResponse& response,
               std::ostream& out);
void PrintText(const v1::RunBacktestResponse& response, std::ostream& out);
void PrintText(const v1::ListFactsResponse& response, std::ostream& out);
void PrintText(const v1::Network& network, std::ostream& out);
void PrintText(const v1::ListLeversResponse& response, std::ostream& out);
void PrintText(const v1::ListScenariosResponse& response, std::ostream& out);

// One long table: section, subject, measure, date, value, unit, note.
void PrintCsv(const v1::EvaluateScenarioResponse& response, std::ostream& out);
void PrintCsv(const v1::PriceSupplyChangeResponse& response, std::ostream& out);
void PrintCsv(const v1::ListPriceParametersResponse& response,
              std::ostream& out);
void PrintCsv(const v1::RunBacktestResponse& response, std::ostream& out);
void PrintCsv(const v1::ListFactsResponse& response, std::ostream& out);
void PrintCsv(const v1::Network& network, std::ostream& out);
void PrintCsv(const v1::ListLeversResponse& response, std::ostream& out);
void PrintCsv(const v1::ListScenariosResponse& response, std::ostream& out);

// A page of documentation. The version of the code is not in it: the page
// changes only if an answer does.
void PrintMarkdown(const v1::RunBacktestResponse& response, std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_H_
