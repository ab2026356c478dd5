// Simulations as their callers meet them.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/rpc/ensemble_handlers.h"
#include "tests/support/fixtures.h"
#include "tests/support/simulations.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;

Messages Answers(const v1::SimulateScenarioRequest& request,
                 int thread_count = 2) {
  const absl::StatusOr<Messages> messages = Simulate(request, thread_count);
  EXPECT_THAT(messages, IsOk());
  return messages.ok() ? *messages : Messages(1);
}

// Of the small simulation as it is, made once.
const Messages& SmallAnswers() {
  static const auto* const kMessages = new Messages(Answers(SmallSimulation()));
  return *kMessages;
}

bool Warns(const v1::SimulateScenarioResponse& message,
           const std::string& reason) {
  return std::any_of(
      message.warnings().begin(), message.warnings().end(),
      [&](const v1::Warning& one) { return one.reason() == reason; });
}

TEST(SimulateTest, TheWholeStreamIsTheSameOnAnyNumberOfThreads) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.set_monthly(true);
  const std::string bytes = BytesOf(Answers(request, 1));
  EXPECT_TRUE(BytesOf(Answers(request, 2)) == bytes);
  EXPECT_TRUE(BytesOf(Answers(request, 7)) == bytes);
}

TEST(SimulateTest, MessagesComeAtCheckpointsAndTheLastSaysSo) {
  const Messages& messages = SmallAnswers();
  ASSERT_EQ(messages.size(), 3u);
  const std::vector<int> checkpoints = {1000, 2000, 3000};
  for (size_t i = 0; i < messages.size(); ++i) {
    const auto& message = messages[i];
    const bool is_last = i + 1 == messages.size();
    EXPECT_EQ(message.completed_count(), checkpoints[i]);
    EXPECT_EQ(message.total_count(), 3000);
    EXPECT_EQ(message.finished(), is_last);
    EXPECT_EQ(message.outputs_size(), 2);
    EXPECT_EQ(message.has_request(), i == 0 || is_last);
    EXPECT_EQ(message.has_manifest(), i == 0 || is_last);
    EXPECT_EQ(message.variables_size() > 0, is_last);
    EXPECT_FALSE(message.has_stopped());
    EXPECT_FALSE(message.has_values());
  }
  EXPECT_EQ(messages[0].outputs(0).output(), "net_supply_bpd");
  EXPECT_EQ(messages[0].outputs(0).unit(), "bpd");
  EXPECT_EQ(messages[0].outputs(1).output(), "price_usd_per_bbl");
  EXPECT_EQ(messages[0].outputs(1).unit(), "USD/bbl");
}

// A hundred times in all, and never closer than 1,000 draws.
TEST(SimulateTest, BetweenCheckpointsMessagesSayHowFarItIs) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(6500);
  std::vector<int64_t> with_summaries;
  std::vector<int64_t> counts;
  for (const v1::SimulateScenarioResponse& message : Answers(request)) {
    EXPECT_EQ(message.total_count(), 6500);
    (message.outputs_size() > 0 ? with_summaries : counts)
        .push_back(message.completed_count());
  }
  EXPECT_THAT(with_summaries, ElementsAre(1000, 2000, 4000, 6500));
  EXPECT_THAT(counts, ElementsAre(3000, 5000));
}

TEST(SimulateTest, FewDrawsAreOneMessageThatIsFirstAndLast) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(3);
  const Messages messages = Answers(request);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_TRUE(messages[0].finished());
  EXPECT_TRUE(Warns(messages[0], "FEW_DRAWS"));
  // Of three draws nobody knows how far others would move the lowest.
  EXPECT_TRUE(std::isinf(messages[0].outputs(0).quantiles().p05_error()));
}

TEST(SimulateTest, WhatIsDrawnIsListed) {
  const auto last = SmallAnswers().back();
  std::map<std::string, v1::DrawnVariable> variables;
  for (const v1::DrawnVariable& variable : last.variables()) {
    EXPECT_TRUE(variables.emplace(variable.variable(), variable).second);
  }
  const v1::DrawnVariable& share = variables["restart.realised_share"];
  EXPECT_EQ(share.kind(), v1::DrawnVariable::POLICY_FIELD);
  EXPECT_EQ(share.family(), "triangular");
  EXPECT_EQ(share.unit(), "share");
  // Of a triangle from 0.5 by 0.9 to 1: low + sqrt(u * 0.5 * 0.4) up to the
  // level 0.8, and high - sqrt((1 - u) * 0.5 * 0.1) above.
  ASSERT_EQ(share.values_size(), 3);
  EXPECT_NEAR(share.values(0), 0.5 + std::sqrt(0.05 * 0.5 * 0.4), 1e-12);
  EXPECT_NEAR(share.values(1), 0.5 + std::sqrt(0.5 * 0.5 * 0.4), 1e-12);
  EXPECT_NEAR(share.values(2), 1 - std::sqrt(0.05 * 0.5 * 0.1), 1e-12);
  EXPECT_EQ(variables["restart.payment.opens"].kind(), v1::DrawnVariable::GATE);
}

TEST(SimulateTest, QuantilesAreOrderStatisticsOfTheValuesOfParts) {
  const v1::SimulateScenarioResponse& last = SmallAnswers().back();
  const Messages part = SimulatePart(SmallSimulation(), 0, 3000);
  ASSERT_EQ(last.outputs_size(), 2);
  for (int c = 0; c < 2; ++c) {
    std::vector<double> values = ColumnOf(part, c, 2);
    ASSERT_EQ(values.size(), 3000u);
    std::sort(values.begin(), values.end());
    const v1::OutputSummary& output = last.outputs(c);
    // The least value that level * 3,000 of all do not exceed.
    EXPECT_EQ(output.quantiles().p05(), values[150 - 1]);
    EXPECT_EQ(output.quantiles().p16(), values[480 - 1]);
    EXPECT_EQ(output.quantiles().p50(), values[1500 - 1]);
    EXPECT_EQ(output.quantiles().p84(), values[2520 - 1]);
    EXPECT_EQ(output.quantiles().p95(), values[2850 - 1]);
    EXPECT_EQ(output.lowest(), values.front());
    EXPECT_EQ(output.highest(), values.back());
    EXPECT_LT(output.quantiles().p05(), output.quantiles().p95());
    const auto above = std::count_if(values.begin(), values.end(),
                                     [](double one) { return one > 0; });
    EXPECT_EQ(output.probability_above_zero(),
              static_cast<double>(above) / 3000);
    double lowest = 0;
    for (int i = 0; i < 150; ++i) {
      lowest += values[i] / 150;
    }
    EXPECT_NEAR(output.low_shortfall(), lowest, 1e-9 * (1 + std::abs(lowest)));
    double sum = 0;
    for (const double value : values) {
      sum += value;
    }
    // The mean of a price need not exist.
    EXPECT_EQ(output.has_mean(), c == 0);
    if (c == 0) {
      EXPECT_NEAR(output.mean(), sum / 3000, 1e-9 * std::abs(sum));
      EXPECT_GT(output.mean_error(), 0);
    }
  }
}

TEST(SimulateTest, PiecesOfAPartAreWholeAndInOrder) {
  const Messages part = SimulatePart(SmallSimulation(), 100, 2900);
  ASSERT_GE(part.size(), 3u);
  EXPECT_TRUE(part.front().has_request());
  EXPECT_TRUE(part.front().has_manifest());
  EXPECT_TRUE(part.back().finished());
  EXPECT_TRUE(part.back().has_manifest());
  EXPECT_GT(part.back().variables_size(), 0);
  int next = 100;
  for (const v1::SimulateScenarioResponse& message : part) {
    EXPECT_EQ(message.outputs_size(), 0);
    EXPECT_EQ(message.total_count(), 2800);
    if (message.has_values()) {
      EXPECT_EQ(message.values().first_draw(), next);
      next += message.values().draw_count();
      EXPECT_EQ(message.values().values().size(),
                message.values().draw_count() * 2 * sizeof(double));
    }
    EXPECT_EQ(message.completed_count(), next - 100);
  }
  EXPECT_EQ(next, 2900);
}

TEST(SimulateTest, ADrawIsTheSameInWhateverPartItIsMade) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(1500);
  const std::vector<double> all =
      ColumnOf(SimulatePart(request, 0, 1500), 1, 2);
  const std::vector<double> some =
      ColumnOf(SimulatePart(request, 1234, 1301), 1, 2);
  ASSERT_EQ(all.size(), 1500u);
  EXPECT_EQ(some, std::vector<double>(all.begin() + 1234, all.begin() + 1301));
}

// Going on later: with more draws, those made already are the same.
TEST(SimulateTest, MoreDrawsBeginWithThoseOfFewer) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(2000);
  const auto fewer = Answers(request).back();
  const Messages& more = SmallAnswers();
  ASSERT_GE(more.size(), 2u);
  ASSERT_EQ(more[1].completed_count(), 2000);
  for (int c = 0; c < 2; ++c) {
    EXPECT_TRUE(
        MessageDifferencer::Equals(more[1].outputs(c), fewer.outputs(c)));
    EXPECT_FALSE(
        MessageDifferencer::Equals(more[2].outputs(c), fewer.outputs(c)));
  }
}

TEST(SimulateTest, AgainstItselfEveryDrawIsZero) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  *request.mutable_against() = request.source();
  request.mutable_sampling()->set_draw_count(500);
  request.set_monthly(true);
  const auto last = Answers(request).back();
  EXPECT_EQ(last.outputs_size(), 2 * (1 + 2));
  for (const v1::OutputSummary& output : last.outputs()) {
    EXPECT_EQ(output.lowest(), 0);
    EXPECT_EQ(output.highest(), 0);
    EXPECT_EQ(output.at_median_inputs(), 0);
    EXPECT_EQ(output.probability_above_zero(), 0);
    EXPECT_EQ(output.quantiles().p50_error(), 0);
  }
}

// With the same random numbers, what is held against each other is the policy:
// its difference varies less than either.
TEST(SimulateTest, AgainstAnotherTheDifferencesAreDrawByDraw) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  *request.mutable_against() = request.source();
  request.mutable_against()
      ->mutable_scenario()
      ->mutable_policies(0)
      ->mutable_route()
      ->set_limit_bpd(100000);
  request.mutable_against()
      ->mutable_scenario()
      ->mutable_policies(0)
      ->mutable_route()
      ->set_mandated_bpd(100000);
  const std::vector<double> differences =
      ColumnOf(SimulatePart(request, 0, 500), 0, 2);
  v1::SimulateScenarioRequest other = SmallSimulation();
  const std::vector<double> one = ColumnOf(SimulatePart(other, 0, 500), 0, 2);
  *other.mutable_source() = request.against();
  const std::vector<double> two = ColumnOf(SimulatePart(other, 0, 500), 0, 2);
  ASSERT_EQ(differences.size(), 500u);
  for (size_t i = 0; i < differences.size(); ++i) {
    EXPECT_EQ(differences[i], one[i] - two[i]) << "draw " << i;
  }
  EXPECT_GT(*std::max_element(differences.begin(), differences.end()), 0);
}

TEST(SimulateTest, EveryMonthIsAnsweredBesideTheWhole) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.set_monthly(true);
  request.mutable_sampling()->set_draw_count(500);
  request.add_outputs("net_supply_bpd");
  const auto last = Answers(request).back();
  // February and March.
  ASSERT_EQ(last.outputs_size(), 1 + 2);
  EXPECT_FALSE(last.outputs(0).has_month());
  for (int m = 1; m <= 2; ++m) {
    EXPECT_EQ(last.outputs(m).output(), "net_supply_bpd");
    EXPECT_EQ(last.outputs(m).month().year(), 2025);
    EXPECT_EQ(last.outputs(m).month().month(), 1 + m);
    EXPECT_EQ(last.outputs(m).month().day(), 1);
  }
  // A month by name is what monthly gives of it.
  v1::SimulateScenarioRequest one = SmallSimulation();
  one.add_outputs("net_supply_bpd@2025-03");
  one.mutable_sampling()->set_draw_count(500);
  const auto march = Answers(one).back();
  ASSERT_EQ(march.outputs_size(), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(march.outputs(0), last.outputs(2)));
}

TEST(SimulateTest, AStoppingRuleStopsAtTheFirstCheckpointThatIsEnough) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  const Messages& whole = SmallAnswers();
  ASSERT_EQ(whole.size(), 3u);
  const double at_1000 = whole[0].outputs(1).quantiles().p50_error();
  const double at_2000 = whole[1].outputs(1).quantiles().p50_error();
  ASSERT_LT(at_2000, at_1000);
  v1::StoppingRule* stop = request.mutable_stop();
  stop->set_output("price_usd_per_bbl");
  stop->set_error(at_2000);
  const Messages stopped = Answers(request);
  ASSERT_EQ(stopped.size(), 2u);
  EXPECT_TRUE(stopped[1].finished());
  EXPECT_TRUE(stopped[1].stopped());
  EXPECT_EQ(stopped[1].completed_count(), 2000);
  EXPECT_EQ(stopped[1].total_count(), 3000);
  EXPECT_EQ(stopped[1].request().stop().level(), 0.5);
  for (int c = 0; c < 2; ++c) {
    EXPECT_TRUE(
        MessageDifferencer::Equals(stopped[1].outputs(c), whole[1].outputs(c)));
  }
  stop->set_error(1e-9);
  const auto never = Answers(request).back();
  EXPECT_TRUE(never.has_stopped());
  EXPECT_FALSE(never.stopped());
  EXPECT_EQ(never.completed_count(), 3000);
}

TEST(SimulateTest, TheRequestSentBackGivesTheSameAnswer) {
  const v1::SimulateScenarioResponse& last = SmallAnswers().back();
  EXPECT_EQ(last.request().sampling().seed(), 1u);
  EXPECT_EQ(last.request().sampling().method(), v1::Sampling::RANDOM);
  EXPECT_EQ(last.request().shortfall_share(), 0.05);
  EXPECT_THAT(last.request().outputs(),
              ElementsAre("net_supply_bpd", "price_usd_per_bbl"));
  EXPECT_TRUE(last.request().source().reading().has_as_of());
  const auto again = Answers(last.request()).back();
  EXPECT_TRUE(BytesOf({again}) == BytesOf({last}));
}

TEST(SimulateTest, AnotherSeedDrawsOtherNumbers) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  const v1::SimulateScenarioResponse& one = SmallAnswers().back();
  request.mutable_sampling()->set_seed(2);
  const auto two = Answers(request).back();
  EXPECT_NE(one.outputs(1).quantiles().p50(), two.outputs(1).quantiles().p50());
  EXPECT_NE(one.manifest().scenario_sha256(), two.manifest().scenario_sha256());
  const double difference =
      one.outputs(1).quantiles().p50() - two.outputs(1).quantiles().p50();
  EXPECT_LT(std::abs(difference), 6 * one.outputs(1).quantiles().p50_error());
}

TEST(SimulateTest, SobolPointsSayTheirErrorFromScramblings) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_method(v1::Sampling::SOBOL);
  const auto sobol = Answers(request).back();
  const auto random = SmallAnswers().back();
  for (int c = 0; c < 2; ++c) {
    const double error = sobol.outputs(c).quantiles().p50_error();
    EXPECT_GE(error, 0);
    EXPECT_TRUE(std::isfinite(error));
    EXPECT_NEAR(sobol.outputs(c).quantiles().p50(),
                random.outputs(c).quantiles().p50(),
                6 * (error + random.outputs(c).quantiles().p50_error()));
  }
}

// 0.9 with each of two that are -0.9 with each other: no three numbers do that.
TEST(SimulateTest, CorrelationsThatCannotHoldAreRepairedAndSaid) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  v1::Uncertainties* uncertainties =
      request.mutable_source()->mutable_scenario()->mutable_uncertainties();
  const auto correlate = [&](const std::string& first,
                             const std::string& second, double correlation) {
    v1::RankCorrelation* one = uncertainties->add_correlations();
    one->set_first(first);
    one->set_second(second);
    one->set_correlation(correlation);
  };
  request.mutable_sampling()->set_draw_count(200);
  correlate("restart.realised_share", "restart.payment.opens", 0.9);
  correlate("restart.realised_share", "restart.arrears.opens", 0.9);
  correlate("restart.payment.opens", "restart.arrears.opens", -0.9);
  const auto last = Answers(request).back();
  ASSERT_EQ(last.repairs_size(), 1);
  EXPECT_LT(last.repairs(0).least_eigenvalue(), 0);
  // As it was asked for, to the last digit.
  EXPECT_EQ(std::abs(last.repairs(0).asked()), 0.9);
  EXPECT_NE(last.repairs(0).asked(), last.repairs(0).given());
  const auto warning = std::find_if(
      last.warnings().begin(), last.warnings().end(),
      [](const auto& one) { return one.reason() == "CORRELATION_REPAIRED"; });
  ASSERT_NE(warning, last.warnings().end());
  // All three by as much: to 6 / pi * asin(0.5 / 2).
  EXPECT_THAT(warning->message(), testing::HasSubstr("-0.815962"));
  EXPECT_THAT(warning->message(),
              testing::ContainsRegex("from -?0\\.9 to -?0\\.48258[0-9]$"));
  uncertainties->set_inconsistent(v1::Uncertainties::REFUSE);
  EXPECT_THAT(Simulate(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::HasSubstr("uncertainties.correlations")));
}

TEST(SimulateTest, AClientThatHasGoneEndsTheWork) {
  int sent = 0;
  const absl::Status status = SimulateScenario(
      *EmbeddedWorlds(), Call(), 2, SmallSimulation(),
      [&](const v1::SimulateScenarioResponse&) { return ++sent < 2; });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, testing::_));
  EXPECT_EQ(sent, 2);
}

TEST(SimulateTest, ACancelledCallEndsTheWorkBeforeTheNextMessage) {
  bool cancelled = false;
  Call call;
  call.cancelled = [&] { return cancelled; };
  int sent = 0;
  const absl::Status status =
      SimulateScenario(*EmbeddedWorlds(), call, 1, SmallSimulation(),
                       [&](const v1::SimulateScenarioResponse&) {
                         ++sent;
                         cancelled = true;
                         return true;
                       });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, testing::_));
  EXPECT_EQ(sent, 1);
}

}  // namespace
}  // namespace oilflow
