#include "client/ore.h"

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

#include "pugixml.hpp"
#include "tests/client/price_answer.h"
#include "tests/support/status_matchers.h"

namespace oilflow {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The file, read back.
pugi::xml_document Written(const v1::PriceImpact& price,
                           const std::string& commodity = "") {
  std::ostringstream out;
  EXPECT_THAT(PrintOre(price, "restart-185", commodity, out), IsOk());
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(out.str().c_str())) << out.str();
  return document;
}

TEST(OreTest, ShiftsAreRelativeAndReadBackToTheBit) {
  const v1::PriceImpact price = HandMadePrice();
  const pugi::xml_document document = Written(price);
  const pugi::xml_node curve = document.child("StressTesting")
                                   .child("StressTest")
                                   .child("CommodityCurves")
                                   .child("CommodityCurve");
  EXPECT_STREQ(curve.attribute("commodity").value(), "ICE:B");
  EXPECT_STREQ(curve.child("ShiftType").text().get(), "Relative");
  // From the quote in March: May, June, and May of the next year.
  EXPECT_STREQ(curve.child("ShiftTenors").text().get(), "2M,3M,14M");
  const std::vector<std::string> shifts =
      absl::StrSplit(curve.child("Shifts").text().get(), ',');
  ASSERT_EQ(shifts.size(), 3U);
  for (int i = 0; i < 3; ++i) {
    const auto& pillar = price.curve().pillars(i);
    double shift = 0;
    ASSERT_TRUE(absl::SimpleAtod(shifts[static_cast<size_t>(i)], &shift));
    EXPECT_EQ(shift,
              pillar.shocked_usd_per_bbl() / pillar.price_usd_per_bbl() - 1);
  }
  EXPECT_NEAR(std::stod(shifts[0]), 0.02, 1e-15);
  EXPECT_NEAR(std::stod(shifts[2]), -0.01, 1e-15);
}

// The sections that StressTestScenarioData::fromXML of OpenSourceRisk/Engine
// refuses to do without, in the versions that do.
TEST(OreTest, EverySectionThatOreAsksForIsThere) {
  const pugi::xml_document document = Written(HandMadePrice());
  const pugi::xml_node root = document.child("StressTesting");
  EXPECT_STREQ(root.child("UseSpreadedTermStructures").text().get(), "false");
  const pugi::xml_node test = root.child("StressTest");
  EXPECT_STREQ(test.attribute("id").value(), "restart-185");
  for (const char* section :
       {"SurvivalProbabilities", "DiscountCurves", "IndexCurves", "YieldCurves",
        "FxSpots", "EquityVolatilities", "SwaptionVolatilities",
        "CapFloorVolatilities", "SecuritySpreads", "RecoveryRates",
        "FxVolatilities"}) {
    EXPECT_TRUE(test.child(section)) << section;
    EXPECT_FALSE(test.child(section).first_child()) << section;
  }
}

TEST(OreTest, TheCommodityFollowsTheBenchmarkUnlessItIsNamed) {
  const auto commodity = [](const pugi::xml_document& document) {
    return std::string(document.child("StressTesting")
                           .child("StressTest")
                           .child("CommodityCurves")
                           .child("CommodityCurve")
                           .attribute("commodity")
                           .value());
  };
  v1::PriceImpact price = HandMadePrice();
  price.mutable_curve()->set_benchmark(v1::ForwardCurve::WTI);
  EXPECT_EQ(commodity(Written(price)), "NYMEX:CL");
  EXPECT_EQ(commodity(Written(price, "A&B <C>")), "A&B <C>");
}

TEST(OreTest, ATenorThatIsNotWholeIsInDays) {
  const auto curve = ParseProto<v1::ShockedCurve>(R"pb(
    pillars { tenor_months: 0.5 }
    pillars { tenor_months: 1 }
    pillars { tenor_months: 1.5 }
    pillars { tenor_months: 13 }
  )pb");
  const auto tenors = OreTenors(curve);
  ASSERT_THAT(tenors, IsOk());
  EXPECT_THAT(*tenors, ElementsAre("15D", "1M", "46D", "13M"));
}

TEST(OreTest, RefusesWhatOreCouldNotRead) {
  const auto error = [](const v1::PriceImpact& price) {
    std::ostringstream out;
    const absl::Status status = PrintOre(price, "x", "", out);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(out.str(), "");
    return std::string(status.message());
  };
  v1::PriceImpact price = HandMadePrice();
  price.mutable_curve()->mutable_pillars(1)->CopyFrom(price.curve().pillars(0));
  EXPECT_THAT(error(price), HasSubstr("two pillars have the tenor 2M"));
  price.clear_curve();
  EXPECT_THAT(error(price), HasSubstr("needs a curve"));
}

}  // namespace
}  // namespace oilflow
