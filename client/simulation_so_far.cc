#include "client/simulation_so_far.h"

#include "absl/strings/str_cat.h"

#include "service/units/quantity_text.h"

namespace oilflow {

void SimulationSoFar::Take(const v1::SimulateScenarioResponse& message) {
  if (message.has_request()) {
    request_ = message.request();
    manifest_ = message.manifest();
  }
  if (message.outputs_size() > 0 || message.finished()) {
    answer_ = message;
  }
  *answer_.mutable_request() = request_;
  *answer_.mutable_manifest() = manifest_;
}

absl::Status Unfinished(const absl::Status& ended,
                        const v1::SimulateScenarioResponse& answer) {
  const bool is_cut_short =
      absl::IsCancelled(ended) || absl::IsDeadlineExceeded(ended);
  if (!is_cut_short || answer.outputs().empty() || answer.finished()) {
    return absl::OkStatus();
  }
  return absl::Status(ended.code(),
                      absl::StrCat(ended.message(), ": this is the answer of ",
                                   PrintWhole(answer.completed_count()), " of ",
                                   PrintWhole(answer.total_count()),
                                   " draws and is not complete"));
}

}  // namespace oilflow
