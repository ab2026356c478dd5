#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "service/wire/convert_curve.h"
#include "service/wire/convert_date.h"
#include "service/wire/convert_quantiles.h"

namespace oilflow {
namespace {

// A spread that differs more from what stocks suggest is worth a second look.
constexpr double kDisagreement = 3;

v1::ForwardCurve::Benchmark BenchmarkOf(CurveBenchmark benchmark) {
  return benchmark == CurveBenchmark::kBrent ? v1::ForwardCurve::BRENT
                                             : v1::ForwardCurve::WTI;
}

v1::ForwardCurve::Mode ModeOf(CurveMode mode) {
  return mode == CurveMode::kPath ? v1::ForwardCurve::PATH
                                  : v1::ForwardCurve::ANNOUNCE;
}

v1::ForwardCurve::Engine EngineOf(CurveEngine engine) {
  return engine == CurveEngine::kTwoSpeed ? v1::ForwardCurve::TWO_SPEED
                                          : v1::ForwardCurve::IMPULSE_RESPONSE;
}

// Of opposite signs, or one more than kDisagreement times the other.
bool Disagree(double one, double other) {
  if (one * other < 0) {
    return true;
  }
  const double most = std::max(std::abs(one), std::abs(other));
  const double least = std::min(std::abs(one), std::abs(other));
  return most > kDisagreement * least;
}

}  // namespace

void ToProto(const ShockedCurve& curve, const CurveRequest& request,
             std::optional<double> spread_from_stocks_percent,
             v1::ShockedCurve* proto) {
  proto->set_benchmark(BenchmarkOf(request.benchmark));
  proto->set_mode(ModeOf(request.mode));
  proto->set_engine(EngineOf(request.engine));
  ToProto(request.quote_day, proto->mutable_quote_date());
  for (size_t i = 0; i < curve.pillars.size(); ++i) {
    const ShockedPillar& pillar = curve.pillars[i];
    const double before = request.pillars[i].price / kDollarsPerBarrel;
    const double after = pillar.shocked / kDollarsPerBarrel;
    v1::ShockedCurve::Pillar* to = proto->add_pillars();
    ToProto(absl::CivilDay(pillar.delivery_month),
            to->mutable_delivery_month());
    to->set_tenor_months(request.pillars[i].tenor_months);
    to->set_years(pillar.years);
    to->set_price_usd_per_bbl(before);
    to->set_shock_log(pillar.shock_log);
    to->set_risk_premium_log(pillar.risk_premium_log);
    to->set_shocked_usd_per_bbl(after);
    to->set_change_percent(100 * (after / before - 1));
    to->set_carry_bound_active(pillar.carry_bound_active);
    to->set_input_beyond_carry(pillar.input_beyond_carry);
    to->set_extrapolated(pillar.extrapolated);
    to->set_volatility(pillar.volatility);
    if (pillar.simulated.has_value()) {
      ToProto(*pillar.simulated, to->mutable_simulated_usd_per_bbl());
    }
  }
  proto->set_shape_id(request.shape.id);
  proto->set_shape_w(request.shape.w);
  proto->set_shape_kappa(request.shape.kappa);
  proto->set_front_log_change(curve.front_log_change);
  proto->set_front_risk_premium_log(curve.front_risk_premium_log);
  proto->set_interest_rate(request.interest_rate);
  proto->set_storage_cost_usd_per_bbl_month(request.storage_cost /
                                            kDollarsPerBarrel);
  proto->set_dynamics_id(request.dynamics.id);
  proto->set_short_factor_change(curve.factors.short_factor);
  proto->set_long_factor_change(curve.factors.long_factor);
  if (curve.spread_change_percent.has_value()) {
    proto->set_spread_change_percent(*curve.spread_change_percent);
    if (request.mode == CurveMode::kPath &&
        spread_from_stocks_percent.has_value()) {
      proto->set_spread_from_stocks_percent(*spread_from_stocks_percent);
      proto->set_spread_disagrees(
          Disagree(*curve.spread_change_percent, *spread_from_stocks_percent));
    }
  }
  if (request.simulation.has_value()) {
    v1::ForwardCurve::Simulation* to = proto->mutable_simulation();
    to->set_horizon_days(request.simulation->horizon_days);
    to->set_draw_count(request.simulation->draw_count);
    to->set_seed(static_cast<int32_t>(request.simulation->seed));
  }
}

}  // namespace oilflow
