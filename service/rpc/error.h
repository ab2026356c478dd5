// The errors of the API: each with a reason from one catalogue.

#ifndef OILFLOW_SERVICE_RPC_ERROR_H_
#define OILFLOW_SERVICE_RPC_ERROR_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// NOT_FOUND with `reason` (such as SCENARIO_NOT_FOUND) and ResourceInfo.
absl::Status ResourceNotFound(absl::string_view reason,
                              absl::string_view resource_type,
                              absl::string_view name, absl::string_view advice);

// RESOURCE_EXHAUSTED, TOO_MANY_EVALUATIONS: come back in a moment.
absl::Status TooManyEvaluations(int limit);

// RESOURCE_EXHAUSTED, RESULT_TOO_LARGE: ask for less.
absl::Status ResultTooLarge(int64_t values, int64_t limit);

// The same of a simulation, whose draws hold a value for each column.
absl::Status DrawsTooLarge(int64_t draws, int64_t columns, int64_t limit);

// Any status of the domain with the details that the API promises: exactly one
// ErrorInfo, and what its reason calls for. An INTERNAL error loses its message
// (which goes to the log) and keeps only its code.
absl::Status WithDetails(const absl::Status& status);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_ERROR_H_
