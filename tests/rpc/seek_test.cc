// Parameters that meet a goal.

#include <cmath>
#include <string>

#include "gmock/gmock.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"

#include "service/rpc/error.h"
#include "service/rpc/status.h"
#include "tests/support/analyses.h"
#include "tests/support/details.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr int kPressurePolicy = 1;

v1::SeekGoalRequest Pressed(double target) {
  v1::SeekGoalRequest request;
  *request.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  request.set_parameter("maximum-pressure.efficacy");
  request.set_output("net_supply_bpd");
  request.set_target(target);
  return request;
}

v1::Scenario WithEfficacy(double efficacy) {
  v1::Scenario scenario = ScenarioToTakeApart();
  scenario.mutable_policies(kPressurePolicy)
      ->mutable_sanctions()
      ->set_efficacy(efficacy);
  return scenario;
}

absl::StatusOr<v1::SeekGoalResponse> Try(const v1::SeekGoalRequest& request) {
  v1::SeekGoalResponse response;
  const absl::Status status =
      SeekGoal(*EmbeddedWorlds(), Call(), 2, request, &response);
  if (!status.ok()) {
    return status;
  }
  return response;
}

TEST(SeekTest, EvaluatingWhatIsFoundGivesTheGoal) {
  const double target = EvaluatedNet(WithEfficacy(0.43));
  const auto response = Try(Pressed(target));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->parameter_unit(), "share");
  EXPECT_EQ(response->output_unit(), "bpd");
  EXPECT_NEAR(response->parameter(), 0.43, 1e-3);
  // Flows are whole barrels.
  EXPECT_NEAR(response->output(), target, 5);
  EXPECT_NEAR(EvaluatedNet(WithEfficacy(response->parameter())),
              response->output(), 1e-6);
  EXPECT_LE(response->below().parameter(), response->parameter());
  EXPECT_GE(response->above().parameter(), response->parameter());
  EXPECT_GE(response->crossing_count(), 1);
  EXPECT_GT(response->evaluation_count(), 2);
  EXPECT_TRUE(response->within_tolerance());
  EXPECT_EQ(response->request().minimum(), 0);
  EXPECT_EQ(response->request().maximum(), 1);
  EXPECT_EQ(response->request().tolerance(), 1e-6);
  EXPECT_TRUE(response->has_manifest());
}

TEST(SeekTest, WithDrawsTheMedianMeetsIt) {
  v1::SeekGoalRequest request = Pressed(0);
  request.mutable_sampling()->set_draw_count(40);
  v1::SimulateScenarioRequest simulation;
  simulation.mutable_sampling()->set_draw_count(40);
  simulation.add_outputs("net_supply_bpd");
  const auto median = [&](double efficacy) {
    *simulation.mutable_source()->mutable_scenario() = WithEfficacy(efficacy);
    return Collect(SimulateScenario, simulation)
        .value()
        .back()
        .outputs(0)
        .quantiles()
        .p50();
  };
  request.set_target(median(0.6));
  const auto response = Try(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->output(), median(response->parameter()));
  EXPECT_NEAR(response->output(), request.target(), 5);
}

TEST(SeekTest, DaysThatAreFoundAreWhole) {
  const auto net = [](int delay_days) {
    v1::Scenario scenario = ScenarioToTakeApart();
    scenario.mutable_policies(kPressurePolicy)->set_delay_days(delay_days);
    return EvaluatedNet(scenario);
  };
  // Nearer to what ten days give than to what eleven do.
  v1::SeekGoalRequest request = Pressed(0.6 * net(10) + 0.4 * net(11));
  request.set_parameter("maximum-pressure.delay_days");
  request.set_maximum(40);
  const auto response = Try(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->parameter(), 10);
  EXPECT_EQ(response->below().parameter(), 10);
  EXPECT_EQ(response->above().parameter(), 11);
  EXPECT_TRUE(response->jumps());
  EXPECT_TRUE(response->within_tolerance());
  EXPECT_NEAR(response->output(), net(10), 1e-6);
}

TEST(SeekTest, WhatCannotBeReachedSaysWhatIsAtTheEnds) {
  v1::SeekGoalRequest request = Pressed(5e6);
  request.set_minimum(0.25);
  request.set_maximum(0.75);
  const auto response = Try(request);
  EXPECT_THAT(
      response,
      StatusIs(absl::StatusCode::kFailedPrecondition,
               testing::AllOf(HasSubstr("5000000 bpd cannot be "
                                        "reached: at the ends, 0.25 "
                                        "and 0.75 share, the output is "),
                              HasSubstr(" bpd; the nearest of "))));
  const grpc::Status sent = ToGrpcStatus(WithDetails(response.status()));
  const auto infos = DetailsOf<google::rpc::ErrorInfo>(sent);
  ASSERT_EQ(infos.size(), 1u);
  EXPECT_EQ(infos[0].reason(), "GOAL_UNREACHABLE");
  EXPECT_NEAR(std::stod(infos[0].metadata().at("atMinimum")),
              EvaluatedNet(WithEfficacy(0.25)), 1e-6);
  EXPECT_NEAR(std::stod(infos[0].metadata().at("atMaximum")),
              EvaluatedNet(WithEfficacy(0.75)), 1e-6);
  const auto failures = DetailsOf<google::rpc::PreconditionFailure>(sent);
  ASSERT_EQ(failures.size(), 1u);
  ASSERT_EQ(failures[0].violations_size(), 2);
  EXPECT_EQ(failures[0].violations(0).type(), "GOAL");
}

TEST(SeekTest, StopsWhenTheCallIsCancelled) {
  Call call;
  call.cancelled = [] { return true; };
  v1::SeekGoalResponse response;
  EXPECT_THAT(SeekGoal(*EmbeddedWorlds(), call, 2, Pressed(0), &response),
              StatusIs(absl::StatusCode::kCancelled, testing::_));
}

}  // namespace
}  // namespace oilflow
