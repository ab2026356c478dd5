// The server: builds, starts, drains.

#ifndef OILFLOW_SERVICE_RPC_SERVER_H_
#define OILFLOW_SERVICE_RPC_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"

#include "service/store/world.h"

namespace oilflow {

struct ServerOptions {
  // "host:port"; port 0 picks a free one; empty listens nowhere, and only
  // InProcessChannel reaches the server.
  std::string listen;
  // Traffic is not encrypted, so any host but the loopback is refused unless
  // this is set.
  bool insecure_listen = false;
  // Threads that compute, 1 to 256, and evaluations that may wait for them, 1
  // to 100,000.
  int compute_threads = 2;
  int queue_limit = 256;
  // Threads that each ensemble makes its draws on, 1 to 256; 0 means one for
  // each core.
  int draw_threads = 0;
};

// Serves oilflow.v1, grpc.health.v1 and reflection.
class Server {
 public:
  virtual ~Server() = default;

  // An error if an option is out of range or the address cannot be had.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const std::shared_ptr<const Worlds>& worlds,
      const ServerOptions& options);

  // The port listened on; 0 if it listens nowhere.
  virtual int port() const = 0;

  // A channel that never leaves the process.
  virtual std::shared_ptr<grpc::Channel> InProcessChannel() = 0;

  // Takes no more calls, lets those under way finish until `grace` is over,
  // and cancels the rest.
  virtual void Shutdown(absl::Duration grace) = 0;
};

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_SERVER_H_
