#include "service/market/multiplier.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "tests/support/fixtures.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::HasSubstr;
using testing::Pointwise;

constexpr char kParameters[] = "fixtures/price_models/parameters.csv";

ResponseDraws ReadDraws(const std::string& name) {
  const std::string path = absl::StrCat("fixtures/price_models/", name);
  return *ResponseDraws::Parse(path, ReadSourceFile(path));
}

const ResponseDraws& Bh19() {
  static const auto* const draws =
      new ResponseDraws(ReadDraws("bh2019_supply_irf_draws.csv"));
  return *draws;
}

const ResponseDraws& Km14() {
  static const auto* const draws =
      new ResponseDraws(ReadDraws("km14_style_supply_irf_draws.csv"));
  return *draws;
}

absl::StatusOr<std::vector<MultiplierModel>> MakeWith(
    const std::string& parameters, ShockMode mode) {
  const absl::StatusOr<ParameterSet> set =
      ParameterSet::Parse(kParameters, parameters);
  EXPECT_THAT(set, IsOk());
  return MakeMultipliers(*set, Bh19(), Km14(), mode);
}

const std::vector<MultiplierModel>& Make(ShockMode mode) {
  const auto make = [](ShockMode one) {
    return new std::vector<MultiplierModel>(
        *MakeWith(ReadSourceFile(kParameters), one));
  };
  static const auto* const ex_ante = make(ShockMode::kExAnte);
  static const auto* const realised = make(ShockMode::kPathRealised);
  return mode == ShockMode::kExAnte ? *ex_ante : *realised;
}

// The same models as if every value had come at random: the errors of a table
// that was made so.
std::vector<MultiplierModel> AsDrawn(std::vector<MultiplierModel> models) {
  for (MultiplierModel& model : models) {
    model.sample = Sample::Of(model.sample.values(), true);
  }
  return models;
}

// To the digit that is printed, or twice the Monte Carlo error of 2,000 draws
// more: the published rows were drawn.
void ExpectRow(const Quantiles& found, const Quantiles& drawn,
               const std::array<double, 5>& expected, const std::string& name) {
  for (size_t i = 0; i < kLevels.size(); ++i) {
    EXPECT_NEAR(found.value[i], expected[i], 0.05 + 2 * drawn.error[i])
        << name << " at " << kLevels[i];
  }
}

// The tables of the price method, section 2.2: percent of price for 1% of
// supply. By model, and last the mixture of equal shares.
struct Table {
  const char* name;
  ShockMode mode;
  std::array<std::array<double, 5>, 5> rows;
};

constexpr Table kTables[] = {
    {"ExAnte",
     ShockMode::kExAnte,
     {{{2.5, 2.9, 3.3, 3.7, 3.9},
       {1.3, 1.9, 3.4, 6.2, 9.1},
       {3.2, 3.6, 4.2, 5.1, 5.9},
       {3.8, 5.1, 8.0, 12.5, 16.8},
       {2.0, 3.0, 3.9, 7.6, 12.1}}}},
    {"PathRealised",
     ShockMode::kPathRealised,
     {{{3.8, 4.8, 6.5, 9.2, 11.9},
       {2.0, 2.7, 4.8, 9.1, 13.7},
       {5.6, 6.2, 7.7, 10.0, 12.4},
       {3.8, 5.1, 8.0, 12.5, 16.8},
       {2.8, 4.4, 7.0, 10.3, 14.1}}}},
};

TEST(MultiplierTest, ModelsAndMixtureAreAsPublished) {
  for (const Table& table : kTables) {
    const std::vector<MultiplierModel>& models = Make(table.mode);
    const std::vector<MultiplierModel> drawn = AsDrawn(models);
    ASSERT_EQ(models.size(), kMultiplierModels.size());
    for (size_t i = 0; i < models.size(); ++i) {
      EXPECT_EQ(models[i].id, kMultiplierModels[i]);
      ExpectRow(models[i].sample.AtLevels(), drawn[i].sample.AtLevels(),
                table.rows[i], absl::StrCat(table.name, " ", models[i].id));
    }
    ExpectRow(Mix(models, {1, 1, 1, 1}).AtLevels(),
              Mix(drawn, {1, 1, 1, 1}).AtLevels(), table.rows[4],
              absl::StrCat(table.name, " mixture"));
  }
}

// What is not drawn here is to the digit, with nothing allowed for chance.
TEST(MultiplierTest, LognormalsGoThroughTheirLevels) {
  const Quantiles km14 = Make(ShockMode::kExAnte)[1].sample.AtLevels();
  const Quantiles practitioner = Make(ShockMode::kExAnte)[3].sample.AtLevels();
  for (size_t i = 0; i < kLevels.size(); ++i) {
    EXPECT_NEAR(km14.value[i], kTables[0].rows[1][i], 0.05);
    EXPECT_NEAR(practitioner.value[i], kTables[0].rows[3][i], 0.05);
  }
  EXPECT_NEAR(practitioner.median(), 8, 0.01);
  // 16 and 84%: a standard deviation of 0.45 to each side, nearly.
  EXPECT_NEAR(practitioner.value[3], 8 * std::exp(0.45 * 0.994458), 0.01);
  EXPECT_NEAR(practitioner.value[1], 8 * std::exp(-0.45 * 0.994458), 0.01);
}

TEST(MultiplierTest, DrawsKeepTheirRows) {
  std::vector<double> month2(Bh19().Price(2).begin(), Bh19().Price(2).end());
  std::sort(month2.begin(), month2.end());
  EXPECT_EQ(Make(ShockMode::kExAnte)[0].sample.values(), month2);

  // B1 by hand: four innovations that hold output at -1%, then their prices.
  std::vector<double> matched;
  for (int draw = 0; draw < Km14().draw_count(); ++draw) {
    std::array<double, 4> innovations = {};
    double price = 0;
    for (int h = 0; h < 4; ++h) {
      double output = -1;
      for (int k = 0; k < h; ++k) {
        output -= Km14().Output(h - k)[draw] * innovations[k];
      }
      innovations[h] = output / Km14().Output(0)[draw];
      price += Km14().Price(3 - h)[draw] * innovations[h];
    }
    matched.push_back(price);
  }
  std::sort(matched.begin(), matched.end());
  EXPECT_THAT(Make(ShockMode::kPathRealised)[1].sample.values(),
              Pointwise(testing::DoubleNear(1e-10), matched));
}

TEST(MultiplierTest, OnlyDrawsHaveAnError) {
  struct Case {
    ShockMode mode;
    std::array<bool, 4> drawn;
  };
  const Case cases[] = {
      {ShockMode::kExAnte, {true, false, false, false}},
      {ShockMode::kPathRealised, {true, true, false, false}},
  };
  for (const Case& c : cases) {
    for (size_t i = 0; i < kMultiplierModels.size(); ++i) {
      const Quantiles quantiles = Make(c.mode)[i].sample.AtLevels();
      EXPECT_EQ(quantiles.error[2] > 0, c.drawn[i]) << kMultiplierModels[i];
    }
  }
}

TEST(MultiplierTest, EvidenceIsGraded) {
  for (const Table& table : kTables) {
    std::vector<std::string> grades;
    for (const MultiplierModel& model : Make(table.mode)) {
      grades.push_back(model.grade);
      EXPECT_FALSE(model.source.empty()) << model.id;
    }
    EXPECT_THAT(grades, testing::ElementsAre("R", "R", "J", "J"));
  }
}

// -ed below 0.04 has a share of Phi(-3) = 0.135%: no more than the grid shows.
TEST(MultiplierTest, SmallDifferencesAreFlooredAndCounted) {
  const MultiplierModel& ex_ante = Make(ShockMode::kExAnte)[2];
  EXPECT_EQ(ex_ante.floored_share, 0);
  const MultiplierModel& realised = Make(ShockMode::kPathRealised)[2];
  EXPECT_NEAR(realised.floored_share, 0.00135, 0.0005);
  EXPECT_EQ(realised.sample.values().back(), 25);
  for (const MultiplierModel& model : Make(ShockMode::kPathRealised)) {
    EXPECT_EQ(model.floored_share > 0, model.id == "cci19");
  }
}

TEST(MultiplierTest, HigherFloorBindsMore) {
  const std::string text = ReadSourceFile(kParameters);
  const std::string raised =
      absl::StrReplaceAll(text, {{"\nmultiplier.denominator-floor,0.04,",
                                  "\nmultiplier.denominator-floor,0.24,"}});
  ASSERT_NE(raised, text);
  const absl::StatusOr<std::vector<MultiplierModel>> models =
      MakeWith(raised, ShockMode::kExAnte);
  ASSERT_THAT(models, IsOk());
  // The difference is normal with mean 0.24, nearly: a half is below it.
  EXPECT_NEAR((*models)[2].floored_share, 0.5, 0.005);
  EXPECT_EQ((*models)[2].sample.values().back(), 1 / 0.24);
}

TEST(MultiplierTest, MissingOrSenselessParametersAreErrors) {
  struct Case {
    const char* name;
    const char* from;
    const char* to;
    absl::StatusCode code;
    const char* expected;
  };
  const Case cases[] = {
      {"NoMedian", "\nmultiplier.practitioner.median,",
       "\nmultiplier.practitioner.mean,", absl::StatusCode::kNotFound,
       "multiplier.practitioner.median"},
      {"NoDemand", "\nmultiplier.cci19.demand.mean,",
       "\nmultiplier.cci19.other,", absl::StatusCode::kNotFound,
       "multiplier.cci19.demand.mean"},
      {"NoSpread", "\nmultiplier.practitioner.sigma-ln,0.45,",
       "\nmultiplier.practitioner.sigma-ln,0,",
       absl::StatusCode::kInvalidArgument,
       "parameter multiplier.practitioner.sigma-ln must be above 0, not 0"},
  };
  const std::string text = ReadSourceFile(kParameters);
  for (const Case& c : cases) {
    const std::string changed = absl::StrReplaceAll(text, {{c.from, c.to}});
    ASSERT_NE(changed, text) << c.name;
    EXPECT_THAT(MakeWith(changed, ShockMode::kExAnte),
                StatusIs(c.code, HasSubstr(c.expected)))
        << c.name;
  }
}

TEST(MixTest, SharesAreScaledAndNoneIsNone) {
  const std::vector<MultiplierModel>& models = Make(ShockMode::kExAnte);
  EXPECT_EQ(Mix(models, {1, 1, 1, 1}).AtLevels().value,
            Mix(models, {0.25, 0.25, 0.25, 0.25}).AtLevels().value);
  EXPECT_EQ(Mix(models, {0, 0, 3, 0}).values(), models[2].sample.values());
  EXPECT_EQ(Mix(models, {1, 1, 1, 0}).size(), models[0].sample.size() +
                                                  models[1].sample.size() +
                                                  models[2].sample.size());
}

// A mixture lies between its parts at every level.
TEST(MixTest, LiesBetweenItsParts) {
  for (const Table& table : kTables) {
    const std::vector<MultiplierModel>& models = Make(table.mode);
    const Sample mixture = Mix(models, {0.4, 0.3, 0.2, 0.1});
    for (const double level : {0.01, 0.05, 0.16, 0.5, 0.84, 0.95, 0.99}) {
      double least = models[0].sample.At(level);
      double most = least;
      for (const MultiplierModel& model : models) {
        least = std::min(least, model.sample.At(level));
        most = std::max(most, model.sample.At(level));
      }
      EXPECT_GE(mixture.At(level), least) << level;
      EXPECT_LE(mixture.At(level), most) << level;
    }
  }
}

}  // namespace
}  // namespace oilflow
