#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/portable_math.h"
#include "service/base/reason.h"
#include "service/base/status_macros.h"
#include "service/market/score.h"
#include "service/rpc/error.h"
#include "service/rpc/evaluated_scenario.h"
#include "service/rpc/handlers.h"
#include "service/rpc/manifest.h"
#include "service/rpc/names.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_fact.h"
#include "service/wire/convert_quantiles.h"

namespace oilflow {
namespace {

// Trading days of the windows, and the least calendar days whose barrels a
// price on their first day knows already: a month's.
constexpr std::array<int, 4> kWindows = {1, 5, 20, 60};
constexpr int kLeastDays = 30;
// "10% per 1%", as often said.
constexpr double kRuleMultiplier = 10;
// How near a range counts as in it.
constexpr double kNearShare = 0.1;
constexpr double kNearBpd = 10000;
constexpr int kMaxEvents = 100;

// Mean of `days` from `first`, as far as there are any.
double MeanOf(const std::vector<double>& daily, int first, int count) {
  double sum = 0;
  int days = 0;
  for (int d = first; d < first + count && d < static_cast<int>(daily.size());
       ++d) {
    sum += daily[d];
    ++days;
  }
  return days == 0 ? 0 : sum / days;
}

// What the price sees; and net_emf: before strategic stocks and demand.
struct DailyNet {
  std::vector<double> all;
  std::vector<double> before_stocks;
};

DailyNet DailyNetOf(const EvaluatedScenario& result) {
  DailyNet net;
  for (const LadderDay& day : result.ladder) {
    const double all = static_cast<double>(day.Net() + day.demand_bpd);
    net.all.push_back(all);
    net.before_stocks.push_back(
        static_cast<double>(day.Net() - day.stock_release_bpd));
  }
  return net;
}

int Sign(double value) { return value > 0 ? 1 : value < 0 ? -1 : 0; }

void JudgeVolume(const BacktestEvent& event, const DailyNet& net,
                 v1::BacktestEvent* to) {
  const double predicted =
      MeanOf(event.before_stocks ? net.before_stocks : net.all,
             event.volume_first_day, event.volume_day_count);
  const double low = event.observed_low_bpd;
  const double high = event.observed_high_bpd;
  const double near =
      std::max(kNearBpd, kNearShare * std::max(std::abs(low), std::abs(high)));
  to->set_volume_first_day(event.volume_first_day);
  to->set_volume_day_count(event.volume_day_count);
  to->set_predicted_bpd(predicted);
  to->set_volume_measure(event.before_stocks ? "net_emf" : "net_all");
  to->set_observed_low_bpd(low);
  to->set_observed_high_bpd(high);
  to->set_sign_right(std::abs(predicted) < kNearBpd
                         ? low <= 0 && high >= 0
                         : Sign(predicted) == Sign(low + high));
  to->set_volume_within(predicted >= low - near && predicted <= high + near);
}

// One window of one event. Missing if the series does not reach so far.
bool JudgePrice(const World& world, const BacktestEvent& event,
                const EvaluatedScenario& result, const DailyNet& net,
                const std::vector<MultiplierModel>& multipliers, int trading,
                v1::BacktestEvent::PriceWindow* to) {
  const auto before = world.prices.At(event.day - 1);
  const auto after = world.prices.TradingDaysAfter(event.day - 1, trading);
  const PriceAssumptions& assumptions = result.from.assumptions;
  if (!before.has_value() || !after.has_value() ||
      !assumptions.daily_volatility.has_value()) {
    return false;
  }
  const double realised = PortableLog(after->price / before->price);
  const int days =
      std::max(kLeastDays, static_cast<int>(after->day - event.day) + 1);
  const double log_supply = PortableLog(
      1 + MeanOf(net.all, 0, days) * kBarrelsPerDay / assumptions.world_output);
  const double noise =
      *assumptions.daily_volatility * std::sqrt(static_cast<double>(trading));
  // What was known before, and the state if it is asked for, as in any price.
  const double shift = -log_supply * result.priced.impact.state_factor *
                       (1 - assumptions.already_priced);
  Quantiles effect;
  NoisyForecast forecast = PointForecast(0, noise);
  if (shift != 0) {
    const Sample sample = Mix(multipliers, assumptions.mixture).Times(shift);
    effect = sample.AtLevels();
    forecast = ForecastOf(sample, noise);
  }
  const Quantiles quantiles = QuantilesOf(forecast);

  to->set_trading_day_count(trading);
  to->set_realised_log_change(realised);
  ToProto(effect, to->mutable_effect_log_change());
  ToProto(quantiles, to->mutable_forecast_log_change());
  to->set_within_68(realised >= quantiles.value[1] &&
                    realised <= quantiles.value[3]);
  to->set_within_90(realised >= quantiles.value[0] &&
                    realised <= quantiles.value[4]);
  to->set_crps(Crps(forecast, realised));
  to->set_crps_no_change(Crps(PointForecast(0, noise), realised));
  to->set_crps_rule(
      Crps(PointForecast(kRuleMultiplier * shift, noise), realised));
  const bool excluded = event.excluded_from_days.has_value() &&
                        trading >= *event.excluded_from_days;
  to->set_scored(!excluded);
  if (excluded) {
    to->set_excluded_reason(event.excluded_reason);
  }
  return true;
}

class Scores {
 public:
  Scores() : by_window_(kWindows.size()) {
    for (size_t w = 0; w < kWindows.size(); ++w) {
      by_window_[w].set_trading_day_count(kWindows[w]);
    }
    with_effect_.set_effects_only(true);
  }

  void Add(const v1::BacktestEvent::PriceWindow& window) {
    const auto found =
        std::find(kWindows.begin(), kWindows.end(), window.trading_day_count());
    AddTo(window, &by_window_[found - kWindows.begin()]);
    AddTo(window, &all_);
    if (window.effect_log_change().p50() != 0) {
      AddTo(window, &with_effect_);
    }
  }

  // By window, then all, then those with an effect.
  void Give(v1::RunBacktestResponse* response) {
    for (v1::BacktestScore& score : by_window_) {
      *response->add_scores() = Mean(score);
    }
    *response->add_scores() = Mean(all_);
    *response->add_scores() = Mean(with_effect_);
  }

 private:
  // Sums, until Mean.
  static void AddTo(const v1::BacktestEvent::PriceWindow& window,
                    v1::BacktestScore* score) {
    score->set_event_count(score->event_count() + 1);
    score->set_within_68_count(score->within_68_count() +
                               (window.within_68() ? 1 : 0));
    score->set_within_90_count(score->within_90_count() +
                               (window.within_90() ? 1 : 0));
    score->set_crps(score->crps() + window.crps());
    score->set_crps_no_change(score->crps_no_change() +
                              window.crps_no_change());
    score->set_crps_rule(score->crps_rule() + window.crps_rule());
  }

  static v1::BacktestScore Mean(v1::BacktestScore score) {
    if (const int count = score.event_count(); count > 0) {
      score.set_crps(score.crps() / count);
      score.set_crps_no_change(score.crps_no_change() / count);
      score.set_crps_rule(score.crps_rule() / count);
    }
    return score;
  }

  std::vector<v1::BacktestScore> by_window_;
  v1::BacktestScore all_;
  v1::BacktestScore with_effect_;
};

// The events that are asked for.
std::vector<const BacktestEvent*> EventsOf(
    const World& world, const v1::RunBacktestRequest& request,
    BadRequest* bad) {
  std::vector<const BacktestEvent*> events;
  if (request.event_ids_size() > kMaxEvents) {
    bad->Add("event_ids", absl::StrCat("must be at most ", kMaxEvents, ", not ",
                                       request.event_ids_size()));
    return events;
  }
  std::set<std::string> wanted(request.event_ids().begin(),
                               request.event_ids().end());
  for (const BacktestEvent& event : world.backtest_events) {
    if (wanted.empty() || wanted.count(event.id) > 0) {
      events.push_back(&event);
    }
  }
  for (int i = 0; i < request.event_ids_size(); ++i) {
    const auto& all = world.backtest_events;
    if (std::none_of(all.begin(), all.end(), [&](const BacktestEvent& event) {
          return event.id == request.event_ids(i);
        })) {
      bad->Add(
          absl::StrCat("event_ids[", i, "]"),
          absl::StrCat(
              "must be one of ",
              absl::StrJoin(all, ", ",
                            [](std::string* out, const BacktestEvent& event) {
                              out->append(event.id);
                            }),
              ", not \"", Repeatable(request.event_ids(i), 80), "\""));
    }
  }
  return events;
}

absl::Status Run(const Worlds& worlds, const World& world,
                 const BacktestEvent& event,
                 const v1::RunBacktestRequest& request, const Call& call,
                 v1::BacktestEvent* to) {
  v1::Scenario scenario = world.scenarios.find(event.scenario)->second;
  // Nothing that was known later: the day before, whatever the file says.
  ToProto(event.day - 1, scenario.mutable_as_of());
  *scenario.mutable_market()->mutable_mixture_weights() =
      request.mixture_weights();
  ASSIGN_OR_RETURN(
      const EvaluatedScenario result,
      EvaluateAndPrice(worlds, world, scenario, v1::Reading(), call));
  const DailyNet net = DailyNetOf(result);
  const PriceLibrary& library = worlds.price_models().library;
  const std::vector<MultiplierModel>& multipliers =
      result.from.assumptions.mode == ShockMode::kExAnte
          ? library.ex_ante_multipliers
          : library.realised_multipliers;

  to->set_event_id(event.id);
  to->set_display_name(event.display_name);
  to->set_scenario(absl::StrCat("scenarios/", event.scenario));
  ToProto(event.day - 1, to->mutable_as_of());
  ToProto(event.day, to->mutable_event_date());
  to->set_assumed_fact_count(static_cast<int>(std::count_if(
      result.evaluation.facts.begin(), result.evaluation.facts.end(),
      [](const Fact* fact) { return fact->kind == FactKind::kAssumed; })));
  to->set_confounders(event.confounders);
  to->set_source(event.source);
  JudgeVolume(event, net, to);
  for (const int trading : kWindows) {
    v1::BacktestEvent::PriceWindow window;
    if (JudgePrice(world, event, result, net, multipliers, trading, &window)) {
      *to->add_windows() = std::move(window);
    }
  }
  if (std::none_of(to->windows().begin(), to->windows().end(),
                   [](const auto& window) { return window.scored(); })) {
    to->set_excluded_reason(to->windows().empty()
                                ? "the price series does not reach it"
                                : event.excluded_reason);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status RunBacktest(const Worlds& worlds, const Call& call,
                         const v1::RunBacktestRequest& request,
                         v1::RunBacktestResponse* response) {
  const auto id = IdIn("baselines/", request.baseline());
  const auto world = id.has_value() ? worlds.Find(*id) : nullptr;
  if (world == nullptr) {
    return ResourceNotFound("BASELINE_NOT_FOUND", "Baseline",
                            request.baseline(),
                            "baselines/region is one of those served");
  }
  BadRequest bad;
  const std::vector<const BacktestEvent*> events =
      EventsOf(*world, request, &bad);
  MixtureFromProto(request.mixture_weights(), "mixture_weights", &bad);
  RETURN_IF_ERROR(bad.ToStatus());
  if (events.empty()) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            request.baseline(),
            " has no events of the past: give its world a backtest.csv")),
        "NO_BACKTEST_EVENTS", {request.baseline()});
  }
  for (const BacktestEvent* event : events) {
    RETURN_IF_ERROR(
        Run(worlds, *world, *event, request, call, response->add_events()));
  }
  Scores scores;
  for (const v1::BacktestEvent& event : response->events()) {
    for (const auto& window : event.windows()) {
      if (window.scored()) {
        scores.Add(window);
      }
    }
    response->set_sign_right_count(response->sign_right_count() +
                                   (event.sign_right() ? 1 : 0));
    response->set_volume_within_count(response->volume_within_count() +
                                      (event.volume_within() ? 1 : 0));
  }
  ASSIGN_OR_RETURN(const Snapshot snapshot,
                   world->facts.Read(std::nullopt, ""));
  scores.Give(response);
  v1::Reading reading;
  ToProto(snapshot.reading(), world->id, &reading);
  FillManifest(*world, reading, request, response->mutable_manifest());
  return absl::OkStatus();
}

}  // namespace oilflow
