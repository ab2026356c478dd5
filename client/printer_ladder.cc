#include <string>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

// A month's value divided by `scale`, to one decimal; nothing if it is missing.
template <typename Column>
std::string At(const Column& column, int month, double scale, int decimals) {
  return month < column.size()
             ? ShowFixed(column[month] / scale, decimals, /*sign=*/true)
             : "-";
}

}  // namespace

void PrintLadder(const v1::PriceImpact& price, std::ostream& out) {
  const v1::SupplyLadder& ladder = price.ladder();
  if (ladder.month().empty()) {
    return;
  }
  PrintTitle("From the headline to what is priced, kb/d by calendar month",
             out);
  Table rates({"month", "days", "gross", "rerouted", "absorbed", "spare",
               "net_emf", "stocks", "demand", "net_all"},
              "lrrrrrrrrr");
  Table volumes({"month", "gross", "net_emf", "net_all", "stock balance"},
                "lrrrr");
  for (int m = 0; m < ladder.month_size(); ++m) {
    const std::string month = ShowMonth(ladder.month(m));
    const auto rate = [&](const auto& column) { return At(column, m, 1e3, 1); };
    const auto volume = [&](const auto& column) { return At(column, m, 1, 2); };
    rates.Add(
        {month,
         m < ladder.day_count_size() ? absl::StrCat(ladder.day_count(m)) : "-",
         rate(ladder.gross_bpd()), rate(ladder.rerouted_bpd()),
         rate(ladder.absorbed_bpd()), rate(ladder.spare_bpd()),
         rate(ladder.net_emf_bpd()), rate(ladder.stock_release_bpd()),
         rate(ladder.demand_bpd()), rate(ladder.net_all_bpd())});
    volumes.Add({month, volume(ladder.gross_mbbl()),
                 volume(ladder.net_emf_mbbl()), volume(ladder.net_all_mbbl()),
                 At(ladder.stock_balance_bbl(), m, 1e6, 2)});
  }
  rates.Print(out);
  out << "  gross + rerouted + absorbed + spare = net_emf (before strategic "
         "stocks); + stocks + demand = net_all\n";
  PrintTitle("The same in million barrels, over the days of the month", out);
  volumes.Print(out);
}

}  // namespace oilflow
