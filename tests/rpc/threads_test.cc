// The handlers from many threads at once, without gRPC: for ThreadSanitizer.

#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

#include "service/rpc/compute_pool.h"
#include "service/rpc/handlers.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

constexpr int kThreads = 4;
constexpr int kCallsPerThread = 5;

TEST(HandlersTest, AnswerTheSameFromManyThreads) {
  const auto worlds = EmbeddedWorlds();
  v1::EvaluateScenarioRequest request;
  request.set_name("scenarios/restart-maximum-pressure");
  std::vector<std::vector<std::string>> answers(kThreads);
  {
    std::vector<std::thread> threads;
    for (std::vector<std::string>& mine : answers) {
      threads.emplace_back([&] {
        for (int i = 0; i < kCallsPerThread; ++i) {
          v1::EvaluateScenarioResponse response;
          EXPECT_TRUE(
              EvaluateScenario(*worlds, Call(), request, &response).ok());
          mine.push_back(response.SerializeAsString());
          v1::ListFactsResponse facts;
          v1::ListFactsRequest list;
          list.set_parent("baselines/region");
          EXPECT_TRUE(ListFacts(*worlds, list, &facts).ok());
        }
      });
    }
    for (std::thread& thread : threads) {
      thread.join();
    }
  }
  for (const auto& mine : answers) {
    for (const std::string& answer : mine) {
      EXPECT_TRUE(answer == answers[0][0]);
    }
  }
}

TEST(HandlersTest, RunInThePool) {
  const auto worlds = EmbeddedWorlds();
  std::vector<v1::EvaluateScenarioResponse> responses(20);
  {
    ComputePool pool(kThreads, 100);
    for (v1::EvaluateScenarioResponse& response : responses) {
      EXPECT_TRUE(pool.Submit([&worlds, &response] {
        v1::EvaluateScenarioRequest request;
        request.set_name("scenarios/restart-185");
        EXPECT_TRUE(EvaluateScenario(*worlds, Call(), request, &response).ok());
      }));
    }
  }
  for (const auto& response : responses) {
    EXPECT_EQ(response.day_count(), 365);
  }
}

// Must fail under ThreadSanitizer: what proves that the set-up would see a race
// in a handler. Run by script/sanitize only.
TEST(HandlersTest, DISABLED_PlantedRaceIsSeen) {
  const auto worlds = EmbeddedWorlds();
  int64_t answered = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        v1::GetNetworkRequest request;
        request.set_name("baselines/two-nodes/network");
        v1::Network response;
        EXPECT_TRUE(GetNetwork(*worlds, request, &response).ok());
        ++answered;  // The race.
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_GT(answered, 0);
}

}  // namespace
}  // namespace oilflow
