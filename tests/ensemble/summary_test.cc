#include "service/ensemble/summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numbers>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

std::vector<double> Normals(uint32_t seed, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    values.push_back(PortableNormalQuantile(UniformDraw(seed, i, 0)));
  }
  return values;
}

// Steps of a half between -2 and 2, so that many are equal.
std::vector<double> Ties(uint32_t seed, int n) {
  std::vector<double> values;
  for (int i = 0; i < n; ++i) {
    values.push_back(0.5 * std::floor(9 * UniformDraw(seed, i, 0)) - 2);
  }
  return values;
}

TEST(SummaryTest, QuantilesAndErrorsAreThoseOfASample) {
  for (int n : {1, 2, 3, 5, 6, 10, 99, 100, 1000, 4097}) {
    for (const std::vector<double>& values : {Normals(n, n), Ties(n, n)}) {
      const Quantiles expected = Sample::Of(values, true).AtLevels();
      const Summary summary = *Summarize(values, {});
      EXPECT_EQ(summary.draw_count, n);
      for (size_t i = 0; i < kLevels.size(); ++i) {
        EXPECT_EQ(summary.quantile[i].value, expected.value[i]) << n;
        EXPECT_EQ(summary.quantile[i].error.value_or(0), expected.error[i])
            << n;
        // No error is one thing, an error of 0 another.
        const bool told = n >= 10 || (n >= 2 && i == 2);
        if (told) {
          EXPECT_TRUE(summary.quantile[i].error.has_value()) << n << " " << i;
        }
      }
      EXPECT_EQ(summary.minimum,
                *std::min_element(values.begin(), values.end()));
      EXPECT_EQ(summary.maximum,
                *std::max_element(values.begin(), values.end()));
    }
  }
}

TEST(SummaryTest, OneDrawHasNoErrors) {
  const Summary summary = *Summarize(std::vector<double>{3}, {});
  for (const Estimate& quantile : summary.quantile) {
    EXPECT_EQ(quantile.value, 3);
    EXPECT_FALSE(quantile.error.has_value());
  }
  EXPECT_EQ(summary.shortfall_low.value, 3);
  EXPECT_FALSE(summary.shortfall_low.error.has_value());
  EXPECT_EQ(summary.rise.value, 1);
  // Beta(1.5, 0.5): 0.75 * 0.25 / 3.
  EXPECT_DOUBLE_EQ(*summary.rise.error, std::sqrt(0.75 * 0.25 / 3));
}

TEST(SummaryTest, EqualDrawsAreKnownExactly) {
  const Summary summary = *Summarize(std::vector<double>(500, 0.1), {});
  for (const Estimate& quantile : summary.quantile) {
    EXPECT_EQ(quantile.value, 0.1);
    EXPECT_EQ(quantile.error, 0);
  }
  EXPECT_EQ(summary.shortfall_low.value, 0.1);
  EXPECT_EQ(summary.shortfall_low.error, 0);
  EXPECT_EQ(summary.shortfall_high.value, 0.1);
  EXPECT_EQ(summary.rise.value, 1);
  EXPECT_GT(*summary.rise.error, 0);
  EXPECT_EQ(summary.fall.value, 0);
}

// 0 is neither.
TEST(SummaryTest, CountsRisesAndFallsStrictly) {
  const Summary summary =
      *Summarize(std::vector<double>{-1, 0, 0, 2, 5, 0, 3, -4}, {});
  EXPECT_EQ(summary.rise.value, 3.0 / 8);
  EXPECT_EQ(summary.fall.value, 2.0 / 8);
}

TEST(SummaryTest, ShortfallIsTheMeanOfTheWorst) {
  struct Case {
    const char* name;
    std::vector<double> values;
    double share;
    double low;
    double high;
  };
  const Case cases[] = {
      {"WholeDraws",
       {4, 1, 3, 2, 8, 7, 6, 5, 9, 10},
       0.2,
       (1 + 2) / 2.0,
       (9 + 10) / 2.0},
      // 2.5 of 10.
      {"PartOfADraw",
       {4, 1, 3, 2, 8, 7, 6, 5, 9, 10},
       0.25,
       (1 + 2 + 0.5 * 3) / 2.5,
       (10 + 9 + 0.5 * 8) / 2.5},
      {"LessThanADraw", {3, 1, 2}, 0.05, 1, 3},
      // Of six 1s and four 5s the lowest 8 are six and two.
      {"Ties", {1, 5, 1, 5, 1, 1, 5, 1, 5, 1}, 0.5, 1, (4 * 5 + 1) / 5.0},
  };
  for (const Case& c : cases) {
    const Summary summary = *Summarize(c.values, {c.share});
    EXPECT_NEAR(summary.shortfall_low.value, c.low, 1e-14) << c.name;
    EXPECT_NEAR(summary.shortfall_high.value, c.high, 1e-14) << c.name;
  }
}

// The true values of standard normals: the mean of the worst 5% is
// -phi(q) / 0.05.
struct Truth {
  const char* name;
  double value;
  std::function<Estimate(const Summary&)> of;
};

std::vector<Truth> TruthsOfNormals() {
  const double q = PortableNormalQuantile(0.05);
  const double shortfall =
      -std::exp(-q * q / 2) / std::sqrt(2 * std::numbers::pi) / 0.05;
  return {
      {"P5", q, [](const Summary& s) { return s.quantile[0]; }},
      {"P50", 0, [](const Summary& s) { return s.quantile[2]; }},
      {"P95", -q, [](const Summary& s) { return s.quantile[4]; }},
      {"Rise", 0.5, [](const Summary& s) { return s.rise; }},
      {"Fall", 0.5, [](const Summary& s) { return s.fall; }},
      {"Low", shortfall, [](const Summary& s) { return s.shortfall_low; }},
      {"High", -shortfall, [](const Summary& s) { return s.shortfall_high; }},
  };
}

// Four standard errors of a share of 500, and 4 points for few neighbours, few
// draws in a tail and few scramblings.
void ExpectStatedRates(const std::vector<Truth>& truths,
                       const std::function<Summary(uint32_t seed)>& summarize) {
  constexpr int kRounds = 500;
  std::vector<double> once(truths.size());
  std::vector<double> twice(truths.size());
  for (uint32_t seed = 0; seed < kRounds; ++seed) {
    const Summary summary = summarize(seed);
    for (size_t i = 0; i < truths.size(); ++i) {
      const Estimate found = truths[i].of(summary);
      const double miss = std::abs(found.value - truths[i].value);
      once[i] += miss <= *found.error ? 1.0 / kRounds : 0;
      twice[i] += miss <= 2 * *found.error ? 1.0 / kRounds : 0;
    }
  }
  for (size_t i = 0; i < truths.size(); ++i) {
    EXPECT_NEAR(once[i], 0.683, 0.04 + 4 * 0.0208) << truths[i].name;
    EXPECT_NEAR(twice[i], 0.954, 0.04 + 4 * 0.0094) << truths[i].name;
  }
}

TEST(SummaryTest, StatedErrorsCoverAtTheirRate) {
  ExpectStatedRates(TruthsOfNormals(), [](uint32_t seed) {
    return *Summarize(Normals(seed, 2000), {});
  });
}

// Sixteen scramblings of 125 even levels, each shifted by a number of its own:
// within one the draws are far from independent. No probability below is a
// whole number of 125ths, so that each is missed.
std::vector<double> Shifted(uint32_t seed) {
  constexpr int kScramblings = 16;
  constexpr int kPoints = 125;
  std::vector<double> values;
  for (int i = 0; i < kPoints; ++i) {
    for (int r = 0; r < kScramblings; ++r) {
      const double level = (i + UniformDraw(seed, r, 1)) / kPoints;
      values.push_back(PortableNormalQuantile(level));
    }
  }
  return values;
}

// The quantile of so few even points leans to one side by up to half a step of
// the level, which no spread shows: only probabilities are free from it.
TEST(SummaryTest, ScrambledErrorsCoverAtTheirRateAndAreSmaller) {
  ExpectStatedRates({{"Rise", 0.5, [](const Summary& s) { return s.rise; }},
                     {"Fall", 0.5, [](const Summary& s) { return s.fall; }}},
                    [](uint32_t seed) {
                      return *Summarize(Shifted(seed), {0.05, 16});
                    });
  const Summary scrambled = *Summarize(Shifted(7), {0.05, 16});
  const Summary independent = *Summarize(Shifted(7), {});
  EXPECT_LT(*scrambled.quantile[2].error, 0.3 * *independent.quantile[2].error);
  EXPECT_LT(*scrambled.rise.error, 0.3 * *independent.rise.error);
  EXPECT_EQ(scrambled.quantile[2].value, independent.quantile[2].value);
}

// Independent draws dealt out to 16 as if they were scramblings: the spread of
// the parts says the same, on the average, as the formulas.
TEST(SummaryTest, ScrambledErrorsOfIndependentDrawsAgree) {
  std::vector<double> ratios(kLevels.size() + 4);
  constexpr int kRounds = 100;
  for (uint32_t seed = 0; seed < kRounds; ++seed) {
    const std::vector<double> values = Normals(1000 + seed, 16 * 256);
    const Summary a = *Summarize(values, {0.05, 16});
    const Summary b = *Summarize(values, {});
    const auto ratio = [](const Estimate& x, const Estimate& y) {
      return *x.error / *y.error / kRounds;
    };
    for (size_t i = 0; i < kLevels.size(); ++i) {
      ratios[i] += ratio(a.quantile[i], b.quantile[i]);
    }
    ratios[5] += ratio(a.rise, b.rise);
    ratios[6] += ratio(a.fall, b.fall);
    ratios[7] += ratio(a.shortfall_low, b.shortfall_low);
    ratios[8] += ratio(a.shortfall_high, b.shortfall_high);
  }
  EXPECT_THAT(ratios, testing::Each(testing::DoubleNear(1, 0.12)));
}

TEST(SummaryTest, FewScrambledDrawsHaveNoErrors) {
  const std::vector<double> values = Normals(3, 16 * 20);
  EXPECT_TRUE(Summarize(values, {0.05, 16})->quantile[2].error.has_value());
  const Summary few =
      *Summarize(absl::MakeConstSpan(values).first(16 * 20 - 1), {0.05, 16});
  EXPECT_FALSE(few.quantile[2].error.has_value());
  EXPECT_FALSE(few.rise.error.has_value());
}

// All scramblings agree that it never falls: that is not certain for all that.
TEST(SummaryTest, ScrambledCertaintyKeepsAnError) {
  const Summary summary =
      *Summarize(std::vector<double>(16 * 64, 2), {0.05, 16});
  EXPECT_EQ(summary.quantile[2].error, 0);
  EXPECT_GT(*summary.rise.error, 0);
  EXPECT_LT(*summary.rise.error, 0.001);
  EXPECT_DOUBLE_EQ(*summary.fall.error, *summary.rise.error);
}

TEST(SummaryTest, RefusesWhatItCannotSummarize) {
  EXPECT_FALSE(Summarize({}, {}).ok());
  const std::vector<double> one = {1};
  EXPECT_FALSE(Summarize(one, {0}).ok());
  EXPECT_FALSE(Summarize(one, {0.6}).ok());
  EXPECT_FALSE(Summarize(one, {0.05, 1}).ok());
  EXPECT_FALSE(Summarize(one, {0.05, -1}).ok());
}

TEST(SummaryTest, StopsBetweenScramblings) {
  int asked = 0;
  const auto stop_after = [&](int most) {
    asked = 0;
    return Summarize(Normals(1, 1600), {0.05, 16},
                     [&, most] {
                       return ++asked == most ? absl::CancelledError("gone")
                                              : absl::OkStatus();
                     })
        .status();
  };
  EXPECT_TRUE(stop_after(1000).ok());
  EXPECT_GE(asked, 17);
  EXPECT_EQ(stop_after(10).code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(asked, 10);
}

}  // namespace
}  // namespace oilflow
