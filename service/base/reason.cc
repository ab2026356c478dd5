#include "service/base/reason.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace oilflow {
namespace {

constexpr absl::string_view kReasonKey = "oilflow/reason";
constexpr absl::string_view kSubjectsKey = "oilflow/subjects";

}  // namespace

absl::Status WithReason(absl::Status status, absl::string_view reason,
                        const std::vector<std::string>& subjects) {
  status.SetPayload(kReasonKey, absl::Cord(reason));
  status.SetPayload(kSubjectsKey, absl::Cord(absl::StrJoin(subjects, "\n")));
  return status;
}

std::string ReasonOf(const absl::Status& status) {
  const auto reason = status.GetPayload(kReasonKey);
  return reason.has_value() ? std::string(*reason) : "";
}

std::vector<std::string> ReasonSubjectsOf(const absl::Status& status) {
  const auto subjects = status.GetPayload(kSubjectsKey);
  if (!subjects.has_value() || subjects->empty()) {
    return {};
  }
  return absl::StrSplit(std::string(*subjects), '\n');
}

}  // namespace oilflow
