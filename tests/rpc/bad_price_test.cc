// Every way to spoil a request for a price, for its parameters, or for a
// back-test.

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

#include "tests/support/api.h"
#include "tests/support/bad_input.h"
#include "tests/support/prices.h"

namespace oilflow {
namespace {

class BadPriceTest : public testing::TestWithParam<BadCase> {};

TEST_P(BadPriceTest, IsRefusedWithItsPlaceAndWhatToDo) {
  ExpectRefused(GetParam());
}

using SpoilPrice = std::function<void(v1::PriceSupplyChangeRequest*)>;

// Two months with one loss: every case spoils this.
Send SpoiltPrice(const SpoilPrice& spoil) {
  return [spoil](Api& api) {
    v1::PriceSupplyChangeRequest request =
        ChangeRequest(Mode::PATH_REALISED, 2, -1e6);
    spoil(&request);
    const auto stub =
        v1::PriceService::NewStub(api.server().InProcessChannel());
    grpc::ClientContext context;
    v1::PriceSupplyChangeResponse response;
    return stub->PriceSupplyChange(&context, request, &response);
  };
}

// The same with text format merged into it.
Send WithPrice(const std::string& text) {
  return SpoiltPrice([text](auto* request) {
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, request))
        << text;
  });
}

Send WithMarket(const std::string& text) {
  return WithPrice(absl::StrCat("market {", text, "}"));
}

// A curve of two pillars with this merged into it.
Send WithCurve(const std::string& text) {
  return SpoiltPrice([text](auto* request) {
    v1::ForwardCurve* curve = request->mutable_market()->mutable_curve();
    *curve = FlatCurve(v1::ForwardCurve::PATH, 75, {1, 2});
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, curve))
        << text;
  });
}

// The token of a good answer, and a field beside it.
grpc::Status TokenAndMore(Api& api) {
  const auto stub = v1::PriceService::NewStub(api.server().InProcessChannel());
  v1::PriceSupplyChangeResponse response;
  grpc::ClientContext first;
  EXPECT_TRUE(
      stub->PriceSupplyChange(
              &first, ChangeRequest(Mode::PATH_REALISED, 2, -1e6), &response)
          .ok());
  v1::PriceSupplyChangeRequest request;
  request.set_rerun_token(response.price().audit().rerun_token());
  request.set_baseline("baselines/region");
  grpc::ClientContext second;
  return stub->PriceSupplyChange(&second, request, &response);
}

TEST(BadPricesTest, TheRequestThatEveryCaseSpoilsIsGood) {
  Api api;
  EXPECT_TRUE(WithPrice("")(api).ok());
  EXPECT_TRUE(WithCurve("")(api).ok());
}

const BadCase kRequests[] = {
    {"UnknownBaseline",
     WithPrice("baseline: 'baselines/nowhere'"),
     "",
     {"baselines/nowhere", "baselines/region"},
     grpc::StatusCode::NOT_FOUND,
     "BASELINE_NOT_FOUND"},
    {"NoHorizon",
     SpoiltPrice([](auto* request) { request->clear_horizon(); }),
     "horizon",
     {"start_date", "end_date"}},
    {"HorizonReversed",
     WithPrice("horizon { end_date { year: 2024 } }"),
     "horizon.end_date",
     {"1 to 1096 days after start_date", "-306"}},
    {"HorizonTooLong",
     WithPrice("horizon { end_date { year: 2028 month: 1 day: 3 } }"),
     "horizon.end_date",
     {"1 to 1096", "not 1097"}},
    {"StartThatIsNoDay",
     WithPrice("horizon { start_date { month: 2 day: 30 } }"),
     "horizon.start_date",
     {"day of the calendar", "2025-02-30"}},
    {"NoComponents",
     SpoiltPrice([](auto* request) { request->clear_components(); }),
     "components",
     {"1 to 12", "not 0"}},
    {"ThirteenComponents",
     SpoiltPrice([](auto* request) {
       for (int i = 0; i < 12; ++i) {
         AddChange(absl::StrCat("more-", i), -1, request);
       }
     }),
     "components",
     {"1 to 12", "not 13"}},
    {"BadComponentId",
     WithPrice("components { component_id: 'Iran' steps { change_bpd: 1 } }"),
     "components[1].component_id",
     {"must match", "Iran"}},
    {"ComponentTwice",
     WithPrice("components { component_id: 'change' steps { change_bpd: 1 } }"),
     "components[1].component_id",
     {"unique", "components[0]"}},
    {"ComponentWithoutSteps",
     WithPrice("components { component_id: 'iran' }"),
     "components[1].steps",
     {"1 to 1000", "not 0"}},
    {"StepWithoutAChange",
     WithPrice("components { component_id: 'iran' steps { } }"),
     "components[1].steps[0].change_bpd",
     {"must be given", "below 0 for a loss"}},
    {"ChangeTooLarge",
     WithPrice(
         "components { component_id: 'iran' steps { change_bpd: 2.1e8 } }"),
     "components[1].steps[0].change_bpd",
     {"-200000000 to 200000000", "210000000"}},
    {"ChangeThatIsNoNumber",
     WithPrice("components { component_id: 'iran' steps { change_bpd: nan } }"),
     "components[1].steps[0].change_bpd",
     {"-200000000 to 200000000", "nan"}},
    {"StepBeforeTheHorizon",
     WithPrice(
         "components { component_id: 'iran' steps { change_bpd: 1 dates { "
         "start_date { year: 2024 month: 12 day: 31 } } } }"),
     "components[1].steps[0].dates.start_date",
     {"in the horizon", "2025-01-01", "2024-12-31"}},
    {"StepAfterTheHorizon",
     WithPrice(
         "components { component_id: 'iran' steps { change_bpd: 1 dates { "
         "end_date { year: 2025 month: 3 day: 2 } } } }"),
     "components[1].steps[0].dates.end_date",
     {"in the horizon", "2025-03-01", "2025-03-02"}},
    {"StepOfNoDays",
     WithPrice(
         "components { component_id: 'iran' steps { change_bpd: 1 dates { "
         "end_date { year: 2025 month: 1 day: 1 } } } }"),
     "components[1].steps[0].dates.end_date",
     {"at least one day"}},
    {"LossOfEverything",
     WithPrice(
         "components { component_id: 'all' steps { change_bpd: -83e6 } }"),
     "",
     {"leaves nothing", "83000000"},
     grpc::StatusCode::OUT_OF_RANGE,
     "VALUE_OUT_OF_RANGE"},
    {"UnknownFact",
     WithPrice("reading { latest_fact: 'baselines/region/facts/nothing' }"),
     "reading.latest_fact",
     {"nothing"}},
    {"AsOfThatIsNoDay",
     WithPrice("reading { as_of { year: 2025 month: 13 day: 1 } }"),
     "reading.as_of",
     {"day of the calendar", "2025-13-01"}},
    {"TokenAndMore", TokenAndMore, "rerun_token", {"must be alone"}},
    {"TokenOfAnotherMethod",
     SpoiltPrice([](auto* request) {
       request->Clear();
       request->set_rerun_token("e1.a.b.c");
     }),
     "rerun_token",
     {"must begin with p1", "e1.a.b.c"}},
    {"TornToken",
     SpoiltPrice([](auto* request) {
       request->Clear();
       request->set_rerun_token("p1.a.b.c");
     }),
     "rerun_token",
     {"must be whole"}},
};
INSTANTIATE_TEST_SUITE_P(Requests, BadPriceTest, testing::ValuesIn(kRequests),
                         CaseName);

const BadCase kOffsets[] = {
    {"OffsetsExAnte",
     WithPrice("market { shock_mode: SHOCK_EX_ANTE } offsets { spare { } }"),
     "offsets",
     {"SHOCK_EX_ANTE", "twice", "PATH_REALISED"}},
    {"WillingnessAboveOne",
     WithPrice("offsets { spare { willing_share: 1.1 } }"),
     "offsets.spare.willing_share",
     {"0 to 1", "1.1"}},
    {"SpareBelowNothing",
     WithPrice("offsets { spare { reachable_bpd: -1 } }"),
     "offsets.spare.reachable_bpd",
     {"0 to 200000000", "-1"}},
    {"SpareThatNeverComes",
     WithPrice("offsets { spare { lag_months: 37 } }"),
     "offsets.spare.lag_months",
     {"0 to 36", "37"}},
    {"StockWithoutContent",
     WithPrice("offsets { stock { max_rate_bpd: 1e6 } }"),
     "offsets.stock.content_bbl",
     {"must be given", "barrels"}},
    {"EmptyStock",
     WithPrice("offsets { stock { content_bbl: 0 } }"),
     "offsets.stock.content_bbl",
     {"above 0"}},
    {"StockOfWhichNothingIsEffective",
     WithPrice("offsets { stock { content_bbl: 1e6 effective_share: 0 } }"),
     "offsets.stock.effective_share",
     {"above 0", "at most 1"}},
    {"RefillBeforeItBegan",
     WithPrice("offsets { stock { content_bbl: 1e6 refill_start_month: 0 } }"),
     "offsets.stock.refill_start_month",
     {"1 to 120", "not 0"}},
    {"MoreReroutedThanLost",
     WithPrice("offsets { rerouted_share: 2 }"),
     "offsets.rerouted_share",
     {"0 to 1", "not 2"}},
    {"GainOffsetBelowNothing",
     WithPrice("offsets { gain_offset_share: -0.5 }"),
     "offsets.gain_offset_share",
     {"0 to 1", "-0.5"}},
};
INSTANTIATE_TEST_SUITE_P(Offsets, BadPriceTest, testing::ValuesIn(kOffsets),
                         CaseName);

const BadCase kPriceMarkets[] = {
    {"NoMode",
     SpoiltPrice(
         [](auto* request) { request->mutable_market()->clear_shock_mode(); }),
     "market.shock_mode",
     {"SHOCK_EX_ANTE", "PATH_REALISED", "never guessed"}},
    {"PriceOfNothing",
     WithMarket("start_price_usd_per_bbl: 0"),
     "market.start_price_usd_per_bbl",
     {"0.01 to 1000", "not 0"}},
    {"OutputInMillions",
     WithMarket("world_crude_bpd: 83"),
     "market.world_crude_bpd",
     {"1000000 to 200000000", "not 83"}},
    {"SupplyElasticityBelowNothing",
     WithMarket("models { model_id: 'mine' supply_elasticity: -0.08 "
                "demand_elasticity: -0.15 }"),
     "market.models[0].supply_elasticity",
     {"0 to 10", "-0.08", "demand elasticity by another name"}},
    {"DemandElasticityAboveNothing",
     WithMarket("models { model_id: 'mine' supply_elasticity: 0.1 "
                "demand_elasticity: 0.15 }"),
     "market.models[0].demand_elasticity",
     {"-10 to 0", "0.15", "with its sign"}},
    {"ModelThatTakesAName",
     WithMarket("models { model_id: 'bh19' supply_elasticity: 0.1 "
                "demand_elasticity: -0.15 }"),
     "market.models[0].model_id",
     {"is taken", "bh19"}},
    {"ModelWithoutElasticities",
     WithMarket("models { model_id: 'mine' supply_elasticity: 0.1 }"),
     "market.models[0]",
     {"demand_elasticity"}},
    {"LongRunNearerNothingThanTheShortRun",
     WithMarket("models { model_id: 'mine' supply_elasticity: 0.2 "
                "demand_elasticity: -0.15 long_run_supply_elasticity: 0.1 }"),
     "market.models[0].long_run_supply_elasticity",
     {"0.2 to 10", "0.1"}},
    {"AdjustmentOfAllInAYear",
     WithMarket("models { model_id: 'mine' supply_elasticity: 0.2 "
                "demand_elasticity: -0.15 annual_adjustment: 1 }"),
     "market.models[0].annual_adjustment",
     {"above 0 and below 1", "not 1"}},
    {"WeightOfNoModel",
     WithMarket("mixture_weights { model_id: 'bh20' weight: 1 }"),
     "market.mixture_weights[0].model_id",
     {"bh19", "practitioner", "did you mean"}},
    {"WeightsOfNothing",
     WithMarket("mixture_weights { model_id: 'bh19' weight: 0 }"),
     "market.mixture_weights",
     {"a weight above 0", "equal weights"}},
    {"WeightWithoutANumber",
     WithMarket("mixture_weights { model_id: 'bh19' }"),
     "market.mixture_weights[0].weight",
     {"must be given"}},
    {"WeightTwice",
     WithMarket("mixture_weights { model_id: 'bh19' weight: 1 } "
                "mixture_weights { model_id: 'bh19' weight: 1 }"),
     "market.mixture_weights[1].model_id",
     {"unique"}},
    {"MoreThanAllPriced",
     WithMarket("already_priced: 1.2"),
     "market.already_priced",
     {"0 to 1", "1.2"}},
    {"AnnouncementWithoutADay",
     WithMarket("announcement { credibility: 1 }"),
     "market.announcement.announced_date",
     {"must be given"}},
    {"AnnouncedAfterwards",
     WithMarket("announcement { announced_date { year: 2025 month: 1 day: 2 } "
                "}"),
     "market.announcement.announced_date",
     {"2025-01-01", "2025-01-02"}},
    {"BelievedTwice",
     WithMarket("announcement { announced_date { year: 2024 month: 12 day: 2 } "
                "credibility: 2 }"),
     "market.announcement.credibility",
     {"0 to 1", "not 2"}},
    {"SpareStateBelowNothing",
     WithMarket("state_dependence { reachable_spare_bpd: -1 }"),
     "market.state_dependence.reachable_spare_bpd",
     {"0 to 200000000", "-1"}},
    {"ChanceAboveOne",
     WithMarket("risk_premium { probability_change: 20 disruption_bpd: 1e6 }"),
     "market.risk_premium.probability_change",
     {"-1 to 1", "not 20"}},
    {"DisruptionOfTheWorld",
     WithMarket("risk_premium { probability_change: 0.2 disruption_bpd: 83e6 "
                "}"),
     "market.risk_premium.disruption_bpd",
     {"below the world's output", "83000000"}},
    {"DifferentialTooLarge",
     WithMarket("differential_change_usd_per_bbl: -1001"),
     "market.differential_change_usd_per_bbl",
     {"-1000 to 1000", "-1001"}},
};
INSTANTIATE_TEST_SUITE_P(Markets, BadPriceTest,
                         testing::ValuesIn(kPriceMarkets), CaseName);

}  // namespace
}  // namespace oilflow
