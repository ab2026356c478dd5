#include "service/wire/convert_uncertainties.h"

#include <cmath>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"

#include "service/wire/convert_distribution.h"
#include "tests/support/dice.h"
#include "tests/support/fixtures.h"

namespace oilflow {
namespace {

using google::protobuf::util::MessageDifferencer;

Distribution Read(const v1::Distribution& proto) {
  BadRequest bad;
  const auto distribution = DistributionFromProto(proto, "it", &bad);
  EXPECT_TRUE(bad.ok()) << bad.ToStatus() << proto.DebugString();
  EXPECT_EQ(distribution.has_value(), bad.ok());
  return distribution.value_or(Point{});
}

// One of each family, by a number; there are as many as there are families.
Distribution AnyOf(int family, Dice* dice) {
  const double low = dice->Between(-100, 100);
  const double middle = low + dice->Between(0.1, 10);
  const double high = middle + dice->Between(0.1, 10);
  const double share = dice->Between(0.01, 0.99);
  switch (family) {
    case 0:
      return *MakePoint(low);
    case 1:
      return *MakeUniform(low, high);
    case 2:
      return *MakeTriangular(low, middle, high);
    case 3:
      return *MakePert(low, middle, high, dice->Between(0.5, 50));
    case 4:
      return *MakeNormal(low, dice->Between(0.1, 10));
    case 5:
      return *MakeLognormal(dice->Between(-3, 3), dice->Between(0.1, 2));
    case 6:
      return *MakeBeta(dice->Between(0.1, 20), dice->Between(0.1, 20), low,
                       high);
    case 7:
      return *MakeBernoulli(share);
    case 8:
      return *MakeDiscrete({low, middle, high}, {1, dice->Between(1, 5), 2});
    case 9:
      return *MakeGeometric(share);
    default:
      return *MakeTwoPiece(low, middle, high);
  }
}

TEST(ConvertUncertaintiesTest, ThereAndBackIsTheSameDistribution) {
  Dice dice(11);
  for (int i = 0; i < 50 * 11; ++i) {
    const Distribution distribution = AnyOf(i % 11, &dice);
    ASSERT_EQ(distribution.index(), static_cast<size_t>(i % 11));
    v1::Distribution proto;
    ToProto(distribution, &proto);
    const Distribution back = Read(proto);
    ASSERT_EQ(back.index(), distribution.index()) << proto.DebugString();
    for (const double level : {0.011, 0.163, 0.507, 0.849, 0.983}) {
      const double value = QuantileOf(distribution, level);
      EXPECT_NEAR(QuantileOf(back, level), value, 1e-9 * (1 + std::abs(value)))
          << level << proto.DebugString();
    }
  }
}

TEST(ConvertUncertaintiesTest, ThereAndBackIsTheSameMessage) {
  const auto proto = ParseProto<v1::Uncertainties>(R"pb(
    parameters {
      parameter: "a.level"
      distribution { uniform { low: 0.25 high: 0.75 } }
    }
    parameters {
      parameter: "itp.capacity"
      distribution { two_piece { low: 1 median: 2 high: 4 } }
    }
    correlations { first: "a.level" second: "itp.capacity" correlation: -0.5 }
    fact_ranges: PERT
    inconsistent: REFUSE
  )pb");
  BadRequest bad;
  const Uncertainties uncertainties = UncertaintiesFromProto(proto, "it", &bad);
  ASSERT_TRUE(bad.ok()) << bad.ToStatus();
  EXPECT_EQ(uncertainties.fact_ranges, FactRanges::kPert);
  EXPECT_FALSE(uncertainties.repair);
  v1::Uncertainties back;
  ToProto(uncertainties, &back);
  EXPECT_TRUE(MessageDifferencer::Equals(back, proto)) << back.DebugString();
}

TEST(ConvertUncertaintiesTest, NothingSaidMeansTheRangesOfFactsAndARepair) {
  BadRequest bad;
  const Uncertainties uncertainties =
      UncertaintiesFromProto(v1::Uncertainties(), "it", &bad);
  EXPECT_TRUE(bad.ok());
  EXPECT_TRUE(uncertainties.parameters.empty());
  EXPECT_EQ(uncertainties.fact_ranges, FactRanges::kTwoPiece);
  EXPECT_TRUE(uncertainties.repair);
}

TEST(ConvertUncertaintiesTest, ARangeHoldsTheShareThatItSays) {
  for (const char* text :
       {"uniform { low: 10 high: 20 coverage: 0.8 }",
        "triangular { low: 10 mode: 12 high: 20 coverage: 0.8 }",
        "pert { low: 10 mode: 18 high: 20 coverage: 0.8 mode_weight: 6 }"}) {
    const Distribution distribution = Read(ParseProto<v1::Distribution>(text));
    EXPECT_NEAR(QuantileOf(distribution, 0.1), 10, 1e-6) << text;
    EXPECT_NEAR(QuantileOf(distribution, 0.9), 20, 1e-6) << text;
  }
}

TEST(ConvertUncertaintiesTest, StatedQuantilesAreThoseOfTheDistribution) {
  for (const char* family : {"normal", "lognormal"}) {
    const Distribution distribution = Read(ParseProto<v1::Distribution>(
        std::string(family) +
        " { lower { level: 0.1 value: 60 } upper { level: 0.75 value: 95 } }"));
    EXPECT_NEAR(QuantileOf(distribution, 0.1), 60, 1e-9) << family;
    EXPECT_NEAR(QuantileOf(distribution, 0.75), 95, 1e-9) << family;
  }
}

// What leaving out means is what is filled in, and a second time nothing is.
TEST(ConvertUncertaintiesTest, DefaultsFilledInMeanTheSame) {
  for (const char* text :
       {"point { value: 1 }", "uniform { low: 1 high: 2 }",
        "triangular { low: 1 mode: 1 high: 2 }",
        "pert { low: 1 mode: 1.5 high: 2 }", "beta { alpha: 2 beta: 3 }",
        "bernoulli { probability: 0.5 }"}) {
    v1::Uncertainties proto;
    v1::Uncertainty* parameter = proto.add_parameters();
    parameter->set_parameter("a.level");
    *parameter->mutable_distribution() = ParseProto<v1::Distribution>(text);
    v1::Uncertainties filled = proto;
    FillDefaults(&filled);
    EXPECT_EQ(filled.fact_ranges(), v1::Uncertainties::TWO_PIECE);
    EXPECT_EQ(filled.inconsistent(), v1::Uncertainties::REPAIR);
    const Distribution before = Read(proto.parameters(0).distribution());
    const Distribution after = Read(filled.parameters(0).distribution());
    for (const double level : {0.01, 0.3, 0.99}) {
      EXPECT_EQ(QuantileOf(before, level), QuantileOf(after, level)) << text;
    }
    v1::Uncertainties again = filled;
    FillDefaults(&again);
    EXPECT_TRUE(MessageDifferencer::Equals(again, filled)) << text;
  }
}

}  // namespace
}  // namespace oilflow
