#include "service/market/price_library.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/price_library.h"
#include "tests/support/status_matchers.h"
#include "tests/support/units_printer.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

const std::string& ParametersText() {
  static const auto* const text =
      new std::string(ReadSourceFile("fixtures/price_models/parameters.csv"));
  return *text;
}

// The header and the first 100 draws, as few as a file may have.
std::string FirstDraws(const std::string& file) {
  const std::string text =
      ReadSourceFile(absl::StrCat("fixtures/price_models/", file));
  size_t end = 0;
  for (int line = 0; line < 101; ++line) {
    end = text.find('\n', end) + 1;
  }
  return text.substr(0, end);
}

const std::string& Bh19Text() {
  static const auto* const text =
      new std::string(FirstDraws("bh2019_supply_irf_draws.csv"));
  return *text;
}

const std::string& Km14Text() {
  static const auto* const text =
      new std::string(FirstDraws("km14_style_supply_irf_draws.csv"));
  return *text;
}

absl::StatusOr<PriceLibrary> LibraryOf(const std::string& parameters) {
  absl::StatusOr<ParameterSet> set = ParameterSet::Parse("p.csv", parameters);
  EXPECT_THAT(set, IsOk());
  return MakePriceLibrary(*std::move(set), "bh.csv", Bh19Text(), "km.csv",
                          Km14Text());
}

// The published parameters with "`id`,`from`," as "`id`,`to`,".
std::string With(const std::string& id, const std::string& from,
                 const std::string& to) {
  const std::string old = absl::StrCat("\n", id, ",", from, ",");
  EXPECT_THAT(ParametersText(), HasSubstr(old));
  return absl::StrReplaceAll(ParametersText(),
                             {{old, absl::StrCat("\n", id, ",", to, ",")}});
}

// Without a row that is marked as used nothing is made; and whatever is read
// must be marked, or it would not be given. So the marks are right.
TEST(PriceLibraryTest, EveryUsedParameterIsRead) {
  ASSERT_THAT(LibraryOf(ParametersText()), IsOk());
  int count = 0;
  for (const Parameter& parameter : TestLibrary().parameters.parameters()) {
    if (!parameter.used) {
      continue;
    }
    ++count;
    const std::string renamed = absl::StrReplaceAll(
        ParametersText(), {{absl::StrCat("\n", parameter.id, ","),
                            absl::StrCat("\n", parameter.id, "-gone,")}});
    EXPECT_THAT(LibraryOf(renamed),
                StatusIs(absl::StatusCode::kNotFound,
                         absl::StrCat("p.csv: parameter ", parameter.id,
                                      " is missing; add a row for it")));
  }
  EXPECT_EQ(count, 89);
}

TEST(PriceLibraryTest, BadParametersAreRefused) {
  struct Case {
    const char* name;
    std::string text;
    const char* expected;
  };
  const Case cases[] = {
      {"HalfAMonth", With("offset.spare.lag", "1", "0.5"),
       "p.csv: parameter offset.spare.lag must be a whole number from 0 to "
       "1000, not 0.5"},
      {"NoGallons", With("product.gallons", "42", "0"),
       "p.csv: parameter product.gallons must be above 0, not 0"},
      {"NoReversion", With("dynamics.brent-2007-25.kappa", "0.80", "-0.80"),
       "p.csv: parameter dynamics.brent-2007-25.kappa must be above 0"},
      {"WrongSign", With("model.caldara-2019.demand", "-0.13", "0.13"),
       "p.csv: model caldara-2019: demand elasticity must be from -10 to 0"},
  };
  for (const Case& c : cases) {
    EXPECT_THAT(LibraryOf(c.text), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(PriceLibraryTest, BadDrawsAreRefusedByTheirFile) {
  const auto set = [] {
    return ParameterSet::Parse("p.csv", ParametersText()).value();
  };
  EXPECT_THAT(
      MakePriceLibrary(set(), "bh.csv", "q0\n1\n", "km.csv", Km14Text()),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("bh.csv")));
  EXPECT_THAT(
      MakePriceLibrary(set(), "bh.csv", Bh19Text(), "km.csv", "q0\n1\n"),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("km.csv")));
}

TEST(PriceLibraryTest, ModelsAreTheFourOfTheSources) {
  struct Case {
    const char* id;
    const char* display_name;
    double supply;
    double demand;
    double long_run_supply;
    double long_run_demand;
    const char* grade;
    const char* source;
  };
  // Kilian and Murphy as the Bank of Canada (2018) cites them; Baumeister and
  // Hamilton, AER 109(5), posterior medians.
  const Case cases[] = {
      {"default", "Default pair", 0.10, -0.15, 0.30, -0.35, "J",
       "chosen to reproduce the medians of a four-model mixture: 4.0% per 1% "
       "ex ante, 6.7% per 1% realised"},
      {"kilian-murphy-2014", "Kilian and Murphy (2014)", 0.015, -0.26, 0.30,
       -0.35, "V",
       "J. Applied Econometrics 29(3), as cited by the Bank of Canada (2018): "
       "supply 1.5%, demand in use -26%"},
      {"baumeister-hamilton-2019", "Baumeister and Hamilton (2019)", 0.15,
       -0.35, 0.30, -0.35, "V",
       "American Economic Review 109(5): posterior medians; 68% supply "
       "0.10-0.23, demand -0.50 to -0.24"},
      {"caldara-2019", "Caldara, Cavallo and Iacoviello (2019)", 0.11, -0.13,
       0.30, -0.35, "V", "J. Monetary Economics 103"},
  };
  const std::vector<ElasticityModel>& models = TestLibrary().elasticity_models;
  ASSERT_EQ(models.size(), std::size(cases));
  for (size_t i = 0; i < std::size(cases); ++i) {
    const Case& c = cases[i];
    EXPECT_EQ(models[i].id, c.id);
    EXPECT_EQ(models[i].display_name, c.display_name);
    EXPECT_EQ(models[i].supply_elasticity, c.supply) << c.id;
    EXPECT_EQ(models[i].demand_elasticity, c.demand) << c.id;
    EXPECT_EQ(models[i].long_run_supply_elasticity, c.long_run_supply) << c.id;
    EXPECT_EQ(models[i].long_run_demand_elasticity, c.long_run_demand) << c.id;
    EXPECT_EQ(models[i].annual_adjustment, 0.15) << c.id;
    EXPECT_EQ(models[i].grade, c.grade) << c.id;
    EXPECT_EQ(models[i].source, c.source) << c.id;
    EXPECT_TRUE(IsOwnModel(c.id));
    // Both numbers of a pair come from one place.
    if (i > 0) {
      EXPECT_EQ(TestLibrary()
                    .parameters.Find(absl::StrCat("model.", c.id, ".demand"))
                    ->source,
                c.source);
    }
  }
  EXPECT_EQ(TestLibrary().default_long_run.long_run_supply_elasticity, 0.30);
  EXPECT_EQ(TestLibrary().default_long_run.long_run_demand_elasticity, -0.35);
  EXPECT_EQ(TestLibrary().default_long_run.annual_adjustment, 0.15);
}

TEST(PriceLibraryTest, LongRunIsNeverNearerZeroThanTheShortRun) {
  absl::StatusOr<PriceLibrary> steep =
      LibraryOf(With("model.caldara-2019.supply", "0.11", "0.4"));
  ASSERT_THAT(steep, IsOk());
  EXPECT_EQ(steep->elasticity_models[3].long_run_supply_elasticity, 0.4);
  steep = LibraryOf(With("model.caldara-2019.demand", "-0.13", "-0.5"));
  ASSERT_THAT(steep, IsOk());
  EXPECT_EQ(steep->elasticity_models[3].long_run_demand_elasticity, -0.5);
}

TEST(PriceLibraryTest, OffsetsAreTheDefaultsInBarrels) {
  const OffsetAssumptions& offsets = TestLibrary().offsets;
  ASSERT_TRUE(offsets.spare.has_value());
  EXPECT_EQ(offsets.spare->willing_share, 0.5);
  EXPECT_EQ(offsets.spare->reachable_bpd, 2.7e6);
  EXPECT_EQ(offsets.spare->lag_months, 1);
  EXPECT_EQ(offsets.spare->ramp_months, 2);
  ASSERT_TRUE(offsets.stock.has_value());
  EXPECT_EQ(offsets.stock->content_bbl, 0);
  EXPECT_EQ(offsets.stock->max_rate_bpd, 1.4e6);
  EXPECT_EQ(offsets.stock->filled_share, 0.5);
  EXPECT_EQ(offsets.stock->effective_share, 0.7);
  EXPECT_EQ(offsets.stock->lag_months, 1);
  EXPECT_EQ(offsets.stock->refill_start_month, 12);
  EXPECT_EQ(offsets.stock->refill_months, 24);
  EXPECT_EQ(offsets.rerouted_share, 0);
  EXPECT_EQ(offsets.gain_offset_share, 0);
}

TEST(PriceLibraryTest, ShapesAndDynamicsStandInTheirOrder) {
  const PriceLibrary& library = TestLibrary();
  std::vector<std::string> shapes;
  for (const CurveShape& shape : library.shapes) {
    shapes.push_back(shape.id);
    EXPECT_EQ(shape.grade, "R") << shape.id;
    EXPECT_FALSE(shape.source.empty()) << shape.id;
  }
  EXPECT_THAT(shapes,
              testing::ElementsAre("brent-opec-2007-24", "brent-opec-2017-24",
                                   "brent-all-2007-25", "wti-opec-2007-24",
                                   "wti-kaenzig-1990-24"));
  EXPECT_EQ(library.shapes[0].w, 0.217);
  EXPECT_EQ(library.shapes[0].kappa, 0.558);
  EXPECT_EQ(library.shapes[4].w, 0.55);
  EXPECT_EQ(library.shapes[4].kappa, 2.31);

  std::vector<std::string> dynamics;
  for (const CurveDynamics& one : library.dynamics) {
    dynamics.push_back(one.id);
    EXPECT_FALSE(one.source.empty()) << one.id;
  }
  EXPECT_THAT(dynamics,
              testing::ElementsAre("brent-2007-25", "wti-2007-25",
                                   "published-1990-95", "own-1990-95"));
  EXPECT_EQ(library.dynamics[0].kappa, 0.80);
  EXPECT_EQ(library.dynamics[0].sigma_x, 0.276);
  EXPECT_EQ(library.dynamics[0].sigma_i, 0.224);
  EXPECT_EQ(library.dynamics[0].rho, 0.12);
  EXPECT_EQ(library.dynamics[0].mu_star, 0);
  EXPECT_EQ(library.dynamics[0].lambda, 0);
  EXPECT_EQ(library.dynamics[0].grade, "R");
  EXPECT_EQ(library.dynamics[2].mu_star, 0.0115);
  EXPECT_EQ(library.dynamics[2].lambda, 0.157);
  EXPECT_EQ(library.dynamics[2].grade, "V");
}

TEST(PriceLibraryTest, TheRestIsTyped) {
  const PriceLibrary& library = TestLibrary();
  EXPECT_EQ(library.inventory.supply_elasticity, 0.15);
  EXPECT_EQ(library.inventory.demand_elasticity_use, -0.35);
  EXPECT_EQ(library.inventory.income_elasticity, 0.72);
  EXPECT_EQ(library.inventory.activity_response, -0.0024);
  EXPECT_EQ(library.inventory.inventory_on_output, -0.14);
  EXPECT_EQ(library.inventory.inventory_on_price, -0.035);
  EXPECT_EQ(library.inventory.oecd_share, 0.60);

  ASSERT_EQ(library.news.price.size(), 5);
  EXPECT_EQ(library.news.price[0].percent, 10);
  EXPECT_EQ(library.news.price[1].month, 1);
  EXPECT_EQ(library.news.price[1].percent, 12.3);
  EXPECT_EQ(library.news.price[4].month, 36);
  EXPECT_EQ(library.news.price[4].percent, 3.2);
  ASSERT_EQ(library.news.output.size(), 4);
  EXPECT_EQ(library.news.output[3].percent, -0.68);
  ASSERT_EQ(library.news.stocks.size(), 2);
  EXPECT_EQ(library.news.stocks[1].month, 12);
  EXPECT_EQ(library.news.stocks[1].percent, 0.57);

  EXPECT_EQ(library.state.spare_strength, 0.5);
  EXPECT_EQ(library.state.spare_scale, 2.5e6 * kBarrelsPerDay);
  EXPECT_EQ(library.state.surplus_strength, 0.5);
  EXPECT_EQ(library.state.surplus_scale, 2.5e6 * kBarrelsPerDay);

  EXPECT_EQ(library.innovation_sd_percent, 1.77);
  EXPECT_EQ(library.spread_per_stocks, 0.83);
  EXPECT_EQ(library.oecd_stocks_months, 1.12);
  EXPECT_EQ(library.storage_cost, 0.5);
  EXPECT_EQ(library.interest_rate, 0.04);
  // 2.38 cents a gallon arithmetically (EIA says 2.4), of which 0.96 passes.
  EXPECT_NEAR(library.product_pass_through, 2.38 * 0.96, 0.002);
  EXPECT_EQ(library.risk_conversion, 1);
}

TEST(PriceLibraryTest, HasAllDrawsAndTheFourMultipliersInBothModes) {
  const PriceLibrary& library = TestLibrary();
  EXPECT_EQ(library.bh19.draw_count(), 2000);
  EXPECT_TRUE(library.bh19.has_inventory());
  EXPECT_EQ(library.km14.draw_count(), 2000);
  EXPECT_FALSE(library.km14.has_inventory());
  for (const auto* const models :
       {&library.ex_ante_multipliers, &library.realised_multipliers}) {
    ASSERT_EQ(models->size(), kMultiplierModels.size());
    for (size_t i = 0; i < models->size(); ++i) {
      EXPECT_EQ((*models)[i].id, kMultiplierModels[i]);
    }
  }
}

// The table of published quantiles, with one decimal, against what is computed
// from draws and recipes.
TEST(PriceLibraryTest, MultipliersMatchTheirPublishedQuantiles) {
  const PriceLibrary& library = TestLibrary();
  const std::vector<std::string> levels = {"p05", "p16", "p50", "p84", "p95"};
  const auto expect = [&](const std::string& prefix, const Sample& sample) {
    for (size_t i = 0; i < levels.size(); ++i) {
      const std::string id =
          absl::StrCat("multiplier.", prefix, ".", levels[i]);
      const Parameter* const parameter = library.parameters.Find(id);
      ASSERT_NE(parameter, nullptr) << id;
      // Rounding of the table, and 2% for another set of 2,000 draws.
      EXPECT_NEAR(sample.AtLevels().value[i], *parameter->value,
                  0.05 + 0.02 * *parameter->value)
          << id;
    }
  };
  for (size_t i = 0; i < kMultiplierModels.size(); ++i) {
    const std::string id(kMultiplierModels[i]);
    expect("ex-ante." + id, library.ex_ante_multipliers[i].sample);
    expect("realised." + id, library.realised_multipliers[i].sample);
  }
  expect("ex-ante.mixture", Mix(library.ex_ante_multipliers, {1, 1, 1, 1}));
  expect("realised.mixture", Mix(library.realised_multipliers, {1, 1, 1, 1}));
}

}  // namespace
}  // namespace oilflow
