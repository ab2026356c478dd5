#include "service/evaluation/stage.h"

#include <algorithm>
#include <variant>

namespace oilflow {
namespace {

struct StageOfLever {
  Stage operator()(const RouteLever&) const { return Stage::kSupply; }
  Stage operator()(const ProductionLever&) const { return Stage::kSupply; }
  Stage operator()(const DemandLever&) const { return Stage::kSupply; }
  Stage operator()(const WaiverLever&) const { return Stage::kSupply; }
  Stage operator()(const PaymentLever&) const { return Stage::kPayment; }
  Stage operator()(const FinanceLever&) const { return Stage::kPayment; }
  Stage operator()(const OperatorLever&) const { return Stage::kOperator; }
  Stage operator()(const EnforcementLever&) const {
    return Stage::kEnforcement;
  }
  Stage operator()(const OutageLever&) const { return Stage::kOutage; }
  Stage operator()(const InterdictionLever&) const {
    return Stage::kInterdiction;
  }
  Stage operator()(const SanctionsLever&) const { return Stage::kSanctions; }
  Stage operator()(const QuotaLever&) const { return Stage::kQuota; }
  Stage operator()(const SpareLever&) const { return Stage::kResponse; }
  Stage operator()(const StockReleaseLever&) const { return Stage::kResponse; }
};

}  // namespace

Stage StageOf(const Policy& policy) {
  return std::visit(StageOfLever(), policy.lever);
}

std::vector<Stage> StagesOf(const Scenario& scenario) {
  std::vector<Stage> stages;
  for (const Stage stage : kStages) {
    const Stage first = stage == Stage::kLeakage ? Stage::kSanctions : stage;
    if (stage == Stage::kBaseline ||
        std::any_of(
            scenario.policies.begin(), scenario.policies.end(),
            [&](const Policy& policy) { return StageOf(policy) == first; })) {
      stages.push_back(stage);
    }
  }
  return stages;
}

}  // namespace oilflow
