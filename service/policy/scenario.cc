#include "service/policy/scenario.h"

#include <variant>
#include <vector>

namespace oilflow {

void ResolveTimings(Scenario* scenario) {
  std::vector<double> levels;
  levels.reserve(scenario->drivers.size());
  for (const Driver& driver : scenario->drivers) {
    levels.push_back(driver.level);
  }
  for (Policy& policy : scenario->policies) {
    policy.timing = Resolve(policy.schedule, levels).timing;
  }
}

bool IsExplicitOffset(const Policy& policy, const Network& network) {
  if (std::holds_alternative<SpareLever>(policy.lever) ||
      std::holds_alternative<StockReleaseLever>(policy.lever)) {
    return true;
  }
  const auto* production = std::get_if<ProductionLever>(&policy.lever);
  return production != nullptr && network.nodes()[production->producer].spare;
}

}  // namespace oilflow
