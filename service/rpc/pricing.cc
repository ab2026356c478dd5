#include "service/rpc/pricing.h"

#include <cmath>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/date.h"
#include "service/base/reason.h"
#include "service/base/status_macros.h"
#include "service/facts/measure.h"
#include "service/market/price_path.h"
#include "service/wire/convert_curve.h"

namespace oilflow {
namespace {

absl::Status SetStartPrice(const World& world, const MarketRequest& market,
                           absl::CivilDay as_of, PricedFrom* from) {
  if (market.start_price.has_value()) {
    return absl::OkStatus();
  }
  const auto price = world.prices.At(as_of);
  if (!price.has_value()) {
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "no price is known on ", PrintDate(as_of),
            "; the series begins on ", PrintDate(world.prices.first_day()),
            "; give market.start_price_usd_per_bbl or a later as_of")),
        "PRICE_MISSING", {absl::StrCat("brent ", PrintDate(as_of))});
  }
  from->assumptions.start_price = price->price;
  from->provenance.start_price_day = price->day;
  from->provenance.start_price_source =
      world.own_prices ? "given with the world" : "Dated Brent spot, EIA";
  return absl::OkStatus();
}

absl::Status SetWorldOutput(const Snapshot& snapshot,
                            const MarketRequest& market,
                            absl::CivilDay first_day, PricedFrom* from) {
  const Fact* fact = snapshot.Find("world", measure::kWorldCrude, first_day);
  from->provenance.known_world_output = fact;
  if (market.world_output.has_value()) {
    return absl::OkStatus();
  }
  if (fact == nullptr) {
    const std::string subject =
        absl::StrCat("world ", measure::kWorldCrude, " ", PrintDate(first_day));
    return WithReason(
        absl::FailedPreconditionError(absl::StrCat(
            "no fact known on ", PrintDate(snapshot.reading().as_of),
            " covers: ", subject, "; give market.world_crude_bpd")),
        "FACTS_MISSING", {subject});
  }
  from->assumptions.world_output = fact->value * kBarrelsPerDay;
  from->provenance.world_output = fact;
  return absl::OkStatus();
}

ShockedCurve MoveCurve(const PriceLibrary& library, const PricedFrom& from,
                       const PriceImpact& impact) {
  const CurveRequest& curve = *from.curve;
  // To the last pillar, counted from the first month that is priced.
  const int to_first = static_cast<int>(impact.calendar.front().month -
                                        absl::CivilMonth(curve.quote_day));
  const int month_count =
      static_cast<int>(std::ceil(curve.pillars.back().tenor_months)) -
      to_first + 1;
  const PricePath path = ExpectedPath(library, from.assumptions, impact,
                                      curve.engine, month_count);
  // What is held beyond the horizon is no larger effect of the change itself.
  std::vector<double> within = path.log_price;
  within.resize(impact.months.size());
  return ShockCurve(curve, path,
                    curve.front_log_change.value_or(LargestOf(within)),
                    impact.risk_premium_log);
}

}  // namespace

absl::StatusOr<PricedFrom> PriceFrom(const World& world,
                                     const PriceModels& models,
                                     const MarketRequest& market,
                                     const Snapshot& snapshot,
                                     absl::CivilDay first_day,
                                     const std::string& path, BadRequest* bad) {
  ResolvedMarket resolved = ResolveMarket(models.library, market, path, bad);
  PricedFrom from{.assumptions = std::move(resolved.assumptions),
                  .curve = std::move(resolved.curve)};
  const absl::CivilDay as_of = snapshot.reading().as_of;
  RETURN_IF_ERROR(SetStartPrice(world, market, as_of, &from));
  RETURN_IF_ERROR(SetWorldOutput(snapshot, market, first_day, &from));
  if (market.risk_premium.has_value()) {
    CheckDisruption(*market.risk_premium, from.assumptions.world_output, path,
                    bad);
  }
  from.spare_is_open =
      market.state.has_value() && !market.state->reachable_spare.has_value();
  from.assumptions.interest_rate = from.curve.has_value()
                                       ? from.curve->interest_rate
                                       : models.library.interest_rate;
  from.assumptions.storage_cost =
      from.curve.has_value() ? from.curve->storage_cost
                             : models.library.storage_cost * kDollarsPerBarrel;
  from.assumptions.daily_volatility = world.prices.DailyVolatility(as_of);
  return from;
}

absl::StatusOr<Priced> PriceSupply(const PriceModels& models,
                                   const PricedFrom& from,
                                   const SupplyToPrice& supply,
                                   absl::string_view path) {
  absl::StatusOr<PriceImpact> impact =
      PriceOf(models.library, from.assumptions, supply.first_day,
              supply.day_count, supply.ladder, supply.horizon_mean_bpd);
  if (!impact.ok()) {
    return absl::Status(impact.status().code(),
                        absl::StrCat(path, ": ", impact.status().message()));
  }
  Priced priced{.impact = *std::move(impact)};
  if (from.curve.has_value()) {
    priced.curve = MoveCurve(models.library, from, priced.impact);
    if (from.curve->mode == CurveMode::kAnnounce) {
      priced.impact.news =
          NewsOf(models.library.news, priced.curve->front_log_change,
                 priced.impact.lead_months,
                 static_cast<int>(priced.impact.months.size()));
    }
  }
  return priced;
}

void AddDataDefaults(const MarketRequest& market, const std::string& path,
                     std::vector<std::string>* fields) {
  const auto add = [&](bool given, absl::string_view field) {
    if (!given) {
      fields->push_back(absl::StrCat(path, ".", field));
    }
  };
  add(market.start_price.has_value(), "start_price_usd_per_bbl");
  add(market.world_output.has_value(), "world_crude_bpd");
  if (market.state.has_value()) {
    add(market.state->reachable_spare.has_value(),
        "state_dependence.reachable_spare_bpd");
  }
  for (size_t i = 0; i < market.models.size(); ++i) {
    const CallerModel& model = market.models[i];
    const std::string prefix = absl::StrCat("models[", i, "].");
    add(model.long_run_supply_elasticity.has_value(),
        prefix + "long_run_supply_elasticity");
    add(model.long_run_demand_elasticity.has_value(),
        prefix + "long_run_demand_elasticity");
    add(model.annual_adjustment.has_value(), prefix + "annual_adjustment");
  }
}

std::optional<double> SpreadFromStocks(const PriceLibrary& library,
                                       const PricedFrom& from,
                                       const Priced& priced) {
  if (!priced.curve.has_value() || from.curve->mode != CurveMode::kPath ||
      !priced.curve->spread_change_percent.has_value()) {
    return std::nullopt;
  }
  const double stocks = LargestOf(priced.impact.realised_stocks_percent);
  return -library.spread_per_stocks * stocks / library.oecd_stocks_months *
         priced.impact.state_factor * (1 - from.assumptions.already_priced);
}

void ToProto(const Priced& priced, const PriceLibrary& library,
             const PricedFrom& from, absl::string_view baseline_id,
             v1::PriceImpact* proto) {
  ToProto(priced.impact, from.assumptions, library, from.provenance,
          baseline_id, proto);
  if (priced.curve.has_value()) {
    ToProto(*priced.curve, *from.curve, SpreadFromStocks(library, from, priced),
            proto->mutable_curve());
  }
}

}  // namespace oilflow
