#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/ensemble/copula_levels.h"
#include "service/ensemble/draw_evaluator.h"
#include "service/ensemble/make_draws.h"
#include "service/ensemble/sensitivity.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/manifest.h"
#include "service/wire/check.h"
#include "service/wire/convert_ensemble.h"
#include "service/wire/convert_sensitivity.h"

namespace oilflow {
namespace {

using Response = v1::AnalyzeSensitivityResponse;

constexpr DrawLimits kDraws = {
    .least = 2, .most = kMaxDrawCount, .otherwise = 1000};
constexpr int kDefaultResamples = 500;
// Rows that are made at once: a few milliseconds of work, so that a client sees
// that there is progress.
constexpr int kRowsAtOnce = 1000;

struct Question {
  EnsembleSource source;
  SamplingRequest sampling;
  std::vector<OutputColumn> columns;
  int resample_count = kDefaultResamples;
};

absl::StatusOr<Question> QuestionOf(
    const Worlds& worlds, const v1::AnalyzeSensitivityRequest& request) {
  BadRequest bad;
  Question question;
  ASSIGN_OR_RETURN(question.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  question.sampling =
      SamplingFromProto(request.sampling(), kDraws, "sampling", &bad);
  CheckVariableGroups(request.groups(), &bad);
  if (request.has_resample_count()) {
    question.resample_count = request.resample_count();
    CheckNumber("resample_count", request.resample_count(), 100, 10000,
                "resamples", &bad);
  }
  if (question.source.snapshot != nullptr) {
    question.columns =
        ColumnsOf(question.source, request.outputs(),
                  {"net_supply_bpd", "price_percent"}, false, &bad);
  }
  RETURN_IF_ERROR(bad.ToStatus());
  return question;
}

// By place in the list of variables. A correlation of what is not drawn is
// nothing here.
std::vector<CorrelatedPair> PairsOf(const Uncertainties& uncertainties,
                                    const std::vector<std::string>& names) {
  const auto place = [&](const std::string& name) {
    return static_cast<size_t>(std::find(names.begin(), names.end(), name) -
                               names.begin());
  };
  std::vector<CorrelatedPair> pairs;
  for (const NamedCorrelation& one : uncertainties.correlations) {
    const size_t first = place(one.first);
    const size_t second = place(one.second);
    if (first < names.size() && second < names.size()) {
      pairs.push_back({.first = static_cast<int>(first),
                       .second = static_cast<int>(second),
                       .correlation = one.correlation});
    }
  }
  return pairs;
}

// Two base samples: every variable twice, the second time by another name, and
// with the same correlations among themselves.
absl::StatusOr<Sampler> TwoSamples(const SamplePlan& plan,
                                   std::vector<std::string> names,
                                   std::vector<CorrelatedPair> pairs,
                                   bool repair) {
  const size_t count = names.size();
  for (size_t v = 0; v < count; ++v) {
    names.push_back(absl::StrCat(names[v], " again"));
  }
  const size_t pair_count = pairs.size();
  for (size_t p = 0; p < pair_count; ++p) {
    CorrelatedPair again = pairs[p];
    again.first += static_cast<int>(count);
    again.second += static_cast<int>(count);
    pairs.push_back(again);
  }
  return Sampler::Create(plan, std::move(names), pairs, repair);
}

// The plan of all groups, checked.
absl::StatusOr<SensitivityPlan> PlanOf(
    const Question& question, const v1::AnalyzeSensitivityRequest& request,
    const EnsembleModel& model, const std::vector<std::string>& names,
    const std::vector<CorrelatedPair>& pairs) {
  BadRequest bad;
  std::vector<NamedGroup> asked =
      VariableGroupsFromProto(request.groups(), model.variables(), &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  SensitivityPlan plan{
      .groups = GroupsOf(names, std::move(asked), pairs),
      .column_count = static_cast<int>(names.size()),
      .output_count = static_cast<int>(question.columns.size()),
      .row_count = question.sampling.draw_count,
      .resample_count = question.resample_count,
      .seed = question.sampling.plan.seed};
  plan.dependent = DependOnEachOther(plan.groups, pairs);
  const absl::Status size = CheckSensitivitySize(plan);
  if (!size.ok()) {
    bad.Add("sampling.draw_count", size.message());
  }
  const absl::Status resampling = CheckResampling(plan);
  if (!resampling.ok()) {
    bad.Add("resample_count", resampling.message());
  }
  RETURN_IF_ERROR(bad.ToStatus());
  return plan;
}

v1::AnalyzeSensitivityRequest Filled(
    const Worlds& worlds, const Question& question,
    const v1::AnalyzeSensitivityRequest& request) {
  v1::AnalyzeSensitivityRequest filled = request;
  *filled.mutable_source() = Filled(worlds, question.source);
  ToProto(question.sampling, filled.mutable_sampling());
  filled.clear_outputs();
  for (const OutputColumn& column : question.columns) {
    filled.add_outputs(column.Name());
  }
  filled.set_resample_count(question.resample_count);
  return filled;
}

// Nothing is drawn: nothing varies.
absl::StatusOr<Sensitivity> Nothing(const EnsembleModel& model) {
  std::vector<double> values(model.columns().size());
  RETURN_IF_ERROR(
      DrawEvaluator(model).EvaluateAtMedian(absl::MakeSpan(values)));
  Sensitivity nothing;
  for (const double value : values) {
    nothing.outputs.push_back({.variance = 0, .middle = value, .effects = {}});
  }
  return nothing;
}

// Errors here are those of rows that are drawn one by one.
void WarnOfSobolErrors(bool dependent, Warnings* warnings) {
  AddWarning(
      "SOBOL_ERRORS_APPROXIMATE",
      absl::StrCat(
          "the intervals and errors of sensitivities take Sobol's points for "
          "independent draws, and so are approximate: mostly too wide",
          dependent ? "; Shapley effects are of independent draws whatever "
                      "`sampling` says"
                    : ""),
      warnings);
}

}  // namespace

absl::Status AnalyzeSensitivity(const Worlds& worlds, const Call& call,
                                int thread_count,
                                const v1::AnalyzeSensitivityRequest& request,
                                absl::FunctionRef<bool(const Response&)> send) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(worlds, request));
  const EnsembleSource& source = question.source;
  ASSIGN_OR_RETURN(
      const EnsembleModel model,
      ModelOf(worlds, source, question.columns, {}, kUncertaintiesPath));
  const EnsembleModel* const models[] = {&model};
  ASSIGN_OR_RETURN(
      const Sampler sampler,
      SamplerFrom(question.sampling.plan, kUncertaintiesPath, models));
  std::vector<std::string> names;
  for (const Variable& variable : model.variables()) {
    names.push_back(variable.name);
  }
  const std::vector<CorrelatedPair> pairs =
      PairsOf(source.asked.uncertainties, names);
  ASSIGN_OR_RETURN(const SensitivityPlan plan,
                   PlanOf(question, request, model, names, pairs));
  ASSIGN_OR_RETURN(const Sampler two_samples,
                   SamplerFrom(question.sampling.plan, kUncertaintiesPath,
                               [&](const SamplePlan& sample_plan) {
                                 return TwoSamples(
                                     sample_plan, names, pairs,
                                     source.asked.uncertainties.repair);
                               }));
  Response last;
  *last.mutable_request() = Filled(worlds, question, request);
  const v1::Reading& reading = last.request().source().reading();
  ASSIGN_OR_RETURN(const Warnings of_source,
                   SourceWarnings(worlds, source, reading, call));

  const KeepGoing keep_going = call.ToKeepGoing();
  DrawMaker maker(model, sampler, thread_count);
  const int64_t total = names.empty() ? 0 : RowCountOf(plan);
  int64_t completed = 0;
  const auto evaluate = [&](absl::Span<const double> levels, int row_count,
                            absl::Span<double> outputs) -> absl::Status {
    for (int row = 0; row < row_count; row += kRowsAtOnce) {
      const int count = std::min(kRowsAtOnce, row_count - row);
      const auto part = [&](auto all, size_t columns) {
        return all.subspan(columns * row, columns * count);
      };
      RETURN_IF_ERROR(maker.MakeOf(part(levels, names.size()), count,
                                   part(outputs, question.columns.size()),
                                   keep_going));
      const int64_t before = completed;
      completed += count;
      Response progress;
      progress.set_completed_count(completed);
      progress.set_total_count(total);
      RETURN_IF_ERROR(
          CheckSent(!IsTimeToTell(before, completed, total) || send(progress)));
    }
    return absl::OkStatus();
  };

  Sensitivity sensitivity;
  if (names.empty()) {
    ASSIGN_OR_RETURN(sensitivity, Nothing(model));
  } else {
    const size_t draws = plan.row_count;
    // By variable and draw.
    std::vector<double> levels(two_samples.names().size() * draws);
    two_samples.Fill(0, plan.row_count, absl::MakeSpan(levels));
    const CopulaLevels copula(sampler.copula(), plan.column_count);
    ASSIGN_OR_RETURN(
        sensitivity,
        AnalyzeEffects(
            plan,
            [&](uint32_t draw, uint32_t column) {
              return levels[column * draws + draw];
            },
            [&](absl::Span<const int> given, absl::Span<const double> uniforms,
                int row_count, absl::Span<double> rows) {
              return copula.Complete(given, uniforms, row_count, rows);
            },
            evaluate,
            [&](int column, double level) {
              const auto& distribution = model.variables()[column].distribution;
              return distribution.has_value() ? QuantileOf(*distribution, level)
                                              : level;
            },
            keep_going));
  }
  last.set_completed_count(total);
  last.set_total_count(total);
  last.set_finished(true);
  for (size_t c = 0; c < question.columns.size(); ++c) {
    // Not EvaluateAtMedian's, which draws nothing at all: the bars are about
    // every level at one half.
    ToProto(sensitivity, static_cast<int>(c), question.columns[c],
            sensitivity.outputs[c].middle, last.add_sensitivities());
  }
  for (const Variable& variable : model.variables()) {
    ToProto(variable, last.add_variables());
  }
  FillManifest(*source.world, reading, last.request(), last.mutable_manifest());
  AddRepairWarnings(sampler, last.mutable_warnings());
  if (question.sampling.plan.sampling == Sampling::kSobol && !names.empty()) {
    WarnOfSobolErrors(plan.dependent, last.mutable_warnings());
  }
  last.mutable_warnings()->MergeFrom(of_source);
  return CheckSent(send(last));
}

}  // namespace oilflow
