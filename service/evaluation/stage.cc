#include "service/evaluation/stage.h"

#include <variant>

namespace oilflow {
namespace {

struct StageOfLever {
  Stage operator()(const RouteLever&) const { return Stage::kSupply; }
  Stage operator()(const ProductionLever&) const { return Stage::kSupply; }
  Stage operator()(const EnforcementLever&) const {
    return Stage::kEnforcement;
  }
  Stage operator()(const OutageLever&) const { return Stage::kOutage; }
  Stage operator()(const SanctionsLever&) const { return Stage::kSanctions; }
  Stage operator()(const QuotaLever&) const { return Stage::kQuota; }
};

}  // namespace

Stage StageOf(const Policy& policy) {
  return std::visit(StageOfLever(), policy.lever);
}

}  // namespace oilflow
