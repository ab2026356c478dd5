#include "service/ensemble/sweep.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/ensemble/summary.h"
#include "service/policy/conflicts.h"
#include "service/policy/parameter.h"

namespace oilflow {
namespace {

constexpr size_t kMedian = 2;
static_assert(kLevels[kMedian] == 0.5);

// Whether an error is the point's own, and not one of the whole work.
bool IsOfPoint(const absl::Status& status) {
  return status.code() == absl::StatusCode::kInvalidArgument ||
         status.code() == absl::StatusCode::kOutOfRange ||
         status.code() == absl::StatusCode::kFailedPrecondition;
}

absl::StatusOr<PointAnswer> MediansOf(absl::Span<const double> rows,
                                      size_t columns, int scrambling_count) {
  PointAnswer answer;
  for (size_t column = 0; column < columns; ++column) {
    std::vector<double> draws;
    for (size_t i = column; i < rows.size(); i += columns) {
      draws.push_back(rows[i]);
    }
    ASSIGN_OR_RETURN(const Summary summary,
                     Summarize(draws, {.scrambling_count = scrambling_count}));
    const Estimate& median = summary.quantile[kMedian];
    answer.values.push_back(median.value);
    answer.errors.push_back(
        median.error.value_or(std::numeric_limits<double>::infinity()));
  }
  return answer;
}

}  // namespace

absl::Status CheckMeantTogether(const Network& network,
                                const Scenario& scenario,
                                absl::Span<const std::string> names,
                                absl::Span<const double> values) {
  Scenario changed = scenario;
  bool any = false;
  for (size_t i = 0; i < names.size(); ++i) {
    const std::optional<PolicyNumber> number =
        FindPolicyNumber(scenario, names[i]);
    if (number.has_value()) {
      SetNumber(*number, values[i], &changed.policies[number->policy]);
      any = true;
    }
  }
  if (!any) {
    return absl::OkStatus();
  }
  ResolveTimings(&changed);
  const std::vector<Conflict> conflicts = FindConflicts(network, changed);
  if (conflicts.empty()) {
    return absl::OkStatus();
  }
  const Conflict& conflict = conflicts.front();
  return absl::InvalidArgumentError(absl::StrCat(
      "policies ", changed.policies[conflict.other].id, " and ",
      changed.policies[conflict.policy].id, " cannot both be meant: ",
      conflict.reason, ", first on ", PrintDate(conflict.first_day)));
}

PointEvaluator::PointEvaluator(const Network& network, const Scenario& scenario,
                               const EnsembleModel& model,
                               const Sampler& sampler, const PointPlan& plan)
    : network_(network),
      scenario_(scenario),
      model_(model),
      plan_(plan),
      evaluator_(model) {
  for (const FreeParameter& parameter : model.free_parameters()) {
    names_.push_back(parameter.name);
  }
  if (plan.draw_count > 0) {
    maker_ = std::make_unique<DrawMaker>(model, sampler, plan.thread_count);
  }
}

absl::StatusOr<PointAnswer> PointEvaluator::At(absl::Span<const double> free,
                                               const KeepGoing& keep_going) {
  RETURN_IF_ERROR(keep_going());
  RETURN_IF_ERROR(CheckMeantTogether(network_, scenario_, names_, free));
  const Setting setting{.left_out = {}, .free = {free.begin(), free.end()}};
  const size_t columns = model_.columns().size();
  if (maker_ == nullptr) {
    PointAnswer answer;
    answer.values.resize(columns);
    evaluator_.Use(setting);
    RETURN_IF_ERROR(evaluator_.EvaluateAtMedian(absl::MakeSpan(answer.values)));
    return answer;
  }
  rows_.resize(columns * plan_.draw_count);
  maker_->Use(setting);
  RETURN_IF_ERROR(
      maker_->Make(0, plan_.draw_count, absl::MakeSpan(rows_), keep_going));
  return MediansOf(rows_, columns, plan_.scrambling_count);
}

absl::Status Sweep(const Grid& grid, int first, PointEvaluator& evaluator,
                   const KeepGoing& keep_going,
                   absl::FunctionRef<absl::Status(SweptPoint point)> take) {
  return grid.VisitFrom(
      first, [&](int index, absl::Span<const double> values) -> absl::Status {
        SweptPoint point{.index = index,
                         .parameters = {values.begin(), values.end()}};
        absl::StatusOr<PointAnswer> answer = evaluator.At(values, keep_going);
        if (answer.ok()) {
          point.answer = *std::move(answer);
        } else if (IsOfPoint(answer.status())) {
          point.error = std::string(answer.status().message());
        } else {
          return answer.status();
        }
        return take(std::move(point));
      });
}

}  // namespace oilflow
