// Lets a caller stop work that is under way.

#ifndef OILFLOW_SERVICE_BASE_CANCELLATION_H_
#define OILFLOW_SERVICE_BASE_CANCELLATION_H_

#include <functional>

#include "absl/status/status.h"

namespace oilflow {

// OK while the work should go on; else CANCELLED or DEADLINE_EXCEEDED. Called
// between days, so it must be cheap.
using KeepGoing = std::function<absl::Status()>;

// Never stops.
inline absl::Status AlwaysGoOn() { return absl::OkStatus(); }

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_CANCELLATION_H_
