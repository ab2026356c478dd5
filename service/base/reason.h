// Says in one word why a call failed, so that callers need not read prose.

#ifndef OILFLOW_SERVICE_BASE_REASON_H_
#define OILFLOW_SERVICE_BASE_REASON_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace oilflow {

// `status` with a reason such as FACTS_MISSING and the subjects that it is
// about. A reason, once published, keeps its meaning.
absl::Status WithReason(absl::Status status, absl::string_view reason,
                        const std::vector<std::string>& subjects);

// Empty if the status has none.
std::string ReasonOf(const absl::Status& status);
std::vector<std::string> ReasonSubjectsOf(const absl::Status& status);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_BASE_REASON_H_
