// What every command is told, and how it reaches the service.

#ifndef OILFLOW_CLIENT_OPTIONS_H_
#define OILFLOW_CLIENT_OPTIONS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "grpcpp/channel.h"
#include "grpcpp/client_context.h"

#include "oilflow/v1/fact.pb.h"

#include "service/rpc/server.h"

namespace oilflow {

enum class Output {
  kText,
  kJson,
  kCsv,
  // A page of documentation; of a backtest only.
  kMarkdown,
  // A stress test for Open Source Risk Engine; of an answer with a curve only.
  kOre,
};

// Unless a command says otherwise.
inline constexpr double kTimeoutSeconds = 30;

struct Options {
  Output output = Output::kText;
  std::string server = "127.0.0.1:8451";
  bool local = false;
  // ID=FOLDER, with `local`.
  std::vector<std::string> worlds;
  std::string as_of;
  std::string latest_fact;
  // Of `--timeout`; unset if it is not given, which means that of the command.
  std::optional<double> timeout_seconds;
  // Whether to say on standard error how long the service took.
  bool time = false;
};

// A channel to the service, which with `local` is in this process.
class Connection {
 public:
  static absl::StatusOr<Connection> Open(const Options& options);

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

 private:
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// A context with the deadline of the options.
std::unique_ptr<grpc::ClientContext> MakeContext(const Options& options);

// `--as-of` and `--latest-fact` as a reading.
absl::StatusOr<v1::Reading> ReadingOf(const Options& options);

}  // namespace oilflow

#endif  // OILFLOW_CLIENT_OPTIONS_H_
