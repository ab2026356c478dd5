// The small part of AIP-160's filter language that lists take.

#ifndef OILFLOW_SERVICE_RPC_FILTER_H_
#define OILFLOW_SERVICE_RPC_FILTER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// Reads `field = "value" AND field = "value"` into a map; empty text is an
// empty map. An error for anything else, for a field that is not in `fields`,
// for one that is named twice and for more than 1,000 bytes.
absl::StatusOr<std::map<std::string, std::string>> ParseFilter(
    absl::string_view filter, const std::vector<absl::string_view>& fields);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_FILTER_H_
