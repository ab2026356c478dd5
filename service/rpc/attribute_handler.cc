#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/context.h"
#include "service/base/status_macros.h"
#include "service/ensemble/draw_evaluator.h"
#include "service/ensemble/make_draws.h"
#include "service/explain/mechanism_shares.h"
#include "service/explain/policy_shares.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/manifest.h"
#include "service/wire/check.h"
#include "service/wire/convert_attribution.h"
#include "service/wire/convert_ensemble.h"

namespace oilflow {
namespace {

using Response = v1::AttributeScenarioResponse;

constexpr DrawLimits kDraws = {
    .least = 0, .most = kMaxDrawCount, .otherwise = 1000};
constexpr int kDefaultOrderPairs = 200;

struct Question {
  EnsembleSource source;
  SamplingRequest sampling;
  std::vector<OutputColumn> columns;
  PolicySharesOptions options;
  bool by_mechanism = false;
};

void NoteUnless(const absl::Status& status, absl::string_view field,
                BadRequest* bad) {
  if (!status.ok()) {
    bad->Add(field, status.message());
  }
}

absl::StatusOr<Question> QuestionOf(
    const Worlds& worlds, const v1::AttributeScenarioRequest& request) {
  BadRequest bad;
  Question question;
  ASSIGN_OR_RETURN(question.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  question.sampling =
      SamplingFromProto(request.sampling(), kDraws, "sampling", &bad);
  PolicySharesOptions& options = question.options;
  options.draw_count = question.sampling.draw_count;
  options.scrambled = question.sampling.plan.sampling == Sampling::kSobol;
  options.seed = question.sampling.plan.seed;
  options.order_pair_count = kDefaultOrderPairs;
  if (request.has_order_pair_count()) {
    options.order_pair_count = request.order_pair_count();
    CheckNumber("order_pair_count", request.order_pair_count(), 10, 10000,
                "pairs", &bad);
  }
  question.by_mechanism = request.by_mechanism();
  if (question.source.snapshot == nullptr) {
    return bad.ToStatus();
  }
  const Scenario& scenario = question.source.asked.scenario;
  // Prices too have an expectation to split: the multipliers that are drawn are
  // those of a mixture with a floor, and so bounded.
  question.columns =
      ColumnsOf(question.source, request.outputs(),
                {"net_supply_bpd", "price_percent"}, false, &bad);
  options.groups = GroupsFromProto(request.groups(), scenario, &bad);
  options.policy_count = static_cast<int>(scenario.policies.size());
  options.column_count = static_cast<int>(question.columns.size());
  if (question.by_mechanism &&
      scenario.policies.size() > kMaxMechanismPolicies) {
    bad.Add(
        "by_mechanism",
        absl::StrCat("must not be set with more than ", kMaxMechanismPolicies,
                     " policies; the scenario has ", scenario.policies.size()));
  }
  RETURN_IF_ERROR(bad.ToStatus());
  NoteUnless(CheckPolicyCount(options), "source.scenario.policies", &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  NoteUnless(CheckShareGroups(options), "groups", &bad);
  NoteUnless(CheckSharesSize(options), "sampling.draw_count", &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  return question;
}

// "without a, b", for errors.
std::string WithoutThose(const Scenario& scenario,
                         const std::vector<bool>& left_out) {
  std::vector<absl::string_view> ids;
  for (size_t p = 0; p < left_out.size(); ++p) {
    if (left_out[p]) {
      ids.push_back(scenario.policies[p].id);
    }
  }
  return ids.empty() ? "with all policies"
                     : absl::StrCat("without ", absl::StrJoin(ids, ", "));
}

absl::StatusOr<std::vector<PolicySplit>> Split(const Question& question,
                                               const EnsembleModel& model,
                                               const Sampler& sampler,
                                               int thread_count,
                                               const KeepGoing& keep_going,
                                               ReportSets report) {
  const PolicySharesOptions& options = question.options;
  const Scenario& scenario = question.source.asked.scenario;
  DrawEvaluator at_median(model);
  std::unique_ptr<DrawMaker> maker;
  if (options.draw_count > 0) {
    maker = std::make_unique<DrawMaker>(model, sampler, thread_count);
  }
  return SplitPolicies(
      options,
      [&](const std::vector<bool>& left_out, absl::Span<double> outputs) {
        const Setting setting{.left_out = left_out};
        absl::Status status = keep_going();
        if (status.ok() && maker != nullptr) {
          maker->Use(setting);
          status = maker->Make(0, options.draw_count, outputs, keep_going);
        } else if (status.ok()) {
          at_median.Use(setting);
          status = at_median.EvaluateAtMedian(outputs);
        }
        return status.ok()
                   ? status
                   : InContext(WithoutThose(scenario, left_out), status);
      },
      report);
}

v1::AttributeScenarioRequest Filled(
    const Worlds& worlds, const Question& question,
    const v1::AttributeScenarioRequest& request) {
  v1::AttributeScenarioRequest filled = request;
  *filled.mutable_source() = Filled(worlds, question.source);
  ToProto(question.sampling, filled.mutable_sampling());
  filled.clear_outputs();
  for (const OutputColumn& column : question.columns) {
    filled.add_outputs(column.Name());
  }
  filled.set_order_pair_count(question.options.order_pair_count);
  return filled;
}

}  // namespace

absl::Status AttributeScenario(const Worlds& worlds, const Call& call,
                               int thread_count,
                               const v1::AttributeScenarioRequest& request,
                               absl::FunctionRef<bool(const Response&)> send) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(worlds, request));
  const EnsembleSource& source = question.source;
  const Scenario& scenario = source.asked.scenario;
  ASSIGN_OR_RETURN(
      const EnsembleModel model,
      ModelOf(worlds, source, question.columns, {}, kUncertaintiesPath));
  const EnsembleModel* const models[] = {&model};
  ASSIGN_OR_RETURN(
      const Sampler sampler,
      SamplerFrom(question.sampling.plan, kUncertaintiesPath, models));
  Response last;
  *last.mutable_request() = Filled(worlds, question, request);
  const v1::Reading& reading = last.request().source().reading();
  ASSIGN_OR_RETURN(const Warnings of_source,
                   SourceWarnings(worlds, source, reading, call));
  const KeepGoing keep_going = call.ToKeepGoing();
  const int64_t ledger_sets =
      question.by_mechanism ? int64_t{1} << scenario.policies.size() : 0;
  int64_t sets = 0;
  const auto tell = [&](int64_t completed) {
    Response progress;
    progress.set_completed_count(completed);
    progress.set_total_count(sets + ledger_sets);
    return CheckSent(
        !IsTimeToTell(completed - 1, completed, sets + ledger_sets) ||
        send(progress));
  };
  ASSIGN_OR_RETURN(const std::vector<PolicySplit> splits,
                   Split(question, model, sampler, thread_count, keep_going,
                         [&](int64_t completed, int64_t total) {
                           sets = total;
                           return tell(completed);
                         }));
  if (question.by_mechanism) {
    ASSIGN_OR_RETURN(
        const std::vector<MechanismSplit> mechanisms,
        SplitMechanisms(source.world->network, *source.snapshot, scenario,
                        source.from.assumptions.start_price, keep_going,
                        [&](int64_t completed, int64_t) {
                          return tell(sets + completed);
                        }));
    for (const MechanismSplit& mechanism : mechanisms) {
      ToProto(mechanism, last.add_mechanisms());
    }
  }
  last.set_completed_count(sets + ledger_sets);
  last.set_total_count(sets + ledger_sets);
  last.set_finished(true);
  for (const PolicySplit& split : splits) {
    ToProto(split, question.columns[split.column], scenario, last.add_splits());
  }
  FillManifest(*source.world, reading, last.request(), last.mutable_manifest());
  if (question.options.draw_count > 0) {
    AddRepairWarnings(sampler, last.mutable_warnings());
  }
  last.mutable_warnings()->MergeFrom(of_source);
  return CheckSent(send(last));
}

}  // namespace oilflow
