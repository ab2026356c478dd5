#include "service/market/state_dependence.h"

#include "gtest/gtest.h"

namespace oilflow {
namespace {

constexpr double kMillion = 1e6;

double FactorOf(double spare_strength, double surplus_strength, double spare,
                double surplus) {
  return StateFactor({.spare_strength = spare_strength,
                      .spare_scale = 2.5 * kMillion * kBarrelsPerDay,
                      .surplus_strength = surplus_strength,
                      .surplus_scale = 2 * kMillion * kBarrelsPerDay},
                     spare * kMillion * kBarrelsPerDay,
                     surplus * kMillion * kBarrelsPerDay);
}

// M x (1 + .5 max(0, 1 - spare / 2.5)), and its mirror for a surplus.
TEST(StateDependenceTest, ScalesTheMultiplier) {
  struct Case {
    const char* name;
    double spare;
    double surplus;
    double expected;
  };
  const Case cases[] = {
      {"NoSpare", 0, 0, 1.5},
      {"HalfTheScale", 1.25, 0, 1.25},
      {"ATenth", 0.25, 0, 1.45},
      {"TheScale", 2.5, 0, 1},
      {"Ample", 6.9, 0, 1},
      {"SomeSurplus", 2.5, 0.5, 1 - 0.3 * 0.25},
      {"Glut", 5, 2, 0.7},
      {"MoreThanAGlutIsNoMore", 5, 8, 0.7},
      // Surplus oil above the ground while no well can give more.
      {"Both", 0, 2, 1.5 * 0.7},
  };
  for (const Case& test : cases) {
    EXPECT_DOUBLE_EQ(FactorOf(0.5, 0.3, test.spare, test.surplus),
                     test.expected)
        << test.name;
  }
}

TEST(StateDependenceTest, WithoutStrengthIsExactlyOne) {
  EXPECT_EQ(FactorOf(0, 0, 0, 0), 1);
  EXPECT_EQ(FactorOf(0, 0, 0.3, 1.7), 1);
  EXPECT_EQ(FactorOf(0.5, 0.3, 2.5, 0), 1);
}

TEST(StateDependenceTest, NeverRisesWithSpareOrSurplus) {
  for (int i = 0; i < 40; ++i) {
    for (int j = 0; j < 40; ++j) {
      const double spare = i / 10.0;
      const double surplus = j / 10.0;
      const double here = FactorOf(0.5, 0.3, spare, surplus);
      EXPECT_LE(FactorOf(0.5, 0.3, spare + 0.1, surplus), here);
      EXPECT_LE(FactorOf(0.5, 0.3, spare, surplus + 0.1), here);
      EXPECT_GT(here, 0);
    }
  }
}

}  // namespace
}  // namespace oilflow
