#include "client/ore.h"

#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "pugixml.hpp"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

std::string TenorOf(double months) {
  constexpr double kDaysOfMonth = 365.25 / 12;
  const double whole = std::round(months);
  if (std::abs(months - whole) < 1e-6) {
    return absl::StrCat(static_cast<int>(whole), "M");
  }
  return absl::StrCat(static_cast<int>(std::round(months * kDaysOfMonth)), "D");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> OreTenors(
    const v1::ShockedCurve& curve) {
  std::vector<std::string> tenors;
  std::set<std::string> seen;
  for (const v1::ShockedCurve::Pillar& pillar : curve.pillars()) {
    tenors.push_back(TenorOf(pillar.tenor_months()));
    if (!seen.insert(tenors.back()).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("-o ore: two pillars have the tenor ", tenors.back(),
                       "; leave one of them out"));
    }
  }
  return tenors;
}

absl::Status PrintOre(const v1::PriceImpact& price, absl::string_view test_id,
                      const std::string& commodity, std::ostream& out) {
  const v1::ShockedCurve& curve = price.curve();
  if (curve.pillars().empty()) {
    return absl::InvalidArgumentError(
        "-o ore needs a curve: give --curve FILE.csv with --benchmark and "
        "--curve-mode");
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> tenors, OreTenors(curve));
  std::vector<std::string> shifts;
  for (const v1::ShockedCurve::Pillar& pillar : curve.pillars()) {
    shifts.push_back(PrintNumber(
        pillar.shocked_usd_per_bbl() / pillar.price_usd_per_bbl() - 1));
  }
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("StressTesting");
  // With spreaded curves ORE would take differences where it has prices.
  root.append_child("UseSpreadedTermStructures").text().set("false");
  pugi::xml_node test = root.append_child("StressTest");
  test.append_attribute("id").set_value(std::string(test_id).c_str());
  // Versions of ORE before commodity stress refuse a test without the sections
  // that it leaves as they are; later ones take them or leave them.
  for (const char* section :
       {"DiscountCurves", "IndexCurves", "YieldCurves", "FxSpots",
        "FxVolatilities", "SwaptionVolatilities", "CapFloorVolatilities",
        "EquitySpots", "EquityVolatilities"}) {
    test.append_child(section);
  }
  pugi::xml_node moved =
      test.append_child("CommodityCurves").append_child("CommodityCurve");
  const char* usual =
      curve.benchmark() == v1::ForwardCurve::WTI ? "NYMEX:CL" : "ICE:B";
  moved.append_attribute("commodity")
      .set_value(commodity.empty() ? usual : commodity.c_str());
  moved.append_child("ShiftType").text().set("Relative");
  moved.append_child("Shifts").text().set(absl::StrJoin(shifts, ",").c_str());
  moved.append_child("ShiftTenors")
      .text()
      .set(absl::StrJoin(tenors, ",").c_str());
  for (const char* section :
       {"SecuritySpreads", "RecoveryRates", "SurvivalProbabilities"}) {
    test.append_child(section);
  }
  document.save(out, "  ");
  return absl::OkStatus();
}

}  // namespace oilflow
