// What policies do together, split among them.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/analyses.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Request = v1::AttributeScenarioRequest;
using Response = v1::AttributeScenarioResponse;
using Split = Response::Split;

Request SmallRequest(int draw_count) {
  Request request;
  *request.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  request.mutable_sampling()->set_draw_count(draw_count);
  return request;
}

Response Attributed(const Request& request, int thread_count = 2) {
  return CollectAll(AttributeScenario, request, thread_count).back();
}

const Response::Share& ShareOf(const Split& split, const std::string& policy) {
  for (const Response::Share& share : split.shares()) {
    if (share.policy() == policy) {
      return share;
    }
  }
  ADD_FAILURE() << policy;
  return split.shares(0);
}

void ExpectToSum(const Split& split) {
  double sum = split.residual();
  for (const Response::Share& share : split.shares()) {
    sum += share.shapley();
  }
  EXPECT_NEAR(sum, split.total(), 1e-9 * std::abs(split.total()));
  EXPECT_LE(std::abs(split.residual()), 1e-9 * std::abs(split.total()));
}

TEST(AttributeTest, EveryStatisticOfEveryOutputIsSplit) {
  Request request = SmallRequest(40);
  request.add_outputs("price_percent");
  request.add_outputs("net_supply_bpd@2025-04");
  const Response last = Attributed(request);
  EXPECT_TRUE(last.finished());
  EXPECT_EQ(last.total_count(), 32);
  ASSERT_EQ(last.splits_size(), 4);
  EXPECT_EQ(last.splits(0).output(), "price_percent");
  EXPECT_EQ(last.splits(0).unit(), "%");
  EXPECT_EQ(last.splits(0).statistic(), Split::EXPECTATION);
  EXPECT_EQ(last.splits(1).statistic(), Split::MEDIAN);
  EXPECT_EQ(last.splits(3).output(), "net_supply_bpd");
  EXPECT_EQ(last.splits(3).month().month(), 4);
  EXPECT_TRUE(last.mechanisms().empty());
  EXPECT_TRUE(last.has_manifest());
  EXPECT_EQ(last.request().outputs_size(), 2);
  EXPECT_EQ(last.request().sampling().seed(), 1u);
  EXPECT_FALSE(last.request().source().reading().latest_fact().empty());
  for (const Split& split : last.splits()) {
    ASSERT_EQ(split.shares_size(), 5);
    EXPECT_EQ(split.shares(0).policy(), "restart");
    EXPECT_EQ(split.shares(0).interactions_size(), 5);
    EXPECT_EQ(split.shares(0).interactions(0), 0);
    ExpectToSum(split);
  }
}

TEST(AttributeTest, TwinsGetTheSameAndWhatComesTooLateExactlyNothing) {
  for (const int draw_count : {0, 40}) {
    const Response last = Attributed(SmallRequest(draw_count));
    for (const Split& split : last.splits()) {
      const Response::Share& a = ShareOf(split, "twin-a");
      const Response::Share& b = ShareOf(split, "twin-b");
      EXPECT_NEAR(a.shapley(), b.shapley(), 1e-9 * std::abs(split.total()));
      EXPECT_EQ(a.first_in(), b.first_in());
      EXPECT_EQ(a.last_in(), b.last_in());
      const Response::Share& late = ShareOf(split, "late");
      EXPECT_EQ(late.shapley(), 0);
      EXPECT_EQ(late.shapley_error(), 0);
      EXPECT_EQ(late.first_in(), 0);
      EXPECT_EQ(late.last_in(), 0);
      EXPECT_THAT(late.interactions(),
                  testing::Each(testing::DoubleNear(0, 1e-9)));
    }
  }
}

TEST(AttributeTest, TotalsAreThoseOfTheSimulation) {
  const Response last = Attributed(SmallRequest(60));
  v1::SimulateScenarioRequest simulation;
  *simulation.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  simulation.mutable_sampling()->set_draw_count(60);
  simulation.add_outputs("net_supply_bpd");
  const auto simulated =
      Collect(SimulateScenario, simulation).value().back().outputs(0);
  ASSERT_EQ(last.splits(0).output(), "net_supply_bpd");
  // Without policies nothing changes.
  EXPECT_NEAR(last.splits(0).total(), simulated.mean(),
              1e-9 * std::abs(simulated.mean()));
  EXPECT_EQ(last.splits(1).total(), simulated.quantiles().p50());
}

TEST(AttributeTest, WithoutDrawsTheAnswerAtTheMedianIsSplit) {
  Request request = SmallRequest(0);
  request.set_by_mechanism(true);
  const Response last = Attributed(request);
  EXPECT_EQ(last.total_count(), 64);
  ASSERT_EQ(last.splits_size(), 2);
  const Split& split = last.splits(0);
  EXPECT_EQ(split.statistic(), Split::AT_MEDIAN_INPUTS);
  ExpectToSum(split);
  const double net = EvaluatedNet(ScenarioToTakeApart());
  EXPECT_NEAR(split.total(), net, 1e-9 * std::abs(net));
  for (const Response::Share& share : split.shares()) {
    EXPECT_EQ(share.shapley_error(), 0);
  }
  // The ledger closes, by policy too.
  double total = 0;
  std::map<int, double> by_policy;
  for (const Response::MechanismShare& mechanism : last.mechanisms()) {
    double sum = 0;
    ASSERT_EQ(mechanism.shares_bpd_size(), 5);
    for (int p = 0; p < 5; ++p) {
      sum += mechanism.shares_bpd(p);
      by_policy[p] += mechanism.shares_bpd(p);
    }
    EXPECT_NEAR(sum, mechanism.total_bpd(), 1e-6);
    total += mechanism.total_bpd();
    EXPECT_EQ(mechanism.shares_bpd(4), 0);
  }
  EXPECT_NEAR(total, net, 1e-6);
  for (int p = 0; p < 5; ++p) {
    EXPECT_NEAR(by_policy[p], split.shares(p).shapley(), 1e-6);
  }
}

// The leave-one-out effect, by hand: the scenario without the policy.
TEST(AttributeTest, FirstAndLastInAreWhatScenariosWithFewerPoliciesSay) {
  const v1::Scenario all = ScenarioToTakeApart();
  const Split split = Attributed(SmallRequest(0)).splits(0);
  for (int p = 0; p < all.policies_size(); ++p) {
    v1::Scenario alone = all;
    alone.clear_policies();
    *alone.add_policies() = all.policies(p);
    EXPECT_NEAR(split.shares(p).first_in(), EvaluatedNet(alone), 1e-6);
    v1::Scenario without = all;
    without.mutable_policies()->DeleteSubrange(p, 1);
    EXPECT_NEAR(split.shares(p).last_in(),
                EvaluatedNet(all) - EvaluatedNet(without), 1e-6);
  }
}

TEST(AttributeTest, AnswersTheSameOnAnyNumberOfThreads) {
  for (const auto method : {v1::Sampling::RANDOM, v1::Sampling::SOBOL}) {
    Request request = SmallRequest(32);
    request.mutable_sampling()->set_method(method);
    const std::string bytes =
        AllBytes(CollectAll(AttributeScenario, request, 1));
    EXPECT_TRUE(AllBytes(CollectAll(AttributeScenario, request, 3)) == bytes);
  }
}

TEST(AttributeTest, GroupsAreSplitBeforeTheirPolicies) {
  Request request = SmallRequest(0);
  const Split alone = Attributed(request).splits(0);
  auto* group = request.add_groups();
  group->set_group_id("outages");
  group->add_policies("twin-b");
  group->add_policies("twin-a");
  const Split grouped = Attributed(request).splits(0);
  ExpectToSum(grouped);
  EXPECT_EQ(grouped.total(), alone.total());
  EXPECT_NEAR(ShareOf(grouped, "twin-a").shapley(),
              ShareOf(grouped, "twin-b").shapley(), 1e-6);
  EXPECT_EQ(ShareOf(grouped, "twin-a").first_in(),
            ShareOf(alone, "twin-a").first_in());
}

TEST(AttributeTest, ManyPoliciesAreSplitAlongOrders) {
  Request request = SmallRequest(0);
  v1::Scenario* scenario = request.mutable_source()->mutable_scenario();
  for (int i = 0; i < 9; ++i) {
    v1::Policy* policy = scenario->add_policies();
    *policy = scenario->policies(2);
    policy->set_policy_id("outage-" + std::to_string(i));
  }
  request.set_order_pair_count(10);
  const Response last = Attributed(request);
  for (const Split& split : last.splits()) {
    ASSERT_EQ(split.shares_size(), 14);
    ExpectToSum(split);
    EXPECT_EQ(ShareOf(split, "late").shapley(), 0);
    EXPECT_EQ(ShareOf(split, "late").shapley_error(), 0);
    EXPECT_TRUE(ShareOf(split, "restart").interactions().empty());
  }
}

TEST(AttributeTest, EndsWithItsClient) {
  EXPECT_THAT(LeaveAfter(3, AttributeScenario, SmallRequest(10)),
              StatusIs(absl::StatusCode::kCancelled, testing::_));
}

}  // namespace
}  // namespace oilflow
