// What a net change of supply does to price, by engine and by named model.

#ifndef OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_
#define OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

#include "service/market/elasticity_model.h"
#include "service/market/offsets.h"
#include "service/market/price_library.h"
#include "service/market/sample.h"
#include "service/market/supply_months.h"
#include "service/market/surprise.h"
#include "service/units/units.h"

namespace oilflow {

// News before barrels.
struct Announcement {
  absl::CivilDay day;
  double credibility = 1;
};

// Asked for by name; off otherwise.
struct MarketState {
  BarrelsPerDay reachable_spare;
  BarrelsPerDay surplus;
};

// Fear: a change of the chance of a disruption of some size.
struct RiskPremium {
  double probability_change = 0;
  BarrelsPerDay disruption;
};

struct PriceAssumptions {
  ShockMode mode = ShockMode::kExAnte;
  DollarsPerBarrel start_price;
  // World crude and condensate, the base of the elasticities. Liquids would
  // understate a shock by a fifth.
  BarrelsPerDay world_output;
  // Standard deviation of a day's log return; missing if unknown.
  std::optional<double> daily_volatility;
  // Engine A, the default first.
  std::vector<ElasticityModel> models;
  // Engine C, by kMultiplierModels; scaled to sum to 1.
  std::array<double, 4> mixture = {1, 1, 1, 1};
  // The chance that the market gave it before.
  double already_priced = 0;
  std::optional<Announcement> announcement;
  std::optional<MarketState> state;
  std::optional<RiskPremium> risk_premium;
  DollarsPerBarrel differential;
  // What it costs to keep a barrel: interest, continuously compounded a year,
  // and storage a month.
  double interest_rate = 0;
  DollarsPerBarrel storage_cost;
};

// One elasticity model's answer.
struct ModelEffect {
  // Percent of price per 1% of supply, as published: without the state and the
  // surprise.
  double multiplier = 0;
  double log_price_change = 0;
  DollarsPerBarrel price_change;
  // Whether the effect exceeds one standard deviation of a day's move; missing
  // if that is unknown.
  std::optional<bool> detectable;
  // Log price of this month by the two-speed response; missing over the whole
  // horizon.
  std::optional<double> two_speed_log;
};

enum class BandEngine { kImpulseResponse, kMultiplier };

// The range of one model's answers in one month.
struct EffectBand {
  BandEngine engine = BandEngine::kMultiplier;
  std::string model_id;
  Quantiles log_price_change;
  // Missing if nothing changes.
  std::optional<double> probability_of_rise;
  std::optional<bool> detectable;
  bool extrapolated = false;
};

// The effect of the mean net change over some days.
struct PeriodEffect {
  absl::CivilDay first_day;
  // Of the horizon.
  int day_count = 0;
  // Of the month; missing over the whole horizon.
  std::optional<int> calendar_day_count;
  BarrelsPerDay net_change;
  // ln(1 + net / world output).
  double log_supply_change = 0;
  // By model, in the order of the assumptions.
  std::vector<ModelEffect> models;
  // Net change outside the range on which the models were estimated: more than
  // 5% of world output.
  bool outside_estimation_range = false;
  // By month only: engine B's two models, then engine C's four and "mixture".
  std::vector<EffectBand> bands;
};

// What news does by month of the horizon, in percent (Kaenzig 2021).
struct NewsImpact {
  std::vector<double> price_percent;
  std::vector<double> output_percent;
  std::vector<double> stocks_percent;
};

// How the variance of the mixture's log effect divides.
struct VarianceSplit {
  double between_models = 0;
  double within_models = 0;
};

struct PriceImpact {
  // By calendar month of the horizon, and the ladder that led there.
  std::vector<SupplyMonth> calendar;
  std::vector<LadderMonth> ladder;
  std::vector<PeriodEffect> months;
  // Over the whole horizon.
  PeriodEffect horizon;
  // What every effect above was multiplied by: state, and what was not priced
  // before.
  double state_factor = 1;
  SurpriseSplit surprise;
  double full_log_change = 0;
  int lead_months = 0;
  // Missing without an announcement.
  std::optional<double> jump_log_change;
  std::optional<double> jump_month_average;
  double risk_premium_log = 0;
  double inventory_multiplier = 0;
  // Median of bh19 by month.
  std::vector<double> realised_stocks_percent;
  // Of the news of an announcement; empty without one.
  NewsImpact news;
  // Missing if nothing changes.
  std::optional<double> modesty;
  VarianceSplit variance;
  // From here on engine B holds the last response that was estimated.
  int first_extrapolated_month = 0;
};

// Prices `ladder`, by month, and the mean of the horizon: `horizon_mean_bpd`
// over its days. Errors: Clear's.
absl::StatusOr<PriceImpact> PriceOf(const PriceLibrary& library,
                                    const PriceAssumptions& assumptions,
                                    absl::CivilDay first_day, int day_count,
                                    const std::vector<LadderMonth>& ladder,
                                    double horizon_mean_bpd);

// News that moves the front by `front_log_change`, `lead_months` before the
// first of `month_count` months.
NewsImpact NewsOf(const NewsResponse& news, double front_log_change,
                  int lead_months, int month_count);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_PRICE_IMPACT_H_
