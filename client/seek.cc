#include <memory>
#include <string>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/ensemble_flags.h"
#include "client/output.h"
#include "client/stream.h"
#include "client/typed_value.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct SeekFlags {
  EnsembleFlags ensemble;
  std::string parameter;
  std::string from;
  std::string to;
  std::string output;
  std::string target;
  std::string tolerance;
};

// Calls `set` with the value of a flag that is given.
template <typename Parse, typename Set>
absl::Status SetValue(absl::string_view flag, const std::string& name,
                      const std::string& text, const Parse& parse,
                      const Set& set) {
  if (text.empty()) {
    return absl::OkStatus();
  }
  const absl::StatusOr<double> value = parse(name, text);
  if (!value.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        flag, " ", text.substr(0, 40), ": ", value.status().message()));
  }
  set(*value);
  return absl::OkStatus();
}

absl::StatusOr<v1::SeekGoalRequest> RequestOf(const SeekFlags& flags) {
  v1::SeekGoalRequest request;
  request.set_parameter(flags.parameter);
  request.set_output(flags.output);
  RETURN_IF_ERROR(SetValue("--from", flags.parameter, flags.from,
                           ParseParameterValue,
                           [&](double value) { request.set_minimum(value); }));
  RETURN_IF_ERROR(SetValue("--to", flags.parameter, flags.to,
                           ParseParameterValue,
                           [&](double value) { request.set_maximum(value); }));
  RETURN_IF_ERROR(SetValue(
      "--tolerance", flags.parameter, flags.tolerance, ParseParameterValue,
      [&](double value) { request.set_tolerance(value); }));
  RETURN_IF_ERROR(SetValue("--target", flags.output, flags.target,
                           ParseOutputValue,
                           [&](double value) { request.set_target(value); }));
  RETURN_IF_ERROR(SetSampling(flags.ensemble, request.mutable_sampling()));
  return request;
}

absl::Status Seek(const Options& options, const SeekFlags& flags) {
  ASSIGN_OR_RETURN(v1::SeekGoalRequest request, RequestOf(flags));
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  ProgressBar bar = BarOf(flags.ensemble.quiet);
  v1::SeekGoalResponse response;
  RETURN_IF_ERROR(AwaitAnswer<v1::SeekGoalResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncSeekGoal(context, request, queue);
      },
      &response));
  return Print(options, response);
}

}  // namespace

std::function<absl::Status(const Options&)> AddSeek(CLI::App* app) {
  auto flags = std::make_shared<SeekFlags>();
  AddSourceFlags(app, &flags->ensemble.source);
  AddSamplingFlags(app,
                   "draws whose median is to meet the target (default: 0, the "
                   "answer at the median)",
                   &flags->ensemble);
  AddQuietFlag(app, &flags->ensemble.quiet);
  app->add_option("--vary", flags->parameter,
                  "PARAMETER to move: POLICY_ID.FIELD, DRIVER_ID.level or "
                  "SUBJECT.MEASURE of a fact")
      ->required();
  app->add_option("--from", flags->from,
                  "the least value to try: as of --set; of a fact a number "
                  "with a unit, or a plain one in the unit that `oilflow "
                  "facts` shows (default: the least allowed)");
  app->add_option("--to", flags->to,
                  "the greatest value to try (default: the most allowed)");
  app->add_option("--of", flags->output,
                  "OUTPUT that is to meet the target, such as net_supply_bpd. "
                  "--output is the format")
      ->required();
  app->add_option("--target", flags->target,
                  "what it is to be, with a unit: 100kb/d, 2USD/bbl, 1%; 0 "
                  "asks where it changes sign")
      ->required();
  app->add_option("--tolerance", flags->tolerance,
                  "how near the PARAMETER is to be found (default: a millionth "
                  "of the range)");
  app->footer(
      "Examples:\n"
      "  oilflow seek restart-300-60-offset --vary uplift.change_bpd \\\n"
      "    --from 0kb/d --to 200kb/d --of net_supply_bpd --target 30kb/d\n"
      "  oilflow seek restart-300-60-offset --vary offset.offset_share \\\n"
      "    --of net_supply_bpd --target=0");
  return [flags](const Options& options) { return Seek(options, *flags); };
}

}  // namespace oilflow
