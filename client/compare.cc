#include <memory>
#include <string>

#include "CLI/CLI.hpp"
#include "client/commands.h"
#include "client/output.h"
#include "client/simulate_input.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct CompareFlags {
  SimulateFlags simulate;
  std::string other;
};

absl::Status Compare(const Options& options, const CompareFlags& flags) {
  RETURN_IF_ERROR(CheckCompareFlags(flags.simulate));
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  SimulateFlags against = flags.simulate;
  against.against = flags.other;
  ASSIGN_OR_RETURN(const v1::SimulateScenarioRequest difference,
                   RequestOf(options, connection, against));
  v1::SimulateScenarioRequest first = difference;
  first.clear_against();
  v1::SimulateScenarioRequest second = first;
  *second.mutable_source() = difference.against();
  const bool is_quiet = flags.simulate.ensemble.quiet;
  Comparison comparison;
  RETURN_IF_ERROR(Simulate(options, connection, difference, is_quiet,
                           &comparison.difference));
  RETURN_IF_ERROR(
      Simulate(options, connection, first, is_quiet, &comparison.first));
  RETURN_IF_ERROR(
      Simulate(options, connection, second, is_quiet, &comparison.second));
  return Print(options, comparison);
}

}  // namespace

std::function<absl::Status(const Options&)> AddCompare(CLI::App* app) {
  auto flags = std::make_shared<CompareFlags>();
  AddEnsembleFlags(app, "how many, up to 10,000,000 (default: 10,000)",
                   "net_supply_bpd and price_usd_per_bbl",
                   &flags->simulate.ensemble);
  app->add_option("other", flags->other,
                  "the SCENARIO to compare with; --set does not change it")
      ->required();
  app->get_option("--method")
      ->description(
          "random (the default); sobol is for `oilflow simulate --against`");
  AddSummaryFlags(app, &flags->simulate);
  app->footer(
      "Examples:\n"
      "  oilflow compare restart-300-60-offset restart-300-no-offset\n"
      "  oilflow compare restart-185 restart-185 --set "
      "restart.limit_bpd=150kb/d\n"
      "  oilflow compare restart-300-60-offset restart-185 --of "
      "iraq.production_change_bpd -o csv");
  return [flags](const Options& options) { return Compare(options, *flags); };
}

}  // namespace oilflow
