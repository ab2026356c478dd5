#include "service/rpc/server.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "grpcpp/ext/proto_server_reflection_plugin.h"
#include "grpcpp/grpcpp.h"
#include "grpcpp/health_check_service_interface.h"

#include "service/base/status_macros.h"
#include "service/rpc/compute_pool.h"
#include "service/rpc/ensemble_service.h"
#include "service/rpc/services.h"

namespace oilflow {
namespace {

constexpr int kMaxRequestBytes = 1536 << 10;
constexpr int kMaxConcurrentStreams = 1000;
constexpr int kMaxDrawThreads = 256;

int DrawThreads(const ServerOptions& options) {
  return options.draw_threads > 0
             ? options.draw_threads
             : std::clamp(static_cast<int>(std::thread::hardware_concurrency()),
                          1, kMaxDrawThreads);
}

bool IsLoopback(absl::string_view address) {
  // 127.example.com is a name, and may lead anywhere.
  const bool is_number =
      address.find_first_not_of("0123456789.:") == absl::string_view::npos;
  return (is_number && absl::StartsWith(address, "127.")) ||
         absl::StartsWith(address, "localhost:") ||
         absl::StartsWith(address, "[::1]:") ||
         absl::StartsWith(address, "unix:");
}

absl::Status CheckOptions(const ServerOptions& options) {
  if (options.compute_threads < 1 || options.compute_threads > 256) {
    return absl::InvalidArgumentError(absl::StrCat(
        "compute threads must be 1 to 256, not ", options.compute_threads));
  }
  if (options.queue_limit < 1 || options.queue_limit > 100000) {
    return absl::InvalidArgumentError(absl::StrCat(
        "queue limit must be 1 to 100000, not ", options.queue_limit));
  }
  if (options.draw_threads < 0 || options.draw_threads > kMaxDrawThreads) {
    return absl::InvalidArgumentError(
        absl::StrCat("draw threads must be 0 (one for each core) to ",
                     kMaxDrawThreads, ", not ", options.draw_threads));
  }
  if (!options.listen.empty() && !options.insecure_listen &&
      !IsLoopback(options.listen)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "listen must be on the loopback, such as 127.0.0.1:8451, not ",
        options.listen,
        ": traffic is not encrypted; --insecure-listen allows "
        "it all the same"));
  }
  return absl::OkStatus();
}

class GrpcServer final : public Server {
 public:
  GrpcServer(const std::shared_ptr<const Worlds>& worlds,
             const ServerOptions& options)
      : pool_(options.compute_threads, options.queue_limit),
        ensemble_pool_(options.compute_threads, options.queue_limit),
        baseline_(worlds),
        scenario_(worlds),
        evaluation_(worlds, &pool_),
        price_(worlds, &pool_),
        backtest_(worlds, &pool_),
        ensemble_(worlds, &ensemble_pool_, DrawThreads(options)) {}

  ~GrpcServer() override { Shutdown(absl::ZeroDuration()); }

  absl::Status Listen(const ServerOptions& options) {
    grpc::EnableDefaultHealthCheckService(true);
    grpc::reflection::InitProtoReflectionServerBuilderPlugin();
    grpc::ServerBuilder builder;
    // A second server on a taken port must not start in silence.
    builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
    builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS,
                               kMaxConcurrentStreams);
    builder.SetMaxReceiveMessageSize(kMaxRequestBytes);
    if (!options.listen.empty()) {
      builder.AddListeningPort(options.listen,
                               grpc::InsecureServerCredentials(), &port_);
    }
    builder.RegisterService(&baseline_);
    builder.RegisterService(&scenario_);
    builder.RegisterService(&evaluation_);
    builder.RegisterService(&price_);
    builder.RegisterService(&backtest_);
    builder.RegisterService(&ensemble_);
    server_ = builder.BuildAndStart();
    if (server_ == nullptr || (!options.listen.empty() && port_ == 0 &&
                               !absl::StartsWith(options.listen, "unix:"))) {
      return absl::UnavailableError(absl::StrCat(
          "cannot listen on ", options.listen, "; is the port taken?"));
    }
    // gRPC itself answers for the server as a whole only.
    for (const char* service : {v1::BaselineService::service_full_name(),
                                v1::ScenarioService::service_full_name(),
                                v1::EvaluationService::service_full_name(),
                                v1::PriceService::service_full_name(),
                                v1::BacktestService::service_full_name(),
                                v1::EnsembleService::service_full_name()}) {
      server_->GetHealthCheckService()->SetServingStatus(service, true);
    }
    return absl::OkStatus();
  }

  int port() const override { return port_; }

  std::shared_ptr<grpc::Channel> InProcessChannel() override {
    grpc::ChannelArguments arguments;
    arguments.SetMaxReceiveMessageSize(-1);
    return server_->InProcessChannel(arguments);
  }

  void Shutdown(absl::Duration grace) override {
    if (server_ == nullptr) {
      return;
    }
    if (auto* health = server_->GetHealthCheckService()) {
      health->SetServingStatus(false);
    }
    server_->Shutdown(absl::ToChronoTime(absl::Now() + grace));
    server_->Wait();
    server_.reset();
  }

 private:
  // The server goes first, then the services, then the pools. Ensembles have
  // their own, so that a few long ones do not keep short answers waiting.
  ComputePool pool_;
  ComputePool ensemble_pool_;
  BaselineService baseline_;
  ScenarioService scenario_;
  EvaluationService evaluation_;
  PriceService price_;
  BacktestService backtest_;
  EnsembleService ensemble_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Start(
    const std::shared_ptr<const Worlds>& worlds, const ServerOptions& options) {
  RETURN_IF_ERROR(CheckOptions(options));
  auto server = std::make_unique<GrpcServer>(worlds, options);
  RETURN_IF_ERROR(server->Listen(options));
  return server;
}

}  // namespace oilflow
