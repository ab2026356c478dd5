// Says what went wrong, and picks the exit code.

#ifndef OILFLOW_CLIENT_REPORT_H_
#define OILFLOW_CLIENT_REPORT_H_

#include <ostream>

#include "absl/status/status.h"

namespace oilflow {

// Prints the message and every detail that a person can act on. The code:
// 1 failure, 2 what was asked is wrong, 5 the service is away or too slow (try
// again), 6 this world cannot answer it (trying again will not help).
int Report(const absl::Status& status, std::ostream& out);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_REPORT_H_
