#include "service/rpc/simulation_warnings.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/base/status_macros.h"
#include "service/rpc/analysis.h"

namespace oilflow {
namespace {

// The error of a median above so much of the band from 16% to 84% is large.
constexpr double kLargeShare = 0.1;

void WarnOfFewDraws(v1::SimulateScenarioResponse* message) {
  std::vector<std::string> names;
  for (const v1::OutputSummary& output : message->outputs()) {
    const v1::Quantiles& quantiles = output.quantiles();
    const double band = quantiles.p84() - quantiles.p16();
    if (!(quantiles.p50_error() <= kLargeShare * band)) {
      names.push_back(
          output.has_month()
              ? absl::StrCat(output.output(), "@", output.month().year(), "-",
                             absl::Dec(output.month().month(), absl::kZeroPad2))
              : output.output());
    }
  }
  if (names.empty()) {
    return;
  }
  AddWarning(
      "FEW_DRAWS",
      absl::StrCat("the Monte Carlo error of the median exceeds a tenth of the "
                   "band from 16% to 84%: make more draws than ",
                   message->completed_count(), " to know ", NameSome(names)),
      message->mutable_warnings());
}

}  // namespace

absl::StatusOr<Warnings> WarningsOfSources(const Worlds& worlds,
                                           const Call& call,
                                           const Simulation& simulation) {
  ASSIGN_OR_RETURN(Warnings warnings,
                   SourceWarnings(worlds, simulation.source,
                                  simulation.request.source().reading(), call));
  if (!simulation.against.has_value()) {
    return warnings;
  }
  std::set<std::string> said;
  for (const v1::Warning& warning : warnings) {
    said.insert(warning.message());
  }
  ASSIGN_OR_RETURN(
      const Warnings of_against,
      SourceWarnings(worlds, *simulation.against,
                     simulation.request.against().reading(), call));
  for (const v1::Warning& warning : of_against) {
    if (said.count(warning.message()) == 0) {
      AddWarning(warning.reason(), absl::StrCat("against: ", warning.message()),
                 &warnings);
    }
  }
  return warnings;
}

void AddSimulationWarnings(const Simulation& simulation,
                           const Warnings& of_sources,
                           v1::SimulateScenarioResponse* message) {
  if (message->variables().empty()) {
    AddWarning("NOTHING_UNCERTAIN",
               "nothing is drawn, so that all draws are the same: say what is "
               "uncertain, or leave the ranges of facts on",
               message->mutable_warnings());
  } else {
    WarnOfFewDraws(message);
  }
  AddRepairWarnings(*simulation.sampler, message->mutable_warnings());
  message->mutable_warnings()->MergeFrom(of_sources);
}

}  // namespace oilflow
