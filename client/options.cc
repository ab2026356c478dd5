#include "client/options.h"

#include <chrono>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/store/world.h"
#include "service/wire/convert_date.h"

namespace oilflow {
namespace {

// Every method is a function of its request, so trying again is safe.
constexpr char kServiceConfig[] = R"json({
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4,
      "initialBackoff": "0.1s",
      "maxBackoff": "2s",
      "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }]
})json";

constexpr int kMaxResponseBytes = 16 << 20;

}  // namespace

absl::StatusOr<Connection> Connection::Open(const Options& options) {
  Connection connection;
  if (options.local) {
    ASSIGN_OR_RETURN(Worlds worlds, LoadWorlds(options.worlds));
    ASSIGN_OR_RETURN(
        connection.server_,
        Server::Start(std::make_shared<const Worlds>(std::move(worlds)), {}));
    connection.channel_ = connection.server_->InProcessChannel();
    return connection;
  }
  if (!options.worlds.empty()) {
    return absl::InvalidArgumentError(
        "--world goes with --local; a server has worlds of its own");
  }
  grpc::ChannelArguments arguments;
  arguments.SetServiceConfigJSON(kServiceConfig);
  arguments.SetMaxReceiveMessageSize(kMaxResponseBytes);
  connection.channel_ = grpc::CreateCustomChannel(
      options.server, grpc::InsecureChannelCredentials(), arguments);
  return connection;
}

std::unique_ptr<grpc::ClientContext> MakeContext(const Options& options) {
  auto context = std::make_unique<grpc::ClientContext>();
  const double seconds = options.timeout_seconds.value_or(kTimeoutSeconds);
  context->set_deadline(
      std::chrono::system_clock::now() +
      std::chrono::milliseconds(static_cast<int64_t>(1000 * seconds)));
  return context;
}

absl::StatusOr<v1::Reading> ReadingOf(const Options& options) {
  v1::Reading reading;
  if (!options.as_of.empty()) {
    const absl::StatusOr<absl::CivilDay> day = ParseDate(options.as_of);
    if (!day.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--as-of ", day.status().message()));
    }
    ToProto(*day, reading.mutable_as_of());
  }
  reading.set_latest_fact(options.latest_fact);
  return reading;
}

}  // namespace oilflow
