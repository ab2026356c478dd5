#include "service/market/sample.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;
using testing::ElementsAreArray;

// 1, 2, ... n.
Sample UpTo(int n, bool drawn = false) {
  std::vector<double> values;
  for (int i = 1; i <= n; ++i) {
    values.push_back(i);
  }
  return Sample::Of(values, drawn);
}

Sample MixtureOf(const std::vector<Sample>& parts,
                 const std::vector<double>& shares) {
  std::vector<const Sample*> pointers;
  for (const Sample& part : parts) {
    pointers.push_back(&part);
  }
  return Sample::Mixture(pointers, shares);
}

TEST(SampleTest, AtIsTheLeastValueThatReachesTheLevel) {
  struct Case {
    const char* name;
    int n;
    double level;
    double expected;
  };
  const Case cases[] = {
      {"OnlyOne", 1, 0.5, 1},
      {"MedianOfFour", 4, 0.5, 2},
      {"MedianOfFive", 5, 0.5, 3},
      {"JustAbove", 4, 0.5000001, 3},
      {"JustBelow", 4, 0.4999999, 2},
      {"FirstQuarter", 4, 0.25, 1},
      {"Low", 4, 0.05, 1},
      {"High", 4, 0.95, 4},
      // As doubles 0.07 * 100 is above 7 and 0.29 * 100 below 29.
      {"SevenPercent", 100, 0.07, 7},
      {"TwentyNinePercent", 100, 0.29, 29},
      {"FivePercent", 2000, 0.05, 100},
      {"SixteenPercent", 2000, 0.16, 320},
      {"EightyFourPercent", 2000, 0.84, 1680},
      {"NinetyFivePercent", 2000, 0.95, 1900},
      {"AThird", 3, 1.0 / 3, 1},
      {"TwoThirds", 3, 2.0 / 3, 2},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(UpTo(c.n).At(c.level), c.expected) << c.name;
  }
}

// k / n is reached by the k-th value, whatever k and n.
TEST(SampleTest, NoRoundingMovesAnOrderStatistic) {
  for (int n : {3, 7, 10, 49, 100, 199, 1000, 2048}) {
    const Sample sample = UpTo(n);
    for (int k = 1; k < n; ++k) {
      ASSERT_EQ(sample.At(static_cast<double>(k) / n), k) << n;
      ASSERT_EQ(sample.At(k * (1.0 / n)), k) << n;
      ASSERT_EQ(sample.At((k + 0.5) / n), k + 1) << n;
    }
  }
}

TEST(SampleTest, ValuesAreSorted) {
  const Sample sample = Sample::Of({3, -1, 2, 2}, false);
  EXPECT_THAT(sample.values(), ElementsAre(-1, 2, 2, 3));
  EXPECT_EQ(sample.size(), 4u);
}

TEST(SampleTest, MixtureWeighsItsParts) {
  // 1 has 0.6, 10 and 20 have 0.2 each.
  const Sample sample = MixtureOf(
      {Sample::Of({1}, false), Sample::Of({20, 10}, false)}, {0.6, 0.4});
  EXPECT_THAT(sample.values(), ElementsAre(1, 10, 20));
  EXPECT_EQ(sample.At(0.6), 1);
  EXPECT_EQ(sample.At(0.61), 10);
  EXPECT_EQ(sample.At(0.8), 10);
  EXPECT_EQ(sample.At(0.81), 20);
  EXPECT_DOUBLE_EQ(sample.Mean(), 0.6 * 1 + 0.2 * 10 + 0.2 * 20);
  EXPECT_DOUBLE_EQ(sample.Variance(), 0.6 * 1 + 0.2 * 100 + 0.2 * 400 -
                                          sample.Mean() * sample.Mean());
  EXPECT_DOUBLE_EQ(sample.ShareAbove(1), 0.4);
  EXPECT_DOUBLE_EQ(sample.ShareAbove(15), 0.2);
}

// Ten shares of 0.1 do not sum to 1 as doubles.
TEST(SampleTest, MixtureOfEqualsIsTheWhole) {
  std::vector<Sample> parts;
  for (int i = 1; i <= 10; ++i) {
    parts.push_back(Sample::Of({1.0 * i, 10.0 + i}, false));
  }
  const Sample mixture = MixtureOf(parts, std::vector<double>(10, 0.1));
  for (int k = 1; k < 20; ++k) {
    EXPECT_EQ(mixture.At(k / 20.0), k);
  }
  EXPECT_EQ(mixture.At(0.999999), 20);
}

TEST(SampleTest, PartWithoutAShareIsLeftOut) {
  const Sample one = UpTo(5, true);
  const Sample mixture = MixtureOf(
      {Sample::Of({-7}, false), one, Sample::Of({99}, true)}, {0, 1, 0});
  EXPECT_THAT(mixture.values(), ElementsAreArray(one.values()));
  EXPECT_EQ(mixture.AtLevels().value, one.AtLevels().value);
  EXPECT_EQ(mixture.AtLevels().error, one.AtLevels().error);
}

TEST(SampleTest, MixtureOfMixturesIsFlat) {
  const Sample inner =
      MixtureOf({UpTo(10, true), UpTo(4, false)}, {0.25, 0.75});
  const Sample outer = MixtureOf({inner, UpTo(3, true)}, {0.5, 0.5});
  const Sample flat = MixtureOf({UpTo(10, true), UpTo(4, false), UpTo(3, true)},
                                {0.125, 0.375, 0.5});
  EXPECT_EQ(outer.values(), flat.values());
  EXPECT_EQ(outer.AtLevels().value, flat.AtLevels().value);
  EXPECT_EQ(outer.AtLevels().error, flat.AtLevels().error);
}

TEST(SampleTest, ShareAboveIsStrict) {
  const Sample sample = Sample::Of({-1, 0, 0, 2}, true);
  EXPECT_EQ(sample.ShareAbove(-2), 1);
  EXPECT_EQ(sample.ShareAbove(-1), 0.75);
  EXPECT_EQ(sample.ShareAbove(0), 0.25);
  EXPECT_EQ(sample.ShareAbove(2), 0);
}

TEST(SampleTest, TimesAFactorScalesAllButTheWeights) {
  const Sample sample = MixtureOf(
      {Sample::Of({1, 2, 4}, true), Sample::Of({3}, false)}, {0.75, 0.25});
  const Sample doubled = sample.Times(2);
  EXPECT_THAT(doubled.values(), ElementsAre(2, 4, 6, 8));
  EXPECT_EQ(doubled.AtLevels().error[2], 2 * sample.AtLevels().error[2]);
  EXPECT_DOUBLE_EQ(doubled.Mean(), 2 * sample.Mean());
  EXPECT_DOUBLE_EQ(doubled.Variance(), 4 * sample.Variance());

  const Sample turned =
      MixtureOf({Sample::Of({1, 2, 4}, true), Sample::Of({30}, false)},
                {0.3, 0.7})
          .Times(-1);
  EXPECT_THAT(turned.values(), ElementsAre(-30, -4, -2, -1));
  EXPECT_EQ(turned.At(0.7), -30);
  EXPECT_EQ(turned.At(0.71), -4);
  EXPECT_THAT(turned.ShareAbove(-5), DoubleEq(0.3));
}

TEST(SampleTest, WhatWasNotDrawnHasNoError) {
  const Quantiles quantiles = UpTo(100, false).AtLevels();
  EXPECT_THAT(quantiles.value, ElementsAre(5, 16, 50, 84, 95));
  EXPECT_THAT(quantiles.error, ElementsAre(0, 0, 0, 0, 0));
  EXPECT_EQ(quantiles.median(), 50);
}

// The level of the median is known to sqrt(0.5 * 0.5 / 10000) = 0.005: 50 ranks
// to each side.
TEST(SampleTest, ErrorIsHalfTheSpanOfTheLevelsErrorToEachSide) {
  const Quantiles quantiles = UpTo(10000, true).AtLevels();
  EXPECT_NEAR(quantiles.error[2], 50, 1);
  EXPECT_NEAR(quantiles.error[0], 10000 * std::sqrt(0.05 * 0.95 / 10000), 1);
  // A half of the draws, the same for sure: twice the weight, half the share.
  const Sample mixture =
      MixtureOf({UpTo(10000, true), UpTo(10000, false)}, {0.5, 0.5});
  EXPECT_NEAR(mixture.AtLevels().error[2], 25, 1);
}

TEST(SampleTest, FewDrawsStillHaveAnErrorInTheTails) {
  const Quantiles quantiles = UpTo(10, true).AtLevels();
  for (const double error : quantiles.error) {
    EXPECT_GT(error, 0);
  }
}

// The share of 500 samples whose stated error covers the true quantile. A
// normal error would cover 68.3% at once its size, 95.4% at twice it.
struct Coverage {
  std::array<double, 5> once = {};
  std::array<double, 5> twice = {};
};

constexpr int kSamples = 500;

template <typename MakeSample>
Coverage CoverageOf(MakeSample make, const std::array<double, 5>& truth) {
  Coverage coverage;
  for (uint32_t seed = 0; seed < kSamples; ++seed) {
    const Quantiles found = make(seed).AtLevels();
    for (size_t i = 0; i < truth.size(); ++i) {
      const double miss = std::abs(found.value[i] - truth[i]);
      coverage.once[i] += miss <= found.error[i] ? 1.0 / kSamples : 0;
      coverage.twice[i] += miss <= 2 * found.error[i] ? 1.0 / kSamples : 0;
    }
  }
  return coverage;
}

// Four standard errors of a share of 500, and 2 points because ranks are whole
// and a few neighbours tell how dense the values are.
void ExpectStatedRates(const Coverage& coverage) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    EXPECT_NEAR(coverage.once[i], 0.683, 0.02 + 4 * 0.0208) << kLevels[i];
    EXPECT_NEAR(coverage.twice[i], 0.954, 0.02 + 4 * 0.0094) << kLevels[i];
  }
}

std::vector<double> DrawLognormals(uint32_t seed, uint32_t variable, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    values.push_back(PortableExp(
        0.5 * PortableNormalQuantile(UniformDraw(seed, i, variable))));
  }
  return values;
}

TEST(SampleTest, StatedErrorCoversAtItsRate) {
  std::array<double, 5> truth;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    truth[i] = PortableExp(0.5 * PortableNormalQuantile(kLevels[i]));
  }
  ExpectStatedRates(CoverageOf(
      [](uint32_t seed) {
        return Sample::Of(DrawLognormals(seed, 0, 2000), true);
      },
      truth));
}

// Lognormals around 1 and around 3 from draws, many and few, and one from even
// levels around 2.
TEST(SampleTest, StatedErrorOfAMixtureCoversAtItsRate) {
  std::vector<double> even;
  for (int i = 0; i < 5000; ++i) {
    even.push_back(PortableExp(0.5 * PortableNormalQuantile((i + 0.5) / 5000)));
  }
  const Sample one = Sample::Of(even, false);
  const Sample two = one.Times(2);
  const Sample three = one.Times(3);
  const std::vector<double> shares = {0.3, 0.2, 0.5};
  const Sample world = MixtureOf({one, two, three}, shares);
  const std::array<double, 5> truth = world.AtLevels().value;
  ExpectStatedRates(CoverageOf(
      [&](uint32_t seed) {
        return MixtureOf(
            {Sample::Of(DrawLognormals(seed, 0, 1000), true), two,
             Sample::Of(DrawLognormals(seed, 1, 400), true).Times(3)},
            shares);
      },
      truth));
}

// The same value, of even and odd numbers and with ties.
TEST(MedianOfTest, IsTheMedianOfTheSample) {
  std::vector<double> values;
  for (int n = 1; n <= 60; ++n) {
    values.push_back((n * 37 % 23) / 7.0 - 1);
    EXPECT_EQ(MedianOf(values), Sample::Of(values, true).At(0.5)) << n;
  }
}

}  // namespace
}  // namespace oilflow
