#include <iterator>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/policy/lever_catalog.h"
#include "service/rpc/error.h"
#include "service/rpc/handlers.h"
#include "service/rpc/names.h"
#include "service/rpc/page.h"

namespace oilflow {
namespace {

constexpr int kDefaultPage = 50;

}  // namespace

absl::Status GetScenario(const Worlds& worlds,
                         const v1::GetScenarioRequest& request,
                         v1::Scenario* response) {
  const auto id = IdIn("scenarios/", request.name());
  const auto world = id.has_value() ? worlds.FindScenario(*id) : nullptr;
  if (world == nullptr) {
    return ResourceNotFound("SCENARIO_NOT_FOUND", "Scenario", request.name(),
                            "ListScenarios gives the library");
  }
  *response = world->scenarios.find(*id)->second;
  return absl::OkStatus();
}

absl::Status ListScenarios(const Worlds& worlds,
                           const v1::ListScenariosRequest& request,
                           v1::ListScenariosResponse* response) {
  std::map<std::string, const v1::Scenario*> all;
  for (const auto& [world_id, world] : worlds.all()) {
    for (const auto& [id, scenario] : world->scenarios) {
      all.emplace(id, &scenario);
    }
  }
  BadRequest bad;
  const Page page =
      PageOf(request.page_size(), kDefaultPage, request.page_token(),
             "scenarios", static_cast<int>(all.size()), &bad);
  RETURN_IF_ERROR(bad.ToStatus(page.reason));
  auto scenario = std::next(all.begin(), page.first);
  for (int i = page.first; i < page.end; ++i, ++scenario) {
    *response->add_scenarios() = *scenario->second;
  }
  response->set_next_page_token(page.next_token);
  return absl::OkStatus();
}

absl::Status ListLevers(const v1::ListLeversRequest& request,
                        v1::ListLeversResponse* response) {
  const auto& catalog = LeverCatalog();
  BadRequest bad;
  const Page page =
      PageOf(request.page_size(), kDefaultPage, request.page_token(), "levers",
             static_cast<int>(catalog.size()), &bad);
  RETURN_IF_ERROR(bad.ToStatus(page.reason));
  for (int i = page.first; i < page.end; ++i) {
    v1::Lever* lever = response->add_levers();
    lever->set_lever_id(std::string(catalog[i].name));
    lever->set_meaning(std::string(catalog[i].meaning));
    lever->set_example(std::string(catalog[i].example));
    for (const LeverField& field : catalog[i].fields) {
      v1::Lever::Field* to = lever->add_fields();
      to->set_name(std::string(field.name));
      to->set_unit(std::string(field.unit));
      to->set_minimum(field.minimum);
      to->set_maximum(field.maximum);
      if (field.default_value.has_value()) {
        to->set_default_value(*field.default_value);
      }
      to->set_required(field.required);
      to->set_meaning(std::string(field.meaning));
    }
  }
  response->set_next_page_token(page.next_token);
  return absl::OkStatus();
}

}  // namespace oilflow
