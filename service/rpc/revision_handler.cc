#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/context.h"
#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/base/status_macros.h"
#include "service/ensemble/draw_evaluator.h"
#include "service/explain/revelation.h"
#include "service/rpc/analysis.h"
#include "service/rpc/ensemble_handlers.h"
#include "service/rpc/ensemble_source.h"
#include "service/rpc/manifest.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_fact.h"

namespace oilflow {
namespace {

using Response = v1::AttributeRevisionResponse;

struct Question {
  EnsembleSource source;
  std::vector<OutputColumn> columns;
  absl::CivilDay from_as_of;
};

absl::StatusOr<Question> QuestionOf(
    const Worlds& worlds, const v1::AttributeRevisionRequest& request) {
  BadRequest bad;
  Question question;
  ASSIGN_OR_RETURN(question.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  const bool dated = request.has_from_as_of();
  if (!dated) {
    bad.Add("from_as_of",
            "must be given: the day whose answer to start from, such as "
            "2025-01-01");
  } else {
    question.from_as_of =
        bad.Take("from_as_of", DateFromProto(request.from_as_of()));
  }
  if (question.source.snapshot != nullptr) {
    question.columns =
        ColumnsOf(question.source, request.outputs(),
                  {"net_supply_bpd", "price_usd_per_bbl"}, false, &bad);
    const absl::CivilDay as_of = question.source.snapshot->reading().as_of;
    if (bad.ok() && question.from_as_of > as_of) {
      bad.Add("from_as_of",
              absl::StrCat("must be no later than ", PrintDate(as_of),
                           ", what source is read as of, not ",
                           PrintDate(question.from_as_of)));
    }
  }
  RETURN_IF_ERROR(bad.ToStatus());
  return question;
}

// Answers at the median, which reads no uncertainties: leaving them out spares
// making them ready for each step.
class Answerer {
 public:
  Answerer(const Worlds& worlds, const EnsembleSource& source,
           const std::vector<OutputColumn>& columns)
      : worlds_(worlds), columns_(columns) {
    source_.path = source.path;
    source_.world = source.world;
    source_.asked = source.asked;
    source_.asked.uncertainties = {};
    source_.asked.uncertainties.fact_ranges = FactRanges::kOff;
  }

  absl::StatusOr<std::vector<double>> AnswerFrom(const Snapshot& snapshot) {
    source_.snapshot = std::make_unique<const Snapshot>(snapshot);
    BadRequest bad;
    ASSIGN_OR_RETURN(
        source_.from,
        PriceFrom(*source_.world, worlds_.price_models(), source_.asked.market,
                  *source_.snapshot, source_.asked.scenario.horizon.first_day,
                  absl::StrCat(source_.path, ".scenario.market"), &bad));
    RETURN_IF_ERROR(bad.ToStatus());
    ASSIGN_OR_RETURN(
        const EnsembleModel model,
        ModelOf(worlds_, source_, columns_, {}, kUncertaintiesPath));
    std::vector<double> answer(columns_.size());
    RETURN_IF_ERROR(
        DrawEvaluator(model).EvaluateAtMedian(absl::MakeSpan(answer)));
    return answer;
  }

 private:
  const Worlds& worlds_;
  EnsembleSource source_;
  const std::vector<OutputColumn>& columns_;
};

// What nobody knew on the first day is a fault of that day, and said so.
absl::Status Explained(const absl::Status& status, absl::CivilDay from_as_of) {
  if (status.code() == absl::StatusCode::kFailedPrecondition &&
      !ReasonOf(status).empty()) {
    return InContext(
        absl::StrCat("from_as_of ", PrintDate(from_as_of),
                     " (take a later day, or a scenario that needs less)"),
        status);
  }
  return status;
}

void ToProto(const Revelation& revelation, const Question& question,
             Response* response) {
  for (const OutputColumn& column : question.columns) {
    response->add_outputs(column.Name());
    response->add_units(std::string(UnitOf(column.output.kind)));
  }
  for (const double before : revelation.before) {
    response->add_before(before);
  }
  for (const double after : revelation.after) {
    response->add_after(after);
  }
  for (const RevelationStep& from : revelation.steps) {
    Response::Step* step = response->add_steps();
    oilflow::ToProto(from.revealed.known_at, step->mutable_known_at());
    step->set_subject(from.revealed.subject);
    step->set_measure(from.revealed.measure);
    for (const Fact* fact : from.revealed.facts) {
      oilflow::ToProto(*fact, question.source.world->id, step->add_facts());
    }
    for (const double change : from.changes) {
      step->add_changes(change);
    }
  }
  response->set_facts_without_effect(revelation.facts_without_effect);
}

}  // namespace

absl::Status AttributeRevision(const Worlds& worlds, const Call& call,
                               int /*thread_count*/,
                               const v1::AttributeRevisionRequest& request,
                               absl::FunctionRef<bool(const Response&)> send) {
  ASSIGN_OR_RETURN(const Question question, QuestionOf(worlds, request));
  const EnsembleSource& source = question.source;
  const Snapshot& after = *source.snapshot;
  ASSIGN_OR_RETURN(const Snapshot before,
                   source.world->facts.Read(question.from_as_of,
                                            after.reading().latest_fact));
  // So that bad uncertainties are refused here as everywhere.
  RETURN_IF_ERROR(
      ModelOf(worlds, source, question.columns, {}, kUncertaintiesPath)
          .status());
  Response last;
  *last.mutable_request() = request;
  *last.mutable_request()->mutable_source() = Filled(worlds, source);
  const v1::Reading& reading = last.request().source().reading();
  ASSIGN_OR_RETURN(const Warnings of_source,
                   SourceWarnings(worlds, source, reading, call));
  const KeepGoing keep_going = call.ToKeepGoing();
  Answerer answerer(worlds, source, question.columns);
  int64_t steps = 0;
  const absl::StatusOr<Revelation> revelation = Reveal(
      before, after, source.asked.scenario.horizon,
      [&](const Snapshot& snapshot) { return answerer.AnswerFrom(snapshot); },
      [&](int64_t completed, int64_t total) -> absl::Status {
        steps = total;
        RETURN_IF_ERROR(keep_going());
        Response progress;
        progress.set_completed_count(completed);
        progress.set_total_count(total);
        return CheckSent(!IsTimeToTell(completed - 1, completed, total) ||
                         send(progress));
      });
  if (absl::IsInvalidArgument(revelation.status())) {
    BadRequest bad;
    bad.Add("from_as_of", revelation.status().message());
    return bad.ToStatus();
  }
  if (!revelation.ok()) {
    return Explained(revelation.status(), question.from_as_of);
  }
  last.set_completed_count(steps);
  last.set_total_count(steps);
  last.set_finished(true);
  ToProto(*revelation, question, &last);
  *last.mutable_request()->mutable_outputs() = last.outputs();
  FillManifest(*source.world, reading, last.request(), last.mutable_manifest());
  *last.mutable_warnings() = of_source;
  return CheckSent(send(last));
}

}  // namespace oilflow
