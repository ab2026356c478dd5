#include "service/ensemble/sweep.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/rpc/ensemble_source.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

// Ten days of a restart and of another contract for the same line, which may
// hold nothing but the same volume.
struct Asked {
  Asked() {
    v1::ScenarioSource proto;
    v1::Scenario* scenario = proto.mutable_scenario();
    *scenario = RegionWorld().scenarios.at("restart-maximum-pressure");
    *scenario->mutable_horizon()->mutable_end_date() =
        ParseProto<google::type::Date>("year: 2025 month: 3 day: 11");
    *scenario->add_policies() = scenario->policies(0);
    scenario->mutable_policies(2)->set_policy_id("again");
    source = *ReadSource(*EmbeddedWorlds(), proto, "source");
    const auto output =
        ParseOutput(network(), source.asked.scenario, "net_supply_bpd");
    model.push_back(*ModelOf(*EmbeddedWorlds(), source, {*output},
                             {"again.mandated_bpd", "restart.mandated_bpd"},
                             "axes"));
    const EnsembleModel* const models[] = {&model[0]};
    sampler.push_back(*SamplerOf({.seed = 1}, models));
  }

  const Network& network() const { return source.world->network; }

  PointEvaluator Evaluator(int draw_count) {
    return PointEvaluator(network(), source.asked.scenario, model[0],
                          sampler[0],
                          {.draw_count = draw_count, .thread_count = 2});
  }

  EnsembleSource source;
  // Neither has a default.
  std::vector<EnsembleModel> model;
  std::vector<Sampler> sampler;
};

Grid SmallGrid() {
  return *Grid::Create({{"again.mandated_bpd", {150000, 100000}},
                        {"restart.mandated_bpd", {150000, 100000}}});
}

std::vector<SweptPoint> SweepFrom(int first, int draw_count) {
  Asked asked;
  PointEvaluator evaluator = asked.Evaluator(draw_count);
  std::vector<SweptPoint> points;
  EXPECT_THAT(Sweep(SmallGrid(), first, evaluator, AlwaysGoOn,
                    [&](SweptPoint point) {
                      points.push_back(std::move(point));
                      return absl::OkStatus();
                    }),
              IsOk());
  return points;
}

TEST(SweepTest, PointsComeInOrderWithAnAnswerOrWithWhyThereIsNone) {
  for (const int draw_count : {0, 40}) {
    const auto points = SweepFrom(0, draw_count);
    ASSERT_EQ(points.size(), 4u);
    for (int i = 0; i < 4; ++i) {
      EXPECT_EQ(points[i].index, i);
      EXPECT_EQ(points[i].parameters, SmallGrid().At(i));
      const bool agree = i == 0 || i == 3;
      EXPECT_EQ(points[i].answer.values.size(), agree ? 1u : 0u);
      EXPECT_EQ(points[i].answer.errors.size(),
                agree && draw_count > 0 ? 1u : 0u);
      EXPECT_EQ(points[i].error.empty(), agree);
      EXPECT_EQ(points[i].error.find("restart and again") == std::string::npos,
                agree);
    }
  }
}

TEST(SweepTest, TheRestIsTheRestOfTheWhole) {
  const auto whole = SweepFrom(0, 30);
  for (int first = 0; first <= 4; ++first) {
    const auto rest = SweepFrom(first, 30);
    ASSERT_EQ(rest.size(), whole.size() - first);
    for (size_t i = 0; i < rest.size(); ++i) {
      EXPECT_EQ(rest[i].index, whole[first + i].index);
      EXPECT_EQ(rest[i].answer.values, whole[first + i].answer.values);
      EXPECT_EQ(rest[i].answer.errors, whole[first + i].answer.errors);
      EXPECT_EQ(rest[i].error, whole[first + i].error);
    }
  }
}

TEST(SweepTest, OneDrawTellsNoError) {
  const auto points = SweepFrom(3, 1);
  ASSERT_EQ(points.size(), 1u);
  EXPECT_TRUE(std::isinf(points[0].answer.errors[0]));
}

TEST(SweepTest, StopsWithWhatStopsIt) {
  Asked asked;
  PointEvaluator evaluator = asked.Evaluator(0);
  int taken = 0;
  EXPECT_THAT(Sweep(SmallGrid(), 0, evaluator, AlwaysGoOn,
                    [&](SweptPoint) {
                      return ++taken == 2 ? absl::CancelledError("gone")
                                          : absl::OkStatus();
                    }),
              StatusIs(absl::StatusCode::kCancelled, "gone"));
  EXPECT_EQ(taken, 2);
  EXPECT_THAT(Sweep(
                  SmallGrid(), 0, evaluator,
                  [] { return absl::DeadlineExceededError("late"); },
                  [](SweptPoint) { return absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "late"));
}

// Nothing but numbers of policies can make policies contradict each other.
TEST(SweepTest, OnlyNumbersOfPoliciesCanContradict) {
  Asked asked;
  const std::vector<std::string> names = {"again.mandated_bpd"};
  EXPECT_THAT(CheckMeantTogether(asked.network(), asked.source.asked.scenario,
                                 names, {1000}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("first on 2025-03-01")));
  const std::vector<std::string> facts = {"itp.capacity"};
  EXPECT_THAT(CheckMeantTogether(asked.network(), asked.source.asked.scenario,
                                 facts, {1000}),
              IsOk());
}

}  // namespace
}  // namespace oilflow
