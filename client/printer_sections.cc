#include "client/printer_sections.h"

#include <algorithm>

#include "client/format.h"

namespace oilflow {

std::string DayView::Date() const {
  return ShowDay(response.start_date(), day);
}

void PrintTitle(absl::string_view title, std::ostream& out) {
  out << "\n" << title << "\n";
}

void PrintWarnings(
    const google::protobuf::RepeatedPtrField<v1::Warning>& warnings,
    std::ostream& out) {
  for (const v1::Warning& warning : warnings) {
    out << "warning: " << warning.message() << " [" << warning.reason()
        << "]\n";
  }
}

void PrintManifest(const v1::Manifest& manifest, std::ostream& out) {
  PrintTitle("To get the same answer again", out);
  out << "  as of " << ShowDate(manifest.reading().as_of()) << ", facts up to "
      << manifest.reading().latest_fact() << "\n  code "
      << manifest.code_version() << "\n";
  const auto hash = [&](const char* name, const std::string& sha256) {
    if (!sha256.empty()) {
      out << "  " << name << " " << sha256 << "\n";
    }
  };
  hash("facts   ", manifest.facts_sha256());
  hash("network ", manifest.network_sha256());
  hash("prices  ", manifest.prices_sha256());
  hash("scenario", manifest.scenario_sha256());
}

double Mean(const google::protobuf::RepeatedField<int32_t>& column) {
  double sum = 0;
  for (const int32_t rate : column) {
    sum += rate;
  }
  return column.empty() ? 0 : sum / column.size();
}

bool Changes(const v1::RateChange& change) {
  return !std::equal(change.baseline_bpd().begin(), change.baseline_bpd().end(),
                     change.scenario_bpd().begin(),
                     change.scenario_bpd().end());
}

Table RateTable() {
  return Table({"", "baseline", "scenario", "change", "mean change", ""},
               "lrrrrl");
}

void AddRate(absl::string_view name, absl::string_view what,
             const v1::RateChange& change, int day, Table* table) {
  if (day >= change.baseline_bpd_size() || day >= change.scenario_bpd_size()) {
    return;
  }
  const double before = change.baseline_bpd(day);
  const double after = change.scenario_bpd(day);
  table->Add({std::string(name), ShowRate(before), ShowRate(after),
              ShowRateChange(after - before),
              ShowRateChange(Mean(change.scenario_bpd()) -
                             Mean(change.baseline_bpd())),
              std::string(what)});
}

}  // namespace oilflow
