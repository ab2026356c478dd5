// Ensembles through gRPC: long ones that nobody wants any more, clients that
// read slowly, and parts that go back to the server.

#include <chrono>
#include <string>
#include <thread>
#include <utility>

#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/simulations.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using Response = v1::SimulateScenarioResponse;

// More than anyone would wait for.
v1::SimulateScenarioRequest LongSimulation() {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(10'000'000);
  return request;
}

// A part of so many draws that its pieces do not fit into gRPC's windows.
v1::SimulateScenarioRequest LongPart() {
  v1::SimulateScenarioRequest request = LongSimulation();
  request.mutable_draws()->set_end_draw(10'000'000);
  return request;
}

testing::AssertionResult IsFree(Api* api) {
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(2);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::seconds(30));
  const auto reader = api->ensembles().SimulateScenario(&context, request);
  Response response;
  while (reader->Read(&response)) {
  }
  const grpc::Status status = reader->Finish();
  return status.ok() ? testing::AssertionSuccess()
                     : testing::AssertionFailure() << status.error_message();
}

TEST(EnsembleStreamTest, ASimulationIsThatOfTheHandler) {
  Api api;
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(1200);
  grpc::ClientContext context;
  const auto reader = api.ensembles().SimulateScenario(&context, request);
  Messages messages;
  Response response;
  while (reader->Read(&response)) {
    messages.push_back(response);
  }
  EXPECT_TRUE(reader->Finish().ok());
  const auto direct = Simulate(request);
  ASSERT_THAT(direct, IsOk());
  EXPECT_TRUE(BytesOf(messages) == BytesOf(*direct));
}

TEST(EnsembleStreamTest, ACancelledSimulationEndsSoonAndTheServerGoesOn) {
  // With one thread, the next is answered only if the last has ended.
  Api api({.compute_threads = 1, .draw_threads = 1});
  for (const auto& request : {LongSimulation(), LongPart()}) {
    grpc::ClientContext context;
    const auto reader = api.ensembles().SimulateScenario(&context, request);
    Response response;
    ASSERT_TRUE(reader->Read(&response));
    context.TryCancel();
    int more = 0;
    while (reader->Read(&response)) {
      ++more;
    }
    EXPECT_LE(more, 3);
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
    EXPECT_TRUE(IsFree(&api));
  }
}

TEST(EnsembleStreamTest, AClientThatHangsUpAtAnyMomentLeavesNothingBehind) {
  Api api({.compute_threads = 2, .queue_limit = 100, .draw_threads = 1});
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    const auto reader =
        api.ensembles().SimulateScenario(&context, LongSimulation());
    std::this_thread::sleep_for(std::chrono::milliseconds(i));
    context.TryCancel();
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  EXPECT_TRUE(IsFree(&api));
}

TEST(EnsembleStreamTest, ADeadlineEndsASimulation) {
  Api api({.compute_threads = 1, .draw_threads = 1});
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(300));
  const auto reader =
      api.ensembles().SimulateScenario(&context, LongSimulation());
  Response response;
  while (reader->Read(&response)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(IsFree(&api));
}

TEST(EnsembleStreamTest, AServerThatShutsDownEndsASimulation) {
  Api api({.compute_threads = 1, .draw_threads = 1});
  grpc::ClientContext context;
  const auto reader =
      api.ensembles().SimulateScenario(&context, LongSimulation());
  Response response;
  ASSERT_TRUE(reader->Read(&response));
  std::thread reading([&] {
    while (reader->Read(&response)) {
    }
    EXPECT_FALSE(reader->Finish().ok());
  });
  api.server().Shutdown(absl::Milliseconds(20));
  reading.join();
}

// An evaluation need not wait for ensembles.
TEST(EnsembleStreamTest, LongSimulationsDoNotKeepShortAnswersWaiting) {
  Api api({.compute_threads = 1, .draw_threads = 1});
  grpc::ClientContext context;
  const auto reader =
      api.ensembles().SimulateScenario(&context, LongSimulation());
  EXPECT_THAT(api.Evaluate(GoodRequest()), IsOk());
  context.TryCancel();
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST(EnsembleStreamTest, ASlowReaderGetsEveryMessage) {
  Api api;
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(1000);
  request.mutable_draws()->set_end_draw(1000);
  request.set_monthly(true);
  grpc::ClientContext context;
  const auto reader = api.ensembles().SimulateScenario(&context, request);
  Messages messages;
  Response response;
  do {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  } while (reader->Read(&response) && (messages.push_back(response), true));
  EXPECT_TRUE(reader->Finish().ok());
  ASSERT_FALSE(messages.empty());
  EXPECT_TRUE(messages.back().finished());
  EXPECT_EQ(ColumnOf(messages, 0, 6).size(), 1000u);
}

TEST(EnsembleStreamTest, PartsGoBackToTheServerToBeMerged) {
  Api api;
  v1::SimulateScenarioRequest request = SmallSimulation();
  request.mutable_sampling()->set_draw_count(1200);
  const auto whole = Simulate(request);
  ASSERT_THAT(whole, IsOk());
  grpc::ClientContext context;
  Response merged;
  const auto writer = api.ensembles().MergeSimulation(&context, &merged);
  for (const auto& [first, end] : {std::pair(700, 1200), std::pair(0, 700)}) {
    for (const Response& message : SimulatePart(request, first, end)) {
      v1::MergeSimulationRequest part;
      part.set_part(std::to_string(first));
      *part.mutable_message() = message;
      ASSERT_TRUE(writer->Write(part));
    }
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(BytesOf({merged}) == BytesOf({whole->back()}));
}

}  // namespace
}  // namespace oilflow
