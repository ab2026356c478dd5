#include "client/ensemble_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "client/format.h"
#include "client/printer_price.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr size_t kWidestCount = 5;

std::string KindOf(const v1::DrawnVariable& variable) {
  return ShowEnum(v1::DrawnVariable::Kind_descriptor(), variable.kind(), "");
}

bool HasValues(const v1::DrawnVariable& variable) {
  return variable.values_size() == 3;
}

// From the 5% to the 95% level, in parts of the median. Of a median of 0 there
// are none, and it says nothing.
double WidthOf(const v1::DrawnVariable& variable) {
  const double width = variable.values(2) - variable.values(0);
  const double median = std::abs(variable.values(1));
  return median == 0 ? 0 : width / median;
}

std::vector<const v1::DrawnVariable*> WidestOf(
    const google::protobuf::RepeatedPtrField<v1::DrawnVariable>& variables) {
  std::vector<const v1::DrawnVariable*> widest;
  for (const v1::DrawnVariable& variable : variables) {
    if (HasValues(variable)) {
      widest.push_back(&variable);
    }
  }
  std::stable_sort(
      widest.begin(), widest.end(),
      [](const auto* a, const auto* b) { return WidthOf(*a) > WidthOf(*b); });
  widest.resize(std::min(widest.size(), kWidestCount));
  return widest;
}

}  // namespace

std::string ShowPeriod(const google::type::Date& month) {
  return month.year() == 0 ? "horizon" : ShowMonth(month);
}

std::string WithUnitText(absl::string_view name, absl::string_view unit) {
  return unit.empty() ? std::string(name) : absl::StrCat(name, ", ", unit);
}

std::string ShowValue(double value, bool sign) {
  constexpr double kThousand = 1000;
  return std::abs(value) < kThousand ? ShowNumber(value, sign)
                                     : ShowWithError(value, 0, sign);
}

std::string ShowError(double error) { return ShowWithError(error, error / 10); }

std::string ShowShare(double share, double error) {
  return absl::StrCat(ShowWithError(100 * share, 100 * error), "%");
}

bool IsChange(absl::string_view output) {
  constexpr absl::string_view kChanges[] = {"net_supply_bpd",
                                            "price_usd_per_bbl"};
  return absl::StrContains(output, "_change_") ||
         absl::EndsWith(output, "price_percent") ||
         absl::EndsWith(output, "quota_headroom_bpd") ||
         std::find(std::begin(kChanges), std::end(kChanges), output) !=
             std::end(kChanges);
}

void PrintSource(const v1::ScenarioSource& source, std::ostream& out) {
  const v1::Scenario& scenario = source.scenario();
  out << (scenario.display_name().empty() ? ShortName(source)
                                          : scenario.display_name())
      << "\n";
  const std::string& name =
      source.has_scenario() ? scenario.name() : source.name();
  std::vector<std::string> parts;
  if (!name.empty() || !scenario.baseline().empty()) {
    parts.push_back(absl::StrCat(
        name, name.empty() || scenario.baseline().empty() ? "" : " on ",
        scenario.baseline()));
  }
  if (scenario.has_horizon()) {
    parts.push_back(absl::StrCat(ShowDate(scenario.horizon().start_date()),
                                 " to ",
                                 ShowDay(scenario.horizon().end_date(), -1)));
  }
  if (source.reading().has_as_of()) {
    parts.push_back(
        absl::StrCat("facts known on ", ShowDate(source.reading().as_of())));
  }
  if (!parts.empty()) {
    out << absl::StrJoin(parts, ", ") << "\n";
  }
}

std::string ShortName(const v1::ScenarioSource& source) {
  const std::string& name =
      source.has_scenario() ? source.scenario().name() : source.name();
  if (!name.empty()) {
    return name.substr(name.find('/') + 1);
  }
  return source.scenario().display_name().empty()
             ? "a scenario"
             : source.scenario().display_name();
}

std::string SamplingText(const v1::Sampling& sampling) {
  if (sampling.has_draw_count() && sampling.draw_count() == 0) {
    return "no draws: every number at its own value";
  }
  return absl::StrCat(
      PrintWhole(sampling.draw_count()),
      sampling.method() == v1::Sampling::SOBOL ? " Sobol'" : " random",
      " draws, seed ", sampling.seed());
}

void WriteSampling(const v1::Sampling& sampling, CsvWriter* csv) {
  const CsvRows rows("sampling", "", "", csv);
  rows.Add("draw_count", sampling.draw_count(), "1");
  rows.Add("seed", sampling.seed(), "1");
  rows.AddText("method", ShowEnum(v1::Sampling::Method_descriptor(),
                                  sampling.method(), "METHOD_"));
}

std::string ReadingFlags(const v1::Reading& reading) {
  std::vector<std::string> flags;
  if (reading.has_as_of()) {
    flags.push_back(absl::StrCat("--as-of ", ShowDate(reading.as_of())));
  }
  if (!reading.latest_fact().empty()) {
    flags.push_back(absl::StrCat("--latest-fact ", reading.latest_fact()));
  }
  return absl::StrJoin(flags, " ");
}

void PrintDrawn(
    const google::protobuf::RepeatedPtrField<v1::DrawnVariable>& variables,
    std::ostream& out) {
  PrintTitle("What was drawn", out);
  if (variables.empty()) {
    out << "  nothing: no fact that is read has a range, and nothing else is "
           "uncertain\n";
    return;
  }
  std::map<v1::DrawnVariable::Kind, std::pair<std::string, int>> counts;
  for (const v1::DrawnVariable& variable : variables) {
    auto& [kind, count] = counts[variable.kind()];
    kind = KindOf(variable);
    ++count;
  }
  std::vector<std::string> parts;
  for (const auto& [number, kind] : counts) {
    parts.push_back(absl::StrCat(kind.first, " ", kind.second));
  }
  out << Wrapped(absl::StrCat(
      variables.size(), variables.size() == 1 ? " number: " : " numbers: ",
      absl::StrJoin(parts, ", ")));
  const auto widest = WidestOf(variables);
  Table table({"widest", "kind", "family", "P5", "P50", "P95", "unit"},
              "lllrrrl");
  for (const v1::DrawnVariable* variable : widest) {
    table.Add({variable->variable(), KindOf(*variable), variable->family(),
               ShowValue(variable->values(0)), ShowValue(variable->values(1)),
               ShowValue(variable->values(2)), variable->unit()});
  }
  table.Print(out);
  if (static_cast<size_t>(variables.size()) > widest.size()) {
    out << "  widest: P5 to P95 in parts of the median; csv and json list all "
        << variables.size() << "\n";
  }
}

void WriteDrawn(
    const google::protobuf::RepeatedPtrField<v1::DrawnVariable>& variables,
    CsvWriter* csv) {
  constexpr std::array<absl::string_view, 3> kLevels = {"p05", "p50", "p95"};
  for (const v1::DrawnVariable& variable : variables) {
    const CsvRows rows("variable", variable.variable(), "", csv);
    rows.AddText("kind", KindOf(variable));
    rows.AddText("family", variable.family());
    if (HasValues(variable)) {
      for (int i = 0; i < 3; ++i) {
        rows.Add(kLevels[static_cast<size_t>(i)], variable.values(i),
                 variable.unit());
      }
    }
  }
}

}  // namespace oilflow
