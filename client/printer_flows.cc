#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void PrintUnchanged(int count, std::ostream& out) {
  if (count > 0) {
    out << "  " << count << " more stay as they are; --all shows them\n";
  }
}

// What was there before the first day: each day's content is that of the day
// before, more what is filled, less what is drawn.
std::string StartOf(const v1::StockLevel& stock) {
  if (stock.content().baseline_bbl().empty() ||
      stock.filled().baseline_bpd().empty() ||
      stock.drawn().baseline_bpd().empty()) {
    return "unknown";
  }
  return PrintWhole(stock.content().baseline_bbl(0) -
                    stock.filled().baseline_bpd(0) +
                    stock.drawn().baseline_bpd(0));
}

bool StockChanges(const v1::StockLevel& stock) {
  const v1::ContentChange& content = stock.content();
  return !std::equal(
             content.baseline_bbl().begin(), content.baseline_bbl().end(),
             content.scenario_bbl().begin(), content.scenario_bbl().end()) ||
         Changes(stock.filled()) || Changes(stock.drawn());
}

void AddStock(const v1::StockLevel& stock, Table* table) {
  const auto& before = stock.content().baseline_bbl();
  const auto& after = stock.content().scenario_bbl();
  if (before.empty() || after.empty()) {
    return;
  }
  const int64_t before_end = before[before.size() - 1];
  const int64_t after_end = after[after.size() - 1];
  table->Add(
      {stock.node(), StartOf(stock), PrintWhole(before_end),
       PrintWhole(after_end), PrintChange(after_end - before_end),
       PrintWhole(*std::min_element(after.begin(), after.end())),
       PrintWhole(*std::max_element(after.begin(), after.end())),
       stock.has_capacity_bbl() ? PrintWhole(stock.capacity_bbl()) : "-"});
}

bool IsAllZero(const v1::RateChange& change) {
  const auto zero = [](int32_t rate) { return rate == 0; };
  return std::all_of(change.baseline_bpd().begin(), change.baseline_bpd().end(),
                     zero) &&
         std::all_of(change.scenario_bpd().begin(), change.scenario_bpd().end(),
                     zero);
}

}  // namespace

void PrintFlows(const DayView& view, std::ostream& out) {
  const v1::EvaluateScenarioResponse& response = view.response;
  PrintTitle(absl::StrCat("Flows on ", view.Date(), ", bpd"), out);
  Table table = RateTable();
  int unchanged = 0;
  const auto add = [&](const std::string& name, const std::string& what,
                       const v1::RateChange& change) {
    if (view.all || Changes(change)) {
      AddRate(name, what, change, view.day, &table);
    } else {
      ++unchanged;
    }
  };
  for (const auto& arc : response.arcs()) {
    add(arc.arc(),
        absl::StrCat(arc.origin_node(), " to ", arc.destination_node()),
        arc.flow());
  }
  for (const auto& node : response.nodes()) {
    add(node.node(), "lifted or taken", node.rate());
  }
  for (const auto& chokepoint : response.chokepoints()) {
    add(chokepoint.chokepoint(), "through all lanes", chokepoint.flow());
  }
  table.Print(out);
  PrintUnchanged(unchanged, out);
}

void PrintStocks(const DayView& view, std::ostream& out) {
  const auto& stocks = view.response.stocks();
  if (stocks.empty() ||
      (!view.all && std::none_of(stocks.begin(), stocks.end(), StockChanges))) {
    return;
  }
  PrintTitle("Stocks over the horizon, bbl (least and most with the policies)",
             out);
  Table table({"stock", "start", "baseline end", "scenario end", "change",
               "least", "most", "holds"},
              "lrrrrrrr");
  int unchanged = 0;
  for (const v1::StockLevel& stock : view.response.stocks()) {
    if (view.all || StockChanges(stock)) {
      AddStock(stock, &table);
    } else {
      ++unchanged;
    }
  }
  table.Print(out);
  PrintUnchanged(unchanged, out);
}

void PrintCountries(const DayView& view, std::ostream& out) {
  PrintTitle(absl::StrCat("Exports as trackers see them and as they are, on ",
                          view.Date(), ", bpd"),
             out);
  Table table = RateTable();
  int unchanged = 0;
  for (const auto& country : view.response.countries()) {
    if (!view.all && !Changes(country.apparent_exports()) &&
        !Changes(country.true_exports()) && !Changes(country.deliveries()) &&
        IsAllZero(country.foreign_in_apparent())) {
      ++unchanged;
      continue;
    }
    AddRate(country.country(), "seen by trackers", country.apparent_exports(),
            view.day, &table);
    AddRate("", "of which other countries' oil", country.foreign_in_apparent(),
            view.day, &table);
    AddRate("", "truly its own, by any way", country.true_exports(), view.day,
            &table);
    AddRate("", "delivered to buyers", country.deliveries(), view.day, &table);
    if (view.all || !IsAllZero(country.storage_build())) {
      AddRate("", "put in storage, less what is drawn", country.storage_build(),
              view.day, &table);
    }
    if (country.has_product_exports_bpd()) {
      const std::string products = ShowRate(country.product_exports_bpd());
      table.Add({"", products, products, "", "",
                 "products besides, outside the network"});
    }
  }
  table.Print(out);
  PrintUnchanged(unchanged, out);
}

}  // namespace oilflow
