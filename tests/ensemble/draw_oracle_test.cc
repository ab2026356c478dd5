// Every draw against Evaluate in a world in which the draw is written out.

#include <algorithm>
#include <cmath>
#include <vector>

#include "gtest/gtest.h"

#include "service/ensemble/draw_evaluator.h"
#include "service/ensemble/model_parts.h"
#include "service/evaluation/evaluate.h"
#include "tests/support/drawn_world.h"
#include "tests/support/nightly.h"
#include "tests/support/random_ensemble.h"
#include "tests/support/random_scenario.h"

namespace oilflow {
namespace {

// Some 15 days a draw, two to five allocations a day: about 40,000 allocations
// as a rule, some two million at night.
int WorldCount() { return Times(250, 10000, 20); }

constexpr int kOracleDraws = 4;

class DrawOracleTest : public testing::Test {
 protected:
  // Expects of `outputs` what Evaluate gives in the world that is written out.
  static void ExpectIs(const RandomEnsemble& made, const DrawnWorld& world,
                       double multiplier, const std::vector<double>& outputs) {
    const EnsembleModel& model = *made.model;
    const FactBook book = *FactBook::Create(world.facts);
    const auto evaluation =
        Evaluate(*made.network, *book.Read(kRandomFirstDay, ""), world.scenario,
                 kRandomBrent * kDollarsPerBarrel);
    ASSERT_TRUE(evaluation.ok()) << evaluation.status();
    const std::vector<double> slow =
        OutputsOf(model, *evaluation, world.scenario, multiplier);
    for (size_t c = 0; c < outputs.size(); ++c) {
      ASSERT_NEAR(outputs[c], slow[c], 1e-9 * (1 + std::abs(slow[c])))
          << model.columns()[c].Name()
          << Describe(*made.network, world.facts, world.scenario);
    }
  }

  // Expects that Evaluate refuses the world that is written out.
  static void ExpectRefused(const RandomEnsemble& made,
                            const DrawnWorld& world) {
    const FactBook book = *FactBook::Create(world.facts);
    EXPECT_FALSE(Evaluate(*made.network, *book.Read(kRandomFirstDay, ""),
                          world.scenario, kRandomBrent * kDollarsPerBarrel)
                     .ok());
  }
};

TEST_F(DrawOracleTest, EveryDrawIsWhatEvaluateGivesForIt) {
  int drawn = 0;
  int moved = 0;
  for (int seed = 0; seed < WorldCount(); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const RandomEnsemble made = MakeRandomEnsemble(&dice, false);
    ASSERT_TRUE(made.model != nullptr);
    const EnsembleModel& model = *made.model;
    DrawEvaluator evaluator(model);
    Setting setting;
    std::vector<double> outputs(model.columns().size());
    std::vector<double> first;
    for (int draw = 0; draw < kOracleDraws; ++draw) {
      SCOPED_TRACE(draw);
      setting.left_out.assign(model.policy_count(), false);
      for (int p = 0; p < model.policy_count(); ++p) {
        setting.left_out[p] = dice.OneIn(8);
      }
      setting.free.clear();
      for (const FreeParameter& parameter : model.free_parameters()) {
        setting.free.push_back(
            dice.Between(std::max(parameter.minimum, -500.0),
                         std::min(parameter.maximum, 500.0)));
      }
      evaluator.Use(setting);
      std::vector<double> levels;
      for (size_t v = 0; v < model.variables().size(); ++v) {
        levels.push_back(dice.Between(0.0001, 0.9999));
      }
      const absl::Status status =
          evaluator.Evaluate(levels, absl::MakeSpan(outputs));
      if (absl::IsOutOfRange(status)) {
        ExpectRefused(made, WriteOut(model, made.facts, levels, setting));
        continue;
      }
      ASSERT_TRUE(status.ok()) << status;
      ExpectIs(made, WriteOut(model, made.facts, levels, setting),
               MultiplierOf(model, levels), outputs);
      if (draw == 0) {
        first = outputs;
      }
      moved += outputs != first ? 1 : 0;
      ++drawn;
    }
    // And nothing of the draws is left in the answer at the median.
    ASSERT_TRUE(evaluator.EvaluateAtMedian(absl::MakeSpan(outputs)).ok());
    ExpectIs(made, WriteOutMedian(model, made.facts, setting),
             model.parts().median_multiplier, outputs);
    ASSERT_FALSE(HasFatalFailure());
  }
  // Draws differ, or nothing was tested.
  EXPECT_GT(moved, drawn / 3);
}

}  // namespace
}  // namespace oilflow
