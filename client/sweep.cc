#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/ensemble_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/ensemble_flags.h"
#include "client/ensemble_input.h"
#include "client/output.h"
#include "client/stream.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct SweepFlags {
  EnsembleFlags ensemble;
  std::vector<std::string> axes;
  std::string skip;
};

absl::StatusOr<v1::SweepScenarioRequest> RequestOf(const SweepFlags& flags) {
  constexpr size_t kMostAxes = 4;
  constexpr int32_t kMostPoints = 1000000;
  v1::SweepScenarioRequest request;
  RETURN_IF_ERROR(SetSampling(flags.ensemble, request.mutable_sampling()));
  SetOutputs(flags.ensemble, request.mutable_outputs());
  if (flags.axes.size() > kMostAxes) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--over must be given at most 4 times, not ", flags.axes.size()));
  }
  for (const std::string& text : flags.axes) {
    ASSIGN_OR_RETURN(*request.add_axes(), ParseAxis(text));
  }
  if (!flags.skip.empty()) {
    ASSIGN_OR_RETURN(const int32_t skip,
                     ParseCount("--skip", flags.skip, 0, kMostPoints));
    request.set_skip(skip);
  }
  return request;
}

// Takes the messages of a sweep: CSV goes out point by point, so that a broken
// sweep has left what it answered; the rest needs all points.
class SweepPrinter {
 public:
  explicit SweepPrinter(const Options& options) : options_(options) {}

  absl::Status Take(const v1::SweepScenarioResponse& message) {
    if (!is_begun_) {
      sweep_ = message;
      sweep_.clear_points();
      next_point_ = sweep_.request().skip();
    }
    if (!message.points().empty()) {
      next_point_ = message.points().rbegin()->index() + 1;
    }
    sweep_.set_completed_count(message.completed_count());
    sweep_.set_total_count(message.total_count());
    if (options_.output != Output::kCsv) {
      is_begun_ = true;
      sweep_.mutable_points()->MergeFrom(message.points());
      return absl::OkStatus();
    }
    // What goes on with rows that are there needs no second header.
    if (!is_begun_ && sweep_.request().skip() == 0) {
      PrintSweepHeader(sweep_, std::cout);
    }
    is_begun_ = true;
    PrintSweepRows(sweep_, message, std::cout);
    return Flush();
  }

  absl::Status Finish() const {
    if (sweep_.completed_count() != sweep_.total_count()) {
      return EndedEarly();
    }
    return options_.output == Output::kCsv ? absl::OkStatus()
                                           : Print(options_, sweep_);
  }

  // How to go on with what is out, if anything is.
  std::string HowToGoOn() const {
    return options_.output == Output::kCsv && is_begun_
               ? SweepRestText(sweep_, next_point_)
               : "";
  }

 private:
  const Options& options_;
  // Without points for CSV.
  v1::SweepScenarioResponse sweep_;
  // The first that is not out.
  int64_t next_point_ = 0;
  bool is_begun_ = false;
};

absl::Status Sweep(const Options& options, const SweepFlags& flags) {
  ASSIGN_OR_RETURN(v1::SweepScenarioRequest request, RequestOf(flags));
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  const auto stub = v1::EnsembleService::NewStub(connection.channel());
  // Rows on a terminal show how far it is, and a bar would stand among them.
  ProgressBar bar =
      BarOf(flags.ensemble.quiet ||
            (options.output == Output::kCsv && isatty(STDOUT_FILENO) != 0));
  SweepPrinter printer(options);
  const absl::Status ended = ReadStream<v1::SweepScenarioResponse>(
      options, &bar,
      [&](grpc::ClientContext* context, grpc::CompletionQueue* queue) {
        return stub->PrepareAsyncSweepScenario(context, request, queue);
      },
      [&](const v1::SweepScenarioResponse& message) {
        bar.Set({.completed = message.completed_count(),
                 .total = message.total_count(),
                 .completed_before = request.skip(),
                 .unit = "points"});
        return printer.Take(message);
      });
  if (!ended.ok() && !printer.HowToGoOn().empty()) {
    std::cerr << "oilflow: " << printer.HowToGoOn() << "\n";
  }
  RETURN_IF_ERROR(ended);
  return printer.Finish();
}

}  // namespace

std::function<absl::Status(const Options&)> AddSweep(CLI::App* app) {
  auto flags = std::make_shared<SweepFlags>();
  AddEnsembleFlags(app,
                   "draws at each point, the same ones, whose median is "
                   "answered (default: 0, the answer at the median)",
                   "net_supply_bpd and price_usd_per_bbl", &flags->ensemble);
  app->add_option(
         "--over", flags->axes,
         "PARAMETER=FROM:TO:COUNT, PARAMETER=log:FROM:TO:COUNT or "
         "PARAMETER=VALUE,VALUE; up to four, the last changes fastest. A "
         "PARAMETER is POLICY_ID.FIELD with values as of --set, "
         "DRIVER_ID.level, "
         "or SUBJECT.MEASURE of a fact: a number with a unit, or a plain one "
         "in the unit that `oilflow facts` shows")
      ->required()
      ->allow_extra_args(false);
  app->add_option("--skip", flags->skip,
                  "points to leave out at the beginning, and in CSV the "
                  "header: goes on with a sweep that was cut short");
  app->footer(
      "Examples:\n"
      "  oilflow sweep restart-300-60-offset --over "
      "uplift.change_bpd=0kb/d:200kb/d:5\n"
      "  oilflow sweep restart-300-60-offset --of net_supply_bpd \\\n"
      "    --over uplift.change_bpd=0kb/d,100kb/d --over "
      "offset.offset_share=0:100%:5\n"
      "  oilflow sweep restart-185 -o csv \\\n"
      "    --over krg-fields.potential=200kb/d:400kb/d:5 > sweep.csv");
  return [flags](const Options& options) { return Sweep(options, *flags); };
}

}  // namespace oilflow
