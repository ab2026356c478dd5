// The shipped parameters against the figures that were published.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "service/market/parameter_set.h"
#include "service/store/digest.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

using testing::HasSubstr;

const ParameterSet& Published() {
  static const auto* const set = new ParameterSet(
      ParameterSet::Parse("parameters.csv",
                          ReadSourceFile("fixtures/price_models/"
                                         "parameters.csv"))
          .value());
  return *set;
}

// Value, low and high, as text so that a missing one is "-".
std::string NumbersOf(const std::string& id) {
  const Parameter* const parameter = Published().Find(id);
  if (parameter == nullptr) {
    return "missing";
  }
  const auto text = [](const std::optional<double>& number) {
    return number.has_value() ? absl::StrCat(*number) : std::string("-");
  };
  return absl::StrCat(text(parameter->value), " ", text(parameter->low), " ",
                      text(parameter->high));
}

struct Golden {
  const char* id;
  // Value, low, high.
  const char* numbers;
  const char* grade;
};

void ExpectAll(const std::vector<Golden>& cases) {
  for (const Golden& c : cases) {
    EXPECT_EQ(NumbersOf(c.id), c.numbers) << c.id;
    if (const Parameter* const parameter = Published().Find(c.id)) {
      EXPECT_EQ(parameter->grade, c.grade) << c.id;
    }
  }
}

TEST(PublishedParametersTest, Elasticities) {
  ExpectAll({
      {"elasticity.supply.short-run", "0.1 0.03 0.34", "J"},
      {"elasticity.supply.short-run-sigma", "0.75 - -", "J"},
      {"elasticity.demand.short-run", "-0.15 -0.47 -0.05", "J"},
      {"elasticity.demand.short-run-sigma", "0.7 - -", "J"},
      {"elasticity.demand.long-run", "-0.35 -0.6 -0.1", "V"},
      {"elasticity.supply.long-run", "0.3 0.15 0.5", "V"},
      {"elasticity.annual-adjustment", "0.15 0.1 0.2", "V"},
      {"multiplier.independent-lognormals", "3.6 1.5 8.6", "R"},
      {"multiplier.denominator-floor", "0.04 - -", "J"},
      // Kilian and Murphy 2012, Herrera and Rangaraju 2020, Braun and
      // Brueggemann, Bilgin and Ellwanger, Caldara and others 2019, Baumeister
      // and Hamilton 2019.
      {"estimate.supply.kilian-murphy-2012", "0.0258 - -", "V"},
      {"estimate.supply.herrera-rangaraju-2020", "0.04 - -", "V"},
      {"estimate.supply.braun-brueggemann", "0.039 0.013 0.081", "V"},
      {"estimate.supply.bilgin-ellwanger", "0.015 - -", "V"},
      {"estimate.supply.caldara-2019", "0.11 - -", "V"},
      {"estimate.supply.baumeister-hamilton-2019", "0.15 0.1 0.23", "RV"},
      // Bjornland and others 2021.
      {"estimate.supply.shale-wells", "- 0.3 0.9", "V"},
      {"estimate.supply.conventional-wells", "0 - -", "V"},
      {"estimate.supply.shale-in-world", "- 0.03 0.09", "MV"},
      // IMF April 2011, Bilgin and Ellwanger, Smith, Hamilton, Caldara and
      // others 2019, Kilian and Murphy 2014, Baumeister and Hamilton 2019.
      {"estimate.demand.imf-2011", "-0.02 - -", "V"},
      {"estimate.demand.bilgin-ellwanger", "-0.023 - -", "V"},
      {"estimate.demand.smith", "-0.05 - -", "M"},
      {"estimate.demand.hamilton", "-0.06 - -", "M"},
      {"estimate.demand.caldara-2019", "-0.13 - -", "V"},
      {"estimate.demand.kilian-murphy-2014", "-0.26 - -", "V"},
      {"estimate.demand.baumeister-hamilton-2019", "-0.35 -0.5 -0.24", "RV"},
      {"estimate.demand.long-run.imf-2011-non-oecd", "-0.035 - -", "V"},
      {"estimate.demand.long-run.imf-2011-all", "-0.08 - -", "V"},
      {"estimate.demand.long-run.ornl-us", "-0.266 -0.3 -0.2", "V"},
      {"estimate.demand.long-run.ornl-rest-of-world", "-0.3 -0.4 -0.2", "V"},
      {"estimate.supply.long-run.ornl-non-opec", "0.3 0.2 0.4", "V"},
      {"estimate.supply.long-run.ornl-us", "0.462 - -", "V"},
      {"estimate.supply.long-run.ornl-opec", "1 0.25 4", "V"},
      {"inventory.supply-elasticity", "0.15 - -", "R"},
      {"inventory.activity-response", "-0.0024 - -", "R"},
      {"inventory.income-elasticity", "0.72 - -", "R"},
      {"inventory.demand-elasticity-use", "-0.35 - -", "R"},
      {"inventory.oecd-share", "0.6 - -", "R"},
      {"inventory.inventory-on-output", "-0.14 - -", "R"},
      {"inventory.inventory-on-price", "-0.035 - -", "R"},
  });
}

TEST(PublishedParametersTest, Multipliers) {
  struct Case {
    const char* prefix;
    std::vector<const char*> levels;
  };
  const Case cases[] = {
      {"ex-ante.bh19", {"2.5", "2.9", "3.3", "3.7", "3.9"}},
      {"ex-ante.km14-style", {"1.3", "1.9", "3.4", "6.2", "9.1"}},
      {"ex-ante.cci19", {"3.2", "3.6", "4.2", "5.1", "5.9"}},
      {"ex-ante.practitioner", {"3.8", "5.1", "8", "12.5", "16.8"}},
      {"ex-ante.mixture", {"2", "3", "3.9", "7.6", "12.1"}},
      {"realised.bh19", {"3.8", "4.8", "6.5", "9.2", "11.9"}},
      {"realised.km14-style", {"2", "2.7", "4.8", "9.1", "13.7"}},
      {"realised.cci19", {"5.6", "6.2", "7.7", "10", "12.4"}},
      {"realised.practitioner", {"3.8", "5.1", "8", "12.5", "16.8"}},
      {"realised.mixture", {"2.8", "4.4", "7", "10.3", "14.1"}},
  };
  const std::vector<const char*> levels = {"p05", "p16", "p50", "p84", "p95"};
  for (const Case& c : cases) {
    for (size_t i = 0; i < levels.size(); ++i) {
      const std::string id =
          absl::StrCat("multiplier.", c.prefix, ".", levels[i]);
      EXPECT_EQ(NumbersOf(id), absl::StrCat(c.levels[i], " - -")) << id;
    }
  }
  ExpectAll({
      {"multiplier.km14-style.lognormal.p05", "1.3 - -", "R"},
      {"multiplier.km14-style.lognormal.p50", "3.4 - -", "R"},
      {"multiplier.km14-style.lognormal.p95", "9.1 - -", "R"},
      {"multiplier.cci19.supply.mean", "0.11 - -", "V"},
      {"multiplier.cci19.supply.sd", "0.03 - -", "J"},
      {"multiplier.cci19.demand.mean", "-0.13 - -", "V"},
      {"multiplier.cci19.demand.sd", "0.03 - -", "J"},
      {"multiplier.practitioner.median", "8 - -", "J"},
      {"multiplier.practitioner.sigma-ln", "0.45 - -", "J"},
  });
}

TEST(PublishedParametersTest, ResponsesAndNews) {
  ExpectAll({
      {"response.bh19.shift-sd", "1.77 - -", "R"},
      {"response.bh19.held.m0", "3 2.1 4.3", "R"},
      {"response.bh19.held.m2", "5.8 4.3 8.3", "R"},
      {"response.bh19.held.m3", "6.5 4.7 9.2", "R"},
      {"response.bh19.held.m6", "7.1 5.1 10", "R"},
      {"response.bh19.held.m12", "6.2 4.2 9.1", "R"},
      {"response.bh19.three-months.m0", "3 - -", "R"},
      {"response.bh19.three-months.m1", "4.6 - -", "R"},
      {"response.bh19.three-months.m2", "5.8 - -", "R"},
      {"response.bh19.three-months.m3", "3.5 - -", "R"},
      {"response.bh19.three-months.m4", "2.1 - -", "R"},
      {"response.bh19.three-months.m6", "0.6 - -", "R"},
      {"response.bh19.three-months.m12", "-0.3 - -", "R"},
      // Kaenzig 2021.
      {"news.price.m1", "12.3 - -", "V"},
      {"news.price.m12", "9.3 7.1 11.4", "V"},
      {"news.price.m24", "5.5 - -", "V"},
      {"news.price.m36", "3.2 - -", "V"},
      {"news.output.m0", "0.12 - -", "V"},
      {"news.output.m12", "-0.31 - -", "V"},
      {"news.output.m24", "-0.61 - -", "V"},
      {"news.output.m36", "-0.68 - -", "V"},
      {"news.stocks.m0", "0.32 - -", "V"},
      {"news.stocks.m12", "0.57 - -", "V"},
      // Kilian 2009, Kilian and Murphy 2012 and 2014, ORNL, EMF.
      {"reference.kilian-2009.impact", "0.22 - -", "RV"},
      {"reference.kilian-2009.peak", "0.71 - -", "RV"},
      {"reference.kilian-murphy-2012.impact", "0.53 - -", "V"},
      {"reference.kilian-murphy-2012.peak", "1.1 - -", "V"},
      {"reference.km14-style.impact", "2.2 1.3 4.2", "R"},
      {"reference.km14-style.peak", "3.8 2.3 6.9", "R"},
      {"reference.km14-style.demand-elasticity-use", "-0.265 - -", "R"},
      {"reference.ornl.disruption-slope", "24.4 - -", "R"},
      {"reference.emf.at-least-1-month", "0.8 - -", "V"},
      {"reference.emf.at-least-6-months", "0.63 - -", "V"},
      {"reference.emf.at-least-18-months", "0.37 - -", "V"},
  });
}

TEST(PublishedParametersTest, Offsets) {
  ExpectAll({
      {"offset.spare.capacity", "2.7 1.5 5", "V"},
      {"offset.spare.capacity-1990s", "3.1 - -", "V"},
      {"offset.spare.capacity-2000s", "2.3 - -", "V"},
      {"offset.spare.capacity-2010s", "2.7 - -", "V"},
      {"offset.spare.capacity-2020-21", "6.9 - -", "V"},
      {"offset.spare.lag", "1 0 2", "V"},
      {"offset.spare.ramp", "2 1 3", "V"},
      {"offset.spare.willing-share", "0.5 0.25 0.75", "JV"},
      {"offset.spare.abqaiq-disabled", "2 - -", "V"},
      {"offset.stock.filled-share", "0.5 0.5 0.9999", "V"},
      {"offset.stock.released-share", "1 - -", "V"},
      {"offset.stock.effective-share", "0.7 0.3 1", "JV"},
      {"offset.stock.max-rate", "1.4 1.1 2.1", "V"},
      {"offset.stock.max-rate-nameplate", "4.4 - -", "V"},
      {"offset.stock.lag", "1 - -", "JV"},
      {"offset.stock.refill-start", "12 - -", "J"},
      {"offset.stock.refill-months", "24 - -", "J"},
      {"offset.gain.offset-share", "0.33 0 1", "J"},
  });
}

TEST(PublishedParametersTest, Events) {
  struct Case {
    const char* id;
    const char* front;
    const char* m12;
    const char* m24;
  };
  const Case cases[] = {
      {"abqaiq-2019", "13.6", "7.3", "4.3"},
      {"kirkuk-ceyhan-halt-2023", "4.1", "3.7", "2.9"},
      {"opec-cut-2023", "6.1", "3.6", "1.8"},
      {"iran-waivers-end-2019", "2.8", "1.5", "0.9"},
      {"spr-180mb-2022", "-5", "-1.9", "0.1"},
      {"israel-iran-2025", "6.8", "3", "2.1"},
  };
  for (const Case& c : cases) {
    const std::string prefix = absl::StrCat("event.", c.id);
    EXPECT_EQ(NumbersOf(prefix + ".front"), absl::StrCat(c.front, " - -"));
    EXPECT_EQ(NumbersOf(prefix + ".m12"), absl::StrCat(c.m12, " - -"));
    EXPECT_EQ(NumbersOf(prefix + ".m24"), absl::StrCat(c.m24, " - -"));
  }
}

// What is left at 6, 12, 24 and 36 months on announcement days, and standard
// errors.
TEST(PublishedParametersTest, CurveShapes) {
  const std::vector<const char*> columns = {
      "days", "w", "kappa", "m6", "m12", "m12-se", "m24", "m24-se", "m36"};
  struct Case {
    const char* id;
    std::vector<const char*> numbers;
  };
  const Case cases[] = {
      {"brent-opec-2007-24",
       {"50", "0.217", "0.558", "0.83", "0.68", "0.04", "0.49", "0.06",
        "0.37"}},
      {"brent-opec-2017-24",
       {"27", "0.111", "0.647", "0.78", "0.6", "0.06", "0.37", "0.07", "0.24"}},
      {"brent-all-2007-25",
       {"4483", "0.405", "0.719", "0.83", "0.71", "0.01", "0.56", "0.01",
        "0.46"}},
      {"wti-opec-2007-24",
       {"54", "0.334", "1.16", "0.71", "0.58", "0.08", "0.42", "0.08", "0.33"}},
      {"wti-kaenzig-1990-24", {"136", "0.55", "2.31", "0.7", "0.58", "0.05"}},
  };
  for (const Case& c : cases) {
    for (size_t i = 0; i < columns.size(); ++i) {
      const std::string id = absl::StrCat("shape.", c.id, ".", columns[i]);
      EXPECT_EQ(NumbersOf(id), i < c.numbers.size()
                                   ? absl::StrCat(c.numbers[i], " - -")
                                   : "missing")
          << id;
    }
  }
}

TEST(PublishedParametersTest, CurveDynamics) {
  ExpectAll({
      {"curve.storage-cost", "0.5 0.25 1", "J"},
      {"curve.interest-rate", "0.04 - -", "J"},
      {"dynamics.brent-2007-25.kappa", "0.8 - -", "R"},
      {"dynamics.brent-2007-25.sigma-x", "0.276 - -", "R"},
      {"dynamics.brent-2007-25.sigma-i", "0.224 - -", "R"},
      {"dynamics.brent-2007-25.rho", "0.12 - -", "R"},
      {"dynamics.wti-2007-25.kappa", "0.76 - -", "R"},
      {"dynamics.wti-2007-25.sigma-x", "0.303 - -", "R"},
      {"dynamics.wti-2007-25.sigma-i", "0.208 - -", "R"},
      {"dynamics.wti-2007-25.rho", "0.27 - -", "R"},
      // Schwartz and Smith 2000.
      {"dynamics.published-1990-95.kappa", "1.49 - -", "V"},
      {"dynamics.published-1990-95.sigma-x", "0.286 - -", "V"},
      {"dynamics.published-1990-95.sigma-i", "0.145 - -", "V"},
      {"dynamics.published-1990-95.rho", "0.3 - -", "V"},
      {"dynamics.published-1990-95.mu", "-0.0125 - -", "V"},
      {"dynamics.published-1990-95.mu-star", "0.0115 - -", "V"},
      {"dynamics.published-1990-95.lambda", "0.157 - -", "V"},
      {"dynamics.own-1990-95.kappa", "1.5 - -", "R"},
      {"dynamics.own-1990-95.sigma-x", "0.323 - -", "R"},
      {"dynamics.own-1990-95.sigma-i", "0.163 - -", "R"},
      {"dynamics.own-1990-95.rho", "0.43 - -", "R"},
      {"volatility.brent.rank-1", "35.6 - -", "R"},
      {"volatility.brent.rank-12", "27.2 - -", "R"},
      {"volatility.brent.rank-24", "22.7 - -", "R"},
      {"working.brent-oecd-2007-17", "0.83 - -", "R"},
      {"working.brent-oecd-2007-17.se", "0.4 - -", "R"},
      {"working.brent-oecd-2007-17.r2", "0.11 - -", "R"},
      {"working.wti-cushing-2015-25", "-0.475 - -", "R"},
      {"working.wti-cushing-2015-25.se", "0.075 - -", "R"},
      {"working.wti-cushing-2015-25.r2", "0.44 - -", "R"},
      {"working.wti-cushing-2007-14", "-0.05 - -", "R"},
      {"working.wti-cushing-2007-14.se", "0.13 - -", "R"},
      {"working.wti-cushing-2007-14.r2", "0 - -", "R"},
      {"risk-premium.conversion", "1 - -", "J"},
      {"risk-premium.kilian-plante-richter.probability", "0.2 - -", "V"},
      {"risk-premium.kilian-plante-richter.shortfall", "5 - -", "V"},
      {"risk-premium.kilian-plante-richter.output", "-0.12 - -", "V"},
      {"state.spare-strength", "0.5 - -", "J"},
      {"state.spare-scale", "2.5 - -", "J"},
      {"state.surplus-strength", "0.5 - -", "J"},
      {"state.surplus-scale", "2.5 - -", "J"},
      {"product.gallons", "42 - -", "V"},
      {"product.pass-through", "0.96 - -", "V"},
      {"market.oecd-stocks-months", "1.12 - -", "M"},
  });
}

// The table of README.md: `file` | hash.
TEST(PublishedParametersTest, ReadmeHasTheHashesOfTheFiles) {
  const std::string readme = ReadSourceFile("fixtures/price_models/README.md");
  for (const char* const file :
       {"parameters.csv", "bh2019_supply_irf_draws.csv",
        "km14_style_supply_irf_draws.csv"}) {
    const std::string text =
        ReadSourceFile(absl::StrCat("fixtures/price_models/", file));
    EXPECT_THAT(readme, HasSubstr(absl::StrCat("| `", file, "` | `",
                                               Sha256Hex(text), "` |")));
  }
}

TEST(PublishedParametersTest, ReadmeCountsThem) {
  int used = 0;
  for (const Parameter& parameter : Published().parameters()) {
    used += parameter.used ? 1 : 0;
  }
  EXPECT_THAT(ReadSourceFile("fixtures/price_models/README.md"),
              HasSubstr(absl::StrCat(Published().parameters().size(),
                                     " parameters, of which ", used)));
}

}  // namespace
}  // namespace oilflow
