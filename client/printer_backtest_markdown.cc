#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "client/backtest_text.h"
#include "client/format.h"
#include "client/printer.h"
#include "client/quantile_text.h"

namespace oilflow {
namespace {

constexpr char kHowToRead[] =
    "Each event was evaluated with the facts that were known on the day before "
    "it, and held against what was reported and against what the price did. "
    "*Effect* is what the mixture of models makes of the barrels; *forecast* "
    "adds the noise of so many trading days, so most of its width is the "
    "market's and not the model's. Changes of price are in log %, 100 times "
    "the log of the price ratio; bands say which quantiles they run between. A "
    "calibrated forecast has 68% of what was seen between P16 and P84 and 90% "
    "between P5 and P95. CRPS (continuous ranked probability score) is the "
    "mean distance of a forecast from what was seen: less is better. *No "
    "change* and *10% per 1%* are forecasts with the same noise that any model "
    "should beat. *Assumed* counts facts that nobody published and that "
    "people who knew the outcome supposed: with any, the volume is no true "
    "forecast. Where the barrels have no effect, all three forecasts are the "
    "same. Few events prove little: read this as a check on blunders, not as a "
    "calibration.";

// Text inside a table: a bar would end the cell, and a line the row.
std::string Cell(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"|", "\\|"}, {"\n", " "}});
}

void WriteRow(const std::vector<std::string>& cells, std::ostream& out) {
  out << "| "
      << absl::StrJoin(cells, " | ",
                       [](std::string* text, const std::string& cell) {
                         absl::StrAppend(text, Cell(cell));
                       })
      << " |\n";
}

// A column whose name ends with a colon is aligned to the right.
void WriteHeader(std::vector<std::string> names, std::ostream& out) {
  std::vector<std::string> rules;
  for (std::string& name : names) {
    const bool is_right = name.back() == ':';
    if (is_right) {
      name.pop_back();
    }
    rules.emplace_back(is_right ? "---:" : "---");
  }
  WriteRow(names, out);
  WriteRow(rules, out);
}

void WriteVolumes(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "\n## Volumes\n\nMean net change in kb/d over the days said, counted "
         "from the event.\n\n";
  WriteHeader({"event", "what", "date", "days", "predicted:", "measure",
               "reported:", "sign", "in range", "assumed:"},
              out);
  for (const v1::BacktestEvent& event : response.events()) {
    WriteRow({event.event_id(), event.display_name(),
              ShowDate(event.event_date()), ShowVolumeDays(event),
              ShowKbd(event.predicted_bpd()), event.volume_measure(),
              ShowReported(event), event.sign_right() ? "right" : "wrong",
              event.volume_within() ? "yes" : "no",
              absl::StrCat(event.assumed_fact_count())},
             out);
  }
  out << "\nThe sign is right in "
      << ShowCoverage(response.sign_right_count(), response.events_size())
      << ", the volume in the reported range in "
      << ShowCoverage(response.volume_within_count(), response.events_size())
      << ".\n";
}

void WritePrices(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "\n## Prices\n\nBy event and window of trading days, in log %. In "
         "brackets: not scored.\n\n";
  WriteHeader(
      {"event", "days:", "seen:", "effect P50 [P16 ... P84]:", "forecast P50:",
       "forecast P16 ... P84:", "forecast P5 ... P95:", "within 68%",
       "within 90%", "CRPS:", "no change:", "10% per 1%:"},
      out);
  for (const v1::BacktestEvent& event : response.events()) {
    for (const auto& window : event.windows()) {
      const v1::Quantiles& forecast = window.forecast_log_change();
      WriteRow(
          {event.event_id(), absl::StrCat(window.trading_day_count()),
           ShowLogPercent(window.realised_log_change()),
           ShowBand(Times(window.effect_log_change(), 100)),
           ShowLevel(LevelsOf(Times(forecast, 100))[2]), ShowInner(forecast),
           ShowOuter(forecast), ShowWithin(window, window.within_68()),
           ShowWithin(window, window.within_90()),
           ShowFixed(100 * window.crps(), 2),
           ShowFixed(100 * window.crps_no_change(), 2),
           ShowFixed(100 * window.crps_rule(), 2)},
          out);
    }
  }
}

void WriteScores(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "\n## Scores\n\nOver the events that are scored; CRPS in log %, less "
         "is better.\n\n";
  WriteHeader({"days", "scored:", "within 68%:", "within 90%:", "CRPS model:",
               "no change:", "10% per 1%:"},
              out);
  for (const v1::BacktestScore& score : response.scores()) {
    WriteRow(
        {ShowWindow(score), absl::StrCat(score.event_count()),
         ShowCoverage(score.within_68_count(), score.event_count()),
         ShowCoverage(score.within_90_count(), score.event_count()),
         ShowCrps(score, score.crps()), ShowCrps(score, score.crps_no_change()),
         ShowCrps(score, score.crps_rule())},
        out);
  }
}

void WriteExcluded(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "\n## What is not scored\n\n";
  bool is_any = false;
  for (const v1::BacktestEvent& event : response.events()) {
    for (const std::string& reason : ReasonsOf(event)) {
      out << "- " << event.event_id() << ": " << reason << "\n";
      is_any = true;
    }
  }
  if (!is_any) {
    out << "Every price is scored.\n";
  }
}

// One line for each event that has any.
template <typename TextOf>
void WriteList(const char* title, const v1::RunBacktestResponse& response,
               const TextOf& text_of, std::ostream& out) {
  out << "\n## " << title << "\n\n";
  for (const v1::BacktestEvent& event : response.events()) {
    const std::string text = text_of(event);
    if (!text.empty()) {
      out << "- " << event.event_id() << ": " << text << "\n";
    }
  }
}

void WriteRead(const v1::Manifest& manifest, std::ostream& out) {
  out << "\n## What was read\n\n";
  const auto hash = [&](const char* name, const std::string& sha256) {
    if (!sha256.empty()) {
      out << "- " << name << ": SHA-256 `" << sha256 << "`\n";
    }
  };
  hash("facts", manifest.facts_sha256());
  hash("network", manifest.network_sha256());
  hash("prices", manifest.prices_sha256());
}

}  // namespace

void PrintMarkdown(const v1::RunBacktestResponse& response, std::ostream& out) {
  out << "# The models against what happened\n\nThis page is made by `oilflow "
         "backtest --local -o md`; do not edit it.\n\n"
      << kHowToRead << "\n";
  WriteVolumes(response, out);
  WritePrices(response, out);
  WriteScores(response, out);
  WriteExcluded(response, out);
  WriteList(
      "What else happened", response,
      [](const v1::BacktestEvent& event) { return event.confounders(); }, out);
  WriteList(
      "Sources", response,
      [](const v1::BacktestEvent& event) {
        return absl::StrCat(event.source(), event.source().empty() ? "" : "; ",
                            "evaluated as `", event.scenario(),
                            "`, read as of ", ShowDate(event.as_of()));
      },
      out);
  WriteRead(response.manifest(), out);
}

}  // namespace oilflow
