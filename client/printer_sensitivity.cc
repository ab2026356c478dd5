#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_csv.h"
#include "client/printer_ensemble.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "client/tornado_bar.h"

namespace oilflow {
namespace {

using Sensitivity = v1::AnalyzeSensitivityResponse::Sensitivity;
using Effect = v1::AnalyzeSensitivityResponse::Effect;
using Index = v1::AnalyzeSensitivityResponse::Index;

constexpr int kSentences = 5;

// `0.42 [0.35, 0.48]`.
std::string ShowIndex(bool is_known, const Index& index) {
  return is_known ? absl::StrCat(ShowFixed(index.value(), 2), " [",
                                 ShowFixed(index.low(), 2), ", ",
                                 ShowFixed(index.high(), 2), "]")
                  : "-";
}

// With the input at its low and at its high level; the farther counts.
double ReachOf(const Sensitivity& sensitivity, const Effect& effect) {
  const double middle = sensitivity.at_median_inputs();
  return std::max(std::abs(effect.at_low() - middle),
                  std::abs(effect.at_high() - middle));
}

void PrintTornado(const Sensitivity& sensitivity, std::ostream& out) {
  std::vector<const Effect*> moving;
  int still_count = 0;
  double low = sensitivity.at_median_inputs();
  double high = low;
  for (const Effect& effect : sensitivity.effects()) {
    if (!effect.has_at_low() || !effect.has_at_high()) {
      continue;
    }
    if (ReachOf(sensitivity, effect) == 0) {
      ++still_count;
      continue;
    }
    moving.push_back(&effect);
    low = std::min({low, effect.at_low(), effect.at_high()});
    high = std::max({high, effect.at_low(), effect.at_high()});
  }
  std::stable_sort(moving.begin(), moving.end(),
                   [&](const Effect* a, const Effect* b) {
                     return ReachOf(sensitivity, *a) > ReachOf(sensitivity, *b);
                   });
  const bool sign = IsChange(sensitivity.output());
  Table table(
      {"one at a time", "at P5", "at P95",
       absl::StrCat(ShowValue(low, sign), " ... ", ShowValue(high, sign))},
      "lrrl");
  for (const Effect* effect : moving) {
    table.Add({effect->group(), ShowValue(effect->at_low(), sign),
               ShowValue(effect->at_high(), sign),
               TornadoBar({.low = low,
                           .middle = sensitivity.at_median_inputs(),
                           .high = high,
                           .at_low = effect->at_low(),
                           .at_high = effect->at_high()})});
  }
  table.Print(out);
  if (!moving.empty()) {
    out << "  bars: from the input's 5% level (-) to its 95% level (+), the "
           "rest at the median (|)\n";
  }
  if (still_count > 0) {
    out << "  alone, " << still_count << (moving.empty() ? "" : " more")
        << " move it by nothing between these levels\n";
  }
}

void PrintIndices(const Sensitivity& sensitivity, std::ostream& out) {
  Table table({"share of variance", "first order", "total", "Shapley effect",
               "rank correlation", "error"},
              "lrrrrr");
  for (const Effect& effect : sensitivity.effects()) {
    table.Add({effect.group(),
               ShowIndex(effect.has_first_order(), effect.first_order()),
               ShowIndex(effect.has_total(), effect.total()),
               ShowIndex(effect.has_shapley_effect(), effect.shapley_effect()),
               effect.has_rank_correlation()
                   ? ShowFixed(effect.rank_correlation(), 2, true)
                   : "-",
               effect.has_rank_correlation_error()
                   ? ShowError(effect.rank_correlation_error())
                   : "-"});
  }
  table.Print(out);
}

void PrintSentences(const Sensitivity& sensitivity, std::ostream& out) {
  int count = 0;
  for (const Effect& effect : sensitivity.effects()) {
    if (count == kSentences) {
      out << "  csv and json say what each of the "
          << sensitivity.effects_size() << " means\n";
      return;
    }
    if (!effect.meaning().empty()) {
      out << Wrapped(effect.meaning());
    }
    ++count;
  }
}

void WriteEffect(const Sensitivity& sensitivity, const Effect& effect,
                 CsvWriter* csv) {
  const std::string& output = sensitivity.output();
  const CsvRows rows("effect", effect.group(), ShowDate(sensitivity.month()),
                     csv);
  const auto add = [&](bool is_known, absl::string_view measure, double value,
                       absl::string_view unit) {
    if (is_known) {
      rows.Add(measure, value, unit, output);
    }
  };
  const auto index = [&](bool is_known, absl::string_view measure,
                         const Index& index) {
    add(is_known, measure, index.value(), "share");
    add(is_known, absl::StrCat(measure, "_low"), index.low(), "share");
    add(is_known, absl::StrCat(measure, "_high"), index.high(), "share");
  };
  index(effect.has_first_order(), "first_order", effect.first_order());
  index(effect.has_total(), "total", effect.total());
  index(effect.has_shapley_effect(), "shapley_effect", effect.shapley_effect());
  add(effect.has_at_low(), "at_low", effect.at_low(), sensitivity.unit());
  add(effect.has_at_high(), "at_high", effect.at_high(), sensitivity.unit());
  add(effect.has_rank_correlation(), "rank_correlation",
      effect.rank_correlation(), "1");
  add(effect.has_rank_correlation_error(), "rank_correlation_error",
      effect.rank_correlation_error(), "1");
  rows.AddText(absl::StrCat("meaning_of_", output), effect.meaning());
}

}  // namespace

void PrintText(const v1::AnalyzeSensitivityResponse& response,
               std::ostream& out) {
  PrintSource(response.request().source(), out);
  out << "two samples of " << SamplingText(response.request().sampling())
      << "; intervals hold 95% of " << response.request().resample_count()
      << " resamples\n";
  for (const v1::VariableGroup& group : response.request().groups()) {
    std::string names;
    for (const std::string& variable : group.variables()) {
      absl::StrAppend(&names, names.empty() ? "" : ", ", variable);
    }
    out << Wrapped(absl::StrCat("group ", group.group_id(), ": ", names));
  }
  PrintWarnings(response.warnings(), out);
  for (const Sensitivity& sensitivity : response.sensitivities()) {
    PrintTitle(
        absl::StrCat(sensitivity.output(), ", mean of ",
                     ShowPeriod(sensitivity.month()), ", ", sensitivity.unit(),
                     ": ", ShowValue(sensitivity.at_median_inputs()),
                     " at the median, standard deviation ",
                     ShowValue(std::sqrt(sensitivity.variance()))),
        out);
    PrintTornado(sensitivity, out);
    PrintIndices(sensitivity, out);
    PrintSentences(sensitivity, out);
  }
  PrintDrawn(response.variables(), out);
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const v1::AnalyzeSensitivityResponse& response,
              std::ostream& out) {
  CsvWriter csv({}, out);
  for (const Sensitivity& sensitivity : response.sensitivities()) {
    const CsvRows rows("output", sensitivity.output(),
                       ShowDate(sensitivity.month()), &csv);
    rows.Add("variance", sensitivity.variance(),
             absl::StrCat("(", sensitivity.unit(), ")^2"));
    rows.Add("at_median_inputs", sensitivity.at_median_inputs(),
             sensitivity.unit());
    for (const Effect& effect : sensitivity.effects()) {
      WriteEffect(sensitivity, effect, &csv);
    }
  }
  for (const v1::VariableGroup& group : response.request().groups()) {
    for (const std::string& variable : group.variables()) {
      csv.Row("group", variable, "group", "", "", "", group.group_id());
    }
  }
  WriteSampling(response.request().sampling(), &csv);
  csv.Row("sampling", "", "resample_count", "",
          absl::StrCat(response.request().resample_count()), "1");
  WriteDrawn(response.variables(), &csv);
  WriteWarnings(response.warnings(), &csv);
  WriteManifest("scenario", response.manifest(), &csv);
}

}  // namespace oilflow
