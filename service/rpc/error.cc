#include "service/rpc/error.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/rpc/error_details.pb.h"

#include "service/base/reason.h"
#include "service/rpc/log.h"
#include "service/wire/bad_request.h"

namespace oilflow {
namespace {

bool HasErrorInfo(const absl::Status& status) {
  return status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo")
      .has_value();
}

absl::string_view DefaultReason(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kInvalidArgument:
      return "INVALID_FIELD";
    case absl::StatusCode::kNotFound:
      return "NOT_FOUND";
    case absl::StatusCode::kOutOfRange:
      return "VALUE_OUT_OF_RANGE";
    case absl::StatusCode::kFailedPrecondition:
      return "FAILED_PRECONDITION";
    case absl::StatusCode::kResourceExhausted:
      return "RESULT_TOO_LARGE";
    case absl::StatusCode::kCancelled:
      return "CANCELLED";
    case absl::StatusCode::kDeadlineExceeded:
      return "DEADLINE_EXCEEDED";
    case absl::StatusCode::kUnavailable:
      return "SHUTTING_DOWN";
    default:
      return "INTERNAL";
  }
}

using Metadata = std::vector<std::pair<std::string, std::string>>;

// What a goal that is out of reach is held against: the output at both ends.
bool IsGoal(absl::string_view reason,
            const std::vector<std::string>& subjects) {
  return reason == "GOAL_UNREACHABLE" && subjects.size() == 2;
}

Metadata MetadataOf(absl::string_view reason,
                    const std::vector<std::string>& subjects) {
  if (subjects.empty()) {
    return {};
  }
  if (IsGoal(reason, subjects)) {
    return {{"atMinimum", subjects[0]}, {"atMaximum", subjects[1]}};
  }
  return {{"subjects", absl::StrJoin(subjects, ", ")}};
}

absl::Status TooLarge(absl::string_view message, int64_t values,
                      int64_t limit) {
  absl::Status status = absl::ResourceExhaustedError(message);
  google::rpc::QuotaFailure quota;
  auto* violation = quota.add_violations();
  violation->set_subject("values in a result");
  violation->set_description(absl::StrCat("at most ", limit));
  AddDetail(quota, &status);
  AddErrorInfo(
      "RESULT_TOO_LARGE",
      {{"values", absl::StrCat(values)}, {"limit", absl::StrCat(limit)}},
      &status);
  return status;
}

}  // namespace

absl::Status ResourceNotFound(absl::string_view reason,
                              absl::string_view resource_type,
                              absl::string_view name,
                              absl::string_view advice) {
  const std::string shown = Repeatable(name, 120);
  absl::Status status = absl::NotFoundError(
      absl::StrCat("there is no ", shown.empty() ? "unnamed resource" : shown,
                   "; ", advice));
  google::rpc::ResourceInfo info;
  info.set_resource_type(absl::StrCat("oilflow.example.com/", resource_type));
  info.set_resource_name(shown);
  AddDetail(info, &status);
  AddErrorInfo(reason, {{"name", shown}}, &status);
  return status;
}

absl::Status TooManyEvaluations(int limit) {
  absl::Status status = absl::ResourceExhaustedError(
      absl::StrCat("all ", limit,
                   " evaluations that are taken at once are taken; try again "
                   "in a second"));
  google::rpc::RetryInfo retry;
  retry.mutable_retry_delay()->set_seconds(1);
  AddDetail(retry, &status);
  google::rpc::QuotaFailure quota;
  auto* violation = quota.add_violations();
  violation->set_subject("evaluations");
  violation->set_description(absl::StrCat("at most ", limit, " at once"));
  AddDetail(quota, &status);
  AddErrorInfo("TOO_MANY_EVALUATIONS", {{"limit", absl::StrCat(limit)}},
               &status);
  return status;
}

absl::Status ResultTooLarge(int64_t values, int64_t limit) {
  return TooLarge(
      absl::StrCat("the result would hold up to ", values,
                   " values, more than ", limit,
                   "; shorten the horizon, or use a smaller network or fewer "
                   "policies"),
      values, limit);
}

absl::Status DrawsTooLarge(int64_t draws, int64_t columns, int64_t limit) {
  return TooLarge(
      absl::StrCat("the draws would hold ", draws * columns, " values, ", draws,
                   " of each of ", columns, " outputs and months, more than ",
                   limit, "; make at most ", limit / columns,
                   " draws, ask for fewer outputs, or leave out monthly"),
      draws * columns, limit);
}

absl::Status WithDetails(const absl::Status& status) {
  if (status.ok() || HasErrorInfo(status)) {
    return status;
  }
  if (status.code() == absl::StatusCode::kInternal ||
      status.code() == absl::StatusCode::kUnknown) {
    Log(absl::StrCat("internal error: ", status.message()));
    absl::Status hidden = absl::InternalError(
        "something is wrong in the service; please report "
        "it with the request");
    AddErrorInfo("INTERNAL", {}, &hidden);
    return hidden;
  }
  absl::Status result = status;
  const std::string reason = ReasonOf(status);
  const std::vector<std::string> subjects = ReasonSubjectsOf(status);
  if (!reason.empty() &&
      status.code() == absl::StatusCode::kFailedPrecondition) {
    google::rpc::PreconditionFailure failure;
    for (const std::string& subject : subjects) {
      auto* violation = failure.add_violations();
      const bool goal = IsGoal(reason, subjects);
      violation->set_type(goal ? "GOAL" : "FACT");
      violation->set_subject(subject);
      violation->set_description(goal ? "the output at an end of the range"
                                      : "no fact known covers it");
    }
    AddDetail(failure, &result);
  }
  AddErrorInfo(
      reason.empty() ? DefaultReason(status.code()) : absl::string_view(reason),
      MetadataOf(reason, subjects), &result);
  return result;
}

}  // namespace oilflow
