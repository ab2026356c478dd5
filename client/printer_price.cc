#include "client/printer_price.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

std::string Detectable(bool known, bool detectable) {
  return !known ? "unknown" : detectable ? "yes" : "not detectable";
}

// Where the numbers start from, on one line.
void PrintStart(const v1::PriceImpact& price, std::ostream& out) {
  out << "  from " << ShowNumber(price.start_price_usd_per_bbl())
      << " USD/bbl (" << price.start_price_source();
  if (price.has_start_price_date()) {
    out << ", " << ShowDate(price.start_price_date());
  }
  out << "), world crude " << ShowRate(price.world_crude_bpd()) << " bpd";
  if (price.has_daily_noise_usd_per_bbl()) {
    out << "; a day's noise is " << ShowNumber(price.daily_noise_usd_per_bbl())
        << " USD/bbl (" << ShowNumber(100 * price.daily_volatility()) << "%)";
  }
  out << "\n";
}

// What the price sees beside net market supply.
void PrintDemand(const v1::EvaluateScenarioResponse& response,
                 std::ostream& out) {
  if (!response.demand_change_bpd().empty()) {
    out << "  demand policies add "
        << ShowRateChange(Mean(response.demand_change_bpd()))
        << " bpd to what markets want, on average; the price sees net market "
           "supply less this\n";
  }
}

void PrintModels(const v1::PriceImpact& price, std::ostream& out) {
  Table table({"model", "USD/bbl", "percent", "% per 1%", "beyond noise",
               "supply", "demand", "grade", "source"},
              "lrrrlrrll");
  for (int m = 0; m < price.models_size(); ++m) {
    const v1::PriceModel& model = price.models(m);
    const v1::ModelEffect& effect = price.horizon().effects(m);
    table.Add(
        {model.model_id(), ShowNumber(effect.price_change_usd_per_bbl(), true),
         ShowNumber(effect.price_change_percent(), true),
         ShowNumber(model.multiplier()),
         Detectable(effect.has_detectable(), effect.detectable()),
         ShowNumber(model.supply_elasticity()),
         ShowNumber(model.demand_elasticity()), model.grade(), model.source()});
  }
  table.Print(out);
  const v1::PriceEffect& horizon = price.horizon();
  out << "  band over these models: "
      << ShowNumber(horizon.low_usd_per_bbl(), true) << " to "
      << ShowNumber(horizon.high_usd_per_bbl(), true)
      << " USD/bbl (least and greatest): "
      << (!horizon.has_detectable() ? "noise unknown"
          : horizon.detectable()    ? "beyond a day's noise"
                                    : "not detectable")
      << "\n";
}

void PrintMonths(const v1::PriceImpact& price, std::ostream& out) {
  out << "\nPrice by month, USD/bbl\n";
  std::vector<std::string> header = {"month", "days", "net bpd"};
  std::string alignment = "lrr";
  for (const v1::PriceModel& model : price.models()) {
    header.push_back(model.model_id());
    alignment += 'r';
  }
  header.emplace_back("beyond noise");
  alignment += 'l';
  Table table(std::move(header), std::move(alignment));
  for (const v1::PriceEffect& month : price.months()) {
    std::vector<std::string> row = {ShowDate(month.start_date()).substr(0, 7),
                                    absl::StrCat(month.day_count()),
                                    ShowRateChange(month.net_bpd())};
    for (const v1::ModelEffect& effect : month.effects()) {
      row.push_back(ShowNumber(effect.price_change_usd_per_bbl(), true));
    }
    row.push_back(Detectable(month.has_detectable(), month.detectable()));
    table.Add(std::move(row));
  }
  table.Print(out);
}

}  // namespace

void PrintPrice(const v1::EvaluateScenarioResponse& response,
                std::ostream& out) {
  const v1::PriceImpact& price = response.price();
  out << "\nPrice of the net change over the horizon, "
      << ShowRateChange(price.horizon().net_bpd()) << " bpd, "
      << (price.shock_mode() == "PATH_REALISED"
              ? "as output really missing (PATH_REALISED)"
              : "as a shift before anyone responds (SHOCK_EX_ANTE)")
      << "\n";
  PrintStart(price, out);
  PrintDemand(response, out);
  PrintModels(price, out);
  const bool varies =
      std::any_of(price.months().begin(), price.months().end(),
                  [&](const v1::PriceEffect& month) {
                    return month.net_bpd() != price.months(0).net_bpd();
                  });
  if (varies) {
    PrintMonths(price, out);
  }
}

}  // namespace oilflow
