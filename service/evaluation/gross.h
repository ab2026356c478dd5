// The number in a headline.

#ifndef OILFLOW_SERVICE_EVALUATION_GROSS_H_
#define OILFLOW_SERVICE_EVALUATION_GROSS_H_

#include <cstdint>

#include "service/evaluation/day_outcome.h"
#include "service/network/network.h"
#include "service/policy/scenario.h"

namespace oilflow {

// The headline of a policy: what more flows on the arcs, is lifted by the
// producers, taken by the sinks or sold out of the stock that its lever names.
// Arcs in a row are counted once.
int64_t GrossOf(const Network& network, const Policy& policy,
                const DayOutcome& outcome);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_GROSS_H_
