// A server of streams with functions that anyone can see through behind them.

#ifndef OILFLOW_TESTS_SUPPORT_STREAM_SERVER_H_
#define OILFLOW_TESTS_SUPPORT_STREAM_SERVER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "service/rpc/streams.h"

namespace oilflow::streams {

using Response = v1::SimulateScenarioResponse;
using Request = v1::MergeSimulationRequest;
using Simulate = ResponseStream<Response>::Handle;
using Merge = std::function<absl::Status(
    const Call&, RequestStream<Request>::Next, Response*)>;

class FakeService final : public v1::EnsembleService::CallbackService {
 public:
  FakeService(ComputePool* pool, Simulate simulate, Merge merge,
              absl::Duration patience)
      : pool_(pool),
        simulate_(std::move(simulate)),
        merge_(std::move(merge)),
        patience_(patience) {}

  grpc::ServerWriteReactor<Response>* SimulateScenario(
      grpc::CallbackServerContext* context,
      const v1::SimulateScenarioRequest*) override {
    return ResponseStream<Response>::Start(context, pool_, simulate_,
                                           patience_);
  }

  grpc::ServerReadReactor<Request>* MergeSimulation(
      grpc::CallbackServerContext* context, Response* response) override {
    return RequestStream<Request>::Start(
        context, pool_,
        [this, response](const Call& call, RequestStream<Request>::Next next) {
          return merge_(call, next, response);
        },
        patience_);
  }

 private:
  ComputePool* pool_;
  Simulate simulate_;
  Merge merge_;
  absl::Duration patience_;
};

// A server in this process. What goes in order of life: the server, then the
// service, then the pool.
class Fake {
 public:
  Fake(Simulate simulate, Merge merge, int queue_limit = 100,
       absl::Duration patience = kClientPatience)
      : pool_(2, queue_limit),
        service_(&pool_, std::move(simulate), std::move(merge), patience) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                             &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::EnsembleService::NewStub(server_->InProcessChannel({}));
  }

  ~Fake() { Shutdown(std::chrono::seconds(0)); }

  void Shutdown(std::chrono::milliseconds grace) {
    server_->Shutdown(std::chrono::system_clock::now() + grace);
    server_->Wait();
  }

  v1::EnsembleService::Stub& stub() { return *stub_; }

  // Over a socket, where flow is controlled in another way.
  std::unique_ptr<v1::EnsembleService::Stub> SocketStub() {
    return v1::EnsembleService::NewStub(
        grpc::CreateChannel("127.0.0.1:" + std::to_string(port_),
                            grpc::InsecureChannelCredentials()));
  }

 private:
  ComputePool pool_;
  FakeService service_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::EnsembleService::Stub> stub_;
};

inline absl::Status NoMerge(const Call&, RequestStream<Request>::Next,
                            Response*) {
  return absl::UnimplementedError("");
}

inline absl::Status NoSimulation(const Call&, ResponseStream<Response>::Send) {
  return absl::UnimplementedError("");
}

inline void ExpectGivenUp(const grpc::Status& status, const std::string& why) {
  EXPECT_EQ(status.error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_NE(status.error_message().find(why), std::string::npos)
      << status.error_message();
}

}  // namespace oilflow::streams

#endif  // OILFLOW_TESTS_SUPPORT_STREAM_SERVER_H_
