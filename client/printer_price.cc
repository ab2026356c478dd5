#include "client/printer_price.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

// Where the numbers start from.
void PrintStart(const v1::PriceImpact& price, std::ostream& out) {
  std::string text =
      absl::StrCat("from ", ShowNumber(price.start_price_usd_per_bbl()),
                   " USD/bbl (", price.start_price_source());
  if (price.has_start_price_date()) {
    absl::StrAppend(&text, ", ", ShowDate(price.start_price_date()));
  }
  absl::StrAppend(&text, "), world crude ", ShowRate(price.world_crude_bpd()),
                  " bpd");
  if (price.has_daily_noise_usd_per_bbl()) {
    absl::StrAppend(&text, "; a day's noise is ",
                    ShowNumber(price.daily_noise_usd_per_bbl()), " USD/bbl (",
                    ShowNumber(100 * price.daily_volatility()),
                    "% of the start price)");
  }
  out << Wrapped(text);
}

// The change over the horizon by the model whose change is the greatest.
const v1::ModelEffect* Greatest(const v1::PriceEffect& effect) {
  const auto& effects = effect.effects();
  const auto greatest =
      std::max_element(effects.begin(), effects.end(),
                       [](const v1::ModelEffect& a, const v1::ModelEffect& b) {
                         return std::abs(a.price_change_usd_per_bbl()) <
                                std::abs(b.price_change_usd_per_bbl());
                       });
  return greatest == effects.end() ? nullptr : &*greatest;
}

void PrintModels(const v1::PriceImpact& price, std::ostream& out) {
  const v1::PriceEffect& horizon = price.horizon();
  Table table({"model", "USD/bbl", "% of price", "% per 1%", "supply", "demand",
               "long run", "a year", "grade", "noise"},
              "lrrrrrrrll");
  const int count = std::min(price.models_size(), horizon.effects_size());
  for (int m = 0; m < count; ++m) {
    const v1::PriceModel& model = price.models(m);
    const v1::ModelEffect& effect = horizon.effects(m);
    table.Add(
        {model.model_id(), ShowNumber(effect.price_change_usd_per_bbl(), true),
         ShowNumber(effect.price_change_percent(), true),
         ShowNumber(model.multiplier()), ShowNumber(model.supply_elasticity()),
         ShowNumber(model.demand_elasticity()),
         absl::StrCat(ShowNumber(model.long_run_supply_elasticity()), "/",
                      ShowNumber(model.long_run_demand_elasticity())),
         ShowNumber(model.annual_adjustment()), model.grade(),
         ShowDetectable(effect.has_detectable(), effect.detectable())});
  }
  table.Print(out);
  out << "  band over these models: "
      << ShowNumber(horizon.low_usd_per_bbl(), true) << " to "
      << ShowNumber(horizon.high_usd_per_bbl(), true)
      << " USD/bbl (least and greatest): "
      << (!horizon.has_detectable() ? "noise unknown"
          : horizon.detectable()    ? "beyond a day's noise"
                                    : "not detectable")
      << "\n";
  if (const v1::ModelEffect* greatest = Greatest(horizon)) {
    out << Wrapped(NoiseText(price, greatest->price_change_usd_per_bbl(),
                             greatest->price_change_percent()));
  }
  for (int m = 0; m < count; ++m) {
    out << Wrapped(absl::StrCat(price.models(m).model_id(), ": ",
                                price.models(m).source()));
  }
}

// By month, where months differ or the response is slow.
void PrintMonths(const v1::PriceImpact& price, std::ostream& out) {
  const bool varies =
      std::any_of(price.months().begin(), price.months().end(),
                  [&](const v1::PriceEffect& month) {
                    return month.net_bpd() != price.months(0).net_bpd();
                  });
  const bool is_slow = price.months_size() > 1 &&
                       !price.months(0).effects().empty() &&
                       price.months(0).effects(0).has_two_speed_usd_per_bbl();
  if (!varies && !is_slow) {
    return;
  }
  PrintTitle(
      "Price by month, USD/bbl (A: each model at once; A4: the first "
      "of them fast and slow)",
      out);
  std::vector<std::string> header = {"month", "days", "net bpd"};
  std::string alignment = "lrr";
  for (const v1::PriceModel& model : price.models()) {
    header.push_back(model.model_id());
    alignment += 'r';
  }
  header.insert(header.end(), {"A4", "noise"});
  alignment += "rl";
  Table table(std::move(header), std::move(alignment));
  for (const v1::PriceEffect& month : price.months()) {
    std::vector<std::string> row = {ShowMonth(month.start_date()),
                                    absl::StrCat(month.day_count()),
                                    ShowRateChange(month.net_bpd())};
    for (int m = 0; m < price.models_size(); ++m) {
      row.push_back(
          m < month.effects_size()
              ? ShowNumber(month.effects(m).price_change_usd_per_bbl(), true)
              : "-");
    }
    row.push_back(
        !month.effects().empty() && month.effects(0).has_two_speed_usd_per_bbl()
            ? ShowNumber(month.effects(0).two_speed_usd_per_bbl(), true)
            : "-");
    row.push_back(ShowDetectable(month.has_detectable(), month.detectable()));
    table.Add(std::move(row));
  }
  table.Print(out);
  out << "  noise: whether any model is beyond a day's; csv and json have "
         "percent and logs, and A4 of every model\n";
}

}  // namespace

std::string ShowDetectable(bool is_known, bool is_detectable) {
  return !is_known ? "unknown" : is_detectable ? "beyond" : "below";
}

std::string NoiseText(const v1::PriceImpact& price, double usd_per_bbl,
                      double percent) {
  if (!price.has_daily_noise_usd_per_bbl()) {
    return "a day's noise is unknown, so nothing is said of what can be "
           "detected";
  }
  const bool is_beyond =
      std::abs(usd_per_bbl) > price.daily_noise_usd_per_bbl();
  return absl::StrCat(
      is_beyond ? "detectable: " : "not detectable: ",
      ShowNumber(usd_per_bbl, true), " USD/bbl (", ShowNumber(percent, true),
      "% of the start price) is ", is_beyond ? "more than" : "no more than",
      " one standard deviation of a day's move, ",
      ShowNumber(price.daily_noise_usd_per_bbl()), " USD/bbl (",
      ShowNumber(100 * price.daily_volatility()), "% of the start price)");
}

std::string ShowMonth(const google::type::Date& date) {
  return ShowDate(date).substr(0, 7);
}

void PrintPrice(const v1::PriceImpact& price, absl::string_view note,
                std::ostream& out) {
  out << "\nPrice of the net change over the horizon, "
      << ShowRateChange(price.horizon().net_bpd()) << " bpd, "
      << (price.shock_mode() == "PATH_REALISED"
              ? "as output really missing (PATH_REALISED)"
              : "as a shift before anyone responds (SHOCK_EX_ANTE)")
      << "\n";
  PrintStart(price, out);
  out << Wrapped(note);
  PrintModels(price, out);
  PrintMonths(price, out);
  PrintEngines(price, out);
  PrintSurprise(price, out);
  PrintLadder(price, out);
  PrintStockResponse(price, out);
  PrintBeside(price, out);
  PrintCurve(price, out);
  PrintAttribution(price, out);
}

}  // namespace oilflow
