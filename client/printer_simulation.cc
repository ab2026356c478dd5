#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_ensemble.h"
#include "client/printer_sections.h"
#include "client/quantile_text.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

// Of the output that a stopping rule watches, with a space before it; empty if
// the answer does not have it.
std::string UnitOfStop(const v1::SimulateScenarioResponse& response) {
  const std::string& watched = response.request().stop().output();
  const std::string name = watched.substr(0, watched.find('@'));
  for (const v1::OutputSummary& output : response.outputs()) {
    if (output.output() == name) {
      return absl::StrCat(" ", output.unit());
    }
  }
  return "";
}

void PrintHeading(const v1::SimulateScenarioResponse& response,
                  std::ostream& out) {
  const v1::SimulateScenarioRequest& request = response.request();
  PrintSource(request.source(), out);
  if (request.has_against()) {
    out << "less, draw by draw: " << ShortName(request.against()) << "\n";
  }
  out << SamplingText(request.sampling()) << "; "
      << PrintWhole(response.completed_count()) << " made";
  if (response.has_stopped()) {
    out << (response.stopped() ? "; stopped: " : "; made all: ")
        << request.stop().output() << " at "
        << ShowNumber(100 * request.stop().level()) << "% is "
        << (response.stopped() ? "" : "not ") << "known to "
        << ShowValue(request.stop().error()) << UnitOfStop(response);
  }
  out << (response.finished() ? "" : "; NOT COMPLETE") << "\n";
  PrintWarnings(response.warnings(), out);
}

// Whether pluses are shown.
bool IsSigned(const v1::SimulateScenarioResponse& response,
              const v1::OutputSummary& output) {
  return response.request().has_against() || IsChange(output.output());
}

// A row of values and under it one of their Monte Carlo errors.
class RowPair {
 public:
  RowPair(const v1::OutputSummary& output, bool sign)
      : values_({output.output(), ShowPeriod(output.month()), output.unit()}),
        errors_({"  error", "", ""}),
        sign_(sign) {}

  void Add(double value, double error) {
    values_.push_back(ShowWithError(value, error, sign_));
    errors_.push_back(ShowError(error));
  }

  // Without its error.
  void AddBare(double value) {
    values_.push_back(ShowValue(value, sign_));
    errors_.emplace_back("-");
  }

  void AddShare(double share, double error) {
    values_.push_back(ShowShare(share, error));
    errors_.push_back(absl::StrCat(ShowError(100 * error), "%"));
  }

  // What has no error, as it is.
  void AddText(std::string text) {
    values_.push_back(std::move(text));
    errors_.emplace_back();
  }

  void AddTo(Table* table) {
    table->Add(std::move(values_));
    table->Add(std::move(errors_));
  }

 private:
  std::vector<std::string> values_;
  std::vector<std::string> errors_;
  bool sign_;
};

void PrintQuantiles(const v1::SimulateScenarioResponse& response,
                    std::ostream& out) {
  PrintTitle("Quantiles of the draws, each with its Monte Carlo error", out);
  Table table({"output", "mean of", "unit", "P5", "P16", "P50", "P84", "P95",
               "at median"},
              "lllrrrrrr");
  for (const v1::OutputSummary& output : response.outputs()) {
    const bool sign = IsSigned(response, output);
    RowPair rows(output, sign);
    for (const Level& level : LevelsOf(output.quantiles())) {
      rows.Add(level.value, level.error);
    }
    rows.AddText(ShowWithError(output.at_median_inputs(),
                               output.quantiles().p50_error(), sign));
    rows.AddTo(&table);
  }
  table.Print(out);
  out << "  at median: the point answer, every number at its own value, as "
         "evaluate gives it; not the median of the\n"
         "  draws\n";
}

void PrintRisks(const v1::SimulateScenarioResponse& response,
                std::ostream& out) {
  const std::string share =
      ShowNumber(100 * response.request().shortfall_share());
  PrintTitle("Signs and tails, each with its Monte Carlo error", out);
  Table table(
      {"output", "mean of", "unit", "above 0", "below 0",
       absl::StrCat("lowest ", share, "%"),
       absl::StrCat("highest ", share, "%"), "mean", "least", "greatest"},
      "lllrrrrrrr");
  for (const v1::OutputSummary& output : response.outputs()) {
    const bool sign = IsSigned(response, output);
    RowPair rows(output, sign);
    rows.AddShare(output.probability_above_zero(),
                  output.probability_above_zero_error());
    rows.AddShare(output.probability_below_zero(),
                  output.probability_below_zero_error());
    rows.Add(output.low_shortfall(), output.low_shortfall_error());
    rows.Add(output.high_shortfall(), output.high_shortfall_error());
    if (output.has_mean() && output.has_mean_error()) {
      rows.Add(output.mean(), output.mean_error());
    } else if (output.has_mean()) {
      rows.AddBare(output.mean());
    } else {
      rows.AddText("-");
    }
    rows.AddText(ShowValue(output.lowest(), sign));
    rows.AddText(ShowValue(output.highest(), sign));
    rows.AddTo(&table);
  }
  table.Print(out);
  out << "  lowest, highest: the mean of so many draws, the expected "
         "shortfall; -: the mean of a price need not exist\n";
}

void PrintRepairs(const v1::SimulateScenarioResponse& response,
                  std::ostream& out) {
  for (const v1::CorrelationRepair& repair : response.repairs()) {
    out << Wrapped(absl::StrCat(
        "correlations that cannot all hold (least eigenvalue ",
        ShowNumber(repair.least_eigenvalue()),
        ") were moved to the nearest that can; most of all ", repair.first(),
        " with ", repair.second(), ", from ", ShowNumber(repair.asked()),
        " to ", ShowNumber(repair.given())));
  }
}

}  // namespace

void PrintText(const v1::SimulateScenarioResponse& response,
               std::ostream& out) {
  PrintHeading(response, out);
  PrintQuantiles(response, out);
  PrintRisks(response, out);
  if (response.finished()) {
    PrintDrawn(response.variables(), out);
  }
  PrintRepairs(response, out);
  PrintManifest(response.manifest(), out);
}

}  // namespace oilflow
