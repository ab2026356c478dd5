// The order in which policies are laid over the baseline.
//
// Each stage adds the levers of one mechanism. What a producer gains or loses
// from one stage to the next is that mechanism's doing: so the ledger's parts
// sum to the whole by construction, with nothing left over. The order is fixed
// and part of the definition: a barrel that two mechanisms would stop is laid
// to the earlier one. Order-free shares are the business of attribution.
//
// Each stage is a path of its own through the horizon, with its own oil in
// storage: what a tank holds today follows from what that stage did before.

#ifndef OILFLOW_SERVICE_EVALUATION_STAGE_H_
#define OILFLOW_SERVICE_EVALUATION_STAGE_H_

#include <vector>

#include "service/policy/scenario.h"

namespace oilflow {

enum class Stage {
  kBaseline,
  // Production, routes, demand, and liquids burned for lost gas and power.
  kSupply,
  // Terms of payment and payment channels.
  kPayment,
  kOperator,
  kEnforcement,
  kOutage,
  kInterdiction,
  // Sanctions as if they worked in full and for ever.
  kSanctions,
  // Sanctions as far as they work.
  kLeakage,
  kQuota,
  // What others do about it: spare capacity and strategic stocks.
  kResponse,
};

inline constexpr Stage kStages[] = {
    Stage::kBaseline,     Stage::kSupply,      Stage::kPayment,
    Stage::kOperator,     Stage::kEnforcement, Stage::kOutage,
    Stage::kInterdiction, Stage::kSanctions,   Stage::kLeakage,
    Stage::kQuota,        Stage::kResponse};

// The stage at which a policy first has an effect.
Stage StageOf(const Policy& policy);

// The baseline and every stage that some policy of the scenario belongs to.
std::vector<Stage> StagesOf(const Scenario& scenario);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_STAGE_H_
