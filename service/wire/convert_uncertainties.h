// What is not known for certain, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_UNCERTAINTIES_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_UNCERTAINTIES_H_

#include <string>

#include "oilflow/v1/uncertainty.pb.h"

#include "service/ensemble/uncertainties.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Notes all that is wrong in `bad`, under `path` (such as
// "scenario.uncertainties"). Whether there are such parameters is not known
// here.
Uncertainties UncertaintiesFromProto(const v1::Uncertainties& proto,
                                     const std::string& path, BadRequest* bad);

void ToProto(const Uncertainties& uncertainties, v1::Uncertainties* proto);

// Fills in what leaving a number or a choice out means. A second time changes
// nothing.
void FillDefaults(v1::Uncertainties* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_UNCERTAINTIES_H_
