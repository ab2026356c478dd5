#include "client/ensemble_flags.h"

#include <cstdint>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "CLI/CLI.hpp"
#include "client/ensemble_input.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

constexpr int32_t kMostDraws = 10000000;

}  // namespace

void AddSourceFlags(CLI::App* app, SourceFlags* flags) {
  app->add_option("scenario", flags->scenario,
                  "FILE (protobuf text format or JSON; - for standard input) "
                  "or NAME in the library")
      ->required();
  app->add_option("--set", flags->sets,
                  "POLICY_ID.FIELD=VALUE or market.FIELD=VALUE, with a unit: "
                  "restart.limit_bpd=300kb/d")
      ->allow_extra_args(false);
  app->add_flag("--no-ranges", flags->no_ranges,
                "facts are what they are: draw only what the scenario lists");
}

void AddSamplingFlags(CLI::App* app, absl::string_view draws_help,
                      EnsembleFlags* flags) {
  app->add_option("--draws", flags->draws, std::string(draws_help));
  app->add_option("--seed", flags->seed,
                  "another seed is another sample (default: 1)");
  app->add_option("--method", flags->method,
                  "random, or sobol: draws spread evenly, with smaller errors "
                  "where the answer is smooth (default: random)")
      ->check(CLI::IsMember({"random", "sobol"}));
}

void AddQuietFlag(CLI::App* app, bool* quiet) {
  app->add_flag("-q,--quiet", *quiet, "show no progress");
}

void AddEnsembleFlags(CLI::App* app, absl::string_view draws_help,
                      absl::string_view outputs_help, EnsembleFlags* flags) {
  AddSourceFlags(app, &flags->source);
  AddSamplingFlags(app, draws_help, flags);
  app->add_option(
         "--of", flags->outputs,
         absl::StrCat(
             "OUTPUT: net_supply_bpd, price_usd_per_bbl, "
             "price_percent, iraq.production_change_bpd and others, with "
             "or without a month (@2025-08); may be repeated "
             "(default: ",
             outputs_help, "). --output is the format"))
      ->allow_extra_args(false);
  AddQuietFlag(app, &flags->quiet);
}

absl::Status SetSampling(const EnsembleFlags& flags, v1::Sampling* sampling) {
  if (!flags.draws.empty()) {
    ASSIGN_OR_RETURN(const int32_t draw_count,
                     ParseCount("--draws", flags.draws, 0, kMostDraws));
    sampling->set_draw_count(draw_count);
  }
  if (!flags.seed.empty()) {
    uint32_t seed = 0;
    if (!absl::SimpleAtoi(flags.seed, &seed)) {
      return absl::InvalidArgumentError(
          absl::StrCat("--seed must be a whole number from 0 to 4294967295, "
                       "not ",
                       flags.seed.substr(0, 40)));
    }
    sampling->set_seed(seed);
  }
  if (!flags.method.empty()) {
    sampling->set_method(flags.method == "sobol" ? v1::Sampling::SOBOL
                                                 : v1::Sampling::RANDOM);
  }
  return absl::OkStatus();
}

void SetOutputs(const EnsembleFlags& flags,
                google::protobuf::RepeatedPtrField<std::string>* outputs) {
  outputs->Add(flags.outputs.begin(), flags.outputs.end());
}

bool SaysWhatToDraw(const EnsembleFlags& flags) {
  return !flags.draws.empty() || !flags.seed.empty() || !flags.method.empty();
}

ProgressBar BarOf(bool is_quiet) {
  return ProgressBar(ProgressWidth(is_quiet), absl::Now(), &std::cerr);
}

}  // namespace oilflow
