#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"

#include "client/ensemble_text.h"
#include "client/format.h"
#include "client/printer_csv.h"
#include "client/printer_ensemble.h"
#include "client/printer_sections.h"
#include "client/table.h"
#include "service/units/quantity_text.h"

namespace oilflow {
namespace {

constexpr double kThousand = 1000;

// Enough digits for a value to be typed again.
std::string ShowFound(double value) {
  return std::abs(value) < kThousand  ? absl::StrCat(absl::SixDigits(value))
         : value == std::round(value) ? ShowFixed(value, 0)
                                      : ShowFixed(value, 1);
}

// Decimals that show the step from one side to the other to two digits.
int DecimalsOfStep(double step) {
  constexpr int kMost = 6;
  int decimals = 0;
  for (; decimals < kMost && step < 10; ++decimals) {
    step *= 10;
  }
  return decimals;
}

// The two sides of a jump, in the same digits. Flows are whole barrels, so that
// a step of less than one is no jump but a rounding.
void PrintJump(const v1::SeekGoalResponse& response, std::ostream& out) {
  constexpr double kBarrel = 1;
  if (!response.has_below() || !response.has_above()) {
    out << "  the output steps over the target there without meeting it\n";
    return;
  }
  const v1::SeekGoalRequest& request = response.request();
  const v1::SeekGoalResponse::Trial& below = response.below();
  const v1::SeekGoalResponse::Trial& above = response.above();
  const double step = std::abs(above.output() - below.output());
  if (response.output_unit() == "bpd" && step < kBarrel) {
    out << "  the target is met to the nearest barrel: flows are whole "
           "barrels\n";
    return;
  }
  const int decimals = DecimalsOfStep(step);
  const bool sign = IsChange(request.output());
  out << Wrapped(absl::StrCat(
      "the output steps over the target there without meeting it: from ",
      ShowFixed(below.output(), decimals, sign), " at ",
      ShowFound(below.parameter()), " to ",
      ShowFixed(above.output(), decimals, sign), " at ",
      ShowFound(above.parameter()), " ", response.parameter_unit()));
}

}  // namespace

void PrintText(const v1::SeekGoalResponse& response, std::ostream& out) {
  const v1::SeekGoalRequest& request = response.request();
  PrintSource(request.source(), out);
  out << SamplingText(request.sampling()) << "\n";
  PrintTitle(
      absl::StrCat(request.parameter(), " = ", ShowFound(response.parameter()),
                   " ", response.parameter_unit(), ": there ", request.output(),
                   " is ", ShowFound(response.output()), " ",
                   response.output_unit(), " (target ",
                   ShowFound(request.target()), ")"),
      out);
  if (response.jumps()) {
    PrintJump(response, out);
  }
  if (response.crossing_count() > 1) {
    out << "  the lowest of " << response.crossing_count()
        << " values on the grid between which it crosses the target\n";
  }
  Table table(
      {"tried", WithUnitText(request.parameter(), response.parameter_unit()),
       WithUnitText(request.output(), response.output_unit())},
      "lrr");
  if (response.has_below()) {
    table.Add({"below", ShowFound(response.below().parameter()),
               ShowFound(response.below().output())});
  }
  table.Add(
      {"found", ShowFound(response.parameter()), ShowFound(response.output())});
  if (response.has_above()) {
    table.Add({"above", ShowFound(response.above().parameter()),
               ShowFound(response.above().output())});
  }
  table.Print(out);
  if (!response.within_tolerance()) {
    out << "  the evaluations ran out before below and above were as near to "
           "each other as asked\n";
  }
  out << "  between " << ShowFound(request.minimum()) << " and "
      << ShowFound(request.maximum()) << ", to "
      << ShowValue(request.tolerance()) << "; " << response.evaluation_count()
      << " evaluations, " << response.crossing_count()
      << (response.crossing_count() == 1 ? " crossing" : " crossings")
      << " on the grid that was tried first\n";
  PrintManifest(response.manifest(), out);
}

void PrintCsv(const v1::SeekGoalResponse& response, std::ostream& out) {
  const v1::SeekGoalRequest& request = response.request();
  CsvWriter csv({}, out);
  const auto trial = [&](absl::string_view section, double parameter,
                         double output) {
    csv.Row(section, request.parameter(), "parameter", "",
            PrintNumber(parameter), response.parameter_unit());
    csv.Row(section, request.output(), "output", "", PrintNumber(output),
            response.output_unit());
  };
  trial("found", response.parameter(), response.output());
  if (response.has_below()) {
    trial("below", response.below().parameter(), response.below().output());
  }
  if (response.has_above()) {
    trial("above", response.above().parameter(), response.above().output());
  }
  const CsvRows rows("seek", "", "", &csv);
  rows.Add("target", request.target(), response.output_unit());
  rows.Add("minimum", request.minimum(), response.parameter_unit());
  rows.Add("maximum", request.maximum(), response.parameter_unit());
  rows.Add("tolerance", request.tolerance(), response.parameter_unit());
  rows.AddFlag("jumps", response.jumps());
  rows.AddFlag("within_tolerance", response.within_tolerance());
  rows.Add("crossing_count", response.crossing_count(), "1");
  rows.Add("evaluation_count", response.evaluation_count(), "1");
  WriteSampling(request.sampling(), &csv);
  WriteManifest("scenario", response.manifest(), &csv);
}

}  // namespace oilflow
