#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/quantile_text.h"
#include "client/table.h"

namespace oilflow {
namespace {

using Bands = std::vector<const v1::PriceBand*>;

Bands BandsOf(const v1::PriceEffect& month, v1::PriceEngine engine) {
  Bands bands;
  for (const v1::PriceBand& band : month.bands()) {
    if (band.engine() == engine) {
      bands.push_back(&band);
    }
  }
  return bands;
}

void PrintBands(const Bands& bands, absl::string_view what, std::ostream& out) {
  if (bands.empty()) {
    return;
  }
  out << "  " << what << "\n";
  Table table({"model", "P5 %", "P16 %", "P50 %", "P84 %", "P95 %",
               "P50 USD/bbl", "rises", "noise"},
              "lrrrrrrrl");
  for (const v1::PriceBand* band : bands) {
    std::vector<std::string> row = {
        absl::StrCat(band->model_id(), band->extrapolated() ? "*" : "")};
    for (const Level& level : LevelsOf(band->percent())) {
      row.push_back(ShowLevel(level));
    }
    row.push_back(ShowLevel(LevelsOf(band->usd_per_bbl())[2]));
    row.push_back(
        band->has_probability_of_rise()
            ? absl::StrCat(ShowNumber(100 * band->probability_of_rise()), "%")
            : "-");
    row.push_back(ShowDetectable(band->has_detectable(), band->detectable()));
    table.Add(std::move(row));
  }
  table.Print(out);
}

bool IsExtrapolated(const v1::PriceImpact& price) {
  return std::any_of(
      price.months().begin(), price.months().end(),
      [](const v1::PriceEffect& month) {
        return std::any_of(
            month.bands().begin(), month.bands().end(),
            [](const v1::PriceBand& band) { return band.extrapolated(); });
      });
}

void PrintLargest(const v1::PriceImpact& price, const v1::PriceEffect& month,
                  std::ostream& out) {
  PrintTitle(absl::StrCat("Range in ", ShowMonth(month.start_date()),
                          ", the month of the largest effect (",
                          ShowRateChange(month.net_bpd()),
                          " bpd), in percent of the start price"),
             out);
  PrintBands(BandsOf(month, v1::PRICE_ENGINE_MULTIPLIER),
             "C: a multiplier of supply, by model and mixed", out);
  PrintBands(BandsOf(month, v1::PRICE_ENGINE_IMPULSE_RESPONSE),
             "B: monthly responses of estimated models", out);
  const v1::PriceBand* mixture =
      FindBand(month, v1::PRICE_ENGINE_MULTIPLIER, "mixture");
  if (mixture != nullptr) {
    out << Wrapped(absl::StrCat("median of the mixture: ",
                                NoiseText(price, mixture->usd_per_bbl().p50(),
                                          mixture->percent().p50())));
  }
}

// The columns are those bands that the month `largest` has.
void PrintMonths(const v1::PriceImpact& price, const v1::PriceEffect& largest,
                 std::ostream& out) {
  Bands shown = BandsOf(largest, v1::PRICE_ENGINE_IMPULSE_RESPONSE);
  if (const v1::PriceBand* mixture =
          FindBand(largest, v1::PRICE_ENGINE_MULTIPLIER, "mixture")) {
    shown.push_back(mixture);
  }
  if (shown.empty()) {
    return;
  }
  PrintTitle("Range by month, in percent of the start price: P50 [P16 ... P84]",
             out);
  std::vector<std::string> header = {"month", "net bpd"};
  for (const v1::PriceBand* band : shown) {
    header.push_back(absl::StrCat(
        band->engine() == v1::PRICE_ENGINE_MULTIPLIER ? "C " : "B ",
        band->model_id()));
  }
  Table table(std::move(header), "lr" + std::string(shown.size(), 'r'));
  for (const v1::PriceEffect& month : price.months()) {
    std::vector<std::string> row = {ShowMonth(month.start_date()),
                                    ShowRateChange(month.net_bpd())};
    for (const v1::PriceBand* named : shown) {
      const v1::PriceBand* band =
          FindBand(month, named->engine(), named->model_id());
      row.push_back(band == nullptr
                        ? "-"
                        : absl::StrCat(ShowBand(band->percent()),
                                       band->extrapolated() ? "*" : ""));
    }
    table.Add(std::move(row));
  }
  table.Print(out);
  if (IsExtrapolated(price)) {
    out << "  * beyond the months that were estimated: the last is held\n";
  }
  out << "  csv and json have every model at P5, P16, P50, P84 and P95, in "
         "logs, percent and USD, with errors\n";
}

void PrintMultipliers(const v1::PriceImpact& price, std::ostream& out) {
  if (price.multipliers().empty()) {
    return;
  }
  PrintTitle("Multiplier of engine C: percent of price for 1% of world crude",
             out);
  Table table(
      {"model", "weight", "P5", "P16", "P50", "P84", "P95", "floored", "grade"},
      "lrrrrrrrl");
  for (const v1::MultiplierBand& band : price.multipliers()) {
    std::vector<std::string> row = {
        band.model_id(), absl::StrCat(ShowNumber(100 * band.weight()), "%")};
    for (const Level& level : LevelsOf(band.percent_per_percent())) {
      row.push_back(ShowWithError(level.value, level.error));
    }
    row.push_back(absl::StrCat(ShowNumber(100 * band.floored_share()), "%"));
    row.push_back(band.grade());
    table.Add(std::move(row));
  }
  table.Print(out);
  for (const v1::MultiplierBand& band : price.multipliers()) {
    if (!band.source().empty()) {
      out << Wrapped(absl::StrCat(band.model_id(), ": ", band.source()));
    }
  }
  out << "  weight: in the mixture; floored: share of the sample whose "
         "elasticities are too close\n";
}

}  // namespace

void PrintEngines(const v1::PriceImpact& price, std::ostream& out) {
  const v1::PriceEffect* largest = LargestMonth(price);
  if (largest != nullptr && !largest->bands().empty()) {
    PrintLargest(price, *largest, out);
    PrintMonths(price, *largest, out);
  }
  PrintMultipliers(price, out);
}

}  // namespace oilflow
