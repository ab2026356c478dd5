// Grids of parameters, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
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

// Notes values that the parameters, one for each axis of the grid made from
// `proto`, may not have.
void CheckRanges(const AxisProtos& proto, const Grid& grid,
                 const std::vector<FreeParameter>& parameters, BadRequest* bad);

// Whether a parameter may have the value as far as that is a matter of whole
// days; else notes it, and `what_to_do`. What is between two days would be
// answered for the nearer, under the name of a day that there is not.
bool CheckWhole(const std::string& field, double value,
                const FreeParameter& parameter, absl::string_view what_to_do,
                BadRequest* bad);

void ToProto(const SweptPoint& point, v1::SweepScenarioResponse::Point* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SWEEP_H_
