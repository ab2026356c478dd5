// Curves of round numbers, and ways to move them and to look at what came out.

#ifndef OILFLOW_TESTS_SUPPORT_CURVES_H_
#define OILFLOW_TESTS_SUPPORT_CURVES_H_

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/market/forward_curve.h"

namespace oilflow {

// Pillars one month apart from the month after the quote.
inline std::vector<CurvePillar> Monthly(const std::vector<double>& prices) {
  std::vector<CurvePillar> pillars;
  for (const double price : prices) {
    pillars.push_back({.tenor_months = static_cast<double>(pillars.size() + 1),
                       .price = price * kDollarsPerBarrel});
  }
  return pillars;
}

inline CurveRequest RequestOf(const std::vector<CurvePillar>& pillars,
                              CurveMode mode) {
  CurveRequest request;
  request.quote_day = absl::CivilDay(2025, 11, 14);
  request.pillars = pillars;
  request.mode = mode;
  request.shape = {.id = "brent-opec-2007-24", .w = 0.217, .kappa = 0.558};
  request.dynamics = {.id = "brent-2007-25",
                      .kappa = 0.80,
                      .sigma_x = 0.276,
                      .sigma_i = 0.224,
                      .rho = 0.12};
  request.interest_rate = 0.04;
  request.storage_cost = 0.5 * kDollarsPerBarrel;
  return request;
}

// In backwardation: the front is the dearest.
inline std::vector<CurvePillar> Backwardation() {
  std::vector<double> prices;
  for (int month = 0; month < 36; ++month) {
    prices.push_back(65 + 10 * std::exp(-month / 10.0));
  }
  return Monthly(prices);
}

// From the first delivery after the quote of RequestOf.
inline PricePath PathOf(const std::vector<double>& log_price) {
  return {.first_month = absl::CivilMonth(2025, 12),
          .log_price = log_price,
          .first_extrapolated_month = static_cast<int>(log_price.size())};
}

inline ShockedCurve Path(const CurveRequest& request,
                         const std::vector<double>& log_price) {
  return ShockCurve(request, PathOf(log_price), 0, 0);
}

inline ShockedCurve Announce(const CurveRequest& request,
                             double front_log_change) {
  return ShockCurve(request, PathOf({0}), front_log_change, 0);
}

inline std::vector<double> PricesOf(const ShockedCurve& curve) {
  std::vector<double> prices;
  for (const ShockedPillar& pillar : curve.pillars) {
    prices.push_back(pillar.shocked / kDollarsPerBarrel);
  }
  return prices;
}

inline std::vector<bool> RaisedIn(const ShockedCurve& curve) {
  std::vector<bool> raised;
  for (const ShockedPillar& pillar : curve.pillars) {
    raised.push_back(pillar.carry_bound_active);
  }
  return raised;
}

inline std::vector<bool> BeyondIn(const ShockedCurve& curve) {
  std::vector<bool> beyond;
  for (const ShockedPillar& pillar : curve.pillars) {
    beyond.push_back(pillar.input_beyond_carry);
  }
  return beyond;
}

// As "pillars[1].tenor_months: must be ..."; empty without a fault.
inline std::string Described(const std::optional<PillarFault>& fault) {
  if (!fault.has_value()) {
    return "";
  }
  std::string text = "pillars";
  if (fault->pillar.has_value()) {
    absl::StrAppend(&text, "[", *fault->pillar, "]");
  }
  if (!fault->field.empty()) {
    absl::StrAppend(&text, ".", fault->field);
  }
  return absl::StrCat(text, ": ", fault->what);
}

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_CURVES_H_
