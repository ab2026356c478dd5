// The caller's forward curve, moved.

#ifndef OILFLOW_SERVICE_MARKET_FORWARD_CURVE_H_
#define OILFLOW_SERVICE_MARKET_FORWARD_CURVE_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "service/market/curve_shape.h"
#include "service/market/schwartz_smith.h"
#include "service/market/surprise.h"
#include "service/units/units.h"

namespace oilflow {

enum class CurveBenchmark { kBrent, kWti };
enum class CurveMode { kPath, kAnnounce };
enum class CurveEngine { kTwoSpeed, kImpulseResponse };

struct CurvePillar {
  // Months after the month of the quote; need not be whole.
  double tenor_months = 0;
  DollarsPerBarrel price;
};

struct CurveSimulation {
  int horizon_days = 0;
  int draw_count = 10000;
  uint32_t seed = 0;
};

struct CurveRequest {
  CurveBenchmark benchmark = CurveBenchmark::kBrent;
  absl::CivilDay quote_day;
  std::vector<CurvePillar> pillars;
  CurveMode mode = CurveMode::kPath;
  CurveEngine engine = CurveEngine::kTwoSpeed;
  std::optional<double> front_log_change;
  CurveShape shape;
  CurveDynamics dynamics;
  double interest_rate = 0;
  DollarsPerBarrel storage_cost;
  std::optional<CurveSimulation> simulation;
};

inline constexpr int kMostPillars = 121;
inline constexpr double kMostTenorMonths = 120;
inline constexpr DollarsPerBarrel kHighestPillar = 1000.0 * kDollarsPerBarrel;

// What is wrong with a curve, and with which pillar of it; without one, with
// all of them. The field is "tenor_months" or "price_usd_per_bbl", or empty if
// what is wrong is where the pillar stands.
struct PillarFault {
  std::optional<size_t> pillar;
  absl::string_view field;
  std::string what;
};

// The first fault; missing if there is none: 1 to 121 pillars, tenors ascending
// in [0, 120], every price above 0 and at most 1000 USD/bbl. A price at or
// below 0 (WTI in April 2020) is refused with the reason: the move multiplies
// prices.
std::optional<PillarFault> FaultIn(const std::vector<CurvePillar>& pillars);

// The expected log path that PATH follows, by calendar month.
struct PricePath {
  absl::CivilMonth first_month;
  std::vector<double> log_price;
  // Months from this index on lie beyond the horizon or beyond what the engine
  // was estimated on, whether they were computed or held.
  int first_extrapolated_month = 0;
};

// The path at a delivery `tenor_months` after the quote's month: the mean over
// the calendar days of the delivery month, which is that month's value; between
// two months, each with its share, for a tenor that is not whole. Before the
// path 0, after it the last value (0 if the path is empty), said to be
// extrapolated.
struct PathValue {
  double log_price = 0;
  bool extrapolated = false;
};
PathValue PathAt(const PricePath& path, absl::CivilDay quote_day,
                 double tenor_months);

struct ShockedPillar {
  // The first of the two for a tenor that is not whole.
  absl::CivilMonth delivery_month;
  // T of the formulas: from the benchmark's front, whether or not that is among
  // the pillars, so that part of a curve moves as it does within the whole. The
  // front is the first pillar if that is for delivery at most 3 months on, else
  // 2 months on: at most times the first contract that is listed is for
  // delivery one to two months on.
  double years = 0;
  double shock_log = 0;
  double risk_premium_log = 0;
  DollarsPerBarrel shocked;
  // The bound raised `shocked`.
  bool carry_bound_active = false;
  // The bound would have raised the price as given.
  bool input_beyond_carry = false;
  // The path is extrapolated here, or the shape used beyond the 3 years of its
  // estimate.
  bool extrapolated = false;
  // A year, at `years`.
  double volatility = 0;
  // Of the price, around `shocked`. Time to delivery is the days from the quote
  // to the first day of the delivery month; between those of two months, each
  // with its share, for a tenor that is not whole. None without a simulation,
  // or if delivered by then: if that day is on or before the simulation's last.
  std::optional<Quantiles> simulated;
};

struct ShockedCurve {
  std::vector<ShockedPillar> pillars;
  // x(0), of the front, even if no pillar stands there. PATH: the path at the
  // front's delivery.
  double front_log_change = 0;
  double front_risk_premium_log = 0;
  FactorChange factors;
  // 100 (1 - F(12)/F(0)) after less before, with F(0) the first pillar and
  // F(12) 12 months later, between two pillars if need be: the change of the
  // spread in percent of the front's own price, not of logs. Missing if no
  // pillar is the front or the curve does not reach a year on from it.
  std::optional<double> spread_change_percent;
};

// F1(T) = F0(T) exp(x(T) + rp(T)), then the full-carry bound backward from the
// last pillar, F1(t) <- max(F1(t), F1(t+1) e^{-r dt} - k dt), flagged where it
// raises a price. Where F0 itself breaks the bound, what it asks for is at most
// F0(t) F1(t+1) / F0(t+1), the input's own proportion: only what the move makes
// worse is raised, so no move leaves every price as it was, and such a pillar
// that moves in parallel with the next is left as moved. PATH: x(T) is the path
// at the delivery month. ANNOUNCE: x(T) = x(0) B(T) with x(0) =
// `front_log_change`. rp(T) = rp(0) B(T) in both. Pillars are never sorted
// again. `request` has pillars without a fault.
ShockedCurve ShockCurve(const CurveRequest& request, const PricePath& path,
                        double front_log_change, double front_risk_premium_log);

}  // namespace oilflow

#endif  // OILFLOW_SERVICE_MARKET_FORWARD_CURVE_H_
