#include "service/market/forward_curve.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/market/sample.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr size_t kMostPillars = 121;
constexpr double kMostMonths = 120;
constexpr double kHighestPrice = 1000;

// Shapes were estimated on contracts up to this far from the front.
constexpr double kShapeYears = 3;

absl::Status CheckTenor(const std::vector<CurvePillar>& pillars, size_t index) {
  const double tenor = pillars[index].tenor_months;
  if (!(tenor >= 0 && tenor <= kMostMonths)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "pillars[", index, "].tenor_months: must be in [0, 120], not ", tenor));
  }
  if (index > 0 && tenor <= pillars[index - 1].tenor_months) {
    return absl::InvalidArgumentError(absl::StrCat(
        "pillars[", index, "].tenor_months: must be above the ",
        PrintNumber(pillars[index - 1].tenor_months),
        " months of the pillar before it, not ", PrintNumber(tenor),
        "; give pillars by delivery, each delivery once"));
  }
  return absl::OkStatus();
}

absl::Status CheckPrice(DollarsPerBarrel price, size_t index) {
  const double number = price / kDollarsPerBarrel;
  if (number > 0 && number <= kHighestPrice) {
    return absl::OkStatus();
  }
  const absl::string_view advice =
      number <= 0
          ? "; a shock multiplies prices, which says nothing of one at or "
            "below 0, such as WTI for May 2020 on 2020-04-20: leave this "
            "pillar out, or quote a day on which every price is above 0"
          : "; give dollars, not cents, a barrel";
  return absl::InvalidArgumentError(
      absl::StrCat("pillars[", index,
                   "].price: must be above 0 and at most 1000 USD/bbl, not ",
                   number, advice));
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

// The pillar before the carry bound, which needs its neighbours.
ShockedPillar MovedPillar(const CurveRequest& request,
                          const CurvePillar& pillar, const PricePath& path,
                          double front_log_change,
                          double front_risk_premium_log) {
  const double years =
      (pillar.tenor_months - request.pillars.front().tenor_months) / 12;
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
  result.shocked = pillar.price * PortableExp(shock.log_price + premium);
  result.extrapolated =
      shock.extrapolated || (uses_shape && years > kShapeYears);
  result.volatility = ForwardVolatility(request.dynamics, years);
  return result;
}

// The prices with each raised to what the next is worth now, less storage.
// Backward, as a price that was raised may raise the one before it.
std::vector<DollarsPerBarrel> RaisedToCarry(
    const CurveRequest& request, std::vector<DollarsPerBarrel> prices) {
  for (size_t i = prices.size() - 1; i > 0; --i) {
    const double months =
        request.pillars[i].tenor_months - request.pillars[i - 1].tenor_months;
    const double discount = PortableExp(-request.interest_rate * months / 12);
    prices[i - 1] = std::max(
        prices[i - 1], prices[i] * discount - request.storage_cost * months);
  }
  return prices;
}

// How much dearer the front is than a year later, in percent of the front.
std::optional<double> SpreadPercent(
    const CurveRequest& request, const std::vector<DollarsPerBarrel>& prices) {
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

void Simulate(const CurveRequest& request,
              std::vector<ShockedPillar>* pillars) {
  const CurveSimulation& simulation = *request.simulation;
  // From the quote, not from the front: what counts is when each delivers.
  std::vector<double> years;
  for (const CurvePillar& pillar : request.pillars) {
    years.push_back(pillar.tenor_months / 12);
  }
  std::vector<std::vector<double>> ratios =
      SimulateRatios(request.dynamics, years, simulation.horizon_days,
                     simulation.draw_count, simulation.seed);
  for (size_t i = 0; i < ratios.size(); ++i) {
    if (ratios[i].empty()) {
      continue;
    }
    for (double& value : ratios[i]) {
      value *= (*pillars)[i].shocked / kDollarsPerBarrel;
    }
    (*pillars)[i].simulated =
        Sample::Of(std::move(ratios[i]), /*drawn=*/true).AtLevels();
  }
}

}  // namespace

absl::Status CheckPillars(const std::vector<CurvePillar>& pillars) {
  if (pillars.empty() || pillars.size() > kMostPillars) {
    return absl::InvalidArgumentError(absl::StrCat(
        "pillars: must be 1 to ", kMostPillars, ", not ", pillars.size()));
  }
  for (size_t i = 0; i < pillars.size(); ++i) {
    RETURN_IF_ERROR(CheckTenor(pillars, i));
    RETURN_IF_ERROR(CheckPrice(pillars[i].price, i));
  }
  return absl::OkStatus();
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
  return {.log_price = (1 - share) * first.log_price + share * second.log_price,
          .extrapolated = first.extrapolated || second.extrapolated};
}

ShockedCurve ShockCurve(const CurveRequest& request, const PricePath& path,
                        double front_log_change,
                        double front_risk_premium_log) {
  ShockedCurve curve;
  std::vector<DollarsPerBarrel> given;
  std::vector<DollarsPerBarrel> moved;
  for (const CurvePillar& pillar : request.pillars) {
    const ShockedPillar shocked = MovedPillar(
        request, pillar, path, front_log_change, front_risk_premium_log);
    curve.pillars.push_back(shocked);
    given.push_back(pillar.price);
    moved.push_back(shocked.shocked);
  }
  const std::vector<DollarsPerBarrel> given_raised =
      RaisedToCarry(request, given);
  const std::vector<DollarsPerBarrel> raised = RaisedToCarry(request, moved);
  for (size_t i = 0; i < curve.pillars.size(); ++i) {
    curve.pillars[i].shocked = raised[i];
    curve.pillars[i].carry_bound_active = raised[i] > moved[i];
    curve.pillars[i].input_beyond_carry = given_raised[i] > given[i];
  }
  curve.front_log_change = curve.pillars.front().shock_log;
  curve.front_risk_premium_log = front_risk_premium_log;
  curve.factors = FactorsOf(request.shape, curve.front_log_change);
  const std::optional<double> before = SpreadPercent(request, given);
  const std::optional<double> after = SpreadPercent(request, raised);
  if (before.has_value() && after.has_value()) {
    curve.spread_change_percent = *after - *before;
  }
  if (request.simulation.has_value()) {
    Simulate(request, &curve.pillars);
  }
  return curve;
}

}  // namespace oilflow
