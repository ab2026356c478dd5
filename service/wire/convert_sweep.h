// Grids of parameters, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_

#include <optional>
#include <vector>

#include "google/protobuf/repeated_field.h"

#include "oilflow/v1/sweep.pb.h"

#include "service/ensemble/ensemble_model.h"
#include "service/ensemble/grid.h"
#include "service/ensemble/sweep.h"
#include "service/wire/bad_request.h"

namespace oilflow {

using AxisProtos = google::protobuf::RepeatedPtrField<v1::SweepAxis>;

// Notes all that is wrong in `bad`, under `axes`; whether the parameters are
// there and take the values is not known here. The grid is not to be used if
// anything is.
std::optional<Grid> GridFromProto(const AxisProtos& proto, BadRequest* bad);

// Notes values that the parameters, one for each axis, may not have.
void CheckRanges(const AxisProtos& proto,
                 const std::vector<FreeParameter>& parameters, BadRequest* bad);

void ToProto(const SweptPoint& point, v1::SweepScenarioResponse::Point* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_
