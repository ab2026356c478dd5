#include "service/ensemble/conditional_normal.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pointwise;

const std::vector<double>& Correlation() {
  static const auto& matrix = *new std::vector<double>{1,    0.5, -0.3, 0.2,  //
                                                       0.5,  1,   0.1,  0.6,  //
                                                       -0.3, 0.1, 1,    0.4,  //
                                                       0.2,  0.6, 0.4,  1};
  return matrix;
}

TEST(CholeskyTest, GivesTheMatrixBack) {
  const std::vector<double> lower = *Cholesky(Correlation(), 4);
  std::vector<double> product(16);
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j < 4; ++j) {
      for (int k = 0; k < 4; ++k) {
        product[4 * i + j] += lower[4 * i + k] * lower[4 * j + k];
      }
      if (j > i) {
        EXPECT_EQ(lower[4 * i + j], 0);
      }
    }
  }
  EXPECT_THAT(product, Pointwise(DoubleNear(1e-15), Correlation()));
}

TEST(CholeskyTest, NamesTheRowThatContradicts) {
  // 0 and 1 go together, 0 and 2 too, but not 1 and 2.
  const std::vector<double> matrix = {1,   0.9,  0.9,   //
                                      0.9, 1,    -0.9,  //
                                      0.9, -0.9, 1};
  EXPECT_THAT(std::string(Cholesky(matrix, 3).status().message()),
              HasSubstr("row 2"));
  EXPECT_FALSE(Cholesky(std::vector<double>{1, 1, 1, 1}, 2).ok());
}

// Of two: mean r x, variance 1 - r^2.
TEST(ConditionalNormalTest, OneGivenTheOther) {
  const std::vector<double> matrix = {1, 0.6, 0.6, 1};
  const ConditionalNormal normal = *ConditionalNormal::Create(matrix, 2, {1});
  EXPECT_THAT(normal.free(), ElementsAre(0));
  EXPECT_THAT(normal.weights(), ElementsAre(DoubleNear(0.6, 1e-15)));
  EXPECT_THAT(normal.factor(), ElementsAre(DoubleNear(0.8, 1e-15)));
  std::vector<double> levels = {0, PortableNormalCdf(1.5)};
  normal.Complete({PortableNormalCdf(-0.5), 0}, absl::MakeSpan(levels));
  EXPECT_NEAR(levels[0], PortableNormalCdf(0.6 * 1.5 - 0.8 * 0.5), 1e-14);
}

// Given 0 and 3, by hand: M = R_FG R_GG^-1 with R_GG = [1 .2; .2 1].
TEST(ConditionalNormalTest, TwoGivenTwo) {
  const ConditionalNormal normal =
      *ConditionalNormal::Create(Correlation(), 4, {0, 3});
  EXPECT_THAT(normal.free(), ElementsAre(1, 2));
  const double d = 1 - 0.2 * 0.2;
  const std::vector<double> m = {(0.5 - 0.2 * 0.6) / d, (0.6 - 0.2 * 0.5) / d,
                                 (-0.3 - 0.2 * 0.4) / d, (0.4 + 0.2 * 0.3) / d};
  EXPECT_THAT(normal.weights(), Pointwise(DoubleNear(1e-15), m));
  const double a = 1 - m[0] * 0.5 - m[1] * 0.6;
  const double b = 0.1 - m[0] * -0.3 - m[1] * 0.4;
  const double c = 1 - m[2] * -0.3 - m[3] * 0.4;
  EXPECT_THAT(normal.factor(),
              ElementsAre(DoubleNear(std::sqrt(a), 1e-15), 0,
                          DoubleNear(b / std::sqrt(a), 1e-15),
                          DoubleNear(std::sqrt(c - b * b / a), 1e-15)));
}

TEST(ConditionalNormalTest, AllGivenLeavesNothingToDraw) {
  const ConditionalNormal normal =
      *ConditionalNormal::Create(Correlation(), 4, {0, 1, 2, 3});
  std::vector<double> levels = {0.1, 0.2, 0.3, 0.4};
  normal.Complete({0.5, 0.5, 0.5, 0.5}, absl::MakeSpan(levels));
  EXPECT_THAT(levels, ElementsAre(0.1, 0.2, 0.3, 0.4));
}

TEST(ConditionalNormalTest, IndependentVariablesTakeTheirUniforms) {
  const ConditionalNormal normal =
      *ConditionalNormal::Create(std::vector<double>{1, 0, 0, 1}, 2, {0});
  std::vector<double> levels = {0.9, 0};
  normal.Complete({0, 0.123}, absl::MakeSpan(levels));
  EXPECT_EQ(levels[0], 0.9);
  EXPECT_NEAR(levels[1], 0.123, 1e-15);
}

// First one half, then the other given it: the whole has the correlations.
TEST(ConditionalNormalTest, DrawingInTwoStepsKeepsTheCorrelations) {
  const ConditionalNormal all =
      *ConditionalNormal::Create(Correlation(), 4, {});
  const ConditionalNormal rest =
      *ConditionalNormal::Create(Correlation(), 4, {1, 2});
  constexpr int kDraws = 20000;
  std::vector<double> sums(16);
  for (int i = 0; i < kDraws; ++i) {
    std::vector<double> levels(4);
    std::vector<double> uniforms;
    for (uint32_t j = 0; j < 8; ++j) {
      uniforms.push_back(UniformDraw(9, i, j));
    }
    const auto both = absl::MakeConstSpan(uniforms);
    all.Complete(both.first(4), absl::MakeSpan(levels));
    levels[0] = levels[3] = -1;
    rest.Complete(both.subspan(4), absl::MakeSpan(levels));
    for (size_t j = 0; j < 16; ++j) {
      sums[j] += PortableNormalQuantile(levels[j / 4]) *
                 PortableNormalQuantile(levels[j % 4]) / kDraws;
    }
  }
  // Four standard errors, at most sqrt(2 / n) each.
  EXPECT_THAT(
      sums, Pointwise(DoubleNear(4 * std::sqrt(2.0 / kDraws)), Correlation()));
}

TEST(ConditionalNormalTest, LevelsStayWithinTheirRange) {
  const double r = 1 - 1e-9;
  const ConditionalNormal normal =
      *ConditionalNormal::Create(std::vector<double>{1, r, r, 1}, 2, {0});
  for (const double end : {0x1p-53, 1 - 0x1p-53}) {
    std::vector<double> levels = {end, 0};
    normal.Complete({0, end}, absl::MakeSpan(levels));
    EXPECT_GT(levels[1], 0);
    EXPECT_LT(levels[1], 1);
  }
}

TEST(ConditionalNormalTest, RefusesWhatIsNoCorrelation) {
  const auto create = [](const std::vector<double>& matrix, int size,
                         const std::vector<int>& given) {
    return ConditionalNormal::Create(matrix, size, given).ok();
  };
  EXPECT_TRUE(create({1, 0.5, 0.5, 1}, 2, {0}));
  EXPECT_FALSE(create({1, 0.5, 0.5, 1}, 3, {0}));
  EXPECT_FALSE(create({}, 0, {}));
  EXPECT_FALSE(create({1, 0.5, 0.4, 1}, 2, {0}));
  EXPECT_FALSE(create({2, 0.5, 0.5, 1}, 2, {0}));
  EXPECT_FALSE(create({1, 1, 1, 1}, 2, {0}));
  EXPECT_FALSE(create({1, std::nan(""), std::nan(""), 1}, 2, {0}));
  EXPECT_FALSE(create({1, 0.5, 0.5, 1}, 2, {2}));
  EXPECT_FALSE(create({1, 0.5, 0.5, 1}, 2, {-1}));
  EXPECT_FALSE(create({1, 0.5, 0.5, 1}, 2, {1, 0}));
}

}  // namespace
}  // namespace oilflow
