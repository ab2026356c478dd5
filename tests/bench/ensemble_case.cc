#include "tests/bench/ensemble_case.h"

#include <cstdio>
#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/ensemble/model_parts.h"
#include "service/evaluation/ends.h"
#include "service/wire/convert_scenario.h"

namespace oilflow {
namespace {

// World crude and condensate as in the price method's examples.
constexpr double kWorldOutputBpd = 83e6;

OutputColumn ColumnOf(const EnsembleQuestion& question,
                      absl::string_view name) {
  const absl::StatusOr<OutputColumn> column =
      ParseOutput(*question.network, question.scenario, name);
  if (!column.ok()) {
    FailBench(column.status().ToString());
  }
  return *column;
}

}  // namespace

void FailBench(absl::string_view what) {
  std::fprintf(stderr, "ensemble_bench: %.*s\n", static_cast<int>(what.size()),
               what.data());
  std::exit(1);
}

EnsembleCase::EnsembleCase(const Worlds& worlds, const std::string& scenario_id,
                           absl::string_view arc_id)
    : id_(scenario_id),
      arc_id_(arc_id),
      world_(worlds.FindScenario(scenario_id)) {
  if (world_ == nullptr) {
    FailBench(absl::StrCat("no scenario ", scenario_id));
  }
  BadRequest bad;
  const ScenarioRequest request = ScenarioFromProto(
      world_->network, world_->scenarios.at(scenario_id), "scenario", &bad);
  snapshot_ =
      std::make_unique<Snapshot>(*world_->facts.Read(request.as_of, ""));
  question_.network = &world_->network;
  question_.snapshot = snapshot_.get();
  question_.prices = &worlds.price_models().library;
  question_.scenario = request.scenario;
  question_.price.mode = request.market.mode;
  question_.price.start_price =
      world_->prices.At(snapshot_->reading().as_of)->price;
  question_.price.world_output = kWorldOutputBpd * kBarrelsPerDay;
  const OutputColumn net = ColumnOf(question_, "net_supply_bpd");
  const OutputColumn price = ColumnOf(question_, "price_usd_per_bbl");
  question_.columns = {
      net, ColumnOf(question_, absl::StrCat(arc_id, ".flow_bpd")), price};
  for (const OutputColumn& column : {net, price}) {
    const std::vector<OutputColumn> all =
        WithMonths(column, question_.scenario.horizon, true);
    question_.columns.insert(question_.columns.end(), all.begin() + 1,
                             all.end());
  }
}

EnsembleModel EnsembleCase::Model() const {
  absl::StatusOr<EnsembleModel> model = EnsembleModel::Create(question_);
  if (!model.ok()) {
    FailBench(model.status().ToString());
  }
  return *std::move(model);
}

absl::StatusOr<EnsembleModel> EnsembleCase::ModelOver(int day_count) const {
  EnsembleQuestion question = question_;
  question.scenario.horizon.day_count = day_count;
  question.columns.clear();
  for (const size_t column : {kNetColumn, kPriceColumn}) {
    question.columns.push_back(question_.columns[column]);
  }
  return EnsembleModel::Create(std::move(question));
}

double ShareAllocated(const EnsembleModel& model) {
  const EnsembleModel::Parts& parts = model.parts();
  SpannedHorizon horizon;
  for (const int span : parts.span_of_day) {
    horizon.span_of_day.push_back(&parts.spans[span]);
  }
  for (const int slot : parts.content_slots) {
    horizon.content_bbl.push_back(
        slot == kNone ? 0
                      : static_cast<int64_t>(parts.sources[slot].fact->value));
  }
  EndsWalk walk(*parts.question.network);
  int runs = 0;
  walk.Run(parts.question.scenario, horizon, [&](const AlikeDays&) { ++runs; });
  return runs / static_cast<double>(parts.span_of_day.size());
}

}  // namespace oilflow
