#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

// A column is empty if no fact gives what it is worked out from.
template <typename Number>
std::string OnDay(const google::protobuf::RepeatedField<Number>& column,
                  int day, int decimals = 0) {
  return day < column.size()
             ? ShowFixed(static_cast<double>(column[day]), decimals)
             : "unknown";
}

}  // namespace

void PrintEnergy(const DayView& view, std::ostream& out) {
  if (view.response.energy().empty()) {
    return;
  }
  PrintTitle(absl::StrCat("Gas and power that no longer come, on ", view.Date(),
                          " (power lost = restored + unserved)"),
             out);
  Table table(
      {"grid", "gas MMcm/d", "as crude bpd", "imported MW", "power lost MW",
       "liquids needed bpd", "burned bpd", "restored MW", "unserved MW"},
      "lrrrrrrrr");
  for (const v1::EnergyBalance& grid : view.response.energy()) {
    const int day = view.day;
    table.Add({grid.grid(), OnDay(grid.gas_lost_mmcmd(), day, 1),
               OnDay(grid.gas_lost_crude_equivalent_bpd(), day),
               OnDay(grid.power_import_lost_mw(), day),
               OnDay(grid.power_lost_mw(), day),
               OnDay(grid.liquids_needed_bpd(), day),
               OnDay(grid.liquids_burned_bpd(), day),
               OnDay(grid.power_restored_mw(), day),
               OnDay(grid.power_unserved_mw(), day)});
  }
  table.Print(out);
}

}  // namespace oilflow
