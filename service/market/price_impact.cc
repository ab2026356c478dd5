#include "service/market/price_impact.h"

#include <cmath>
#include <cstddef>
#include <utility>

#include "service/base/status_macros.h"

namespace oilflow {
namespace {

constexpr double kEstimationRange = 0.05;

// Sums whole barrels, so that the mean does not depend on the order.
absl::StatusOr<PeriodEffect> EffectOf(const PriceAssumptions& assumptions,
                                      absl::CivilDay first_day, int day_count,
                                      int64_t net_sum_bpd) {
  PeriodEffect effect;
  effect.first_day = first_day;
  effect.day_count = day_count;
  effect.net_change =
      static_cast<double>(net_sum_bpd) / day_count * kBarrelsPerDay;
  effect.outside_estimation_range =
      std::abs(effect.net_change / assumptions.world_output) > kEstimationRange;
  for (const ElasticityModel& model : assumptions.models) {
    ASSIGN_OR_RETURN(const Equilibrium cleared,
                     Clear(model, assumptions.mode, assumptions.start_price,
                           assumptions.world_output, effect.net_change,
                           0.0 * kBarrelsPerDay));
    ModelEffect one;
    one.multiplier = cleared.multiplier;
    one.log_price_change = cleared.log_price_change;
    one.price_change = cleared.price - assumptions.start_price;
    if (assumptions.daily_volatility.has_value()) {
      one.detectable =
          std::abs(one.log_price_change) > *assumptions.daily_volatility;
    }
    effect.models.push_back(one);
  }
  return effect;
}

}  // namespace

absl::StatusOr<PriceImpact> PriceOf(const PriceAssumptions& assumptions,
                                    absl::CivilDay first_day,
                                    const std::vector<int64_t>& net_bpd) {
  PriceImpact impact;
  const int day_count = static_cast<int>(net_bpd.size());
  int64_t total = 0;
  for (int begin = 0; begin < day_count;) {
    const absl::CivilDay from = first_day + begin;
    int64_t sum = 0;
    int end = begin;
    while (end < day_count &&
           absl::CivilMonth(first_day + end) == absl::CivilMonth(from)) {
      sum += net_bpd[end++];
    }
    ASSIGN_OR_RETURN(PeriodEffect month,
                     EffectOf(assumptions, from, end - begin, sum));
    impact.months.push_back(std::move(month));
    total += sum;
    begin = end;
  }
  ASSIGN_OR_RETURN(impact.horizon,
                   EffectOf(assumptions, first_day, day_count, total));
  return impact;
}

}  // namespace oilflow
