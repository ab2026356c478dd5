#include "client/report.h"

#include <sstream>
#include <string>

#include "gtest/gtest.h"

#include "service/rpc/error.h"
#include "service/rpc/status.h"
#include "service/wire/bad_request.h"

namespace oilflow {
namespace {

struct Reported {
  int code;
  std::string text;
};

Reported ReportOf(const absl::Status& status) {
  std::ostringstream out;
  const int code = Report(status, out);
  return {code, out.str()};
}

TEST(ReportTest, TheExitCodeSaysWhetherToTryAgain) {
  const struct {
    absl::StatusCode code;
    int exit_code;
  } kCases[] = {
      {absl::StatusCode::kCancelled, 1},
      {absl::StatusCode::kUnknown, 1},
      {absl::StatusCode::kInvalidArgument, 2},
      {absl::StatusCode::kDeadlineExceeded, 5},
      {absl::StatusCode::kNotFound, 2},
      {absl::StatusCode::kAlreadyExists, 1},
      {absl::StatusCode::kPermissionDenied, 1},
      {absl::StatusCode::kResourceExhausted, 6},
      {absl::StatusCode::kFailedPrecondition, 6},
      {absl::StatusCode::kAborted, 1},
      {absl::StatusCode::kOutOfRange, 2},
      {absl::StatusCode::kUnimplemented, 1},
      {absl::StatusCode::kInternal, 1},
      {absl::StatusCode::kUnavailable, 5},
      {absl::StatusCode::kDataLoss, 1},
      {absl::StatusCode::kUnauthenticated, 1},
  };
  for (const auto& one : kCases) {
    const Reported report = ReportOf(absl::Status(one.code, "why"));
    EXPECT_EQ(report.code, one.exit_code) << absl::StatusCodeToString(one.code);
    EXPECT_EQ(report.text, "oilflow: why\n");
  }
}

TEST(ReportTest, EveryFaultHasALineAndTheReasonComesLast) {
  BadRequest bad;
  bad.Add("scenario.horizon", "must have a start_date");
  bad.Add("scenario.market.shock_mode", "must be said");
  EXPECT_EQ(ReportOf(bad.ToStatus()).text,
            "oilflow: scenario.horizon: must have a start_date\n"
            "oilflow: scenario.market.shock_mode: must be said\n"
            "oilflow: reason INVALID_FIELD\n");
}

TEST(ReportTest, AnErrorOffTheWireReadsLikeOneFromHere) {
  const absl::Status status = ResourceNotFound(
      "SCENARIO_NOT_FOUND", "Scenario", "scenarios/x", "ListScenarios helps");
  const Reported report = ReportOf(FromGrpcStatus(ToGrpcStatus(status)));
  EXPECT_EQ(report.code, 2);
  EXPECT_EQ(report.text,
            "oilflow: there is no scenarios/x; ListScenarios helps\n"
            "oilflow: reason SCENARIO_NOT_FOUND\n");
}

TEST(ReportTest, AResultThatIsTooLargeIsNoReasonToTryAgain) {
  EXPECT_EQ(ReportOf(TooManyEvaluations(1)).code, 5);
  EXPECT_EQ(ReportOf(ResultTooLarge(2, 1)).code, 6);
}

}  // namespace
}  // namespace oilflow
