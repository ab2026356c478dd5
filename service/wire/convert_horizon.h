// oilflow.v1.DateRange, as the days that are evaluated or priced.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_HORIZON_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_HORIZON_H_

#include <string>

#include "oilflow/v1/quantity.pb.h"

#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Notes what is wrong under `path`; a horizon of 0 days is not to be used.
Horizon HorizonFromProto(const v1::DateRange& proto, const std::string& path,
                         BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_HORIZON_H_
