// Everything that the server says of itself goes through here, to stderr.

#ifndef OILFLOW_SERVICE_RPC_LOG_H_
#define OILFLOW_SERVICE_RPC_LOG_H_

#include "absl/strings/string_view.h"

namespace oilflow {

// One line, with the time in UTC.
void Log(absl::string_view line);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_LOG_H_
