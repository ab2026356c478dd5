// What moves policies and facts together, from oilflow.v1.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_DRIVER_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_DRIVER_H_

#include <optional>
#include <string>
#include <vector>

#include "oilflow/v1/scenario.pb.h"

#include "service/policy/scenario.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// The drivers of a scenario. Notes all that is wrong in `bad`, under `path`
// (such as "scenario").
std::vector<Driver> DriversFromProto(const v1::Scenario& proto,
                                     const std::string& path, BadRequest* bad);

// The index of the driver with the id. Nothing if the id is empty, or if there
// is none, which is noted under `field`.
std::optional<int> FindDriver(const std::vector<Driver>& drivers,
                              const std::string& field, const std::string& id,
                              BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_DRIVER_H_
