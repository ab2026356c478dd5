// oilflowd: flags, wiring, signals, wait.

#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "CLI/CLI.hpp"
#include "service/base/status_macros.h"
#include "service/rpc/log.h"
#include "service/rpc/server.h"
#include "service/rpc/version.h"
#include "service/store/world.h"

namespace oilflow {
namespace {

struct Flags {
  ServerOptions server{.listen = "127.0.0.1:8451"};
  std::vector<std::string> worlds;
  std::string port_file;
};

absl::Status Serve(const Flags& flags) {
  ASSIGN_OR_RETURN(Worlds loaded, LoadWorlds(flags.worlds));
  const auto worlds = std::make_shared<const Worlds>(std::move(loaded));
  for (const auto& [id, world] : worlds->all()) {
    Log(absl::StrCat("baselines/", id, ": ", world->network.nodes().size(),
                     " nodes, ", world->network.arcs().size(), " arcs, ",
                     world->facts.facts().size(), " facts, ",
                     world->scenarios.size(), " scenarios"));
  }
  // Threads inherit the mask, so that only sigwait below gets the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ASSIGN_OR_RETURN(const std::unique_ptr<Server> server,
                   Server::Start(worlds, flags.server));
  Log(absl::StrCat("oilflowd ", CodeVersion(), " listens on ",
                   flags.server.listen, ", port ", server->port()));
  if (!flags.port_file.empty()) {
    std::ofstream(flags.port_file) << server->port() << "\n";
  }
  int signal = 0;
  sigwait(&signals, &signal);
  Log(absl::StrCat("signal ", signal, ": draining"));
  server->Shutdown(absl::Seconds(25));
  return absl::OkStatus();
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app(
      "oilflowd: what a policy change does to barrels and to price.\n\n"
      "Examples:\n"
      "  oilflowd                              embedded defaults, port 8451\n"
      "  oilflowd --listen 127.0.0.1:0 --port-file port\n"
      "  oilflowd --world strait=my/strait     a network of one's own",
      "oilflowd");
  app.set_version_flag("--version", CodeVersion());
  app.add_option("--listen", flags.server.listen,
                 "host:port; port 0 picks a free one")
      ->capture_default_str();
  app.add_flag("--insecure-listen", flags.server.insecure_listen,
               "allow a host other than the loopback, unencrypted");
  app.add_option("--world", flags.worlds,
                 "ID=FOLDER: add or replace a world (network.textproto, "
                 "facts.csv, scenarios/)");
  app.add_option("--compute-threads", flags.server.compute_threads,
                 "threads that compute, 1 to 256")
      ->capture_default_str();
  app.add_option("--queue-limit", flags.server.queue_limit,
                 "evaluations that may wait, 1 to 100000")
      ->capture_default_str();
  app.add_option("--draw-threads", flags.server.draw_threads,
                 "threads that each ensemble makes its draws on, 1 to 256; 0 "
                 "means one for each core")
      ->capture_default_str();
  app.add_option("--port-file", flags.port_file,
                 "write the port to this file once it listens");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : 2;
  }
  const absl::Status status = Serve(flags);
  if (!status.ok()) {
    std::cerr << "oilflowd: " << status.message() << "\n";
    return 1;
  }
  return 0;
}

}  // namespace
}  // namespace oilflow

int main(int argc, char** argv) {
  try {
    return oilflow::Main(argc, argv);
  } catch (const std::exception& error) {
    // None of ours throws; the standard library may, when memory is out.
    std::fputs(error.what(), stderr);
    return 1;
  }
}
