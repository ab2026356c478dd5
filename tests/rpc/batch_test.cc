// Many scenarios in one call.

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/status.h"
#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Responses = std::vector<v1::BatchEvaluateScenariosResponse>;

absl::StatusOr<Responses> Batch(
    const v1::BatchEvaluateScenariosRequest& request) {
  Responses responses;
  const absl::Status status = BatchEvaluateScenarios(
      *EmbeddedWorlds(), Call(), 1, request,
      [&](const v1::BatchEvaluateScenariosResponse& response) {
        responses.push_back(response);
        return true;
      });
  if (!status.ok()) {
    return status;
  }
  return responses;
}

TEST(BatchTest, EveryScenarioIsAnsweredInOrderAsOnItsOwn) {
  const auto request = ParseProto<v1::BatchEvaluateScenariosRequest>(R"pb(
    scenarios { name: "scenarios/two-nodes-close-pipe" }
    scenarios { name: "scenarios/nowhere" }
    scenarios {
      scenario {
        baseline: "baselines/two-nodes"
        horizon {
          start_date { year: 2025 month: 3 day: 1 }
          end_date { year: 2025 month: 3 day: 3 }
        }
        market { shock_mode: SHOCK_EX_ANTE }
      }
      reading { as_of { year: 2025 month: 3 day: 1 } }
    }
    scenarios { scenario { baseline: "Baselines" } }
    scenarios {}
    scenarios { name: "scenarios/two-nodes-target" }
  )pb");
  const auto responses = Batch(request);
  ASSERT_THAT(responses, IsOk());
  const int total = request.scenarios_size();
  ASSERT_EQ(responses->size(), static_cast<size_t>(total));
  int errors = 0;
  for (int i = 0; i < total; ++i) {
    const v1::BatchEvaluateScenariosResponse& response = (*responses)[i];
    EXPECT_EQ(response.index(), i);
    EXPECT_EQ(response.completed_count(), i + 1);
    EXPECT_EQ(response.total_count(), total);
    v1::EvaluateScenarioRequest alone;
    const v1::ScenarioSource& source = request.scenarios(i);
    if (source.has_name()) {
      alone.set_name(source.name());
    } else if (source.has_scenario()) {
      *alone.mutable_scenario() = source.scenario();
    }
    if (source.has_reading()) {
      *alone.mutable_reading() = source.reading();
    }
    v1::EvaluateScenarioResponse answer;
    const absl::Status status =
        EvaluateScenario(*EmbeddedWorlds(), Call(), alone, &answer);
    ASSERT_EQ(response.has_answer(), status.ok()) << i;
    if (status.ok()) {
      EXPECT_EQ(response.answer().SerializeAsString(),
                answer.SerializeAsString());
    } else {
      ++errors;
      EXPECT_EQ(response.error().SerializeAsString(),
                ToGrpcStatus(WithDetails(status)).error_details())
          << i << response.error().DebugString();
    }
  }
  EXPECT_EQ(errors, 3);
}

TEST(BatchTest, NoScenarioAndTooManyAreRefused) {
  v1::BatchEvaluateScenariosRequest request;
  EXPECT_THAT(Batch(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::HasSubstr("scenarios: must be 1 to 1000, not "
                                          "0")));
  for (int i = 0; i < 1001; ++i) {
    request.add_scenarios()->set_name("scenarios/two-nodes-target");
  }
  EXPECT_THAT(Batch(request),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       testing::HasSubstr("1 to 1000, not 1001")));
}

TEST(BatchTest, AClientThatHasGoneEndsTheWork) {
  v1::BatchEvaluateScenariosRequest request;
  for (int i = 0; i < 10; ++i) {
    request.add_scenarios()->set_name("scenarios/two-nodes-target");
  }
  int sent = 0;
  EXPECT_THAT(
      BatchEvaluateScenarios(*EmbeddedWorlds(), Call(), 1, request,
                             [&](const v1::BatchEvaluateScenariosResponse&) {
                               return ++sent < 3;
                             }),
      StatusIs(absl::StatusCode::kCancelled, testing::_));
  EXPECT_EQ(sent, 3);
}

TEST(BatchTest, ACancelledCallIsNoErrorOfAScenario) {
  v1::BatchEvaluateScenariosRequest request;
  request.add_scenarios()->set_name("scenarios/two-nodes-target");
  Call call;
  call.cancelled = [] { return true; };
  int sent = 0;
  EXPECT_THAT(
      BatchEvaluateScenarios(*EmbeddedWorlds(), call, 1, request,
                             [&](const v1::BatchEvaluateScenariosResponse&) {
                               ++sent;
                               return true;
                             }),
      StatusIs(absl::StatusCode::kCancelled, testing::_));
  EXPECT_EQ(sent, 0);
}

}  // namespace
}  // namespace oilflow
