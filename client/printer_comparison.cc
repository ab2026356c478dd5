#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer.h"
#include "client/printer_ensemble.h"
#include "client/printer_sections.h"
#include "client/printer_simulation_csv.h"
#include "client/quantile_text.h"
#include "client/table.h"

namespace oilflow {
namespace {

// The same output of the three; nullptr where one lacks it.
std::vector<const v1::OutputSummary*> ColumnsOf(const Comparison& comparison,
                                                int i) {
  std::vector<const v1::OutputSummary*> columns;
  for (const auto* response :
       {&comparison.first, &comparison.second, &comparison.difference}) {
    columns.push_back(i < response->outputs_size() ? &response->outputs(i)
                                                   : nullptr);
  }
  return columns;
}

// A table of one output whose columns are the scenarios.
class ColumnTable {
 public:
  ColumnTable(const Comparison& comparison, int i)
      : columns_(ColumnsOf(comparison, i)),
        table_({"", ShortName(comparison.first.request().source()), "error",
                ShortName(comparison.second.request().source()), "error",
                "difference", "error"},
               "lrrrrrr") {}

  // `value` and `error` give a cell's numbers from a summary.
  template <typename Value, typename Error>
  void Add(const std::string& name, const Value& value, const Error& error) {
    std::vector<std::string> row = {name};
    for (size_t c = 0; c < columns_.size(); ++c) {
      const v1::OutputSummary* column = columns_[c];
      row.push_back(
          column == nullptr
              ? "-"
              : ShowWithError(value(*column), error(*column), IsSigned(c)));
      row.push_back(column == nullptr ? "-" : ShowError(error(*column)));
    }
    table_.Add(std::move(row));
  }

  // The mean, which not every output has, nor every mean an error.
  void AddMean() {
    std::vector<std::string> row = {"mean"};
    for (size_t c = 0; c < columns_.size(); ++c) {
      const v1::OutputSummary* column = columns_[c];
      const bool is_known = column != nullptr && column->has_mean();
      const bool has_error = is_known && column->has_mean_error();
      row.push_back(
          !is_known ? "-"
          : has_error
              ? ShowWithError(column->mean(), column->mean_error(), IsSigned(c))
              : ShowValue(column->mean(), IsSigned(c)));
      row.push_back(has_error ? ShowError(column->mean_error()) : "-");
    }
    table_.Add(std::move(row));
  }

  // A share with its error.
  template <typename Value, typename Error>
  void AddShare(const std::string& name, const Value& value,
                const Error& error) {
    std::vector<std::string> row = {name};
    for (const v1::OutputSummary* column : columns_) {
      row.push_back(
          column == nullptr ? "-" : ShowShare(value(*column), error(*column)));
      row.push_back(column == nullptr
                        ? "-"
                        : absl::StrCat(ShowError(100 * error(*column)), "%"));
    }
    table_.Add(std::move(row));
  }

  // A number without an error.
  template <typename Value>
  void AddExact(const std::string& name, const Value& value) {
    std::vector<std::string> row = {name};
    for (size_t c = 0; c < columns_.size(); ++c) {
      row.push_back(columns_[c] == nullptr
                        ? "-"
                        : ShowValue(value(*columns_[c]), IsSigned(c)));
      row.emplace_back();
    }
    table_.Add(std::move(row));
  }

  void Print(std::ostream& out) const { table_.Print(out); }

 private:
  bool IsSigned(size_t column) const {
    return column + 1 == columns_.size() ||
           IsChange(columns_[column]->output());
  }

  std::vector<const v1::OutputSummary*> columns_;
  Table table_;
};

void PrintOutput(const Comparison& comparison, int i, std::ostream& out) {
  const v1::OutputSummary& output = comparison.difference.outputs(i);
  PrintTitle(absl::StrCat(output.output(), ", mean of ",
                          ShowPeriod(output.month()), ", ", output.unit()),
             out);
  using Summary = v1::OutputSummary;
  ColumnTable table(comparison, i);
  for (size_t l = 0; l < LevelsOf(output.quantiles()).size(); ++l) {
    const auto level = [l](const Summary& s) {
      return LevelsOf(s.quantiles())[l];
    };
    table.Add(
        std::string(LevelsOf(output.quantiles())[l].name),
        [&](const Summary& s) { return level(s).value; },
        [&](const Summary& s) { return level(s).error; });
  }
  if (output.has_mean()) {
    table.AddMean();
  }
  const std::string share = absl::StrCat(
      ShowNumber(100 * comparison.difference.request().shortfall_share()), "%");
  table.Add(
      absl::StrCat("lowest ", share),
      [](const Summary& s) { return s.low_shortfall(); },
      [](const Summary& s) { return s.low_shortfall_error(); });
  table.Add(
      absl::StrCat("highest ", share),
      [](const Summary& s) { return s.high_shortfall(); },
      [](const Summary& s) { return s.high_shortfall_error(); });
  table.AddShare(
      "above 0", [](const Summary& s) { return s.probability_above_zero(); },
      [](const Summary& s) { return s.probability_above_zero_error(); });
  table.AddShare(
      "below 0", [](const Summary& s) { return s.probability_below_zero(); },
      [](const Summary& s) { return s.probability_below_zero_error(); });
  table.AddExact("least", [](const Summary& s) { return s.lowest(); });
  table.AddExact("greatest", [](const Summary& s) { return s.highest(); });
  table.AddExact("at median",
                 [](const Summary& s) { return s.at_median_inputs(); });
  table.Print(out);
}

}  // namespace

void PrintText(const Comparison& comparison, std::ostream& out) {
  PrintSource(comparison.first.request().source(), out);
  out << "against\n";
  PrintSource(comparison.second.request().source(), out);
  out << SamplingText(comparison.difference.request().sampling())
      << ", the same random numbers for both; difference: the first less the "
         "second, draw by draw\n";
  PrintWarnings(comparison.difference.warnings(), out);
  for (int i = 0; i < comparison.difference.outputs_size(); ++i) {
    PrintOutput(comparison, i, out);
  }
  out << "  a quantile of the difference is not the difference of the "
         "quantiles\n";
  PrintDrawn(comparison.difference.variables(), out);
  PrintManifest(comparison.difference.manifest(), out);
}

void PrintCsv(const Comparison& comparison, std::ostream& out) {
  CsvWriter csv({}, out);
  WriteOutputs("first_", comparison.first, &csv);
  WriteOutputs("second_", comparison.second, &csv);
  WriteOutputs("difference_", comparison.difference, &csv);
  WriteHowDrawn(comparison.difference, &csv);
}

absl::Status PrintJson(const Comparison& comparison, std::ostream& out) {
  const struct {
    const char* before;
    const v1::SimulateScenarioResponse& response;
  } kParts[] = {{"{\n\"first\": ", comparison.first},
                {",\n\"second\": ", comparison.second},
                {",\n\"difference\": ", comparison.difference}};
  for (const auto& part : kParts) {
    out << part.before;
    const absl::Status status = PrintJson(part.response, out);
    if (!status.ok()) {
      return status;
    }
  }
  out << "}\n";
  return absl::OkStatus();
}

}  // namespace oilflow
