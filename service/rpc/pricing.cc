#include "service/rpc/pricing.h"

#include <algorithm>
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
#include "service/market/news_response.h"
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

// Of `path`, the month that is largest in size, with its sign.
double LargestOf(const std::vector<double>& path) {
  double largest = 0;
  for (const double value : path) {
    largest = std::abs(value) > std::abs(largest) ? value : largest;
  }
  return largest;
}

ShockedCurve MoveCurve(const CurveRequest& curve, const PricedFrom& from,
                       const SupplyToPrice& supply, PriceImpact* impact) {
  const bool two_speed = curve.engine == CurveEngine::kTwoSpeed;
  const PricePath path{
      .first_month = absl::CivilMonth(supply.first_day),
      .log_price = two_speed ? impact->two_speed_path : impact->impulse_path,
      .first_extrapolated_month =
          two_speed ? static_cast<int>(impact->two_speed_path.size())
                    : impact->first_extrapolated_month};
  const auto& announcement = from.assumptions.announcement;
  const double front = curve.front_log_change.value_or(
      LargestOf(path.log_price) *
      (announcement.has_value() ? announcement->credibility : 1));
  return ShockCurve(curve, path, front, impact->risk_premium_log);
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
  from.assumptions.daily_volatility = world.prices.DailyVolatility(as_of);
  return from;
}

absl::StatusOr<Priced> PriceSupply(const PriceModels& models,
                                   const PricedFrom& from,
                                   const SupplyToPrice& supply) {
  Priced priced;
  ASSIGN_OR_RETURN(
      priced.impact,
      PriceOf(models.library, from.assumptions, supply.first_day,
              supply.day_count, supply.ladder, supply.horizon_mean_bpd));
  if (from.curve.has_value()) {
    priced.curve = MoveCurve(*from.curve, from, supply, &priced.impact);
    if (from.curve->mode == CurveMode::kAnnounce) {
      priced.impact.news_stocks_percent =
          NewsPath(models.library.news.stocks, priced.curve->front_log_change,
                   static_cast<int>(priced.impact.months.size()));
    }
  }
  return priced;
}

std::optional<double> SpreadFromStocks(const PriceLibrary& library,
                                       const PricedFrom& from,
                                       const Priced& priced) {
  if (!priced.curve.has_value() || from.curve->mode != CurveMode::kPath ||
      !priced.curve->spread_change_percent.has_value()) {
    return std::nullopt;
  }
  const double stocks = LargestOf(priced.impact.realised_stocks_percent);
  return -library.spread_per_stocks * stocks / library.oecd_stocks_months;
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
