// Price and stocks by month, by impulse response (engine B), against figures
// that were worked out from bh2019_supply_irf_draws.csv apart from this
// program: Baumeister and Hamilton's (2019) posterior. Through gRPC.

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

#include "tests/support/prices.h"

namespace oilflow {
namespace {

class PricePathGoldenTest : public PricesTest {
 protected:
  // 1 log percent of world output.
  static double OnePercent() { return kWorldBpd * (std::exp(-0.01) - 1); }

  static const v1::Quantiles& LogBand(const Response& response, int month) {
    return Band(response.price().months(month),
                v1::PRICE_ENGINE_IMPULSE_RESPONSE, "bh19")
        .log_price_change();
  }
};

// World output held 1% down for ever: median and 68% in log percent.
TEST_F(PricePathGoldenTest, OutputHeldDown) {
  const auto response =
      Price(ChangeRequest(Mode::PATH_REALISED, 13, OnePercent()));
  struct Case {
    int month;
    double p16;
    double p50;
    double p84;
  };
  const Case cases[] = {{0, 2.1, 3.0, 4.3},
                        {2, 4.3, 5.8, 8.3},
                        {3, 4.7, 6.5, 9.2},
                        {6, 5.1, 7.1, 10.0},
                        {12, 4.2, 6.2, 9.1}};
  for (const Case& c : cases) {
    SCOPED_TRACE(c.month);
    const v1::Quantiles& band = LogBand(response, c.month);
    EXPECT_NEAR(100 * band.p16(), c.p16, kFirstDigit);
    EXPECT_NEAR(100 * band.p50(), c.p50, kFirstDigit);
    EXPECT_NEAR(100 * band.p84(), c.p84, kFirstDigit);
  }
  // A fall that nobody would be surprised by: the sample's deviation is 1.77.
  EXPECT_NEAR(response.price().modesty(), 0.81, 0.01);
}

// The multiplier of engine C is that of month 3.
TEST_F(PricePathGoldenTest, EnginesBAndCMeetInMonthThree) {
  const auto response =
      Price(ChangeRequest(Mode::PATH_REALISED, 4, OnePercent()));
  const auto path = Levels(LogBand(response, 3));
  const auto multiplied = Levels(
      Band(response.price().months(3), v1::PRICE_ENGINE_MULTIPLIER, "bh19")
          .log_price_change());
  for (size_t i = 0; i < path.size(); ++i) {
    EXPECT_NEAR(path[i], multiplied[i], 1e-12);
  }
}

// Held 1% down for three months, and then as before.
TEST_F(PricePathGoldenTest, OutputDownForThreeMonths) {
  Request request = PriceRequest(Mode::PATH_REALISED, 13);
  AddPath("outage", std::vector<double>(3, OnePercent()), &request);
  const auto response = Price(request);
  struct Case {
    int month;
    double p50;
  };
  const Case cases[] = {{0, 3.0}, {1, 4.6}, {2, 5.8},  {3, 3.5},
                        {4, 2.1}, {6, 0.6}, {12, -0.3}};
  for (const Case& c : cases) {
    EXPECT_NEAR(100 * LogBand(response, c.month).p50(), c.p50, kFirstDigit)
        << "month " << c.month;
  }
}

// A shift of 1%, followed by what usually follows: +2.0, +3.3, +2.9.
TEST_F(PricePathGoldenTest, ShiftExAnte) {
  const auto response =
      Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 13, OnePercent()));
  struct Case {
    int month;
    double p50;
  };
  const Case cases[] = {{0, 2.0}, {2, 3.3}, {3, 3.3}, {12, 2.9}};
  for (const Case& c : cases) {
    EXPECT_NEAR(100 * LogBand(response, c.month).p50(), c.p50, kFirstDigit)
        << "month " << c.month;
  }
  // -100 * ln(0.99..) / 1.77.
  EXPECT_NEAR(response.price().modesty(), 1 / 1.77, 1e-12);
}

// Stocks fall on a realised loss: -0.18 to -0.19% of a month's world output in
// months 4 and 5.
TEST_F(PricePathGoldenTest, StocksFallOnAnOutage) {
  const auto response =
      Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 13, OnePercent()));
  const auto& stocks = response.price().stock_response().realised_percent();
  ASSERT_EQ(stocks.size(), 13);
  for (const int month : {4, 5}) {
    EXPECT_LE(stocks[month], -0.175) << "month " << month;
    EXPECT_GE(stocks[month], -0.195) << "month " << month;
  }
}

// And rise on bad news: +0.32% on impact and +0.57% after a year for +10% at
// the front (Kaenzig 2021).
TEST_F(PricePathGoldenTest, StocksRiseOnNews) {
  Request request = PriceRequest(Mode::SHOCK_EX_ANTE, 13);
  AddChange("announced", 0, &request);
  *request.mutable_market()->mutable_curve() =
      FlatCurve(v1::ForwardCurve::ANNOUNCE, 70, {1});
  request.mutable_market()->mutable_curve()->set_front_log_change(
      std::log(1.1));
  const auto response = Price(request);
  const auto& stocks = response.price().stock_response().news_percent();
  ASSERT_EQ(stocks.size(), 13);
  EXPECT_NEAR(stocks[0], 0.32, 1e-12);
  EXPECT_NEAR(stocks[12], 0.57, 1e-12);
}

// Beyond month 17 the last response is held, and said to be.
TEST_F(PricePathGoldenTest, BeyondMonthSeventeenIsExtrapolated) {
  const auto response =
      Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 20, OnePercent()));
  for (int m = 0; m < 20; ++m) {
    for (const char* model : {"bh19", "km14-style"}) {
      EXPECT_EQ(Band(response.price().months(m),
                     v1::PRICE_ENGINE_IMPULSE_RESPONSE, model)
                    .extrapolated(),
                m >= 18)
          << model << ", month " << m;
    }
  }
  EXPECT_EQ(LogBand(response, 19).p50(), LogBand(response, 17).p50());
  EXPECT_TRUE(HasFlag(response.price(), "EXTRAPOLATED_HORIZON"));
  EXPECT_FALSE(HasFlag(
      Price(ChangeRequest(Mode::SHOCK_EX_ANTE, 18, OnePercent())).price(),
      "EXTRAPOLATED_HORIZON"));
}

}  // namespace
}  // namespace oilflow
