#include "service/rpc/ensemble_source.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/rpc/found_scenario.h"
#include "service/rpc/reading.h"
#include "service/wire/check.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_uncertainties.h"

namespace oilflow {
namespace {

absl::StatusOr<FoundScenario> Find(const Worlds& worlds,
                                   const v1::ScenarioSource& source,
                                   absl::string_view path, BadRequest* bad) {
  switch (source.source_case()) {
    case v1::ScenarioSource::kName:
      return FindByName(worlds, source.name());
    case v1::ScenarioSource::kScenario:
      return FindWorldOf(worlds, source.scenario(),
                         absl::StrCat(path, ".scenario"), bad);
    case v1::ScenarioSource::SOURCE_NOT_SET:
      break;
  }
  bad->Add(absl::StrCat(path, ".name"), "must be set, or scenario");
  return FoundScenario();
}

}  // namespace

absl::StatusOr<EnsembleSource> ReadSource(const Worlds& worlds,
                                          const v1::ScenarioSource& source,
                                          absl::string_view path,
                                          BadRequest* bad) {
  EnsembleSource result;
  result.path = std::string(path);
  ASSIGN_OR_RETURN(FoundScenario found, Find(worlds, source, path, bad));
  if (found.world == nullptr) {
    return result;
  }
  result.world = std::move(found.world);
  result.scenario = std::move(found.scenario);
  const World& world = *result.world;
  const std::string scenario_path = absl::StrCat(path, ".scenario");
  // On its own, because what is wrong elsewhere in the request must not keep
  // this from being checked to the end.
  BadRequest of_source;
  result.asked = ScenarioFromProto(world.network, result.scenario,
                                   scenario_path, &of_source);
  std::optional<Snapshot> snapshot =
      ReadSnapshot(world, source.reading(), result.asked.as_of, &of_source,
                   absl::StrCat(path, ".reading"));
  if (of_source.ok()) {
    ASSIGN_OR_RETURN(
        result.from,
        PriceFrom(world, worlds.price_models(), result.asked.market, *snapshot,
                  result.asked.scenario.horizon.first_day,
                  absl::StrCat(scenario_path, ".market"), &of_source));
  }
  if (of_source.ok()) {
    result.snapshot = std::make_unique<const Snapshot>(*std::move(snapshot));
  }
  bad->Take(of_source);
  return result;
}

absl::StatusOr<EnsembleSource> ReadSource(const Worlds& worlds,
                                          const v1::ScenarioSource& source,
                                          absl::string_view path) {
  BadRequest bad;
  ASSIGN_OR_RETURN(EnsembleSource result,
                   ReadSource(worlds, source, path, &bad));
  RETURN_IF_ERROR(bad.ToStatus());
  return result;
}

std::vector<OutputColumn> ColumnsOf(
    const EnsembleSource& source,
    const google::protobuf::RepeatedPtrField<std::string>& names,
    const std::vector<std::string>& otherwise, bool monthly, BadRequest* bad) {
  const std::vector<std::string> asked =
      names.empty() ? otherwise
                    : std::vector<std::string>(names.begin(), names.end());
  CheckSize("outputs", static_cast<int>(asked.size()), kMaxOutputs, bad);
  std::vector<OutputColumn> columns;
  std::map<std::string, int> seen;
  for (int i = 0; i < std::min(static_cast<int>(asked.size()), kMaxOutputs);
       ++i) {
    const std::string field = absl::StrCat("outputs[", i, "]");
    absl::StatusOr<OutputColumn> column =
        ParseOutput(source.world->network, source.asked.scenario, asked[i]);
    if (!column.ok()) {
      bad->Add(field,
               absl::StrCat(source.path, ": ", column.status().message()));
      continue;
    }
    // A month may come by its own name, and as one of all.
    for (OutputColumn& one :
         WithMonths(*column, source.asked.scenario.horizon, monthly)) {
      const auto [earlier, is_new] = seen.emplace(one.Name(), i);
      if (!is_new) {
        bad->Add(field, absl::StrCat("must not ask for ", one.Name(),
                                     ", which outputs[", earlier->second,
                                     "] asks for too"));
        break;
      }
      columns.push_back(std::move(one));
    }
  }
  return columns;
}

absl::StatusOr<EnsembleModel> ModelOf(const Worlds& worlds,
                                      const EnsembleSource& source,
                                      std::vector<OutputColumn> columns,
                                      std::vector<std::string> free_parameters,
                                      absl::string_view parameter_path) {
  absl::StatusOr<EnsembleModel> model = EnsembleModel::Create(
      {.network = &source.world->network,
       .snapshot = source.snapshot.get(),
       .prices = &worlds.price_models().library,
       .scenario = source.asked.scenario,
       .uncertainties = source.asked.uncertainties,
       .price = source.from.assumptions,
       .world_output = source.from.provenance.world_output,
       .spare_is_open = source.from.spare_is_open,
       .columns = std::move(columns),
       .free_parameters = std::move(free_parameters)});
  if (model.status().code() == absl::StatusCode::kInvalidArgument) {
    BadRequest bad;
    bad.Add(parameter_path, model.status().message());
    return bad.ToStatus();
  }
  return model;
}

absl::StatusOr<Sampler> SamplerFrom(const SamplePlan& plan,
                                    absl::string_view uncertainties_path,
                                    MakeSampler make) {
  absl::StatusOr<Sampler> sampler = make(plan);
  if (!absl::IsInvalidArgument(sampler.status())) {
    return sampler;
  }
  SamplePlan at_random = plan;
  at_random.sampling = Sampling::kRandom;
  const bool is_of_sampling =
      plan.sampling != Sampling::kRandom && make(at_random).ok();
  BadRequest bad;
  bad.Add(is_of_sampling ? "sampling"
                         : absl::StrCat(uncertainties_path, ".correlations"),
          sampler.status().message());
  return bad.ToStatus();
}

absl::StatusOr<Sampler> SamplerFrom(
    const SamplePlan& plan, absl::string_view uncertainties_path,
    absl::Span<const EnsembleModel* const> models) {
  return SamplerFrom(plan, uncertainties_path, [&](const SamplePlan& asked) {
    return SamplerOf(asked, models);
  });
}

v1::ScenarioSource Filled(const Worlds& worlds, const EnsembleSource& source) {
  v1::ScenarioSource filled;
  v1::Scenario* scenario = filled.mutable_scenario();
  *scenario = source.scenario;
  // What is drawn by default is said, too.
  FillDefaults(scenario->mutable_uncertainties());
  FillDefaults(worlds.price_models().library, scenario);
  ToProto(source.snapshot->reading(), source.world->id,
          filled.mutable_reading());
  *scenario->mutable_as_of() = filled.reading().as_of();
  return filled;
}

}  // namespace oilflow
