#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/printer_csv.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void PrintComponents(const v1::PriceSupplyChangeRequest& request,
                     std::ostream& out) {
  PrintTitle("What changes", out);
  Table table({"change", "from", "until", "bpd"}, "lllr");
  for (const v1::SupplyComponent& component : request.components()) {
    for (const v1::SupplyComponent::Step& step : component.steps()) {
      table.Add({component.component_id(),
                 step.dates().has_start_date()
                     ? ShowDate(step.dates().start_date())
                     : ShowDate(request.horizon().start_date()),
                 step.dates().has_end_date()
                     ? ShowDate(step.dates().end_date())
                     : ShowDate(request.horizon().end_date()),
                 ShowRateChange(step.change_bpd())});
    }
  }
  table.Print(out);
}

// What others do about it, as asked.
void PrintOffsets(const v1::Offsets& offsets, std::ostream& out) {
  std::vector<std::string> parts;
  if (offsets.has_spare()) {
    const v1::Offsets::Spare& spare = offsets.spare();
    parts.push_back(absl::StrCat(
        "spare capacity fills ", ShowNumber(100 * spare.willing_share()),
        "% of a loss, up to ", ShowRate(spare.reachable_bpd()), " bpd, from ",
        spare.lag_months(), " months on, over ", spare.ramp_months()));
  }
  if (offsets.has_stock()) {
    const v1::Offsets::Stock& stock = offsets.stock();
    parts.push_back(absl::StrCat(
        "strategic stocks of ", ShowRate(stock.content_bbl()), " bbl fill ",
        ShowNumber(100 * stock.filled_share()), "% of what is left, up to ",
        ShowRate(stock.max_rate_bpd()), " bpd (",
        ShowNumber(100 * stock.effective_share()), "% of it effective), from ",
        stock.lag_months(), " months on, bought back from month ",
        stock.refill_start_month(), " over ", stock.refill_months()));
  }
  if (offsets.rerouted_share() != 0) {
    parts.push_back(absl::StrCat(ShowNumber(100 * offsets.rerouted_share()),
                                 "% of a loss finds another way after ",
                                 offsets.reroute_lag_months(), " months"));
  }
  if (offsets.gain_offset_share() != 0) {
    parts.push_back(absl::StrCat(ShowNumber(100 * offsets.gain_offset_share()),
                                 "% of a gain is taken away by others"));
  }
  if (!parts.empty()) {
    out << Wrapped(absl::StrCat("offsets: ", absl::StrJoin(parts, "; ")));
  }
}

}  // namespace

void PrintText(const v1::PriceSupplyChangeResponse& response,
               std::ostream& out) {
  const v1::PriceSupplyChangeRequest& request = response.request();
  out << "A change of supply on " << request.baseline() << ", "
      << ShowDate(request.horizon().start_date()) << " until "
      << ShowDate(request.horizon().end_date()) << ", facts known on "
      << ShowDate(request.reading().as_of()) << "\n";
  PrintWarnings(response.warnings(), out);
  PrintComponents(request, out);
  PrintOffsets(request.offsets(), out);
  PrintPrice(response.price(), "", out);
  PrintAudit(response.price(), out);
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const v1::PriceSupplyChangeResponse& response,
              std::ostream& out) {
  const v1::PriceSupplyChangeRequest& request = response.request();
  CsvWriter csv(request.horizon().start_date(), out);
  for (const v1::SupplyComponent& component : request.components()) {
    for (const v1::SupplyComponent::Step& step : component.steps()) {
      const auto& dates = step.has_dates() ? step.dates() : request.horizon();
      csv.Row("component", component.component_id(), "change",
              ShowDate(dates.start_date()), PrintNumber(step.change_bpd()),
              "bpd", absl::StrCat("until ", ShowDate(dates.end_date())));
    }
  }
  WritePrice(response.price(), &csv);
  WriteWarnings(response.warnings(), &csv);
  WriteManifest("", response.manifest(), &csv);
}

}  // namespace oilflow
