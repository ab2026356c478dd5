#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/context.h"
#include "service/base/status_macros.h"
#include "service/ensemble/seek.h"
#include "service/ensemble/sweep.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/manifest.h"
#include "service/units/quantity_text.h"
#include "service/wire/check.h"
#include "service/wire/convert_ensemble.h"
#include "service/wire/convert_sweep.h"

namespace oilflow {
namespace {

constexpr DrawLimits kDraws = {
    .least = 0, .most = kMaxDrawCount, .otherwise = 0};
constexpr double kMaxTarget = 1e15;
constexpr size_t kMaxParameterName = 200;
// Of the range, where no tolerance is given.
constexpr double kDefaultTolerance = 1e-6;

struct Question {
  EnsembleSource source;
  SamplingRequest sampling;
  std::vector<OutputColumn> columns;
};

absl::StatusOr<Question> QuestionOf(const Worlds& worlds,
                                    const v1::SeekGoalRequest& request) {
  BadRequest bad;
  Question question;
  ASSIGN_OR_RETURN(question.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  question.sampling =
      SamplingFromProto(request.sampling(), kDraws, "sampling", &bad);
  CheckText("parameter", request.parameter(), kMaxParameterName, false, &bad);
  if (request.parameter().empty()) {
    bad.Add("parameter",
            "must be {policy_id}.{field}, {subject}.{measure} or "
            "{driver_id}.level");
  }
  if (!request.has_target()) {
    bad.Add("target",
            "must be given: what the output is to be, or 0 to find where it "
            "changes sign");
  } else {
    CheckNumber("target", request.target(), -kMaxTarget, kMaxTarget,
                "in the unit of the output", &bad);
  }
  if (request.has_tolerance()) {
    CheckNumberAbove("tolerance", request.tolerance(), 0, kMaxTarget,
                     "in the unit of the parameter", &bad);
  }
  if (request.output().empty()) {
    bad.Add("output",
            "must be given: what is to meet the target, such as "
            "net_supply_bpd");
  } else if (question.source.snapshot != nullptr) {
    const absl::StatusOr<OutputColumn> column =
        ParseOutput(question.source.world->network,
                    question.source.asked.scenario, request.output());
    if (column.ok()) {
      question.columns.push_back(*column);
    } else {
      bad.Add("output", column.status().message());
    }
  }
  RETURN_IF_ERROR(bad.ToStatus());
  return question;
}

// One end of the range: as given, or as far as the parameter goes.
std::optional<double> EndOf(const std::string& field,
                            std::optional<double> given, double allowed,
                            const FreeParameter& parameter, BadRequest* bad) {
  if (given.has_value()) {
    const std::optional<double> end =
        CheckNumber(field, *given, parameter.minimum, parameter.maximum,
                    parameter.unit, bad);
    return end.has_value() && CheckWhole(field, *end, parameter, "", bad)
               ? end
               : std::nullopt;
  }
  if (!std::isfinite(allowed)) {
    bad->Add(field, absl::StrCat("must be given, as ", parameter.name,
                                 " goes on without end"));
    return std::nullopt;
  }
  return allowed;
}

absl::StatusOr<SeekOptions> OptionsOf(const v1::SeekGoalRequest& request,
                                      const FreeParameter& parameter,
                                      absl::string_view output_unit) {
  BadRequest bad;
  const auto given = [](bool is, double value) {
    return is ? std::make_optional(value) : std::nullopt;
  };
  const std::optional<double> minimum =
      EndOf("minimum", given(request.has_minimum(), request.minimum()),
            parameter.minimum, parameter, &bad);
  const std::optional<double> maximum =
      EndOf("maximum", given(request.has_maximum(), request.maximum()),
            parameter.maximum, parameter, &bad);
  if (bad.ok() && *minimum >= *maximum) {
    bad.Add("maximum",
            absl::StrCat("must be above the minimum, ", PrintNumber(*minimum),
                         " ", parameter.unit, ", not ", PrintNumber(*maximum)));
  }
  RETURN_IF_ERROR(bad.ToStatus());
  SeekOptions options{.minimum = *minimum,
                      .maximum = *maximum,
                      .target = request.target(),
                      .parameter_unit = parameter.unit,
                      .output_unit = std::string(output_unit)};
  options.tolerance =
      request.has_tolerance()
          ? request.tolerance()
          : (options.maximum - options.minimum) * kDefaultTolerance;
  return options;
}

// What cannot be meant at some value is no fault of the program, and there is
// something to do about it.
absl::Status Explained(const absl::Status& status,
                       const FreeParameter& parameter, double value) {
  const std::string at =
      absl::StrCat("at ", PrintNumber(value), " ", parameter.unit);
  if (absl::IsInvalidArgument(status)) {
    BadRequest bad;
    bad.Add("parameter",
            absl::StrCat(at, ": ", status.message(),
                         "; leave such values out by minimum and maximum"));
    return bad.ToStatus();
  }
  return absl::IsOutOfRange(status)
             ? InContext(absl::StrCat(parameter.name, " ", at), status)
             : status;
}

void ToProto(const SeekPoint& point, v1::SeekGoalResponse::Trial* trial) {
  trial->set_parameter(point.parameter);
  trial->set_output(point.output);
}

// The values that were evaluated.
void RoundToWhole(SeekResult* result) {
  for (SeekPoint* point : {&result->found, &result->lower, &result->upper}) {
    point->parameter = std::round(point->parameter);
  }
  result->within_tolerance =
      result->within_tolerance ||
      result->upper.parameter - result->lower.parameter <= 1;
}

void ToProto(const SeekResult& result, v1::SeekGoalResponse* response) {
  response->set_parameter(result.found.parameter);
  response->set_output(result.found.output);
  response->set_within_tolerance(result.within_tolerance);
  ToProto(result.lower, response->mutable_below());
  ToProto(result.upper, response->mutable_above());
  response->set_jumps(result.jumps);
  response->set_crossing_count(result.crossing_count);
  response->set_evaluation_count(result.evaluation_count);
}

}  // namespace

absl::Status SeekGoal(const Worlds& worlds, const Call& call, int thread_count,
                      const v1::SeekGoalRequest& request,
                      v1::SeekGoalResponse* response) {
  ASSIGN_OR_RETURN(Question question, QuestionOf(worlds, request));
  const EnsembleSource& source = question.source;
  ASSIGN_OR_RETURN(const EnsembleModel model,
                   ModelWithFree(worlds, &question.source, question.columns,
                                 {request.parameter()}, {"parameter"}));
  const FreeParameter& parameter = model.free_parameters()[0];
  const absl::string_view output_unit = UnitOf(question.columns[0].output.kind);
  ASSIGN_OR_RETURN(const SeekOptions options,
                   OptionsOf(request, parameter, output_unit));
  const EnsembleModel* const models[] = {&model};
  ASSIGN_OR_RETURN(
      const Sampler sampler,
      SamplerFrom(question.sampling.plan, kUncertaintiesPath, models));
  PointEvaluator evaluator(
      source.world->network, source.asked.scenario, model, sampler,
      {.draw_count = question.sampling.draw_count,
       .scrambling_count =
           SummaryOptionsOf(question.sampling.plan).scrambling_count,
       .thread_count = thread_count});
  const KeepGoing keep_going = call.ToKeepGoing();
  ASSIGN_OR_RETURN(SeekResult result,
                   Seek(options, [&](double value) -> absl::StatusOr<double> {
                     const double values[] = {value};
                     const absl::StatusOr<PointAnswer> answer =
                         evaluator.At(values, keep_going);
                     if (!answer.ok()) {
                       return Explained(answer.status(), parameter, value);
                     }
                     return answer->values[0];
                   }));
  if (parameter.is_whole()) {
    RoundToWhole(&result);
  }
  ToProto(result, response);
  response->set_parameter_unit(parameter.unit);
  response->set_output_unit(std::string(output_unit));
  v1::SeekGoalRequest* filled = response->mutable_request();
  *filled = request;
  *filled->mutable_source() = Filled(worlds, source);
  oilflow::ToProto(question.sampling, filled->mutable_sampling());
  filled->set_minimum(options.minimum);
  filled->set_maximum(options.maximum);
  filled->set_tolerance(options.tolerance);
  FillManifest(*source.world, filled->source().reading(), *filled,
               response->mutable_manifest());
  return absl::OkStatus();
}

}  // namespace oilflow
