// Engine A: constant-elasticity comparative statics of the world crude market.

#ifndef OILFLOW_SERVICE_MARKET_ELASTICITY_MODEL_H_
#define OILFLOW_SERVICE_MARKET_ELASTICITY_MODEL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/units/units.h"

namespace oilflow {

// What a change of supply is, before a price is put on it. Published
// multipliers differ by two mostly because they answer different questions.
enum class ShockMode {
  // A shift of supply before anyone responds: others' average response is in
  // the elasticities.
  kExAnte,
  // Output that is really and persistently missing: nobody else responds, so
  // the supply elasticity is taken as 0.
  kPathRealised,
};

// A named pair of elasticities of world crude and condensate.
struct ElasticityModel {
  std::string id;
  std::string display_name;
  // >= 0 and <= 0: signed, never absolute values.
  double supply_elasticity = 0;
  double demand_elasticity = 0;
  // What they grow to in years; never nearer 0 than those above.
  double long_run_supply_elasticity = 0;
  double long_run_demand_elasticity = 0;
  // The share of the way there that is gone in a year, in (0, 1).
  double annual_adjustment = 0;
  // V seen in the source, R recomputed, M from memory, J judgement.
  std::string grade;
  std::string source;
};

// Whether the service itself uses `id` for a model: a caller's own needs
// another.
bool IsOwnModel(absl::string_view id);

// An error unless supply >= 0 >= demand, both finite and at most 10 in size,
// and their difference is at least 0.01: the price response grows without bound
// as it nears 0.
absl::Status CheckElasticities(double supply_elasticity,
                               double demand_elasticity);

// The new equilibrium.
struct Equilibrium {
  DollarsPerBarrel price;
  // World output, from the demand side; the supply side gives the same.
  BarrelsPerDay output;
  // Log price change per log change of supply, with the sign turned: M.
  double multiplier = 0;
  double log_price_change = 0;
};

// Clears the market after supply changes by `supply_change` and demand by
// `demand_change`:
//
//   P1 = P0 * ((Q0 + dS) / (Q0 + dD)) ^ (-1 / (es - ed))
//
// as EIA's NEMS does (source/world.f). OUT_OF_RANGE unless both Q0 + dS and
// Q0 + dD are above 0, and unless the log price change is at most 5 in size: a
// factor of about 148, beyond all that anyone has estimated from.
absl::StatusOr<Equilibrium> Clear(const ElasticityModel& model, ShockMode mode,
                                  DollarsPerBarrel start_price,
                                  BarrelsPerDay world_output,
                                  BarrelsPerDay supply_change,
                                  BarrelsPerDay demand_change);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_ELASTICITY_MODEL_H_
