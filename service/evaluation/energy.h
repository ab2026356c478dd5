// Gas and power that no longer come, and what is burned in their place.

#ifndef OILFLOW_SERVICE_EVALUATION_ENERGY_H_
#define OILFLOW_SERVICE_EVALUATION_ENERGY_H_

#include <cstdint>
#include <optional>

#include "service/units/units.h"

namespace oilflow {

// What a power grid makes of fuels, from the facts of a day. What no fact gives
// is missing, and so is what follows from it. Where nothing is lost, everything
// that follows is 0, whatever is known.
struct GridTerms {
  // Power that a million standard cubic metres of gas a day make.
  std::optional<Megawatts> power_per_gas;
  // British thermal units that make a kilowatt-hour out of liquids.
  std::optional<double> heat_rate_btu_per_kwh;
  // Million British thermal units in a barrel of the liquid that is burned, and
  // in a barrel of crude.
  std::optional<double> liquid_mmbtu_per_bbl;
  std::optional<double> crude_mmbtu_per_bbl;
  // The most liquids that can be burned in place of what is lost.
  std::optional<BarrelsPerDay> substitution_limit;

  bool operator==(const GridTerms&) const = default;
};

// 35.3147 cubic feet in a cubic metre; 1,037 British thermal units in a cubic
// foot, from the units pages of the US Energy Information Administration, which
// give 1,028 to 1,037 (fact gas-11).
inline constexpr double kCubicFeetPerCubicMetre = 35.3147;
inline constexpr double kGasBtuPerCubicFoot = 1037;

// What is lost on a day.
struct EnergyLoss {
  MillionCubicMetresPerDay gas;
  Megawatts imported_power;

  bool operator==(const EnergyLoss&) const = default;
};

struct EnergyNeed {
  // Both losses as power. Missing if gas is lost and its yield is unknown.
  std::optional<Megawatts> power_lost;
  // Liquids that would make all of it good.
  std::optional<BarrelsPerDay> liquids_needed;
  // What is asked of the burn: the need up to the limit, in whole barrels. 0 if
  // the need or the limit is unknown.
  int64_t liquids_asked_bpd = 0;
  // The energy of the lost gas as crude.
  std::optional<BarrelsPerDay> gas_as_crude;

  bool operator==(const EnergyNeed&) const = default;
};

//   50 MMcm/d at 85 MW each: 4,250 MW lost, 170,352 bpd of residual fuel needed
EnergyNeed NeedOf(const GridTerms& terms, const EnergyLoss& loss);

struct EnergyBalance {
  // They sum to the power lost.
  std::optional<Megawatts> restored;
  std::optional<Megawatts> unserved;
};

// What burning `liquids_bpd` more leaves unserved; below 0 nothing is restored.
// Missing if the need is, though nothing be burned: that would pass for a need
// that was known and not met.
EnergyBalance BalanceOf(const EnergyNeed& need, int64_t liquids_bpd);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_EVALUATION_ENERGY_H_
