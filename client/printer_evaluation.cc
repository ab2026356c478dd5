#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/printer_facts.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"

namespace oilflow {
namespace {

bool Differs(const v1::RateChange& change, int day) {
  return day < change.baseline_bpd_size() && day < change.scenario_bpd_size() &&
         change.baseline_bpd(day) != change.scenario_bpd(day);
}

// Whether oil, gas or power flows otherwise than without the policies.
bool Differs(const v1::EvaluateScenarioResponse& response, int day) {
  const auto lost = [&](const auto& column) {
    return day < column.size() && column[day] != 0;
  };
  return std::any_of(
             response.arcs().begin(), response.arcs().end(),
             [&](const auto& arc) { return Differs(arc.flow(), day); }) ||
         std::any_of(response.stocks().begin(), response.stocks().end(),
                     [&](const v1::StockLevel& stock) {
                       return Differs(stock.filled(), day) ||
                              Differs(stock.drawn(), day);
                     }) ||
         std::any_of(response.energy().begin(), response.energy().end(),
                     [&](const v1::EnergyBalance& grid) {
                       return lost(grid.gas_lost_mmcmd()) ||
                              lost(grid.power_import_lost_mw());
                     });
}

// The last day on which a policy makes a difference, or else the last.
int LastDayOfChange(const v1::EvaluateScenarioResponse& response) {
  for (int day = response.day_count() - 1; day > 0; --day) {
    if (Differs(response, day)) {
      return day;
    }
  }
  return response.day_count() - 1;
}

void PrintHeading(const v1::EvaluateScenarioResponse& response,
                  std::ostream& out) {
  const v1::Scenario& scenario = response.scenario();
  out << (scenario.display_name().empty() ? "A scenario"
                                          : scenario.display_name())
      << "\n";
  if (!scenario.description().empty()) {
    out << scenario.description() << "\n";
  }
  out << (scenario.name().empty() ? "" : scenario.name() + " on ")
      << scenario.baseline() << ", " << ShowDate(response.start_date())
      << " to " << ShowDay(response.start_date(), response.day_count() - 1)
      << " (" << response.day_count() << " days), facts known on "
      << ShowDate(response.reading().as_of()) << "\n";
  PrintWarnings(response.warnings(), out);
}

// What the price sees beside net market supply.
std::string DemandNote(const v1::EvaluateScenarioResponse& response) {
  return response.demand_change_bpd().empty()
             ? ""
             : absl::StrCat(
                   "demand policies add ",
                   ShowRateChange(Mean(response.demand_change_bpd())),
                   " bpd to what markets want, on average; the price sees net "
                   "market supply less this");
}

}  // namespace

void PrintText(const v1::EvaluateScenarioResponse& response,
               const EvaluationView& view, std::ostream& out) {
  const DayView day{.response = response,
                    .day = view.day < 0 ? LastDayOfChange(response) : view.day,
                    .all = view.all};
  PrintHeading(response, out);
  PrintSchedules(day, out);
  PrintHeadlines(day, out);
  PrintLedger(day, out);
  PrintShortfalls(day, out);
  PrintFlows(day, out);
  PrintStocks(day, out);
  PrintCountries(day, out);
  PrintQuota(day, out);
  PrintSpare(day, out);
  PrintEnergy(day, out);
  PrintPrice(response.price(), DemandNote(response), out);
  PrintMoney(day, out);
  PrintPayments(day, out);
  PrintArrears(day, out);
  PrintConstraints(day, out);
  PrintCoverages(day, out);
  PrintTitle(
      absl::StrCat("The ", response.facts_size(), " facts that this rests on"),
      out);
  PrintFactTable(response.facts(), out);
  PrintAudit(response.price(), out);
  PrintManifest(response.manifest(), out);
}

}  // namespace oilflow
