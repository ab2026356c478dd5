#include "service/market/score.h"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"

namespace oilflow {
namespace {

using testing::Each;

double Uniform(std::mt19937_64& random) {
  return static_cast<double>(random() >> 11) * 0x1p-53;
}

NoisyForecast RandomForecast(std::mt19937_64& random) {
  NoisyForecast forecast;
  const int count = 1 + static_cast<int>(random() % 8);
  for (int i = 0; i < count; ++i) {
    forecast.centres.push_back(2 * Uniform(random) - 1);
  }
  forecast.noise_sd = 0.05 + 0.5 * Uniform(random);
  return forecast;
}

// The integral of (F(x) - 1{x >= y})^2, by Simpson's rule to each side of y.
double CrpsByIntegration(const NoisyForecast& forecast, double realised) {
  constexpr int kSteps = 4000;
  const auto integrate = [&](double from, double to, double step_at) {
    const double width = (to - from) / kSteps;
    double sum = 0;
    for (int i = 0; i <= kSteps; ++i) {
      const double distance =
          CumulativeAt(forecast, from + i * width) - step_at;
      const double weight = i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * distance * distance;
    }
    return sum * width / 3;
  };
  // No more than a part in 10^15 lies beyond.
  const double reach = 2 + 9 * forecast.noise_sd;
  return integrate(-reach, realised, 0) + integrate(realised, reach, 1);
}

TEST(CrpsTest, IsTheIntegralOfTheSquaredDistance) {
  std::mt19937_64 random(20250330);
  for (int round = 0; round < 40; ++round) {
    const NoisyForecast forecast = RandomForecast(random);
    const double realised = 3 * Uniform(random) - 1.5;
    ASSERT_NEAR(Crps(forecast, realised), CrpsByIntegration(forecast, realised),
                1e-9);
  }
}

// Gneiting and Raftery (2007), J. American Statistical Association 102(477),
// equation 21.
TEST(CrpsTest, OfOneNormalIsAsPublished) {
  for (const double sd : {0.02, 0.3, 5.0}) {
    for (double y = -4; y <= 4; y += 0.25) {
      const double z = (y - 0.5) / sd;
      const double density =
          std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
      const double below = 0.5 * std::erfc(-z / std::numbers::sqrt2);
      EXPECT_NEAR(Crps(PointForecast(0.5, sd), y),
                  sd * (z * (2 * below - 1) + 2 * density -
                        1 / std::sqrt(std::numbers::pi)),
                  1e-13 * (1 + std::abs(z)));
    }
  }
}

TEST(CrpsTest, IsNeverBelowZero) {
  std::mt19937_64 random(20250331);
  for (int round = 0; round < 2000; ++round) {
    ASSERT_GT(Crps(RandomForecast(random), 6 * Uniform(random) - 3), 0);
  }
}

TEST(CrpsTest, SharperForecastThatIsRightScoresLess) {
  double last = 0;
  for (const double sd : {0.01, 0.02, 0.05, 0.1, 0.3, 1.0}) {
    const double score = Crps(PointForecast(0.04, sd), 0.04);
    EXPECT_GT(score, last) << sd;
    last = score;
  }
}

TEST(CrpsTest, SharperForecastThatIsWrongScoresMore) {
  EXPECT_GT(Crps(PointForecast(0, 0.01), 1), Crps(PointForecast(0, 1), 1));
  // Without noise it is the distance alone.
  EXPECT_NEAR(Crps(PointForecast(0, 1e-9), 1), 1, 1e-8);
}

TEST(CrpsTest, FartherOutcomeScoresMore) {
  const NoisyForecast forecast = {{0, 0.05, 0.2}, 0.1};
  double last = 0;
  for (double y = 0.2; y < 2; y += 0.1) {
    const double score = Crps(forecast, y);
    EXPECT_GT(score, last) << y;
    last = score;
  }
}

// Proper: on average over outcomes of a forecast, no other does better.
TEST(CrpsTest, TrueForecastIsBestOnAverage) {
  const auto mean_score = [](const NoisyForecast& forecast) {
    double sum = 0;
    for (int i = 0; i < 1000; ++i) {
      sum += Crps(forecast, PortableNormalQuantile((i + 0.5) / 1000));
    }
    return sum / 1000;
  };
  const double best = mean_score(PointForecast(0, 1));
  for (const NoisyForecast& other :
       {PointForecast(0.2, 1), PointForecast(-0.2, 1), PointForecast(0, 0.8),
        PointForecast(0, 1.25), NoisyForecast{{-0.8, 0.8}, 0.9}}) {
    EXPECT_GT(mean_score(other), best);
  }
}

TEST(CrpsTest, CopiesOfCentresChangeNothing) {
  const NoisyForecast once = {{-0.1, 0, 0.4}, 0.2};
  const NoisyForecast twice = {{-0.1, 0, 0.4, 0.4, 0, -0.1}, 0.2};
  EXPECT_NEAR(Crps(once, 0.3), Crps(twice, 0.3), 1e-15);
}

TEST(QuantilesOfTest, AreThoseOfOneNormal) {
  const Quantiles quantiles = QuantilesOf(PointForecast(0.1, 0.02));
  for (size_t i = 0; i < kLevels.size(); ++i) {
    EXPECT_EQ(quantiles.value[i],
              0.1 + 0.02 * PortableNormalQuantile(kLevels[i]));
  }
  EXPECT_THAT(quantiles.error, Each(0));
}

TEST(QuantilesOfTest, InvertTheDistribution) {
  std::mt19937_64 random(20250401);
  for (int round = 0; round < 200; ++round) {
    const NoisyForecast forecast = RandomForecast(random);
    const Quantiles quantiles = QuantilesOf(forecast);
    for (size_t i = 0; i < kLevels.size(); ++i) {
      ASSERT_NEAR(CumulativeAt(forecast, quantiles.value[i]), kLevels[i],
                  1e-12);
    }
  }
}

TEST(ForecastOfTest, TakesTheMiddlesOf199EvenParts) {
  std::vector<double> values;
  for (int i = 1; i <= 1990; ++i) {
    values.push_back(i);
  }
  const NoisyForecast forecast = ForecastOf(Sample::Of(values, true), 0.5);
  ASSERT_EQ(forecast.centres.size(), 199u);
  EXPECT_EQ(forecast.noise_sd, 0.5);
  for (int i = 0; i < 199; ++i) {
    EXPECT_EQ(forecast.centres[i], 10 * i + 5);
  }
}

TEST(CumulativeAtTest, IsTheMeanOfItsParts) {
  EXPECT_EQ(CumulativeAt(PointForecast(3, 2), 3), 0.5);
  EXPECT_DOUBLE_EQ(CumulativeAt({{-1, 1}, 0.25}, 0), 0.5);
  EXPECT_NEAR(CumulativeAt({{-100, 100}, 1}, 0), 0.5, 1e-15);
  EXPECT_NEAR(CumulativeAt({{0, 0, 0, 100}, 1}, 50), 0.75, 1e-15);
}

}  // namespace
}  // namespace oilflow
