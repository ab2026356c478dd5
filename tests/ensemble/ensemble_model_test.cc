#include "service/ensemble/ensemble_model.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/ensemble/draw_evaluator.h"
#include "service/ensemble/model_parts.h"
#include "service/facts/measure.h"
#include "service/market/state_dependence.h"
#include "service/wire/convert_scenario.h"
#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"

namespace oilflow {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class EnsembleModelTest : public testing::Test {
 protected:
  // Of a library scenario of the region, asked for net supply and price.
  EnsembleQuestion Question(const std::string& id) {
    const World& world = RegionWorld();
    BadRequest bad;
    const ScenarioRequest request = ScenarioFromProto(
        world.network, world.scenarios.at(id), "scenario", &bad);
    EXPECT_TRUE(bad.ok());
    snapshots_.push_back(
        std::make_unique<const Snapshot>(*world.facts.Read(request.as_of, "")));
    EnsembleQuestion question;
    question.network = &world.network;
    question.snapshot = snapshots_.back().get();
    question.prices = &TestLibrary();
    question.scenario = request.scenario;
    question.price.mode = request.market.mode;
    question.price.start_price = 75.0 * kDollarsPerBarrel;
    question.price.world_output = 83e6 * kBarrelsPerDay;
    AddColumn("net_supply_bpd", &question);
    AddColumn("price_percent", &question);
    return question;
  }

  static void AddColumn(const std::string& name, EnsembleQuestion* question) {
    const auto column =
        ParseOutput(*question->network, question->scenario, name);
    ASSERT_TRUE(column.ok()) << column.status();
    question->columns.push_back(*column);
  }

  static std::string Fault(EnsembleQuestion question) {
    const auto model = EnsembleModel::Create(std::move(question));
    EXPECT_FALSE(model.ok());
    return std::string(model.status().message());
  }

  static std::vector<double> AtMedian(const EnsembleModel& model,
                                      const Setting& setting = {}) {
    std::vector<double> outputs(model.columns().size());
    DrawEvaluator evaluator(model);
    evaluator.Use(setting);
    EXPECT_TRUE(evaluator.EvaluateAtMedian(absl::MakeSpan(outputs)).ok());
    return outputs;
  }

  std::vector<std::unique_ptr<const Snapshot>> snapshots_;
};

TEST_F(EnsembleModelTest, RefusesAnUnknownParameterAndSaysWhatIsNear) {
  EnsembleQuestion question = Question("restart-185");
  question.uncertainties.parameters = {
      {.name = "restart.limit_bp", .distribution = *MakeUniform(0, 1)}};
  EXPECT_THAT(Fault(question),
              AllOf(HasSubstr("restart.limit_bp"),
                    HasSubstr("did you mean restart.limit_bpd")));
}

TEST_F(EnsembleModelTest, RefusesValuesThatAreNotAllowed) {
  EnsembleQuestion question = Question("restart-185");
  question.uncertainties.parameters = {
      {.name = "restart.realised_share",
       .distribution = *MakeUniform(0.5, 1.5)}};
  EXPECT_THAT(Fault(question), AllOf(HasSubstr("restart.realised_share"),
                                     HasSubstr("from 0 to 1 share")));
}

TEST_F(EnsembleModelTest, TakesAFamilyWithoutEndsWhereItsDrawsStayWithin) {
  EnsembleQuestion question = Question("restart-185");
  question.uncertainties.parameters = {
      {.name = "restart.limit_bpd",
       .distribution = *MakeNormal(185000, 20000)}};
  EXPECT_TRUE(EnsembleModel::Create(question).ok());
  question.uncertainties.parameters[0].distribution =
      *MakeLognormal(std::log(185000), 0.4);
  EXPECT_TRUE(EnsembleModel::Create(question).ok());
  // 8.2 standard deviations below is no rate.
  question.uncertainties.parameters[0].distribution =
      *MakeNormal(185000, 25000);
  EXPECT_THAT(Fault(question), HasSubstr("take a family with ends"));
}

TEST_F(EnsembleModelTest, RefusesANumberThatDecidesNothing) {
  EnsembleQuestion question = Question("krg-recovers");
  for (const Policy& policy : question.scenario.policies) {
    if (const auto* lever = std::get_if<ProductionLever>(&policy.lever)) {
      question.free_parameters = {policy.id + (lever->change.has_value()
                                                   ? ".potential_bpd"
                                                   : ".change_bpd")};
    }
  }
  ASSERT_FALSE(question.free_parameters.empty());
  EXPECT_THAT(Fault(question), HasSubstr("cannot be moved"));
}

TEST_F(EnsembleModelTest, RefusesACorrelationOfWhatIsNotDrawn) {
  EnsembleQuestion question = Question("restart-185");
  question.uncertainties.correlations = {{.first = "krg-fields.potential",
                                          .second = "krg-fields.potentia",
                                          .correlation = 0.5}};
  EXPECT_THAT(Fault(question), HasSubstr("krg-fields.potentia\""));
}

TEST_F(EnsembleModelTest, WithoutRangesNothingButThePriceIsDrawn) {
  EnsembleQuestion question = Question("restart-185");
  question.uncertainties.fact_ranges = FactRanges::kOff;
  const auto model = EnsembleModel::Create(question);
  ASSERT_TRUE(model.ok()) << model.status();
  std::vector<std::string> names;
  for (const Variable& variable : model->variables()) {
    names.push_back(variable.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("price.model", "price.multiplier"));
}

TEST_F(EnsembleModelTest, WhatIsFreeIsNotDrawn) {
  EnsembleQuestion question = Question("restart-185");
  question.free_parameters = {"krg-fields.potential"};
  const auto model = EnsembleModel::Create(question);
  ASSERT_TRUE(model.ok()) << model.status();
  for (const Variable& variable : model->variables()) {
    EXPECT_NE(variable.name, "krg-fields.potential");
  }
}

TEST_F(EnsembleModelTest, PricesByTheWorldOutputOfTheDraw) {
  EnsembleQuestion question = Question("iran-to-zero");
  const Fact* fact = question.snapshot->Find(
      "world", measure::kWorldCrude, question.scenario.horizon.first_day);
  ASSERT_NE(fact, nullptr);
  ASSERT_TRUE(fact->low.has_value() && *fact->low < fact->value);
  question.world_output = fact;
  const auto model = EnsembleModel::Create(question);
  ASSERT_TRUE(model.ok()) << model.status();
  size_t world = 0;
  while (model->variables().at(world).name != "world.world_crude_production") {
    ++world;
  }
  EXPECT_EQ(model->variables()[world].unit, "bpd");
  // The barrels are the same, and a percent of them is not.
  const auto outputs_at = [&](double level) {
    std::vector<double> levels(model->variables().size(), 0.5);
    levels[world] = level;
    std::vector<double> outputs(2);
    DrawEvaluator evaluator(*model);
    EXPECT_TRUE(evaluator.Evaluate(levels, absl::MakeSpan(outputs)).ok());
    return outputs;
  };
  const std::vector<double> own = outputs_at(0.5);
  const std::vector<double> low = outputs_at(0.1);
  ASSERT_LT(own[0], 0);
  EXPECT_EQ(low[0], own[0]);
  const double drawn = QuantileOf(*model->variables()[world].distribution, 0.1);
  EXPECT_NEAR(std::log1p(low[1] / 100) / std::log1p(own[1] / 100),
              std::log1p(own[0] / drawn) / std::log1p(own[0] / fact->value),
              1e-12);

  // From outside it takes the place of the fact and of the number, too.
  question.free_parameters = {"world.world_crude_production"};
  const auto free = EnsembleModel::Create(question);
  ASSERT_TRUE(free.ok()) << free.status();
  EXPECT_EQ(free->free_parameters()[0].minimum, 1);
  EXPECT_EQ(AtMedian(*free, {.free = {fact->value}}), AtMedian(*model));
  question.world_output = nullptr;
  EXPECT_THAT(Fault(question), HasSubstr("is read on no day"));
}

TEST_F(EnsembleModelTest, WorldOutputIsNotDrawnWhereNoPriceIsAsked) {
  EnsembleQuestion question = Question("iran-to-zero");
  question.world_output = question.snapshot->Find(
      "world", measure::kWorldCrude, question.scenario.horizon.first_day);
  question.columns.pop_back();
  const auto model = EnsembleModel::Create(question);
  ASSERT_TRUE(model.ok()) << model.status();
  for (const Variable& variable : model->variables()) {
    EXPECT_NE(variable.name, "world.world_crude_production");
  }
}

TEST_F(EnsembleModelTest, ReachableSpareIsTheDefaultWithoutASparePolicy) {
  EnsembleQuestion question = Question("iran-to-zero");
  const double plain = AtMedian(*EnsembleModel::Create(question))[1];
  ASSERT_GT(plain, 0);
  // Ample spare: a factor of 1.
  question.price.state = MarketState{.reachable_spare = 9e6 * kBarrelsPerDay};
  question.spare_is_open = true;
  EXPECT_DOUBLE_EQ(AtMedian(*EnsembleModel::Create(question))[1], plain);
  // None: half as much again, in logs.
  question.price.state = MarketState{};
  EXPECT_NEAR(std::log1p(AtMedian(*EnsembleModel::Create(question))[1] / 100),
              1.5 * std::log1p(plain / 100), 1e-12);
}

TEST_F(EnsembleModelTest, NobodyKnowsOfSpareOfAPolicyThatIsLeftOut) {
  EnsembleQuestion question = Question("iran-minus-1000-gulf-fills");
  question.price.state = MarketState{.reachable_spare = 9e6 * kBarrelsPerDay};
  question.spare_is_open = true;
  size_t spare = 0;
  while (!std::holds_alternative<SpareLever>(
      question.scenario.policies[spare].lever)) {
    ++spare;
  }
  const auto model = EnsembleModel::Create(question);
  ASSERT_TRUE(model.ok()) << model.status();
  Setting without;
  without.left_out.assign(question.scenario.policies.size(), false);
  without.left_out[spare] = true;
  question.scenario.policies.erase(question.scenario.policies.begin() +
                                   static_cast<ptrdiff_t>(spare));
  EXPECT_EQ(AtMedian(*model, without),
            AtMedian(*EnsembleModel::Create(question)));
}

}  // namespace
}  // namespace oilflow
