#include "service/rpc/simulation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/base/status_macros.h"
#include "service/ensemble/draw_evaluator.h"
#include "service/rpc/error.h"
#include "service/rpc/manifest.h"
#include "service/wire/check.h"

namespace oilflow {
namespace {

constexpr char kUncertainties[] = "scenario.uncertainties";

std::vector<std::string> DefaultOutputs() {
  return {"net_supply_bpd", "price_usd_per_bbl"};
}

// Draws are held against each other one by one, so the two must be of the same
// days; and one manifest names the facts and the network of both.
void CheckComparable(const EnsembleSource& source,
                     const EnsembleSource& against, BadRequest* bad) {
  const auto text = [](const Horizon& horizon) {
    return absl::StrCat(PrintDate(horizon.first_day), " to ",
                        PrintDate(horizon.end()));
  };
  const Horizon& days = source.asked.scenario.horizon;
  const Horizon& others = against.asked.scenario.horizon;
  if (days.first_day != others.first_day ||
      days.day_count != others.day_count) {
    bad->Add("against.scenario.horizon",
             absl::StrCat("must be that of source, ", text(days), ", not ",
                          text(others)));
  }
  if (source.world != against.world) {
    bad->Add(
        "against.scenario.baseline",
        absl::StrCat("must be that of source, baselines/", source.world->id,
                     ", not baselines/", against.world->id));
  }
}

std::optional<DrawRange> PartFrom(const v1::DrawRange& proto, int draw_count,
                                  BadRequest* bad) {
  const auto first =
      CheckNumber("draws.first_draw", static_cast<double>(proto.first_draw()),
                  0, draw_count - 1, "of the draws", bad);
  const auto last = CheckNumber(
      "draws.end_draw", static_cast<double>(proto.end_draw()),
      static_cast<double>(std::max<int64_t>(proto.first_draw(), 0)) + 1,
      draw_count, "of the draws", bad);
  if (!first.has_value() || !last.has_value()) {
    return std::nullopt;
  }
  return DrawRange{static_cast<int>(*first), static_cast<int>(*last)};
}

// All but the sources and the models.
void ReadRest(const v1::SimulateScenarioRequest& request,
              Simulation* simulation, BadRequest* bad) {
  simulation->sampling =
      SamplingFromProto(request.sampling(), DrawLimits(), "sampling", bad);
  const int draw_count = simulation->draw_count();
  simulation->options = SummaryOptionsOf(simulation->sampling.plan);
  if (request.has_shortfall_share()) {
    simulation->options.shortfall_share =
        CheckNumberAbove("shortfall_share", request.shortfall_share(), 0, 0.5,
                         "of all draws", bad)
            .value_or(simulation->options.shortfall_share);
  }
  if (request.has_stop() && request.has_draws()) {
    bad->Add("draws",
             "must be left out beside stop: where to stop is only known with "
             "all draws before");
  } else if (request.has_draws() && draw_count > 0) {
    simulation->part = PartFrom(request.draws(), draw_count, bad);
  }
  if (request.has_stop() && draw_count < kFirstCheckpoint) {
    bad->Add(
        "sampling.draw_count",
        absl::StrCat("must be at least ", kFirstCheckpoint,
                     " beside stop, to judge an error by, not ", draw_count));
  }
}

// What is answered of the two sources, once both are read.
void ReadColumns(const v1::SimulateScenarioRequest& request,
                 Simulation* simulation, std::vector<OutputColumn>* of_against,
                 BadRequest* bad) {
  BadRequest of_source;
  simulation->columns =
      ColumnsOf(simulation->source, request.outputs(), DefaultOutputs(),
                request.monthly(), &of_source);
  // What is wrong for both is said once.
  if (of_source.ok() && simulation->against.has_value()) {
    *of_against = ColumnsOf(*simulation->against, request.outputs(),
                            DefaultOutputs(), request.monthly(), &of_source);
  }
  if (of_source.ok() && request.has_stop()) {
    simulation->precision = PrecisionFromProto(
        request.stop(), simulation->columns, "stop", &of_source);
  }
  bad->Take(of_source);
}

absl::Status MakeModels(const Worlds& worlds,
                        std::vector<OutputColumn> of_against,
                        Simulation* simulation) {
  const auto path = [](const EnsembleSource& source) {
    return absl::StrCat(source.path, ".", kUncertainties);
  };
  ASSIGN_OR_RETURN(simulation->model,
                   ModelOf(worlds, simulation->source, simulation->columns, {},
                           path(simulation->source)));
  std::vector<const EnsembleModel*> models = {&*simulation->model};
  if (simulation->against.has_value()) {
    ASSIGN_OR_RETURN(
        simulation->against_model,
        ModelOf(worlds, *simulation->against, std::move(of_against), {},
                path(*simulation->against)));
    models.push_back(&*simulation->against_model);
  }
  ASSIGN_OR_RETURN(
      simulation->sampler,
      SamplerFrom(simulation->sampling.plan, path(simulation->source), models));
  return absl::OkStatus();
}

void FillRequest(const Worlds& worlds,
                 const v1::SimulateScenarioRequest& request,
                 Simulation* simulation) {
  v1::SimulateScenarioRequest* filled = &simulation->request;
  *filled->mutable_source() = Filled(worlds, simulation->source);
  if (simulation->against.has_value()) {
    *filled->mutable_against() = Filled(worlds, *simulation->against);
  }
  ToProto(simulation->sampling, filled->mutable_sampling());
  *filled->mutable_outputs() = request.outputs();
  if (request.outputs().empty()) {
    for (const std::string& output : DefaultOutputs()) {
      filled->add_outputs(output);
    }
  }
  filled->set_monthly(request.monthly());
  if (simulation->precision.has_value()) {
    ToProto(*simulation->precision, simulation->columns,
            filled->mutable_stop());
  }
  filled->set_shortfall_share(simulation->options.shortfall_share);
  FillManifest(*simulation->source.world, filled->source().reading(), *filled,
               &simulation->manifest);
  if (simulation->part.has_value()) {
    filled->mutable_draws()->set_first_draw(simulation->part->first);
    filled->mutable_draws()->set_end_draw(simulation->part->last);
  }
}

}  // namespace

absl::StatusOr<Simulation> PrepareSimulation(
    const Worlds& worlds, const v1::SimulateScenarioRequest& request) {
  BadRequest bad;
  Simulation simulation;
  ASSIGN_OR_RETURN(simulation.source,
                   ReadSource(worlds, request.source(), "source", &bad));
  bool readable = simulation.source.snapshot != nullptr;
  if (request.has_against()) {
    ASSIGN_OR_RETURN(simulation.against,
                     ReadSource(worlds, request.against(), "against", &bad));
    readable = readable && simulation.against->snapshot != nullptr;
    if (readable) {
      CheckComparable(simulation.source, *simulation.against, &bad);
    }
  }
  ReadRest(request, &simulation, &bad);
  std::vector<OutputColumn> of_against;
  if (readable) {
    ReadColumns(request, &simulation, &of_against, &bad);
  }
  RETURN_IF_ERROR(bad.ToStatus());
  const int64_t bytes =
      int64_t{8} * simulation.draw_count() * simulation.column_count();
  if (bytes > kMaxValueBytes) {
    return DrawsTooLarge(simulation.draw_count(), simulation.column_count(),
                         kMaxValueBytes / 8);
  }
  RETURN_IF_ERROR(MakeModels(worlds, std::move(of_against), &simulation));
  FillRequest(worlds, request, &simulation);
  return simulation;
}

absl::StatusOr<std::vector<double>> AtMedianInputs(
    const Simulation& simulation) {
  std::vector<double> values(simulation.columns.size());
  RETURN_IF_ERROR(DrawEvaluator(*simulation.model)
                      .EvaluateAtMedian(absl::MakeSpan(values)));
  if (simulation.against_model.has_value()) {
    std::vector<double> others(values.size());
    RETURN_IF_ERROR(DrawEvaluator(*simulation.against_model)
                        .EvaluateAtMedian(absl::MakeSpan(others)));
    for (size_t c = 0; c < values.size(); ++c) {
      values[c] -= others[c];
    }
  }
  for (double& value : values) {
    value += 0.0;
  }
  return values;
}

SimulationDraws::SimulationDraws(const Simulation& simulation, int thread_count)
    : simulation_(simulation),
      maker_(*simulation.model, *simulation.sampler, thread_count) {
  if (simulation.against_model.has_value()) {
    against_ = std::make_unique<DrawMaker>(*simulation.against_model,
                                           *simulation.sampler, thread_count);
  }
}

absl::Status SimulationDraws::Make(int64_t first_draw, int count,
                                   absl::Span<double> rows,
                                   const KeepGoing& keep_going) {
  RETURN_IF_ERROR(maker_.Make(first_draw, count, rows, keep_going));
  if (against_ != nullptr) {
    others_.resize(rows.size());
    RETURN_IF_ERROR(
        against_->Make(first_draw, count, absl::MakeSpan(others_), keep_going));
    for (size_t i = 0; i < rows.size(); ++i) {
      rows[i] -= others_[i];
    }
  }
  const size_t columns = simulation_.columns.size();
  for (size_t i = 0; i < rows.size(); ++i) {
    // Which zero it is must not show in bytes: adding 0 takes the sign away.
    rows[i] += 0.0;
    if (!std::isfinite(rows[i])) {
      return absl::InternalError(absl::StrCat(
          simulation_.columns[i % columns].Name(), " is ", rows[i], " in draw ",
          first_draw + static_cast<int64_t>(i / columns)));
    }
  }
  return absl::OkStatus();
}

}  // namespace oilflow
