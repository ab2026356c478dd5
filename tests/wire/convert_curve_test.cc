#include "service/wire/convert_curve.h"

#include <ostream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "tests/support/faults.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr absl::CivilDay kReadOn(2025, 3, 1);

constexpr char kPillar[] = "pillars { tenor_months: 1 price_usd_per_bbl: 70 } ";

v1::ForwardCurve Curve(const std::string& text) {
  return ParseProto<v1::ForwardCurve>(text);
}

std::vector<std::string> CurveFaults(const v1::ForwardCurve& proto) {
  BadRequest bad;
  const CurveInput input = CurveFromProto(proto, kReadOn, "curve", &bad);
  if (bad.ok()) {
    ResolveCurve(TestLibrary(), input, "curve", &bad);
  }
  return FaultsIn(bad);
}

CurveRequest ResolvedCurve(const v1::ForwardCurve& proto) {
  BadRequest bad;
  const CurveInput input = CurveFromProto(proto, kReadOn, "curve", &bad);
  CurveRequest request = ResolveCurve(TestLibrary(), input, "curve", &bad);
  EXPECT_THAT(FaultsIn(bad), IsEmpty());
  return request;
}

struct BadCurve {
  std::string text;
  std::string field;
  std::string says;
};

std::ostream& operator<<(std::ostream& out, const BadCurve& bad) {
  return out << bad.text;
}

class BadCurveTest : public testing::TestWithParam<BadCurve> {};

// Each beside a benchmark, a mode and, unless it has pillars, a pillar.
TEST_P(BadCurveTest, NamesTheFieldAndWhatToDo) {
  v1::ForwardCurve curve = Curve(GetParam().text);
  if (curve.pillars().empty() && GetParam().field != "pillars") {
    curve.MergeFrom(Curve(kPillar));
  }
  if (curve.mode() == v1::ForwardCurve::MODE_UNSPECIFIED) {
    curve.set_mode(v1::ForwardCurve::PATH);
  }
  curve.set_benchmark(v1::ForwardCurve::BRENT);
  EXPECT_THAT(CurveFaults(curve),
              ElementsAre(AllOf(StartsWith("curve." + GetParam().field + ": "),
                                HasSubstr(GetParam().says))));
}

INSTANTIATE_TEST_SUITE_P(
    Pillars, BadCurveTest,
    testing::Values(
        BadCurve{"", "pillars", "must be 1 to 121, not 0"},
        BadCurve{"pillars { price_usd_per_bbl: 70 }", "pillars[0]",
                 "tenor_months or delivery_month"},
        BadCurve{"pillars { tenor_months: 1 }", "pillars[0].price_usd_per_bbl",
                 "must be given"},
        BadCurve{"pillars { tenor_months: 1 price_usd_per_bbl: nan }",
                 "pillars[0].price_usd_per_bbl", "not nan"},
        BadCurve{"pillars { tenor_months: 1 price_usd_per_bbl: 1000.5 }",
                 "pillars[0].price_usd_per_bbl", "at most 1000"},
        // WTI for May 2020 settled here on 2020-04-20 (CME).
        BadCurve{absl::StrCat(kPillar,
                              "pillars { tenor_months: 2 "
                              "price_usd_per_bbl: -37.63 }"),
                 "pillars[1].price_usd_per_bbl", "2020-04-20"},
        BadCurve{absl::StrCat(kPillar,
                              "pillars { tenor_months: 2 price_usd_per_bbl: 0 "
                              "}"),
                 "pillars[1].price_usd_per_bbl", "2020-04-20"},
        BadCurve{"pillars { tenor_months: -1 price_usd_per_bbl: 70 }",
                 "pillars[0].tenor_months", "from 0 to 120 months, not -1"},
        BadCurve{"pillars { tenor_months: 120.5 price_usd_per_bbl: 70 }",
                 "pillars[0].tenor_months", "not 120.5"},
        BadCurve{absl::StrCat(kPillar, kPillar), "pillars[1]",
                 "must be above the 1 months of the pillar before it"},
        // The quote is of 2025-02-28, the day before the first.
        BadCurve{"pillars { price_usd_per_bbl: 70 "
                 "delivery_month { year: 2025 month: 1 day: 31 } }",
                 "pillars[0].delivery_month",
                 "from 2025-02 to 2035-02, not 2025-01"},
        BadCurve{"pillars { price_usd_per_bbl: 70 "
                 "delivery_month { year: 2035 month: 3 day: 1 } }",
                 "pillars[0].delivery_month", "not 2035-03"},
        BadCurve{"pillars { price_usd_per_bbl: 70 "
                 "delivery_month { year: 2025 month: 13 day: 1 } }",
                 "pillars[0].delivery_month", "a day of the calendar"}));

INSTANTIATE_TEST_SUITE_P(
    Rest, BadCurveTest,
    testing::Values(
        BadCurve{"front_log_change: 0.1", "front_log_change",
                 "must be left out under PATH"},
        BadCurve{"mode: ANNOUNCE front_log_change: 3.1", "front_log_change",
                 "from -3 to 3"},
        BadCurve{"mode: ANNOUNCE front_log_change: nan", "front_log_change",
                 "not nan"},
        BadCurve{"interest_rate: 1.1", "interest_rate", "from -0.5 to 1"},
        BadCurve{"storage_cost_usd_per_bbl_month: -1",
                 "storage_cost_usd_per_bbl_month", "from 0 to 100"},
        BadCurve{"quote_date { year: 2025 month: 2 day: 30 }", "quote_date",
                 "a day of the calendar"},
        BadCurve{"quote_date { year: 2022 month: 2 day: 28 }", "quote_date",
                 "from 2022-03 to 2028-03, 36 either way"},
        BadCurve{"quote_date { year: 2028 month: 4 day: 1 }", "quote_date",
                 "not 2028-04-01"},
        BadCurve{"shape_id: 'brent'", "shape_id",
                 "brent-opec-2007-24, brent-opec-2017-24, brent-all-2007-25, "
                 "wti-opec-2007-24, wti-kaenzig-1990-24), not \"brent\""},
        BadCurve{"dynamics_id: 'wti-2007-24'", "dynamics_id",
                 "did you mean \"wti-2007-25\"?"},
        BadCurve{"simulation { }", "simulation.horizon_days", "1 to 1096"},
        BadCurve{"simulation { horizon_days: 1097 }", "simulation.horizon_days",
                 "not 1097"},
        BadCurve{"simulation { horizon_days: 1 draw_count: 99 }",
                 "simulation.draw_count", "from 100 to 100000 draws, not 99"},
        BadCurve{"simulation { horizon_days: 1 draw_count: 100001 }",
                 "simulation.draw_count", "not 100001"},
        BadCurve{"simulation { horizon_days: 1 seed: -1 }", "simulation.seed",
                 "from 0 to 2147483647, not -1"}));

TEST(ConvertCurveTest, BenchmarkAndModeAreNeverGuessed) {
  EXPECT_THAT(CurveFaults(Curve(kPillar)),
              ElementsAre(HasSubstr("curve.benchmark: must be BRENT or WTI"),
                          HasSubstr("curve.mode: must be PATH")));
}

TEST(ConvertCurveTest, ANumberThatIsNoChoiceIsRefused) {
  v1::ForwardCurve curve =
      Curve(absl::StrCat("benchmark: WTI mode: PATH ", kPillar));
  curve.set_engine(static_cast<v1::ForwardCurve::Engine>(7));
  EXPECT_THAT(CurveFaults(curve), ElementsAre(HasSubstr("curve.engine: must")));
}

TEST(ConvertCurveTest, TheEndsOfTheQuotesRangeAreTaken) {
  for (const char* date :
       {"year: 2022 month: 3 day: 1", "year: 2028 month: 3 day: 31"}) {
    EXPECT_THAT(
        CurveFaults(Curve(absl::StrCat("benchmark: WTI mode: PATH ",
                                       "quote_date { ", date, " } ", kPillar))),
        IsEmpty());
  }
}

TEST(ConvertCurveTest, ACurveOf121PillarsIsTakenAnd122AreNot) {
  v1::ForwardCurve curve = Curve("benchmark: BRENT mode: PATH");
  for (int month = 0; month <= 120; ++month) {
    curve.MergeFrom(
        Curve(absl::StrCat("pillars { price_usd_per_bbl: 70 "
                           "tenor_months: ",
                           month, "}")));
  }
  EXPECT_THAT(CurveFaults(curve), IsEmpty());
  curve.MergeFrom(Curve(kPillar));
  EXPECT_THAT(CurveFaults(curve), ElementsAre(HasSubstr("1 to 121, not 122")));
}

TEST(ConvertCurveTest, TheLibraryFillsInWhatIsLeftOut) {
  const CurveRequest brent = ResolvedCurve(
      Curve(absl::StrCat("benchmark: BRENT mode: ANNOUNCE ", kPillar)));
  EXPECT_EQ(brent.shape.id, "brent-opec-2007-24");
  // 50 OPEC announcement days of Brent, 2007 to 2024.
  EXPECT_EQ(brent.shape.w, 0.217);
  EXPECT_EQ(brent.shape.kappa, 0.558);
  EXPECT_EQ(brent.dynamics.id, "brent-2007-25");
  EXPECT_EQ(brent.interest_rate, 0.04);
  EXPECT_EQ(brent.storage_cost / kDollarsPerBarrel, 0.5);
  EXPECT_EQ(brent.quote_day, absl::CivilDay(2025, 2, 28));
  EXPECT_EQ(brent.engine, CurveEngine::kTwoSpeed);
  const CurveRequest wti =
      ResolvedCurve(Curve(absl::StrCat("benchmark: WTI mode: PATH ", kPillar)));
  EXPECT_EQ(wti.shape.id, "wti-opec-2007-24");
  EXPECT_EQ(wti.dynamics.id, "wti-2007-25");
}

TEST(ConvertCurveTest, ACurveIsReadInFull) {
  const CurveRequest request = ResolvedCurve(
      Curve("benchmark: WTI mode: ANNOUNCE engine: IMPULSE_RESPONSE "
            "front_log_change: -0.2 shape_id: 'wti-kaenzig-1990-24' "
            "dynamics_id: 'published-1990-95' interest_rate: 0.01 "
            "storage_cost_usd_per_bbl_month: 0.25 "
            "quote_date { year: 2025 month: 2 day: 14 } "
            "pillars { tenor_months: 1.5 price_usd_per_bbl: 71 } "
            "pillars { price_usd_per_bbl: 70 "
            "  delivery_month { year: 2026 month: 2 day: 28 } } "
            "simulation { horizon_days: 20 draw_count: 500 seed: 7 }"));
  EXPECT_EQ(request.benchmark, CurveBenchmark::kWti);
  EXPECT_EQ(request.mode, CurveMode::kAnnounce);
  EXPECT_EQ(request.engine, CurveEngine::kImpulseResponse);
  EXPECT_EQ(request.front_log_change, -0.2);
  EXPECT_EQ(request.shape.id, "wti-kaenzig-1990-24");
  EXPECT_EQ(request.dynamics.id, "published-1990-95");
  EXPECT_EQ(request.interest_rate, 0.01);
  EXPECT_EQ(request.storage_cost / kDollarsPerBarrel, 0.25);
  EXPECT_EQ(request.quote_day, absl::CivilDay(2025, 2, 14));
  ASSERT_EQ(request.pillars.size(), 2u);
  EXPECT_EQ(request.pillars[0].tenor_months, 1.5);
  EXPECT_EQ(request.pillars[0].price / kDollarsPerBarrel, 71);
  EXPECT_EQ(request.pillars[1].tenor_months, 12);
  EXPECT_EQ(request.simulation->horizon_days, 20);
  EXPECT_EQ(request.simulation->draw_count, 500);
  EXPECT_EQ(request.simulation->seed, 7u);
}

// Two pillars; the second one simulated.
ShockedCurve Moved() {
  ShockedCurve curve;
  curve.pillars = {{.delivery_month = absl::CivilMonth(2025, 3),
                    .years = 0,
                    .shock_log = 0.05,
                    .risk_premium_log = 0.01,
                    .shocked = 77.0 * kDollarsPerBarrel,
                    .carry_bound_active = true,
                    .volatility = 0.35},
                   {.delivery_month = absl::CivilMonth(2026, 3),
                    .years = 1,
                    .shock_log = 0.03,
                    .shocked = 56.0 * kDollarsPerBarrel,
                    .input_beyond_carry = true,
                    .extrapolated = true,
                    .volatility = 0.25,
                    .simulated = Quantiles{.value = {1, 2, 3, 4, 5},
                                           .error = {6, 7, 8, 9, 10}}}};
  curve.front_log_change = 0.05;
  curve.front_risk_premium_log = 0.01;
  curve.factors = {.short_factor = 0.04, .long_factor = 0.02};
  curve.spread_change_percent = 2;
  return curve;
}

CurveRequest Asked(const std::string& mode) {
  return ResolvedCurve(Curve(
      absl::StrCat("benchmark: BRENT mode: ", mode,
                   " pillars { tenor_months: 1 price_usd_per_bbl: 70 } "
                   "pillars { tenor_months: 13 price_usd_per_bbl: 80 } "
                   "simulation { horizon_days: 20 draw_count: 500 seed: 7 }")));
}

TEST(ShockedCurveToProtoTest, EveryFieldIsSet) {
  v1::ShockedCurve proto;
  ToProto(Moved(), Asked("PATH"), 0.5, &proto);
  v1::ShockedCurve expected = ParseProto<v1::ShockedCurve>(R"pb(
    benchmark: BRENT
    mode: PATH
    engine: TWO_SPEED
    quote_date { year: 2025 month: 2 day: 28 }
    pillars {
      delivery_month { year: 2025 month: 3 day: 1 }
      price_usd_per_bbl: 70
      shock_log: 0.05
      risk_premium_log: 0.01
      shocked_usd_per_bbl: 77
      carry_bound_active: true
      volatility: 0.35
    }
    pillars {
      delivery_month { year: 2026 month: 3 day: 1 }
      years: 1
      price_usd_per_bbl: 80
      shock_log: 0.03
      shocked_usd_per_bbl: 56
      input_beyond_carry: true
      extrapolated: true
      volatility: 0.25
      simulated_usd_per_bbl {
        p05: 1
        p16: 2
        p50: 3
        p84: 4
        p95: 5
        p05_error: 6
        p16_error: 7
        p50_error: 8
        p84_error: 9
        p95_error: 10
      }
    }
    shape_id: "brent-opec-2007-24"
    shape_w: 0.217
    shape_kappa: 0.558
    front_log_change: 0.05
    front_risk_premium_log: 0.01
    interest_rate: 0.04
    storage_cost_usd_per_bbl_month: 0.5
    dynamics_id: "brent-2007-25"
    short_factor_change: 0.04
    long_factor_change: 0.02
    spread_change_percent: 2
    spread_from_stocks_percent: 0.5
    spread_disagrees: true
    simulation { horizon_days: 20 draw_count: 500 seed: 7 }
  )pb");
  EXPECT_NEAR(proto.pillars(0).change_percent(), 10, 1e-12);
  EXPECT_NEAR(proto.pillars(1).change_percent(), -30, 1e-12);
  for (int i = 0; i < proto.pillars_size(); ++i) {
    EXPECT_EQ(proto.pillars(i).tenor_months(),
              Asked("PATH").pillars[i].tenor_months);
    proto.mutable_pillars(i)->clear_tenor_months();
    proto.mutable_pillars(i)->clear_change_percent();
  }
  EXPECT_TRUE(
      google::protobuf::util::MessageDifferencer::Equals(proto, expected))
      << proto.DebugString();
}

TEST(ShockedCurveToProtoTest, SpreadsDisagreeFromThreeTimesOn) {
  const struct {
    double spread;
    double from_stocks;
    bool disagrees;
  } cases[] = {{2, 2, false},    {3, 1, false},   {3.01, 1, true},
               {1, 3, false},    {1, 3.01, true}, {-1, -3.01, true},
               {1, -1, true},    {0, 0.1, true},  {0, 0, false},
               {-1, -0.5, false}};
  for (const auto& one : cases) {
    ShockedCurve curve = Moved();
    curve.spread_change_percent = one.spread;
    v1::ShockedCurve proto;
    ToProto(curve, Asked("PATH"), one.from_stocks, &proto);
    EXPECT_EQ(proto.spread_disagrees(), one.disagrees)
        << one.spread << " and " << one.from_stocks;
  }
}

TEST(ShockedCurveToProtoTest, StocksSayNothingOfAnAnnouncement) {
  v1::ShockedCurve proto;
  ToProto(Moved(), Asked("ANNOUNCE"), 0.5, &proto);
  EXPECT_TRUE(proto.has_spread_change_percent());
  EXPECT_FALSE(proto.has_spread_from_stocks_percent());
  EXPECT_FALSE(proto.spread_disagrees());
  ShockedCurve shorter = Moved();
  shorter.spread_change_percent.reset();
  v1::ShockedCurve other;
  ToProto(shorter, Asked("PATH"), 0.5, &other);
  EXPECT_FALSE(other.has_spread_change_percent());
  EXPECT_FALSE(other.has_spread_from_stocks_percent());
}

}  // namespace
}  // namespace oilflow
