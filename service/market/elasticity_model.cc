#include "service/market/elasticity_model.h"

#include <cmath>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/units/quantity_text.h"

namespace oilflow {

const std::vector<ElasticityModel>& PublishedModels() {
  static const auto* const models = new std::vector<ElasticityModel>{
      {"default", "Default pair", 0.10, -0.15, "J",
       "chosen to reproduce the medians of a four-model mixture: 4.0% per 1% "
       "ex ante, 6.7% per 1% realised"},
      {"kilian-murphy-2014", "Kilian and Murphy (2014)", 0.015, -0.26, "V",
       "J. Applied Econometrics 29(3), as cited by the Bank of Canada (2018): "
       "supply 1.5%, demand in use -26%"},
      {"baumeister-hamilton-2019", "Baumeister and Hamilton (2019)", 0.15,
       -0.35, "V",
       "American Economic Review 109(5): posterior medians; 68% supply "
       "0.10-0.23, demand -0.50 to -0.24"},
      {"caldara-2019", "Caldara, Cavallo and Iacoviello (2019)", 0.11, -0.13,
       "V", "J. Monetary Economics 103"},
  };
  return *models;
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
  result.price = start_price * PortableExp(result.log_price_change);
  result.output =
      demand * PortableExp(model.demand_elasticity * result.log_price_change);
  return result;
}

}  // namespace oilflow
