// Answers that are streams, by functions that anyone can see through.

#include "service/rpc/streams.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "tests/support/stream_server.h"

namespace oilflow::streams {
namespace {

// Counts from 1 to `last`, each number in a message of about `bytes`.
Simulate Count(int last, size_t bytes, std::atomic<int>* sent) {
  return [=](const Call& call, ResponseStream<Response>::Send send) {
    for (int i = 1; i <= last; ++i) {
      const absl::Status going = call.Check();
      if (!going.ok()) {
        return going;
      }
      Response response;
      response.set_completed_count(i);
      response.mutable_values()->set_values(std::string(bytes, 'x'));
      if (!send(response)) {
        return absl::CancelledError("gone");
      }
      ++*sent;
    }
    return absl::OkStatus();
  };
}

// Waits until a number stays what it is.
int Settled(const std::atomic<int>& number) {
  int before = -1;
  int same = 0;
  while (same < 5) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    same = number == before ? same + 1 : 0;
    before = number;
  }
  return before;
}

TEST(ResponseStreamTest, EveryMessageComesInOrderAndThenTheStatus) {
  std::atomic<int> sent = 0;
  Fake fake(Count(1000, 10, &sent), NoMerge);
  grpc::ClientContext context;
  const auto reader = fake.stub().SimulateScenario(&context, {});
  Response response;
  int count = 0;
  while (reader->Read(&response)) {
    EXPECT_EQ(response.completed_count(), ++count);
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(count, 1000);
}

TEST(ResponseStreamTest, AnErrorComesAfterWhatWasSent) {
  Fake fake(
      [](const Call&, ResponseStream<Response>::Send send) {
        Response response;
        response.set_completed_count(7);
        EXPECT_TRUE(send(response));
        return absl::OutOfRangeError("too far");
      },
      NoMerge);
  grpc::ClientContext context;
  const auto reader = fake.stub().SimulateScenario(&context, {});
  Response response;
  EXPECT_TRUE(reader->Read(&response));
  EXPECT_EQ(response.completed_count(), 7);
  EXPECT_FALSE(reader->Read(&response));
  const grpc::Status status = reader->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
  EXPECT_EQ(status.error_message(), "too far");
  EXPECT_NE(status.error_details(), "");
}

// 1 MiB is more than the windows of gRPC hold.
TEST(ResponseStreamTest, AClientThatDoesNotReadHoldsTheWorkUp) {
  std::atomic<int> sent = 0;
  Fake fake(Count(200, 1 << 20, &sent), NoMerge);
  grpc::ClientContext context;
  const auto reader = fake.stub().SimulateScenario(&context, {});
  Response response;
  ASSERT_TRUE(reader->Read(&response));
  EXPECT_LT(Settled(sent), 20);
  int count = 1;
  while (reader->Read(&response)) {
    ++count;
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(count, 200);
}

TEST(ResponseStreamTest, ACancelledCallEndsWhatItWaitsFor) {
  std::atomic<int> sent = 0;
  Fake fake(Count(1 << 30, 1 << 20, &sent), NoMerge);
  for (int reads = 0; reads < 10; ++reads) {
    grpc::ClientContext context;
    const auto reader = fake.stub().SimulateScenario(&context, {});
    Response response;
    for (int i = 0; i < reads; ++i) {
      ASSERT_TRUE(reader->Read(&response));
    }
    context.TryCancel();
    EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  // Both threads are free again, or the number would grow without end.
  Settled(sent);
}

// Work that could go on for ever ends, though nobody cancels.
TEST(ResponseStreamTest, AClientThatNeverReadsIsGivenUp) {
  std::atomic<int> sent = 0;
  Fake fake(Count(1 << 30, 1 << 20, &sent), NoMerge, 100,
            absl::Milliseconds(100));
  const auto socket = fake.SocketStub();
  for (v1::EnsembleService::Stub* stub : {&fake.stub(), socket.get()}) {
    // Of two threads, neither may stay behind.
    for (int i = 0; i < 3; ++i) {
      grpc::ClientContext context;
      const auto reader = stub->SimulateScenario(&context, {});
      Response response;
      ASSERT_TRUE(reader->Read(&response));
      Settled(sent);
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      while (reader->Read(&response)) {
      }
      ExpectGivenUp(reader->Finish(), "read nothing for 100ms");
    }
  }
}

TEST(ResponseStreamTest, SaysHowLongItTook) {
  std::atomic<int> sent = 0;
  Fake fake(Count(3, 10, &sent), NoMerge);
  grpc::ClientContext context;
  const auto reader = fake.stub().SimulateScenario(&context, {});
  Response response;
  while (reader->Read(&response)) {
  }
  EXPECT_TRUE(reader->Finish().ok());
  EXPECT_EQ(context.GetServerTrailingMetadata().count("oilflow-elapsed-us"),
            1u);
}

TEST(ResponseStreamTest, ADeadlineEndsWorkThatSendsNothing) {
  std::atomic<bool> ended = false;
  Fake fake(
      [&](const Call& call, ResponseStream<Response>::Send) {
        while (call.Check().ok()) {
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        ended = true;
        return call.Check();
      },
      NoMerge);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() +
                       std::chrono::milliseconds(50));
  const auto reader = fake.stub().SimulateScenario(&context, {});
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  fake.Shutdown(std::chrono::seconds(10));
  EXPECT_TRUE(ended);
}

TEST(ResponseStreamTest, WhatTheQueueDoesNotHoldIsRefused) {
  std::atomic<bool> go_on = true;
  Fake fake(
      [&](const Call&, ResponseStream<Response>::Send) {
        while (go_on) {
          std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return absl::OkStatus();
      },
      NoMerge, 1);
  // At most two run and one waits; these go on only once as many are refused
  // as do not fit.
  constexpr int kCalls = 20;
  constexpr int kTaken = 3;
  std::atomic<int> refused = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < kCalls; ++i) {
    clients.emplace_back([&] {
      grpc::ClientContext context;
      const grpc::Status status =
          fake.stub().SimulateScenario(&context, {})->Finish();
      if (!status.ok()) {
        EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
        if (++refused == kCalls - kTaken) {
          go_on = false;
        }
      }
    });
  }
  for (std::thread& client : clients) {
    client.join();
  }
  EXPECT_GE(refused, kCalls - kTaken);
  EXPECT_LT(refused, kCalls);
}

TEST(ResponseStreamTest, AServerThatShutsDownEndsStreams) {
  std::atomic<int> sent = 0;
  Fake fake(Count(1 << 30, 1 << 20, &sent), NoMerge);
  grpc::ClientContext context;
  const auto reader = fake.stub().SimulateScenario(&context, {});
  Response response;
  ASSERT_TRUE(reader->Read(&response));
  std::thread reading([&] {
    while (reader->Read(&response)) {
    }
    EXPECT_FALSE(reader->Finish().ok());
  });
  fake.Shutdown(std::chrono::milliseconds(20));
  reading.join();
}

}  // namespace
}  // namespace oilflow::streams
