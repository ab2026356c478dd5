#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/output.h"
#include "client/part_file.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

// The service takes no longer names of parts.
constexpr size_t kMaxPartName = 400;

// The end of a path says more than its beginning.
std::string PartName(const std::string& path) {
  return path.size() <= kMaxPartName ? path
                                     : path.substr(path.size() - kMaxPartName);
}

absl::Status Merge(const Options& options,
                   const std::vector<std::string>& paths) {
  // A torn file is told before anything is sent.
  for (const std::string& path : paths) {
    RETURN_IF_ERROR(ReadPart(path, [](const v1::SimulateScenarioResponse&) {
      return absl::OkStatus();
    }));
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  v1::SimulateScenarioResponse response;
  absl::Status reading;
  const absl::Status ended = Ask(options, [&](grpc::ClientContext* context) {
    const auto writer = stub->MergeSimulation(context, &response);
    bool is_taken = true;
    for (const std::string& path : paths) {
      if (!is_taken || !reading.ok()) {
        break;
      }
      v1::MergeSimulationRequest request;
      request.set_part(PartName(path));
      reading =
          ReadPart(path, [&](const v1::SimulateScenarioResponse& message) {
            *request.mutable_message() = message;
            // What the service has refused is said by its status.
            is_taken = is_taken && writer->Write(request);
            return absl::OkStatus();
          });
    }
    if (!reading.ok()) {
      context->TryCancel();
    }
    writer->WritesDone();
    return writer->Finish();
  });
  RETURN_IF_ERROR(reading);
  RETURN_IF_ERROR(ended);
  return Print(options, response);
}

}  // namespace

std::function<absl::Status(const Options&)> AddMerge(CLI::App* app) {
  auto paths = std::make_shared<std::vector<std::string>>();
  app->add_option("parts", *paths,
                  "FILES that `oilflow simulate --out` wrote, all of one "
                  "simulation, in any order")
      ->required();
  app->footer(
      "Examples:\n"
      "  oilflow simulate restart-185 --shard 1/2 --out 1.part\n"
      "  oilflow simulate restart-185 --shard 2/2 --out 2.part\n"
      "  oilflow merge 1.part 2.part\n"
      "  oilflow merge *.part -o json > answer.json");
  return [paths](const Options& options) { return Merge(options, *paths); };
}

}  // namespace oilflow
