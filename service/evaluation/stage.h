// The order in which policies are laid over the baseline.
//
// Each stage adds the levers of one mechanism. What a producer gains or loses
// from one stage to the next is that mechanism's doing: so the ledger's parts
// sum to the whole by construction, with nothing left over. The order is fixed
// and part of the definition: a barrel that two mechanisms would stop is laid
// to the earlier one. Order-free shares are the business of attribution.

#ifndef OILFLOW_SERVICE_EVALUATION_STAGE_H_
#define OILFLOW_SERVICE_EVALUATION_STAGE_H_

#include "service/policy/scenario.h"

namespace oilflow {

enum class Stage {
  kBaseline,
  // Production and routes.
  kSupply,
  kEnforcement,
  kOutage,
  // Sanctions as if they worked in full.
  kSanctions,
  // Sanctions as far as they work.
  kLeakage,
  kQuota,
};

inline constexpr Stage kStages[] = {
    Stage::kBaseline,  Stage::kSupply,  Stage::kEnforcement, Stage::kOutage,
    Stage::kSanctions, Stage::kLeakage, Stage::kQuota};

// The stage at which a policy first has an effect.
Stage StageOf(const Policy& policy);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_STAGE_H_
