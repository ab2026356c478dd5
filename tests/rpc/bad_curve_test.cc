// Every way to spoil a curve, a page of parameters, or a back-test.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/fixtures.h"
#include "tests/support/prices.h"

namespace oilflow {
namespace {

class BadCurveTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadCurveTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

Send WithCurve(const v1::ForwardCurve& curve) {
  return [curve](Api& api) {
    v1::PriceSupplyChangeRequest request =
        ChangeRequest(Mode::PATH_REALISED, 2, -1e6);
    *request.mutable_market()->mutable_curve() = curve;
    const auto stub =
        v1::PriceService::NewStub(api.server().InProcessChannel());
    grpc::ClientContext context;
    v1::PriceSupplyChangeResponse response;
    return stub->PriceSupplyChange(&context, request, &response);
  };
}

// Two pillars with text format merged into their curve.
Send Curve(const std::string& text) {
  v1::ForwardCurve curve = FlatCurve(v1::ForwardCurve::PATH, 75, {1, 2});
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, &curve))
      << text;
  return WithCurve(curve);
}

// The third pillar.
Send Pillar(const std::string& text) {
  return Curve(absl::StrCat("pillars {", text, "}"));
}

Send Parameters(const std::string& text) {
  return [text](Api& api) {
    const auto stub =
        v1::PriceService::NewStub(api.server().InProcessChannel());
    grpc::ClientContext context;
    v1::ListPriceParametersResponse response;
    return stub->ListPriceParameters(
        &context, ParseProto<v1::ListPriceParametersRequest>(text), &response);
  };
}

Send Backtest(const v1::RunBacktestRequest& request) {
  return [request](Api& api) {
    const auto stub =
        v1::BacktestService::NewStub(api.server().InProcessChannel());
    grpc::ClientContext context;
    v1::RunBacktestResponse response;
    return stub->RunBacktest(&context, request, &response);
  };
}

Send Backtest(const std::string& text) {
  return Backtest(ParseProto<v1::RunBacktestRequest>(text));
}

Send ManyEvents(int count) {
  v1::RunBacktestRequest request;
  request.set_baseline("baselines/region");
  for (int i = 0; i < count; ++i) {
    request.add_event_ids("bt1");
  }
  return Backtest(request);
}

const BadCase kCurves[] = {
    {"NoBenchmark",
     Curve("benchmark: BENCHMARK_UNSPECIFIED"),
     "market.curve.benchmark",
     {"BRENT or WTI"}},
    {"NoMode",
     Curve("mode: MODE_UNSPECIFIED"),
     "market.curve.mode",
     {"PATH", "ANNOUNCE", "never guessed"}},
    {"NoPillars",
     WithCurve(FlatCurve(v1::ForwardCurve::PATH, 75, {})),
     "market.curve.pillars",
     {"1 to 121", "not 0"}},
    {"PillarWithoutADelivery",
     Pillar("price_usd_per_bbl: 75"),
     "market.curve.pillars[2]",
     {"tenor_months", "delivery_month"}},
    {"PillarWithoutAPrice",
     Pillar("tenor_months: 3"),
     "market.curve.pillars[2].price_usd_per_bbl",
     {"must be given", "USD/bbl"}},
    // WTI for May 2020 settled so on 20 April.
    {"PriceBelowNothing",
     Pillar("tenor_months: 3 price_usd_per_bbl: -37.63"),
     "market.curve.pillars[2].price_usd_per_bbl",
     {"-37.63", "multiplies prices", "leave this pillar out"}},
    {"PriceInCents",
     Pillar("tenor_months: 3 price_usd_per_bbl: 7500"),
     "market.curve.pillars[2].price_usd_per_bbl",
     {"at most 1000", "7500"}},
    {"PriceThatIsNoNumber",
     Pillar("tenor_months: 3 price_usd_per_bbl: nan"),
     "market.curve.pillars[2].price_usd_per_bbl",
     {"above 0", "nan"}},
    {"TenorOutOfOrder",
     Pillar("tenor_months: 2 price_usd_per_bbl: 75"),
     "market.curve.pillars[2]",
     {"above the 2 months of the pillar before"}},
    {"TenorTooFar",
     Pillar("tenor_months: 121 price_usd_per_bbl: 75"),
     "market.curve.pillars[2].tenor_months",
     {"0 to 120", "121"}},
    {"DeliveredBeforeTheQuote",
     Pillar("delivery_month { year: 2024 month: 11 day: 1 } "
            "price_usd_per_bbl: 75"),
     "market.curve.pillars[2].delivery_month",
     {"2024-12", "2024-11", "quote_date"}},
    {"QuoteThatIsNoDay",
     Curve("quote_date { year: 2025 month: 2 day: 30 }"),
     "market.curve.quote_date",
     {"day of the calendar", "2025-02-30"}},
    {"FrontMoveUnderPath",
     Curve("front_log_change: 0.1"),
     "market.curve.front_log_change",
     {"left out under PATH", "ANNOUNCE"}},
    {"FrontMoveInPercent",
     Curve("mode: ANNOUNCE front_log_change: 10"),
     "market.curve.front_log_change",
     {"-3 to 3", "not 10"}},
    {"UnknownShape",
     Curve("shape_id: 'brent-opec-2007'"),
     "market.curve.shape_id",
     {"brent-opec-2007-24", "did you mean"}},
    {"UnknownDynamics",
     Curve("dynamics_id: 'dubai'"),
     "market.curve.dynamics_id",
     {"brent-2007-25", "dubai"}},
    {"InterestInPercent",
     Curve("interest_rate: 4"),
     "market.curve.interest_rate",
     {"-0.5 to 1", "not 4"}},
    {"StorageThatPays",
     Curve("storage_cost_usd_per_bbl_month: -1"),
     "market.curve.storage_cost_usd_per_bbl_month",
     {"0 to 100", "-1"}},
    {"SimulationOfNoDays",
     Curve("simulation { }"),
     "market.curve.simulation.horizon_days",
     {"1 to 1096", "not 0"}},
    {"SimulationOfFewDraws",
     Curve("simulation { horizon_days: 10 draw_count: 99 }"),
     "market.curve.simulation.draw_count",
     {"100 to 100000", "99"}},
    {"SeedBelowNothing",
     Curve("simulation { horizon_days: 10 seed: -1 }"),
     "market.curve.simulation.seed",
     {"from 0 to 2147483647", "-1"}},
};
INSTANTIATE_TEST_SUITE_P(Curves, BadCurveTest, testing::ValuesIn(kCurves),
                         CaseName);

const BadCase kParameters[] = {
    {"PageOfLessThanNothing",
     Parameters("page_size: -1"),
     "page_size",
     {"at least 0", "-1"}},
    {"TokenOfNothing",
     Parameters("page_token: 'nothing'"),
     "page_token",
     {"next_page_token"}},
};
INSTANTIATE_TEST_SUITE_P(Parameters, BadCurveTest,
                         testing::ValuesIn(kParameters), CaseName);

const BadCase kBacktests[] = {
    {"NoBaseline",
     Backtest(""),
     "",
     {"no unnamed resource", "baselines/region"},
     grpc::StatusCode::NOT_FOUND,
     "BASELINE_NOT_FOUND"},
    {"UnknownBaseline",
     Backtest("baseline: 'baselines/nowhere'"),
     "",
     {"baselines/nowhere", "baselines/region"},
     grpc::StatusCode::NOT_FOUND,
     "BASELINE_NOT_FOUND"},
    {"WorldWithoutEvents",
     Backtest("baseline: 'baselines/two-nodes'"),
     "",
     {"baselines/two-nodes", "backtest.csv"},
     grpc::StatusCode::FAILED_PRECONDITION,
     "NO_BACKTEST_EVENTS",
     "baselines/two-nodes"},
    {"UnknownEvent",
     Backtest("baseline: 'baselines/region' event_ids: 'bt1' event_ids: "
              "'bt99'"),
     "event_ids[1]",
     {"bt3, bt5, bt1", "bt99"}},
    {"EventThatWouldRuleATerminal",
     Backtest("baseline: 'baselines/region' event_ids: '\\033[2J'"),
     "event_ids[0]",
     {"must be one of"}},
    {"TooManyEvents", ManyEvents(101), "event_ids", {"at most 100", "not 101"}},
    {"WeightOfNoModel",
     Backtest("baseline: 'baselines/region' event_ids: 'bt1' mixture_weights { "
              "model_id: 'bh20' weight: 1 }"),
     "mixture_weights[0].model_id",
     {"bh19", "did you mean"}},
    {"WeightsOfNothing",
     Backtest("baseline: 'baselines/region' event_ids: 'bt1' mixture_weights { "
              "model_id: 'bh19' weight: 0 }"),
     "mixture_weights",
     {"a weight above 0"}},
};
INSTANTIATE_TEST_SUITE_P(Backtests, BadCurveTest, testing::ValuesIn(kBacktests),
                         CaseName);

}  // namespace
}  // namespace oilflow
