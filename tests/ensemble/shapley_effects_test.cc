#include "service/ensemble/shapley_effects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/status_macros.h"
#include "service/ensemble/conditional_normal.h"

namespace oilflow {
namespace {

// beta' X with standard normals X that are correlated in pairs: 0 with 1, 2
// with 3, ...
struct Linear {
  std::vector<double> beta;
  std::vector<double> pair_correlation;

  int size() const { return static_cast<int>(beta.size()); }

  std::vector<double> Matrix() const {
    const size_t n = beta.size();
    std::vector<double> matrix(n * n);
    for (size_t i = 0; i < n; ++i) {
      matrix[i * n + i] = 1;
    }
    for (size_t p = 0; p < pair_correlation.size(); ++p) {
      const size_t i = 2 * p;
      matrix[i * n + i + 1] = matrix[(i + 1) * n + i] = pair_correlation[p];
    }
    return matrix;
  }

  // Iooss and Prieur 2019, section 4.1 (Owen and Prieur 2017, theorem 2): of a
  // pair, b1^2 (1 - r^2 / 2) + r b1 b2 + b2^2 r^2 / 2. Independent pairs do not
  // touch each other's.
  std::vector<double> Effects() const {
    std::vector<double> effects;
    for (size_t i = 0; i < beta.size(); ++i) {
      const size_t p = i / 2;
      const size_t other = i ^ 1;
      const double r = p < pair_correlation.size() ? pair_correlation[p] : 0;
      const double b = beta[i];
      const double c = other < beta.size() ? beta[other] : 0;
      effects.push_back(b * b * (1 - r * r / 2) + r * b * c +
                        c * c * r * r / 2);
    }
    return effects;
  }

  // Two outputs: the sum and twice the sum plus 3.
  auto Model() const {
    return [this](absl::Span<const double> levels, int row_count,
                  absl::Span<double> outputs) {
      for (int row = 0; row < row_count; ++row) {
        double sum = 0;
        for (int i = 0; i < size(); ++i) {
          sum += beta[i] * PortableNormalQuantile(levels[row * size() + i]);
        }
        outputs[2 * row] = sum;
        outputs[2 * row + 1] = 2 * sum + 3;
      }
      return absl::OkStatus();
    };
  }

  auto Completion() const {
    return
        [this](absl::Span<const int> given, absl::Span<const double> uniforms,
               int row_count, absl::Span<double> levels) -> absl::Status {
          ASSIGN_OR_RETURN(const ConditionalNormal normal,
                           ConditionalNormal::Create(Matrix(), size(), given));
          for (int row = 0; row < row_count; ++row) {
            normal.Complete(uniforms.subspan(row * size(), size()),
                            levels.subspan(row * size(), size()));
          }
          return absl::OkStatus();
        };
  }

  std::vector<ShapleyEffects> Estimate(const std::vector<Group>& groups,
                                       ShapleyEffectsOptions options) const {
    options.column_count = size();
    options.output_count = 2;
    return *EstimateShapleyEffects(groups, options, Completion(), Model());
  }

  std::vector<Group> EachAlone() const {
    std::vector<Group> groups;
    for (int i = 0; i < size(); ++i) {
      groups.push_back({i});
    }
    return groups;
  }
};

void ExpectEffects(const ShapleyEffects& found,
                   const std::vector<double>& expected) {
  const double whole = std::accumulate(expected.begin(), expected.end(), 0.0);
  EXPECT_NEAR(found.variance, whole, 4 * found.variance_error);
  ASSERT_EQ(found.effects.size(), expected.size());
  double sum = 0;
  double share_sum = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    const Effect& effect = found.effects[i];
    EXPECT_NEAR(effect.value, expected[i], 4 * effect.error) << i;
    EXPECT_NEAR(*effect.share, expected[i] / whole, 4 * *effect.share_error)
        << i;
    EXPECT_LT(*effect.share_error, 0.03) << i;
    EXPECT_GT(effect.value, -4 * effect.error) << i;
    sum += effect.value;
    share_sum += *effect.share;
  }
  EXPECT_NEAR(sum, found.variance, 1e-12 * whole);
  EXPECT_NEAR(share_sum, 1, 1e-12);
}

TEST(ShapleyEffectsTest, DependentLinearModelHasItsEffects) {
  for (double r : {-0.8, 0.0, 0.5, 0.9}) {
    // The third is independent of both.
    const Linear linear = {{1, 2, 1.5}, {r}};
    const std::vector<ShapleyEffects> found =
        linear.Estimate(linear.EachAlone(), {});
    ExpectEffects(found[0], linear.Effects());
    std::vector<double> larger = linear.Effects();
    for (double& effect : larger) {
      effect *= 4;
    }
    ExpectEffects(found[1], larger);
  }
}

// A variable that is not in the model at all, but tells of one that is, has
// half of what it tells: r^2 / 2.
TEST(ShapleyEffectsTest, OnlookerThatTellsHasAShare) {
  const Linear linear = {{1, 0}, {0.8}};
  const ShapleyEffects found = linear.Estimate(linear.EachAlone(), {})[0];
  EXPECT_NEAR(*found.effects[1].share, 0.32, 4 * *found.effects[1].share_error);
}

TEST(ShapleyEffectsTest, ManyGroupsAreSampled) {
  const Linear linear = {{1, 2, 0.5, 1, 1.5, 0, 1, 0.5}, {0.7, -0.5, 0.9}};
  ShapleyEffectsOptions options;
  options.order_count = 3000;
  ExpectEffects(linear.Estimate(linear.EachAlone(), options)[0],
                linear.Effects());
}

TEST(ShapleyEffectsTest, GroupsOfDependentVariablesHaveTheirSum) {
  const Linear linear = {{1, 2, 0.5, 1, 1.5}, {0.7, -0.5}};
  const std::vector<double> each = linear.Effects();
  ExpectEffects(linear.Estimate({{1, 0}, {2, 3}, {4}}, {})[0],
                {each[0] + each[1], each[2] + each[3], each[4]});
}

// The stated error covers at its rate: 68.3% of 100 seeds, give or take four
// times 4.7 points.
TEST(ShapleyEffectsTest, StatedErrorsCoverAtTheirRate) {
  struct Case {
    const char* name;
    Linear linear;
    ShapleyEffectsOptions options;
  };
  ShapleyEffectsOptions exact;
  exact.variance_row_count = 400;
  exact.outer_count = 60;
  ShapleyEffectsOptions sampled;
  sampled.variance_row_count = 400;
  sampled.order_count = 60;
  const Case cases[] = {
      {"Exact", {{1, 2, 1.5}, {0.6}}, exact},
      {"Sampled", {{1, 2, 1.5, 1, 1, 0.5, 2}, {0.6}}, sampled},
  };
  for (const Case& c : cases) {
    double value = 0;
    double share = 0;
    const std::vector<double> expected = c.linear.Effects();
    const double whole = std::accumulate(expected.begin(), expected.end(), 0.0);
    for (uint32_t seed = 0; seed < 100; ++seed) {
      ShapleyEffectsOptions options = c.options;
      options.seed = seed;
      const Effect effect =
          c.linear.Estimate(c.linear.EachAlone(), options)[0].effects[1];
      value += std::abs(effect.value - expected[1]) <= effect.error;
      share +=
          std::abs(*effect.share - expected[1] / whole) <= *effect.share_error;
    }
    EXPECT_NEAR(value, 68.3, 4 * 4.7) << c.name;
    EXPECT_NEAR(share, 68.3, 4 * 4.7) << c.name;
  }
}

// x0 x1 + x2 of independent uniforms: each effect lies between the first-order
// and the total variance (Owen 2014), here with half of the interaction each.
TEST(ShapleyEffectsTest, IndependentEffectsLieBetweenFirstAndTotal) {
  const auto model = [](absl::Span<const double> levels, int row_count,
                        absl::Span<double> outputs) {
    for (int row = 0; row < row_count; ++row) {
      const double* x = levels.data() + 3 * row;
      outputs[row] = 4 * (x[0] - 0.3) * (x[1] - 0.3) + x[2];
    }
    return absl::OkStatus();
  };
  const auto complete = [](absl::Span<const int> given,
                           absl::Span<const double> uniforms, int,
                           absl::Span<double> levels) {
    for (size_t i = 0; i < levels.size(); ++i) {
      if (!std::binary_search(given.begin(), given.end(),
                              static_cast<int>(i % 3))) {
        levels[i] = uniforms[i];
      }
    }
    return absl::OkStatus();
  };
  ShapleyEffectsOptions options;
  options.column_count = 3;
  options.output_count = 1;
  options.outer_count = 4000;
  const std::vector<Group> groups = {{0}, {1}, {2}};
  const ShapleyEffects found =
      (*EstimateShapleyEffects(groups, options, complete, model))[0];
  // 16 [(v + m^2)^2 - m^4] with v = 1 / 12 and m = 0.2; a factor alone has
  // 16 v m^2, both together 16 v^2.
  const double v = 1.0 / 12;
  const double alone = 16 * v * 0.04;
  const double together = 16 * v * v;
  ExpectEffects(found, {alone + together / 2, alone + together / 2, v});
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_GT(found.effects[i].value, alone);
    EXPECT_LT(found.effects[i].value, alone + together);
  }
}

TEST(ShapleyEffectsTest, ConstantOutputHasNoShares) {
  const Linear linear = {{0, 0}, {0.5}};
  const ShapleyEffects found = linear.Estimate(linear.EachAlone(), {})[0];
  EXPECT_EQ(found.variance, 0);
  for (const Effect& effect : found.effects) {
    EXPECT_EQ(effect.value, 0);
    EXPECT_EQ(effect.error, 0);
    EXPECT_FALSE(effect.share.has_value());
    EXPECT_FALSE(effect.share_error.has_value());
  }
}

TEST(ShapleyEffectsTest, OnlyGroupHasAll) {
  const Linear linear = {{1, 2}, {0.5}};
  const ShapleyEffects found = linear.Estimate({{0, 1}}, {})[0];
  EXPECT_EQ(found.effects[0].value, found.variance);
  EXPECT_EQ(found.effects[0].share, 1);
  EXPECT_EQ(found.effects[0].share_error, 0);
}

TEST(ShapleyEffectsTest, RefusesWhatHasNoAnswer) {
  const Linear linear = {{1, 2}, {0.5}};
  const auto estimate = [&](const std::vector<Group>& groups,
                            ShapleyEffectsOptions options) {
    options.column_count = 2;
    options.output_count = 2;
    options.variance_row_count = std::min(options.variance_row_count, 10);
    return EstimateShapleyEffects(groups, options, linear.Completion(),
                                  linear.Model())
        .ok();
  };
  ShapleyEffectsOptions options;
  options.outer_count = 2;
  EXPECT_TRUE(estimate({{0}, {1}}, options));
  EXPECT_FALSE(estimate({{0}}, options));
  EXPECT_FALSE(estimate({}, options));
  options.inner_count = 1;
  EXPECT_FALSE(estimate({{0}, {1}}, options));
  options.inner_count = 3;
  options.outer_count = 1;
  EXPECT_FALSE(estimate({{0}, {1}}, options));
  options.outer_count = 2000000000;
  EXPECT_FALSE(estimate({{0}, {1}}, options));
  options.outer_count = 2;
  options.variance_row_count = 1;
  EXPECT_FALSE(estimate({{0}, {1}}, options));
}

}  // namespace
}  // namespace oilflow
