// The price sections of an evaluation.

#ifndef OILFLOW_CLIENT_PRINTER_PRICE_H_
#define OILFLOW_CLIENT_PRINTER_PRICE_H_

#include <ostream>

#include "oilflow/v1/evaluation_service.pb.h"

namespace oilflow {

// The effect over the horizon by model and as a band and, if months differ, by
// month.
void PrintPrice(const v1::EvaluateScenarioResponse& response,
                std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_PRINTER_PRICE_H_
