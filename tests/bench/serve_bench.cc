// EvaluateScenario calls per second against a bare echo of the same response on
// the same settings: loopback, client and server sharing the machine.
//
//   serve_bench [SECONDS_PER_ROUND] [ROUNDS]

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "grpcpp/grpcpp.h"

#include "service/rpc/server.h"
#include "service/rpc/services.h"

namespace oilflow {
namespace {

constexpr int kCallers = 8;

// Sends what it was given, and computes nothing.
class EchoService final : public v1::EvaluationService::CallbackService {
 public:
  explicit EchoService(v1::EvaluateScenarioResponse response)
      : response_(std::move(response)) {}

  grpc::ServerUnaryReactor* EvaluateScenario(
      grpc::CallbackServerContext* context,
      const v1::EvaluateScenarioRequest* /*request*/,
      v1::EvaluateScenarioResponse* response) override {
    *response = response_;
    auto* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }

 private:
  v1::EvaluateScenarioResponse response_;
};

// Calls per second of `kCallers` callers that each wait for their answer.
double CallsPerSecond(const std::string& address, const std::string& scenario,
                      double seconds) {
  std::atomic<int64_t> calls = 0;
  const auto end =
      std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  std::vector<std::thread> callers;
  for (int c = 0; c < kCallers; ++c) {
    callers.emplace_back([&] {
      grpc::ChannelArguments arguments;
      arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
      const auto stub =
          v1::EvaluationService::NewStub(grpc::CreateCustomChannel(
              address, grpc::InsecureChannelCredentials(), arguments));
      v1::EvaluateScenarioRequest request;
      request.set_name(scenario);
      while (std::chrono::steady_clock::now() < end) {
        grpc::ClientContext context;
        // A connection that a busy machine is slow to make is no failure.
        context.set_wait_for_ready(true);
        v1::EvaluateScenarioResponse response;
        const grpc::Status status =
            stub->EvaluateScenario(&context, request, &response);
        if (!status.ok()) {
          std::fprintf(stderr, "%s: %d %s\n", scenario.c_str(),
                       status.error_code(), status.error_message().c_str());
          std::abort();
        }
        ++calls;
      }
    });
  }
  for (std::thread& caller : callers) {
    caller.join();
  }
  return static_cast<double>(calls) / seconds;
}

double Median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2,
                   values.end());
  return values[values.size() / 2];
}

void Run(const Server& server, const std::string& scenario, double seconds,
         int rounds) {
  const std::string address = "127.0.0.1:" + std::to_string(server.port());
  const auto stub = v1::EvaluationService::NewStub(
      grpc::CreateChannel(address, grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  v1::EvaluateScenarioRequest request;
  request.set_name(scenario);
  v1::EvaluateScenarioResponse response;
  if (!stub->EvaluateScenario(&context, request, &response).ok()) {
    std::abort();
  }
  EchoService echo(response);
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(),
                           &port);
  builder.RegisterService(&echo);
  const auto echo_server = builder.BuildAndStart();
  std::vector<double> ours;
  std::vector<double> echoes;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(CallsPerSecond(address, scenario, seconds));
    echoes.push_back(
        CallsPerSecond("127.0.0.1:" + std::to_string(port), scenario, seconds));
  }
  echo_server->Shutdown();
  std::printf(
      "%-36s %6zu bytes: EvaluateScenario %7.0f/s, echo %7.0f/s, ratio %.3f\n",
      scenario.c_str(), response.ByteSizeLong(), Median(ours), Median(echoes),
      Median(ours) / Median(echoes));
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 1;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 5;
  auto worlds =
      std::make_shared<const oilflow::Worlds>(*oilflow::Worlds::Embedded());
  oilflow::ServerOptions options;
  options.listen = "127.0.0.1:0";
  const auto server = *oilflow::Server::Start(worlds, options);
  for (const char* scenario :
       {"scenarios/two-nodes-close-pipe", "scenarios/restart-185",
        "scenarios/restart-maximum-pressure"}) {
    oilflow::Run(*server, scenario, seconds, rounds);
  }
  return 0;
}
