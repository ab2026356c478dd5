#include "service/ensemble/distribution.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "boost/math/distributions/beta.hpp"
#include "boost/math/distributions/lognormal.hpp"
#include "boost/math/distributions/normal.hpp"
#include "boost/math/distributions/triangular.hpp"
#include "boost/math/distributions/uniform.hpp"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"
#include "service/evaluation/fact_reader.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

constexpr double kInfinity = std::numeric_limits<double>::infinity();

const std::vector<double>& TestLevels() {
  static const auto* const kTestLevels = new std::vector<double>{
      1e-9,  1e-6, 1e-3, 0.05, 0.16,  0.25,     0.4,     0.5,
      0.625, 0.75, 0.84, 0.95, 0.999, 1 - 1e-6, 1 - 1e-9};
  return *kTestLevels;
}

// One of each family, with a quantile that is worked out otherwise.
struct Case {
  std::string name;
  Distribution distribution;
  std::function<double(double level)> expected;
};

template <typename Exact>
std::function<double(double)> QuantileOfBoost(const Exact& exact) {
  return [exact](double level) {
    return static_cast<double>(
        boost::math::quantile(exact, static_cast<long double>(level)));
  };
}

std::vector<Case> Continuous() {
  using boost::math::beta_distribution;
  using boost::math::lognormal_distribution;
  using boost::math::normal_distribution;
  using boost::math::triangular_distribution;
  using boost::math::uniform_distribution;
  const auto stretched = [](double low, double high,
                            std::function<double(double)> unit) {
    return [=](double level) { return low + (high - low) * unit(level); };
  };
  return {
      {"uniform", *MakeUniform(-3, 7),
       QuantileOfBoost(uniform_distribution<long double>(-3, 7))},
      {"triangular", *MakeTriangular(30, 90, 240),
       QuantileOfBoost(triangular_distribution<long double>(30, 90, 240))},
      {"triangular, mode low", *MakeTriangular(30, 30, 240),
       QuantileOfBoost(triangular_distribution<long double>(30, 30, 240))},
      {"triangular, mode high", *MakeTriangular(-2, 5, 5),
       QuantileOfBoost(triangular_distribution<long double>(-2, 5, 5))},
      // 1 + 4 * 60 / 210 and 1 + 4 * 150 / 210.
      {"PERT", *MakePert(30, 90, 240),
       stretched(30, 240,
                 QuantileOfBoost(beta_distribution<long double>(
                     1 + 240.0L / 210, 1 + 600.0L / 210)))},
      {"PERT, mode low, lambda 10", *MakePert(0, 0, 1, 10),
       QuantileOfBoost(beta_distribution<long double>(1, 11))},
      {"normal", *MakeNormal(80, 12),
       QuantileOfBoost(normal_distribution<long double>(80, 12))},
      {"lognormal", *MakeLognormal(-1, 0.7),
       QuantileOfBoost(lognormal_distribution<long double>(-1, 0.7L))},
      {"beta", *MakeBeta(0.5, 3, 10, 30),
       stretched(10, 30,
                 QuantileOfBoost(beta_distribution<long double>(0.5L, 3)))},
      {"two-piece", *MakeTwoPiece(1, 2, 7),
       [](double level) {
         return level < 0.5 ? 1 + 2 * level : 2 + 10 * (level - 0.5);
       }},
  };
}

std::vector<Case> Stepped() {
  return {
      {"point", *MakePoint(5), [](double) { return 5.0; }},
      {"Bernoulli", *MakeBernoulli(0.3),
       [](double level) { return level > 0.7 ? 1.0 : 0.0; }},
      {"never", *MakeBernoulli(0), [](double) { return 0.0; }},
      {"always", *MakeBernoulli(1), [](double) { return 1.0; }},
      // In order: 1 with 0.5, 4 with 0.3, 9 with 0.2.
      {"discrete", *MakeDiscrete({9, 1, 4, 1}, {2, 1, 3, 4}),
       [](double level) { return level <= 0.5   ? 1
                                 : level <= 0.8 ? 4
                                                : 9; }},
      {"geometric", *MakeGeometric(0.2),
       [](double level) {
         // By adding up.
         double trials = 1;
         for (double left = 0.8L; left > 1 - level; left *= 0.8) {
           ++trials;
         }
         return trials;
       }},
      {"geometric, certain", *MakeGeometric(1), [](double) { return 1.0; }},
  };
}

std::vector<Case> All() {
  std::vector<Case> all = Continuous();
  for (const Case& c : Stepped()) {
    all.push_back(c);
  }
  return all;
}

TEST(DistributionTest, HasTheQuantilesOfBoost) {
  for (const Case& c : Continuous()) {
    for (const double level : TestLevels()) {
      const double expected = c.expected(level);
      EXPECT_NEAR(QuantileOf(c.distribution, level), expected,
                  4e-14 * std::max(1.0, std::abs(expected)))
          << c.name << " at " << level;
    }
  }
}

TEST(DistributionTest, StepsWhereItsProbabilitiesAddUp) {
  for (const Case& c : Stepped()) {
    for (const double level : TestLevels()) {
      EXPECT_EQ(QuantileOf(c.distribution, level), c.expected(level))
          << c.name << " at " << level;
    }
  }
}

// Whole powers: 1 - 0.5^k is a double.
TEST(DistributionTest, GeometricHasItsLevelsExactly) {
  const Distribution gate = *MakeGeometric(0.5);
  double level = 0;
  for (int k = 1; k <= 50; ++k) {
    level += std::ldexp(1, -k);
    EXPECT_EQ(QuantileOf(gate, level), k);
    // A draw is no nearer; before the tenth, rounding hides the difference.
    if (k >= 10) {
      EXPECT_EQ(QuantileOf(gate, level + 0x1p-53), k + 1);
    }
  }
}

TEST(DistributionTest, HasTheMeanOfItsQuantiles) {
  for (const Case& c : All()) {
    // Over the middles of as many equal intervals of the level; the tails of
    // the unbounded ones are cut a little.
    constexpr int kIntervals = 200000;
    double sum = 0;
    for (int i = 0; i < kIntervals; ++i) {
      sum += QuantileOf(c.distribution, (i + 0.5) / kIntervals);
    }
    const double mean = MeanOf(c.distribution);
    EXPECT_NEAR(sum / kIntervals, mean, 2e-5 * std::max(1.0, std::abs(mean)))
        << c.name;
  }
}

TEST(DistributionTest, NeverFallsAndStaysWithinItsEnds) {
  for (const Case& c : All()) {
    const double lowest = LowestOf(c.distribution);
    const double highest = HighestOf(c.distribution);
    double before = lowest;
    for (int i = 1; i < 50000; ++i) {
      const double value = QuantileOf(c.distribution, i / 50000.0);
      ASSERT_GE(value, before) << c.name << " at " << i / 50000.0;
      before = value;
    }
    EXPECT_LE(before, highest) << c.name;
    EXPECT_GE(QuantileOf(c.distribution, 0x1p-53), lowest) << c.name;
    EXPECT_LE(QuantileOf(c.distribution, 1 - 0x1p-53), highest) << c.name;
  }
}

TEST(DistributionTest, KnowsItsEnds) {
  struct Ends {
    const char* name;
    Distribution distribution;
    double lowest;
    double highest;
  };
  const Ends cases[] = {
      {"point", *MakePoint(5), 5, 5},
      {"uniform", *MakeUniform(-3, 7), -3, 7},
      {"triangular", *MakeTriangular(30, 90, 240), 30, 240},
      {"PERT", *MakePert(30, 90, 240), 30, 240},
      {"PERT of one value", *MakePert(4, 4, 4), 4, 4},
      {"normal", *MakeNormal(80, 12), -kInfinity, kInfinity},
      {"normal without spread", *MakeNormal(80, 0), 80, 80},
      {"lognormal", *MakeLognormal(-1, 0.7), 0, kInfinity},
      {"lognormal without spread", *MakeLognormal(0, 0), 1, 1},
      {"beta", *MakeBeta(0.5, 3, 10, 30), 10, 30},
      {"Bernoulli", *MakeBernoulli(0.3), 0, 1},
      {"never", *MakeBernoulli(0), 0, 0},
      {"always", *MakeBernoulli(1), 1, 1},
      {"discrete", *MakeDiscrete({-8, 3, 2, 50}, {0, 1, 1, 0}), 2, 3},
      {"geometric", *MakeGeometric(0.5), 1, kInfinity},
      {"geometric, certain", *MakeGeometric(1), 1, 1},
      {"two-piece", *MakeTwoPiece(1, 2, 7), 1, 7},
  };
  for (const Ends& c : cases) {
    EXPECT_EQ(LowestOf(c.distribution), c.lowest) << c.name;
    EXPECT_EQ(HighestOf(c.distribution), c.highest) << c.name;
  }
}

TEST(DistributionTest, HasTheSameBitsManyAtOnce) {
  std::vector<double> levels = TestLevels();
  for (uint32_t draw = 0; draw < 1000; ++draw) {
    levels.push_back(UniformDraw(4, draw, 0));
  }
  for (const Case& c : All()) {
    std::vector<double> values(levels.size());
    QuantilesOf(c.distribution, levels, absl::MakeSpan(values));
    for (size_t i = 0; i < levels.size(); ++i) {
      ASSERT_EQ(values[i], QuantileOf(c.distribution, levels[i]))
          << c.name << " at " << levels[i];
    }
    std::vector<double> in_place = levels;
    QuantilesOf(c.distribution, in_place, absl::MakeSpan(in_place));
    EXPECT_EQ(in_place, values) << c.name;
  }
}

// The driver of an evaluation and the draw of an ensemble read a range alike.
TEST(DistributionTest, TwoPieceHasTheBitsOfAFactAtADriversLevel) {
  Fact fact;
  fact.value = 0.1 * 17;
  fact.low = -1.0 / 3;
  fact.high = 2.7182818;
  const Distribution range = *MakeTwoPiece(*fact.low, fact.value, *fact.high);
  for (uint32_t draw = 0; draw < 10000; ++draw) {
    const double level = UniformDraw(5, draw, 0);
    ASSERT_EQ(QuantileOf(range, level), ValueAt(fact, level, true)) << level;
  }
  EXPECT_EQ(QuantileOf(range, 0.5), fact.value);
}

TEST(DistributionTest, NamesItsFamily) {
  EXPECT_EQ(FamilyOf(*MakePoint(1)), "point");
  EXPECT_EQ(FamilyOf(*MakePert(0, 1, 2)), "PERT");
  EXPECT_EQ(FamilyOf(*MakeBernoulli(1)), "Bernoulli");
  EXPECT_EQ(FamilyOf(*MakeTwoPiece(0, 1, 2)), "two-piece");
}

TEST(DistributionTest, SaysWhatIsWrong) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  struct Wrong {
    absl::StatusOr<Distribution> made;
    std::string message;
  };
  const std::vector<double> many(101, 1);
  const Wrong cases[] = {
      {MakePoint(nan), "value must be a number from -1e100 to 1e100, not nan"},
      {MakeUniform(kInfinity, 1),
       "low must be a number from -1e100 to 1e100, not inf"},
      {MakeUniform(2, 1), "high must be at least low, 2, not 1"},
      {MakeTriangular(1, 0.5, 2), "mode must be at least low, 1, not 0.5"},
      {MakeTriangular(1, 3, 2), "high must be at least mode, 3, not 2"},
      {MakePert(0, 1, 2, 0), "lambda must be above 0 and at most 1000, not 0"},
      {MakePert(0, -1, 2), "mode must be at least low, 0, not -1"},
      {MakeNormal(0, -1),
       "standard deviation must be from 0 to 1e+100, not -1"},
      {MakeNormal(nan, 1), "mean must be a number"},
      {MakeLognormal(4, 30),
       "|mu| + 9 sigma must be at most 230, as both are of the logarithm, not "
       "274"},
      {MakeLognormal(0, -0.1), "sigma must be from 0 to"},
      {MakeBeta(0.01, 1), "alpha must be from 0.05 to 10000, not 0.01"},
      {MakeBeta(1, 20000), "beta must be from 0.05 to 10000, not 20000"},
      {MakeBeta(1, 2, 3, 2), "high must be at least low, 3, not 2"},
      {MakeBernoulli(1.2), "probability must be from 0 to 1, not 1.2"},
      {MakeDiscrete({}, {}), "there must be from 1 to 100 values, not 0"},
      {MakeDiscrete(many, many), "there must be from 1 to 100 values, not 101"},
      {MakeDiscrete({1, 2}, {1}),
       "there must be a weight for each of the 2 values, not 1 weights"},
      {MakeDiscrete({1, 2}, {1, -1}), "weight 2 must be from 0 to"},
      {MakeDiscrete({1, nan}, {1, 1}), "value 2 must be a number"},
      {MakeDiscrete({1, 2}, {0, 0}), "at least one weight must be above 0"},
      {MakeGeometric(0),
       "success probability must be from 0.000001 to 1, not 0"},
      {MakeTwoPiece(1, 2, 1.5), "high must be at least median, 2, not 1.5"},
  };
  for (const Wrong& c : cases) {
    EXPECT_THAT(c.made, StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr(c.message)));
  }
}

}  // namespace
}  // namespace oilflow
