#include "service/ensemble/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/ensemble/philox.h"
#include "service/ensemble/symmetric_eigen.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kCopulaDraws = 100000;

std::vector<std::string> Names(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) {
    names.push_back(absl::StrCat("v", i));
  }
  return names;
}

std::vector<double> IndependentLevels(int variables, int draws) {
  std::vector<double> levels(static_cast<size_t>(variables) * draws);
  for (int i = 0; i < variables; ++i) {
    UniformDraws(
        9, 0, static_cast<uint32_t>(i),
        absl::MakeSpan(levels).subspan(static_cast<size_t>(i) * draws, draws));
  }
  return levels;
}

absl::Span<const double> Row(const std::vector<double>& levels, int variable,
                             int draws) {
  return absl::MakeConstSpan(levels).subspan(
      static_cast<size_t>(variable) * draws, draws);
}

// Levels are their own ranks but for a factor, so Spearman's correlation is
// Pearson's of the levels.
double RankCorrelationOf(absl::Span<const double> x,
                         absl::Span<const double> y) {
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    sum += (x[i] - 0.5) * (y[i] - 0.5);
  }
  return 12 * sum / static_cast<double>(x.size());
}

GaussianCopula Copula(int variables, const std::vector<CorrelatedPair>& pairs,
                      bool repair = false) {
  return *GaussianCopula::Create(Names(variables), pairs, repair);
}

TEST(GaussianCopulaTest, KeepsTheTargetRankCorrelations) {
  const std::vector<CorrelatedPair> pairs = {
      {0, 1, 0.6}, {2, 0, -0.3}, {1, 2, 0.2}, {4, 6, -0.9}, {6, 7, 0.1}};
  const GaussianCopula copula = Copula(9, pairs);
  EXPECT_THAT(copula.repairs(), IsEmpty());
  std::vector<double> levels = IndependentLevels(9, kCopulaDraws);
  copula.Apply(kCopulaDraws, absl::MakeSpan(levels));
  // A standard error is at most about 1 / sqrt(n); four of them.
  const double allowed = 4 / std::sqrt(kCopulaDraws);
  for (int i = 0; i < 9; ++i) {
    for (int j = 0; j < i; ++j) {
      double target = 0;
      for (const CorrelatedPair& pair : pairs) {
        if (std::minmax(pair.first, pair.second) == std::minmax(i, j)) {
          target = pair.correlation;
        }
      }
      EXPECT_NEAR(RankCorrelationOf(Row(levels, i, kCopulaDraws),
                                    Row(levels, j, kCopulaDraws)),
                  target, allowed)
          << i << ", " << j;
      EXPECT_NEAR(copula.NormalCorrelation(i, j),
                  2 * std::sin(std::numbers::pi / 6 * target), 1e-15);
    }
  }
}

TEST(GaussianCopulaTest, LeavesEachVariableUniform) {
  std::vector<double> levels = IndependentLevels(3, kCopulaDraws);
  Copula(3, {{0, 1, 0.9}, {1, 2, -0.8}, {0, 2, -0.7}})
      .Apply(kCopulaDraws, absl::MakeSpan(levels));
  for (int i = 0; i < 3; ++i) {
    const absl::Span<const double> row = Row(levels, i, kCopulaDraws);
    std::vector<int> counts(20);
    for (const double level : row) {
      ASSERT_GT(level, 0);
      ASSERT_LT(level, 1);
      ++counts[static_cast<size_t>(20 * level)];
    }
    double chi_squared = 0;
    for (const int count : counts) {
      const double distance = count - kCopulaDraws / 20.0;
      chi_squared += distance * distance / (kCopulaDraws / 20.0);
    }
    // The 99.9% level with 19 degrees of freedom.
    EXPECT_LT(chi_squared, 43.82) << i;
  }
}

TEST(GaussianCopulaTest, LeavesTheBitsOfWhatDependsOnNothingBefore) {
  const std::vector<double> before = IndependentLevels(6, 1000);
  std::vector<double> after = before;
  // 0 is alone, 1 and 4 depend only on the later 5, 3 is uncorrelated.
  Copula(6, {{1, 5, 0.5}, {4, 5, 0.3}, {3, 2, 0}})
      .Apply(1000, absl::MakeSpan(after));
  for (const int variable : {0, 1, 2, 3, 4}) {
    EXPECT_EQ(Row(after, variable, 1000), Row(before, variable, 1000))
        << variable;
  }
  EXPECT_NE(Row(after, 5, 1000), Row(before, 5, 1000));
}

TEST(GaussianCopulaTest, MakesEachDrawOnItsOwn) {
  const GaussianCopula copula =
      Copula(4, {{0, 3, 0.5}, {3, 2, 0.3}, {0, 2, -0.1}});
  std::vector<double> whole = IndependentLevels(4, 1000);
  const std::vector<double> before = whole;
  copula.Apply(1000, absl::MakeSpan(whole));
  for (int draw = 0; draw < 1000; draw += 37) {
    std::vector<double> one;
    for (int i = 0; i < 4; ++i) {
      one.push_back(Row(before, i, 1000)[draw]);
    }
    copula.Apply(1, absl::MakeSpan(one));
    for (int i = 0; i < 4; ++i) {
      ASSERT_EQ(one[i], Row(whole, i, 1000)[draw]);
    }
  }
}

TEST(GaussianCopulaTest, RanksMayMoveAsOneOrAgainstEachOther) {
  std::vector<double> levels = IndependentLevels(3, 1000);
  const GaussianCopula copula = Copula(3, {{0, 1, 1}, {0, 2, -1}, {1, 2, -1}});
  EXPECT_THAT(copula.repairs(), IsEmpty());
  copula.Apply(1000, absl::MakeSpan(levels));
  for (size_t i = 0; i < 1000; ++i) {
    ASSERT_NEAR(Row(levels, 1, 1000)[i], Row(levels, 0, 1000)[i], 1e-13);
    ASSERT_NEAR(Row(levels, 2, 1000)[i], 1 - Row(levels, 0, 1000)[i], 1e-13);
  }
}

// Of three variables that are all correlated by -0.6: the normals' correlation
// is -2 sin(0.1 pi) = -0.6180, and the least eigenvalue 1 + 2 of it = -0.2361.
const std::vector<CorrelatedPair>& Impossible() {
  static const auto* const kPairs =
      new std::vector<CorrelatedPair>{{1, 3, -0.6}, {3, 4, -0.6}, {1, 4, -0.6}};
  return *kPairs;
}

TEST(GaussianCopulaTest, RefusesWhatCannotHold) {
  EXPECT_THAT(
      GaussianCopula::Create(Names(5), Impossible(), false),
      StatusIs(absl::StatusCode::kInvalidArgument,
               AllOf(HasSubstr("the rank correlations of v1, v3, v4 cannot all "
                               "hold: the least eigenvalue of their matrix "
                               "must be at least 0, not -0.236"),
                     Not(HasSubstr("v0")))));
}

TEST(GaussianCopulaTest, RepairsAndReportsWhenAllowed) {
  const GaussianCopula copula = Copula(5, Impossible(), true);
  ASSERT_THAT(copula.repairs(), SizeIs(1));
  const CorrelationRepair& repair = copula.repairs()[0];
  EXPECT_THAT(repair.variables, ElementsAre(1, 3, 4));
  EXPECT_NEAR(repair.least_eigenvalue, 1 - 4 * std::sin(std::numbers::pi / 10),
              1e-14);
  EXPECT_EQ(repair.asked, -0.6);
  // By symmetry the repaired correlation is -0.5 but for the eigenvalue that is
  // left, and that of the ranks 6 / pi asin(-0.25).
  EXPECT_NEAR(repair.used, 6 / std::numbers::pi * std::asin(-0.25), 1e-5);

  std::vector<double> matrix;
  for (const int i : {1, 3, 4}) {
    for (const int j : {1, 3, 4}) {
      matrix.push_back(copula.NormalCorrelation(i, j));
    }
  }
  const std::vector<double> eigenvalues = EigenOf(matrix, 3).values;
  EXPECT_GT(*std::min_element(eigenvalues.begin(), eigenvalues.end()), 1e-7);

  std::vector<double> levels = IndependentLevels(5, kCopulaDraws);
  copula.Apply(kCopulaDraws, absl::MakeSpan(levels));
  EXPECT_NEAR(RankCorrelationOf(Row(levels, 3, kCopulaDraws),
                                Row(levels, 4, kCopulaDraws)),
              repair.used, 4 / std::sqrt(kCopulaDraws));
}

TEST(GaussianCopulaTest, RepairsOnlyTheVariablesConcerned) {
  std::vector<CorrelatedPair> pairs = Impossible();
  pairs.push_back({0, 2, 0.7});
  const GaussianCopula copula = Copula(5, pairs, true);
  EXPECT_THAT(copula.repairs(), SizeIs(1));
  EXPECT_NEAR(copula.NormalCorrelation(0, 2),
              2 * std::sin(std::numbers::pi / 6 * 0.7), 1e-15);
}

// Each pair as strongly as a random factor model has it, and then one that
// cannot be: the repair moves every pair by little.
TEST(GaussianCopulaTest, RepairsTheLargestAllowed) {
  std::vector<CorrelatedPair> pairs;
  for (int i = 0; i < kMaxCorrelatedVariables; ++i) {
    for (int j = 0; j < i; ++j) {
      pairs.push_back({i, j, i == 1 && j == 0 ? -0.5 : 0.5});
    }
  }
  const GaussianCopula copula = Copula(kMaxCorrelatedVariables, pairs, true);
  ASSERT_THAT(copula.repairs(), SizeIs(1));
  EXPECT_LT(copula.repairs()[0].least_eigenvalue, 0);
  EXPECT_EQ(std::minmax(copula.repairs()[0].first, copula.repairs()[0].second),
            std::minmax(0, 1));
  EXPECT_GT(copula.repairs()[0].used, -0.5);
}

TEST(GaussianCopulaTest, SaysWhatIsWrong) {
  struct Case {
    std::vector<CorrelatedPair> pairs;
    const char* message;
  };
  std::vector<CorrelatedPair> chain;
  for (int i = 0; i < kMaxCorrelatedVariables; ++i) {
    chain.push_back({i, i + 1, 0.1});
  }
  const Case cases[] = {
      {{{0, 70, 0.5}},
       "a correlated variable must be one of the 70, from 0, not 70"},
      {{{-1, 0, 0.5}}, "must be one of the 70, from 0, not -1"},
      {{{3, 3, 0.5}},
       "the rank correlation of v3 and v3 must be between two variables"},
      {{{0, 1, 1.5}},
       "the rank correlation of v0 and v1 must be from -1 to 1, not 1.5"},
      {{{0, 1, std::nan("")}}, "must be from -1 to 1, not nan"},
      {{{0, 1, 0.5}, {1, 0, 0.5}},
       "the rank correlation of v1 and v0 must be given once"},
      {chain, "at most 64 variables may depend on each other, not 65"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(
        GaussianCopula::Create(Names(70), c.pairs, true).status(),
        StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(c.message)));
  }
}

}  // namespace
}  // namespace oilflow
