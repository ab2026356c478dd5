#include "service/wire/convert_price.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "service/base/portable_math.h"
#include "service/market/multiplier.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_quantiles.h"

namespace oilflow {
namespace {

// `scale` * (exp(log) - 1) at every level. The exponential keeps the order, so
// quantiles stay quantiles; an error is carried over by the slope there.
Quantiles ChangeOf(const Quantiles& log_change, double scale) {
  Quantiles change;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    const double ratio = PortableExp(log_change.value[i]);
    change.value[i] = scale * (ratio - 1);
    change.error[i] = scale * ratio * log_change.error[i];
  }
  return change;
}

v1::PriceEngine EngineOf(BandEngine engine) {
  return engine == BandEngine::kImpulseResponse
             ? v1::PRICE_ENGINE_IMPULSE_RESPONSE
             : v1::PRICE_ENGINE_MULTIPLIER;
}

void SetBand(const EffectBand& band, double start_usd_per_bbl,
             v1::PriceBand* proto) {
  proto->set_engine(EngineOf(band.engine));
  proto->set_model_id(band.model_id);
  ToProto(band.log_price_change, proto->mutable_log_price_change());
  ToProto(ChangeOf(band.log_price_change, 100), proto->mutable_percent());
  ToProto(ChangeOf(band.log_price_change, start_usd_per_bbl),
          proto->mutable_usd_per_bbl());
  if (band.probability_of_rise.has_value()) {
    proto->set_probability_of_rise(*band.probability_of_rise);
  }
  if (band.detectable.has_value()) {
    proto->set_detectable(*band.detectable);
  }
  proto->set_extrapolated(band.extrapolated);
}

void SetModelEffect(const ModelEffect& effect, const std::string& model_id,
                    double start_usd_per_bbl, v1::ModelEffect* proto) {
  proto->set_model_id(model_id);
  proto->set_price_change_usd_per_bbl(effect.price_change / kDollarsPerBarrel);
  proto->set_price_change_percent(100 *
                                  (PortableExp(effect.log_price_change) - 1));
  proto->set_log_price_change(effect.log_price_change);
  if (effect.detectable.has_value()) {
    proto->set_detectable(*effect.detectable);
  }
  if (effect.two_speed_log.has_value()) {
    proto->set_two_speed_log_price_change(*effect.two_speed_log);
    proto->set_two_speed_usd_per_bbl(start_usd_per_bbl *
                                     (PortableExp(*effect.two_speed_log) - 1));
  }
}

void SetEffect(const PeriodEffect& period, const PriceAssumptions& assumptions,
               v1::PriceEffect* proto) {
  const double start = assumptions.start_price / kDollarsPerBarrel;
  ToProto(period.first_day, proto->mutable_start_date());
  proto->set_day_count(period.day_count);
  if (period.calendar_day_count.has_value()) {
    proto->set_calendar_day_count(*period.calendar_day_count);
  }
  proto->set_net_bpd(period.net_change / kBarrelsPerDay);
  proto->set_log_supply_change(period.log_supply_change);
  proto->set_outside_estimation_range(period.outside_estimation_range);
  for (size_t m = 0; m < period.models.size(); ++m) {
    const ModelEffect& effect = period.models[m];
    SetModelEffect(effect, assumptions.models[m].id, start,
                   proto->add_effects());
    const double change = effect.price_change / kDollarsPerBarrel;
    proto->set_low_usd_per_bbl(
        m == 0 ? change : std::min(proto->low_usd_per_bbl(), change));
    proto->set_high_usd_per_bbl(
        m == 0 ? change : std::max(proto->high_usd_per_bbl(), change));
    if (effect.detectable.has_value()) {
      proto->set_detectable(proto->detectable() || *effect.detectable);
    }
  }
  for (const EffectBand& band : period.bands) {
    SetBand(band, start, proto->add_bands());
  }
}

void SetModel(const ElasticityModel& model, bool realised, double multiplier,
              v1::PriceModel* proto) {
  proto->set_model_id(model.id);
  proto->set_display_name(model.display_name);
  proto->set_supply_elasticity(realised ? 0 : model.supply_elasticity);
  proto->set_demand_elasticity(model.demand_elasticity);
  proto->set_multiplier(multiplier);
  proto->set_grade(model.grade);
  proto->set_source(model.source);
  proto->set_long_run_supply_elasticity(
      realised ? 0 : model.long_run_supply_elasticity);
  proto->set_long_run_demand_elasticity(model.long_run_demand_elasticity);
  proto->set_annual_adjustment(model.annual_adjustment);
}

// The rows of the models and then the mixture of them.
void AddMultipliers(const std::vector<MultiplierModel>& models,
                    const std::array<double, 4>& mixture,
                    v1::PriceImpact* proto) {
  double total = 0;
  for (const double share : mixture) {
    total += share;
  }
  double floored = 0;
  for (size_t m = 0; m < models.size(); ++m) {
    const double weight = mixture[m] / total;
    floored += weight * models[m].floored_share;
    v1::MultiplierBand* to = proto->add_multipliers();
    to->set_model_id(models[m].id);
    to->set_weight(weight);
    ToProto(models[m].sample.AtLevels(), to->mutable_percent_per_percent());
    to->set_floored_share(models[m].floored_share);
    to->set_grade(models[m].grade);
    to->set_source(models[m].source);
  }
  v1::MultiplierBand* to = proto->add_multipliers();
  to->set_model_id("mixture");
  to->set_weight(1);
  ToProto(Mix(models, mixture).AtLevels(), to->mutable_percent_per_percent());
  to->set_floored_share(floored);
  to->set_grade("J");
  to->set_source(
      "the models above by their weights, which are a convention and no "
      "result");
}

void AddMonth(const SupplyMonth& month, const LadderMonth& step,
              v1::SupplyLadder* proto) {
  constexpr double kMillion = 1e6;
  const int days = month.calendar_day_count;
  ToProto(absl::CivilDay(month.month), proto->add_month());
  proto->add_day_count(days);
  proto->add_gross_bpd(step.gross_bpd);
  proto->add_rerouted_bpd(step.rerouted_bpd);
  proto->add_absorbed_bpd(step.absorbed_bpd);
  proto->add_spare_bpd(step.spare_bpd);
  proto->add_net_emf_bpd(step.NetEmf());
  proto->add_stock_release_bpd(step.stock_release_bpd);
  proto->add_demand_bpd(step.demand_bpd);
  proto->add_net_all_bpd(step.NetAll());
  proto->add_gross_mbbl(step.gross_bpd * days / kMillion);
  proto->add_net_emf_mbbl(step.NetEmf() * days / kMillion);
  proto->add_net_all_mbbl(step.NetAll() * days / kMillion);
  proto->add_stock_balance_bbl(step.stock_balance_bbl);
}

void SetSurprise(const PriceImpact& impact, const PriceAssumptions& assumptions,
                 v1::Surprise* proto) {
  proto->set_already_priced(assumptions.already_priced);
  proto->set_full_log_change(impact.full_log_change);
  proto->set_if_happens_log_change(impact.surprise.if_happens);
  proto->set_if_not_log_change(impact.surprise.if_not);
  proto->set_expected_log_change(impact.surprise.expected);
  if (assumptions.announcement.has_value()) {
    ToProto(assumptions.announcement->day, proto->mutable_announced_date());
    proto->set_lead_months(impact.lead_months);
    proto->set_credibility(assumptions.announcement->credibility);
  }
  if (impact.jump_log_change.has_value()) {
    proto->set_jump_log_change(*impact.jump_log_change);
  }
  if (impact.jump_month_average.has_value()) {
    proto->set_jump_month_average_log_change(*impact.jump_month_average);
  }
}

void SetStocks(const PriceImpact& impact, v1::StockResponse* proto) {
  *proto->mutable_realised_percent() = {impact.realised_stocks_percent.begin(),
                                        impact.realised_stocks_percent.end()};
  const auto set = [](const std::vector<double>& from, auto* to) {
    to->Assign(from.begin(), from.end());
  };
  set(impact.news.stocks_percent, proto->mutable_news_percent());
  set(impact.news.price_percent, proto->mutable_news_price_percent());
  set(impact.news.output_percent, proto->mutable_news_output_percent());
}

void SetStart(const PriceAssumptions& assumptions,
              const PriceProvenance& provenance, absl::string_view baseline_id,
              v1::PriceImpact* proto) {
  const double start = assumptions.start_price / kDollarsPerBarrel;
  proto->set_start_price_usd_per_bbl(start);
  if (provenance.start_price_day.has_value()) {
    ToProto(*provenance.start_price_day, proto->mutable_start_price_date());
    proto->set_start_price_source(provenance.start_price_source);
  } else {
    proto->set_start_price_source("given with the request");
  }
  proto->set_world_crude_bpd(assumptions.world_output / kBarrelsPerDay);
  if (provenance.world_output != nullptr) {
    proto->set_world_crude_fact(
        FactName(baseline_id, provenance.world_output->id));
  }
  // Liquids would be a fifth more, and the models were not estimated on them.
  proto->set_denominator("crude");
  if (assumptions.daily_volatility.has_value()) {
    proto->set_daily_volatility(*assumptions.daily_volatility);
    proto->set_daily_noise_usd_per_bbl(*assumptions.daily_volatility * start);
  }
}

// What stands beside the world price of the barrels.
void SetBeside(const PriceImpact& impact, const PriceAssumptions& assumptions,
               const PriceLibrary& library, v1::PriceImpact* proto) {
  proto->set_state_factor(impact.state_factor);
  if (assumptions.state.has_value()) {
    proto->set_state_reachable_spare_bpd(assumptions.state->reachable_spare /
                                         kBarrelsPerDay);
    proto->set_state_surplus_bpd(assumptions.state->surplus / kBarrelsPerDay);
  }
  proto->set_risk_premium_log_change(impact.risk_premium_log);
  const DollarsPerBarrel local =
      impact.horizon.models.front().price_change + assumptions.differential;
  proto->set_differential_change_usd_per_bbl(assumptions.differential /
                                             kDollarsPerBarrel);
  proto->set_local_price_change_usd_per_bbl(local / kDollarsPerBarrel);
  proto->set_product_change_cents_per_gallon(local / kDollarsPerBarrel *
                                             library.product_pass_through);
  proto->set_inventory_multiplier(impact.inventory_multiplier);
}

}  // namespace

void ToProto(const PriceImpact& impact, const PriceAssumptions& assumptions,
             const PriceLibrary& library, const PriceProvenance& provenance,
             absl::string_view baseline_id, v1::PriceImpact* proto) {
  const bool realised = assumptions.mode == ShockMode::kPathRealised;
  proto->set_shock_mode(realised ? "PATH_REALISED" : "SHOCK_EX_ANTE");
  SetStart(assumptions, provenance, baseline_id, proto);
  for (size_t m = 0; m < assumptions.models.size(); ++m) {
    SetModel(assumptions.models[m], realised,
             impact.horizon.models[m].multiplier, proto->add_models());
  }
  for (const PeriodEffect& month : impact.months) {
    SetEffect(month, assumptions, proto->add_months());
  }
  SetEffect(impact.horizon, assumptions, proto->mutable_horizon());
  AddMultipliers(
      realised ? library.realised_multipliers : library.ex_ante_multipliers,
      assumptions.mixture, proto);
  for (size_t m = 0; m < impact.calendar.size(); ++m) {
    AddMonth(impact.calendar[m], impact.ladder[m], proto->mutable_ladder());
  }
  SetSurprise(impact, assumptions, proto->mutable_surprise());
  SetStocks(impact, proto->mutable_stock_response());
  if (impact.modesty.has_value()) {
    proto->set_modesty(*impact.modesty);
  }
  SetBeside(impact, assumptions, library, proto);
}

}  // namespace oilflow
