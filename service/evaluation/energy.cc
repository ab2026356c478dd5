#include "service/evaluation/energy.h"

#include <algorithm>
#include <cmath>

namespace oilflow {
namespace {

constexpr double kKilowattsPerMegawatt = 1000;
constexpr double kHoursPerDay = 24;
constexpr double kMillion = 1e6;

bool IsNothing(const Megawatts& power) { return power == 0.0 * kMegawatts; }

std::optional<Megawatts> PowerLost(const GridTerms& terms,
                                   const EnergyLoss& loss) {
  const double mmcmd = loss.gas / kMillionCubicMetresPerDay;
  if (mmcmd == 0) {
    return loss.imported_power;
  }
  if (!terms.power_per_gas.has_value()) {
    return std::nullopt;
  }
  return mmcmd * *terms.power_per_gas + loss.imported_power;
}

// Barrels that hold so much heat. Missing if nothing is known of a barrel's
// heat, or it is 0 and no number of them would do.
std::optional<BarrelsPerDay> BarrelsOf(double btu_per_day,
                                       std::optional<double> mmbtu_per_bbl) {
  if (btu_per_day == 0) {
    return 0.0 * kBarrelsPerDay;
  }
  if (mmbtu_per_bbl.value_or(0) == 0) {
    return std::nullopt;
  }
  return btu_per_day / (*mmbtu_per_bbl * kMillion) * kBarrelsPerDay;
}

std::optional<BarrelsPerDay> LiquidsNeeded(
    const GridTerms& terms, const std::optional<Megawatts>& power_lost) {
  if (!power_lost.has_value()) {
    return std::nullopt;
  }
  if (IsNothing(*power_lost)) {
    return 0.0 * kBarrelsPerDay;
  }
  if (!terms.heat_rate_btu_per_kwh.has_value()) {
    return std::nullopt;
  }
  const double kilowatt_hours_per_day =
      *power_lost / kMegawatts * kKilowattsPerMegawatt * kHoursPerDay;
  return BarrelsOf(kilowatt_hours_per_day * *terms.heat_rate_btu_per_kwh,
                   terms.liquid_mmbtu_per_bbl);
}

// The nearest whole barrel, unless that is above the limit.
int64_t Asked(BarrelsPerDay needed, BarrelsPerDay limit) {
  const double bpd = std::min(needed, limit) / kBarrelsPerDay;
  return std::min<int64_t>(
      std::llround(bpd),
      static_cast<int64_t>(std::floor(limit / kBarrelsPerDay)));
}

}  // namespace

EnergyNeed NeedOf(const GridTerms& terms, const EnergyLoss& loss) {
  EnergyNeed need;
  need.power_lost = PowerLost(terms, loss);
  need.liquids_needed = LiquidsNeeded(terms, need.power_lost);
  if (need.liquids_needed.has_value() && terms.substitution_limit.has_value()) {
    need.liquids_asked_bpd =
        Asked(*need.liquids_needed, *terms.substitution_limit);
  }
  const double cubic_metres = loss.gas / kMillionCubicMetresPerDay * kMillion;
  need.gas_as_crude =
      BarrelsOf(cubic_metres * kCubicFeetPerCubicMetre * kGasBtuPerCubicFoot,
                terms.crude_mmbtu_per_bbl);
  return need;
}

EnergyBalance BalanceOf(const EnergyNeed& need, int64_t liquids_bpd) {
  if (!need.power_lost.has_value() || !need.liquids_needed.has_value()) {
    return {};
  }
  // What is burned less than before makes nothing good. Where nothing is
  // needed, all is made good, and there is no quotient.
  const BarrelsPerDay liquids =
      static_cast<double>(std::max<int64_t>(0, liquids_bpd)) * kBarrelsPerDay;
  double share = 1;
  if (liquids < *need.liquids_needed) {
    share = liquids / *need.liquids_needed;
  }
  EnergyBalance balance;
  balance.restored = share * *need.power_lost;
  balance.unserved = *need.power_lost - *balance.restored;
  return balance;
}

}  // namespace oilflow
