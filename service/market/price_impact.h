// What a net change of supply does to price, by named model.

#ifndef OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_
#define OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/market/elasticity_model.h"
#include "service/units/units.h"

namespace oilflow {

struct PriceAssumptions {
  ShockMode mode = ShockMode::kExAnte;
  DollarsPerBarrel start_price;
  // World crude and condensate, the base of the elasticities. Liquids would
  // understate a shock by a fifth.
  BarrelsPerDay world_output;
  // Standard deviation of a day's log return; missing if unknown.
  std::optional<double> daily_volatility;
  std::vector<ElasticityModel> models;
};

// One model's answer.
struct ModelEffect {
  double multiplier = 0;
  double log_price_change = 0;
  DollarsPerBarrel price_change;
  // Whether the effect exceeds one standard deviation of a day's move; missing
  // if that is unknown.
  std::optional<bool> detectable;
};

// The effect of the mean net change over some days.
struct PeriodEffect {
  absl::CivilDay first_day;
  int day_count = 0;
  BarrelsPerDay net_change;
  // By model, in the order of the assumptions.
  std::vector<ModelEffect> models;
  // Net change outside the range on which the models were estimated: more than
  // 5% of world output.
  bool outside_estimation_range = false;
};

struct PriceImpact {
  // By calendar month of the horizon, over its days in the horizon.
  std::vector<PeriodEffect> months;
  // Over the whole horizon.
  PeriodEffect horizon;
};

// Prices the mean net change of each month and of the whole. `net_bpd` has a
// value for each day from `first_day`; there must be one. Errors: Clear's.
absl::StatusOr<PriceImpact> PriceOf(const PriceAssumptions& assumptions,
                                    absl::CivilDay first_day,
                                    const std::vector<int64_t>& net_bpd);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_
