#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/sweep.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/manifest.h"
#include "service/wire/check.h"
#include "service/wire/convert_ensemble.h"
#include "service/wire/convert_sweep.h"

namespace oilflow {
namespace {

using Response = v1::SweepScenarioResponse;

constexpr DrawLimits kDraws = {.least = 0, .most = 10'000, .otherwise = 0};
constexpr int64_t kMaxDrawsOfAll = 10'000'000;
// Points in a message, and draws behind it: enough for many small ones, few
// enough to be seen soon.
constexpr int kMaxBatch = 200;
constexpr int kMaxBatchDraws = 5'000;

struct Question {
  EnsembleSource source;
  SamplingRequest sampling;
  std::vector<OutputColumn> columns;
  std::optional<Grid> grid;
  int skip = 0;
};

// Into place and not as a StatusOr: moving the grid's optional out of one makes
// GCC 12 at -O3 warn, falsely, of members that may not have been set.
absl::Status ReadQuestion(const Worlds& worlds,
                          const v1::SweepScenarioRequest& request,
                          Question* read) {
  BadRequest bad;
  Question& question = *read;
  ASSIGN_OR_RETURN(question.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  question.grid = GridFromProto(request.axes(), &bad);
  question.sampling =
      SamplingFromProto(request.sampling(), kDraws, "sampling", &bad);
  if (question.source.snapshot != nullptr) {
    question.columns =
        ColumnsOf(question.source, request.outputs(),
                  {"net_supply_bpd", "price_usd_per_bbl"}, false, &bad);
  }
  if (question.grid.has_value()) {
    const int64_t size = question.grid->size();
    if (CheckNumber("skip", static_cast<double>(request.skip()), 0,
                    static_cast<double>(size), "points", &bad)
            .has_value()) {
      question.skip = static_cast<int>(request.skip());
    }
    if (size * question.sampling.draw_count > kMaxDrawsOfAll) {
      bad.Add("sampling.draw_count",
              absl::StrCat("must be at most ", kMaxDrawsOfAll / size, " with ",
                           size, " points, or the points fewer; not ",
                           question.sampling.draw_count));
    }
  }
  return bad.ToStatus();
}

// What the first message says.
void FillHead(const Worlds& worlds, const Question& question,
              const EnsembleModel& model,
              const v1::SweepScenarioRequest& request, Response* response) {
  v1::SweepScenarioRequest* filled = response->mutable_request();
  *filled = request;
  *filled->mutable_source() = Filled(worlds, question.source);
  ToProto(question.sampling, filled->mutable_sampling());
  filled->clear_outputs();
  for (const OutputColumn& column : question.columns) {
    filled->add_outputs(column.Name());
    response->add_output_units(std::string(UnitOf(column.output.kind)));
  }
  for (const FreeParameter& parameter : model.free_parameters()) {
    response->add_parameter_units(parameter.unit);
  }
  // The rest of a broken sweep follows from the same as its beginning.
  v1::SweepScenarioRequest whole = *filled;
  whole.clear_skip();
  FillManifest(*question.source.world, filled->source().reading(), whole,
               response->mutable_manifest());
}

}  // namespace

absl::Status SweepScenario(const Worlds& worlds, const Call& call,
                           int thread_count,
                           const v1::SweepScenarioRequest& request,
                           absl::FunctionRef<bool(const Response&)> send) {
  Question question;
  RETURN_IF_ERROR(ReadQuestion(worlds, request, &question));
  const Grid& grid = *question.grid;
  std::vector<std::string> names;
  std::vector<std::string> fields;
  for (const Axis& axis : grid.axes()) {
    fields.push_back(absl::StrCat("axes[", names.size(), "].parameter"));
    names.push_back(axis.name);
  }
  ASSIGN_OR_RETURN(
      const EnsembleModel model,
      ModelWithFree(worlds, &question.source, question.columns, names, fields));
  BadRequest bad;
  CheckRanges(request.axes(), grid, model.free_parameters(), &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  const EnsembleModel* const models[] = {&model};
  ASSIGN_OR_RETURN(
      const Sampler sampler,
      SamplerFrom(question.sampling.plan, kUncertaintiesPath, models));
  const int draw_count = question.sampling.draw_count;
  PointEvaluator evaluator(
      question.source.world->network, question.source.asked.scenario, model,
      sampler,
      {.draw_count = draw_count,
       .scrambling_count =
           SummaryOptionsOf(question.sampling.plan).scrambling_count,
       .thread_count = thread_count});

  Response message;
  message.set_completed_count(question.skip);
  message.set_total_count(grid.size());
  FillHead(worlds, question, model, request, &message);
  RETURN_IF_ERROR(CheckSent(send(message)));
  message.Clear();
  message.set_total_count(grid.size());
  const int batch = draw_count == 0
                        ? kMaxBatch
                        : std::clamp(kMaxBatchDraws / draw_count, 1, kMaxBatch);
  return Sweep(grid, question.skip, evaluator, call.ToKeepGoing(),
               [&](const SweptPoint& point) {
                 ToProto(point, message.add_points());
                 const int completed = point.index + 1;
                 if (message.points_size() < batch && completed < grid.size()) {
                   return absl::OkStatus();
                 }
                 message.set_completed_count(completed);
                 const bool sent = send(message);
                 message.clear_points();
                 return CheckSent(sent);
               });
}

}  // namespace oilflow
