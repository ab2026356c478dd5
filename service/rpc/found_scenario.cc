#include "service/rpc/found_scenario.h"

#include <utility>

#include "absl/strings/str_cat.h"

#include "service/rpc/error.h"
#include "service/rpc/names.h"

namespace oilflow {

absl::StatusOr<FoundScenario> FindByName(const Worlds& worlds,
                                         const std::string& name) {
  const auto id = IdIn("scenarios/", name);
  auto world = id.has_value() ? worlds.FindScenario(*id) : nullptr;
  if (world == nullptr) {
    return ResourceNotFound("SCENARIO_NOT_FOUND", "Scenario", name,
                            "ListScenarios gives the library");
  }
  return FoundScenario{world, world->scenarios.find(*id)->second};
}

absl::StatusOr<FoundScenario> FindWorldOf(const Worlds& worlds,
                                          const v1::Scenario& scenario,
                                          absl::string_view path,
                                          BadRequest* bad) {
  const std::string& baseline = scenario.baseline();
  const auto id = IdIn("baselines/", baseline);
  if (!id.has_value()) {
    bad->Add(absl::StrCat(path, ".baseline"),
             absl::StrCat("must be baselines/{baseline}, such as "
                          "baselines/region, not \"",
                          baseline.substr(0, 120), "\""));
    return FoundScenario();
  }
  auto world = worlds.Find(*id);
  if (world == nullptr) {
    return ResourceNotFound("BASELINE_NOT_FOUND", "Baseline", baseline,
                            "baselines/region is one of those served");
  }
  return FoundScenario{std::move(world), scenario};
}

}  // namespace oilflow
