#include "service/ensemble/sampler.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/random.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<double> LevelsOf(const Sampler& sampler, uint64_t first,
                             int count) {
  std::vector<double> levels(sampler.names().size() *
                             static_cast<size_t>(count));
  sampler.Fill(first, count, absl::MakeSpan(levels));
  return levels;
}

Sampler Make(const SamplePlan& plan, const std::vector<std::string>& names,
             const std::vector<CorrelatedPair>& correlations = {}) {
  return *Sampler::Create(plan, names, correlations, false);
}

// Published test vectors of FNV-1a, 32 bits (Noll's test suite), with the
// highest bit set.
TEST(SamplerTest, NamesAreHashedAsPublished) {
  EXPECT_EQ(VariableOf(""), 0x811c9dc5U);
  EXPECT_EQ(VariableOf("a"), 0xe40c292cU);
  EXPECT_EQ(VariableOf("foobar"), 0xbf9cf968U);
  // 0x4d2505ca without it.
  EXPECT_EQ(VariableOf("b") >> 31, 1U);
}

TEST(SamplerTest, RandomLevelsAreThoseOfTheName) {
  const Sampler sampler = Make({.seed = 7}, {"brent.price", "ramp"});
  const std::vector<double> levels = LevelsOf(sampler, 9'999'990, 10);
  for (uint32_t i = 0; i < 10; ++i) {
    EXPECT_EQ(levels[i],
              UniformDraw(7, 9'999'990 + i, VariableOf("brent.price")));
    EXPECT_EQ(levels[10 + i],
              UniformDraw(7, 9'999'990 + i, VariableOf("ramp")));
  }
}

TEST(SamplerTest, RandomLevelsStayWhenOthersComeAndGo) {
  const Sampler some = Make({.seed = 7}, {"a", "b", "c"}, {{0, 2, 0.5}});
  const Sampler more =
      Make({.seed = 7}, {"z", "b", "y", "a", "x", "c"}, {{3, 5, 0.5}});
  const std::vector<double> of_some = LevelsOf(some, 5, 100);
  const std::vector<double> of_more = LevelsOf(more, 5, 100);
  const size_t places[] = {3, 1, 5};
  for (size_t i = 0; i < 3; ++i) {
    for (size_t draw = 0; draw < 100; ++draw) {
      ASSERT_EQ(of_some[i * 100 + draw], of_more[places[i] * 100 + draw]);
    }
  }
}

TEST(SamplerTest, AnyCutIntoBlocksGivesTheSameBits) {
  for (const Sampling sampling : {Sampling::kRandom, Sampling::kSobol}) {
    const Sampler sampler =
        Make({.seed = 3, .sampling = sampling, .scrambling_count = 5},
             {"a", "b", "c", "d"}, {{0, 2, 0.5}, {2, 3, -0.4}});
    constexpr int kDraws = 2000;
    const std::vector<double> whole = LevelsOf(sampler, 100, kDraws);
    for (const int block : {1, 7, 16, 256, 1999}) {
      for (int begin = 0; begin < kDraws; begin += block) {
        const int count = std::min(block, kDraws - begin);
        const std::vector<double> part =
            LevelsOf(sampler, static_cast<uint64_t>(100 + begin), count);
        for (int variable = 0; variable < 4; ++variable) {
          for (int i = 0; i < count; ++i) {
            ASSERT_EQ(part[static_cast<size_t>(variable * count + i)],
                      whole[static_cast<size_t>(variable * kDraws + begin + i)])
                << "blocks of " << block;
          }
        }
      }
    }
  }
}

TEST(SamplerTest, SobolDimensionsAreThePlacesInTheList) {
  const SamplePlan plan = {
      .seed = 3, .sampling = Sampling::kSobol, .scrambling_count = 4};
  const Sampler sampler = Make(plan, {"a", "b"});
  const SobolPoints points = *SobolPoints::Create(2, 3, 4);
  const std::vector<double> levels = LevelsOf(sampler, 10, 50);
  for (int dimension = 0; dimension < 2; ++dimension) {
    std::vector<double> expected(50);
    points.Fill(10, dimension, absl::MakeSpan(expected));
    EXPECT_EQ(absl::MakeConstSpan(levels).subspan(
                  static_cast<size_t>(dimension) * 50, 50),
              absl::MakeConstSpan(expected));
  }
}

TEST(SamplerTest, SeedsDiffer) {
  for (const Sampling sampling : {Sampling::kRandom, Sampling::kSobol}) {
    EXPECT_NE(LevelsOf(Make({.seed = 1, .sampling = sampling}, {"a"}), 0, 16),
              LevelsOf(Make({.seed = 2, .sampling = sampling}, {"a"}), 0, 16));
  }
}

TEST(SamplerTest, MayHaveNoVariables) {
  for (const Sampling sampling : {Sampling::kRandom, Sampling::kSobol}) {
    EXPECT_THAT(LevelsOf(Make({.sampling = sampling}, {}), 0, 100), IsEmpty());
  }
}

TEST(SamplerTest, ReportsRepairs) {
  const std::vector<CorrelatedPair> impossible = {
      {0, 1, -0.6}, {1, 2, -0.6}, {0, 2, -0.6}};
  EXPECT_THAT(Sampler::Create({}, {"a", "b", "c"}, impossible, true)
                  ->copula()
                  .repairs(),
              SizeIs(1));
  EXPECT_THAT(Sampler::Create({}, {"a", "b", "c"}, impossible, false).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("the rank correlations of a, b, c")));
}

// Two words of the dictionary whose 32-bit FNV-1a hashes are known to be equal.
TEST(SamplerTest, RefusesNamesThatWouldDrawAlike) {
  EXPECT_THAT(Sampler::Create({}, {"a", "b", "a"}, {}, true).status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "a variable must be named once, not twice: a"));
  EXPECT_THAT(
      Sampler::Create({}, {"costarring", "a", "liquid"}, {}, true).status(),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("the variables costarring and liquid would have the "
                         "same random numbers, as their names have the same "
                         "hash: rename one")));
}

TEST(SamplerTest, RefusesAPlanWithoutScramblings) {
  EXPECT_THAT(
      Sampler::Create({.sampling = Sampling::kSobol, .scrambling_count = 0},
                      {"a"}, {}, true)
          .status(),
      StatusIs(absl::StatusCode::kInvalidArgument,
               HasSubstr("scrambling count must be from 1 to 1024, not 0")));
}

}  // namespace
}  // namespace oilflow
