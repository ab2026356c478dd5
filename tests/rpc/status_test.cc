#include "service/rpc/status.h"

#include <string>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/base/reason.h"
#include "service/rpc/error.h"
#include "service/wire/bad_request.h"
#include "tests/support/details.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

constexpr char kInfo[] = "type.googleapis.com/google.rpc.ErrorInfo";

TEST(StatusTest, EveryDetailGoesThereAndBack) {
  BadRequest bad;
  bad.Add("scenario.horizon", "must be long");
  bad.Add("scenario.market", "must be said");
  for (const absl::Status& status :
       {bad.ToStatus(), TooManyEvaluations(7), ResultTooLarge(3, 2),
        ResourceNotFound("SCENARIO_NOT_FOUND", "Scenario", "scenarios/x", "y"),
        absl::NotFoundError("bare \xC3\xA9"), absl::OkStatus()}) {
    EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
  }
}

TEST(StatusTest, EveryCodeGoesThereAndBack) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "why");
    const grpc::Status sent = ToGrpcStatus(status);
    EXPECT_EQ(static_cast<int>(sent.error_code()), code);
    EXPECT_EQ(FromGrpcStatus(sent), status);
  }
}

TEST(StatusTest, WhatIsNoDetailStaysInside) {
  const absl::Status status =
      WithReason(absl::InternalError("why"), "SECRET", {"subject"});
  EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), absl::InternalError("why"));
}

TEST(StatusTest, AnErrorWithoutDetailsKeepsItsCodeAndMessage) {
  EXPECT_EQ(FromGrpcStatus(
                grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection lost")),
            absl::UnavailableError("connection lost"));
  EXPECT_EQ(FromGrpcStatus(grpc::Status(grpc::StatusCode::UNAVAILABLE,
                                        "connection lost", "\xFF no proto")),
            absl::UnavailableError("connection lost"));
}

TEST(WithDetailsTest, AnyErrorGetsOneErrorInfo) {
  for (int code = 1; code <= 16; ++code) {
    const grpc::Status sent = ToGrpcStatus(
        WithDetails(absl::Status(static_cast<absl::StatusCode>(code), "why")));
    const auto infos = DetailsOf<google::rpc::ErrorInfo>(sent);
    ASSERT_EQ(infos.size(), 1u) << code;
    EXPECT_EQ(infos[0].domain(), "oilflow.example.com");
    EXPECT_NE(infos[0].reason(), "");
  }
}

TEST(WithDetailsTest, AGoalOutOfReachSaysWhatIsAtTheEnds) {
  const grpc::Status sent = ToGrpcStatus(
      WithDetails(WithReason(absl::FailedPreconditionError("too high"),
                             "GOAL_UNREACHABLE", {"1.5", "2.5"})));
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(sent);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].reason(), "GOAL_UNREACHABLE");
  EXPECT_EQ(infos[0].metadata().at("atMinimum"), "1.5");
  EXPECT_EQ(infos[0].metadata().at("atMaximum"), "2.5");
  const auto failures = DetailsOf<google::rpc::PreconditionFailure>(sent);
  ASSERT_EQ(failures.size(), 1u);
  ASSERT_EQ(failures[0].violations_size(), 2);
  EXPECT_EQ(failures[0].violations(1).type(), "GOAL");
  EXPECT_EQ(failures[0].violations(1).subject(), "2.5");
}

TEST(WithDetailsTest, AnErrorThatHasItsDetailsIsLeftAsItIs) {
  const absl::Status status = TooManyEvaluations(7);
  EXPECT_EQ(WithDetails(status), status);
  EXPECT_EQ(WithDetails(absl::OkStatus()), absl::OkStatus());
}

TEST(WithDetailsTest, AnInternalErrorKeepsItsMessageToItself) {
  for (const absl::Status& status :
       {absl::InternalError("index 7 of 6"), absl::UnknownError("secret")}) {
    const absl::Status shown = WithDetails(status);
    EXPECT_EQ(shown.code(), absl::StatusCode::kInternal);
    EXPECT_EQ(shown.message(),
              "something is wrong in the service; please report it with the "
              "request");
    EXPECT_TRUE(shown.GetPayload(kInfo).has_value());
  }
}

TEST(WithDetailsTest, AReasonBringsItsSubjects) {
  const grpc::Status sent = ToGrpcStatus(WithDetails(
      WithReason(absl::FailedPreconditionError("no fact"), "FACTS_MISSING",
                 {"iraq compensation 2025-03-01", "itp cost 2025-03-02"})));
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(sent);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].reason(), "FACTS_MISSING");
  EXPECT_EQ(infos[0].metadata().at("subjects"),
            "iraq compensation 2025-03-01, itp cost 2025-03-02");
  const auto failures = DetailsOf<google::rpc::PreconditionFailure>(sent);
  ASSERT_EQ(failures.size(), 1u);
  ASSERT_EQ(failures[0].violations_size(), 2);
  EXPECT_EQ(failures[0].violations(1).type(), "FACT");
  EXPECT_EQ(failures[0].violations(1).subject(), "itp cost 2025-03-02");
}

TEST(TooManyEvaluationsTest, SaysWhenToComeBack) {
  const grpc::Status sent = ToGrpcStatus(TooManyEvaluations(7));
  EXPECT_EQ(sent.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  const auto retries = DetailsOf<google::rpc::RetryInfo>(sent);
  ASSERT_EQ(retries.size(), 1u);
  EXPECT_EQ(retries[0].retry_delay().seconds(), 1);
  const auto quotas = DetailsOf<google::rpc::QuotaFailure>(sent);
  ASSERT_EQ(quotas.size(), 1u);
  EXPECT_EQ(quotas[0].violations(0).description(), "at most 7 at once");
}

TEST(RepeatableTest, KeepsWholeLettersAndNothingThatRulesATerminal) {
  EXPECT_EQ(Repeatable("Ceyhan \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9B\xA2", 100),
            "Ceyhan \xC3\xA9 \xE2\x82\xAC \xF0\x9F\x9B\xA2");
  EXPECT_EQ(Repeatable("a\xC3\xA9", 2), "a?");
  EXPECT_EQ(Repeatable("\xF0\x9F\x9B\xA2", 3), "???");
  EXPECT_EQ(Repeatable("\x1b[2J\n\x7f", 100), "?[2J??");
  EXPECT_EQ(Repeatable("\xFF\xA9", 100), "??");
  EXPECT_EQ(Repeatable("", 0), "");
}

}  // namespace
}  // namespace oilflow
