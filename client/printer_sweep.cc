#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_ensemble.h"
#include "client/printer_facts.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

using Point = v1::SweepScenarioResponse::Point;

std::string UnitAt(const google::protobuf::RepeatedPtrField<std::string>& units,
                   int i) {
  return i < units.size() ? units.Get(i) : "";
}

std::string ShowCell(const v1::SweepScenarioResponse& sweep, const Point& point,
                     int output) {
  if (output >= point.values_size()) {
    return "-";
  }
  const double error = output < point.errors_size() ? point.errors(output) : 0;
  return ShowWithError(point.values(output), error,
                       IsChange(sweep.request().outputs(output)));
}

// Rows by the first axis, columns by the second. Only of a whole grid.
bool IsMatrix(const v1::SweepScenarioResponse& sweep) {
  constexpr int kMostColumns = 10;
  if (sweep.request().axes_size() != 2 || sweep.request().outputs_size() != 1 ||
      sweep.points_size() != sweep.total_count() || sweep.points().empty()) {
    return false;
  }
  int columns = 0;
  while (columns < sweep.points_size() &&
         sweep.points(columns).parameters(0) == sweep.points(0).parameters(0)) {
    ++columns;
  }
  return columns <= kMostColumns && sweep.points_size() % columns == 0;
}

void PrintMatrix(const v1::SweepScenarioResponse& sweep, std::ostream& out) {
  const v1::SweepScenarioRequest& request = sweep.request();
  PrintTitle(absl::StrCat(WithUnitText(request.outputs(0),
                                       UnitAt(sweep.output_units(), 0)),
                          ": down ",
                          WithUnitText(request.axes(0).parameter(),
                                       UnitAt(sweep.parameter_units(), 0)),
                          "; across ",
                          WithUnitText(request.axes(1).parameter(),
                                       UnitAt(sweep.parameter_units(), 1))),
             out);
  std::vector<std::string> header = {""};
  for (const Point& point : sweep.points()) {
    if (point.parameters(0) != sweep.points(0).parameters(0)) {
      break;
    }
    header.push_back(ShowFactValue(point.parameters(1)));
  }
  const int columns = static_cast<int>(header.size()) - 1;
  Table table(header, std::string(header.size(), 'r'));
  for (int first = 0; first < sweep.points_size(); first += columns) {
    std::vector<std::string> row = {
        ShowFactValue(sweep.points(first).parameters(0))};
    for (int i = first; i < first + columns; ++i) {
      row.push_back(ShowCell(sweep, sweep.points(i), 0));
    }
    table.Add(std::move(row));
  }
  table.Print(out);
}

void PrintList(const v1::SweepScenarioResponse& sweep, std::ostream& out) {
  const v1::SweepScenarioRequest& request = sweep.request();
  PrintTitle("Point by point", out);
  std::vector<std::string> header = {"point"};
  for (int i = 0; i < request.axes_size(); ++i) {
    header.push_back(WithUnitText(request.axes(i).parameter(),
                                  UnitAt(sweep.parameter_units(), i)));
  }
  for (int i = 0; i < request.outputs_size(); ++i) {
    header.push_back(
        WithUnitText(request.outputs(i), UnitAt(sweep.output_units(), i)));
  }
  const std::string alignment(header.size(), 'r');
  Table table(header, alignment);
  for (const Point& point : sweep.points()) {
    std::vector<std::string> row = {absl::StrCat(point.index())};
    for (const double parameter : point.parameters()) {
      row.push_back(ShowFactValue(parameter));
    }
    for (int i = 0; i < request.outputs_size(); ++i) {
      row.push_back(ShowCell(sweep, point, i));
    }
    table.Add(std::move(row));
  }
  table.Print(out);
}

void PrintErrors(const v1::SweepScenarioResponse& sweep, std::ostream& out) {
  double largest = 0;
  for (const Point& point : sweep.points()) {
    for (const double error : point.errors()) {
      largest = std::max(largest, error);
    }
    if (!point.error().empty()) {
      out << Wrapped(
          absl::StrCat("point ", point.index(), ": ", point.error()));
    }
  }
  if (largest > 0) {
    out << "  digits end where the Monte Carlo error begins; csv and json have "
           "the errors\n";
  }
}

}  // namespace

void PrintText(const v1::SweepScenarioResponse& sweep, std::ostream& out) {
  PrintSource(sweep.request().source(), out);
  out << PrintWhole(sweep.points_size()) << " of "
      << PrintWhole(sweep.total_count()) << " points, "
      << SamplingText(sweep.request().sampling()) << "\n";
  if (IsMatrix(sweep)) {
    PrintMatrix(sweep, out);
  } else {
    PrintList(sweep, out);
  }
  PrintErrors(sweep, out);
  PrintManifest(sweep.manifest(), out);
}

void PrintSweepHeader(const v1::SweepScenarioResponse& first,
                      std::ostream& out) {
  out << "point";
  for (int i = 0; i < first.request().axes_size(); ++i) {
    out << "," << CsvText(first.request().axes(i).parameter());
  }
  out << ",output,value,error,unit,note\n";
}

void PrintSweepRows(const v1::SweepScenarioResponse& first,
                    const v1::SweepScenarioResponse& message,
                    std::ostream& out) {
  for (const Point& point : message.points()) {
    std::string parameters = absl::StrCat(point.index());
    for (const double parameter : point.parameters()) {
      absl::StrAppend(&parameters, ",", PrintNumber(parameter));
    }
    for (int i = 0; i < first.request().outputs_size(); ++i) {
      out << parameters << "," << CsvText(first.request().outputs(i)) << ","
          << (i < point.values_size() ? PrintNumber(point.values(i)) : "")
          << ","
          << (i < point.errors_size() ? PrintNumber(point.errors(i)) : "")
          << "," << UnitAt(first.output_units(), i) << ","
          << CsvText(point.error()) << "\n";
    }
  }
}

std::string SweepRestText(const v1::SweepScenarioResponse& first,
                          int64_t next_point) {
  const std::string reading = ReadingFlags(first.request().source().reading());
  return absl::StrCat(
      PrintWhole(next_point), " of ", PrintWhole(first.total_count()),
      " points are out; the same command with `--skip ", next_point,
      reading.empty() ? "" : " ", reading, "` goes on behind them");
}

void PrintCsv(const v1::SweepScenarioResponse& response, std::ostream& out) {
  PrintSweepHeader(response, out);
  PrintSweepRows(response, response, out);
}

}  // namespace oilflow
