#include "service/ensemble/sobol_points.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "boost/random/sobol.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/ensemble/philox.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

SobolPoints Points(int dimensions, int scramblings, uint32_t seed = 1) {
  return *SobolPoints::Create(dimensions, seed, scramblings);
}

std::vector<double> Fill(const SobolPoints& points, uint32_t first,
                         int dimension, size_t count) {
  std::vector<double> levels(count);
  points.Fill(first, dimension, absl::MakeSpan(levels));
  return levels;
}

// The first points of the sequence in two dimensions, as Boost.Random's manual
// gives them; it leaves out the point 0.
TEST(SobolPointsTest, BeginsAsThePublishedSequence) {
  const double expected[][2] = {{0, 0},       {0.5, 0.5},     {0.75, 0.25},
                                {0.25, 0.75}, {0.375, 0.375}, {0.875, 0.875}};
  const SobolPoints points = Points(2, 1);
  for (uint32_t index = 0; index < 6; ++index) {
    for (int dimension = 0; dimension < 2; ++dimension) {
      EXPECT_EQ(points.Unscrambled(index, dimension) * 0x1p-32,
                expected[index][dimension])
          << index;
    }
  }
}

TEST(SobolPointsTest, UnscrambledAreThoseOfBoost) {
  boost::random::sobol_engine<uint32_t, 32> engine(kMaxSobolDimensions);
  const SobolPoints points = Points(kMaxSobolDimensions, 1);
  for (const uint32_t first : {0U, 999'998U, 0xfffffff0U}) {
    engine.seed(first);
    for (uint32_t index = first + 1; index < first + 9; ++index) {
      for (int dimension = 0; dimension < kMaxSobolDimensions; ++dimension) {
        ASSERT_EQ(points.Unscrambled(index, dimension), engine())
            << index << ", " << dimension;
      }
    }
  }
}

TEST(SobolPointsTest, HasOneOfTheFirstPointsInEachInterval) {
  constexpr int kScramblings = 3;
  const SobolPoints points = Points(40, kScramblings);
  for (const int dimension : {0, 1, 7, 39}) {
    for (const int power : {0, 3, 10}) {
      const size_t count = size_t{1} << power;
      const std::vector<double> levels =
          Fill(points, 0, dimension, count * kScramblings);
      for (size_t scrambling = 0; scrambling < kScramblings; ++scrambling) {
        std::set<size_t> intervals;
        for (size_t i = 0; i < count; ++i) {
          const double level = levels[i * kScramblings + scrambling];
          ASSERT_GT(level, 0);
          ASSERT_LT(level, 1);
          intervals.insert(
              static_cast<size_t>(level * static_cast<double>(count)));
        }
        EXPECT_EQ(intervals.size(), count)
            << "dimension " << dimension << ", scrambling " << scrambling;
      }
    }
  }
}

// The first two dimensions are a (0, 2)-sequence: each rectangle of 2^-10 in
// area and dyadic sides has one of the first 2^10 points, scrambled or not.
TEST(SobolPointsTest, HasOneOfTheFirstPointsInEachRectangle) {
  const SobolPoints points = Points(2, 1);
  const std::vector<double> x = Fill(points, 0, 0, 1024);
  const std::vector<double> y = Fill(points, 0, 1, 1024);
  for (int power = 0; power <= 10; ++power) {
    const int columns = 1 << power;
    const int rows = 1 << (10 - power);
    std::set<int> rectangles;
    for (size_t i = 0; i < 1024; ++i) {
      rectangles.insert(static_cast<int>(x[i] * columns) * rows +
                        static_cast<int>(y[i] * rows));
    }
    EXPECT_EQ(rectangles.size(), 1024U) << power;
  }
}

TEST(SobolPointsTest, DrawsDependOnNothingThatIsDrawnBesideThem) {
  const SobolPoints points = Points(5, 16);
  const std::vector<double> whole = Fill(points, 0, 4, 5000);
  for (const uint32_t first : {0U, 1U, 15U, 16U, 1000U, 4090U}) {
    for (const size_t count : {1, 15, 16, 17, 500}) {
      const std::vector<double> part = Fill(points, first, 4, count);
      EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + first))
          << first << ", " << count;
    }
  }
  // Nor on how many dimensions there are.
  EXPECT_EQ(Fill(Points(9, 16), 0, 4, 100), Fill(points, 0, 4, 100));
  EXPECT_NE(Fill(Points(5, 16, 2), 0, 4, 100), Fill(points, 0, 4, 100));
}

// The first two points of a scrambling lie in different halves, and where in
// them is independent of each other and of which is where: the variance of the
// mean of n = 2^m coordinates is that of n independent points, one in each
// interval of 1 / n, that is 1 / (12 n^3).
TEST(SobolPointsTest, EachScramblingIsUniformAndAsEvenAsTheoryHasIt) {
  constexpr int kScramblings = 1024;
  // Seeds times scramblings.
  constexpr int kSeeds = 16;
  constexpr int kTrials = kSeeds * kScramblings;
  for (const int n : {1, 2, 8, 64}) {
    double mean = 0;
    double variance = 0;
    // Between one scrambling and the next.
    double covariance = 0;
    for (uint32_t seed = 0; seed < kSeeds; ++seed) {
      const std::vector<double> levels =
          Fill(Points(4, kScramblings, seed), 0, 3,
               static_cast<size_t>(n) * kScramblings);
      double before = 0;
      for (size_t scrambling = 0; scrambling < kScramblings; ++scrambling) {
        double sum = 0;
        for (int i = 0; i < n; ++i) {
          sum += levels[static_cast<size_t>(i) * kScramblings + scrambling];
        }
        const double distance = sum / n - 0.5;
        mean += distance / kTrials;
        variance += distance * distance / kTrials;
        covariance += distance * before / kTrials;
        before = distance;
      }
    }
    const double expected = 1.0 / 12 / n / n / n;
    const double error = 4 / std::sqrt(kTrials);
    EXPECT_NEAR(mean, 0, error * std::sqrt(expected)) << n;
    // The fourth moment is at most three times the square of the second.
    EXPECT_NEAR(variance / expected, 1, error * std::sqrt(2)) << n;
    EXPECT_NEAR(covariance / expected, 0, error) << n;
  }
}

// The means of a smooth function of five variables, with the mean 1, over n
// points in each of 16 scramblings.
template <typename LevelOf>
double RootMeanSquareError(int n, LevelOf level_of) {
  double sum_of_squares = 0;
  for (int scrambling = 0; scrambling < 16; ++scrambling) {
    double sum = 0;
    for (int i = 0; i < n; ++i) {
      double product = 1;
      for (int dimension = 0; dimension < 5; ++dimension) {
        const double level = level_of(16 * i + scrambling, dimension);
        product *= 1 + (level * level - 1.0 / 3) / (1 + dimension);
      }
      sum += product;
    }
    sum_of_squares += (sum / n - 1) * (sum / n - 1);
  }
  return std::sqrt(sum_of_squares / 16);
}

TEST(SobolPointsTest, IntegratesFarBetterThanRandomNumbers) {
  constexpr int kPoints = 4096;
  const SobolPoints points = Points(5, 16);
  std::vector<std::vector<double>> sobol;
  std::vector<std::vector<double>> random;
  for (int dimension = 0; dimension < 5; ++dimension) {
    sobol.push_back(Fill(points, 0, dimension, 16 * kPoints));
    random.emplace_back(16 * kPoints);
    UniformDraws(1, 0, static_cast<uint32_t>(dimension),
                 absl::MakeSpan(random.back()));
  }
  const auto error = [](const auto& levels, int n) {
    return RootMeanSquareError(n, [&](int draw, int dimension) {
      return levels[static_cast<size_t>(dimension)][static_cast<size_t>(draw)];
    });
  };
  EXPECT_LT(error(sobol, kPoints), error(random, kPoints) / 30);
  // Nearly as 1 / n, where random numbers take 1 / sqrt(n).
  EXPECT_LT(error(sobol, kPoints), error(sobol, kPoints / 64) / 24);
}

TEST(SobolPointsTest, SaysWhatIsWrong) {
  const auto invalid = [](const char* message) {
    return StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message));
  };
  EXPECT_THAT(SobolPoints::Create(0, 1, 16).status(),
              invalid("Sobol' points must have from 1 to 3667 dimensions, one "
                      "for each variable, not 0"));
  EXPECT_THAT(SobolPoints::Create(3668, 1, 16).status(), invalid("not 3668"));
  EXPECT_THAT(SobolPoints::Create(1, 1, 0).status(),
              invalid("scrambling count must be from 1 to 1024, not 0"));
  EXPECT_THAT(SobolPoints::Create(1, 1, 1025).status(), invalid("not 1025"));
}

}  // namespace
}  // namespace oilflow
