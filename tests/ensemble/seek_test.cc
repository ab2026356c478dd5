#include "service/ensemble/seek.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/reason.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

SeekOptions Range(double minimum, double maximum, double target,
                  double tolerance) {
  SeekOptions options;
  options.minimum = minimum;
  options.maximum = maximum;
  options.target = target;
  options.tolerance = tolerance;
  return options;
}

void ExpectConsistent(const SeekResult& result, double target,
                      double tolerance) {
  EXPECT_TRUE(result.within_tolerance);
  EXPECT_LE(result.upper.parameter - result.lower.parameter, tolerance);
  EXPECT_LE((result.lower.output - target) * (result.upper.output - target), 0);
  EXPECT_LE(result.evaluation_count, kMaxSeekEvaluations);
  EXPECT_LE(std::abs(result.found.output - target),
            std::min(std::abs(result.lower.output - target),
                     std::abs(result.upper.output - target)));
}

TEST(SeekTest, FindsWhereASmoothOutputMeetsItsTarget) {
  struct Case {
    const char* name;
    double (*output)(double);
    double minimum;
    double maximum;
    double target;
    double expected;
    int crossings;
  };
  const Case cases[] = {
      {"Line", [](double x) { return 3 * x - 1; }, 0, 1, 0.5, 0.5, 1},
      {"Falling", [](double x) { return -x; }, -2, 5, -1.1, 1.1, 1},
      {"Cube", [](double x) { return x * x * x; }, -1, 10, 27, 3, 1},
      {"CubeRoot", [](double x) { return std::cbrt(x - 0.3); }, -1, 2, 0, 0.3,
       1},
      {"Flat", [](double x) { return std::pow(x - 0.3, 9); }, -1, 2, 0, 0.3, 1},
      {"Steep", [](double x) { return std::atan(1e4 * (x - 0.777)); }, 0, 1, 0,
       0.777, 1},
      // The ends have the same sign.
      {"Hump", [](double x) { return x * (1 - x); }, 0, 1, 0.16, 0.2, 2},
      {"Wave", [](double x) { return std::cos(x); }, 0, 10, 0,
       std::numbers::pi / 2, 3},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<SeekResult> result =
        Seek(Range(c.minimum, c.maximum, c.target, 1e-7),
             [&](double x) { return c.output(x); });
    ASSERT_TRUE(result.ok()) << c.name << result.status();
    EXPECT_NEAR(result->found.parameter, c.expected, 1e-7) << c.name;
    EXPECT_EQ(result->found.output, c.output(result->found.parameter));
    EXPECT_FALSE(result->jumps) << c.name;
    EXPECT_EQ(result->crossing_count, c.crossings) << c.name;
    ExpectConsistent(*result, c.target, 1e-7);
  }
}

TEST(SeekTest, ExactHitIsTheAnswer) {
  const SeekResult middle =
      *Seek(Range(0, 16, 5, 1e-6), [](double x) { return x; });
  EXPECT_EQ(middle.found.parameter, 5);
  EXPECT_EQ(middle.lower.parameter, middle.upper.parameter);
  EXPECT_EQ(middle.evaluation_count, 17);
  EXPECT_EQ(middle.crossing_count, 1);
  for (const double end : {0.0, 16.0}) {
    const SeekResult result =
        *Seek(Range(0, 16, end, 1e-6), [](double x) { return x; });
    EXPECT_EQ(result.found.parameter, end);
  }
  // A stretch on the target is met once, at its lower end.
  const SeekResult plateau = *Seek(Range(0, 16, 0, 1e-6), [](double x) {
    return x < 4 ? x - 4 : x > 8 ? x - 8 : 0;
  });
  EXPECT_EQ(plateau.found.parameter, 4);
  EXPECT_EQ(plateau.crossing_count, 1);
  EXPECT_FALSE(plateau.jumps);
}

TEST(SeekTest, JumpIsReportedWithItsTwoSides) {
  struct Case {
    const char* name;
    double (*output)(double);
    double target;
    double edge;
  };
  const Case cases[] = {
      {"Step", [](double x) { return x < 0.37 ? -1.0 : 2.0; }, 0, 0.37},
      {"DownStep", [](double x) { return x < 0.37 ? 5.0 : -0.001; }, 0, 0.37},
      {"Whole", [](double x) { return std::floor(10 * x); }, 6.5, 0.7},
      {"SlopeAndStep", [](double x) { return x + (x < 0.61 ? 0 : 0.5); }, 0.8,
       0.61},
      {"FarAboveTheSlope",
       [](double x) { return x < 0.61 ? x - 0.61 - 1e-9 : 1e6; }, 0, 0.61},
      {"Pole", [](double x) { return 1 / (x - 0.43); }, 0, 0.43},
  };
  for (const Case& c : cases) {
    const absl::StatusOr<SeekResult> result = Seek(
        Range(0, 1, c.target, 1e-6), [&](double x) { return c.output(x); });
    ASSERT_TRUE(result.ok()) << c.name << result.status();
    EXPECT_TRUE(result->jumps) << c.name;
    EXPECT_NEAR(result->lower.parameter, c.edge, 1e-6) << c.name;
    EXPECT_NEAR(result->upper.parameter, c.edge, 1e-6) << c.name;
    EXPECT_EQ(result->lower.output, c.output(result->lower.parameter));
    EXPECT_EQ(result->upper.output, c.output(result->upper.parameter));
    ExpectConsistent(*result, c.target, 1e-6);
  }
}

// Finer than doubles are: it ends where none is left between.
TEST(SeekTest, ToleranceBelowTheSpacingOfDoublesIsMet) {
  for (const double scale : {1.0, 1e9}) {
    const SeekResult result =
        *Seek(Range(0, 2 * scale, 2, 1e-30),
              [&](double x) { return (x / scale) * (x / scale); });
    EXPECT_NEAR(result.found.parameter / scale, std::numbers::sqrt2, 1e-15);
    EXPECT_TRUE(result.within_tolerance);
    EXPECT_LE(result.evaluation_count, kMaxSeekEvaluations);
  }
}

TEST(SeekTest, UnreachableGoalSaysWhatTheEndsGive) {
  const absl::Status status =
      Seek(Range(1, 2, 10, 1e-6), [](double x) { return x * x; }).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("10 cannot be reached: at the ends, 1 and 2, the "
                        "output is 1 and 4"));
  EXPECT_EQ(ReasonOf(status), "GOAL_UNREACHABLE");
  EXPECT_THAT(ReasonSubjectsOf(status), ElementsAre("1", "4"));
}

TEST(SeekTest, UnreachableGoalNamesTheUnits) {
  SeekOptions options = Range(1, 2, 10, 1e-6);
  options.parameter_unit = "days";
  options.output_unit = "bpd";
  options.grid_count = 2;
  EXPECT_EQ(
      std::string(
          Seek(options, [](double x) { return x * x; }).status().message()),
      "10 bpd cannot be reached: at the ends, 1 and 2 days, the output "
      "is 1 and 4 bpd; the nearest of 2 points is 2 days, with 4 bpd; "
      "widen the range or move the target");
}

TEST(SeekTest, ErrorOfTheOutputIsHandedOn) {
  // On the grid, and between its points.
  for (const double bad : {0.5, 0.51}) {
    int calls = 0;
    const absl::Status status =
        Seek(Range(0, 1, 0, 1e-9), [&](double x) -> absl::StatusOr<double> {
          ++calls;
          if (std::abs(x - bad) < 0.02) {
            return absl::DataLossError("no output");
          }
          return x - 0.51;
        }).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
    EXPECT_LT(calls, 20);
  }
  EXPECT_EQ(Seek(Range(0, 1, 0, 1e-9), [](double) { return std::nan(""); })
                .status()
                .code(),
            absl::StatusCode::kInternal);
}

TEST(SeekTest, RefusesARangeThatIsNone) {
  const auto line = [](double x) { return x; };
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(Seek(Range(1, 1, 0, 0.1), line).ok());
  EXPECT_FALSE(Seek(Range(2, 1, 0, 0.1), line).ok());
  EXPECT_FALSE(Seek(Range(0, infinity, 0, 0.1), line).ok());
  EXPECT_FALSE(Seek(Range(-1.7e308, 1.7e308, 0, 0.1), line).ok());
  EXPECT_FALSE(Seek(Range(-1, 1, std::nan(""), 0.1), line).ok());
  EXPECT_FALSE(Seek(Range(-1, 1, 0, 0), line).ok());
  SeekOptions options = Range(-1, 1, 0, 0.1);
  options.grid_count = 1;
  EXPECT_FALSE(Seek(options, line).ok());
}

}  // namespace
}  // namespace oilflow
