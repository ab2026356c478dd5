#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "client/format.h"
#include "client/printer.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// What a parameter belongs to: the part of its id before the first dot.
absl::string_view GroupOf(const v1::PriceParameter& parameter) {
  const absl::string_view id = parameter.parameter_id();
  return id.substr(0, id.find('.'));
}

std::string RangeOf(const v1::PriceParameter& parameter) {
  if (!parameter.has_low() && !parameter.has_high()) {
    return "";
  }
  return absl::StrCat(
      parameter.has_low() ? PrintNumber(parameter.low()) : "?", " to ",
      parameter.has_high() ? PrintNumber(parameter.high()) : "?");
}

std::string CellOf(bool is_known, double value) {
  return is_known ? PrintNumber(value) : "";
}

}  // namespace

void PrintText(const v1::ListPriceParametersResponse& response,
               std::ostream& out) {
  out << "Parameter set " << response.parameter_set_id() << ": "
      << response.parameters_size() << " numbers\nsha256 "
      << response.parameter_set_sha256() << "\n"
      << "grade: V seen in the source, R recomputed, M from memory, J "
         "judgement; -: for comparison, not used\n";
  // A table and its sources for each group, so that no line is long.
  for (int begin = 0; begin < response.parameters_size();) {
    const absl::string_view group = GroupOf(response.parameters(begin));
    int end = begin;
    Table table({"parameter", "value", "range", "covers", "unit",
                 "distribution", "grade", "used"},
                "lrllllll");
    std::string sources;
    for (; end < response.parameters_size() &&
           GroupOf(response.parameters(end)) == group;
         ++end) {
      const v1::PriceParameter& parameter = response.parameters(end);
      table.Add({parameter.parameter_id(),
                 CellOf(parameter.has_value(), parameter.value()),
                 RangeOf(parameter), parameter.range_level(), parameter.unit(),
                 parameter.distribution(), parameter.grade(),
                 parameter.used() ? "yes" : "-"});
      absl::StrAppend(&sources,
                      Wrapped(absl::StrCat(parameter.parameter_id(), ": ",
                                           parameter.source())));
    }
    out << "\n" << group << "\n";
    table.Print(out);
    out << sources;
    begin = end;
  }
}

void PrintCsv(const v1::ListPriceParametersResponse& response,
              std::ostream& out) {
  out << "parameter,value,low,high,range_level,distribution,unit,grade,used,"
         "source,parameter_set,parameter_set_sha256\n";
  for (const v1::PriceParameter& parameter : response.parameters()) {
    out << CsvText(parameter.parameter_id()) << ","
        << CellOf(parameter.has_value(), parameter.value()) << ","
        << CellOf(parameter.has_low(), parameter.low()) << ","
        << CellOf(parameter.has_high(), parameter.high()) << ","
        << CsvText(parameter.range_level()) << ","
        << CsvText(parameter.distribution()) << "," << CsvText(parameter.unit())
        << "," << CsvText(parameter.grade()) << ","
        << (parameter.used() ? "1" : "0") << "," << CsvText(parameter.source())
        << "," << CsvText(response.parameter_set_id()) << ","
        << response.parameter_set_sha256() << "\n";
  }
}

}  // namespace oilflow
