// Streams of messages that are answered at their end.

#include <atomic>
#include <chrono>

#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "tests/support/stream_server.h"

namespace oilflow::streams {
namespace {

// Sums what it is sent until `most` messages have come.
Merge Sum(int most) {
  return [=](const Call&, RequestStream<Request>::Next next,
             Response* response) -> absl::Status {
    Request request;
    for (int i = 0; i < most; ++i) {
      const absl::StatusOr<bool> more = next(&request);
      if (!more.ok()) {
        return more.status();
      }
      if (!*more) {
        return absl::OkStatus();
      }
      response->set_completed_count(response->completed_count() +
                                    request.message().completed_count());
    }
    return absl::InvalidArgumentError("too many");
  };
}

bool WriteOne(grpc::ClientWriter<Request>* writer, int number) {
  Request request;
  request.mutable_message()->set_completed_count(number);
  return writer->Write(request);
}

TEST(RequestStreamTest, EveryMessageIsRead) {
  Fake fake(NoSimulation, Sum(1 << 30));
  grpc::ClientContext context;
  Response response;
  const auto writer = fake.stub().MergeSimulation(&context, &response);
  for (int i = 1; i <= 1000; ++i) {
    ASSERT_TRUE(WriteOne(writer.get(), i));
  }
  writer->WritesDone();
  EXPECT_TRUE(writer->Finish().ok());
  EXPECT_EQ(response.completed_count(), 1000 * 1001 / 2);
  EXPECT_EQ(context.GetServerTrailingMetadata().count("oilflow-elapsed-us"),
            1u);
}

TEST(RequestStreamTest, AClientThatNeverSendsIsGivenUp) {
  Fake fake(NoSimulation, Sum(1 << 30), 100, absl::Milliseconds(100));
  const auto socket = fake.SocketStub();
  for (v1::EnsembleService::Stub* stub : {&fake.stub(), socket.get()}) {
    for (int i = 0; i < 3; ++i) {
      grpc::ClientContext context;
      Response response;
      const auto writer = stub->MergeSimulation(&context, &response);
      for (int sent = 0; sent < i; ++sent) {
        ASSERT_TRUE(WriteOne(writer.get(), 1));
      }
      ExpectGivenUp(writer->Finish(), "sent nothing for 100ms");
    }
  }
}

TEST(RequestStreamTest, AnEarlyErrorComesWhileTheClientStillWrites) {
  Fake fake(NoSimulation, Sum(3));
  grpc::ClientContext context;
  Response response;
  const auto writer = fake.stub().MergeSimulation(&context, &response);
  int written = 0;
  while (WriteOne(writer.get(), 1) && written < 100000) {
    ++written;
  }
  EXPECT_LT(written, 100000);
  const grpc::Status status = writer->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "too many");
}

TEST(RequestStreamTest, AClientThatGoesIsNoEndOfItsMessages) {
  std::atomic<int> code = -1;
  Fake fake(NoSimulation,
            [&](const Call&, RequestStream<Request>::Next next, Response*) {
              Request request;
              absl::StatusOr<bool> more = next(&request);
              while (more.ok() && *more) {
                more = next(&request);
              }
              code = static_cast<int>(more.status().code());
              return more.status();
            });
  grpc::ClientContext context;
  Response response;
  const auto writer = fake.stub().MergeSimulation(&context, &response);
  ASSERT_TRUE(WriteOne(writer.get(), 1));
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  fake.Shutdown(std::chrono::seconds(10));
  EXPECT_EQ(code, static_cast<int>(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace oilflow::streams
