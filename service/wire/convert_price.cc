#include <algorithm>
#include <cstddef>
#include <string>

#include "service/base/portable_math.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_evaluation.h"
#include "service/wire/convert_fact.h"

namespace oilflow {
namespace {

void SetEffect(const PeriodEffect& period, const PriceAssumptions& assumptions,
               v1::PriceEffect* proto) {
  ToProto(period.first_day, proto->mutable_start_date());
  proto->set_day_count(period.day_count);
  proto->set_net_bpd(period.net_change / kBarrelsPerDay);
  proto->set_outside_estimation_range(period.outside_estimation_range);
  for (size_t m = 0; m < period.models.size(); ++m) {
    const ModelEffect& effect = period.models[m];
    const double change = effect.price_change / kDollarsPerBarrel;
    v1::ModelEffect* to = proto->add_effects();
    to->set_model_id(assumptions.models[m].id);
    to->set_price_change_usd_per_bbl(change);
    to->set_price_change_percent(100 *
                                 (PortableExp(effect.log_price_change) - 1));
    to->set_log_price_change(effect.log_price_change);
    proto->set_low_usd_per_bbl(
        m == 0 ? change : std::min(proto->low_usd_per_bbl(), change));
    proto->set_high_usd_per_bbl(
        m == 0 ? change : std::max(proto->high_usd_per_bbl(), change));
    if (effect.detectable.has_value()) {
      to->set_detectable(*effect.detectable);
      proto->set_detectable(proto->detectable() || *effect.detectable);
    }
  }
}

}  // namespace

void ToProto(const PriceImpact& impact, const PriceAssumptions& assumptions,
             const PriceProvenance& provenance, absl::string_view baseline_id,
             v1::PriceImpact* proto) {
  const bool realised = assumptions.mode == ShockMode::kPathRealised;
  proto->set_shock_mode(realised ? "PATH_REALISED" : "SHOCK_EX_ANTE");
  const double start = assumptions.start_price / kDollarsPerBarrel;
  proto->set_start_price_usd_per_bbl(start);
  if (provenance.start_price_day.has_value()) {
    ToProto(*provenance.start_price_day, proto->mutable_start_price_date());
    proto->set_start_price_source("Dated Brent spot, EIA");
  } else {
    proto->set_start_price_source("given with the request");
  }
  proto->set_world_crude_bpd(assumptions.world_output / kBarrelsPerDay);
  if (provenance.world_output != nullptr) {
    proto->set_world_crude_fact(
        FactName(baseline_id, provenance.world_output->id));
  }
  if (assumptions.daily_volatility.has_value()) {
    proto->set_daily_volatility(*assumptions.daily_volatility);
    proto->set_daily_noise_usd_per_bbl(*assumptions.daily_volatility * start);
  }
  for (size_t m = 0; m < assumptions.models.size(); ++m) {
    const ElasticityModel& model = assumptions.models[m];
    v1::PriceModel* to = proto->add_models();
    to->set_model_id(model.id);
    to->set_display_name(model.display_name);
    to->set_supply_elasticity(realised ? 0 : model.supply_elasticity);
    to->set_demand_elasticity(model.demand_elasticity);
    to->set_multiplier(impact.horizon.models[m].multiplier);
    to->set_grade(model.grade);
    to->set_source(model.source);
  }
  for (const PeriodEffect& month : impact.months) {
    SetEffect(month, assumptions, proto->add_months());
  }
  SetEffect(impact.horizon, assumptions, proto->mutable_horizon());
}

}  // namespace oilflow
