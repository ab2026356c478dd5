#include "service/market/elasticity_model.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "service/base/portable_math.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// A factor of about 148. Far below where an exponential has no number for it.
constexpr double kMostLogPriceChange = 5;

absl::Status TooLarge(const ElasticityModel& model, double log_price_change,
                      BarrelsPerDay supply_change,
                      BarrelsPerDay demand_change) {
  return absl::OutOfRangeError(absl::StrCat(
      "model ", model.id,
      absl::StrFormat(": a change of supply less demand of %.0f bpd would "
                      "change the log price by %.2f, a factor of %.3g",
                      (supply_change - demand_change) / kBarrelsPerDay,
                      log_price_change, PortableExp(log_price_change)),
      ": no model says anything there; ask for a smaller change",
      // The service's own are always there.
      IsOwnModel(model.id) ? "" : ", or leave the model out"));
}

}  // namespace

bool IsOwnModel(absl::string_view id) {
  // Pairs of elasticities, the models of multipliers, and their mixture.
  static constexpr absl::string_view kOwn[] = {
      "default",
      "kilian-murphy-2014",
      "baumeister-hamilton-2019",
      "caldara-2019",
      "bh19",
      "km14-style",
      "cci19",
      "practitioner",
      "mixture",
  };
  return std::find(std::begin(kOwn), std::end(kOwn), id) != std::end(kOwn);
}

absl::Status CheckElasticities(double supply_elasticity,
                               double demand_elasticity) {
  if (!(supply_elasticity >= 0 && supply_elasticity <= 10)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "supply elasticity must be from 0 to 10, not ",
        PrintNumber(supply_elasticity),
        supply_elasticity < 0
            ? "; a negative one is a demand elasticity by another name"
            : ""));
  }
  if (!(demand_elasticity <= 0 && demand_elasticity >= -10)) {
    return absl::InvalidArgumentError(
        absl::StrCat("demand elasticity must be from -10 to 0, not ",
                     PrintNumber(demand_elasticity),
                     demand_elasticity > 0 ? "; give it with its sign" : ""));
  }
  if (supply_elasticity - demand_elasticity < 0.01) {
    return absl::InvalidArgumentError(
        "supply less demand elasticity must be at least 0.01: nearer 0 the "
        "price response has no bound");
  }
  return absl::OkStatus();
}

absl::StatusOr<Equilibrium> Clear(const ElasticityModel& model, ShockMode mode,
                                  DollarsPerBarrel start_price,
                                  BarrelsPerDay world_output,
                                  BarrelsPerDay supply_change,
                                  BarrelsPerDay demand_change) {
  const double supply_elasticity =
      mode == ShockMode::kPathRealised ? 0 : model.supply_elasticity;
  const BarrelsPerDay supply = world_output + supply_change;
  const BarrelsPerDay demand = world_output + demand_change;
  const BarrelsPerDay none = 0.0 * kBarrelsPerDay;
  if (!(supply > none && demand > none)) {
    return absl::OutOfRangeError(absl::StrCat(
        "a change of ", PrintNumber(supply_change / kBarrelsPerDay),
        " bpd leaves nothing of a world output of ",
        PrintNumber(world_output / kBarrelsPerDay), " bpd"));
  }
  const double gap = supply_elasticity - model.demand_elasticity;
  if (!(gap > 0)) {
    return absl::OutOfRangeError(absl::StrCat(
        "model ", model.id,
        " has no demand elasticity, so realised losses cannot be priced"));
  }
  Equilibrium result;
  result.multiplier = 1 / gap;
  result.log_price_change = -PortableLog(supply / demand) / gap;
  if (!(std::abs(result.log_price_change) <= kMostLogPriceChange)) {
    return TooLarge(model, result.log_price_change, supply_change,
                    demand_change);
  }
  result.price = start_price * PortableExp(result.log_price_change);
  result.output =
      demand * PortableExp(model.demand_elasticity * result.log_price_change);
  return result;
}

}  // namespace oilflow
