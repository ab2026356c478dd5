// When policies come and go, from oilflow.v1.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_SCHEDULE_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_SCHEDULE_H_

#include <string>
#include <vector>

#include "oilflow/v1/scenario.pb.h"

#include "service/policy/scenario.h"
#include "service/policy/schedule.h"
#include "service/wire/bad_request.h"
#include "service/wire/lever_reader.h"

namespace oilflow {

// The timing of a policy as announced; gates and chances refer to `drivers` by
// index. `reader` reads the policy's own numbers, and `path` is where the
// policy stands (such as "scenario.policies[2]").
Schedule ScheduleFromProto(const v1::Policy& proto,
                           const std::vector<Driver>& drivers,
                           const std::string& path, LeverReader reader,
                           BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_SCHEDULE_H_
