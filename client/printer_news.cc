#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {

void PrintSurprise(const v1::PriceImpact& price, std::ostream& out) {
  if (!price.has_surprise()) {
    return;
  }
  const v1::Surprise& surprise = price.surprise();
  PrintTitle("What was known before, as logs of the price ratio", out);
  out << "  " << ShowNumber(100 * surprise.already_priced())
      << "% of the effect was in the price (already_priced"
      << (surprise.already_priced() == 0 ? ": all of it is news" : "")
      << ")\n  full effect " << ShowNumber(surprise.full_log_change(), true)
      << "; if it happens "
      << ShowNumber(surprise.if_happens_log_change(), true)
      << ", if it does not " << ShowNumber(surprise.if_not_log_change(), true)
      << ", expected " << ShowNumber(surprise.expected_log_change(), true)
      << "\n";
  if (surprise.has_announced_date()) {
    out << "  announced " << ShowDate(surprise.announced_date()) << ", "
        << surprise.lead_months() << " months before, believed to "
        << ShowNumber(100 * surprise.credibility()) << "%\n";
  }
  if (surprise.has_jump_log_change()) {
    out << "  the front jumps by "
        << ShowNumber(surprise.jump_log_change(), true) << " on that day, by "
        << ShowNumber(surprise.jump_month_average_log_change(), true)
        << " in the average of its month\n";
  }
}

void PrintStockResponse(const v1::PriceImpact& price, std::ostream& out) {
  const auto& realised = price.stock_response().realised_percent();
  const auto& news = price.stock_response().news_percent();
  if (realised.empty() && news.empty()) {
    return;
  }
  PrintTitle(
      "What the stocks of the world do: they fall on an outage, and rise on "
      "bad news",
      out);
  const auto& price_after = price.stock_response().news_price_percent();
  const auto& output_after = price.stock_response().news_output_percent();
  Table table({"month", "outage, % of a month's world output",
               "news, % of stocks", "news, % of price", "news, % of output"},
              "lrrrr");
  const auto at = [](const auto& column, int month) {
    return month < column.size() ? ShowNumber(column[month], true) : "-";
  };
  for (int m = 0; m < std::max(realised.size(), news.size()); ++m) {
    table.Add({m < price.months_size() ? ShowMonth(price.months(m).start_date())
                                       : absl::StrCat("+", m),
               at(realised, m), at(news, m), at(price_after, m),
               at(output_after, m)});
  }
  table.Print(out);
}

void PrintBeside(const v1::PriceImpact& price, std::ostream& out) {
  // Only the newer answers have a denominator, and all that stands here.
  if (price.denominator().empty()) {
    return;
  }
  PrintTitle("Beside the barrels", out);
  out << "  base of every elasticity: world " << price.denominator() << ", "
      << ShowRate(price.world_crude_bpd()) << " bpd\n";
  if (price.has_modesty()) {
    out << Wrapped(absl::StrCat(
        "modesty ", ShowNumber(price.modesty()),
        ": the largest innovation in standard deviations of past ones",
        price.modesty() > 2
            ? "; above 2 people would behave otherwise than was estimated"
            : ""));
  }
  out << "  state factor " << ShowNumber(price.state_factor());
  if (price.has_state_reachable_spare_bpd()) {
    out << ", from " << ShowRate(price.state_reachable_spare_bpd())
        << " bpd of reachable spare capacity and a surplus of "
        << ShowRate(price.state_surplus_bpd()) << " bpd\n";
  } else {
    out << ": the state of the market was not asked for\n";
  }
  out << "  risk premium " << ShowNumber(price.risk_premium_log_change(), true)
      << " (log, at the front); never inside the effect of the barrels\n"
      << "  local price "
      << ShowNumber(price.local_price_change_usd_per_bbl(), true)
      << " USD/bbl over the horizon, of which the differential "
      << ShowNumber(price.differential_change_usd_per_bbl(), true) << "\n"
      << "  products "
      << ShowNumber(price.product_change_cents_per_gallon(), true)
      << " US cents a gallon, as crude and with cracks held\n"
      << "  multiplier with inventories (A3), a check on the first month: "
      << ShowNumber(price.inventory_multiplier(), true)
      << "% of price for 1% of supply\n";
}

}  // namespace oilflow
