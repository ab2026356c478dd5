#include "service/market/schwartz_smith.h"

#include <cmath>
#include <cstddef>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/curve_shape.h"

namespace oilflow {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

constexpr double kDaysPerYear = 365.25;
constexpr int kDraws = 20000;

// Four standard errors: one false alarm in 16,000.
constexpr double kErrors = 4;

// Brent futures 2007-25, weekly.
CurveDynamics Brent() {
  return {.kappa = 0.80, .sigma_x = 0.276, .sigma_i = 0.224, .rho = 0.12};
}

// Schwartz and Smith 2000, oil futures 1990-95.
CurveDynamics PublishedDynamics() {
  return {.kappa = 1.49,
          .sigma_x = 0.286,
          .sigma_i = 0.145,
          .rho = 0.30,
          .mu_star = 0.0115,
          .lambda = 0.157};
}

std::vector<double> LogsOf(const std::vector<double>& ratios) {
  std::vector<double> logs;
  for (const double ratio : ratios) {
    logs.push_back(std::log(ratio));
  }
  return logs;
}

double MeanOf(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) {
    sum += value;
  }
  return sum / static_cast<double>(values.size());
}

double CovarianceOf(const std::vector<double>& a,
                    const std::vector<double>& b) {
  const double mean_a = MeanOf(a);
  const double mean_b = MeanOf(b);
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    sum += (a[i] - mean_a) * (b[i] - mean_b);
  }
  return sum / static_cast<double>(a.size());
}

// The covariance of two pillars' log prices after some years: the integral over
// that time of the product of what moves them, by the midpoint rule. A second
// way to what the factors' closed form gives.
double CovarianceByIntegral(const CurveDynamics& dynamics, double years_a,
                            double years_b, double elapsed) {
  constexpr int kSteps = 2000;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double time = (i + 0.5) * elapsed / kSteps;
    const double a =
        dynamics.sigma_x * std::exp(-dynamics.kappa * (years_a - time));
    const double b =
        dynamics.sigma_x * std::exp(-dynamics.kappa * (years_b - time));
    sum += a * b + dynamics.sigma_i * dynamics.sigma_i +
           dynamics.rho * dynamics.sigma_i * (a + b);
  }
  return sum * elapsed / kSteps;
}

// A(T) of the published parameters by another program.
TEST(LogForwardTest, IsTheFormula) {
  const CurveDynamics dynamics = PublishedDynamics();
  EXPECT_EQ(LogForward(dynamics, 0, 0, 0), 0);
  EXPECT_NEAR(LogForward(dynamics, 0, 0, 0.5), -0.029323635750410863, 1e-15);
  EXPECT_NEAR(LogForward(dynamics, 0, 0, 1), -0.04011435701179704, 1e-15);
  EXPECT_NEAR(LogForward(dynamics, 0, 0, 5), 0.02682360449982199, 1e-15);
  EXPECT_NEAR(LogForward(dynamics, 0.119, 2.857, 0.5),
              std::exp(-1.49 / 2) * 0.119 + 2.857 - 0.029323635750410863,
              1e-14);
}

// Under the risk-neutral process the forward is what it is expected to be
// later, so A(T) is A(T - t), the drift until t, and half the variance until t.
TEST(LogForwardTest, IsExpectedToStayWhereItIs) {
  const CurveDynamics dynamics = PublishedDynamics();
  for (const double years : {0.25, 1.0, 3.0}) {
    for (const double elapsed : {0.1, 0.25}) {
      const double fall = 1 - std::exp(-dynamics.kappa * elapsed);
      const double short_drift = -fall * dynamics.lambda / dynamics.kappa;
      const double long_drift = dynamics.mu_star * elapsed;
      EXPECT_NEAR(
          LogForward(dynamics, 0, 0, years),
          LogForward(dynamics, short_drift, long_drift, years - elapsed) +
              CovarianceByIntegral(dynamics, years, years, elapsed) / 2,
          1e-8)
          << years << " after " << elapsed;
    }
  }
}

// Daily volatilities of Brent contracts of rank 1, 12 and 24 were 35.6, 27.2
// and 22.7%.
TEST(ForwardVolatilityTest, FallsWithTimeToDelivery) {
  const CurveDynamics dynamics = Brent();
  struct Case {
    double years;
    double expected;
    double observed;
  };
  const Case cases[] = {
      {0, 0.376, 0.356}, {11.0 / 12, 0.274, 0.272}, {23.0 / 12, 0.239, 0.227}};
  for (const Case& test : cases) {
    const double volatility = ForwardVolatility(dynamics, test.years);
    EXPECT_NEAR(volatility, test.expected, 0.0005) << test.years;
    EXPECT_NEAR(volatility, test.observed, 0.02) << test.years;
  }
  double before = ForwardVolatility(dynamics, 0);
  for (int month = 1; month <= 120; ++month) {
    const double volatility = ForwardVolatility(dynamics, month / 12.0);
    EXPECT_LT(volatility, before) << month;
    EXPECT_GT(volatility, dynamics.sigma_i) << month;
    before = volatility;
  }
}

TEST(FactorsOfTest, MoveTheCurveByTheShape) {
  CurveDynamics dynamics = PublishedDynamics();
  const CurveShape shape = {.w = 0.217, .kappa = 0.558};
  dynamics.kappa = shape.kappa;
  for (const double change : {-0.3, 0.05, 0.4}) {
    const FactorChange factors = FactorsOf(shape, change);
    for (int month = 0; month <= 36; ++month) {
      const double years = month / 12.0;
      EXPECT_NEAR(LogForward(dynamics, 0.1 + factors.short_factor,
                             4.2 + factors.long_factor, years) -
                      LogForward(dynamics, 0.1, 4.2, years),
                  change * ShapeAt(shape, years), 2e-15)
          << change << " at month " << month;
    }
  }
}

// From today.
constexpr double kDeliveryDays[] = {90.5, 183, 274, 365, 1096, 3653};

TEST(FactorSimulationTest, AveragesToOne) {
  for (const int days : {7, 90}) {
    const FactorSimulation simulation(Brent(), days, kDraws, 1);
    for (const double delivery : kDeliveryDays) {
      const std::vector<double> ratios = simulation.RatiosAt(delivery);
      ASSERT_THAT(ratios, SizeIs(kDraws));
      const double sd = std::sqrt(CovarianceOf(ratios, ratios));
      EXPECT_NEAR(MeanOf(ratios), 1, kErrors * sd / std::sqrt(kDraws))
          << days << " days, delivery in " << delivery;
    }
  }
}

TEST(FactorSimulationTest, VariesAndMovesTogetherAsTheModelSays) {
  constexpr double kDelivery[] = {183, 274.25, 365, 1096};
  constexpr int kDays = 150;
  for (const CurveDynamics& dynamics : {Brent(), PublishedDynamics()}) {
    const FactorSimulation simulation(dynamics, kDays, kDraws, 7);
    const auto covariance = [&dynamics](double a, double b) {
      return CovarianceByIntegral(dynamics, a / kDaysPerYear, b / kDaysPerYear,
                                  kDays / kDaysPerYear);
    };
    for (const double a : kDelivery) {
      for (const double b : kDelivery) {
        const double expected = covariance(a, b);
        const double error = std::sqrt(
            (covariance(a, a) * covariance(b, b) + expected * expected) /
            kDraws);
        EXPECT_NEAR(CovarianceOf(LogsOf(simulation.RatiosAt(a)),
                                 LogsOf(simulation.RatiosAt(b))),
                    expected, kErrors * error)
            << a << " with " << b;
      }
    }
  }
}

// A log normal of mean 1: its log averages minus half its variance.
TEST(FactorSimulationTest, LogsAverageToMinusHalfTheVariance) {
  const double variance = CovarianceByIntegral(
      Brent(), 730 / kDaysPerYear, 730 / kDaysPerYear, 365 / kDaysPerYear);
  const FactorSimulation simulation(Brent(), 365, kDraws, 3);
  EXPECT_NEAR(MeanOf(LogsOf(simulation.RatiosAt(730))), -variance / 2,
              kErrors * std::sqrt(variance / kDraws));
}

TEST(FactorSimulationTest, NeighboursMoveCloserThanTheEndsOfTheCurve) {
  const FactorSimulation simulation(Brent(), 60, kDraws, 5);
  const std::vector<double> near = LogsOf(simulation.RatiosAt(91));
  const auto correlation = [&near](const std::vector<double>& other) {
    return CovarianceOf(near, other) /
           std::sqrt(CovarianceOf(near, near) * CovarianceOf(other, other));
  };
  const double neighbour = correlation(LogsOf(simulation.RatiosAt(183)));
  const double far = correlation(LogsOf(simulation.RatiosAt(1826)));
  EXPECT_GT(neighbour, 0.98);
  EXPECT_LT(neighbour, 1);
  EXPECT_GT(far, 0.3);
  EXPECT_LT(far, 0.9);
}

TEST(FactorSimulationTest, MoreDrawsBeginWithTheSameBits) {
  const FactorSimulation many(Brent(), 30, 1000, 9);
  const FactorSimulation few(Brent(), 30, 100, 9);
  for (const double delivery : kDeliveryDays) {
    const std::vector<double> ratios = many.RatiosAt(delivery);
    EXPECT_EQ(few.RatiosAt(delivery),
              std::vector<double>(ratios.begin(), ratios.begin() + 100));
  }
}

TEST(FactorSimulationTest, OtherPillarsChangeNothing) {
  const FactorSimulation simulation(Brent(), 30, 100, 9);
  const std::vector<double> alone = simulation.RatiosAt(730);
  simulation.RatiosAt(4);
  simulation.RatiosAt(1096);
  EXPECT_EQ(simulation.RatiosAt(730), alone);
}

TEST(FactorSimulationTest, SeedsDiffer) {
  const std::vector<double> one =
      FactorSimulation(Brent(), 30, 100, 1).RatiosAt(365);
  const std::vector<double> two =
      FactorSimulation(Brent(), 30, 100, 2).RatiosAt(365);
  for (size_t i = 0; i < 100; ++i) {
    EXPECT_NE(one[i], two[i]) << i;
  }
}

// On the day that delivery begins there is no forward any more.
TEST(FactorSimulationTest, WhatHasDeliveredGetsNone) {
  const FactorSimulation simulation(Brent(), 31, 100, 0);
  for (const double delivery : {-13.0, 0.0, 30.5, 31.0}) {
    EXPECT_THAT(simulation.RatiosAt(delivery), IsEmpty()) << delivery;
  }
  for (const double delivery : {31.25, 32.0, 365.0}) {
    EXPECT_THAT(simulation.RatiosAt(delivery), SizeIs(100)) << delivery;
  }
}

TEST(FactorSimulationTest, NothingMovesInNoTimeOrWithoutVolatility) {
  const std::vector<double> ones(100, 1);
  EXPECT_EQ(FactorSimulation(Brent(), 0, 100, 0).RatiosAt(365), ones);
  EXPECT_EQ(FactorSimulation({.kappa = 0.8}, 60, 100, 0).RatiosAt(365), ones);
}

// Both factors as one, and then only one of them: the root of the covariance
// has a zero on its diagonal.
TEST(FactorSimulationTest, OneFactorIsEnough) {
  for (const CurveDynamics& dynamics :
       {CurveDynamics{.kappa = 0.8, .sigma_x = 0.3},
        CurveDynamics{.kappa = 0.8, .sigma_i = 0.3},
        CurveDynamics{
            .kappa = 1e-6, .sigma_x = 0.3, .sigma_i = 0.3, .rho = 1}}) {
    const std::vector<double> logs =
        LogsOf(FactorSimulation(dynamics, 60, kDraws, 2).RatiosAt(365));
    const double variance = CovarianceByIntegral(
        dynamics, 365 / kDaysPerYear, 365 / kDaysPerYear, 60 / kDaysPerYear);
    EXPECT_NEAR(CovarianceOf(logs, logs), variance,
                kErrors * variance * std::sqrt(2.0 / kDraws));
  }
}

}  // namespace
}  // namespace oilflow
