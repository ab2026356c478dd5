#include <cstdint>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

#include "client/format.h"
#include "client/printer_csv.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void WriteSchedule(const v1::PolicySchedule& schedule, CsvWriter* csv) {
  const std::string& id = schedule.policy_id();
  csv->Row("schedule", id, "happens", ShowDate(schedule.first_date()),
           schedule.happens() ? "1" : "0", "flag");
  csv->Row("schedule", id, "quantile", "", PrintNumber(schedule.quantile()),
           "share");
  csv->Row("schedule", id, "ends", ShowDate(schedule.end_date()),
           schedule.has_end_date() ? "1" : "0", "flag");
  csv->Row("schedule", id, "late", ShowDate(schedule.first_date()),
           schedule.has_days_late() ? absl::StrCat(schedule.days_late()) : "",
           "days");
  for (const auto& gate : schedule.gates()) {
    csv->Row("schedule", id, absl::StrCat("gate_", gate.gate_id(), "_opens"),
             ShowDate(gate.date()), gate.has_date() ? "1" : "0", "flag");
  }
}

void WriteStock(const v1::StockLevel& stock, CsvWriter* csv) {
  const std::string& id = stock.node();
  csv->Series("stock", id, "baseline_content", stock.content().baseline_bbl(),
              "bbl");
  csv->Series("stock", id, "scenario_content", stock.content().scenario_bbl(),
              "bbl");
  csv->Change("stock", id, "filled", stock.filled());
  csv->Change("stock", id, "drawn", stock.drawn());
  if (stock.has_capacity_bbl()) {
    csv->Row("stock", id, "capacity", "", absl::StrCat(stock.capacity_bbl()),
             "bbl");
  }
}

std::string Dollars(int64_t cents) {
  return PrintNumber(static_cast<double>(cents) / 100);
}

void WriteAccount(const v1::ActorAccount& account, CsvWriter* csv) {
  const std::string month = ShowDate(account.month());
  const absl::string_view actor = account.actor().empty()
                                      ? absl::string_view("all others")
                                      : account.actor();
  const auto row = [&](absl::string_view measure, absl::string_view baseline,
                       absl::string_view scenario, absl::string_view unit) {
    csv->Row("money", actor, absl::StrCat("baseline_", measure), month,
             baseline, unit);
    csv->Row("money", actor, absl::StrCat("scenario_", measure), month,
             scenario, unit);
  };
  row("sold", absl::StrCat(account.baseline_sold_bbl()),
      absl::StrCat(account.scenario_sold_bbl()), "bbl");
  row("at_brent", Dollars(account.baseline_at_brent_cents()),
      Dollars(account.scenario_at_brent_cents()), "USD");
  for (const v1::AccountLine& line : account.lines()) {
    const std::string& name = v1::MoneyKind_Name(line.kind());
    row(absl::AsciiStrToLower(absl::StripPrefix(name, "MONEY_KIND_")),
        Dollars(line.baseline_cents()), Dollars(line.scenario_cents()), "USD");
  }
  row("net", Dollars(account.baseline_net_cents()),
      Dollars(account.scenario_net_cents()), "USD");
}

void WritePayment(const v1::PaymentPosition& payment, absl::string_view date,
                  CsvWriter* csv) {
  const auto row = [&](absl::string_view measure, bool known, double value,
                       absl::string_view unit, absl::string_view note = "") {
    csv->Row("payment", payment.arc(), measure, date,
             known ? PrintNumber(value) : "", unit, note);
  };
  row("paid", true, payment.paid_usd_per_bbl(), "USD/bbl");
  row("worth", true, payment.worth_usd_per_bbl(), "USD/bbl");
  row("alternative", payment.has_alternative_usd_per_bbl(),
      payment.alternative_usd_per_bbl(), "USD/bbl", payment.alternative_arc());
  row("gap", payment.has_gap_usd_per_bbl(), payment.gap_usd_per_bbl(),
      "USD/bbl");
  row("outstanding", true, payment.outstanding_usd(), "USD");
}

void WriteArrears(const v1::ArrearsPosition& arrears, absl::string_view date,
                  CsvWriter* csv) {
  const auto row = [&](absl::string_view measure, absl::string_view value,
                       absl::string_view unit) {
    csv->Row("arrears", arrears.policy_id(), measure, date, value, unit);
  };
  row("owed", PrintNumber(arrears.owed_usd()), "USD");
  row("recovered", PrintNumber(arrears.recovered_usd()), "USD");
  row("remaining", PrintNumber(arrears.remaining_usd()), "USD");
  row("months_to_recover",
      arrears.has_months_to_recover() ? PrintNumber(arrears.months_to_recover())
                                      : "",
      "months");
}

void WriteEnergy(const v1::EnergyBalance& grid, CsvWriter* csv) {
  const auto series = [&](absl::string_view measure, const auto& column,
                          absl::string_view unit) {
    csv->Series("energy", grid.grid(), measure, column, unit);
  };
  series("gas_lost", grid.gas_lost_mmcmd(), "MMcm/d");
  series("gas_lost_crude_equivalent", grid.gas_lost_crude_equivalent_bpd(),
         "bpd");
  series("power_import_lost", grid.power_import_lost_mw(), "MW");
  series("power_lost", grid.power_lost_mw(), "MW");
  series("liquids_needed", grid.liquids_needed_bpd(), "bpd");
  series("liquids_burned", grid.liquids_burned_bpd(), "bpd");
  series("power_restored", grid.power_restored_mw(), "MW");
  series("power_unserved", grid.power_unserved_mw(), "MW");
}

void WriteSpare(const v1::SpareReach& spare, CsvWriter* csv) {
  csv->Series("spare", spare.policy_id(), "capacity", spare.capacity_bpd(),
              "bpd");
  csv->Series("spare", spare.policy_id(), "reachable", spare.reachable_bpd(),
              "bpd");
  csv->Series("spare", spare.policy_id(), "asked", spare.asked_bpd(), "bpd");
}

}  // namespace

void WriteAccounts(const v1::EvaluateScenarioResponse& response,
                   CsvWriter* csv) {
  const std::string last_date =
      ShowDay(response.start_date(), response.day_count() - 1);
  for (const v1::PolicySchedule& schedule : response.schedules()) {
    WriteSchedule(schedule, csv);
  }
  for (const v1::StockLevel& stock : response.stocks()) {
    WriteStock(stock, csv);
  }
  for (const v1::ActorAccount& account : response.accounts()) {
    WriteAccount(account, csv);
  }
  for (const v1::PaymentPosition& payment : response.payments()) {
    WritePayment(payment, last_date, csv);
  }
  for (const v1::ArrearsPosition& arrears : response.arrears()) {
    WriteArrears(arrears, last_date, csv);
  }
  for (const v1::EnergyBalance& grid : response.energy()) {
    WriteEnergy(grid, csv);
  }
  for (const v1::SpareReach& spare : response.spare()) {
    WriteSpare(spare, csv);
  }
  csv->Series("demand", "markets", "demand_change",
              response.demand_change_bpd(), "bpd");
}

}  // namespace oilflow
