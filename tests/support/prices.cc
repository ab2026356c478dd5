#include "tests/support/prices.h"

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "absl/time/civil_time.h"

#include "service/base/status_macros.h"
#include "service/rpc/status.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

constexpr absl::CivilMonth kFirstMonth(2025, 1);

void SetDate(absl::CivilDay day, google::type::Date* date) {
  date->set_year(static_cast<int>(day.year()));
  date->set_month(day.month());
  date->set_day(day.day());
}

// The first element of `list` for which `is` holds.
template <typename List, typename Is>
const auto& Find(const List& list, const std::string& what, const Is& is) {
  const auto found = std::find_if(list.begin(), list.end(), is);
  if (found != list.end()) {
    return *found;
  }
  ADD_FAILURE() << "there is no " << what;
  return std::decay_t<decltype(*list.begin())>::default_instance();
}

template <typename List, typename Is>
bool Any(const List& list, const Is& is) {
  return std::any_of(list.begin(), list.end(), is);
}

}  // namespace

v1::PriceSupplyChangeRequest PriceRequest(Mode::ShockMode mode,
                                          int month_count) {
  v1::PriceSupplyChangeRequest request;
  request.set_baseline("baselines/region");
  SetDate(absl::CivilDay(kFirstMonth),
          request.mutable_horizon()->mutable_start_date());
  SetDate(absl::CivilDay(kFirstMonth + month_count),
          request.mutable_horizon()->mutable_end_date());
  request.mutable_market()->set_shock_mode(mode);
  request.mutable_market()->set_start_price_usd_per_bbl(kStartUsdPerBbl);
  request.mutable_market()->set_world_crude_bpd(kWorldBpd);
  return request;
}

void AddPath(const std::string& component_id,
             const std::vector<double>& monthly_bpd,
             v1::PriceSupplyChangeRequest* request) {
  v1::SupplyComponent* component = request->add_components();
  component->set_component_id(component_id);
  for (size_t m = 0; m < monthly_bpd.size(); ++m) {
    const absl::CivilMonth month = kFirstMonth + static_cast<int>(m);
    v1::SupplyComponent::Step* step = component->add_steps();
    SetDate(absl::CivilDay(month), step->mutable_dates()->mutable_start_date());
    SetDate(absl::CivilDay(month + 1),
            step->mutable_dates()->mutable_end_date());
    step->set_change_bpd(monthly_bpd[m]);
  }
}

void AddChange(const std::string& component_id, double change_bpd,
               v1::PriceSupplyChangeRequest* request) {
  v1::SupplyComponent* component = request->add_components();
  component->set_component_id(component_id);
  component->add_steps()->set_change_bpd(change_bpd);
}

v1::PriceSupplyChangeRequest ChangeRequest(Mode::ShockMode mode,
                                           int month_count, double change_bpd) {
  v1::PriceSupplyChangeRequest request = PriceRequest(mode, month_count);
  AddChange("change", change_bpd, &request);
  return request;
}

v1::ForwardCurve FlatCurve(v1::ForwardCurve::Mode mode, double usd_per_bbl,
                           const std::vector<double>& tenors) {
  v1::ForwardCurve curve;
  curve.set_benchmark(v1::ForwardCurve::BRENT);
  curve.set_mode(mode);
  for (const double tenor : tenors) {
    v1::ForwardCurve::Pillar* pillar = curve.add_pillars();
    pillar->set_tenor_months(tenor);
    pillar->set_price_usd_per_bbl(usd_per_bbl);
  }
  return curve;
}

PricesTest::PricesTest()
    : prices_(v1::PriceService::NewStub(api_.server().InProcessChannel())),
      backtests_(
          v1::BacktestService::NewStub(api_.server().InProcessChannel())) {}

absl::StatusOr<PricesTest::Response> PricesTest::TryPrice(
    const Request& request) {
  grpc::ClientContext context;
  Response response;
  RETURN_IF_ERROR(
      FromGrpcStatus(prices_->PriceSupplyChange(&context, request, &response)));
  return response;
}

PricesTest::Response PricesTest::Price(const Request& request) {
  const absl::StatusOr<Response> response = TryPrice(request);
  EXPECT_THAT(response, IsOk());
  return response.ok() ? *response : Response();
}

v1::ListPriceParametersResponse PricesTest::Parameters() {
  grpc::ClientContext context;
  v1::ListPriceParametersResponse response;
  EXPECT_THAT(FromGrpcStatus(prices_->ListPriceParameters(
                  &context, v1::ListPriceParametersRequest(), &response)),
              IsOk());
  return response;
}

absl::StatusOr<v1::RunBacktestResponse> PricesTest::Backtest(
    const v1::RunBacktestRequest& request) {
  grpc::ClientContext context;
  v1::RunBacktestResponse response;
  RETURN_IF_ERROR(
      FromGrpcStatus(backtests_->RunBacktest(&context, request, &response)));
  return response;
}

const v1::ModelEffect& PricesTest::Effect(const v1::PriceEffect& period,
                                          const std::string& model) {
  return Find(period.effects(), model,
              [&](const auto& one) { return one.model_id() == model; });
}

const v1::PriceBand& PricesTest::Band(const v1::PriceEffect& month,
                                      v1::PriceEngine engine,
                                      const std::string& model) {
  return Find(month.bands(), model, [&](const auto& one) {
    return one.engine() == engine && one.model_id() == model;
  });
}

const v1::MultiplierBand& PricesTest::Multiplier(const v1::PriceImpact& price,
                                                 const std::string& model) {
  return Find(price.multipliers(), model,
              [&](const auto& one) { return one.model_id() == model; });
}

bool PricesTest::HasFlag(const v1::PriceImpact& price,
                         const std::string& reason) {
  return Any(price.audit().flags(),
             [&](const auto& one) { return one.reason() == reason; });
}

bool PricesTest::Warns(const Response& response, const std::string& reason) {
  return Any(response.warnings(),
             [&](const auto& one) { return one.reason() == reason; });
}

std::vector<double> PricesTest::Levels(const v1::Quantiles& quantiles) {
  return {quantiles.p05(), quantiles.p16(), quantiles.p50(), quantiles.p84(),
          quantiles.p95()};
}

std::vector<double> PricesTest::Errors(const v1::Quantiles& quantiles) {
  return {quantiles.p05_error(), quantiles.p16_error(), quantiles.p50_error(),
          quantiles.p84_error(), quantiles.p95_error()};
}

}  // namespace oilflow
