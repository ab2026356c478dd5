// The rows of a simulation, of which a comparison has three.

#ifndef OILFLOW_CLIENT_PRINTER_SIMULATION_CSV_H_
#define OILFLOW_CLIENT_PRINTER_SIMULATION_CSV_H_

#include "absl/strings/string_view.h"

#include "oilflow/v1/ensemble_service.pb.h"

#include "client/printer_csv.h"

namespace oilflow {

// Its outputs, in sections that begin with `prefix`.
void WriteOutputs(absl::string_view prefix,
                  const v1::SimulateScenarioResponse& response, CsvWriter* csv);

// All the rest of it.
void WriteHowDrawn(const v1::SimulateScenarioResponse& response,
                   CsvWriter* csv);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_SIMULATION_CSV_H_
