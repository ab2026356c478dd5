#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/format.h"
#include "client/printer_sections.h"
#include "client/table.h"

namespace oilflow {
namespace {

std::string KnownRate(bool known, double bpd) {
  return known ? ShowRate(bpd) : "unknown";
}

std::string KnownChange(bool known, double bpd) {
  return known ? ShowRateChange(bpd) : "unknown";
}

// What is left to what is required and to the target, before and after. A quota
// position and each of its other bases name these fields alike.
template <typename Proto>
void AddHeadrooms(const Proto& counted, std::vector<std::string>* row) {
  row->push_back(KnownChange(counted.has_baseline_headroom_bpd(),
                             counted.baseline_headroom_bpd()));
  row->push_back(KnownChange(counted.has_scenario_headroom_bpd(),
                             counted.scenario_headroom_bpd()));
  row->push_back(KnownChange(counted.has_baseline_effective_headroom_bpd(),
                             counted.baseline_effective_headroom_bpd()));
  row->push_back(KnownChange(counted.has_scenario_effective_headroom_bpd(),
                             counted.scenario_effective_headroom_bpd()));
}

}  // namespace

void PrintQuota(const DayView& view, std::ostream& out) {
  if (view.response.quota_positions().empty()) {
    return;
  }
  PrintTitle(
      "OPEC+ position by month, bpd, and after the policies (headroom below 0 "
      "is excess)",
      out);
  Table table({"country", "month", "days", "required", "compensation", "target",
               "counted", "after", "headroom", "after", "to target", "after"},
              "llrrrrrrrrrr");
  int unknown = 0;
  for (const v1::QuotaPosition& position : view.response.quota_positions()) {
    std::vector<std::string> row = {
        position.country(),
        ShowDate(position.month()).substr(0, 7),
        absl::StrCat(position.day_count()),
        KnownRate(position.has_required_bpd(), position.required_bpd()),
        KnownRate(position.has_compensation_bpd(), position.compensation_bpd()),
        KnownRate(position.has_effective_target_bpd(),
                  position.effective_target_bpd()),
        ShowRate(position.baseline_counted_bpd()),
        ShowRate(position.scenario_counted_bpd())};
    AddHeadrooms(position, &row);
    table.Add(std::move(row));
    for (const auto& basis : position.other_bases()) {
      if (!basis.has_difference_bpd() && !view.all) {
        ++unknown;
        continue;
      }
      row = {absl::StrCat("- by ", basis.basis()),
             "",
             "",
             "",
             "",
             "",
             KnownRate(basis.has_baseline_counted_bpd(),
                       basis.baseline_counted_bpd()),
             KnownRate(basis.has_scenario_counted_bpd(),
                       basis.scenario_counted_bpd())};
      AddHeadrooms(basis, &row);
      table.Add(std::move(row));
    }
  }
  table.Print(out);
  if (unknown > 0) {
    out << "  counts of other sources are unknown " << unknown
        << " times; --all shows them\n";
  }
}

}  // namespace oilflow
