// Grids of parameters.

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/analyses.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Request = v1::SweepScenarioRequest;
using Response = v1::SweepScenarioResponse;
using testing::HasSubstr;

constexpr int kPressure = 1;

// How hard Iran is pressed, by how much of the restart comes true.
Request TwoAxes(int draw_count) {
  Request request = ParseProto<Request>(R"pb(
    axes {
      parameter: "maximum-pressure.efficacy"
      steps { from: 0 to: 1 count: 5 }
    }
    axes {
      parameter: "restart.realised_share"
      values { values: 1 values: 0.25 }
    }
  )pb");
  *request.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  request.mutable_sampling()->set_draw_count(draw_count);
  return request;
}

// All points in order, checked for gaps.
std::vector<Response::Point> PointsOf(const Request& request,
                                      int thread_count = 2) {
  std::vector<Response::Point> points;
  for (const Response& message :
       CollectAll(SweepScenario, request, thread_count)) {
    for (const Response::Point& point : message.points()) {
      EXPECT_EQ(point.index(),
                request.skip() + static_cast<int64_t>(points.size()));
      points.push_back(point);
    }
    EXPECT_EQ(message.completed_count(),
              request.skip() + static_cast<int64_t>(points.size()));
  }
  return points;
}

// The scenario with the parameters of a point written into it.
v1::Scenario At(const Response::Point& point) {
  v1::Scenario scenario = ScenarioToTakeApart();
  scenario.mutable_policies(kPressure)->mutable_sanctions()->set_efficacy(
      point.parameters(0));
  scenario.mutable_policies(0)->set_realised_share(point.parameters(1));
  return scenario;
}

std::string BytesOf(const std::vector<Response::Point>& points) {
  return AllBytes(points);
}

TEST(SweepTest, TheFirstMessageSaysWhatIsToCome) {
  const auto messages = CollectAll(SweepScenario, TwoAxes(0));
  const Response& head = messages[0];
  EXPECT_TRUE(head.points().empty());
  EXPECT_EQ(head.completed_count(), 0);
  EXPECT_EQ(head.total_count(), 10);
  EXPECT_THAT(head.parameter_units(), testing::ElementsAre("share", "share"));
  EXPECT_THAT(head.output_units(), testing::ElementsAre("bpd", "USD/bbl"));
  EXPECT_THAT(head.request().outputs(),
              testing::ElementsAre("net_supply_bpd", "price_usd_per_bbl"));
  EXPECT_TRUE(head.has_manifest());
  EXPECT_FALSE(messages.back().has_manifest());
}

TEST(SweepTest, APointIsTheAnswerWithItsParameters) {
  const auto points = PointsOf(TwoAxes(0));
  ASSERT_EQ(points.size(), 10u);
  EXPECT_THAT(points[3].parameters(), testing::ElementsAre(0.25, 0.25));
  for (const Response::Point& point : points) {
    const double net = EvaluatedNet(At(point));
    EXPECT_NEAR(point.values(0), net, 1e-9 * (1 + std::abs(net)));
    EXPECT_TRUE(point.errors().empty());
    EXPECT_EQ(point.error(), "");
  }
}

TEST(SweepTest, APointOfDrawsIsTheMedianOfTheSimulation) {
  for (const Response::Point& point : PointsOf(TwoAxes(60))) {
    v1::SimulateScenarioRequest simulation;
    *simulation.mutable_source()->mutable_scenario() = At(point);
    simulation.mutable_sampling()->set_draw_count(60);
    const auto simulated = Collect(SimulateScenario, simulation).value().back();
    for (int output = 0; output < 2; ++output) {
      const v1::Quantiles& quantiles = simulated.outputs(output).quantiles();
      EXPECT_EQ(point.values(output), quantiles.p50());
      EXPECT_EQ(point.errors(output), quantiles.p50_error());
    }
  }
}

TEST(SweepTest, ResumedAnywhereItIsTheRestOfTheWhole) {
  for (const int draw_count : {0, 20}) {
    const auto whole = PointsOf(TwoAxes(draw_count));
    for (const int skip : {0, 1, 4, 9, 10}) {
      Request request = TwoAxes(draw_count);
      request.set_skip(skip);
      const std::vector<Response::Point> rest(whole.begin() + skip,
                                              whole.end());
      EXPECT_TRUE(BytesOf(PointsOf(request)) == BytesOf(rest)) << skip;
    }
  }
}

TEST(SweepTest, AnswersTheSameOnAnyNumberOfThreads) {
  EXPECT_TRUE(AllBytes(CollectAll(SweepScenario, TwoAxes(20), 1)) ==
              AllBytes(CollectAll(SweepScenario, TwoAxes(20), 3)));
}

// Two contracts for one line: only one volume can be meant.
TEST(SweepTest, WhatCannotBeMeantTogetherHasAnErrorInItsPlace) {
  Request request;
  *request.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  v1::Policy* again =
      request.mutable_source()->mutable_scenario()->add_policies();
  *again = ScenarioToTakeApart().policies(0);
  again->set_policy_id("again");
  *request.add_axes() = ParseProto<v1::SweepAxis>(R"pb(
    parameter: "again.mandated_bpd"
    values { values: 100000 values: 185000 values: 150000 }
  )pb");
  const auto points = PointsOf(request);
  ASSERT_EQ(points.size(), 3u);
  for (const int contradicts : {0, 2}) {
    EXPECT_THAT(points[contradicts].error(), HasSubstr("restart and again"));
    EXPECT_THAT(points[contradicts].error(),
                HasSubstr("both mandate a volume on"));
    EXPECT_TRUE(points[contradicts].values().empty());
  }
  EXPECT_EQ(points[1].error(), "");
  EXPECT_EQ(points[1].values_size(), 2);
}

// A parameter takes the values of its axis, also if it would be drawn
// otherwise, together with another.
TEST(SweepTest, WhatIsSweptIsNotDrawn) {
  Request request = TwoAxes(30);
  request.mutable_source()->mutable_scenario()->MergeFrom(
      ParseProto<v1::Scenario>(R"pb(
        uncertainties {
          parameters {
            parameter: "restart.realised_share"
            distribution { uniform { low: 0.5 high: 1 } }
          }
          parameters {
            parameter: "twin-a.realised_share"
            distribution { uniform { low: 0.5 high: 1 } }
          }
          correlations {
            first: "restart.realised_share"
            second: "twin-a.realised_share"
            correlation: 0.5
          }
        }
      )pb"));
  const auto points = PointsOf(request);
  ASSERT_EQ(points.size(), 10u);
  EXPECT_NE(points[0].values(0), points[1].values(0));
}

TEST(SweepTest, EndsWithItsClient) {
  EXPECT_THAT(LeaveAfter(1, SweepScenario, TwoAxes(0)),
              StatusIs(absl::StatusCode::kCancelled, testing::_));
}

}  // namespace
}  // namespace oilflow
