// Answers of the ensemble service as text and CSV: as printer.h.

#ifndef OILFLOW_CLIENT_PRINTER_ENSEMBLE_H_
#define OILFLOW_CLIENT_PRINTER_ENSEMBLE_H_

#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <utility>

#include "absl/status/status.h"

#include "oilflow/v1/baseline_service.pb.h"
#include "oilflow/v1/ensemble_service.pb.h"

namespace oilflow {

// Two scenarios, and the one less the other draw by draw.
struct Comparison {
  v1::SimulateScenarioResponse first;
  v1::SimulateScenarioResponse second;
  v1::SimulateScenarioResponse difference;
};

// What was known of a subject and measure before.
using OldFacts = std::map<std::pair<std::string, std::string>,
                          google::protobuf::RepeatedPtrField<v1::Fact>>;

// What changed an answer, and beside it what was believed before, as far as it
// is known.
struct Revision {
  v1::AttributeRevisionResponse response;
  OldFacts old_facts;
};

void PrintText(const v1::SimulateScenarioResponse& response, std::ostream& out);
void PrintText(const Comparison& comparison, std::ostream& out);
void PrintText(const v1::AttributeScenarioResponse& response,
               std::ostream& out);
void PrintText(const Revision& revision, std::ostream& out);
void PrintText(const v1::AnalyzeSensitivityResponse& response,
               std::ostream& out);
// All messages of a sweep merged into one.
void PrintText(const v1::SweepScenarioResponse& response, std::ostream& out);
void PrintText(const v1::SeekGoalResponse& response, std::ostream& out);

// The long table of printer.h.
void PrintCsv(const v1::SimulateScenarioResponse& response, std::ostream& out);
void PrintCsv(const Comparison& comparison, std::ostream& out);
void PrintCsv(const v1::AttributeScenarioResponse& response, std::ostream& out);
void PrintCsv(const Revision& revision, std::ostream& out);
void PrintCsv(const v1::AnalyzeSensitivityResponse& response,
              std::ostream& out);
void PrintCsv(const v1::SeekGoalResponse& response, std::ostream& out);

// A table of its own, a row for each point and output: the number of the point,
// its parameters, `output`, `value`, `error`, `unit` and `note`.
void PrintCsv(const v1::SweepScenarioResponse& response, std::ostream& out);

// The same piece by piece: the header, from the first message, and the rows of
// any message of the sweep.
void PrintSweepHeader(const v1::SweepScenarioResponse& first,
                      std::ostream& out);
void PrintSweepRows(const v1::SweepScenarioResponse& first,
                    const v1::SweepScenarioResponse& message,
                    std::ostream& out);

// How to go on with a sweep whose CSV broke off before `next_point`: the flags
// to add, those that read the same facts among them.
std::string SweepRestText(const v1::SweepScenarioResponse& first,
                          int64_t next_point);

// One document: `first`, `second` and `difference`.
absl::Status PrintJson(const Comparison& comparison, std::ostream& out);
absl::Status PrintJson(const Revision& revision, std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_ENSEMBLE_H_
