#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/quantile_text.h"
#include "client/table.h"

namespace oilflow {
namespace {

std::string MarksOf(const v1::ShockedCurve::Pillar& pillar) {
  std::vector<std::string> marks;
  if (pillar.carry_bound_active()) {
    marks.emplace_back("raised to full carry");
  }
  if (pillar.input_beyond_carry()) {
    marks.emplace_back("given beyond full carry");
  }
  if (pillar.extrapolated()) {
    marks.emplace_back("extrapolated");
  }
  return absl::StrJoin(marks, ", ");
}

void PrintPillars(const v1::ShockedCurve& curve, std::ostream& out) {
  Table table({"delivery", "years", "price", "x log", "rp log", "shocked",
               "% of price", "volatility", "note"},
              "lrrrrrrrl");
  for (const v1::ShockedCurve::Pillar& pillar : curve.pillars()) {
    table.Add({ShowMonth(pillar.delivery_month()), ShowFixed(pillar.years(), 2),
               ShowFixed(pillar.price_usd_per_bbl(), 2),
               ShowFixed(pillar.shock_log(), 5, /*sign=*/true),
               ShowFixed(pillar.risk_premium_log(), 5, /*sign=*/true),
               ShowFixed(pillar.shocked_usd_per_bbl(), 2),
               ShowFixed(pillar.change_percent(), 2, /*sign=*/true),
               absl::StrCat(ShowFixed(100 * pillar.volatility(), 1), "%"),
               MarksOf(pillar)});
  }
  table.Print(out);
}

void PrintShape(const v1::ShockedCurve& curve, std::ostream& out) {
  out << "  front " << ShowNumber(curve.front_log_change(), true)
      << " (log), risk premium "
      << ShowNumber(curve.front_risk_premium_log(), true) << " (log)\n";
  if (!curve.shape_id().empty()) {
    out << "  fades as " << curve.shape_id() << ": w "
        << ShowNumber(curve.shape_w()) << ", kappa "
        << ShowNumber(curve.shape_kappa()) << " a year\n";
  }
  out << "  carry: interest " << ShowNumber(100 * curve.interest_rate())
      << "% a year, storage "
      << ShowNumber(curve.storage_cost_usd_per_bbl_month())
      << " USD/bbl a month\n";
  if (!curve.dynamics_id().empty()) {
    out << Wrapped(absl::StrCat(
        "volatility (a year) by ", curve.dynamics_id(),
        "; as its factors the move is ",
        ShowNumber(curve.short_factor_change(), true), " short-lived and ",
        ShowNumber(curve.long_factor_change(), true), " long-lived"));
  }
  if (curve.has_spread_change_percent()) {
    std::string text = absl::StrCat(
        "spread between the front and a year later: ",
        ShowNumber(curve.spread_change_percent(), true), "% of price");
    if (curve.has_spread_from_stocks_percent()) {
      absl::StrAppend(&text, "; past stocks would suggest ",
                      ShowNumber(curve.spread_from_stocks_percent(), true), "%",
                      curve.spread_disagrees()
                          ? ": more than three times apart (a weak relation)"
                          : "");
    }
    out << Wrapped(text);
  }
}

void PrintSimulation(const v1::ShockedCurve& curve, std::ostream& out) {
  if (!curve.has_simulation()) {
    return;
  }
  PrintTitle(
      absl::StrCat("Simulated ", curve.simulation().horizon_days(),
                   " days ahead, USD/bbl (", curve.simulation().draw_count(),
                   " draws, seed ", curve.simulation().seed(), ")"),
      out);
  Table table({"delivery", "P5", "P16", "P50", "P84", "P95"}, "lrrrrr");
  for (const v1::ShockedCurve::Pillar& pillar : curve.pillars()) {
    std::vector<std::string> row = {ShowMonth(pillar.delivery_month())};
    for (const Level& level : LevelsOf(pillar.simulated_usd_per_bbl())) {
      row.push_back(pillar.has_simulated_usd_per_bbl()
                        ? ShowWithError(level.value, level.error)
                        : "-");
    }
    table.Add(std::move(row));
  }
  table.Print(out);
}

}  // namespace

void PrintCurve(const v1::PriceImpact& price, std::ostream& out) {
  if (!price.has_curve()) {
    return;
  }
  const v1::ShockedCurve& curve = price.curve();
  PrintTitle(
      absl::StrCat(
          "Forward curve of ",
          ShowEnum(v1::ForwardCurve::Benchmark_descriptor(), curve.benchmark(),
                   ""),
          " on ", ShowDate(curve.quote_date()), ", USD/bbl, mode ",
          ShowEnum(v1::ForwardCurve::Mode_descriptor(), curve.mode(), ""),
          ", engine ",
          ShowEnum(v1::ForwardCurve::Engine_descriptor(), curve.engine(), "")),
      out);
  PrintPillars(curve, out);
  PrintShape(curve, out);
  PrintSimulation(curve, out);
}

}  // namespace oilflow
