#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "oilflow/v1/evaluation_service.grpc.pb.h"

#include "CLI/CLI.hpp"
#include "client/call.h"
#include "client/commands.h"
#include "client/curve_input.h"
#include "client/ore.h"
#include "client/output.h"
#include "client/price_input.h"
#include "client/scenario_input.h"
#include "client/source_input.h"
#include "service/base/date.h"
#include "service/base/status_macros.h"

namespace oilflow {
namespace {

struct EvaluateFlags {
  std::string scenario;
  std::vector<std::string> sets;
  std::string day;
  bool all = false;
  CurveFlags curve;
  std::string rerun;
};

absl::StatusOr<v1::EvaluateScenarioRequest> RequestOf(
    const Options& options, const Connection& connection,
    const EvaluateFlags& flags) {
  v1::EvaluateScenarioRequest request;
  if (!flags.rerun.empty()) {
    RETURN_IF_ERROR(CheckRerun(
        options, {{"the scenario", !flags.scenario.empty()},
                  {"--set", !flags.sets.empty()},
                  {"the flags of a curve", !flags.curve.IsEmpty()}}));
    request.set_rerun_token(flags.rerun);
    return request;
  }
  if (flags.scenario.empty()) {
    return absl::InvalidArgumentError(
        "give a scenario: a FILE, or a NAME of the library; `oilflow "
        "scenarios` lists it");
  }
  ASSIGN_OR_RETURN(*request.mutable_reading(), ReadingOf(options));
  if (IsScenarioFile(flags.scenario)) {
    ASSIGN_OR_RETURN(*request.mutable_scenario(),
                     ReadScenarioFile(flags.scenario));
  } else if (flags.sets.empty() && flags.curve.IsEmpty()) {
    request.set_name(absl::StrCat("scenarios/", flags.scenario));
  } else {
    ASSIGN_OR_RETURN(*request.mutable_scenario(),
                     FetchScenario(options, connection, flags.scenario));
  }
  for (const std::string& set : flags.sets) {
    RETURN_IF_ERROR(SetParameter(set, request.mutable_scenario()));
  }
  if (!flags.curve.IsEmpty()) {
    RETURN_IF_ERROR(
        SetCurve(flags.curve, request.mutable_scenario()->mutable_market()));
  }
  return request;
}

absl::StatusOr<int> DayOf(const EvaluateFlags& flags,
                          const v1::EvaluateScenarioResponse& response) {
  if (flags.day.empty()) {
    return -1;
  }
  const absl::StatusOr<absl::CivilDay> day = ParseDate(flags.day);
  if (!day.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--day ", day.status().message()));
  }
  const google::type::Date& start = response.start_date();
  const absl::CivilDay first(start.year(), start.month(), start.day());
  if (*day < first || *day >= first + response.day_count()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--day must be from ", PrintDate(first), " to ",
        PrintDate(first + (response.day_count() - 1)), ", not ", flags.day));
  }
  return static_cast<int>(*day - first);
}

absl::Status Evaluate(const Options& options, const EvaluateFlags& flags) {
  ASSIGN_OR_RETURN(const Connection connection, Connection::Open(options));
  ASSIGN_OR_RETURN(const v1::EvaluateScenarioRequest request,
                   RequestOf(options, connection, flags));
  const auto stub = v1::EvaluationService::NewStub(connection.channel());
  v1::EvaluateScenarioResponse response;
  RETURN_IF_ERROR(Ask(options, [&](grpc::ClientContext* context) {
    return stub->EvaluateScenario(context, request, &response);
  }));
  if (options.output == Output::kOre) {
    const std::string& name = response.scenario().name();
    RETURN_IF_ERROR(
        PrintOre(response.price(),
                 name.empty() ? "scenario" : name.substr(name.find('/') + 1),
                 flags.curve.ore_commodity, std::cout));
    return Flush();
  }
  EvaluationView view{.day = -1, .all = flags.all};
  ASSIGN_OR_RETURN(view.day, DayOf(flags, response));
  return Print(options, response, view);
}

}  // namespace

std::function<absl::Status(const Options&)> AddEvaluate(CLI::App* app) {
  auto flags = std::make_shared<EvaluateFlags>();
  app->add_option("scenario", flags->scenario,
                  "FILE (protobuf text format or JSON; - for standard input) "
                  "or NAME in the library; required but for --rerun");
  app->add_option("--set", flags->sets,
                  "POLICY_ID.FIELD=VALUE or market.FIELD=VALUE, with a unit: "
                  "restart.limit_bpd=300kb/d")
      ->allow_extra_args(false);
  app->add_option(
      "--day", flags->day,
      "the day that text shows; else the last on which anything changes");
  app->add_flag("--all", flags->all, "show flows that do not change too");
  AddCurveFlags(app, &flags->curve);
  app->add_option("--rerun", flags->rerun,
                  "TOKEN of an earlier answer: asks the same again");
  app->footer(
      "Examples:\n"
      "  oilflow evaluate restart-185\n"
      "  oilflow evaluate restart-300-60-offset --set "
      "offset.offset_share=40%\n"
      "  oilflow evaluate my.textproto --as-of 2025-03-01 -o json\n"
      "  oilflow evaluate restart-185 --curve brent.csv --benchmark brent "
      "\\\n    --curve-mode path");
  return [flags](const Options& options) { return Evaluate(options, *flags); };
}

}  // namespace oilflow
