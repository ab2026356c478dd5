#include <cstdint>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "client/output.h"
#include "client/part_file.h"
#include "client/simulate_input.h"
#include "client/stream.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// Streams `request` into `writer`, message by message. What came before is
// `cut`, if anything did. The writer is made with the first message, so that a
// question that is refused leaves no file.
absl::Status StreamPart(const Options& options, const Connection& connection,
                        const v1::SimulateScenarioRequest& request,
                        const std::string& path,
                        const std::optional<CutPart>& cut, bool is_quiet) {
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(is_quiet);
  std::optional<PartWriter> writer;
  bool is_finished = false;
  const int64_t before =
      cut.has_value() ? cut->next_draw - cut->first_draw() : 0;
  const auto take = [&](const v1::SimulateScenarioResponse& received) {
    v1::SimulateScenarioResponse message = received;
    // A message may only count draws, for the bar.
    bool is_new = message.has_values() || message.has_request();
    if (cut.has_value()) {
      ASSIGN_OR_RETURN(const bool says, cut->Adopt(path, &message));
      is_new = is_new && says;
    }
    if (!writer.has_value()) {
      ASSIGN_OR_RETURN(writer, cut.has_value()
                                   ? PartWriter::GoOn(path, cut->byte_count)
                                   : PartWriter::Begin(path));
    }
    if (is_new) {
      RETURN_IF_ERROR(writer->Write(message));
    }
    is_finished = message.finished();
    ProgressState state = ProgressOf(request, message, message);
    state.completed_before = before;
    bar.Set(std::move(state));
    return absl::OkStatus();
  };
  const absl::Status ended = ReadStream<v1::SimulateScenarioResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncSimulateScenario(context, request, queue);
      },
      take);
  if (!ended.ok() && writer.has_value()) {
    std::cerr << "oilflow: " << PartialPath(path)
              << " has the draws made so far; `oilflow simulate --resume "
              << path << "` goes on with them\n";
  }
  RETURN_IF_ERROR(ended);
  if (!is_finished || !writer.has_value()) {
    return EndedEarly();
  }
  return writer->Finish();
}

}  // namespace

absl::Status WritePart(const Options& options, const SimulateFlags& flags) {
  const bool resumes = !flags.resume.empty();
  const std::string& path = resumes ? flags.resume : flags.out;
  v1::SimulateScenarioRequest request;
  std::optional<CutPart> cut;
  if (resumes) {
    ASSIGN_OR_RETURN(cut, ReadCutPart(path));
    request = cut->RequestOfRest();
  }
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  if (!resumes) {
    ASSIGN_OR_RETURN(request, RequestOf(options, connection, flags));
  }
  RETURN_IF_ERROR(StreamPart(options, connection, request, path, cut,
                             flags.ensemble.quiet));
  if (!flags.ensemble.quiet) {
    const int64_t first =
        cut.has_value() ? cut->first_draw() : request.draws().first_draw();
    std::cerr << "oilflow: " << path << " has draws " << PrintWhole(first)
              << " to " << PrintWhole(request.draws().end_draw() - 1) << " of "
              << PrintWhole(request.sampling().draw_count())
              << "; `oilflow merge` puts parts together\n";
  }
  return absl::OkStatus();
}

}  // namespace oilflow
