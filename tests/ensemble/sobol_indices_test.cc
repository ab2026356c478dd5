#include "service/ensemble/sobol_indices.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"

namespace oilflow {
namespace {

constexpr double kPi = std::numbers::pi;

double Level(uint32_t draw, uint32_t column) {
  return UniformDraw(2002, draw, column);
}

// A function of one row as a model with one output.
template <typename F>
auto ModelOf(int column_count, F f) {
  return [column_count, f](absl::Span<const double> levels, int row_count,
                           absl::Span<double> outputs) {
    for (int row = 0; row < row_count; ++row) {
      outputs[row] = f(levels.data() + static_cast<size_t>(row) * column_count);
    }
    return absl::OkStatus();
  };
}

SobolOptions OptionsFor(int rows, int columns) {
  SobolOptions options;
  options.row_count = rows;
  options.column_count = columns;
  options.output_count = 1;
  options.bootstrap_seed = 77;
  // So wide that all of a dozen true indices are expected within.
  options.confidence = 0.998;
  options.resample_count = 1000;
  return options;
}

void ExpectWithin(const Index& index, double truth, double half_width) {
  EXPECT_LE(index.low, truth);
  EXPECT_GE(index.high, truth);
  EXPECT_LE(index.low, index.value);
  EXPECT_GE(index.high, index.value);
  EXPECT_LT(index.high - index.low, 2 * half_width);
}

// Ishigami and Homma 1990 with a = 7 and b = 0.1, indices as in Saltelli and
// others 2008, Global Sensitivity Analysis, 4.11.
double Ishigami(const double* level) {
  const auto x = [&](int i) { return kPi * (2 * level[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) +
         0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

struct IshigamiVariances {
  double one = 0.5 * std::pow(1 + 0.1 * std::pow(kPi, 4) / 5, 2);
  double two = 49.0 / 8;
  double one_three = 8 * 0.01 * std::pow(kPi, 8) / 225;
  double all = one + two + one_three;
};

TEST(SobolIndicesTest, IshigamiFunctionHasItsIndices) {
  const IshigamiVariances v;
  const std::vector<Group> groups = {{0}, {1}, {2}};
  const SobolIndices indices = (*EstimateSobolIndices(
      groups, OptionsFor(8192, 3), Level, ModelOf(3, Ishigami)))[0];
  EXPECT_NEAR(indices.variance, v.all, 0.05 * v.all);
  ExpectWithin(*indices.first[0], v.one / v.all, 0.08);
  ExpectWithin(*indices.first[1], v.two / v.all, 0.08);
  ExpectWithin(*indices.first[2], 0, 0.08);
  ExpectWithin(*indices.total[0], (v.one + v.one_three) / v.all, 0.08);
  ExpectWithin(*indices.total[1], v.two / v.all, 0.08);
  ExpectWithin(*indices.total[2], v.one_three / v.all, 0.08);
}

// A group has what its members have together.
TEST(SobolIndicesTest, GroupHasWhatItsMembersMakeTogether) {
  const IshigamiVariances v;
  const std::vector<Group> groups = {{2, 0}, {1}};
  const SobolIndices indices = (*EstimateSobolIndices(
      groups, OptionsFor(8192, 3), Level, ModelOf(3, Ishigami)))[0];
  ExpectWithin(*indices.first[0], (v.one + v.one_three) / v.all, 0.1);
  ExpectWithin(*indices.total[0], (v.one + v.one_three) / v.all, 0.1);
  ExpectWithin(*indices.first[1], v.two / v.all, 0.1);
}

// Sobol' 1993: the product of (|4 x - 2| + a_i) / (1 + a_i), with variances
// 1 / (3 (1 + a_i)^2) of the factors.
TEST(SobolIndicesTest, GFunctionHasItsIndices) {
  constexpr std::array<double, 4> kA = {0, 1, 4.5, 9};
  const auto g = [&](const double* level) {
    double product = 1;
    for (size_t i = 0; i < kA.size(); ++i) {
      product *= (std::abs(4 * level[i] - 2) + kA[i]) / (1 + kA[i]);
    }
    return product;
  };
  std::array<double, 4> part;
  double all = 1;
  for (size_t i = 0; i < kA.size(); ++i) {
    part[i] = 1 / (3 * (1 + kA[i]) * (1 + kA[i]));
    all *= 1 + part[i];
  }
  const std::vector<Group> groups = {{0}, {1}, {2}, {3}};
  const SobolIndices indices = (*EstimateSobolIndices(
      groups, OptionsFor(8192, 4), Level, ModelOf(4, g)))[0];
  EXPECT_NEAR(indices.variance, all - 1, 0.05 * (all - 1));
  for (size_t i = 0; i < kA.size(); ++i) {
    ExpectWithin(*indices.first[i], part[i] / (all - 1), 0.08);
    ExpectWithin(*indices.total[i], part[i] * all / (1 + part[i]) / (all - 1),
                 0.08);
  }
}

// Column 3 varies and has no group.
TEST(SobolIndicesTest, OnlookerHasIndicesOfExactlyZero) {
  const std::vector<Group> groups = {{0}, {1}, {2}};
  const SobolIndices indices = (*EstimateSobolIndices(
      groups, OptionsFor(500, 4), Level, ModelOf(4, [](const double* x) {
        return std::exp(x[0]) * x[2] + x[3];
      })))[0];
  for (const Index& index : {*indices.first[1], *indices.total[1]}) {
    EXPECT_EQ(index.value, 0);
    EXPECT_EQ(index.low, 0);
    EXPECT_EQ(index.high, 0);
  }
  EXPECT_GT(indices.total[0]->low, 0);
}

// 1/3 is no double: its mean may not be itself.
TEST(SobolIndicesTest, ConstantOutputHasNoIndices) {
  const std::vector<Group> groups = {{0}, {1}};
  SobolOptions options = OptionsFor(333, 2);
  options.output_count = 2;
  const std::vector<SobolIndices> indices =
      *EstimateSobolIndices(groups, options, Level,
                            [](absl::Span<const double> levels, int row_count,
                               absl::Span<double> outputs) {
                              for (int row = 0; row < row_count; ++row) {
                                outputs[2 * row] = 1.0 / 3;
                                outputs[2 * row + 1] = levels[2 * row];
                              }
                              return absl::OkStatus();
                            });
  EXPECT_EQ(indices[0].variance, 0);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_FALSE(indices[0].first[i].has_value());
    EXPECT_FALSE(indices[0].total[i].has_value());
  }
  ExpectWithin(*indices[1].first[0], 1, 0.3);
  ExpectWithin(*indices[1].total[0], 1, 0.3);
  EXPECT_EQ(indices[1].total[1]->value, 0);
}

TEST(SobolIndicesTest, CostsARunForEachMatrix) {
  const std::vector<Group> groups = {{0}, {1}, {2}};
  std::vector<int> calls;
  ASSERT_TRUE(EstimateSobolIndices(
                  groups, OptionsFor(100, 3), Level,
                  [&](absl::Span<const double> levels, int row_count,
                      absl::Span<double> outputs) {
                    calls.push_back(row_count);
                    return ModelOf(3, Ishigami)(levels, row_count, outputs);
                  })
                  .ok());
  EXPECT_THAT(calls, testing::ElementsAre(100, 100, 100, 100, 100));
}

TEST(SobolIndicesTest, StopsBetweenResamples) {
  const std::vector<Group> groups = {{0}, {1}, {2}};
  int asked = 0;
  const absl::Status status =
      EstimateSobolIndices(groups, OptionsFor(100, 3), Level,
                           ModelOf(3, Ishigami),
                           [&] {
                             return ++asked == 5 ? absl::CancelledError("gone")
                                                 : absl::OkStatus();
                           })
          .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(asked, 5);
}

TEST(SobolIndicesTest, RefusesWhatHasNoAnswer) {
  const auto model = ModelOf(3, Ishigami);
  const auto estimate = [&](const std::vector<Group>& groups,
                            const SobolOptions& options) {
    return EstimateSobolIndices(groups, options, Level, model).ok();
  };
  const SobolOptions good = OptionsFor(10, 3);
  EXPECT_TRUE(estimate({{0}}, good));
  EXPECT_FALSE(estimate({}, good));
  EXPECT_FALSE(estimate({{}}, good));
  EXPECT_FALSE(estimate({{3}}, good));
  EXPECT_FALSE(estimate({{-1}}, good));
  EXPECT_FALSE(estimate({{0, 1}, {1}}, good));
  EXPECT_FALSE(estimate({{0, 0}}, good));
  EXPECT_FALSE(estimate({{0}}, OptionsFor(1, 3)));
  SobolOptions bad = good;
  bad.resample_count = 19;
  EXPECT_FALSE(estimate({{0}}, bad));
  bad = good;
  bad.confidence = 1;
  EXPECT_FALSE(estimate({{0}}, bad));
  const absl::Status status =
      EstimateSobolIndices(
          std::vector<Group>{{0}}, good, Level,
          ModelOf(3,
                  [](const double*) {
                    return std::numeric_limits<double>::infinity();
                  }))
          .status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace oilflow
