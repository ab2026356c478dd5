#include "service/market/forward_curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/market/sample.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// A first pillar for delivery up to this many months on is the front. Without
// one it is where the first contract that is listed delivers at most times.
constexpr double kLatestFrontMonths = 3;
constexpr double kUsualFrontMonths = 2;

// Shapes were estimated on contracts up to this far from the front.
constexpr double kShapeYears = 3;

std::optional<PillarFault> TenorFault(const std::vector<CurvePillar>& pillars,
                                      size_t index) {
  const double tenor = pillars[index].tenor_months;
  if (!(tenor >= 0 && tenor <= kMostTenorMonths)) {
    return PillarFault{index, "tenor_months",
                       absl::StrCat("must be in [0, 120], not ", tenor)};
  }
  if (index > 0 && tenor <= pillars[index - 1].tenor_months) {
    return PillarFault{
        index, "",
        absl::StrCat(
            "must be above the ", PrintNumber(pillars[index - 1].tenor_months),
            " months of the pillar before it, not ", PrintNumber(tenor),
            "; give pillars by delivery, each delivery once")};
  }
  return std::nullopt;
}

std::optional<PillarFault> PriceFault(DollarsPerBarrel price, size_t index) {
  const double number = price / kDollarsPerBarrel;
  if (number > 0 && price <= kHighestPillar) {
    return std::nullopt;
  }
  const absl::string_view advice =
      number <= 0
          ? "; a shock multiplies prices, which says nothing of one at or "
            "below 0, such as WTI for May 2020 on 2020-04-20: leave this "
            "pillar out, or quote a day on which every price is above 0"
          : "; give dollars, not cents, a barrel";
  return PillarFault{
      index, "price_usd_per_bbl",
      absl::StrCat("must be above 0 and at most 1000 USD/bbl, not ", number,
                   advice)};
}

// A month of the path by its place in it, which may be before or after it.
PathValue MonthOfPath(const PricePath& path, absl::civil_diff_t month) {
  if (month < 0) {
    return {};
  }
  if (path.log_price.empty()) {
    return {.log_price = 0, .extrapolated = true};
  }
  const auto count = static_cast<absl::civil_diff_t>(path.log_price.size());
  return {
      .log_price =
          path.log_price[static_cast<size_t>(std::min(month, count - 1))],
      .extrapolated = month >= count || month >= path.first_extrapolated_month};
}

absl::CivilMonth DeliveryMonth(absl::CivilDay quote_day, double tenor_months) {
  return absl::CivilMonth(quote_day) +
         static_cast<absl::civil_diff_t>(std::floor(tenor_months));
}

// Before the carry bound.
double MoveOf(const ShockedPillar& pillar) {
  return PortableExp(pillar.shock_log + pillar.risk_premium_log);
}

bool StartsAtFront(const CurveRequest& request) {
  return request.pillars.front().tenor_months <= kLatestFrontMonths;
}

double FrontMonths(const CurveRequest& request) {
  return StartsAtFront(request) ? request.pillars.front().tenor_months
                                : kUsualFrontMonths;
}

// The pillar before the carry bound, which needs its neighbours.
ShockedPillar MovedPillar(const CurveRequest& request,
                          const CurvePillar& pillar, const PricePath& path,
                          double front_log_change,
                          double front_risk_premium_log) {
  const double years = (pillar.tenor_months - FrontMonths(request)) / 12;
  const double shape = ShapeAt(request.shape, years);
  PathValue shock{.log_price = front_log_change * shape};
  if (request.mode == CurveMode::kPath) {
    shock = PathAt(path, request.quote_day, pillar.tenor_months);
  }
  const double premium = front_risk_premium_log * shape;
  const bool uses_shape =
      request.mode == CurveMode::kAnnounce || front_risk_premium_log != 0;

  ShockedPillar result;
  result.delivery_month = DeliveryMonth(request.quote_day, pillar.tenor_months);
  result.years = years;
  result.shock_log = shock.log_price;
  result.risk_premium_log = premium;
  result.shocked = pillar.price * MoveOf(result);
  result.extrapolated =
      shock.extrapolated || (uses_shape && years > kShapeYears);
  result.volatility = ForwardVolatility(request.dynamics, years);
  return result;
}

// What pillar `index` must at least cost if the next one costs `next`.
DollarsPerBarrel LeastBefore(const CurveRequest& request, size_t index,
                             DollarsPerBarrel next) {
  const double months = request.pillars[index + 1].tenor_months -
                        request.pillars[index].tenor_months;
  const double discount = PortableExp(-request.interest_rate * months / 12);
  return next * discount - request.storage_cost * months;
}

// Backward, as what the bound asks of a price it also asks of the one before.
void FlagInputBeyondCarry(const CurveRequest& request,
                          std::vector<ShockedPillar>* pillars) {
  DollarsPerBarrel price = request.pillars.back().price;
  for (size_t i = pillars->size() - 1; i-- > 0;) {
    const DollarsPerBarrel least = LeastBefore(request, i, price);
    price = request.pillars[i].price;
    (*pillars)[i].input_beyond_carry = least > price;
    price = std::max(price, least);
  }
}

// Raises prices to what the next is worth now, less storage; where the input
// breaks that already, only as far as the next moves.
void RaiseToCarry(const CurveRequest& request,
                  std::vector<ShockedPillar>* pillars) {
  // Of the next pillar, after the bound. Moves, not prices, are held against
  // each other: so that the same move is the same to the bit.
  double next_move = MoveOf(pillars->back());
  for (size_t i = pillars->size() - 1; i-- > 0;) {
    ShockedPillar& pillar = (*pillars)[i];
    const DollarsPerBarrel given = request.pillars[i].price;
    DollarsPerBarrel least = LeastBefore(request, i, (*pillars)[i + 1].shocked);
    const DollarsPerBarrel in_proportion = given * next_move;
    const bool is_in_proportion =
        pillar.input_beyond_carry && in_proportion <= least;
    if (is_in_proportion) {
      least = in_proportion;
    }
    if (pillar.shocked >= least) {
      next_move = MoveOf(pillar);
      continue;
    }
    pillar.shocked = least;
    pillar.carry_bound_active = true;
    if (!is_in_proportion) {
      next_move = least / given;
    }
  }
}

// How much dearer the front is than a year later, in percent of the front.
std::optional<double> SpreadPercent(
    const CurveRequest& request, const std::vector<DollarsPerBarrel>& prices) {
  if (!StartsAtFront(request)) {
    return std::nullopt;
  }
  // Tenors that are not whole may miss the year by a rounding.
  constexpr double kRounding = 1e-9;
  const std::vector<CurvePillar>& pillars = request.pillars;
  const double year_later = pillars.front().tenor_months + 12;
  for (size_t i = 1; i < pillars.size(); ++i) {
    if (pillars[i].tenor_months < year_later - kRounding) {
      continue;
    }
    const double before = pillars[i - 1].tenor_months;
    const double share = std::min(
        1.0, (year_later - before) / (pillars[i].tenor_months - before));
    const DollarsPerBarrel later =
        prices[i - 1] * (1 - share) + prices[i] * share;
    return 100 * ((prices.front() - later) / prices.front());
  }
  return std::nullopt;
}

// From the quote, not from the front: what counts is when each delivers.
double DaysToDelivery(absl::CivilDay quote_day, double tenor_months) {
  const absl::CivilMonth month = DeliveryMonth(quote_day, tenor_months);
  const auto days = static_cast<double>(absl::CivilDay(month) - quote_day);
  const auto month_days =
      static_cast<double>(absl::CivilDay(month + 1) - absl::CivilDay(month));
  return days + (tenor_months - std::floor(tenor_months)) * month_days;
}

void Simulate(const CurveRequest& request,
              std::vector<ShockedPillar>* pillars) {
  const FactorSimulation simulation(
      request.dynamics, request.simulation->horizon_days,
      request.simulation->draw_count, request.simulation->seed);
  for (size_t i = 0; i < pillars->size(); ++i) {
    std::vector<double> prices = simulation.RatiosAt(
        DaysToDelivery(request.quote_day, request.pillars[i].tenor_months));
    if (prices.empty()) {
      continue;
    }
    ShockedPillar& pillar = (*pillars)[i];
    for (double& price : prices) {
      price *= pillar.shocked / kDollarsPerBarrel;
    }
    pillar.simulated = Sample::Of(std::move(prices), /*drawn=*/true).AtLevels();
  }
}

}  // namespace

std::optional<PillarFault> FaultIn(const std::vector<CurvePillar>& pillars) {
  if (pillars.empty() || pillars.size() > kMostPillars) {
    return PillarFault{
        std::nullopt, "",
        absl::StrCat("must be 1 to ", kMostPillars, ", not ", pillars.size())};
  }
  for (size_t i = 0; i < pillars.size(); ++i) {
    std::optional<PillarFault> fault = TenorFault(pillars, i);
    if (!fault.has_value()) {
      fault = PriceFault(pillars[i].price, i);
    }
    if (fault.has_value()) {
      return fault;
    }
  }
  return std::nullopt;
}

PathValue PathAt(const PricePath& path, absl::CivilDay quote_day,
                 double tenor_months) {
  const absl::civil_diff_t month =
      DeliveryMonth(quote_day, tenor_months) - path.first_month;
  const double share = tenor_months - std::floor(tenor_months);
  const PathValue first = MonthOfPath(path, month);
  if (share == 0) {
    return first;
  }
  const PathValue second = MonthOfPath(path, month + 1);
  // Between two months of the same value exactly that.
  return {.log_price =
              first.log_price + share * (second.log_price - first.log_price),
          .extrapolated = first.extrapolated || second.extrapolated};
}

ShockedCurve ShockCurve(const CurveRequest& request, const PricePath& path,
                        double front_log_change,
                        double front_risk_premium_log) {
  ShockedCurve curve;
  for (const CurvePillar& pillar : request.pillars) {
    curve.pillars.push_back(MovedPillar(request, pillar, path, front_log_change,
                                        front_risk_premium_log));
  }
  FlagInputBeyondCarry(request, &curve.pillars);
  RaiseToCarry(request, &curve.pillars);

  curve.front_log_change =
      request.mode == CurveMode::kPath
          ? PathAt(path, request.quote_day, FrontMonths(request)).log_price
          : front_log_change;
  curve.front_risk_premium_log = front_risk_premium_log;
  curve.factors = FactorsOf(request.shape, curve.front_log_change);
  std::vector<DollarsPerBarrel> given;
  std::vector<DollarsPerBarrel> shocked;
  for (size_t i = 0; i < curve.pillars.size(); ++i) {
    given.push_back(request.pillars[i].price);
    shocked.push_back(curve.pillars[i].shocked);
  }
  const std::optional<double> before = SpreadPercent(request, given);
  const std::optional<double> after = SpreadPercent(request, shocked);
  if (before.has_value() && after.has_value()) {
    curve.spread_change_percent = *after - *before;
  }
  if (request.simulation.has_value()) {
    Simulate(request, &curve.pillars);
  }
  return curve;
}

}  // namespace oilflow
