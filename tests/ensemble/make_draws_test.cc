#include "service/ensemble/make_draws.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/casts.h"
#include "gtest/gtest.h"

#include "service/ensemble/draw_evaluator.h"
#include "tests/support/random_ensemble.h"
#include "tests/support/sanitized.h"

namespace oilflow {
namespace {

constexpr int kDraws = kSanitized ? 200 : 1000;

// Outputs of all draws, row by row.
std::vector<double> Draws(const EnsembleModel& model, const SamplePlan& plan,
                          int thread_count, const std::vector<int>& cuts) {
  const EnsembleModel* const models[] = {&model};
  const auto sampler = SamplerOf(plan, models);
  EXPECT_TRUE(sampler.ok()) << sampler.status();
  DrawMaker maker(model, *sampler, thread_count);
  const size_t columns = model.columns().size();
  std::vector<double> outputs(kDraws * columns);
  int first = 0;
  for (const int cut : cuts) {
    const absl::Status made =
        maker.Make(first, cut - first,
                   absl::MakeSpan(outputs).subspan(first * columns,
                                                   (cut - first) * columns),
                   AlwaysGoOn);
    EXPECT_TRUE(made.ok()) << made;
    first = cut;
  }
  return outputs;
}

class MakeDrawsTest : public testing::Test {
 protected:
  MakeDrawsTest() {
    Dice dice(11);
    made_ = MakeRandomEnsemble(&dice, true);
  }

  const EnsembleModel& model() const { return *made_.model; }

  RandomEnsemble made_;
};

TEST_F(MakeDrawsTest, GivesTheSameBytesOnAnyNumberOfThreads) {
  for (const Sampling sampling : {Sampling::kRandom, Sampling::kSobol}) {
    const SamplePlan plan{.seed = 7, .sampling = sampling};
    const std::vector<double> alone = Draws(model(), plan, 1, {kDraws});
    EXPECT_EQ(Draws(model(), plan, 2, {kDraws}), alone);
    EXPECT_EQ(Draws(model(), plan, 7, {kDraws}), alone);
  }
}

TEST_F(MakeDrawsTest, GivesTheSameBytesHoweverItIsCut) {
  for (const Sampling sampling : {Sampling::kRandom, Sampling::kSobol}) {
    const SamplePlan plan{.seed = 7, .sampling = sampling};
    const std::vector<double> whole = Draws(model(), plan, 1, {kDraws});
    EXPECT_EQ(Draws(model(), plan, 2, {1, 2, 65, 66, 130, kDraws}), whole);
  }
}

// Fowler, Noll and Vo's hash of the bits.
uint64_t DigestOf(const std::vector<double>& values) {
  uint64_t hash = 0xcbf29ce484222325u;
  for (const double value : values) {
    uint64_t bits = absl::bit_cast<uint64_t>(value);
    for (int byte = 0; byte < 8; ++byte, bits >>= 8) {
      hash = (hash ^ (bits & 255)) * 0x100000001b3u;
    }
  }
  return hash;
}

// Tests are built by g++ and by clang, with and without sanitizers: all of them
// find this. A change of the numbers on purpose changes it too.
TEST_F(MakeDrawsTest, GivesTheSameBytesFromEveryCompiler) {
  const auto digest = [&](Sampling sampling) {
    std::vector<double> outputs =
        Draws(model(), {.seed = 7, .sampling = sampling}, 2, {kDraws});
    outputs.resize(200 * model().columns().size());
    return DigestOf(outputs);
  };
  EXPECT_EQ(digest(Sampling::kRandom), 13954440030744255131u);
  EXPECT_EQ(digest(Sampling::kSobol), 13985048446995244833u);
}

TEST_F(MakeDrawsTest, OtherSeedsGiveOtherDraws) {
  EXPECT_NE(Draws(model(), {.seed = 7}, 1, {kDraws}),
            Draws(model(), {.seed = 8}, 1, {kDraws}));
}

TEST_F(MakeDrawsTest, LevelsOfOnesOwnGiveWhatTheEvaluatorGives) {
  const EnsembleModel* const models[] = {&model()};
  const auto sampler = SamplerOf({.seed = 3}, models);
  DrawMaker maker(model(), *sampler, 2);
  const size_t variables = model().variables().size();
  const size_t columns = model().columns().size();
  constexpr int kRows = 150;
  std::vector<double> levels(kRows * variables);
  Dice dice(5);
  for (double& level : levels) {
    level = dice.Between(0.001, 0.999);
  }
  std::vector<double> outputs(kRows * columns);
  ASSERT_TRUE(
      maker.MakeOf(levels, kRows, absl::MakeSpan(outputs), AlwaysGoOn).ok());
  DrawEvaluator evaluator(model());
  for (int r = 0; r < kRows; ++r) {
    std::vector<double> row(columns);
    ASSERT_TRUE(evaluator
                    .Evaluate(absl::MakeConstSpan(levels).subspan(r * variables,
                                                                  variables),
                              absl::MakeSpan(row))
                    .ok());
    ASSERT_TRUE(
        std::equal(row.begin(), row.end(), outputs.begin() + r * columns))
        << r;
  }
}

TEST_F(MakeDrawsTest, StopsWhenToldTo) {
  const EnsembleModel* const models[] = {&model()};
  const auto sampler = SamplerOf({.seed = 3}, models);
  for (const int threads : {1, 2, 7}) {
    DrawMaker maker(model(), *sampler, threads);
    std::atomic<int> asked{0};
    std::vector<double> outputs(kDraws * model().columns().size());
    const absl::Status stopped =
        maker.Make(0, kDraws, absl::MakeSpan(outputs), [&] {
          return ++asked > 2 ? absl::CancelledError("enough")
                             : absl::OkStatus();
        });
    // On many threads all may be done before anyone looks again.
    if (threads == 1) {
      EXPECT_EQ(stopped.code(), absl::StatusCode::kCancelled);
    }
    // And goes on as if nothing had been.
    EXPECT_TRUE(
        maker.Make(0, kDraws, absl::MakeSpan(outputs), AlwaysGoOn).ok());
    EXPECT_EQ(outputs, Draws(model(), {.seed = 3}, 1, {kDraws}));
  }
}

}  // namespace
}  // namespace oilflow
