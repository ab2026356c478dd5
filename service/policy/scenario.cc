#include "service/policy/scenario.h"

#include <variant>

namespace oilflow {

bool IsExplicitOffset(const Policy& policy, const Network& network) {
  const auto* production = std::get_if<ProductionLever>(&policy.lever);
  return production != nullptr && network.nodes()[production->producer].spare;
}

}  // namespace oilflow
