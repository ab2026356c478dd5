// What became known between two days, and what it changed.

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/reason.h"
#include "tests/support/analyses.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Request = v1::AttributeRevisionRequest;
using Response = v1::AttributeRevisionResponse;
using testing::HasSubstr;

google::type::Date DateOf(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

Request Between(const google::type::Date& first,
                const google::type::Date& last) {
  Request request;
  *request.mutable_source()->mutable_scenario() = ScenarioToTakeApart();
  *request.mutable_source()->mutable_reading()->mutable_as_of() = last;
  *request.mutable_from_as_of() = first;
  return request;
}

TEST(RevisionTest, StepsLeadFromOneAnswerToTheOther) {
  const Request request = Between(DateOf(2025, 3, 1), DateOf(2025, 11, 1));
  const auto messages = CollectAll(AttributeRevision, request);
  const Response& last = messages.back();
  EXPECT_TRUE(last.finished());
  EXPECT_GT(messages.size(), 3u);
  EXPECT_THAT(last.outputs(),
              testing::ElementsAre("net_supply_bpd", "price_usd_per_bbl"));
  EXPECT_THAT(last.units(), testing::ElementsAre("bpd", "USD/bbl"));
  for (const bool before : {true, false}) {
    v1::Reading reading;
    *reading.mutable_as_of() =
        before ? request.from_as_of() : request.source().reading().as_of();
    const double net = EvaluatedNet(ScenarioToTakeApart(), reading);
    EXPECT_NEAR(before ? last.before(0) : last.after(0), net,
                1e-9 * (1 + std::abs(net)));
  }
  for (int output = 0; output < 2; ++output) {
    double sum = last.before(output);
    for (const Response::Step& step : last.steps()) {
      sum += step.changes(output);
    }
    EXPECT_NEAR(sum, last.after(output),
                1e-9 * (1 + std::abs(last.after(output))));
  }
  EXPECT_GT(last.steps_size(), 0);
  EXPECT_GT(last.facts_without_effect(), 0);
  EXPECT_TRUE(last.has_manifest());
}

// The price of a day is no fact: its step is the last, and moves prices only.
TEST(RevisionTest, ThePriceSeriesComesLast) {
  const Response last =
      CollectAll(AttributeRevision,
                 Between(DateOf(2025, 3, 1), DateOf(2025, 11, 1)))
          .back();
  const Response::Step& price = last.steps(last.steps_size() - 1);
  EXPECT_EQ(price.subject(), "");
  EXPECT_EQ(price.measure(), "");
  EXPECT_TRUE(price.facts().empty());
  EXPECT_EQ(price.known_at().month(), 11);
  EXPECT_NE(price.changes(1), 0);
  for (int s = 0; s + 1 < last.steps_size(); ++s) {
    const Response::Step& step = last.steps(s);
    EXPECT_FALSE(step.facts().empty());
    for (const v1::Fact& fact : step.facts()) {
      EXPECT_EQ(fact.subject(), step.subject());
      EXPECT_EQ(fact.measure(), step.measure());
    }
  }
}

TEST(RevisionTest, APriceThatIsGivenDoesNotMove) {
  Request request = Between(DateOf(2025, 3, 1), DateOf(2025, 11, 1));
  request.mutable_source()
      ->mutable_scenario()
      ->mutable_market()
      ->set_start_price_usd_per_bbl(75);
  const Response last = CollectAll(AttributeRevision, request).back();
  for (const Response::Step& step : last.steps()) {
    EXPECT_NE(step.subject(), "");
  }
}

TEST(RevisionTest, FromADayToItselfNothingChanges) {
  const Response last =
      CollectAll(AttributeRevision,
                 Between(DateOf(2025, 3, 1), DateOf(2025, 3, 1)))
          .back();
  EXPECT_TRUE(last.steps().empty());
  EXPECT_EQ(last.facts_without_effect(), 0);
  EXPECT_EQ(last.before(0), last.after(0));
  EXPECT_EQ(last.before(1), last.after(1));
}

TEST(RevisionTest, AnswersTheSameAgain) {
  const Request request = Between(DateOf(2025, 3, 1), DateOf(2025, 6, 1));
  EXPECT_TRUE(AllBytes(CollectAll(AttributeRevision, request, 1)) ==
              AllBytes(CollectAll(AttributeRevision, request, 3)));
}

TEST(RevisionTest, WhatNobodyKnewBeforeIsSaidOfTheDay) {
  const auto messages = Collect(
      AttributeRevision, Between(DateOf(2005, 3, 1), DateOf(2025, 3, 1)));
  EXPECT_THAT(messages, StatusIs(absl::StatusCode::kFailedPrecondition,
                                 HasSubstr("from_as_of 2005-03-01")));
  EXPECT_EQ(ReasonOf(messages.status()), "FACTS_MISSING");
}

TEST(RevisionTest, EndsWithItsClient) {
  EXPECT_THAT(LeaveAfter(2, AttributeRevision,
                         Between(DateOf(2025, 3, 1), DateOf(2025, 11, 1))),
              StatusIs(absl::StatusCode::kCancelled, testing::_));
}

}  // namespace
}  // namespace oilflow
