// What an answer depends on most.

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/analyses.h"
#include "tests/support/simulations.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Request = v1::AnalyzeSensitivityRequest;
using Response = v1::AnalyzeSensitivityResponse;
using testing::HasSubstr;

// A restart behind gates whose size is uncertain, and a loss that comes too
// late for its size to matter. Facts are what they are.
Request SmallRequest() {
  Request request;
  v1::Scenario* scenario = request.mutable_source()->mutable_scenario();
  *scenario = SmallSimulation().source().scenario();
  scenario->MergeFrom(ParseProto<v1::Scenario>(R"pb(
    policies {
      policy_id: "late"
      start_date { year: 2026 month: 1 day: 1 }
      outage { producers: "south-fed" loss_bpd: 90000 }
    }
    uncertainties {
      parameters {
        parameter: "late.realised_share"
        distribution { uniform { low: 0.5 high: 1 } }
      }
      fact_ranges: OFF
    }
  )pb"));
  request.mutable_sampling()->set_draw_count(400);
  request.set_resample_count(100);
  return request;
}

Response Analyzed(const Request& request, int thread_count = 2) {
  return CollectAll(AnalyzeSensitivity, request, thread_count).back();
}

std::map<std::string, Response::Effect> EffectsOf(
    const Response::Sensitivity& sensitivity) {
  std::map<std::string, Response::Effect> effects;
  for (const Response::Effect& effect : sensitivity.effects()) {
    EXPECT_TRUE(effects.emplace(effect.group(), effect).second);
  }
  return effects;
}

TEST(AnalyzeSensitivityTest, WhatDoesNothingHasAnIndexOfNothing) {
  const Response last = Analyzed(SmallRequest());
  EXPECT_TRUE(last.finished());
  ASSERT_EQ(last.sensitivities_size(), 2);
  EXPECT_EQ(last.sensitivities(0).output(), "net_supply_bpd");
  EXPECT_EQ(last.sensitivities(1).output(), "price_percent");
  EXPECT_EQ(last.request().resample_count(), 100);
  EXPECT_TRUE(last.has_manifest());
  for (const Response::Sensitivity& sensitivity : last.sensitivities()) {
    EXPECT_GT(sensitivity.variance(), 0);
    EXPECT_EQ(sensitivity.effects_size(), last.variables_size());
    const auto effects = EffectsOf(sensitivity);
    const Response::Effect& late = effects.at("late.realised_share");
    EXPECT_EQ(late.total().value(), 0);
    EXPECT_EQ(late.first_order().value(), 0);
    EXPECT_EQ(late.at_low(), late.at_high());
    EXPECT_EQ(late.at_low(), sensitivity.at_median_inputs());
    EXPECT_THAT(late.meaning(),
                HasSubstr("changes nothing about " + sensitivity.output()));
    const Response::Effect& share = effects.at("restart.realised_share");
    EXPECT_GT(share.total().value(), 0);
    EXPECT_TRUE(share.has_at_low());
    EXPECT_FALSE(share.has_shapley_effect());
    double before = HUGE_VAL;
    for (const Response::Effect& effect : sensitivity.effects()) {
      EXPECT_LE(effect.total().value(), before);
      before = effect.total().value();
      EXPECT_FALSE(effect.meaning().empty());
      EXPECT_LE(effect.first_order().low(), effect.first_order().high());
    }
  }
  // More of the restart is more oil.
  const auto effects = EffectsOf(last.sensitivities(0));
  EXPECT_GT(effects.at("restart.realised_share").rank_correlation(), 0);
}

TEST(AnalyzeSensitivityTest, GroupsAreLookedAtAsOne) {
  Request request = SmallRequest();
  *request.add_groups() = ParseProto<v1::VariableGroup>(
      "group_id: 'restart' variables: 'restart.*'");
  const auto effects = EffectsOf(Analyzed(request).sensitivities(0));
  const Response::Effect& restart = effects.at("restart");
  // Nothing else moves barrels.
  EXPECT_NEAR(restart.total().value(), 1, 0.15);
  EXPECT_FALSE(restart.has_at_low());
  EXPECT_FALSE(restart.has_rank_correlation());
  EXPECT_EQ(effects.count("restart.realised_share"), 0u);
  EXPECT_EQ(effects.count("late.realised_share"), 1u);
}

TEST(AnalyzeSensitivityTest, CorrelatedVariablesAreOneBlockUnlessAskedFor) {
  Request request = SmallRequest();
  *request.mutable_source()
       ->mutable_scenario()
       ->mutable_uncertainties()
       ->add_correlations() = ParseProto<v1::RankCorrelation>(R"pb(
    first: "restart.realised_share"
    second: "late.realised_share"
    correlation: 0.8
  )pb");
  const auto joined = EffectsOf(Analyzed(request).sensitivities(0));
  EXPECT_EQ(joined.count("restart.realised_share and late.realised_share") +
                joined.count("late.realised_share and restart.realised_share"),
            1u);
  *request.add_groups() = ParseProto<v1::VariableGroup>(
      "group_id: 'a' variables: 'restart.realised_share'");
  *request.add_groups() = ParseProto<v1::VariableGroup>(
      "group_id: 'b' variables: 'late.realised_share'");
  const Response last = Analyzed(request);
  for (const Response::Sensitivity& sensitivity : last.sensitivities()) {
    double sum = 0;
    for (const Response::Effect& effect : sensitivity.effects()) {
      EXPECT_FALSE(effect.has_total());
      sum += effect.shapley_effect().value();
    }
    EXPECT_NEAR(sum, 1, 1e-9);
  }
  // What the late one tells of the restart counts, though it does nothing.
  EXPECT_GT(EffectsOf(last.sensitivities(0)).at("b").shapley_effect().value(),
            0);
}

TEST(AnalyzeSensitivityTest, AnswersTheSameOnAnyNumberOfThreads) {
  for (const auto method : {v1::Sampling::RANDOM, v1::Sampling::SOBOL}) {
    Request request = SmallRequest();
    request.mutable_sampling()->set_draw_count(64);
    request.mutable_sampling()->set_method(method);
    EXPECT_TRUE(AllBytes(CollectAll(AnalyzeSensitivity, request, 1)) ==
                AllBytes(CollectAll(AnalyzeSensitivity, request, 3)));
  }
}

bool WarnsOfSobolErrors(const Response& last) {
  return std::any_of(last.warnings().begin(), last.warnings().end(),
                     [](const v1::Warning& one) {
                       return one.reason() == "SOBOL_ERRORS_APPROXIMATE";
                     });
}

TEST(AnalyzeSensitivityTest, ErrorsOfSobolPointsAreSaidToBeApproximate) {
  Request request = SmallRequest();
  request.mutable_sampling()->set_draw_count(64);
  EXPECT_FALSE(WarnsOfSobolErrors(Analyzed(request)));
  request.mutable_sampling()->set_method(v1::Sampling::SOBOL);
  EXPECT_TRUE(WarnsOfSobolErrors(Analyzed(request)));
}

TEST(AnalyzeSensitivityTest, EndsWithItsClient) {
  EXPECT_THAT(LeaveAfter(2, AnalyzeSensitivity, SmallRequest()),
              StatusIs(absl::StatusCode::kCancelled, testing::_));
}

}  // namespace
}  // namespace oilflow
