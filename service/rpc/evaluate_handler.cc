#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/rpc/audit.h"
#include "service/rpc/evaluated_scenario.h"
#include "service/rpc/found_scenario.h"
#include "service/rpc/handlers.h"
#include "service/rpc/manifest.h"
#include "service/rpc/rerun_token.h"
#include "service/rpc/warnings.h"
#include "service/wire/convert_evaluation.h"
#include "service/wire/convert_scenario.h"
#include "service/wire/defaulted_fields.h"

namespace oilflow {
namespace {

constexpr char kTokenKind = 'e';
constexpr char kNotSplit[] =
    "policies of a network are not split: the ledger says what each mechanism "
    "does, in a fixed order";

absl::StatusOr<FoundScenario> SourceOf(
    const Worlds& worlds, const v1::EvaluateScenarioRequest& request,
    BadRequest* bad) {
  switch (request.source_case()) {
    case v1::EvaluateScenarioRequest::kName:
      return FindByName(worlds, request.name());
    case v1::EvaluateScenarioRequest::kScenario:
      return FindWorldOf(worlds, request.scenario(), "scenario", bad);
    case v1::EvaluateScenarioRequest::kRerunToken:
    case v1::EvaluateScenarioRequest::SOURCE_NOT_SET:
      bad->Add("name", "must be set, or scenario");
      return FoundScenario();
  }
  return FoundScenario();
}

// What the token of an earlier answer asks, and its mark.
absl::StatusOr<v1::EvaluateScenarioRequest> Unfolded(
    const v1::EvaluateScenarioRequest& request, std::string* mark) {
  if (request.source_case() != v1::EvaluateScenarioRequest::kRerunToken) {
    return request;
  }
  BadRequest bad;
  if (request.has_reading()) {
    bad.Add("reading",
            "must be left out beside rerun_token, which has one inside");
  }
  v1::EvaluateScenarioRequest inside;
  *mark = ReadRerunToken(kTokenKind, request.rerun_token(), &inside, &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  return inside;
}

}  // namespace

absl::Status EvaluateScenario(const Worlds& worlds, const Call& call,
                              const v1::EvaluateScenarioRequest& request,
                              v1::EvaluateScenarioResponse* response) {
  std::string mark;
  ASSIGN_OR_RETURN(v1::EvaluateScenarioRequest asked, Unfolded(request, &mark));
  BadRequest bad;
  ASSIGN_OR_RETURN(const FoundScenario source, SourceOf(worlds, asked, &bad));
  RETURN_IF_ERROR(bad.ToStatus());
  const World& world = *source.world;
  ASSIGN_OR_RETURN(
      const EvaluatedScenario result,
      EvaluateAndPrice(worlds, world, source.scenario, asked.reading(), call));

  v1::Scenario* filled = response->mutable_scenario();
  *filled = source.scenario;
  FillDefaults(worlds.price_models().library, filled);
  ToProto(result.evaluation, world.network, result.asked.scenario, world.id,
          response);
  *filled->mutable_as_of() = response->reading().as_of();
  ToProto(result.priced, worlds.price_models().library, result.from, world.id,
          response->mutable_price());
  // The scenario itself, in case its name comes to mean another; and the
  // reading that was made of the question.
  *asked.mutable_scenario() = source.scenario;
  *asked.mutable_reading() = response->reading();
  std::vector<std::string> defaulted =
      DefaultedFields(source.scenario, *filled, "scenario");
  AddDataDefaults(result.asked.market, "scenario.market", &defaulted);
  FillAudit(world, worlds.price_models(), result.from, result.priced,
            {.defaulted_fields = std::move(defaulted),
             .unattributed =
                 result.asked.scenario.policies.size() > 1 ? kNotSplit : "",
             .rerun_token = RerunToken(kTokenKind, asked, world)},
            response->mutable_price());
  AddWarnings(world, result, response);
  if (!mark.empty() && mark != MarkOf(world)) {
    AddOtherBuild(response->mutable_warnings());
  }
  FillManifest(world, response->reading(), *filled,
               response->mutable_manifest());
  return absl::OkStatus();
}

}  // namespace oilflow
