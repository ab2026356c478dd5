#include "client/simulate_input.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "CLI/CLI.hpp"
#include "client/ensemble_input.h"
#include "service/base/status_macros.h"
#include "service/units/quantity_text.h"

namespace oilflow {

void AddSummaryFlags(CLI::App* app, SimulateFlags* flags) {
  app->add_flag("--monthly", flags->monthly,
                "every month beside the whole horizon");
  app->add_option("--shortfall", flags->shortfall,
                  "the share of the draws in each tail whose mean is given, "
                  "such as 5% (default: 5%)");
}

absl::Status CheckSimulateFlags(const Options& options,
                                const SimulateFlags& flags) {
  const EnsembleFlags& ensemble = flags.ensemble;
  const std::vector<std::pair<absl::string_view, bool>> of_the_question = {
      {"the scenario", !ensemble.source.scenario.empty()},
      {"--set", !ensemble.source.sets.empty()},
      {"--no-ranges", ensemble.source.no_ranges},
      {"--draws, --seed and --method", SaysWhatToDraw(ensemble)},
      {"--of", !ensemble.outputs.empty()},
      {"--monthly", flags.monthly},
      {"--shortfall", !flags.shortfall.empty()},
      {"--against", !flags.against.empty()},
      {"--until", !flags.until.empty()},
      {"--shard", !flags.shard.empty()},
      {"--out", !flags.out.empty()},
      {"--as-of and --latest-fact",
       !options.as_of.empty() || !options.latest_fact.empty()},
  };
  if (!flags.resume.empty()) {
    for (const auto& [flag, is_given] : of_the_question) {
      if (is_given) {
        return absl::InvalidArgumentError(absl::StrCat(
            "--resume goes on with a part as it was asked for: leave out ",
            flag));
      }
    }
    return absl::OkStatus();
  }
  if (ensemble.source.scenario.empty()) {
    return absl::InvalidArgumentError(
        "give a scenario: a FILE, or a NAME of the library; `oilflow "
        "scenarios` lists it");
  }
  if (!flags.shard.empty() && flags.out.empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--shard ", flags.shard.substr(0, 40),
                     " makes a part, which goes into a file: add --out FILE"));
  }
  if (!flags.out.empty() && !flags.until.empty()) {
    return absl::InvalidArgumentError(
        "--until cannot be told from a part of the draws: leave it out, or "
        "--shard and --out");
  }
  return absl::OkStatus();
}

absl::Status CheckCompareFlags(const SimulateFlags& flags) {
  if (flags.ensemble.method == "sobol") {
    return absl::InvalidArgumentError(
        "--method sobol: the points of a number depend on what else is drawn, "
        "so that the two scenarios would not see the same ones. Leave it out, "
        "or ask for the difference alone: `oilflow simulate SCENARIO --against "
        "OTHER --method sobol`");
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::SimulateScenarioRequest> RequestOf(
    const Options& options, const Connection& connection,
    const SimulateFlags& flags) {
  v1::SimulateScenarioRequest request;
  RETURN_IF_ERROR(SetSampling(flags.ensemble, request.mutable_sampling()));
  SetOutputs(flags.ensemble, request.mutable_outputs());
  request.set_monthly(flags.monthly);
  if (!flags.until.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_stop(), ParseUntil(flags.until));
  }
  if (!flags.shortfall.empty()) {
    const auto share = ParseQuantity(Dimension::kShare, flags.shortfall);
    if (!share.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--shortfall ", share.status().message()));
    }
    request.set_shortfall_share(*share);
  }
  if (!flags.out.empty()) {
    Shard shard;
    if (!flags.shard.empty()) {
      ASSIGN_OR_RETURN(shard, ParseShard(flags.shard));
    }
    // Said, so that all parts agree on it.
    v1::Sampling* sampling = request.mutable_sampling();
    if (!sampling->has_draw_count()) {
      sampling->set_draw_count(kDefaultDrawCount);
    }
    ASSIGN_OR_RETURN(*request.mutable_draws(),
                     DrawsOf(shard, sampling->draw_count()));
  }
  ASSIGN_OR_RETURN(*request.mutable_source(),
                   SourceOf(options, connection, flags.ensemble.source));
  if (!flags.against.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_against(),
                     SourceOf(options, connection,
                              {.scenario = flags.against,
                               .no_ranges = flags.ensemble.source.no_ranges}));
  }
  return request;
}

}  // namespace oilflow
