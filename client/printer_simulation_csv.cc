#include "client/printer_simulation_csv.h"

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_ensemble.h"

namespace oilflow {

void WriteOutputs(absl::string_view prefix,
                  const v1::SimulateScenarioResponse& response,
                  CsvWriter* csv) {
  for (const v1::OutputSummary& output : response.outputs()) {
    const CsvRows rows(absl::StrCat(prefix, "output"), output.output(),
                       ShowDate(output.month()), csv);
    const std::string& unit = output.unit();
    rows.AddQuantiles("quantile", output.quantiles(), unit);
    rows.Add("at_median_inputs", output.at_median_inputs(), unit);
    rows.Add("probability_above_zero", output.probability_above_zero(),
             "share");
    rows.Add("probability_above_zero_error",
             output.probability_above_zero_error(), "share");
    rows.Add("probability_below_zero", output.probability_below_zero(),
             "share");
    rows.Add("probability_below_zero_error",
             output.probability_below_zero_error(), "share");
    rows.Add("low_shortfall", output.low_shortfall(), unit);
    rows.Add("low_shortfall_error", output.low_shortfall_error(), unit);
    rows.Add("high_shortfall", output.high_shortfall(), unit);
    rows.Add("high_shortfall_error", output.high_shortfall_error(), unit);
    rows.AddIf(output.has_mean(), "mean", output.mean(), unit);
    rows.AddIf(output.has_mean_error(), "mean_error", output.mean_error(),
               unit);
    rows.Add("lowest", output.lowest(), unit);
    rows.Add("highest", output.highest(), unit);
  }
}

void WriteHowDrawn(const v1::SimulateScenarioResponse& response,
                   CsvWriter* csv) {
  const v1::SimulateScenarioRequest& request = response.request();
  const CsvRows rows("simulation", "", "", csv);
  rows.AddText("scenario", ShortName(request.source()));
  if (request.has_against()) {
    rows.AddText("against", ShortName(request.against()));
  }
  rows.Add("completed_count", static_cast<double>(response.completed_count()),
           "1");
  rows.Add("total_count", static_cast<double>(response.total_count()), "1");
  rows.AddFlag("finished", response.finished());
  if (response.has_stopped()) {
    rows.AddFlag("stopped", response.stopped());
    rows.Add("stop_error", request.stop().error(), "", request.stop().output());
    rows.Add("stop_level", request.stop().level(), "share");
  }
  rows.Add("shortfall_share", request.shortfall_share(), "share");
  WriteSampling(request.sampling(), csv);
  WriteDrawn(response.variables(), csv);
  for (const v1::CorrelationRepair& repair : response.repairs()) {
    const CsvRows cells("repair", repair.first(), "", csv);
    cells.Add("asked", repair.asked(), "1", repair.second());
    cells.Add("given", repair.given(), "1", repair.second());
    cells.Add("least_eigenvalue", repair.least_eigenvalue(), "1",
              repair.second());
  }
  WriteWarnings(response.warnings(), csv);
  WriteManifest("scenario", response.manifest(), csv);
}

void PrintCsv(const v1::SimulateScenarioResponse& response, std::ostream& out) {
  CsvWriter csv({}, out);
  WriteOutputs("", response, &csv);
  WriteHowDrawn(response, &csv);
}

}  // namespace oilflow
