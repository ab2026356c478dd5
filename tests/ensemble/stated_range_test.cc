#include "service/ensemble/stated_range.h"

#include <algorithm>
#include <cmath>
#include <variant>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/ensemble/distribution.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

TEST(StatedRangeTest, QuantilesAreMet) {
  struct Case {
    double level_low;
    double low;
    double level_high;
    double high;
  };
  const Case cases[] = {{0.1, 60, 0.9, 95},
                        {0.05, 0.02, 0.5, 0.021},
                        {0.9, 10, 0.99, 1000},
                        {0.001, 1, 0.002, 2}};
  for (const Case& c : cases) {
    for (const auto& made :
         {NormalFromQuantiles(c.level_low, c.low, c.level_high, c.high),
          LognormalFromQuantiles(c.level_low, c.low, c.level_high, c.high)}) {
      ASSERT_THAT(made, IsOk());
      EXPECT_NEAR(QuantileOf(*made, c.level_low), c.low, 1e-11 * c.high);
      EXPECT_NEAR(QuantileOf(*made, c.level_high), c.high, 1e-11 * c.high);
    }
  }
}

// The 90% quantile of the standard normal is 1.2815515655446004.
TEST(StatedRangeTest, P10AndP90GiveMeanAndSpread) {
  const auto normal = std::get<Normal>(*NormalFromQuantiles(0.1, 60, 0.9, 100));
  EXPECT_NEAR(normal.mean, 80, 1e-12);
  EXPECT_NEAR(normal.standard_deviation, 20 / 1.2815515655446004, 1e-12);
}

TEST(StatedRangeTest, CoverageIsMetAndTheModeStays) {
  struct Range {
    double low;
    double mode;
    double high;
  };
  for (const Range& r : {Range{30, 90, 240}, Range{0, 0, 1}, Range{-5, 2, 2},
                         Range{1e6, 1.1e6, 1.2e6}, Range{0, 0.001, 1}}) {
    for (const double coverage : {0.1, 0.5, 0.8, 0.9, 0.99, 0.999}) {
      const double tail = (1 - coverage) / 2;
      for (const auto& made :
           {UniformFromRange(r.low, r.high, coverage),
            TriangularFromRange(r.low, r.mode, r.high, coverage),
            PertFromRange(r.low, r.mode, r.high, coverage),
            PertFromRange(r.low, r.mode, r.high, coverage, 20)}) {
        ASSERT_THAT(made, IsOk());
        const double allowed = 1e-9 * (r.high - r.low);
        EXPECT_NEAR(QuantileOf(*made, tail), r.low, allowed)
            << FamilyOf(*made) << " " << r.mode << " " << coverage;
        EXPECT_NEAR(QuantileOf(*made, 1 - tail), r.high, allowed)
            << FamilyOf(*made) << " " << r.mode << " " << coverage;
        EXPECT_LT(LowestOf(*made), r.low);
        EXPECT_GT(HighestOf(*made), r.high);
        if (const auto* triangular = std::get_if<Triangular>(&*made)) {
          EXPECT_EQ(triangular->mode, r.mode);
        }
        if (const auto* pert = std::get_if<Pert>(&*made)) {
          EXPECT_EQ(pert->mode, r.mode);
        }
      }
    }
  }
}

// Of a symmetric triangle of half-width w, the tail beyond x from the middle is
// (1 - x / w)^2 / 2: with 0.05 and x = 1, w = 1 / (1 - sqrt(0.1)).
TEST(StatedRangeTest, SymmetricTriangleIsTheFormulas) {
  const auto triangular =
      std::get<Triangular>(*TriangularFromRange(-1, 0, 1, 0.9));
  EXPECT_NEAR(triangular.high, 1 / (1 - std::sqrt(0.1)), 1e-12);
  EXPECT_NEAR(triangular.low, -1 / (1 - std::sqrt(0.1)), 1e-12);
}

TEST(StatedRangeTest, FullCoverageKeepsTheEnds) {
  for (const auto& made :
       {UniformFromRange(1, 5, 1), TriangularFromRange(1, 2, 5, 1),
        PertFromRange(1, 2, 5, 1)}) {
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(LowestOf(*made), 1);
    EXPECT_EQ(HighestOf(*made), 5);
  }
}

TEST(StatedRangeTest, ARangeOfOneValueIsThatValue) {
  for (const auto& made :
       {UniformFromRange(3, 3, 0.9), TriangularFromRange(3, 3, 3, 0.9),
        PertFromRange(3, 3, 3, 0.9)}) {
    ASSERT_THAT(made, IsOk());
    EXPECT_EQ(QuantileOf(*made, 0.2), 3);
    EXPECT_EQ(QuantileOf(*made, 0.9), 3);
  }
}

TEST(StatedRangeTest, SaysWhatIsWrong) {
  struct Case {
    absl::StatusOr<Distribution> made;
    const char* message;
  };
  const Case cases[] = {
      {NormalFromQuantiles(0, 1, 0.9, 2),
       "levels must rise within (0, 1), not 0 and 0.9"},
      {NormalFromQuantiles(0.9, 1, 0.1, 2),
       "levels must rise within (0, 1), not 0.9 and 0.1"},
      {NormalFromQuantiles(0.1, 2, 0.9, 2),
       "the value at level 0.9 must be above that at level 0.1, 2, not 2"},
      {LognormalFromQuantiles(0.1, 0, 0.9, 2),
       "the value at level 0.1 must be above 0, as a lognormal is, not 0"},
      {UniformFromRange(0, 1, 0), "coverage must be from 0.1 to 1, not 0"},
      {PertFromRange(0, 1, 2, 1.5), "coverage must be from 0.1 to 1, not 1.5"},
      {TriangularFromRange(0, 3, 2, 0.9),
       "high must be at least mode, 3, not 2"},
      {PertFromRange(0, 1, 2, 0.9, -1), "lambda must be above 0"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(c.made, StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr(c.message)));
  }
}

}  // namespace
}  // namespace oilflow
