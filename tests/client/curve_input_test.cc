#include "client/curve_input.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(ParseCurveTest, ADeliveryIsAMonthOrATenor) {
  v1::ForwardCurve curve;
  ASSERT_THAT(
      ParseCurve("brent.csv", "price,delivery\r\n72.81,2025-04\r\n72.3,1.5\r\n",
                 &curve),
      IsOk());
  ASSERT_EQ(curve.pillars_size(), 2);
  EXPECT_EQ(curve.pillars(0).delivery_month().year(), 2025);
  EXPECT_EQ(curve.pillars(0).delivery_month().month(), 4);
  EXPECT_EQ(curve.pillars(0).price_usd_per_bbl(), 72.81);
  EXPECT_EQ(curve.pillars(1).tenor_months(), 1.5);
  EXPECT_EQ(curve.pillars(1).price_usd_per_bbl(), 72.3);
}

TEST(ParseCurveTest, ErrorsNameFileLineAndColumn) {
  struct Case {
    const char* text;
    const char* error;
  };
  const Case cases[] = {
      {"delivery,price\n2025-04,72\n2025-13,72\n", "b.csv:3: column 1: "},
      {"delivery,price\nApr-25,72\n",
       "b.csv:2: column 1: must be a month such as 2025-04 or a tenor in "
       "months such as 1.5, not \"Apr-25\""},
      {"delivery,price\n2025-04,\n", "b.csv:2: column 2: "},
      {"delivery,price\n2025-04,nan\n", "b.csv:2: column 2: "},
      {"delivery,price\n2025-04,72,1\n", "b.csv:2"},
      {"delivery,price\n", "b.csv: must have at least one row"},
      {"month,price\n2025-04,72\n",
       "b.csv:1: must have the columns delivery and price, not month, price"},
      {"delivery,price,note\n2025-04,72,x\n", "b.csv:1: must have the columns"},
  };
  for (const Case& c : cases) {
    v1::ForwardCurve curve;
    const absl::Status status = ParseCurve("b.csv", c.text, &curve);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.error));
  }
}

v1::MarketAssumptions WithCurve() {
  v1::MarketAssumptions market;
  market.mutable_curve()->set_benchmark(v1::ForwardCurve::WTI);
  market.mutable_curve()->set_mode(v1::ForwardCurve::PATH);
  market.mutable_curve()->add_pillars()->set_tenor_months(1);
  return market;
}

TEST(SetCurveTest, FlagsChangeWhatTheyNameAndNoMore) {
  v1::MarketAssumptions market = WithCurve();
  ASSERT_THAT(
      SetCurve(
          {.mode = "announce", .quote_date = "2025-03-31", .simulate_days = 20},
          &market),
      IsOk());
  EXPECT_EQ(market.curve().mode(), v1::ForwardCurve::ANNOUNCE);
  EXPECT_EQ(market.curve().benchmark(), v1::ForwardCurve::WTI);
  EXPECT_EQ(market.curve().simulation().horizon_days(), 20);
  EXPECT_EQ(market.curve().quote_date().month(), 3);
  EXPECT_EQ(market.curve().pillars_size(), 1);
  EXPECT_THAT(std::string(SetCurve({.quote_date = "31.3."}, &market).message()),
              HasSubstr("--quote-date "));
}

TEST(SetCurveTest, WithoutFlagsNothingChanges) {
  v1::MarketAssumptions market;
  ASSERT_THAT(SetCurve({}, &market), IsOk());
  EXPECT_FALSE(market.has_curve());
}

TEST(SetCurveTest, BenchmarkAndModeAreNeverGuessed) {
  const auto error = [](const CurveFlags& flags, v1::MarketAssumptions market) {
    return std::string(SetCurve(flags, &market).message());
  };
  EXPECT_THAT(error({.mode = "path"}, {}), HasSubstr("need a curve"));
  v1::MarketAssumptions bare;
  bare.mutable_curve();
  EXPECT_THAT(error({.mode = "path"}, bare), HasSubstr("--benchmark brent"));
  EXPECT_THAT(error({.benchmark = "brent"}, bare),
              HasSubstr("--curve-mode path"));
  EXPECT_THAT(error({.file = "/no/such.csv"}, {}),
              HasSubstr("/no/such.csv: no such file"));
}

}  // namespace
}  // namespace oilflow
