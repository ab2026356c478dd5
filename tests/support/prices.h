// A test that asks for the price of changes of supply, through gRPC, on round
// numbers: 75 USD/bbl, 83 million barrels a day, from January 2025.

#ifndef OILFLOW_TESTS_SUPPORT_PRICES_H_
#define OILFLOW_TESTS_SUPPORT_PRICES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gtest/gtest.h"

#include "oilflow/v1/backtest_service.grpc.pb.h"
#include "oilflow/v1/price_service.grpc.pb.h"

#include "tests/support/api.h"

namespace oilflow {

inline constexpr double kStartUsdPerBbl = 75;
inline constexpr double kWorldBpd = 83e6;
// Half of a unit of the first digit after the point, for figures that were
// printed with one.
inline constexpr double kFirstDigit = 0.05 + 1e-9;

using Mode = v1::MarketAssumptions;

// Calendar months from January 2025, 1 to 36, in which nothing changes yet.
v1::PriceSupplyChangeRequest PriceRequest(Mode::ShockMode mode,
                                          int month_count);

// One more component: a rate for each month of the horizon; after the last one
// given, 0.
void AddPath(const std::string& component_id,
             const std::vector<double>& monthly_bpd,
             v1::PriceSupplyChangeRequest* request);

// A component with the same rate on all days of the horizon.
void AddChange(const std::string& component_id, double change_bpd,
               v1::PriceSupplyChangeRequest* request);

// The request for one change that lasts: the start of most tests.
v1::PriceSupplyChangeRequest ChangeRequest(Mode::ShockMode mode,
                                           int month_count, double change_bpd);

// A curve of one price at each tenor, in whole months.
v1::ForwardCurve FlatCurve(v1::ForwardCurve::Mode mode, double usd_per_bbl,
                           const std::vector<double>& tenors);

class PricesTest : public testing::Test {
 public:
  using Request = v1::PriceSupplyChangeRequest;
  using Response = v1::PriceSupplyChangeResponse;

 protected:
  PricesTest();

  absl::StatusOr<Response> TryPrice(const Request& request);
  // A failure unless it is answered.
  Response Price(const Request& request);
  v1::ListPriceParametersResponse Parameters();
  absl::StatusOr<v1::RunBacktestResponse> Backtest(
      const v1::RunBacktestRequest& request);

  // A failure and an empty message if there is none.
  static const v1::ModelEffect& Effect(const v1::PriceEffect& period,
                                       const std::string& model);
  static const v1::PriceBand& Band(const v1::PriceEffect& month,
                                   v1::PriceEngine engine,
                                   const std::string& model);
  static const v1::MultiplierBand& Multiplier(const v1::PriceImpact& price,
                                              const std::string& model);

  static bool HasFlag(const v1::PriceImpact& price, const std::string& reason);
  static bool Warns(const Response& response, const std::string& reason);

  // 5, 16, 50, 84 and 95%, and their errors.
  static std::vector<double> Levels(const v1::Quantiles& quantiles);
  static std::vector<double> Errors(const v1::Quantiles& quantiles);

  Api api_;
  std::unique_ptr<v1::PriceService::Stub> prices_;
  std::unique_ptr<v1::BacktestService::Stub> backtests_;
};

}  // namespace oilflow

#endif  // OILFLOW_TESTS_SUPPORT_PRICES_H_
