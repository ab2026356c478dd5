#include "service/market/price_impact.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/types/span.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/market/impulse_response.h"
#include "service/market/multiplier.h"
#include "service/market/two_speed.h"

namespace oilflow {
namespace {

constexpr double kEstimationRange = 0.05;

// What every engine is asked, and how its answers are told.
class Pricer {
 public:
  Pricer(const PriceLibrary& library, const PriceAssumptions& assumptions)
      : assumptions_(assumptions),
        multipliers_(assumptions.mode == ShockMode::kExAnte
                         ? library.ex_ante_multipliers
                         : library.realised_multipliers),
        mixture_(Mix(multipliers_, assumptions.mixture)),
        state_factor_(assumptions.state.has_value()
                          ? StateFactor(library.state,
                                        assumptions.state->reachable_spare,
                                        assumptions.state->surplus)
                          : 1),
        scale_(state_factor_ * (1 - assumptions.already_priced)) {}

  double state_factor() const { return state_factor_; }
  // State and surprise together.
  double scale() const { return scale_; }

  absl::StatusOr<PeriodEffect> Static(absl::CivilDay first_day, int day_count,
                                      double net_bpd) const {
    PeriodEffect effect;
    effect.first_day = first_day;
    effect.day_count = day_count;
    effect.net_change = net_bpd * kBarrelsPerDay;
    const double share = effect.net_change / assumptions_.world_output;
    effect.outside_estimation_range = std::abs(share) > kEstimationRange;
    for (const ElasticityModel& model : assumptions_.models) {
      ASSIGN_OR_RETURN(const Equilibrium cleared,
                       Clear(model, assumptions_.mode, assumptions_.start_price,
                             assumptions_.world_output, effect.net_change,
                             0.0 * kBarrelsPerDay));
      ModelEffect one;
      one.multiplier = cleared.multiplier;
      // Times 1 leaves the bits of the plain formula as they are.
      one.log_price_change = cleared.log_price_change * scale_;
      one.price_change =
          assumptions_.start_price * PortableExp(one.log_price_change) -
          assumptions_.start_price;
      one.detectable = Detectable(one.log_price_change);
      effect.models.push_back(one);
    }
    effect.log_supply_change = PortableLog(1 + share);
    return effect;
  }

  // Engine B of one model in one month.
  EffectBand Impulse(const char* id, const ResponsePath& path,
                     int month) const {
    EffectBand band{.engine = BandEngine::kImpulseResponse, .model_id = id};
    band.extrapolated = month >= path.first_extrapolated_month;
    const absl::Span<const double> draws = path.LogPrice(month);
    std::vector<double> values(draws.begin(), draws.end());
    for (double& value : values) {
      value *= scale_;
    }
    const bool moves = std::any_of(values.begin(), values.end(),
                                   [](double value) { return value != 0; });
    if (moves) {
      const Sample sample = Sample::Of(std::move(values), true);
      band.log_price_change = sample.AtLevels();
      band.probability_of_rise = sample.ShareAbove(0);
    }
    band.detectable = Detectable(band.log_price_change.median());
    return band;
  }

  // Engine C in one month: the models in their order, then the mixture.
  void AddMultipliers(double log_supply, std::vector<EffectBand>* bands) const {
    for (const MultiplierModel& model : multipliers_) {
      bands->push_back(Multiplied(model.id, model.sample, log_supply));
    }
    bands->push_back(Multiplied("mixture", mixture_, log_supply));
  }

  VarianceSplit Variance(double log_supply) const {
    const double factor = -log_supply * scale_;
    double total = 0;
    for (const double share : assumptions_.mixture) {
      total += share;
    }
    VarianceSplit split;
    double mean = 0;
    for (size_t m = 0; m < multipliers_.size(); ++m) {
      mean += assumptions_.mixture[m] / total * multipliers_[m].sample.Mean();
    }
    for (size_t m = 0; m < multipliers_.size(); ++m) {
      const double share = assumptions_.mixture[m] / total;
      const double apart = multipliers_[m].sample.Mean() - mean;
      split.between_models += share * apart * apart * factor * factor;
      split.within_models +=
          share * multipliers_[m].sample.Variance() * factor * factor;
    }
    return split;
  }

 private:
  std::optional<bool> Detectable(double log_price_change) const {
    if (!assumptions_.daily_volatility.has_value()) {
      return std::nullopt;
    }
    return std::abs(log_price_change) > *assumptions_.daily_volatility;
  }

  // A multiplier is above 0, so the order of the quantiles follows the sign of
  // the shift.
  EffectBand Multiplied(const std::string& id, const Sample& sample,
                        double log_supply) const {
    EffectBand band{.engine = BandEngine::kMultiplier, .model_id = id};
    const double factor = -log_supply * scale_;
    if (factor != 0) {
      const Quantiles quantiles = sample.AtLevels();
      const size_t last = kLevels.size() - 1;
      for (size_t i = 0; i <= last; ++i) {
        const size_t from = factor > 0 ? i : last - i;
        band.log_price_change.value[i] = factor * quantiles.value[from];
        band.log_price_change.error[i] =
            std::abs(factor) * quantiles.error[from];
      }
      band.probability_of_rise = factor > 0 ? 1.0 : 0.0;
    }
    band.detectable = Detectable(band.log_price_change.median());
    return band;
  }

  const PriceAssumptions& assumptions_;
  const std::vector<MultiplierModel>& multipliers_;
  const Sample mixture_;
  const double state_factor_;
  const double scale_;
};

// What oil that is stored until it is dearer does to the front, and what was
// known of all of it.
void AddSurprise(const PriceLibrary& library,
                 const PriceAssumptions& assumptions,
                 const std::vector<double>& full_path, absl::CivilDay first_day,
                 PriceImpact* impact) {
  if (assumptions.announcement.has_value()) {
    const absl::CivilDay day = assumptions.announcement->day;
    impact->lead_months =
        static_cast<int>(absl::CivilMonth(first_day) - absl::CivilMonth(day));
    impact->full_log_change = AnnouncementJump(
        full_path, impact->lead_months, assumptions.announcement->credibility,
        {.front_price = assumptions.start_price,
         .interest_rate = assumptions.interest_rate,
         .storage_cost = assumptions.storage_cost});
    impact->surprise =
        SplitSurprise(impact->full_log_change, assumptions.already_priced);
    impact->jump_log_change = impact->surprise.if_happens;
    impact->jump_month_average =
        impact->surprise.if_happens * ShareOfMonthLeft(day);
    impact->news =
        NewsOf(library.news, *impact->jump_log_change, impact->lead_months,
               static_cast<int>(impact->months.size()));
    return;
  }
  for (const PeriodEffect& month : impact->months) {
    // Without the surprise, which may be none of it.
    const double full = -month.models.front().multiplier *
                        month.log_supply_change * impact->state_factor;
    if (std::abs(full) > std::abs(impact->full_log_change)) {
      impact->full_log_change = full;
    }
  }
  impact->surprise =
      SplitSurprise(impact->full_log_change, assumptions.already_priced);
}

}  // namespace

NewsImpact NewsOf(const NewsResponse& news, double front_log_change,
                  int lead_months, int month_count) {
  const auto from_lead = [&](const std::vector<NewsResponse::Point>& points) {
    std::vector<double> path =
        NewsPath(points, front_log_change, lead_months + month_count);
    path.erase(path.begin(), path.begin() + lead_months);
    return path;
  };
  return {.price_percent = from_lead(news.price),
          .output_percent = from_lead(news.output),
          .stocks_percent = from_lead(news.stocks)};
}

absl::StatusOr<PriceImpact> PriceOf(const PriceLibrary& library,
                                    const PriceAssumptions& assumptions,
                                    absl::CivilDay first_day, int day_count,
                                    const std::vector<LadderMonth>& ladder,
                                    double horizon_mean_bpd) {
  const Pricer pricer(library, assumptions);
  PriceImpact impact;
  impact.calendar = MonthsOf(first_day, day_count);
  impact.ladder = ladder;
  impact.state_factor = pricer.state_factor();
  impact.inventory_multiplier = PricePerSupply(library.inventory);
  ASSIGN_OR_RETURN(impact.horizon,
                   pricer.Static(first_day, day_count, horizon_mean_bpd));

  std::vector<double> log_supply;
  for (size_t m = 0; m < impact.calendar.size(); ++m) {
    const SupplyMonth& month = impact.calendar[m];
    const absl::CivilDay from =
        std::max(first_day, absl::CivilDay(month.month));
    ASSIGN_OR_RETURN(
        PeriodEffect effect,
        pricer.Static(from, month.horizon_day_count, ladder[m].NetAll()));
    effect.calendar_day_count = month.calendar_day_count;
    log_supply.push_back(effect.log_supply_change);
    impact.months.push_back(std::move(effect));
  }

  std::vector<double> full_path;
  for (size_t i = 0; i < assumptions.models.size(); ++i) {
    const std::vector<double> path =
        TwoSpeedPath(assumptions.models[i], assumptions.mode, log_supply);
    for (size_t m = 0; m < path.size(); ++m) {
      impact.months[m].models[i].two_speed_log = path[m] * pricer.scale();
      if (i == 0) {
        full_path.push_back(path[m] * pricer.state_factor());
      }
    }
  }

  const ResponsePath bh19 = Respond(library.bh19, assumptions.mode, log_supply);
  const ResponsePath km14 = Respond(library.km14, assumptions.mode, log_supply);
  impact.first_extrapolated_month = bh19.first_extrapolated_month;
  size_t largest = 0;
  for (size_t m = 0; m < log_supply.size(); ++m) {
    const int month = static_cast<int>(m);
    std::vector<EffectBand>& bands = impact.months[m].bands;
    bands.push_back(pricer.Impulse("bh19", bh19, month));
    bands.push_back(pricer.Impulse("km14-style", km14, month));
    pricer.AddMultipliers(log_supply[m], &bands);
    impact.realised_stocks_percent.push_back(
        MedianOf(bh19.InventoryPercent(month)));
    if (std::abs(log_supply[m]) > std::abs(log_supply[largest])) {
      largest = m;
    }
  }
  if (log_supply[largest] != 0) {
    impact.modesty = MedianOf(bh19.largest_innovation_percent) /
                     library.innovation_sd_percent;
    impact.variance = pricer.Variance(log_supply[largest]);
  }

  AddSurprise(library, assumptions, full_path, first_day, &impact);
  if (assumptions.risk_premium.has_value()) {
    const double size = -PortableLog(1 - assumptions.risk_premium->disruption /
                                             assumptions.world_output);
    impact.risk_premium_log = assumptions.risk_premium->probability_change *
                              impact.state_factor *
                              impact.horizon.models.front().multiplier * size *
                              library.risk_conversion;
  }
  return impact;
}

}  // namespace oilflow
