// Forward curves and the published tables against numbers worked out apart from
// this program. Through gRPC.

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/prices.h"

namespace oilflow {
namespace {

class PriceCurveGoldenTest : public PricesTest {
 protected:
  // The curve after news that moves the front by `front_log_change`.
  v1::ShockedCurve Announced(const v1::ForwardCurve& curve,
                             double front_log_change) {
    Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, 0);
    *request.mutable_market()->mutable_curve() = curve;
    request.mutable_market()->mutable_curve()->set_front_log_change(
        front_log_change);
    return Price(request).price().curve();
  }
};

// B(T) = w + (1 - w) exp(-kappa T): share of the front's move that a contract
// made, on roll-adjusted returns of announcement days. The front is rank 1, and
// rank n is (n - 1)/12 years on; Kaenzig's twelve-month contract is a year.
TEST_F(PriceCurveGoldenTest, NewsFadesAlongTheCurve) {
  struct Case {
    const char* shape;
    v1::ForwardCurve::Benchmark benchmark;
    double w;
    double kappa;
    // Months after the front, and what was seen there.
    std::map<double, double> seen;
    // Standard error of what was seen, where the fit misses the digit.
    double error;
  };
  constexpr auto kBrent = v1::ForwardCurve::BRENT;
  constexpr auto kWti = v1::ForwardCurve::WTI;
  const Case cases[] = {
      {"brent-opec-2007-24",
       kBrent,
       .217,
       .558,
       {{5, .83}, {11, .68}, {23, .49}, {35, .37}},
       .04},
      {"brent-opec-2017-24",
       kBrent,
       .111,
       .647,
       {{5, .78}, {11, .60}, {23, .37}, {35, .24}},
       .06},
      {"brent-all-2007-25",
       kBrent,
       .405,
       .719,
       {{5, .83}, {11, .71}, {23, .56}, {35, .46}},
       .02},
      {"wti-opec-2007-24",
       kWti,
       .334,
       1.160,
       {{5, .71}, {11, .58}, {23, .42}, {35, .33}},
       .08},
      {"wti-kaenzig-1990-24", kWti, .55, 2.31, {{5, .70}, {12, .58}}, .05},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.shape);
    std::vector<double> tenors = {1};
    for (const auto& [months, share] : c.seen) {
      tenors.push_back(1 + months);
    }
    v1::ForwardCurve asked = FlatCurve(v1::ForwardCurve::ANNOUNCE, 100, tenors);
    asked.set_benchmark(c.benchmark);
    asked.set_shape_id(c.shape);
    // Storage that costs so much binds nowhere.
    asked.set_storage_cost_usd_per_bbl_month(100);
    const v1::ShockedCurve curve = Announced(asked, 0.1);
    EXPECT_EQ(curve.shape_id(), c.shape);
    EXPECT_EQ(curve.shape_w(), c.w);
    EXPECT_EQ(curve.shape_kappa(), c.kappa);
    EXPECT_EQ(curve.front_log_change(), 0.1);
    // As the two factors of Schwartz and Smith (2000).
    EXPECT_NEAR(curve.short_factor_change(), 0.1 * (1 - c.w), 1e-15);
    EXPECT_NEAR(curve.long_factor_change(), 0.1 * c.w, 1e-15);
    ASSERT_EQ(curve.pillars_size(), static_cast<int>(tenors.size()));
    EXPECT_EQ(curve.pillars(0).shock_log(), 0.1);
    int i = 0;
    for (const auto& [months, share] : c.seen) {
      const v1::ShockedCurve::Pillar& pillar = curve.pillars(++i);
      EXPECT_DOUBLE_EQ(pillar.years(), months / 12);
      const double ratio = pillar.shock_log() / 0.1;
      EXPECT_NEAR(ratio, c.w + (1 - c.w) * std::exp(-c.kappa * months / 12),
                  1e-14);
      EXPECT_NEAR(ratio, share, c.error) << months << " months on";
      EXPECT_NEAR(pillar.shocked_usd_per_bbl(),
                  100 * std::exp(pillar.shock_log()), 1e-11);
    }
  }
}

TEST_F(PriceCurveGoldenTest, DefaultsAreThoseOfTheBenchmark) {
  v1::ForwardCurve asked = FlatCurve(v1::ForwardCurve::ANNOUNCE, 100, {1, 2});
  v1::ShockedCurve curve = Announced(asked, 0.1);
  EXPECT_EQ(curve.shape_id(), "brent-opec-2007-24");
  EXPECT_EQ(curve.dynamics_id(), "brent-2007-25");
  EXPECT_EQ(curve.interest_rate(), 0.04);
  EXPECT_EQ(curve.storage_cost_usd_per_bbl_month(), 0.5);
  asked.set_benchmark(v1::ForwardCurve::WTI);
  curve = Announced(asked, 0.1);
  EXPECT_EQ(curve.shape_id(), "wti-opec-2007-24");
  EXPECT_EQ(curve.dynamics_id(), "wti-2007-25");
}

// Oil that costs 0.5 a month to keep and 4% a year to own cannot be worth more
// than that later on: F(t) >= F(t+1) exp(-r/12) - k.
TEST_F(PriceCurveGoldenTest, FullCarryBindsFromBehind) {
  Request request = PriceRequest(Mode::PATH_REALISED, 4);
  AddPath("outage", {0, 0, 0, -4e6}, &request);
  *request.mutable_market()->mutable_curve() =
      FlatCurve(v1::ForwardCurve::PATH, 75, {1, 2, 3, 4});
  const v1::ShockedCurve curve = Price(request).price().curve();
  ASSERT_EQ(curve.pillars_size(), 4);
  EXPECT_GT(curve.pillars(3).shock_log(), 0);
  EXPECT_FALSE(curve.pillars(3).carry_bound_active());
  for (int i = 2; i >= 0; --i) {
    EXPECT_EQ(curve.pillars(i).shock_log(), 0);
    EXPECT_TRUE(curve.pillars(i).carry_bound_active());
    EXPECT_FALSE(curve.pillars(i).input_beyond_carry());
    EXPECT_NEAR(
        curve.pillars(i).shocked_usd_per_bbl(),
        curve.pillars(i + 1).shocked_usd_per_bbl() * std::exp(-0.04 / 12) - 0.5,
        1e-11);
  }
}

// dpi * M * s: the chance of a loss of 5% rises by 20 points.
TEST_F(PriceCurveGoldenTest, RiskPremiumStandsApart) {
  Request request = ChangeRequest(Mode::SHOCK_EX_ANTE, 1, 0);
  auto* const premium = request.mutable_market()->mutable_risk_premium();
  premium->set_probability_change(0.2);
  premium->set_disruption_bpd(0.05 * kWorldBpd);
  *request.mutable_market()->mutable_curve() =
      FlatCurve(v1::ForwardCurve::ANNOUNCE, 100, {1, 13});
  request.mutable_market()->mutable_curve()->set_front_log_change(0);
  const auto price = Price(request).price();
  const double front = 0.2 * 4 * -std::log(0.95);
  EXPECT_NEAR(price.risk_premium_log_change(), front, 1e-14);
  EXPECT_NEAR(price.curve().front_risk_premium_log(), front, 1e-14);
  // Never inside the effect of the barrels.
  EXPECT_EQ(Effect(price.horizon(), "default").log_price_change(), 0);
  for (const v1::ShockedCurve::Pillar& pillar : price.curve().pillars()) {
    EXPECT_EQ(pillar.shock_log(), 0);
  }
  EXPECT_NEAR(price.curve().pillars(1).risk_premium_log(),
              front * (.217 + .783 * std::exp(-.558)), 1e-14);
}

// Sections of published numbers that stand beside the models, and those that
// the models read: each by its id.
TEST_F(PriceCurveGoldenTest, ParametersAreThePublishedNumbers) {
  const v1::ListPriceParametersResponse all = Parameters();
  std::map<std::string, double> values;
  for (const v1::PriceParameter& parameter : all.parameters()) {
    ASSERT_FALSE(parameter.grade().empty()) << parameter.parameter_id();
    ASSERT_FALSE(parameter.source().empty()) << parameter.parameter_id();
    ASSERT_TRUE(parameter.has_value() || parameter.has_low() ||
                parameter.has_high())
        << parameter.parameter_id();
    if (parameter.has_value()) {
      EXPECT_TRUE(
          values.emplace(parameter.parameter_id(), parameter.value()).second)
          << parameter.parameter_id();
    }
  }
  struct Case {
    const char* id;
    double value;
  };
  const Case cases[] = {
      {"elasticity.supply.short-run", .10},
      {"elasticity.demand.short-run", -.15},
      {"elasticity.supply.long-run", .30},
      {"elasticity.demand.long-run", -.35},
      {"elasticity.annual-adjustment", .15},
      // Brent on single days, front, 12th and 24th contract, log percent.
      {"event.abqaiq-2019.front", 13.6},
      {"event.abqaiq-2019.m12", 7.3},
      {"event.abqaiq-2019.m24", 4.3},
      {"event.kirkuk-ceyhan-halt-2023.front", 4.1},
      {"event.kirkuk-ceyhan-halt-2023.m12", 3.7},
      {"event.kirkuk-ceyhan-halt-2023.m24", 2.9},
      {"event.opec-cut-2023.front", 6.1},
      {"event.opec-cut-2023.m12", 3.6},
      {"event.opec-cut-2023.m24", 1.8},
      {"event.iran-waivers-end-2019.front", 2.8},
      {"event.iran-waivers-end-2019.m12", 1.5},
      {"event.iran-waivers-end-2019.m24", 0.9},
      {"event.spr-180mb-2022.front", -5.0},
      {"event.spr-180mb-2022.m12", -1.9},
      {"event.spr-180mb-2022.m24", 0.1},
      {"event.israel-iran-2025.front", 6.8},
      {"event.israel-iran-2025.m12", 3.0},
      {"event.israel-iran-2025.m24", 2.1},
      // Schwartz and Smith's (2000) model on four sets of futures.
      {"dynamics.published-1990-95.kappa", 1.49},
      {"dynamics.published-1990-95.sigma-x", .286},
      {"dynamics.published-1990-95.sigma-i", .145},
      {"dynamics.published-1990-95.rho", .30},
      {"dynamics.published-1990-95.mu", -.0125},
      {"dynamics.published-1990-95.mu-star", .0115},
      {"dynamics.published-1990-95.lambda", .157},
      {"dynamics.own-1990-95.kappa", 1.50},
      {"dynamics.own-1990-95.sigma-x", .323},
      {"dynamics.own-1990-95.sigma-i", .163},
      {"dynamics.own-1990-95.rho", .43},
      {"dynamics.brent-2007-25.kappa", .80},
      {"dynamics.brent-2007-25.sigma-x", .276},
      {"dynamics.brent-2007-25.sigma-i", .224},
      {"dynamics.brent-2007-25.rho", .12},
      {"dynamics.wti-2007-25.kappa", .76},
      {"dynamics.wti-2007-25.sigma-x", .303},
      {"dynamics.wti-2007-25.sigma-i", .208},
      {"dynamics.wti-2007-25.rho", .27},
      {"volatility.brent.rank-1", 35.6},
      {"volatility.brent.rank-12", 27.2},
      {"volatility.brent.rank-24", 22.7},
      {"working.brent-oecd-2007-17", .83},
      {"working.wti-cushing-2015-25", -.475},
  };
  for (const Case& c : cases) {
    const auto found = values.find(c.id);
    ASSERT_NE(found, values.end()) << c.id;
    EXPECT_EQ(found->second, c.value) << c.id;
  }
}

// Pages hold each parameter once, in one order.
TEST_F(PriceCurveGoldenTest, ParametersComeInPages) {
  const v1::ListPriceParametersResponse all = Parameters();
  EXPECT_EQ(all.next_page_token(), "");
  EXPECT_EQ(all.parameter_set_sha256().size(), 64u);
  v1::ListPriceParametersRequest request;
  request.set_page_size(50);
  int seen = 0;
  do {
    grpc::ClientContext context;
    v1::ListPriceParametersResponse page;
    ASSERT_TRUE(prices_->ListPriceParameters(&context, request, &page).ok());
    for (const v1::PriceParameter& parameter : page.parameters()) {
      ASSERT_LT(seen, all.parameters_size());
      EXPECT_EQ(parameter.parameter_id(),
                all.parameters(seen++).parameter_id());
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(seen, all.parameters_size());
}

}  // namespace
}  // namespace oilflow
