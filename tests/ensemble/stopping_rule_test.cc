#include "service/ensemble/stopping_rule.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/base/portable_math.h"
#include "service/base/random.h"

namespace oilflow {
namespace {

using testing::ElementsAre;

// Two outputs: a normal with a standard deviation of 10, and one that rises
// every fourth time.
absl::Status PutDraws(DrawRange draws, DrawStore& store) {
  std::vector<double> rows;
  for (int i = draws.first; i < draws.last; ++i) {
    rows.push_back(10 * PortableNormalQuantile(UniformDraw(5, i, 0)));
    rows.push_back(UniformDraw(5, i, 1) < 0.25 ? 1 : -1);
  }
  return store.Put(draws.first, rows);
}

Stopped RunWith(std::vector<Precision> precisions, int total,
                std::vector<DrawRange>* asked = nullptr) {
  DrawStore store = *DrawStore::Create(total, 2);
  const StoppingRule rule = *StoppingRule::Create(std::move(precisions), total);
  return *rule.Run(store, {}, [&](DrawRange draws) {
    if (asked != nullptr) {
      asked->push_back(draws);
    }
    return PutDraws(draws, store);
  });
}

TEST(StoppingRuleTest, LooksAtDoublingNumbersOfDraws) {
  EXPECT_THAT(Checkpoints(10000), ElementsAre(1000, 2000, 4000, 8000, 10000));
  EXPECT_THAT(Checkpoints(4000), ElementsAre(1000, 2000, 4000));
  EXPECT_THAT(Checkpoints(1000), ElementsAre(1000));
  EXPECT_THAT(Checkpoints(10), ElementsAre(10));
  EXPECT_EQ(Checkpoints(2000000000).back(), 2000000000);
}

// The median of n normals errs by sqrt(pi / 2) 10 / sqrt(n): by 0.21 with
// 3,562, so 4,000, and by 0.13 with 9,295, so 16,000.
TEST(StoppingRuleTest, StopsAtTheFirstLookThatIsEnough) {
  std::vector<DrawRange> asked;
  const Stopped stopped = RunWith({{0, Known::kP50, 0.21}}, 100000, &asked);
  EXPECT_TRUE(stopped.met);
  EXPECT_EQ(stopped.draw_count, 4000);
  EXPECT_THAT(asked, ElementsAre(DrawRange{0, 1000}, DrawRange{1000, 2000},
                                 DrawRange{2000, 4000}));
  EXPECT_LE(*stopped.found[0].error, 0.21);
  EXPECT_EQ(RunWith({{0, Known::kP50, 0.13}}, 100000).draw_count, 16000);
}

TEST(StoppingRuleTest, WaitsForAllThatIsNamed) {
  // sqrt(0.25 * 0.75 / n): 0.0049 with 8,000.
  const Stopped stopped =
      RunWith({{0, Known::kP50, 1}, {1, Known::kRise, 0.005}}, 100000);
  EXPECT_TRUE(stopped.met);
  EXPECT_EQ(stopped.draw_count, 8000);
  EXPECT_EQ(stopped.found.size(), 2u);
  EXPECT_NEAR(stopped.found[1].value, 0.25, 4 * 0.005);
}

TEST(StoppingRuleTest, SaysThatAllDrawsWereNotEnough) {
  const Stopped stopped = RunWith({{0, Known::kP5, 0.001}}, 3000);
  EXPECT_FALSE(stopped.met);
  EXPECT_EQ(stopped.draw_count, 3000);
  EXPECT_GT(*stopped.found[0].error, 0.001);
}

TEST(StoppingRuleTest, AsksOnlyForDrawsThatAreMissing) {
  DrawStore store = *DrawStore::Create(5000, 2);
  ASSERT_TRUE(PutDraws({500, 1500}, store).ok());
  std::vector<DrawRange> asked;
  const StoppingRule rule =
      *StoppingRule::Create({{0, Known::kP50, 1e-9}}, 5000);
  const Stopped resumed = *rule.Run(store, {}, [&](DrawRange draws) {
    asked.push_back(draws);
    return PutDraws(draws, store);
  });
  EXPECT_THAT(asked, ElementsAre(DrawRange{0, 500}, DrawRange{1500, 2000},
                                 DrawRange{2000, 4000}, DrawRange{4000, 5000}));
  const Stopped fresh = RunWith({{0, Known::kP50, 1e-9}}, 5000);
  EXPECT_EQ(resumed.found[0].value, fresh.found[0].value);
  EXPECT_EQ(resumed.found[0].error, fresh.found[0].error);
}

TEST(StoppingRuleTest, KnowsEveryPartOfASummary) {
  Summary summary;
  for (size_t i = 0; i < kLevels.size(); ++i) {
    summary.quantile[i].value = static_cast<double>(i);
  }
  summary.rise.value = 5;
  summary.fall.value = 6;
  summary.shortfall_low.value = 7;
  summary.shortfall_high.value = 8;
  int expected = 0;
  for (Known known : {Known::kP5, Known::kP16, Known::kP50, Known::kP84,
                      Known::kP95, Known::kRise, Known::kFall,
                      Known::kShortfallLow, Known::kShortfallHigh}) {
    EXPECT_EQ(EstimateOf(summary, known).value, expected++);
  }
}

// What has no error is not known, however loose the tolerance.
TEST(StoppingRuleTest, MissingErrorIsNotEnough) {
  const StoppingRule rule =
      *StoppingRule::Create({{0, Known::kP50, 1e9}}, 1000);
  DrawStore store = *DrawStore::Create(1000, 2);
  ASSERT_TRUE(PutDraws({0, 1000}, store).ok());
  EXPECT_TRUE(rule.CheckAt(1000, store, {0.05, 16})->met);
  EXPECT_FALSE(rule.CheckAt(1000, store, {0.05, 64})->met);
}

TEST(StoppingRuleTest, RefusesARuleThatCannotBeJudged) {
  EXPECT_FALSE(StoppingRule::Create({{0, Known::kP50, 1}}, 999).ok());
  EXPECT_FALSE(StoppingRule::Create({}, 1000).ok());
  EXPECT_FALSE(StoppingRule::Create({{0, Known::kP50, 0}}, 1000).ok());
  const StoppingRule rule = *StoppingRule::Create({{2, Known::kP50, 1}}, 2000);
  DrawStore store = *DrawStore::Create(1000, 2);
  const auto draw = [&](DrawRange draws) { return PutDraws(draws, store); };
  EXPECT_FALSE(rule.Run(store, {}, draw).ok());
  DrawStore larger = *DrawStore::Create(2000, 2);
  // There is no output 2.
  EXPECT_EQ(rule.Run(larger, {},
                     [&](DrawRange draws) { return PutDraws(draws, larger); })
                .status()
                .code(),
            absl::StatusCode::kOutOfRange);
}

TEST(StoppingRuleTest, FailureToDrawIsHandedOn) {
  DrawStore store = *DrawStore::Create(1000, 2);
  const StoppingRule rule = *StoppingRule::Create({{0, Known::kP50, 1}}, 1000);
  EXPECT_EQ(rule.Run(store, {},
                     [](DrawRange) { return absl::CancelledError("enough"); })
                .status()
                .code(),
            absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace oilflow
