// A parameter of the price models, with its evidence, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_PARAMETER_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_PARAMETER_H_

#include "oilflow/v1/audit.pb.h"

#include "service/market/parameter_set.h"

namespace oilflow {

void ToProto(const Parameter& parameter, v1::PriceParameter* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_PARAMETER_H_
