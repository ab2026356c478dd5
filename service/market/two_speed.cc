#include "service/market/two_speed.h"

#include <cassert>
#include <cmath>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// The share of the way to the long run that is gone in a month.
double MonthlyShare(double annual_adjustment) {
  return 1 - PortableExp(PortableLog(1 - annual_adjustment) / 12);
}

// Supply less demand elasticity.
struct Gaps {
  double short_run = 0;
  double long_run = 0;
};

Gaps GapsOf(const ElasticityModel& model, ShockMode mode) {
  const double counts = mode == ShockMode::kExAnte ? 1 : 0;
  return {
      .short_run = counts * model.supply_elasticity - model.demand_elasticity,
      .long_run = counts * model.long_run_supply_elasticity -
                  model.long_run_demand_elasticity};
}

}  // namespace

absl::Status CheckAdjustment(const ElasticityModel& model, ShockMode mode) {
  // A bound as it is named must pass, whatever rounding does to it.
  constexpr double kRounding = 1e-12;
  const Gaps gaps = GapsOf(model, mode);
  assert(gaps.short_run > 0);
  if (MonthlyShare(model.annual_adjustment) * gaps.long_run <=
      gaps.short_run * (1 + kRounding)) {
    return absl::OkStatus();
  }
  // Where a month goes exactly all of the way.
  const double greatest =
      1 - PortableExp(12 * PortableLog(1 - gaps.short_run / gaps.long_run));
  return absl::InvalidArgumentError(absl::StrCat(
      "must be at most ", PrintNumber(std::floor(greatest * 1e4) / 1e4),
      " with these elasticities, not ", PrintNumber(model.annual_adjustment),
      ": a month of it would overshoot the long run, and prices swing from "
      "month to month; give a smaller one, or long-run elasticities nearer to "
      "the short-run ones"));
}

std::vector<double> TwoSpeedPath(const ElasticityModel& model, ShockMode mode,
                                 const std::vector<double>& log_supply) {
  const bool supply_responds = mode == ShockMode::kExAnte;
  const double supply_short = supply_responds ? model.supply_elasticity : 0;
  const double supply_long =
      supply_responds ? model.long_run_supply_elasticity : 0;
  const double gap = supply_short - model.demand_elasticity;
  assert(gap > 0);
  const double share = MonthlyShare(model.annual_adjustment);
  const double supply_growth = share * (supply_long - supply_short);
  const double demand_growth =
      share * (model.long_run_demand_elasticity - model.demand_elasticity);
  double slow_supply = 0;
  double slow_demand = 0;
  std::vector<double> log_price;
  log_price.reserve(log_supply.size());
  for (const double shift : log_supply) {
    const double price = -(shift + slow_supply - slow_demand) / gap;
    log_price.push_back(price);
    slow_supply = (1 - share) * slow_supply + supply_growth * price;
    slow_demand = (1 - share) * slow_demand + demand_growth * price;
  }
  return log_price;
}

}  // namespace oilflow
