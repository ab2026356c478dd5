#include "service/ensemble/sensitivity.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"
#include "service/ensemble/copula_levels.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<NamedGroup> EachAlone(int count) {
  std::vector<NamedGroup> groups;
  for (int column = 0; column < count; ++column) {
    groups.push_back({"x" + std::to_string(column), {column}});
  }
  return groups;
}

double LevelAt(uint32_t draw, uint32_t column) {
  return UniformDraw(20250401, draw, column);
}

double Itself(int, double level) { return level; }

absl::Status NotAsked(absl::Span<const int>, absl::Span<const double>, int,
                      absl::Span<double>) {
  return absl::InternalError("not asked for");
}

using Model = double (*)(absl::Span<const double> levels, size_t output);

absl::StatusOr<Sensitivity> Analyze(const SensitivityPlan& plan, Model model,
                                    CompleteLevels complete = NotAsked) {
  int64_t rows = 0;
  auto result = AnalyzeEffects(
      plan, LevelAt, complete,
      [&](absl::Span<const double> levels, int row_count,
          absl::Span<double> outputs) {
        rows += row_count;
        for (int row = 0; row < row_count; ++row) {
          for (int output = 0; output < plan.output_count; ++output) {
            outputs[row * plan.output_count + output] = model(
                levels.subspan(row * plan.column_count, plan.column_count),
                output);
          }
        }
        return absl::OkStatus();
      },
      Itself);
  EXPECT_EQ(rows, RowCountOf(plan));
  return result;
}

const GroupEffect& Of(const Sensitivity::OfOutput& output, int group) {
  for (const GroupEffect& effect : output.effects) {
    if (effect.group == group) {
      return effect;
    }
  }
  ADD_FAILURE() << group;
  return output.effects.front();
}

// Ishigami and Homma (1990) with a = 7 and b = 0.1, inputs even in (-pi, pi);
// and a variable that does nothing. Output 1 is always the same.
double IshigamiOrFive(absl::Span<const double> levels, size_t output) {
  const double pi = std::acos(-1.0);
  const auto x = [&](size_t i) { return pi * (2 * levels[i] - 1); };
  return output == 1 ? 5
                     : std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) +
                           0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

TEST(SensitivityTest, IndicesAreThoseOfTheIshigamiFunction) {
  const auto result = Analyze({.groups = EachAlone(4),
                               .column_count = 4,
                               .output_count = 2,
                               .row_count = 8000,
                               .resample_count = 100},
                              IshigamiOrFive);
  ASSERT_THAT(result, IsOk());
  const Sensitivity::OfOutput& output = result->outputs[0];
  // Saltelli and others (2008), section 4.
  const double pi4 = std::pow(std::acos(-1.0), 4);
  const double variance =
      49.0 / 8 + 0.1 * pi4 / 5 + 0.01 * pi4 * pi4 / 18 + 0.5;
  const double first[] = {0.5 * std::pow(1 + 0.1 * pi4 / 5, 2) / variance,
                          49.0 / 8 / variance, 0};
  const double together = 8 * 0.01 * pi4 * pi4 / 225 / variance;
  const double total[] = {first[0] + together, first[1], together};
  EXPECT_NEAR(output.variance, variance, 0.05 * variance);
  for (int i = 0; i < 3; ++i) {
    const GroupEffect& effect = Of(output, i);
    EXPECT_NEAR(effect.first->value, first[i], 0.04) << i;
    EXPECT_NEAR(effect.total->value, total[i], 0.04) << i;
    EXPECT_LT(effect.total->low, effect.total->high);
    EXPECT_FALSE(effect.shapley.has_value());
  }
  const GroupEffect& nothing = Of(output, 3);
  EXPECT_EQ(nothing.total->value, 0);
  EXPECT_EQ(nothing.total->high, 0);
  EXPECT_EQ(nothing.first->value, 0);
  EXPECT_EQ(nothing.width, 0);
  EXPECT_NEAR(*nothing.rank.value, 0, 4 * *nothing.rank.error);
  // Largest first.
  EXPECT_EQ(output.effects[0].group, 0);
  EXPECT_EQ(output.effects[3].group, 3);
  for (const GroupEffect& effect : result->outputs[1].effects) {
    EXPECT_FALSE(effect.first.has_value());
    EXPECT_FALSE(effect.rank.value.has_value());
  }
  EXPECT_EQ(result->outputs[1].variance, 0);
}

double Weighted(absl::Span<const double> levels, size_t) {
  double sum = 0;
  for (size_t i = 0; i < levels.size(); ++i) {
    sum += static_cast<double>(i % 40) * levels[i];
  }
  return sum;
}

TEST(SensitivityTest, TooManyGroupsLeaveTheNarrowestToTheRest) {
  const auto result = Analyze({.groups = EachAlone(40),
                               .column_count = 40,
                               .output_count = 1,
                               .row_count = 100,
                               .resample_count = 100},
                              Weighted);
  ASSERT_THAT(result, IsOk());
  ASSERT_EQ(result->groups.size(), 30u);
  EXPECT_EQ(result->groups[0].name, "x11");
  EXPECT_EQ(result->groups[28].name, "x39");
  EXPECT_EQ(result->groups[29].name, "rest");
  EXPECT_THAT(result->groups[29].columns,
              ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  const Sensitivity::OfOutput& output = result->outputs[0];
  EXPECT_NEAR(Of(output, 28).high - Of(output, 28).low, 0.9 * 39, 1e-9);
  EXPECT_GT(*Of(output, 28).rank.value, 0);
  // All eleven of the rest at once, and no ranks of several.
  EXPECT_NEAR(Of(output, 29).width, 0.9 * 55, 1e-9);
  EXPECT_FALSE(Of(output, 29).rank.value.has_value());
}

double SumOfNormals(absl::Span<const double> levels, size_t) {
  return levels[0] + levels[1] + levels[2];
}

// Two of three depend on each other, and the third does nothing of theirs.
TEST(SensitivityTest, DependentGroupsShareTheVarianceFairly) {
  const std::vector<std::string> names = {"a", "b", "c"};
  const std::vector<CorrelatedPair> pairs = {{0, 1, 0.6}};
  const GaussianCopula copula = *GaussianCopula::Create(names, pairs, true);
  const CopulaLevels levels(copula, 3);
  const auto result = Analyze(
      {.groups = EachAlone(3),
       .dependent = true,
       .column_count = 3,
       .output_count = 1,
       .row_count = 4000},
      SumOfNormals,
      [&](absl::Span<const int> given, absl::Span<const double> uniforms,
          int row_count, absl::Span<double> rows) {
        return levels.Complete(given, uniforms, row_count, rows);
      });
  ASSERT_THAT(result, IsOk());
  const Sensitivity::OfOutput& output = result->outputs[0];
  double sum = 0;
  for (const GroupEffect& effect : output.effects) {
    EXPECT_FALSE(effect.total.has_value());
    EXPECT_LT(effect.shapley->low, effect.shapley->value);
    sum += effect.shapley->value;
  }
  EXPECT_NEAR(sum, 1, 1e-9);
  // Of 1 + 1 + 2 rank correlations of 0.6, and 1, in twelfths.
  EXPECT_NEAR(Of(output, 2).shapley->value, 1 / 4.2, 0.03);
  EXPECT_NEAR(Of(output, 0).shapley->value, 1.6 / 4.2, 0.03);
  EXPECT_NEAR(Of(output, 1).shapley->value, 1.6 / 4.2, 0.03);
}

TEST(SensitivityTest, RowsAreCountedForManyDependentGroupsToo) {
  const auto take_all = [](absl::Span<const int> given,
                           absl::Span<const double> uniforms, int row_count,
                           absl::Span<double> rows) {
    for (int at = 0; at < row_count * 14; ++at) {
      bool is_given = false;
      for (const int column : given) {
        is_given = is_given || column == at % 14;
      }
      if (!is_given) {
        rows[at] = uniforms[at];
      }
    }
    return absl::OkStatus();
  };
  const auto result = Analyze({.groups = EachAlone(14),
                               .dependent = true,
                               .column_count = 14,
                               .output_count = 1,
                               .row_count = 50},
                              Weighted, take_all);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->groups.size(), 10u);
  EXPECT_EQ(result->groups.back().name, "rest");
}

TEST(SensitivityTest, WhatIsTooMuchIsRefused) {
  SensitivityPlan plan = {.groups = EachAlone(30),
                          .column_count = 30,
                          .output_count = 20,
                          .row_count = 10000};
  EXPECT_THAT(CheckSensitivitySize(plan), IsOk());
  plan.row_count = 10000000;
  EXPECT_THAT(
      CheckSensitivitySize(plan),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("fewer draws")));
}

TEST(SensitivityTest, WhatWouldBeResampledForTooLongIsRefused) {
  SensitivityPlan plan = {.groups = EachAlone(1),
                          .column_count = 1,
                          .output_count = 1,
                          .row_count = 1000000,
                          .resample_count = 10000};
  EXPECT_THAT(CheckSensitivitySize(plan), IsOk());
  EXPECT_THAT(CheckResampling(plan),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("at most 6666 with 1000000 draws")));
  plan.resample_count = 6666;
  EXPECT_THAT(CheckResampling(plan), IsOk());
  plan.resample_count = 10000;
  plan.dependent = true;
  EXPECT_THAT(CheckResampling(plan), IsOk());
}

// Given one of a correlated pair, the other follows; the third is free.
TEST(CopulaLevelsTest, DrawsWhatIsNotGiven) {
  const std::vector<std::string> names = {"a", "b", "c"};
  const std::vector<CorrelatedPair> pairs = {{0, 2, 0.9}};
  const GaussianCopula copula = *GaussianCopula::Create(names, pairs, true);
  const CopulaLevels levels(copula, 3);
  std::vector<double> rows = {0.01, 0.5, 0.5, 0.99, 0.5, 0.5};
  const std::vector<double> uniforms = {0.1, 0.2, 0.5, 0.1, 0.7, 0.5};
  const std::vector<int> given = {0};
  ASSERT_THAT(levels.Complete(given, uniforms, 2, absl::MakeSpan(rows)),
              IsOk());
  EXPECT_EQ(rows[0], 0.01);
  EXPECT_EQ(rows[1], 0.2);
  EXPECT_LT(rows[2], 0.1);
  EXPECT_EQ(rows[3], 0.99);
  EXPECT_EQ(rows[4], 0.7);
  EXPECT_NEAR(rows[5], 1 - rows[2], 1e-12);
}

TEST(VariableGroupsTest, CorrelationsJoinWhatNoOneAskedToGroup) {
  const std::vector<std::string> names = {"a", "b", "c", "d", "e", "f"};
  const std::vector<CorrelatedPair> pairs = {
      {4, 1, 0.5}, {4, 5, 0.3}, {0, 2, 0}, {3, 0, 0.2}};
  const auto groups = GroupsOf(names, {{"asked", {3}}}, pairs);
  ASSERT_EQ(groups.size(), 4u);
  EXPECT_EQ(groups[0].name, "asked");
  EXPECT_EQ(groups[1].name, "a");
  EXPECT_EQ(groups[2].name, "b and e and f");
  EXPECT_THAT(groups[2].columns, ElementsAre(1, 4, 5));
  EXPECT_EQ(groups[3].name, "c");
  EXPECT_TRUE(DependOnEachOther(groups, pairs));
  EXPECT_FALSE(DependOnEachOther(groups, {{4, 1, 0.5}, {4, 5, 0.3}}));
}

TEST(VariableGroupsTest, WidestAreKept) {
  const auto kept = KeepWidest(EachAlone(5), {1, 5, 1, 3, 2}, 3);
  ASSERT_EQ(kept.size(), 3u);
  EXPECT_EQ(kept[0].name, "x1");
  EXPECT_EQ(kept[1].name, "x3");
  EXPECT_EQ(kept[2].name, "rest");
  EXPECT_THAT(kept[2].columns, ElementsAre(0, 2, 4));
  EXPECT_EQ(KeepWidest(EachAlone(3), {1, 1, 1}, 3).size(), 3u);
}

}  // namespace
}  // namespace oilflow
