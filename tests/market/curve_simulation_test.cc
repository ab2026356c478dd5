// Curves simulated around where a shock puts them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/forward_curve.h"
#include "service/market/sample.h"
#include "tests/support/curves.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

// A log normal around the shocked price whose mean it is.
TEST(CurveSimulationTest, SimulatesAroundTheShockedPrice) {
  CurveRequest request = RequestOf({{1, 75.0 * kDollarsPerBarrel},
                                    {6, 72.0 * kDollarsPerBarrel},
                                    {24, 68.0 * kDollarsPerBarrel}},
                                   CurveMode::kAnnounce);
  request.simulation =
      CurveSimulation{.horizon_days = 60, .draw_count = 20000, .seed = 4};
  const ShockedCurve curve = Announce(request, 0.1);
  EXPECT_FALSE(curve.pillars[0].simulated.has_value());
  double relative_width = 1e9;
  for (const size_t i : {1, 2}) {
    const ShockedPillar& pillar = curve.pillars[i];
    ASSERT_TRUE(pillar.simulated.has_value());
    const Quantiles& price = *pillar.simulated;
    // Within the time the volatility grows from that at the start.
    const double years =
        (absl::CivilDay(pillar.delivery_month) - request.quote_day) / 365.25;
    const double low = ForwardVolatility(request.dynamics, years);
    const double high =
        ForwardVolatility(request.dynamics, years - 60 / 365.25);
    const double root = std::sqrt(60 / 365.25);
    const double sd = std::log(price.value[3] / price.value[1]) / 2 / 0.99446;
    EXPECT_GT(sd, low * root * 0.97);
    EXPECT_LT(sd, high * root * 1.03);
    EXPECT_NEAR(price.median(),
                pillar.shocked / kDollarsPerBarrel * std::exp(-sd * sd / 2),
                4 * price.error[2]);
    EXPECT_TRUE(std::is_sorted(price.value.begin(), price.value.end()));
    EXPECT_GT(price.error[2], 0);
    EXPECT_LT(sd, relative_width);
    relative_width = sd;
  }
  EXPECT_EQ(PricesOf(curve), PricesOf(Announce(request, 0.1)));
  EXPECT_EQ(Announce(request, 0.1).pillars[1].simulated->value,
            curve.pillars[1].simulated->value);
  request.simulation.reset();
  EXPECT_FALSE(Announce(request, 0.1).pillars[1].simulated.has_value());
}

// From 14 November it is 17 days to the first of December, 48 to that of
// January and 79 to that of February.
TEST(CurveSimulationTest, SimulatesByTheDaysToDelivery) {
  struct Case {
    double tenor_months;
    double days;
  };
  for (const Case& test : {Case{0, -13}, Case{0.5, 2}, Case{1, 17},
                           Case{1.5, 32.5}, Case{2, 48}, Case{2.25, 55.75}}) {
    for (const int horizon : {1, 2, 16, 17, 32, 33, 47, 48, 55, 56}) {
      SCOPED_TRACE(testing::Message()
                   << test.tenor_months << " after " << horizon);
      CurveRequest request =
          RequestOf({{test.tenor_months, 75.0 * kDollarsPerBarrel}},
                    CurveMode::kAnnounce);
      request.simulation = CurveSimulation{
          .horizon_days = horizon, .draw_count = 100, .seed = 3};
      const ShockedPillar pillar = Announce(request, 0.1).pillars[0];
      ASSERT_EQ(pillar.simulated.has_value(), test.days > horizon);
      if (test.days <= horizon) {
        continue;
      }
      std::vector<double> prices =
          FactorSimulation(request.dynamics, horizon, 100, 3)
              .RatiosAt(test.days);
      for (double& price : prices) {
        price *= pillar.shocked / kDollarsPerBarrel;
      }
      EXPECT_EQ(pillar.simulated->value,
                Sample::Of(prices, /*drawn=*/true).AtLevels().value);
    }
  }
}

}  // namespace
}  // namespace oilflow
