// How likely each value of a number is, on the wire.

#ifndef OILFLOW_SERVICE_WIRE_CONVERT_DISTRIBUTION_H_
#define OILFLOW_SERVICE_WIRE_CONVERT_DISTRIBUTION_H_

#include <optional>
#include <string>

#include "oilflow/v1/uncertainty.pb.h"

#include "service/ensemble/distribution.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// Notes all that is wrong in `bad`, under `path`; then there is no value.
std::optional<Distribution> DistributionFromProto(const v1::Distribution& proto,
                                                  const std::string& path,
                                                  BadRequest* bad);

// The same distribution, said by its own ends or, if it has none, by its
// quantiles at 16% and 84%: not as whoever stated it did.
void ToProto(const Distribution& distribution, v1::Distribution* proto);

// Fills in the numbers that have a default. A second time changes nothing.
void FillDefaults(v1::Distribution* proto);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_WIRE_CONVERT_DISTRIBUTION_H_
