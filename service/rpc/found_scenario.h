// The scenario that a request names or carries.

#ifndef OILFLOW_SERVICE_RPC_FOUND_SCENARIO_H_
#define OILFLOW_SERVICE_RPC_FOUND_SCENARIO_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "oilflow/v1/scenario.pb.h"

#include "service/store/world.h"
#include "service/wire/bad_request.h"

namespace oilflow {

// A scenario, and the world that it is about.
struct FoundScenario {
  std::shared_ptr<const World> world;
  v1::Scenario scenario;
};

// One of the library, by `scenarios/{scenario}`. SCENARIO_NOT_FOUND.
absl::StatusOr<FoundScenario> FindByName(const Worlds& worlds,
                                         const std::string& name);

// One of the caller's own, with the world of its baseline. BASELINE_NOT_FOUND;
// a malformed name is noted in `bad` under `path` (such as "scenario"), and
// then there is no world.
absl::StatusOr<FoundScenario> FindWorldOf(const Worlds& worlds,
                                          const v1::Scenario& scenario,
                                          absl::string_view path,
                                          BadRequest* bad);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_RPC_FOUND_SCENARIO_H_
