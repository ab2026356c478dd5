#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/backtest_text.h"
#include "client/format.h"
#include "client/printer.h"
#include "client/printer_csv.h"
#include "client/printer_sections.h"
#include "client/quantile_text.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

void PrintVolumes(const v1::RunBacktestResponse& response, std::ostream& out) {
  PrintTitle("Volumes, kb/d", out);
  Table table({"event", "date", "days", "predicted", "measure", "reported",
               "sign", "in range", "assumed"},
              "llrrlrllr");
  for (const v1::BacktestEvent& event : response.events()) {
    table.Add({event.event_id(), ShowDate(event.event_date()),
               ShowVolumeDays(event), ShowKbd(event.predicted_bpd()),
               event.volume_measure(), ShowReported(event),
               event.sign_right() ? "right" : "wrong",
               event.volume_within() ? "yes" : "no",
               absl::StrCat(event.assumed_fact_count())});
  }
  table.Print(out);
  out << "  right sign " << response.sign_right_count() << ", in range "
      << response.volume_within_count() << ", of " << response.events_size()
      << "; assumed: facts that nobody published, from people who knew the "
         "outcome\n";
}

void PrintPrices(const v1::RunBacktestResponse& response, std::ostream& out) {
  PrintTitle("Prices, log % (100 times the log of the price ratio)", out);
  Table table({"event", "days", "seen", "effect P50 [P16 ... P84]",
               "forecast P16-P84", "P5-P95", "68%", "90%", "scored"},
              "lrrrrrlll");
  for (const v1::BacktestEvent& event : response.events()) {
    for (const auto& window : event.windows()) {
      const v1::Quantiles effect = Times(window.effect_log_change(), 100);
      table.Add({event.event_id(), absl::StrCat(window.trading_day_count()),
                 ShowLogPercent(window.realised_log_change()), ShowBand(effect),
                 ShowInner(window.forecast_log_change()),
                 ShowOuter(window.forecast_log_change()),
                 ShowWithin(window, window.within_68()),
                 ShowWithin(window, window.within_90()),
                 window.scored() ? "yes" : "no"});
    }
  }
  table.Print(out);
  out << "  effect: of the barrels, by the mixture; forecast: with the noise "
         "of so many trading days on top\n";
}

void PrintScores(const v1::RunBacktestResponse& response, std::ostream& out) {
  PrintTitle("Scores, log % (CRPS: less is better)", out);
  Table table({"days", "scored", "in 68%", "in 90%", "model", "no change",
               "10% per 1%"},
              "lrrrrrr");
  for (const v1::BacktestScore& score : response.scores()) {
    table.Add({ShowWindow(score), absl::StrCat(score.event_count()),
               ShowCoverage(score.within_68_count(), score.event_count()),
               ShowCoverage(score.within_90_count(), score.event_count()),
               ShowCrps(score, score.crps()),
               ShowCrps(score, score.crps_no_change()),
               ShowCrps(score, score.crps_rule())});
  }
  table.Print(out);
}

// Why prices are not scored, what else happened, and the sources.
void PrintNotes(const v1::RunBacktestResponse& response, std::ostream& out) {
  PrintTitle("What is left out, and what else happened", out);
  for (const v1::BacktestEvent& event : response.events()) {
    out << Wrapped(absl::StrCat(event.event_id(), ", ", event.display_name(),
                                " (", event.scenario(), ", read as of ",
                                ShowDate(event.as_of()), ")"));
    for (const std::string& reason : ReasonsOf(event)) {
      out << Wrapped(absl::StrCat("not scored: ", reason), 4);
    }
    if (!event.confounders().empty()) {
      out << Wrapped(absl::StrCat("also: ", event.confounders()), 4);
    }
    if (!event.source().empty()) {
      out << Wrapped(absl::StrCat("reported by: ", event.source()), 4);
    }
  }
  out << "  csv and json have the CRPS of each event and window\n";
}

void WriteWindow(const v1::BacktestEvent& event,
                 const v1::BacktestEvent::PriceWindow& window, CsvWriter* csv) {
  const std::string date = ShowDate(event.event_date());
  const auto row = [&](absl::string_view measure, double value,
                       absl::string_view unit, absl::string_view note = "") {
    csv->Row("price", event.event_id(),
             absl::StrCat(measure, "_", window.trading_day_count(), "d"), date,
             PrintNumber(value), unit, note);
  };
  row("realised", window.realised_log_change(), "log");
  for (const Level& level : LevelsOf(window.effect_log_change())) {
    row(absl::StrCat("effect_", level.column), level.value, "log");
    row(absl::StrCat("effect_", level.column, "_error"), level.error, "log");
  }
  for (const Level& level : LevelsOf(window.forecast_log_change())) {
    row(absl::StrCat("forecast_", level.column), level.value, "log");
    row(absl::StrCat("forecast_", level.column, "_error"), level.error, "log");
  }
  row("within_68", window.within_68() ? 1 : 0, "flag");
  row("within_90", window.within_90() ? 1 : 0, "flag");
  row("crps", window.crps(), "log");
  row("crps_no_change", window.crps_no_change(), "log");
  row("crps_rule", window.crps_rule(), "log");
  row("scored", window.scored() ? 1 : 0, "flag", window.excluded_reason());
}

void WriteEvent(const v1::BacktestEvent& event, CsvWriter* csv) {
  const std::string date = ShowDate(event.event_date());
  const auto row = [&](absl::string_view measure, absl::string_view value,
                       absl::string_view unit, absl::string_view note = "") {
    csv->Row("volume", event.event_id(), measure, date, value, unit, note);
  };
  row("name", "", "", event.display_name());
  row("scenario", "", "", event.scenario());
  row("as_of", "", "", ShowDate(event.as_of()));
  row("first_day", absl::StrCat(event.volume_first_day()), "days");
  row("day_count", absl::StrCat(event.volume_day_count()), "days");
  row("predicted", PrintNumber(event.predicted_bpd()), "bpd",
      event.volume_measure());
  row("observed_low", PrintNumber(event.observed_low_bpd()), "bpd",
      event.source());
  row("observed_high", PrintNumber(event.observed_high_bpd()), "bpd",
      event.source());
  row("sign_right", event.sign_right() ? "1" : "0", "flag");
  row("within", event.volume_within() ? "1" : "0", "flag");
  row("assumed_facts", absl::StrCat(event.assumed_fact_count()), "1");
  row("confounders", "", "", event.confounders());
  row("excluded", event.excluded_reason().empty() ? "0" : "1", "flag",
      event.excluded_reason());
  for (const auto& window : event.windows()) {
    WriteWindow(event, window, csv);
  }
}

}  // namespace

void PrintText(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "The models against " << response.events_size()
      << " dated events, each read as of the day before it\n";
  PrintVolumes(response, out);
  PrintPrices(response, out);
  PrintScores(response, out);
  PrintNotes(response, out);
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const v1::RunBacktestResponse& response, std::ostream& out) {
  CsvWriter csv({}, out);
  for (const v1::BacktestEvent& event : response.events()) {
    WriteEvent(event, &csv);
  }
  for (const v1::BacktestScore& score : response.scores()) {
    const auto row = [&](absl::string_view measure, double value,
                         absl::string_view unit) {
      csv.Row("score",
              score.effects_only() ? "all_with_effect"
              : score.trading_day_count() == 0
                  ? "all"
                  : absl::StrCat(score.trading_day_count(), "d"),
              measure, "", PrintNumber(value), unit);
    };
    row("scored", score.event_count(), "1");
    row("within_68", score.within_68_count(), "1");
    row("within_90", score.within_90_count(), "1");
    row("crps", score.crps(), "log");
    row("crps_no_change", score.crps_no_change(), "log");
    row("crps_rule", score.crps_rule(), "log");
  }
  csv.Row("score", "volumes", "sign_right", "",
          absl::StrCat(response.sign_right_count()), "1");
  csv.Row("score", "volumes", "within", "",
          absl::StrCat(response.volume_within_count()), "1");
  WriteManifest("", response.manifest(), &csv);
}

}  // namespace oilflow
